"""Cleaning a corpus: the records that are kept and those that are dropped, as the content of files."""

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from askew.config import Settings
from askew.document import Document
from askew.duplicates.repeated import Repeated, Spare
from askew.duplicates.survey import Survey
from askew.export import as_json, as_jsonl, as_markdown, documents, encoded, entries, records
from askew.extract import extract
from askew.record import Record

ENDINGS = (".jsonl", ".json", ".md")

Gone = dict[tuple[str, str | None], tuple[Repeated, Spare]]


def kept(files: Sequence[str], survey: Survey, name: str, settings: Settings) -> bytes:
    """Return the records of `files` that are not redundant, in order, in the format that `name` ends in, of ENDINGS.

    In JSONL the lines of JSONL files are as they were, byte for byte.
    """
    gone = _gone(survey)
    if ending(name) == ".jsonl":
        return b"".join(_lines(files, gone, settings))
    found = (record for record in records(files, settings, []) if (record.path, record.id) not in gone)
    return encoded(as_json(found, settings) if ending(name) == ".json" else as_markdown(found, settings))


def dropped(files: Sequence[str], survey: Survey, settings: Settings) -> bytes:
    """Return the redundant records of `files` as JSONL, each with its cluster, score, reason and keeper."""
    gone = _gone(survey)
    lines = []
    for record in records(files, settings, []):
        found = gone.get((record.path, record.id))
        if found is not None:
            lines.append(json.dumps(_told(record, *found, survey), ensure_ascii=False))
    return encoded(lines)


def _told(record: Record, repeated: Repeated, spare: Spare, survey: Survey) -> dict[str, object]:
    keeper = repeated.keeper
    return {
        **record.to_json(),
        "cluster": repeated.id,
        "score": round(spare.score, 4),
        "reason": survey.why(keeper, spare),
        "keeper": {"path": keeper.path, "line": keeper.line, "id": keeper.id},
    }


def _gone(survey: Survey) -> Gone:
    return {(spare.item.path, spare.item.id): (repeated, spare) for repeated, spare in survey.redundant}


def _lines(files: Sequence[str], gone: Gone, settings: Settings) -> Iterator[bytes]:
    for document in documents(files, settings, []):
        if document.path.endswith(".jsonl"):
            good = entries(document, settings, [])
            yield from (_line(document, entry.line) for entry in good if (document.path, entry.record.id) not in gone)
        else:
            found = extract(document, settings.markers)
            yield encoded(as_jsonl((item for item in found if (item.path, item.id) not in gone), settings))


def _line(document: Document, number: int) -> bytes:
    starts = document.line_starts
    line = document.source[starts[number - 1] : starts[number] if number < len(starts) else None]
    return line if line.endswith((b"\n", b"\r")) else line + b"\n"


def ending(name: str) -> str:
    """Return how the name of a file ends, in lower case."""
    return PurePath(name).suffix.lower()
