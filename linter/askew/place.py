"""From spans to places: a finding becomes a diagnostic with lines, columns, excerpt and fingerprint."""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from askew.diagnostic import (
    Diagnostic,
    Edit,
    Excerpt,
    Finding,
    Place,
    PlacedEdit,
    PlacedFix,
    PlacedRelated,
)
from askew.document import Document, Span
from askew.rule import Rule

if TYPE_CHECKING:
    from askew.jsonl import Entry, Field

_BEFORE, _AFTER = 80, 160  # characters of a source line kept around a column


class Anchor(NamedTuple):
    """Where a finding about a whole record, code block or file is shown, kept without its document.

    `text` is what stands there on one line, `record` the id of the record it belongs to.
    """

    place: Place
    text: str
    record: str | None
    excerpt: Excerpt | None


class Region(NamedTuple):
    """The span of a record, and its id."""

    span: Span
    id: str


def place_of(document: Document, span: Span) -> Place:
    """Return the lines and columns of a span."""
    end = max(span)
    columns = document.byte_column(span.start), document.byte_column(end)
    return Place(*document.position(span.start), *document.position(end), *columns)


def anchor(document: Document, span: Span, record: str | None) -> Anchor:
    """Return the anchor for what starts at `span`."""
    place = place_of(document, span)
    return Anchor(place, " ".join(document.slice(*span).split()), record, _excerpt(document, span))


def at_anchor(rule: Rule, path: str, anchor: Anchor, message: str, related: Iterable[PlacedRelated] = ()) -> Diagnostic:
    """Return the diagnostic for a finding about what `anchor` keeps of the file at `path`."""
    fingerprint = _digest(rule.code, _unnumbered(anchor.text), anchor.record or "")
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        message,
        path,
        anchor.place,
        anchor.record,
        fingerprint,
        related=tuple(related),
        excerpt=anchor.excerpt,
    )


def in_markdown(rule: Rule, finding: Finding, document: Document, regions: Sequence[Region]) -> Diagnostic:
    """Return the diagnostic for a finding about `document` itself; only UTF-8 files keep their fixes."""
    fix = None
    if finding.fix is not None and document.encoding == "utf-8":
        edits = (PlacedEdit(place_of(document, edit.span), edit.span, edit.text) for edit in finding.fix.edits)
        fix = PlacedFix(finding.fix.title, finding.fix.safety, tuple(edits))
    record = _record_at(regions, finding.span.start)
    related = tuple(
        PlacedRelated(document.path, *document.position(other.span.start), other.message) for other in finding.related
    )
    place = place_of(document, finding.span)
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        finding.message,
        document.path,
        place,
        record,
        _base(rule, document, finding.span, record),
        fix,
        related,
        _excerpt(document, finding.span),
    )


def in_line(rule: Rule, finding: Finding, document: Document, entry: "Entry", field: "Field") -> Diagnostic:
    """Return the diagnostic for a finding about one field of a line of a JSONL `document`.

    Its place is the line and its message names the field; a fix rewrites that one JSON string.
    """
    fix = None
    if finding.fix is not None and document.encoding == "utf-8":
        edit = json_edit(document, entry, field, finding.fix.edits)
        fix = PlacedFix(finding.fix.title, finding.fix.safety, (edit,))
    where = field.document.line(finding.span.start)
    message = f"{finding.message} (in `{field.name}`, line {where} of its text)"
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        message,
        document.path,
        place_of(document, entry.span),
        entry.record.id,
        _base(rule, field.document, finding.span, entry.record.id),
        fix,
        tuple(PlacedRelated(document.path, entry.line, 1, other.message) for other in finding.related),
        _excerpt(field.document, finding.span),
    )


def json_edit(document: Document, entry: "Entry", field: "Field", edits: Sequence[Edit]) -> PlacedEdit:
    """Return the edits of a field as one edit of its string literal, escaped the way the literal was."""
    import json

    from askew.jsonl import string_span

    line = document.slice(*entry.span)
    literal = string_span(line, field.path)
    start = entry.span.start + len(line[: literal.start].encode())
    old = line[literal.start : literal.end]
    new = apply_edits(field.document.source, edits).decode()
    text = json.dumps(new, ensure_ascii=old.isascii() and not new.isascii() and "\\u" in old)
    span = Span(start, start + len(old.encode()))
    return PlacedEdit(place_of(document, span), span, text)


def apply_edits(source: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `source` with the edits, which must not overlap, made."""
    pieces, position = [], 0
    for edit in sorted(edits):
        pieces += [source[position : edit.span.start], edit.text.encode()]
        position = edit.span.end
    return b"".join([*pieces, source[position:]])


def _record_at(regions: Sequence[Region], offset: int) -> str | None:
    index = bisect_right(regions, offset, key=lambda region: region.span.start) - 1
    if index >= 0 and offset < max(regions[index].span.end, regions[index].span.start + 1):
        return regions[index].id
    return None


def _base(rule: Rule, document: Document, span: Span, record: str | None) -> str:
    """The fingerprint of a finding, the same in all records that ask the same: their ordinals change when one goes."""
    text = " ".join(document.slice(*span).split())
    return _digest(rule.code, _unnumbered(text), re.sub(r"-\d+\Z", "-1", record or ""))


def _unnumbered(text: str) -> str:
    """Text without the marks and the number at its beginning: a question that is inserted renumbers those below it."""
    return re.sub(r"^[\W\d_]+", "", text) or text


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _excerpt(document: Document, span: Span) -> Excerpt | None:
    """The line around the start of a span; of a long one the characters nearby."""
    start, end = document.line_span(document.line(span.start))
    before = document.slice(max(start, span.start - 4 * _BEFORE), span.start)
    if start < span.start - 4 * _BEFORE:
        before = before[-_BEFORE:]
    after = document.slice(span.start, min(end, span.start + 4 * _AFTER))
    found = len(document.slice(span.start, min(span.end, end, span.start + 4 * _AFTER)).rstrip())
    text = before + after
    return Excerpt(text, len(before), len(before) + found) if text.strip() else None


def with_ordinals(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics of one file, sorted, those that say the same of the same text told apart by an ordinal."""
    seen: Counter[str] = Counter()
    found = []
    for item in sorted(diagnostics, key=lambda item: item.order):
        seen[item.fingerprint] += 1
        found.append(replace(item, fingerprint=_digest(item.fingerprint, str(seen[item.fingerprint]))))
    return found


def with_paths(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics of a run, with the path mixed into the fingerprints that two files share."""
    first: dict[str, str] = {}
    shared = {item.fingerprint for item in diagnostics if first.setdefault(item.fingerprint, item.path) != item.path}
    return [
        replace(item, fingerprint=_digest(item.fingerprint, item.path)) if item.fingerprint in shared else item
        for item in diagnostics
    ]
