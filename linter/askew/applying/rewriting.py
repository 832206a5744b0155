"""Rewriting a bank: records out, answers merged, numbers changed; and the proof that all else is as it was."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from askew.applying import cutting, merging, renumbering
from askew.applying.bank import Bank, BankError, bank_of
from askew.applying.merging import Addition
from askew.canonical import content
from askew.config import Settings
from askew.decode import encode
from askew.diagnostic import Edit
from askew.record import Record, normalised
from askew.source import SourceError

_OWN = ("answer", "sections", "code", "language")  # what merging may change


class Rewriting(NamedTuple):
    """What becomes of the records of one bank, by their indexes; with `renumber` gaps between numbers are closed."""

    drops: set[int]
    additions: Mapping[int, Sequence[Addition]]
    renumber: bool = False


def rewritten(bank: Bank, wanted: Rewriting, settings: Settings) -> bytes:
    """Return the content of a bank with what is `wanted` done; raises BankError where that cannot be, or not safely."""
    if bank.document.encoding != "utf-8":
        raise BankError(f"the file is {bank.document.encoding}: convert it to UTF-8 first")
    numbers = renumbering.numbers(bank, wanted.drops) if wanted.renumber and not bank.entries else {}
    edits = cutting.cuts(bank, wanted.drops)
    for index, additions in wanted.additions.items():
        edits += merging.edits(bank, index, additions)
    edits += renumbering.edits(bank, wanted.drops, numbers) if wanted.renumber and not bank.entries else ()
    after = encode(_applied(bank, edits), bom=bank.document.bom)
    try:
        new = bank_of(bank.path, bank.target, after, settings)
    except SourceError as error:
        raise BankError(str(error)) from None
    left = [index for index in range(len(bank.records)) if index not in wanted.drops]
    if len(new.records) != len(left):
        raise BankError(
            f"what is left would be read as {len(new.records)} records, not {len(left)}: mark where records start "
            "with `<!-- askew: record -->`"
        )
    for place, index in enumerate(left):
        if not _is_the_same(bank, index, new, place, wanted.additions.get(index, ()), numbers.get(index)):
            line = bank.records[index].line
            raise BankError(f"the record on line {line} would no longer be read as it is")
    return after


def _applied(bank: Bank, edits: Sequence[Edit]) -> bytes:
    """The source with all edits made; those inside others, such as of a link in what is cut, are left out."""
    source, pieces, at = bank.document.source, list[bytes](), 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, -edit.span.end)):
        if edit.span.start >= at:
            pieces += [source[at : edit.span.start], edit.text.encode()]
            at = edit.span.end
    return b"".join([*pieces, source[at:]])


def _is_the_same(
    bank: Bank, index: int, new: Bank, place: int, additions: Sequence[Addition], number: str | None
) -> bool:
    before, after = bank.records[index], new.records[place]
    wanted, found = content(before), content(after)
    if number is not None:
        wanted["number"] = number
    if any(item.sections for item in additions):
        return _is_merged(before, after, wanted, found, additions) and (
            bool(bank.entries) or number is not None or new.raw(place).startswith(bank.raw(index))
        )
    same = wanted == found and (number is not None or new.raw(place) == bank.raw(index))
    return same and (number is not None or _inlines(bank, index) == _inlines(new, place))


def _is_merged(
    before: Record, after: Record, wanted: dict[str, Any], found: dict[str, Any], additions: Sequence[Addition]
) -> bool:
    sections = [section for item in additions for section in item.sections]
    labels = [(section.kind, section.label) for section in sections if section.label]
    kept = len(wanted["sections"])
    added = [(section.kind, section.label) for section in after.sections[kept:]]
    answer = normalised(after.answer)
    return (
        all(wanted[key] == found[key] for key in wanted if key not in _OWN)
        and answer.startswith(normalised(before.answer))
        and all(normalised(section.text) in answer for section in sections)
        and (wanted["sections"] == found["sections"][:kept] or not before.answer.strip())
        and (labels == added or not all(section.label for section in sections))
    )


def _inlines(bank: Bank, index: int) -> list[tuple[str, int, int]]:
    """The links, code and so on of a record: what is cut may have defined where its links lead."""
    start, end = bank.span(index)
    return [
        (item.kind, item.start - start, item.end - start) for item in bank.document.inlines if start <= item.start < end
    ]
