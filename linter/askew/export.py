"""Records of files, and the formats that they are written in."""

import json
from collections.abc import Iterable, Iterator, Sequence

from askew import jsonl
from askew.canonical import render
from askew.config import Settings
from askew.document import Document
from askew.extract import extract
from askew.linting import shown
from askew.record import Record
from askew.reporters.json import escaped
from askew.source import SourceError, document_of, read_bytes


def documents(files: Sequence[str], settings: Settings, faults: list[str]) -> Iterator[Document]:
    """Yield the files that can be read; why the others cannot goes to `faults`."""
    for path in files:
        try:
            yield document_of(shown(path), read_bytes(path, settings.max_file_size))
        except SourceError as error:
            faults.append(f"{shown(path)}: {error}")


def records(files: Sequence[str], settings: Settings, faults: list[str]) -> Iterator[Record]:
    """Yield the records of `files`; what cannot be read goes to `faults`."""
    for document in documents(files, settings, faults):
        if document.path.endswith(".jsonl"):
            yield from (entry.record for entry in entries(document, settings, faults))
        else:
            yield from extract(document, settings.markers)


def entries(document: Document, settings: Settings, faults: list[str]) -> Iterator[jsonl.Entry]:
    """Yield the good lines of a JSONL document; the broken ones go to `faults`."""
    for item in jsonl.read(document, settings):
        if isinstance(item, jsonl.Entry):
            yield item
        else:
            faults.append(f"{document.path}:{item.line}: {item.message}")


def as_jsonl(records: Iterable[Record], _: Settings) -> Iterator[str]:
    """Yield a line of JSON for every record."""
    return (escaped(json.dumps(record.to_json(), ensure_ascii=False)) for record in records)


def as_json(records: Iterable[Record], _: Settings) -> Iterator[str]:
    """Yield one JSON list of the records."""
    yield escaped(json.dumps([record.to_json() for record in records], ensure_ascii=False, indent=2))


def as_markdown(records: Iterable[Record], settings: Settings) -> Iterator[str]:
    """Yield one bank of the records in the canonical layout."""
    yield render(list(records), settings.markers).rstrip("\n")


def encoded(lines: Iterable[str]) -> bytes:
    """Return lines as the content of a file; half a character, which JSON can bring in, as its escape."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
