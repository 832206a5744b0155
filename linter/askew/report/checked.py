"""One run of the check over everything that a report is about: findings, what is there twice, and which code would run."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from askew.baseline import Entry, sift
from askew.checks import selected
from askew.checks.duplicates import repeated_question
from askew.config import Settings
from askew.diagnostic import Diagnostic, Finding, Severity
from askew.duplicates.corpus import Corpus
from askew.duplicates.repeated import Repeated
from askew.duplicates.shelf import Shelf
from askew.duplicates.survey import Survey
from askew.rule import Program, Rule
from askew.run import Report, check


@dataclass(frozen=True)
class Checked:
    """What a report is made of: a run of the check, without what a baseline knows, and the clusters to decide on.

    `fences` counts the programs in code blocks, `broken` those of them with an error about Python or wrong APIs.
    """

    run: Report
    survey: Survey
    fences: int
    broken: int


def _program(program: Program) -> Iterator[Finding]:
    yield Finding(program.code.span, "")


_COPIES = frozenset(("D001", "D002", "D003"))  # rules that say a record is a copy
_PROGRAM = Rule("X-program", Severity.INFO, "python", _program)  # finds every program: it counts and places them


def checked(files: Sequence[str], settings: Settings, known: Sequence[Entry] = ()) -> Checked:
    """Return what the check says of `files`, and what they have more than once; raises ConfigError.

    Findings that are `known` are left out, and so are the copies that they are about.
    """
    rules = selected(settings)
    compared = any(rule.scope == "corpus" for rule in rules)
    run = check(files, [*rules, _PROGRAM, *(() if compared else (repeated_question,))], settings)
    wanted = {rule.code for rule in rules}
    programs = [item for item in run.diagnostics if item.code == _PROGRAM.code]
    everything = [item for item in run.diagnostics if item.code in wanted]
    broken = sum(_breaks(everything, programs))
    run.diagnostics, run.known, _ = sift(everything, known)
    survey = Survey(run.corpus or Corpus((), settings, Shelf(settings)), review=True)
    apart = {(item.path, item.record) for item in run.known if item.code in _COPIES}
    survey.found = [rest for repeated in survey.found if (rest := _without(repeated, apart)).spares]
    return Checked(run, survey, len(programs), broken)


def _without(repeated: Repeated, apart: Set[tuple[str, str | None]]) -> Repeated:
    """A cluster without the copies that were found to be none."""
    spares = (spare for spare in repeated.spares if (spare.item.path, spare.item.id) not in apart)
    return replace(repeated, spares=tuple(spares))


def _breaks(findings: Sequence[Diagnostic], programs: Sequence[Diagnostic]) -> Iterator[bool]:
    """For each program whether an error about Python or about an API stands in it."""
    lines: dict[str, list[int]] = defaultdict(list)
    for item in findings:
        if item.code[0] in "PA" and item.severity is Severity.ERROR:
            lines[item.path].append(item.place.line)
    for program in programs:
        found = lines[program.path]  # in order, as the findings are
        at = bisect_left(found, program.place.line)
        yield at < len(found) and found[at] <= program.place.end_line
