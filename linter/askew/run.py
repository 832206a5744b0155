"""A run over files: read each, lint or fix it, and put the results together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from askew.checks.apis import problems
from askew.comparing import Compared, Scope, compare
from askew.config import Settings
from askew.diagnostic import Diagnostic, Safety
from askew.engine import Crash, Result, finish
from askew.linting import ALONE, Means, files, inputs, rules_for, second_opinion, shown, started, uncollected
from askew.rule import Rule
from askew.source import SourceError, digest_of
from askew.suppress import Suppressed

if TYPE_CHECKING:
    from askew.baseline import Entry
    from askew.cache.results import Cache
    from askew.duplicates.corpus import Corpus
    from askew.duplicates.facts import DocumentFact
    from askew.duplicates.shelf import Likenesses
    from askew.tree import Tree


@dataclass
class Report:
    """What a run gave: diagnostics by path and place, and what it went over.

    Fingerprints are those of a file by itself: two files may share them until `place.with_paths` tells them apart.
    `fixed` counts the fixes made, `diffs` holds them where nothing was written, `fixed_input` is what became of
    standard input; `problems` are faults that make the run fail (a file that cannot be written, a failed proof),
    `warnings` say what could not be checked. `facts` are what files are compared by, by path, where any are, and
    `digests` those of their bytes; `spared` are findings about the copy to keep, which count where its file is looked at
    by itself, or those of all files together where they were looked at by themselves. `known` are the findings that were
    left out because a baseline knows them, `stale` its entries that fit none. `corpus` is what the files were compared in,
    where nothing but them was.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    corpus: "Corpus | None" = None
    files: int = 0
    records: int = 0
    crashes: list[Crash] = field(default_factory=list)
    fixed: int = 0
    diffs: list[str] = field(default_factory=list)
    fixed_input: bytes | None = None
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    facts: "dict[str, DocumentFact]" = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    spared: list[Diagnostic] = field(default_factory=list)
    known: list[Diagnostic] = field(default_factory=list)
    stale: "list[Entry]" = field(default_factory=list)

    def add(self, path: str, result: Result) -> None:
        """Take in the result of the file at `path`."""
        self.files += 1
        self.paths.add(path)
        self.records += result.records
        self.crashes += result.crashes
        self.diagnostics += result.diagnostics
        self.suppressed += result.suppressed
        if result.facts is not None:
            self.facts[result.facts.path] = result.facts


def check(
    paths: Sequence[str],
    rules: Sequence[Rule],
    settings: Settings,
    unsaved: Mapping[str, bytes] | None = None,
    tree: "Tree | None" = None,
    means: Means = ALONE,
) -> Report:
    """Return the report on the files at `paths`, and on those in `unsaved`, which are taken to hold what it says.

    They are compared with each other, and with the files of `tree` where that is given. Raises WorkerError where a process
    was killed.
    """
    unsaved = unsaved or {}
    with uncollected():
        report, keys = _alone(paths, rules, settings, unsaved, means)
        _take_in(report, _compared(report, keys, paths, unsaved, rules, settings, tree, means.cache))
    if means.cache is not None:
        means.cache.save()
        report.warnings += [means.cache.problem] if means.cache.problem else []
    return _finished(report, settings)


def alone(paths: Sequence[str], rules: Sequence[Rule], settings: Settings, unsaved: Mapping[str, bytes]) -> Report:
    """Return the report on the same files, each by itself; what `rules` would compare them by is in its facts."""
    return _alone(paths, rules, settings, unsaved, ALONE)[0]


def _alone(
    paths: Sequence[str], rules: Sequence[Rule], settings: Settings, unsaved: Mapping[str, bytes], means: Means
) -> tuple[Report, Mapping[str, bytes]]:
    """The report on files by themselves, and the keys of those that the cache may know."""
    done = files(paths, rules, settings, unsaved, means)
    report = Report(digests=done.digests)
    for path, result in done.results.items():
        report.add(path, result)
    report.warnings += [done.problem] if done.problem else []
    return report, done.keys


def _compared(
    report: Report,
    keys: Mapping[str, bytes],
    paths: Sequence[str],
    unsaved: Mapping[str, bytes],
    rules: Sequence[Rule],
    settings: Settings,
    tree: "Tree | None",
    cache: "Cache | None",
) -> Compared:
    """What those of `rules` that compare files say, if it must be worked out with the facts that the cache has."""
    comparing = [rule for rule in rules if rule.scope == "corpus"]
    if not comparing:
        return Compared()
    whole = likenesses = b""
    if cache is not None:
        from askew.cache.keys import of_comparison, of_likenesses

        likenesses = of_likenesses(settings)
        whole = of_comparison(report.digests.items(), comparing, settings) if tree is None else b""
        known = cache.compared(whole) if whole else None
        if known is not None:
            return known
        missing = {key: path for path, key in keys.items() if path not in report.facts}
        stored = cache.facts(missing)
        report.facts |= {missing[key]: fact for key, fact in stored.items() if fact is not None}
        lost = {path for key, path in missing.items() if key not in stored}
        report.facts |= _gathered(lost, paths, unsaved, comparing, settings)
    scope = Scope(report.facts, report.digests, {shown(path): data for path, data in unsaved.items()})
    found = _compare(scope, comparing, settings, tree, cache.likenesses(likenesses) if cache is not None else {})
    if cache is not None and whole and not found.crashes:
        cache.add_compared(whole, found)
        if found.corpus is not None:
            cache.add_likenesses(likenesses, found.corpus.shelf.likenesses)
    return found


def _gathered(
    names: Set[str], paths: Sequence[str], unsaved: Mapping[str, bytes], rules: Sequence[Rule], settings: Settings
) -> "dict[str, DocumentFact]":
    """The facts of those of the files that reports call by `names`, gathered anew."""
    wanted = [path for path in paths if shown(path) in names]
    given = {path: data for path, data in unsaved.items() if shown(path) in names}
    found = (started(shown(path), data, rules, settings).result.facts for path, data in inputs(wanted, settings, given))
    return {fact.path: fact for fact in found if fact is not None}


def _take_in(report: Report, found: Compared) -> None:
    report.diagnostics += found.diagnostics
    report.spared += found.spared
    report.suppressed += found.suppressed
    report.crashes += found.crashes
    report.warnings += [found.warning] if found.warning else []
    report.corpus = found.corpus


def _finished(report: Report, settings: Settings) -> Report:
    if settings.duplicates.semantic:
        from askew.duplicates.meaning import missed

        report.warnings += missed(settings)
    report.warnings += problems(settings.apis)
    report.diagnostics.sort(key=lambda item: item.order)
    return report


def _compare(
    scope: Scope, rules: Sequence[Rule], settings: Settings, tree: "Tree | None", known: "Likenesses | None" = None
) -> Compared:
    """What `rules`, which compare files, say of those in `scope`, seen beside the files of `tree`.

    `known` are likenesses of answers that were worked out before.
    """
    if not rules or not scope.facts:
        return Compared()
    if tree is None or {tree.name(path) for path in scope.facts} >= tree.files.keys():
        from askew.duplicates.corpus import Corpus
        from askew.duplicates.shelf import Shelf

        every = frozenset(scope.facts)
        named = every if tree is not None else None
        corpus = Corpus(scope.facts.values(), settings, Shelf(settings, scope.unsaved, known), named)
        found = compare(corpus, rules)._replace(corpus=corpus)
        if settings.baseline is not None:
            spared = compare(corpus.within(every if named is None else None), rules).diagnostics
            found = found._replace(spared=_wanted(spared, rules, settings))
    else:
        from askew.index.scoped import with_corpus

        def gather(path: str, data: bytes) -> "DocumentFact | None":
            if scope.digests.get(shown(path)) == digest_of(data):
                return scope.facts.get(shown(path))
            return started(shown(path), data, rules, settings).result.facts

        found, warning = with_corpus(tree, scope, settings, gather, lambda corpus: compare(corpus, rules))
        found = found._replace(warning=warning)
    return found._replace(diagnostics=_wanted(found.diagnostics, rules, settings))


def _wanted(found: Sequence[Diagnostic], rules: Sequence[Rule], settings: Settings) -> list[Diagnostic]:
    """What was found without what per-path-ignores switch off."""
    paths = {item.path for item in found}
    codes = {path: {rule.code for rule in rules_for(path, rules, settings)} for path in paths}
    return [item for item in found if item.code in codes[item.path]]


def fix(
    paths: Sequence[str],
    rules: Sequence[Rule],
    settings: Settings,
    allowed: frozenset[Safety],
    *,
    stdin: tuple[str, bytes] | None = None,
    write: bool = True,
    tree: "Tree | None" = None,
    known: Iterable[Diagnostic] = (),
) -> Report:
    """Fix the files (or `stdin`), but nothing that is `known`, and return the report on what is left.

    With `write` the files are replaced, each all or nothing, and the fixed `stdin` is in `Report.fixed_input`;
    without it nothing is written and `Report.diffs` has what would be.
    """
    from askew import files, fixes

    report = Report()
    accepted = _by_path(known)
    ruff = second_opinion(settings)
    contents: dict[str, bytes] = {}
    pending = [
        (path, data, started(shown(path), data, rules_for(path, rules, settings), settings))
        for path, data in inputs(paths, settings, dict([stdin]) if stdin else {})
    ]
    ruff.opinions(text for *_, item in pending for text in item.texts)
    for path, data, item in pending:
        if isinstance(data, SourceError):
            report.add(item.path, item.result)
            continue
        try:
            fixed = fixes.fix(shown(path), data, item.rules, settings, allowed, ruff.opinions, accepted[item.path])
            if write and stdin is None and fixed.made:
                files.write(path, fixed.after)
        except (fixes.FixError, OSError) as error:
            report.problems.append(f"{path}: {error.strerror}" if isinstance(error, OSError) else str(error))
            report.add(item.path, finish(item, ruff.opinions(item.texts)))
            report.fixed_input = data if stdin is not None else None
            contents[shown(path)] = data
            continue
        report.fixed += fixed.made
        report.add(item.path, fixed.result)
        contents[shown(path)] = fixed.after
        if not write and fixed.made:
            report.diffs.append(fixes.diff(shown(path), fixed))
        elif write and stdin is not None:
            report.fixed_input = fixed.after
    report.warnings += [ruff.problem] if ruff.problem else []
    digests = {path: digest_of(data) for path, data in contents.items()} if tree is not None else {}
    unsaved = {} if write and stdin is None else contents
    comparing = [rule for rule in rules if rule.scope == "corpus"]
    _take_in(report, _compare(Scope(report.facts, digests, unsaved), comparing, settings, tree))
    return _finished(report, settings)


def add_ignores(
    paths: Sequence[str], found: Iterable[Diagnostic], rules: Sequence[Rule], settings: Settings, reason: str
) -> list[str]:
    """Write a suppression with `reason` for each of the diagnostics `found` in the files at `paths`.

    Returns what stood in the way of those that are not written.
    """
    from askew import files, ignores

    wanted = _by_path(found)
    ruff = second_opinion(settings)
    problems: list[str] = []
    for path, data in inputs([path for path in paths if shown(path) in wanted], settings, {}):
        if isinstance(data, SourceError):
            continue
        own = rules_for(path, rules, settings)
        try:
            done = ignores.ignore(shown(path), data, wanted[shown(path)], own, settings, reason, ruff.opinions)
            if done.data != data:
                files.write(path, done.data)
        except (ignores.IgnoreError, OSError) as error:
            problems.append(f"{path}: nothing written: {error.strerror if isinstance(error, OSError) else error}")
        else:
            problems += [f"{path}: {problem}" for problem in done.problems]
    return problems


def _by_path(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for item in diagnostics:
        found[item.path].append(item)
    return found
