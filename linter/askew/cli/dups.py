"""askew dups."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import get_args

import click

from askew.cli.common import (
    FINDINGS,
    config_option,
    files_of,
    reference,
    settings_with,
    use_color,
    write_file,
    write_lines,
)
from askew.cli.outputs import apart
from askew.config import Settings
from askew.duplicates.corpus import Corpus
from askew.duplicates.facts import DocumentFact
from askew.duplicates.gathering import Gathered, each_once, gather_files
from askew.duplicates.keeping import ENDINGS, dropped, ending, kept
from askew.duplicates.meaning import missed
from askew.duplicates.novelty import Where, new_things
from askew.duplicates.places import PlaceError, parsed, record_at
from askew.duplicates.shelf import Shelf
from askew.duplicates.survey import By, Survey
from askew.linting import shown
from askew.reporters.duplicates import FORMATS, reporter
from askew.reporters.style import Style
from askew.reporters.text import count

_FILE = click.Path(dir_okay=False)


def _threshold(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    if value is not None and not 0 < value <= 1:
        raise click.BadParameter(f"{value:g} is not above 0 and up to 1")
    return value


@click.command(short_help="Find questions that are asked twice, and clean a corpus of them.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path(readable=False))
@click.option("--threshold", type=float, callback=_threshold, metavar="N", help="Similarity of duplicates, 0 to 1.")
@click.option("--review", is_flag=True, help="List what is only worth a look as well.")
@click.option("--semantic", is_flag=True, help="Compare by meaning, too: needs askew[semantic].")
@click.option("--by", type=click.Choice(get_args(By)), default="question", show_default=True, help="What to compare.")
@click.option("--against", metavar="PATH", help="Only what repeats something at PATH, such as an evaluation set.")
@click.option(
    "--since", callback=reference, metavar="REF", help="Only clusters with something new since HEAD grew from REF."
)
@click.option("--explain", nargs=2, metavar="PATH:LINE PATH:LINE", help="Show every number of one pair of records.")
@click.option("--keep", type=_FILE, metavar="FILE", help="Write the records without the redundant ones to FILE.")
@click.option("--dropped", "drop", type=_FILE, metavar="FILE", help="Write the redundant records to FILE, as JSONL.")
@click.option("--output-format", type=click.Choice(FORMATS), help="Default: full on a terminal, else concise.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even where there are duplicates.")
@config_option
def dups(
    paths: tuple[str, ...],
    threshold: float | None,
    review: bool,
    semantic: bool,
    by: By,
    against: str | None,
    since: str | None,
    explain: tuple[str, str] | None,
    keep: str | None,
    drop: str | None,
    output_format: str | None,
    exit_zero: bool,
) -> None:
    """Find questions that are asked twice in the banks at PATHS: files, folders or glob patterns.

    Without PATHS it is the working directory. Exit codes: 0 none, or only some that are worth a look, 1 duplicates,
    2 usage.
    """
    settings = _settings(threshold, semantic=semantic)
    if by != "question" and (threshold is not None or review or semantic):
        raise click.UsageError("--threshold, --review and --semantic are about questions: they go with --by question")
    if explain is not None:
        if by != "question" or review or against or since or keep or drop or output_format:
            raise click.UsageError("--explain goes with PATHS, --threshold and --semantic alone")
        sys.exit(_explain(paths, explain, settings))
    there = files_of([against], settings) if against is not None else []
    files = [path for path in each_once([*there, *files_of(paths, settings)]) if path not in there]
    if against is not None and not files:
        raise click.UsageError(f"nothing to compare with {against}: PATHS hold no other file")
    _check_outputs(keep, drop, by, [*there, *files])
    gathered = gather_files(sorted([*there, *files]), settings)
    if against is not None:
        _check_read(against, by, there, gathered)
    scope = frozenset(map(shown, files)) if against is not None else None
    new = _new(since, by, gathered.facts, files, settings) if since else None
    survey = Survey(Corpus(gathered.facts, settings, Shelf(settings), scope), by, review=review, new=new)
    name = output_format or ("full" if sys.stdout.isatty() else "concise")
    write_lines(reporter(name)(survey, _style()))
    if keep is not None:
        write_file(keep, kept(files, survey, keep, settings))
    if drop is not None:
        write_file(drop, dropped(files, survey, settings))
    none = "no new duplicates" if since else "no duplicates"
    _summarise(survey, [*missed(settings), *gathered.faults], gathered, none)
    sys.exit(FINDINGS if survey.redundant and not exit_zero else 0)


def _settings(threshold: float | None, *, semantic: bool) -> Settings:
    settings = settings_with(semantic=semantic)
    if threshold is None:
        return settings
    own = settings.duplicates
    return replace(settings, duplicates=replace(own, merge=threshold, review=min(own.review, threshold)))


def _new(
    reference: str, by: By, facts: Iterable[DocumentFact], files: Sequence[str], settings: Settings
) -> frozenset[tuple[str, Where]]:
    """What the files have that they had not before; a usage error where git cannot say."""
    from askew import change
    from askew.git import GitError

    try:
        made = change.since(reference)
        touched = {*map(shown, made.touched(files)), *(shown(made.path(name)) for name in made.names)}
        before = gather_files([], settings, made.before(settings))
    except GitError as error:
        raise click.UsageError(str(error)) from None
    return new_things(by, (fact for fact in facts if fact.path in touched), before.facts)


def _style() -> Style:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else Style.width
    return Style(use_color(sys.stdout), max(40, min(width, 160)))


def _check_outputs(keep: str | None, drop: str | None, by: By, inputs: Sequence[str]) -> None:
    """Raise a usage error for outputs that make no sense or would overwrite what is read."""
    outputs = [path for path in (keep, drop) if path is not None]
    if outputs and by not in ("question", "answer"):
        raise click.UsageError("--keep and --dropped are about records: they go with --by question or --by answer")
    if keep is not None and ending(keep) not in ENDINGS:
        raise click.UsageError(f"--keep {keep}: its name must end in {', '.join(ENDINGS)}: that is the format")
    apart(outputs, inputs)
    if len({os.path.realpath(path) for path in outputs}) < len(outputs):
        raise click.UsageError("--keep and --dropped must be two files")


def _check_read(against: str, by: By, there: Sequence[str], gathered: Gathered) -> None:
    """Raise a usage error where part of what is compared with is not known: nothing would seem to repeat it."""
    facts = {fact.path: fact for fact in gathered.facts}
    names = list(map(shown, there))
    unread = tuple(f"{name}: " for name in names if name not in facts)
    if unread:
        faults = "; ".join(fault for fault in gathered.faults if fault.startswith(unread))
        raise click.UsageError(f"--against {against} cannot be compared with: {faults}")
    if by != "document" and not any(facts[name].records for name in names):
        raise click.UsageError(f"--against {against}: there are no records in it to compare with")


def _explain(paths: Sequence[str], places: tuple[str, str], settings: Settings) -> int:
    from askew.duplicates.explanation import explain
    from askew.reporters.duplicates.explanation import lines

    try:
        (one, line), (other, another) = map(parsed, places)
        files = each_once([*files_of([one, other], settings), *files_of(paths, settings)])
        gathered = gather_files(sorted(files), settings)
        corpus = Corpus(gathered.facts, settings, Shelf(settings))
        found = explain(corpus, record_at(corpus, shown(one), line), record_at(corpus, shown(other), another))
    except PlaceError as error:
        raise click.UsageError(str(error)) from None
    write_lines(lines(found, corpus, _style()))
    _say([*missed(settings), *gathered.faults])
    return 0


def _summarise(survey: Survey, warnings: Sequence[str], gathered: Gathered, none: str) -> None:
    records = sum(len(document.records) for document in gathered.facts)
    seen = f"{count(len(gathered.facts), 'file')}, {count(records, 'record')}"
    certain = [repeated for repeated in survey.found if repeated.kind != "review"]
    thing = {"code": "code block", "document": "file"}.get(survey.by, "record")
    if certain:
        gone = count(len(survey.redundant), f"redundant {thing}")
        saves = count(sum(repeated.saves for repeated in certain), "byte")
        click.echo(f"{count(len(certain), 'cluster')}, {gone}, {saves} in {seen}", err=True)
    else:
        click.echo(f"{none}: {seen}", err=True)
    if survey.to_review:
        click.echo(f"{count(survey.to_review, 'more cluster')} worth a look: --review lists them", err=True)
    _say(warnings)


def _say(warnings: Sequence[str]) -> None:
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
