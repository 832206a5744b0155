"""The banks that decisions are about: files with their records, and finding in them what a decision names."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from askew import jsonl
from askew.config import Settings
from askew.decisions import Reference, digest, text_of
from askew.document import Document, Span
from askew.extract import extract
from askew.linting import shown
from askew.record import Record
from askew.source import SourceError, document_of, read_bytes

State = Literal["gone", "changed"]


class BankError(Exception):
    """A file that nothing can be done with; the message names it and says why."""


class OutsideError(BankError):
    """A file outside of the tree."""


@dataclass(frozen=True)
class Bank:
    """A bank as it is: `path` as reports show it, `target` the file itself. A record of JSONL spans its line.

    `entries` has the lines of a JSONL bank, one for every record.
    """

    path: str
    target: str
    data: bytes
    document: Document
    records: tuple[Record, ...]
    entries: tuple[jsonl.Entry, ...] = ()

    @cached_property
    def digests(self) -> list[str]:
        """The digests of the records, in order."""
        return [digest(text_of(self.document, record)) for record in self.records]

    def span(self, index: int) -> Span:
        """Return the span of a record's lines, without the last one's ending."""
        record = self.records[index]
        return Span(self.document.line_starts[record.line - 1], self.document.line_span(record.end_line).end)

    def raw(self, index: int) -> bytes:
        """Return the bytes of a record's lines."""
        return self.document.source[slice(*self.span(index))]


def bank_of(path: str, target: str, data: bytes, settings: Settings) -> Bank:
    """Return the bank that `data` is; raises SourceError where it is no text."""
    document = document_of(path, data)
    if not path.endswith(".jsonl"):
        return Bank(path, target, data, document, tuple(extract(document, settings.markers)))
    entries = tuple(item for item in jsonl.read(document, settings) if isinstance(item, jsonl.Entry))
    return Bank(path, target, data, document, tuple(entry.record for entry in entries), entries)


class Banks:
    """The banks below the folder `root`, each read once, whatever names and links lead to it."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root, self.settings = Path(os.path.realpath(root)), settings
        self._known: dict[str, Bank | None] = {}

    def at(self, path: str) -> Bank | None:
        """Return the bank at `path`, None where there is no such file; raises BankError for one that cannot be used."""
        target = os.path.realpath(path)
        if target not in self._known:
            self._known[target] = self._read(path, target)
        return self._known[target]

    def _read(self, path: str, target: str) -> Bank | None:
        if not Path(target).is_relative_to(self.root):
            raise OutsideError(
                f"{shown(path)}: lies outside {self.root}: run `askew apply` in the folder that holds it"
            )
        if not os.path.lexists(target):
            return None
        try:
            return bank_of(shown(path), target, read_bytes(target, self.settings.max_file_size), self.settings)
        except SourceError as error:
            raise BankError(f"{shown(path)}: {error}") from None


def places(bank: Bank, references: Iterable[Reference]) -> dict[Reference, int | State]:
    """Return for every reference to a record of `bank` its index, or what has become of it.

    A record whose id has changed, since others that ask the same came or went, is found by its text.
    """
    wanted = list(dict.fromkeys(references))
    here = {
        (record.id, text): index for index, (record, text) in enumerate(zip(bank.records, bank.digests, strict=True))
    }
    found: dict[Reference, int | State] = {
        item: here[item.id, item.digest] for item in wanted if (item.id, item.digest) in here
    }
    taken = set(found.values())
    for item in wanted:
        if item not in found:
            free = (index for index, text in enumerate(bank.digests) if text == item.digest and index not in taken)
            index = next(free, None)
            if index is not None:
                taken.add(index)
            found[item] = index if index is not None else "gone"
    for item, place in found.items():
        if place == "gone" and any(
            record.id == item.id and index not in taken for index, record in enumerate(bank.records)
        ):
            found[item] = "changed"
    return found
