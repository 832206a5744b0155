"""Where the reports of a run go: pairs FORMAT=FILE, standard output, the step summary of GitHub Actions."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from askew.config import Settings
from askew.reporters import FORMATS, reporter
from askew.reporters.style import Style
from askew.run import Report

STDOUT = "-"


class Output(NamedTuple):
    """A report to write: its format, and the file, `-` for standard output."""

    format: str
    file: str


def outputs(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[Output, ...]:
    """Return the pairs that the command line gives; one that cannot be is a usage error."""
    found = tuple(map(_pair, values))
    for number, item in enumerate(found):
        if any(_same(item.file, other.file) for other in found[:number]):
            raise click.UsageError(f"--output: two reports go to `{item.file}`")
    return found


def _pair(value: str) -> Output:
    name, equals, file = value.partition("=")
    if not equals or not file:
        raise click.UsageError(f"--output takes FORMAT=FILE, not `{value}`; the formats are {', '.join(FORMATS)}")
    if name not in FORMATS:
        raise click.UsageError(f"--output: no format `{name}`; the formats are {', '.join(FORMATS)}")
    writable(file, "--output")
    return Output(name, file)


def writable(file: str, option: str) -> None:
    """Raise a usage error that names `option` where no file can be written at `file`."""
    if file != STDOUT and (os.path.isdir(file) or not os.path.isdir(os.path.dirname(file) or ".")):
        reason = "it is a folder" if os.path.isdir(file) else "its folder does not exist"
        raise click.UsageError(f"{option}: cannot write `{file}`: {reason}")


def _same(one: str, other: str) -> bool:
    return one == other if STDOUT in (one, other) else os.path.realpath(one) == os.path.realpath(other)


def printed(pairs: Sequence[Output], output_format: str | None, *, taken: str) -> str | None:
    """Return the format that standard output is asked for, None for none.

    `taken` says what else goes there, "" for nothing; asking for both is a usage error.
    """
    piped = next((item.format for item in pairs if item.file == STDOUT), None)
    if piped is not None and (taken or output_format):
        raise click.UsageError(f"--output {piped}=-: standard output is for {taken or '--output-format'}")
    if output_format is not None and taken:
        raise click.UsageError(
            f"--output-format {output_format}: standard output is for {taken}; --output {output_format}=FILE writes a report"
        )
    return piped or output_format


def apart(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Raise a usage error for one of `outputs` that is one of `inputs`."""
    read = set(map(os.path.realpath, inputs))
    for path in outputs:
        if os.path.realpath(path) in read:
            raise click.UsageError(f"{path} is one of the files that are read; name another")


def without(
    found: Sequence[str], outputs: Iterable[str], paths: Sequence[str], settings: Settings, option: str = "--output"
) -> list[str]:
    """Return the files to lint without the `outputs`, which are earlier reports.

    One of them that `paths` name or that holds records is a usage error, and so is none left.
    """
    written = {os.path.realpath(file) for file in outputs if file != STDOUT}
    if not written:
        return list(found)
    for path in (*paths, *found):
        if os.path.realpath(path) in written and (path in paths or _is_bank(path, settings)):
            raise click.UsageError(f"{option} would overwrite `{path}`, which is to be linted")
    kept = [path for path in found if os.path.realpath(path) not in written]
    if not kept:
        raise click.UsageError(f"nothing to lint but the files that {option} writes")
    return kept


def _is_bank(path: str, settings: Settings) -> bool:
    from askew.export import records

    return any(True for _ in records([path], settings, []))


def write_files(pairs: Sequence[Output], report: Report) -> list[str]:
    """Write the reports that go to files, each all or nothing; return what could not be written, in words."""
    problems = []
    for item in pairs:
        if item.file != STDOUT:
            from askew import files

            text = "".join(f"{line}\n" for line in reporter(item.format)(report, Style()))
            try:
                files.write(item.file, text.encode("utf-8", "backslashreplace"))
            except OSError as error:
                problems.append(f"cannot write {item.file}: {error.strerror}")
    return problems


def write_summary(report: Report) -> list[str]:
    """Add the report to the summary of the step of GitHub Actions that this runs in, if it does; return problems."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return []
    text = "".join(f"{line}\n" for line in reporter("markdown")(report, Style()))
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{text}\n")
    except OSError as error:
        return [f"cannot write the step summary: {error.strerror}"]
    return []
