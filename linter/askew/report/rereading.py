"""The records that a report shows, read again: the facts that records are compared by do not hold their text."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from askew import jsonl
from askew.code.blocks import code_blocks
from askew.config import Settings
from askew.decisions import digest, text_of
from askew.document import Document
from askew.extract import extract
from askew.record import Record
from askew.rule import Bank
from askew.source import SourceError, document_of, read_bytes

_HELD = 256  # files held in memory


class Reread(NamedTuple):
    """A file that was read again: its text, and its records by id."""

    document: Document
    records: dict[str, Record]

    def digest(self, record: Record) -> str:
        """Return the digest of the lines that a record stands on."""
        return digest(text_of(self.document, record))


class Rereading:
    """Reads files again, by their path; one that is gone meanwhile has no records."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.file = lru_cache(maxsize=_HELD)(self._load)

    def _load(self, path: str) -> Reread:
        try:
            document = document_of(path, read_bytes(path, self._settings.max_file_size))
        except SourceError:
            return Reread(Document(path, b""), {})
        if path.endswith(".jsonl"):
            found = [item.record for item in self._entries(document)]
        else:
            found = extract(document, self._settings.markers)
        return Reread(document, {record.id: record for record in found})

    def _entries(self, document: Document) -> Iterator[jsonl.Entry]:
        return (item for item in jsonl.read(document, self._settings) if isinstance(item, jsonl.Entry))

    def texts(self, path: str) -> Iterator[Bank]:
        """Yield the Markdown texts of a file with the records in them, as rules about text see them."""
        document, records = self.file(path)
        if not path.endswith(".jsonl"):
            yield Bank(document, list(records.values()), code_blocks(document), self._settings)
            return
        for entry in self._entries(document):
            for field in entry.fields:
                own = (entry.record,) if field is entry.fields[-1] else ()
                yield Bank(field.document, own, code_blocks(field.document), self._settings)
