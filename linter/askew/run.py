"""A run over files: read each, lint or fix it, and put the results together."""

import contextlib
import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from askew.checks import ignored
from askew.checks.apis import problems
from askew.comparing import Scope, compare
from askew.config import Settings
from askew.diagnostic import Diagnostic, Safety
from askew.discover import matches
from askew.engine import Crash, Pending, Result, begin, finish, refused
from askew.rule import Rule
from askew.source import SourceError, digest_of, read_bytes
from askew.suppress import Suppressed

if TYPE_CHECKING:
    from askew.code.ruff import Ruff
    from askew.duplicates.facts import DocumentFact
    from askew.tree import Tree


@dataclass
class Report:
    """What a run gave: diagnostics by path and place, and what it went over.

    Fingerprints are those of a file by itself: two files may share them until `place.with_paths` tells them apart.
    `fixed` counts the fixes made, `diffs` holds them where nothing was written, `fixed_input` is what became of
    standard input; `problems` are faults that make the run fail (a file that cannot be written, a failed proof),
    `warnings` say what could not be checked. `facts` are what files are compared by, by path, where any are, and
    `digests` those of their bytes; `spared` are findings about the copy to keep, which count where its file is looked at
    by itself. `known` counts the findings that were left out because a baseline knows them.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
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
    known: int = 0

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
) -> Report:
    """Return the report on the files at `paths`, and on those in `unsaved`, which are taken to hold what it says.

    They are compared with each other, and with the files of `tree` where that is given.
    """
    unsaved = unsaved or {}
    with _uncollected():
        report = alone(paths, rules, settings, unsaved)
        given = {shown(path): data for path, data in unsaved.items()}
        _compare(report, Scope(report.facts, report.digests, given), rules, settings, tree)
    return _finished(report, settings)


def alone(paths: Sequence[str], rules: Sequence[Rule], settings: Settings, unsaved: Mapping[str, bytes]) -> Report:
    """Return the report on the same files, each by itself; what `rules` would compare them by is in its facts."""
    report = Report()
    with _uncollected():
        comparing = [rule for rule in rules if rule.scope == "corpus"]
        pending = []
        for path, data in _inputs(paths, settings, unsaved):
            if comparing and isinstance(data, bytes):
                report.digests[shown(path)] = digest_of(data)
            own = [rule for rule in rules_for(path, rules, settings) if rule.scope != "corpus"]
            pending.append(_begin(path, data, [*own, *comparing], settings))
        texts = [text for item in pending for text in item.texts]
        ruff = second_opinion(settings) if texts else None
        opinions = ruff.opinions(texts) if ruff else {}
        for item in pending:
            report.add(item.path, finish(item, opinions))
    report.warnings += [ruff.problem] if ruff and ruff.problem else []
    return report


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: a run leaves nothing behind that reference counts do not free."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _finished(report: Report, settings: Settings) -> Report:
    report.warnings += problems(settings.apis)
    report.diagnostics.sort(key=lambda item: item.order)
    return report


def _compare(report: Report, scope: Scope, rules: Sequence[Rule], settings: Settings, tree: "Tree | None") -> None:
    """Add what those of `rules` that compare files say of the files in `scope`, seen beside the files of `tree`."""
    comparing = [rule for rule in rules if rule.scope == "corpus"]
    if not comparing or not scope.facts:
        return
    if tree is None or {tree.name(path) for path in scope.facts} >= tree.files.keys():
        from askew.duplicates.corpus import Corpus
        from askew.duplicates.shelf import Shelf

        every = frozenset(scope.facts)
        named = every if tree is not None else None
        corpus = Corpus(scope.facts.values(), settings, Shelf(settings, scope.unsaved), named)
        compared = compare(corpus, comparing)
        if named is None and settings.baseline is not None:
            report.spared += _wanted(compare(corpus.within(every), comparing)[0], comparing, settings)
    else:
        from askew.index.scoped import with_corpus

        def gather(path: str, data: bytes) -> "DocumentFact | None":
            if scope.digests.get(shown(path)) == digest_of(data):
                return scope.facts.get(shown(path))
            return _begin(path, data, comparing, settings).result.facts

        compared, warning = with_corpus(tree, scope, settings, gather, lambda corpus: compare(corpus, comparing))
        report.warnings += [warning] if warning else []
    found, suppressed, crashes = compared
    report.diagnostics += _wanted(found, comparing, settings)
    report.suppressed += suppressed
    report.crashes += crashes


def _wanted(found: Sequence[Diagnostic], rules: Sequence[Rule], settings: Settings) -> list[Diagnostic]:
    """What was found without what per-path-ignores switch off."""
    paths = {item.path for item in found}
    codes = {path: {rule.code for rule in rules_for(path, rules, settings)} for path in paths}
    return [item for item in found if item.code in codes[item.path]]


def second_opinion(settings: Settings) -> "Ruff":
    """Return ruff as `settings` want it asked."""
    from askew.code.ruff import Ruff

    return Ruff(settings.ruff.select, settings.ruff.ignore, settings.target_version)


def fix(
    paths: Sequence[str],
    rules: Sequence[Rule],
    settings: Settings,
    allowed: frozenset[Safety],
    *,
    stdin: tuple[str, bytes] | None = None,
    write: bool = True,
    tree: "Tree | None" = None,
) -> Report:
    """Fix the files (or `stdin`) and return the report on what is left.

    With `write` the files are replaced, each all or nothing, and the fixed `stdin` is in `Report.fixed_input`;
    without it nothing is written and `Report.diffs` has what would be.
    """
    from askew import files, fixes

    report = Report()
    ruff = second_opinion(settings)
    contents: dict[str, bytes] = {}
    pending = [
        (path, data, _begin(path, data, rules_for(path, rules, settings), settings))
        for path, data in _inputs(paths, settings, dict([stdin]) if stdin else {})
    ]
    ruff.opinions(text for *_, item in pending for text in item.texts)
    for path, data, item in pending:
        if isinstance(data, SourceError):
            report.add(item.path, item.result)
            continue
        try:
            fixed = fixes.fix(shown(path), data, item.rules, settings, allowed, ruff.opinions)
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
    _compare(report, Scope(report.facts, digests, unsaved), rules, settings, tree)
    return _finished(report, settings)


def add_ignores(paths: Sequence[str], rules: Sequence[Rule], settings: Settings, reason: str) -> Report:
    """Write a suppression with `reason` for every finding in the files at `paths`; return the report on what is left."""
    from askew import files, ignores

    ruff = second_opinion(settings)
    problems = []
    for path, data in _inputs(paths, settings, {}):
        if isinstance(data, SourceError):
            continue
        try:
            after = ignores.ignore(shown(path), data, rules_for(path, rules, settings), settings, reason, ruff.opinions)
            if after != data:
                files.write(path, after)
        except (ignores.IgnoreError, OSError) as error:
            problems.append(f"{path}: nothing written: {error.strerror if isinstance(error, OSError) else error}")
    report = check(paths, rules, settings)
    report.problems += problems
    return report


def _inputs(
    paths: Sequence[str], settings: Settings, unsaved: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes | SourceError]]:
    """Yield every file with its content, or with the reason why there is none."""
    yield from unsaved.items()
    for path in paths:
        if path in unsaved:
            continue
        try:
            yield path, read_bytes(path, settings.max_file_size)
        except SourceError as error:
            yield path, error


def _begin(path: str, data: bytes | SourceError, rules: Sequence[Rule], settings: Settings) -> Pending:
    if isinstance(data, SourceError):
        return Pending(shown(path), rules, refused(shown(path), data, rules), ())
    return begin(shown(path), data, rules, settings)


def shown(path: str) -> str:
    """Return a path as reports show it: with forward slashes, relative to the working directory if below it."""
    pure = PurePath(path)
    if pure.is_absolute():
        with contextlib.suppress(ValueError):
            pure = pure.relative_to(Path.cwd())
    return pure.as_posix()


def rules_for(path: str, rules: Sequence[Rule], settings: Settings) -> Sequence[Rule]:
    """Return `rules` without those that per-path-ignores switch off for `path`."""
    codes = [
        code
        for pattern, selectors in settings.per_path_ignores.items()
        if matches(path, settings.root, (pattern,))
        for code in selectors
    ]
    return ignored(rules, codes)
