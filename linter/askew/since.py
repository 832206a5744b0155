"""What a change introduced: the findings that its files had not before."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from askew.diagnostic import Diagnostic
from askew.pairing import leftovers
from askew.run import Report

if TYPE_CHECKING:
    from askew.duplicates.novelty import Part, Where

PARTS: "Mapping[str, Part]" = {
    "D001": "question",
    "D002": "question",
    "D003": "question",
    "D004": "reply",
    "D005": "answer",
    "D006": "code",
    "D007": "document",
    "D008": "title",
}
"""What must be new for a finding of a rule that compares files to be new."""


def introduced(now: Report, before: Report) -> list[Diagnostic]:
    """Return the diagnostics of `now` that the same files had not `before`, by place.

    A finding about a file by itself is old if there was one for the same text, or with the same words on the same line
    of text. One about the corpus is old if what it is about was there before: other texts may have come, and they have a
    finding of their own.
    """
    alone = [item for item in now.diagnostics if item.code not in PARTS]
    known = [item for item in before.diagnostics if item.code not in PARTS]
    new, _ = leftovers(alone, known, _at_home, lambda item: item.fingerprint, _words)
    return sorted([*new, *_compared(now, before)], key=lambda item: item.order)


def _at_home(item: Diagnostic) -> tuple[str, str]:
    return item.path, item.fingerprint


def _words(item: Diagnostic) -> tuple[str, str, str, str]:
    return item.path, item.code, item.message, item.excerpt.text if item.excerpt else ""


def _compared(now: Report, before: Report) -> Iterator[Diagnostic]:
    """The diagnostics of rules that compare files which are about something new; of two about each other the later."""
    found = [item for item in now.diagnostics if item.code in PARTS]
    if not found:
        return
    from askew.duplicates.novelty import new_things

    here, there = now.facts.values(), before.facts.values()
    new = {part: new_things(part, here, there) for part in {PARTS[item.code] for item in found}}
    found = [item for item in found if (item.path, _where(item)) in new[PARTS[item.code]]]
    pairs = {(item.code, _here(item), _there(item)) for item in found}
    for item in found:
        mutual = (item.code, _there(item), _here(item)) in pairs
        if not mutual or _here(item) > _there(item):
            yield item


def _where(item: Diagnostic) -> "Where":
    return item.place.line if PARTS[item.code] == "code" else item.record


def _here(item: Diagnostic) -> tuple[str, int]:
    return item.path, item.place.line


def _there(item: Diagnostic) -> tuple[str, int]:
    """What a diagnostic compares with."""
    other = item.related[0]
    return other.path, other.line
