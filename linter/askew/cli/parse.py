"""askew parse."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from askew.cli.common import FINDINGS, files_of, settings_with, write_file, write_lines
from askew.cli.outputs import apart
from askew.config import Settings
from askew.export import as_json, as_jsonl, as_markdown, documents, encoded, entries, records
from askew.extract import explained
from askew.reporters.text import printable
from askew.styles import THRESHOLD, WEIGHTS, Layout

_WRITERS = {"jsonl": as_jsonl, "json": as_json, "markdown": as_markdown}


@click.command(short_help="Write the records of banks as JSONL, JSON or Markdown.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path(readable=False))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE, not to stdout.")
@click.option("--output-format", type=click.Choice(list(_WRITERS)), default="jsonl", show_default=True)
@click.option("--explain", is_flag=True, help="Show the layout of each file and why each record starts where it does.")
def parse(paths: tuple[str, ...], output: Path | None, output_format: str, explain: bool) -> None:
    """Write the records of the banks at PATHS (files, folders or glob patterns; default: the working directory).

    A file that cannot be read is named on standard error, the others are written; the exit code is then 1.
    """
    settings = settings_with()
    faults: list[str] = []
    files = files_of(paths, settings)
    if output is not None and (explain or len(files) > 1 or not _is_as_read(output, output_format)):
        apart([str(output)], files)
    if explain:
        lines = _explanations(files, settings, faults)
    else:
        lines = _WRITERS[output_format](records(files, settings, faults), settings)
    _write(lines, output)
    for fault in faults:
        click.echo(f"error: {printable(fault)}", err=True)
    sys.exit(FINDINGS if faults else 0)


def _is_as_read(output: Path, output_format: str) -> bool:
    """Whether the records in a file would be read from it again: a bank may be written over by its own."""
    return output_format == ("jsonl" if output.suffix == ".jsonl" else "markdown")


def _write(lines: Iterator[str], output: Path | None) -> None:
    if output is None:
        write_lines(lines)
    else:
        write_file(str(output), encoded(lines))


def _explanations(files: Sequence[str], settings: Settings, faults: list[str]) -> Iterator[str]:
    for document in documents(files, settings, faults):
        layout = None
        if document.path.endswith(".jsonl"):
            found = [(entry.record, "a line of its own") for entry in entries(document, settings, faults)]
        else:
            layout, found = explained(document, settings.markers)
        yield f"{printable(document.path)}: {len(found)} record{'s' * (len(found) != 1)}"
        if layout is not None:
            yield from _layout_lines(layout)
        for record, reason in found:
            yield f"  {record.line}: {printable(record.title)} ({reason})"


def _layout_lines(layout: Layout) -> Iterator[str]:
    chosen = layout.chosen
    for style in layout.styles[:8]:
        verdict = "starts records" if style in chosen else "no, others do" if style.score >= THRESHOLD else "no"
        parts = ", ".join(f"{name} {value:.2f} x {WEIGHTS[name]:g}" for name, value in style.evidence.items())
        yield f"  {style.name} ({style.members}): {style.score:.1f} of {THRESHOLD} needed: {verdict} [{parts}]"
