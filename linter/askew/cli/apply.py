"""askew apply."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import click

from askew import baseline
from askew.applying import journal
from askew.applying.bank import BankError, Banks
from askew.applying.pending import unfinished
from askew.applying.plan import Plan, plan
from askew.applying.suggested import KINDS, Kind, suggested
from askew.cli.common import FINDINGS, config_option, files_of, settings_with, write_lines
from askew.decisions import DecisionsError, read
from askew.fixes import unified
from askew.reporters.text import count, printable


def _kinds(_: click.Context, __: click.Parameter, value: str | None) -> tuple[Kind, ...]:
    kinds = tuple(kind.strip() for kind in value.split(",")) if value is not None else ()
    for kind in kinds:
        if kind not in KINDS:
            raise click.BadParameter(f"no kind `{kind}`; the kinds are {', '.join(KINDS)}")
    return cast("tuple[Kind, ...]", kinds)


@click.command(short_help="Carry out what was decided about duplicates and findings.")
@click.argument("paths", nargs=-1, metavar="[DECISIONS | PATHS]...")
@click.option("--accept", callback=_kinds, metavar="KINDS", help="Keep the suggested keepers: identical[,near].")
@click.option("--write", is_flag=True, help="Change the files, all or none.")
@click.option("--diff", is_flag=True, help="Show what --write would change; write nothing.")
@click.option("--renumber", is_flag=True, help="Close the gaps that dropped records leave in numbers.")
@click.option(
    "--baseline",
    "known",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Where accepted findings go. Default: that of the configuration, else {baseline.DEFAULT} beside it.",
)
@click.option("--recover", is_flag=True, help="Complete or roll back a run that was interrupted.")
@click.option("--undo", is_flag=True, help="Take back what was written last.")
@config_option
def apply(
    paths: tuple[str, ...],
    accept: tuple[Kind, ...],
    write: bool,
    diff: bool,
    renumber: bool,
    known: Path | None,
    recover: bool,
    undo: bool,
) -> None:
    """Carry out the file DECISIONS, as a report exports it, or with --accept the suggestions for the banks at PATHS.

    Without --write it says what would change. Exit codes: 0 done, or nothing to do, 1 something is left to do, 2 usage.
    """
    if recover or undo:
        if paths or accept or write or diff or renumber or known or (recover and undo):
            raise click.UsageError(f"--{'recover' if recover else 'undo'} goes alone")
        sys.exit(_recover() if recover else _undo())
    if write and diff:
        raise click.UsageError("--diff writes nothing: it does not go with --write")
    settings = settings_with(baseline=known)
    root = Path(os.path.realpath(settings.root))
    entries = Path(os.path.relpath(settings.baseline or settings.root / baseline.DEFAULT))
    found = _plan(paths, accept, Banks(root, settings), entries, renumber=renumber)
    if diff:
        write_lines((unified(item.path, item.before or b"", item.after or b"") for item in found.changes), end="")
    refused = bool(found.problems) and not accept
    written = write and not refused
    if written and found.changes:
        _try(lambda: journal.commit(root, found.changes, found.done))
    _say(found, written=written, refused=write and refused)
    sys.exit(FINDINGS if found.problems or (found.changes and not written) else 0)


def _plan(paths: Sequence[str], accept: tuple[Kind, ...], banks: Banks, known: Path, *, renumber: bool) -> Plan:
    try:
        if accept:
            entries = baseline.read(known) if known.exists() else []
            files = files_of(paths, banks.settings)
            return suggested(files, accept, banks, entries, renumber=renumber)
        if len(paths) != 1:
            raise click.UsageError("name one file of decisions, or --accept identical[,near] and PATHS")
        done = journal.done(banks.root)
        return plan(read(Path(paths[0])), banks, known, renumber=renumber, done=done)
    except (BankError, DecisionsError, baseline.BaselineError) as error:
        raise click.UsageError(printable(str(error))) from None


def _try(work: Callable[[], object]) -> None:
    """Do what changes files; where that fails, say how they are now."""
    try:
        work()
    except (OSError, journal.JournalError) as error:
        reason = str(error)
        if isinstance(error, OSError):
            half = unfinished(Path.cwd()) is not None
            how = "run `askew apply --recover` once that is mended" if half else "all files are as they were"
            reason = f"{error.strerror or error}: {how}"
        raise click.UsageError(printable(reason)) from None


def _recover() -> int:
    folder = unfinished(Path.cwd())
    if folder is None:
        click.echo("nothing to recover", err=True)
        return 0
    told: list[str] = []
    _try(lambda: told.append(journal.recover(folder)))
    click.echo(printable(told[0]), err=True)
    return 0


def _undo() -> int:
    root, files = settings_with().root, list[str]()
    _try(lambda: files.extend(journal.undo(root)))
    click.echo(f"{count(len(files), 'file')} as before: {printable(', '.join(files))}", err=True)
    return 0


def _say(found: Plan, *, written: bool, refused: bool) -> None:
    """Say on standard error what changes or has changed, and what cannot be done."""
    for note in found.notes:
        click.echo(f"note: {printable(note)}", err=True)
    for problem in found.problems:
        click.echo(f"error: {printable(problem)}", err=True)
    made = found.made
    parts = [
        (made["drop"] + made["merge"], "record dropped", "records dropped"),
        (made["merge"], "answer merged", "answers merged"),
        (found.merged, "section added", "sections added"),
        (found.accepted, "finding accepted", "findings accepted"),
    ]
    done = ", ".join(count(number, one, many) for number, one, many in parts if number)
    if not found.changes:
        done = "nothing to do"
    elif written:
        done += f" in {count(len(found.changes), 'file')}; `askew apply --undo` takes it back"
    elif refused:
        done = "nothing written, because not all of it can be done"
    else:
        done = f"would be: {done} in {count(len(found.changes), 'file')}; --write does it"
    undisturbed = [
        (made["keep"], "record kept", "records kept"),
        (made["distinct"], "group told apart", "groups told apart"),
        (found.already, "decision carried out before", "decisions carried out before"),
    ]
    rest = "".join(f"; {count(number, one, many)}" for number, one, many in undisturbed if number)
    click.echo(f"{done}{rest}", err=True)
