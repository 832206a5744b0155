"""askew parse."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from askew import jsonl
from askew.canonical import render
from askew.cli.common import FINDINGS, files_of, settings_with, write_lines
from askew.config import Settings
from askew.document import Document
from askew.extract import explained, extract
from askew.files import write
from askew.layout import THRESHOLD, WEIGHTS, Layout
from askew.record import Record
from askew.run import shown
from askew.source import SourceError, document_of, read_bytes

_FORMATS = ("jsonl", "json", "markdown")


@click.command(short_help="Write the records of banks as JSONL, JSON or Markdown.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE, not to stdout.")
@click.option("--output-format", type=click.Choice(_FORMATS), default="jsonl", show_default=True)
@click.option("--explain", is_flag=True, help="Show the layout of each file and why each record starts where it does.")
def parse(paths: tuple[str, ...], output: Path | None, output_format: str, explain: bool) -> None:
    """Write the records of the banks at PATHS (files, folders or glob patterns; default: the working directory).

    A file that cannot be read is named on standard error, the others are written; the exit code is then 1.
    """
    settings = settings_with()
    faults: list[str] = []
    files = files_of(paths, settings)
    if explain:
        lines = _explanations(files, settings, faults)
    else:
        records = _records(files, settings, faults)
        lines = _WRITERS[output_format](records, settings)
    _write(lines, output)
    for fault in faults:
        click.echo(f"error: {fault}", err=True)
    sys.exit(FINDINGS if faults else 0)


def _write(lines: Iterator[str], output: Path | None) -> None:
    if output is None:
        write_lines(lines)
        return
    text = "".join(f"{line}\n" for line in lines)  # before the file is touched, which may be one of the inputs
    try:
        write(str(output), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror}") from None


def _documents(files: Sequence[str], settings: Settings, faults: list[str]) -> Iterator[Document]:
    for path in files:
        try:
            yield document_of(shown(path), read_bytes(path, settings.max_file_size))
        except SourceError as error:
            faults.append(f"{shown(path)}: {error}")


def _records(files: Sequence[str], settings: Settings, faults: list[str]) -> Iterator[Record]:
    for document in _documents(files, settings, faults):
        if document.path.endswith(".jsonl"):
            yield from _json_records(document, settings, faults)
        else:
            yield from extract(document, settings.markers)


def _json_records(document: Document, settings: Settings, faults: list[str]) -> Iterator[Record]:
    for item in jsonl.read(document, settings):
        if isinstance(item, jsonl.Entry):
            yield item.record
        else:
            faults.append(f"{document.path}:{item.line}: {item.message}")


def _as_jsonl(records: Iterator[Record], _: Settings) -> Iterator[str]:
    return (json.dumps(record.to_json(), ensure_ascii=False) for record in records)


def _as_json(records: Iterator[Record], _: Settings) -> Iterator[str]:
    yield json.dumps([record.to_json() for record in records], ensure_ascii=False, indent=2)


def _as_markdown(records: Iterator[Record], settings: Settings) -> Iterator[str]:
    yield render(list(records), settings.markers).rstrip("\n")


_WRITERS = {"jsonl": _as_jsonl, "json": _as_json, "markdown": _as_markdown}


def _explanations(files: Sequence[str], settings: Settings, faults: list[str]) -> Iterator[str]:
    for document in _documents(files, settings, faults):
        layout = None
        if document.path.endswith(".jsonl"):
            records = [(record, "a line of its own") for record in _json_records(document, settings, faults)]
        else:
            layout, records = explained(document, settings.markers)
        yield f"{document.path}: {len(records)} record{'s' * (len(records) != 1)}"
        if layout is not None:
            yield from _layout_lines(layout)
        for record, reason in records:
            yield f"  {record.line}: {record.title} ({reason})"


def _layout_lines(layout: Layout) -> Iterator[str]:
    for style in layout.styles[:8]:
        verdict = "starts records" if style.score >= THRESHOLD else "no"
        parts = ", ".join(f"{name} {value:.2f} x {WEIGHTS[name]:g}" for name, value in style.evidence.items())
        yield f"  {style.name} ({style.members}): {style.score:.1f} of {THRESHOLD} needed: {verdict} [{parts}]"
