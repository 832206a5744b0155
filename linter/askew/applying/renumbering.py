"""Renumbering: closing the gaps that dropped records leave in the numbers of a Markdown bank."""

import re
from collections.abc import Iterator, Mapping

from askew.applying.bank import Bank
from askew.diagnostic import Edit
from askew.document import Span
from askew.record import normalised

_COUNTED = re.compile(r"(.*?)([0-9]+)")
_ENTRY = re.compile(r"\s*(?:[-*+]\s+|[0-9]+[.)]\s+)?\[(?P<text>.+)\]\(#(?P<anchor>[^()\s]*)\)\s*")


def numbers(bank: Bank, drops: set[int]) -> dict[int, str]:
    """Return the new numbers of the records behind those with the indexes `drops`, where they change.

    A series goes on as long as its numbers rise; every number sinks by how many were dropped before it in the series.
    """
    found: dict[int, str] = {}
    prefix, last, gone = "", -1, 0
    for index, record in enumerate(bank.records):
        match = _COUNTED.fullmatch(record.number or "")
        if match is None:
            continue
        if match[1] != prefix or int(match[2]) <= last:
            gone = 0
        prefix, last = match[1], int(match[2])
        if index in drops:
            gone += 1
        elif gone:
            found[index] = f"{prefix}{str(last - gone).zfill(len(match[2]) if match[2].startswith('0') else 0)}"
    return {index: new for index, new in found.items() if _token(bank, index) is not None}


def edits(bank: Bank, drops: set[int], new: Mapping[int, str]) -> Iterator[Edit]:
    """Yield the edits that give records their `new` numbers, in headings and in links of the table of contents."""
    for index, text in new.items():
        span = _token(bank, index)
        if span is not None:
            yield Edit(span, text)
    entries = {_heading(record.number, record.title): index for index, record in enumerate(bank.records)}
    inside = {line for record in bank.records for line in range(record.line, record.end_line + 1)}
    starts = bank.document.line_starts
    for line in range(1, len(starts) + 1):
        span = bank.document.line_span(line)
        text = bank.document.slice(*span)
        match = _ENTRY.fullmatch(text) if line not in inside and "](#" in text else None
        index = entries.get(normalised(match["text"]), -1) if match else -1
        if match is not None and index in drops:
            yield Edit(Span(span.start, starts[line] if line < len(starts) else span.end), "")
        elif match is not None and index in new:
            yield Edit(span, _entry(text, match, bank.records[index].number or "", new[index]))


def _heading(number: str | None, title: str) -> str:
    return normalised(f"{number or ''} {title}")


def _entry(text: str, match: re.Match[str], old: str, new: str) -> str:
    shown = re.sub(_standing(old), new, match["text"], count=1)
    anchor = re.sub(rf"\A{re.escape(old)}(?![0-9])", new, match["anchor"], count=1)
    return f"{text[: match.start('text')]}{shown}](#{anchor}{text[match.end('anchor') :]}"


def _token(bank: Bank, index: int) -> Span | None:
    """Where the number of a record stands in its heading; None where it is not written as it reads."""
    record = bank.records[index]
    start = record.heading.start
    text = bank.document.slice(start, record.heading.end)
    match = re.search(_standing(record.number or ""), text)
    if match is None:
        return None
    before = len(text[: match.start()].encode())
    return Span(start + before, start + before + len(match[0].encode()))


def _standing(number: str) -> str:
    return rf"(?<![0-9.]){re.escape(number)}(?![0-9])"
