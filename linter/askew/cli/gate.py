"""The options that let only some findings through: those of a change, and those that no baseline knows."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from askew.cli.common import files_of, reference
from askew.config import Settings
from askew.linting import shown
from askew.rule import Rule
from askew.run import Report, alone, check

if TYPE_CHECKING:
    from askew.baseline import Entry
    from askew.change import Change
    from askew.diagnostic import Diagnostic

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--since", callback=reference, metavar="REF", help="Only what was introduced since HEAD grew from REF."
    ),
    click.option("--changed", is_flag=True, help="Only files that differ from the last commit."),
    click.option("--staged", is_flag=True, help="Only files that are staged, as they are staged."),
    click.option("--diff-lines", is_flag=True, help="Only findings on lines that the change touches."),
    click.option(
        "--baseline", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Not what FILE knows."
    ),
    click.option("--strict-baseline", is_flag=True, help="Fail where the baseline knows what is not there any more."),
)


def gate_options(command: Command) -> Callable[..., Any]:
    """Give a command the options of the gate, as one argument `gate`."""

    @wraps(command)
    def with_gate(
        *args: Any,
        since: str | None,
        changed: bool,
        staged: bool,
        diff_lines: bool,
        baseline: Path | None,
        strict_baseline: bool,
        **others: Any,
    ) -> Any:
        return command(*args, gate=Gate(since, changed, staged, diff_lines, baseline, strict_baseline), **others)

    for option in reversed(_OPTIONS):
        with_gate = option(with_gate)
    return with_gate


@dataclass(frozen=True)
class Gate:
    """What is let through, as the command line says."""

    since: str | None
    changed: bool
    staged: bool
    diff_lines: bool
    baseline: Path | None
    strict: bool

    def require(self, *, stdin: bool, writing: bool, baseline: Path | None) -> None:
        """Raise a usage error where the options do not go together."""
        chosen = bool(self.since) or self.changed or self.staged or self.diff_lines
        if stdin and chosen:
            raise click.UsageError("--since, --changed, --staged and --diff-lines are about files, not standard input")
        if writing and (self.since or self.staged or self.diff_lines):
            raise click.UsageError(
                "--since, --staged and --diff-lines judge a change, and go with neither --fix, --diff nor --add-ignore"
            )
        if self.strict and baseline is None:
            raise click.UsageError("--strict-baseline goes with a baseline: --baseline, or `baseline` in askew.toml")

    @cached_property
    def change(self) -> "Change | None":
        """The change that is judged, None for all there is; a usage error where git cannot say."""
        asked = [bool(self.since), self.changed, self.staged]
        if sum(asked) > 1:
            raise click.UsageError("--since, --changed and --staged: one of them at a time")
        if not any(asked) and not self.diff_lines:
            return None
        from askew import change

        with _asking_git():
            if self.since:
                return change.since(self.since)
            return change.to_commit() if self.staged else change.uncommitted()

    @property
    def absent(self) -> list[str]:
        """The files that are judged though the working tree has them no more: they are staged."""
        if self.change is None:
            return []
        with _asking_git():
            return self.change.absent()

    def files(self, found: Sequence[str]) -> list[str]:
        """Return those of the files `found` that are judged."""
        if self.change is None:
            return list(found)
        with _asking_git():
            return self.change.touched(found)

    def contents(self, files: Sequence[str]) -> dict[str, bytes]:
        """Return what is to be judged instead of what is in the files: what is staged."""
        return self.change.staged_contents(files) if self.change is not None and self.staged else {}

    def sift(self, report: Report, rules: Sequence[Rule], settings: Settings) -> None:
        """Take out of a report what is not let through."""
        if self.change is not None and self.since:
            from askew.since import introduced

            report.diagnostics = introduced(report, _before(self.change, rules, settings))
        if self.change is not None and self.diff_lines:
            report.diagnostics = self.change.on_its_lines(report.diagnostics)
        if settings.baseline is not None:
            from askew.baseline import sift

            known = entries(settings.baseline)
            report.stale = sift(every(report), known).stale
            report.diagnostics, report.known, _ = sift(report.diagnostics, known)

    def tell_stale(self, report: Report, rules: Sequence[Rule], settings: Settings) -> None:
        """Say in a report which entries of the baseline fit nothing any more, if the run can tell."""
        if settings.baseline is None or self.since is not None or self.diff_lines:
            return
        gone = outdated(report, rules, settings)
        if gone:
            name = os.path.relpath(settings.baseline)
            said = "; ".join(f"line {entry.line}: {entry.rule} {entry.path}" for entry in gone[:3])
            more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
            message = f"{name} knows what is not there any more ({said}{more}): `askew baseline --prune` takes it out"
            (report.problems if self.strict else report.warnings).append(message)


@contextmanager
def _asking_git() -> Iterator[None]:
    """Make what git cannot say a usage error."""
    from askew.git import GitError

    try:
        yield
    except GitError as error:
        raise click.UsageError(str(error)) from None


def entries(path: Path) -> "list[Entry]":
    """Return the entries of a baseline; one that cannot be used is a usage error."""
    from askew import baseline

    try:
        return baseline.read(Path(os.path.relpath(path)))
    except baseline.BaselineError as error:
        raise click.UsageError(str(error)) from None


def every(report: Report) -> "list[Diagnostic]":
    """Return all that a run found, whatever its files were compared with: each finding once."""
    return list({(item.path, item.fingerprint): item for item in (*report.spared, *report.diagnostics)}.values())


def outdated(report: Report, rules: Sequence[Rule], settings: Settings) -> "list[Entry]":
    """Return the stale entries of which the run of `rules` can tell that they fit nothing any more.

    Those of rules that compare files are held against all files there are: what they repeat may lie outside of PATHS.
    """
    from askew import baseline

    gone = baseline.outdated(report.stale, report.paths, [rule.code for rule in rules])
    comparing = [rule for rule in rules if rule.scope == "corpus"]
    compared = {rule.code for rule in comparing}
    if settings.baseline is None or not any(entry.rule in compared for entry in gone):
        return gone
    from askew.tree import root_of

    root = os.path.relpath(root_of(settings) or settings.root)
    paths = [*filter(os.path.exists, sorted(report.paths)), root]
    files = files_of(paths, settings)
    if report.paths.issuperset(map(shown, files)):
        return gone
    found = every(check(files, comparing, settings))
    stale = baseline.sift(found, entries(settings.baseline)).stale
    return [entry for entry in gone if entry.rule not in compared or entry in stale]


def _before(change: "Change", rules: Sequence[Rule], settings: Settings) -> Report:
    """What `rules` say of each of the files that a change touches, as it was."""
    return alone([], rules, settings, change.before(settings))
