"""Merging answers: what only the other record has is added to that of the keeper, with its source in a comment."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from askew.applying.bank import Bank
from askew.checks.prose import quoted
from askew.diagnostic import Edit
from askew.document import Span
from askew.place import json_edit
from askew.record import Record, Section, normalised

_HINT = 80  # characters of the question that the comment names


class Addition(NamedTuple):
    """What a keeper gets: the sections, and a name of where they come from. A section without label is a whole answer."""

    sections: tuple[Section, ...]
    source: str


def addition(keeper: Record, before: Sequence[Addition], donor: Record, path: str) -> Addition:
    """Return what `donor`, a record of the file at `path`, has beside `keeper` with what it got `before`: sections of other kinds.

    What stands in the keeper's answer already is none; a keeper without an answer gets that of the donor.
    """
    source = f"{path}: {quoted(donor.question or donor.title, _HINT)}"
    given = [section for item in before for section in item.sections]
    if not keeper.answer.strip() and not given:
        whole = Section("answer", "", donor.answer.strip(), donor.line, donor.answer_span)
        return Addition((whole,) if whole.text else (), source)
    kinds = {"question", "answer", *map(_kind, (*keeper.sections, *given))}
    said = normalised("".join([keeper.answer, *(section.text for section in given)]))
    others = ((normalised(section.text), section) for section in donor.sections)
    found = [section for text, section in others if text and _kind(section) not in kinds and text not in said]
    return Addition(tuple(found), source)


def _kind(section: Section) -> str:
    return section.kind if section.kind != "other" else f"other {normalised(section.label)}"


def edits(bank: Bank, index: int, additions: Sequence[Addition]) -> list[Edit]:
    """Return the edit that adds `additions` to a record of `bank`; [] where they have no sections."""
    text = "\n\n".join(_block(item) for item in additions if item.sections)
    if not text:
        return []
    if bank.entries:
        field = bank.entries[index].fields[-1]
        end = len(field.document.source.rstrip())
        change = Edit(Span(end, end), f"\n\n{text}" if end else text)
        placed = json_edit(bank.document, bank.entries[index], field, [change])
        return [Edit(placed.span, placed.text)]
    record, document = bank.records[index], bank.document
    end = document.line_span(record.end_line).end
    newline = "\r\n" if b"\r\n" in document.source else "\n"
    lines = f"\n\n{text}".split("\n")
    prefix = _prefix(bank, record)
    return [Edit(Span(end, end), newline.join(f"{prefix}{line}" if line.strip() else line for line in lines))]


def _prefix(bank: Bank, record: Record) -> str:
    """What the lines of a record begin with that stands in a list item: the width of its marker."""
    document = bank.document
    line = document.slice(*document.line_span(record.line))
    marker = re.match(r"\s*(?:[-*+]|\d{1,9}[.)])\s+", line)
    return " " * len(marker[0]) if marker else ""


def _block(item: Addition) -> str:
    source = " ".join(re.sub(r"[<>\x00-\x1f\x7f]|--+", " ", item.source).split())
    return "\n\n".join([f"<!-- merged from {source} -->", *map(_labelled, item.sections)])


def _labelled(section: Section) -> str:
    text = section.text.replace("\r\n", "\n").strip()
    if not section.label:
        return text
    return f"**{section.label}{':' if section.label.isascii() else '：'}**\n\n{text}"
