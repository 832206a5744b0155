"""Document to records: where each one starts and ends, which text is its question and which its answer."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from askew.cards import FORM, opened
from askew.code.blocks import code_blocks
from askew.document import Document, Span
from askew.draft import Draft, delimited, drafts_of
from askew.frontmatter import front_matter
from askew.layout import choose
from askew.mark import Mark
from askew.markers import BACK_TO_TOP, Markers
from askew.marks import marks
from askew.record import Code, Record, Section, language_of, record_id, stated
from askew.styles import Layout

_SEPARATOR = (
    r"(?i)\s*+(?:(?:[-*_]\s*+){3,}+|(?:</?(?:br|div|p|b|details|center|hr)\b[^>]*>\s*+|<(?:span|a)\b[^>]*></(?:span|a)>\s*+)++"
    r"|&nbsp;|<!--.*-->|\{/\*\s*+askew:.*\*/\}|\\|:{3,}|\{\{[<%]\s*/.*\}\})?\s*"
)
_SEPARATOR_ENDS = frozenset(("", *"-*_>;:}\\"))
_LONGEST_SEPARATOR = 400  # bytes
_LONGEST_TOP_LINK = 60  # characters
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\r?\n)+")
_TAGS = re.compile(r"<[^<>]*>")
_DETAILS_LEAD = r"(?i)\A(?:\s|<br\s*/?>|<b>|</?p>)*"


def extract(document: Document, words: Markers, code: Sequence[Code] | None = None) -> list[Record]:
    """Return the records of `document` in source order; `code` are its code blocks, where the caller has them."""
    return [record for record, _ in explained(document, words, code)[1]]


def explained(
    document: Document, words: Markers, code: Sequence[Code] | None = None
) -> tuple[Layout, list[tuple[Record, str]]]:
    """Return the layout chosen for `document`, and its records each with the reason why it starts there."""
    found = marks(document, words)
    drafts = delimited(document, found)
    layout = Layout(found, {}, ())
    if not drafts:
        layout = choose(document, found, words)
        drafts = drafts_of(document, layout)
    if not drafts:
        return layout, []
    meta = front_matter(document)
    codes = code_blocks(document) if code is None else code
    seen: Counter[str] = Counter()
    records = []
    for draft in drafts:
        record = _record(document, draft, meta, codes, seen)
        records.append((stated(record, draft.facts) if draft.facts else record, draft.reason))
    return layout, records


def _record(
    document: Document, draft: Draft, meta: Mapping[str, Any], codes: Sequence[Code], seen: Counter[str]
) -> Record:
    start = draft.start
    end = start.start + len(document.source[start.start : draft.end].rstrip())
    question_span = Span(start.start, min(start.end, end))
    question = draft.title
    if draft.question is not None:
        question_span = _question_span(document, draft, end)
        below = _clean(document, draft, question_span.start, question_span.end).strip()
        question = "\n\n".join(filter(None, (draft.question.title, below))) or draft.title
    asked = draft.facts.get("question")
    answer_span, answer = _answer(document, draft, max(question_span.end, min(start.end, end)), end)
    return Record(
        id=record_id(asked if isinstance(asked, str) else question, seen),
        path=document.path,
        line=document.line(start.start),
        end_line=document.line(max(start.start, answer_span.end - 1)),
        number=draft.number or None,
        title=" ".join((draft.title or question).split()),
        question=question,
        answer=answer,
        sections=tuple(_sections(document, draft, question_span, answer_span.end)),
        code=tuple(_codes(codes, start.start, end)),
        language=language_of(f"{question}\n{answer}"),
        meta=meta,
        span=Span(start.start, max(answer_span.end, start.end)),
        heading=Span(start.start, start.end),
        question_span=question_span,
        answer_span=answer_span,
    )


def _answer(document: Document, draft: Draft, start: int, end: int) -> tuple[Span, str]:
    """The answer's span and Markdown between two offsets, without the label that opens it."""
    body = start
    lead = ""
    for mark in draft.labels:
        if mark.start >= body and mark.label is not None and mark.label.kind == "answer":
            if document.source[body : mark.start].strip():
                break
            body = min(mark.body, end)
            if mark.form != "comment":
                lead = mark.title
                break
    stop = max(body, _without_separators(document, body, end))
    text = _clean(document, draft, body, stop).rstrip()
    beside = text[:1] not in "\r\n" and (body > start or document.source[start - 1 : start] != b"\n")
    text = text.lstrip() if beside else _BLANK_LINES.sub("", text)
    return Span(body, stop), "\n\n".join(filter(None, (lead, text)))


def compose(document: Document, words: Markers, *, title: str, question: str, number: str | None) -> Record:
    """Return the record whose answer is the whole of `document` and whose question is known already.

    Path and lines are those of `document`; `id` counts as the first of its question, `meta` is empty.
    """
    found = marks(document, words)
    start = Mark("part", "", 0, 0, 0, 0, number or "", None, title, False, -1)
    draft = Draft(start, "", title or question, number or "", end=len(document.source))
    draft.labels = [mark for mark in found if mark.label is not None]
    record = _record(document, draft, {}, code_blocks(document), Counter())
    return replace(
        record,
        id=record_id(question, Counter()),
        question=question,
        language=language_of(f"{question}\n{record.answer}"),
    )


def _question_span(document: Document, draft: Draft, end: int) -> Span:
    """The labelled question: up to the next label, or where there is none the block it stands in."""
    mark = draft.question
    assert mark is not None
    following = next((label.start for label in draft.labels if label.start > mark.start), None)
    if following is not None or mark.title:
        return Span(min(mark.body, end), min(following or mark.body, end))
    blocks = document.blocks
    block = blocks[mark.block]
    if mark.body >= block.end or not document.source[mark.body : block.end].strip():
        index = mark.block + 1
        while index < len(blocks) and blocks[index].kind in ("list", "item", "quote"):
            index += 1
        block = blocks[index] if index < len(blocks) and blocks[index].start < end else block
    return Span(min(mark.body, end), min(max(mark.body, block.end), end))


def _without_separators(document: Document, start: int, end: int) -> int:
    """Where the text ends once rules, breaks and back-to-top lines at its end are dropped."""
    while end > start:
        line_start = max(start, document.source.rfind(b"\n", start, end) + 1)
        if end - line_start > _LONGEST_SEPARATOR:
            return end
        line = document.slice(line_start, end)
        if not separates(line):
            return end
        end = start + len(document.source[start:line_start].rstrip())
    return start


def separates(line: str) -> bool:
    """Tell whether a line is a rule, a break, a comment or a link back to the top, or blank."""
    if line.rstrip()[-1:] in _SEPARATOR_ENDS and re.fullmatch(_SEPARATOR, line):
        return True
    plain = _TAGS.sub("", line) if "<" in line else line
    return len(plain) < _LONGEST_TOP_LINK and BACK_TO_TOP.search(plain) is not None


def _clean(document: Document, draft: Draft, start: int, end: int) -> str:
    """The text between two offsets without the prefixes of the list items and quotes around the record."""
    pieces = []
    at = start
    for index in _containers(document, draft):
        stop = min(end, document.blocks[index].end)
        if at < stop:
            pieces.append(_unprefixed(document, index, at, stop))
            at = stop
    text = "".join(pieces) + document.slice(at, end)
    if draft.start.form == "summary":
        text = re.sub(_DETAILS_LEAD, "", text)
    return opened(text) if draft.start.form == FORM else text


def _containers(document: Document, draft: Draft) -> Iterator[int]:
    """The indexes of the list items and quotes that the record starts in, innermost first."""
    index = draft.start.block
    while index >= 0 and (index := document.blocks[index].parent) >= 0:
        if document.blocks[index].kind != "list":
            yield index


def _unprefixed(document: Document, container: int, start: int, end: int) -> str:
    """The lines between two offsets inside a list item or quote without its indentation or `>`."""
    prefix = r"\n {0,3}> ?"
    if document.blocks[container].kind == "item":
        content = document.blocks[container + 1].start
        margin = document.slice(document.source.rfind(b"\n", 0, content) + 1, content)
        prefix = rf"\n {{1,{max(1, len(margin.expandtabs(4)))}}}"
    text = document.slice(start, end)
    if document.source[start - 1 : start] == b"\n":
        return re.sub(prefix, "\n", f"\n{text}")[1:]
    return re.sub(prefix, "\n", text)


def _sections(document: Document, draft: Draft, question: Span, end: int) -> Iterator[Section]:
    labels = [mark for mark in draft.labels if mark.start < end or mark is draft.question]
    for index, mark in enumerate(labels):
        assert mark.label is not None
        stop = labels[index + 1].start if index + 1 < len(labels) else end
        if not mark.label.name:
            continue
        if mark is draft.question:
            stop = min(stop, question.end)
        stop = max(stop, mark.body)
        stop = _without_separators(document, mark.body, stop)
        kind = mark.label.kind
        text = _clean(document, draft, mark.body, stop).strip()
        if mark.title and (kind == "answer" or not mark.form.startswith("h")):
            text = f"{mark.title}\n\n{text}".strip()
        yield Section(kind, mark.label.name, text, document.line(mark.start), Span(mark.start, max(stop, mark.body)))


def _codes(codes: Sequence[Code], start: int, end: int) -> Iterator[Code]:
    for code in codes[bisect_left(codes, start, key=lambda code: code.span.start) :]:
        if code.span.start >= end:
            return
        yield code
