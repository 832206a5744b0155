"""A run over files: read each, lint or fix it, and put the results together."""

import contextlib
import gc
from collections.abc import Iterator, Sequence
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
from askew.place import with_paths
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

    `fixed` counts the fixes made, `diffs` holds them where nothing was written, `fixed_input` is what became of
    standard input; `problems` are faults that make the run fail (a file that cannot be written, a failed proof),
    `warnings` say what could not be checked.
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

    def add(self, result: Result) -> None:
        """Take in the result of one file."""
        self.files += 1
        self.records += result.records
        self.crashes += result.crashes
        self.diagnostics += result.diagnostics
        self.suppressed += result.suppressed


def check(
    paths: Sequence[str],
    rules: Sequence[Rule],
    settings: Settings,
    stdin: tuple[str, bytes] | None = None,
    tree: "Tree | None" = None,
) -> Report:
    """Return the report on the files at `paths`, or on `stdin` (a name and content) where it is given.

    They are compared with each other, and with the files of `tree` where that is given.
    """
    report = Report()
    collecting = gc.isenabled()
    gc.disable()  # a run leaves nothing behind that reference counts do not free
    try:
        comparing = [rule for rule in rules if rule.scope == "corpus"]
        pending, digests = [], {}
        for path, data in _inputs(paths, settings, stdin):
            if tree is not None and isinstance(data, bytes):
                digests[shown(path)] = digest_of(data)
            own = [rule for rule in rules_for(path, rules, settings) if rule.scope != "corpus"]
            pending.append(_begin(path, data, [*own, *comparing], settings))
        texts = [text for item in pending for text in item.texts]
        ruff = second_opinion(settings) if texts else None
        opinions = ruff.opinions(texts) if ruff else {}
        results = [finish(item, opinions) for item in pending]
        for result in results:
            report.add(result)
        facts = {result.facts.path: result.facts for result in results if result.facts is not None}
        unsaved = {shown(stdin[0]): stdin[1]} if stdin else {}
        _compare(report, Scope(facts, digests, unsaved), comparing, settings, tree)
    finally:
        if collecting:
            gc.enable()
    report.warnings += [ruff.problem] if ruff and ruff.problem else []
    return _finished(report, settings)


def _finished(report: Report, settings: Settings) -> Report:
    report.warnings += problems(settings.apis)
    report.diagnostics = with_paths(sorted(report.diagnostics, key=lambda item: item.order))
    return report


def _compare(report: Report, scope: Scope, rules: Sequence[Rule], settings: Settings, tree: "Tree | None") -> None:
    """Add what `rules`, which compare files, say of those in `scope`, seen beside the files of `tree`."""
    if not rules or not scope.facts:
        return
    if tree is None or {tree.name(path) for path in scope.facts} >= tree.files.keys():
        from askew.duplicates.corpus import Corpus
        from askew.duplicates.shelf import Shelf

        named = frozenset(scope.facts) if tree is not None else None
        compared = compare(Corpus(scope.facts.values(), settings, Shelf(settings, scope.unsaved), named), rules)
    else:
        from askew.index.scoped import with_corpus

        def gather(path: str, data: bytes) -> "DocumentFact | None":
            if scope.digests.get(shown(path)) == digest_of(data):
                return scope.facts.get(shown(path))
            return _begin(path, data, rules, settings).result.facts

        compared, warning = with_corpus(tree, scope, settings, gather, lambda corpus: compare(corpus, rules))
        report.warnings += [warning] if warning else []
    found, suppressed, crashes = compared
    wanted = {path: rules_for(path, rules, settings) for path in scope.facts}
    report.diagnostics += [item for item in found if any(rule.code == item.code for rule in wanted[item.path])]
    report.suppressed += suppressed
    report.crashes += crashes


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
    comparing = [rule for rule in rules if rule.scope == "corpus"]
    facts: dict[str, DocumentFact] = {}
    contents: dict[str, bytes] = {}
    pending = [
        (path, data, _begin(path, data, rules_for(path, rules, settings), settings))
        for path, data in _inputs(paths, settings, stdin)
    ]
    ruff.opinions(text for *_, item in pending for text in item.texts)
    for path, data, item in pending:
        if isinstance(data, SourceError):
            report.add(item.result)
            continue
        try:
            fixed = fixes.fix(shown(path), data, item.rules, settings, allowed, ruff.opinions)
            if write and stdin is None and fixed.made:
                files.write(path, fixed.after)
        except (fixes.FixError, OSError) as error:
            report.problems.append(f"{path}: {error.strerror}" if isinstance(error, OSError) else str(error))
            report.add(finish(item, ruff.opinions(item.texts)))
            report.fixed_input = data if stdin is not None else None
            contents[shown(path)] = data
            facts |= {shown(path): item.result.facts} if item.result.facts is not None else {}
            continue
        report.fixed += fixed.made
        report.add(fixed.result)
        contents[shown(path)] = fixed.after
        facts |= {shown(path): fixed.result.facts} if fixed.result.facts is not None else {}
        if not write and fixed.made:
            report.diffs.append(fixes.diff(shown(path), fixed))
        elif write and stdin is not None:
            report.fixed_input = fixed.after
    report.warnings += [ruff.problem] if ruff.problem else []
    digests = {path: digest_of(data) for path, data in contents.items()} if tree is not None else {}
    unsaved = {} if write and stdin is None else contents
    _compare(report, Scope(facts, digests, unsaved), comparing, settings, tree)
    return _finished(report, settings)


def add_ignores(paths: Sequence[str], rules: Sequence[Rule], settings: Settings, reason: str) -> Report:
    """Write a suppression with `reason` for every finding in the files at `paths`; return the report on what is left."""
    from askew import files, ignores

    ruff = second_opinion(settings)
    problems = []
    for path, data in _inputs(paths, settings, None):
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
    paths: Sequence[str], settings: Settings, stdin: tuple[str, bytes] | None
) -> Iterator[tuple[str, bytes | SourceError]]:
    """Yield every file with its content, or with the reason why there is none."""
    if stdin is not None:
        yield stdin
    for path in paths:
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
