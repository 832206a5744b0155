"""Drafts: which marks belong to which record, before any text is cut out."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from askew import tabled
from askew.document import Document
from askew.mark import Mark
from askew.markers import Label
from askew.styles import Layout

_KEY = re.compile(
    r"[-\s*|>]*1\s*(?:[.:)]|、|：|）|-\s*\d+)(?:[\s*:]|：)*(?:[A-H]{1,8}|[TF]|√|×|✓|✗|对|错)[.\s*|]*(?:\n|\Z|(?=2|，|,|；|;))".encode()
)
_DETAILS_END = rb"(?i)(?:</b>\s*)?</details>"


@dataclass
class Draft:
    """A record while its marks are collected; `facts` are fields that a delimiting comment states."""

    start: Mark
    reason: str
    title: str
    number: str
    question: Mark | None = None
    labels: list[Mark] = field(default_factory=list)
    end: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether an answer or analysis label has come by."""
        return any(mark.label is not None and mark.label.kind in ("answer", "analysis") for mark in self.labels)


def drafts_of(document: Document, layout: Layout) -> list[Draft]:
    """Return a draft for every record that `layout` starts, with its labels and its end."""
    drafts: list[Draft] = []
    current: Draft | None = None
    before: Mark | None = None  # the heading that directly precedes the mark, if any
    chapters = _chapters(layout)
    usual = _usual(layout)
    for index, mark in enumerate(layout.marks):
        reason = layout.starters.get(index)
        if reason is not None and not _continues(current, mark, document):
            if current is not None:
                if _translates(document, current, mark) and _has_text_below(document, layout.marks, index):
                    current.start = current.start._replace(end=mark.end)
                    continue
                current.end = mark.start
            current = _begin(document, mark, reason, before if current is None else None)
            drafts.append(current)
        elif current is not None:
            if mark.label is not None and (mark.style in usual or _belongs(document, current, mark)):
                _add_label(document, current, mark)
            elif _closes(current, mark):
                current.end = mark.start
                current = None
        is_title = mark.form.startswith("h") and mark.label is None and mark.style not in chapters
        before = mark if is_title else None
    for draft in drafts:
        draft.end = draft.end or len(document.source)
        if draft.start.form == tabled.FORM:
            draft.end = tabled.cell_end(document, draft.start.end)
        if draft.start.form == "summary":
            closing = re.compile(_DETAILS_END).search(document.source, draft.start.end, draft.end)
            draft.end = closing.start() if closing else draft.end
            draft.labels = [mark for mark in draft.labels if mark.start < draft.end]
    return drafts


def _translates(document: Document, current: Draft, mark: Mark) -> bool:
    """Whether a heading right below that of a record asks the same in the other script."""
    headings = mark.form.startswith("h") and current.start.form.startswith("h") and not current.labels
    other = mark.title.isascii() != current.start.title.isascii() and not mark.number and mark.label is None
    return headings and other and not document.source[current.start.end : mark.start].strip()


def _has_text_below(document: Document, marks: Sequence[Mark], index: int) -> bool:
    end = marks[index + 1].start if index + 1 < len(marks) else len(document.source)
    return bool(document.source[marks[index].end : end].strip())


def _usual(layout: Layout) -> frozenset[str]:
    """The styles of the answer labels in headings that most records have, on whatever level."""
    labelled = (mark for mark in layout.marks if mark.label is not None and mark.form.startswith("h"))
    found = Counter(mark.style for mark in labelled if mark.label is not None and mark.label.kind == "answer")
    return frozenset(style for style, count in found.items() if count > len(layout.starters) / 2)


def _chapters(layout: Layout) -> frozenset[str]:
    """The styles of headings that have several records below them, at least one of them; of use where labels begin records."""
    if all(layout.marks[index].label is None for index in layout.starters):
        return frozenset()
    found: set[str] = set()
    above: list[tuple[Mark, int]] = []  # the headings around a place, and how many records each had so far
    for index, mark in enumerate(layout.marks):
        if index in layout.starters:
            above = [(heading, count + 1) for heading, count in above]
            found.update(heading.style for heading, count in above if count > 1)
        if mark.form.startswith("h") and mark.label is None:
            above = [(heading, count) for heading, count in above if heading.depth < mark.depth]
            above.append((mark, 0))
    return frozenset(found)


def _begin(document: Document, mark: Mark, reason: str, heading: Mark | None) -> Draft:
    """A new draft; a heading right above a question label gives it its title."""
    labelled = mark.label is not None and not mark.form.startswith("h")
    if labelled and heading is not None and _is_title(document, heading, mark):
        draft = Draft(heading, reason, heading.title, heading.number or mark.number)
        draft.question = mark
        draft.labels.append(mark)
        return draft
    draft = Draft(mark, reason, mark.title, mark.number)
    if mark.label is not None and (labelled or not mark.title):
        draft.question = mark
        draft.labels.append(mark)
    return draft


def _is_title(document: Document, heading: Mark, label: Mark) -> bool:
    """Whether a heading right above a question label names the question, not a chapter."""
    chapter = heading.section_title or heading.series == "chinese"
    return not chapter and not document.source[heading.end : label.start].strip()


def _continues(current: Draft | None, mark: Mark, document: Document) -> bool:
    """Whether a question label states the question of the record just begun, instead of starting another."""
    if current is None or mark.label is None or mark.style == current.start.style or current.answered:
        return False
    question = current.question
    if question is not None and (question is not current.start or not _is_bare(document, question, mark)):
        return False
    if question is None and _is_answered_by_text(document, current, mark):
        return False
    return not mark.form.startswith("h") or mark.depth > current.start.depth


def _is_answered_by_text(document: Document, current: Draft, label: Mark) -> bool:
    """Whether text stands between a title that asks and a label further down: it is the answer, and the label asks anew."""
    title = current.start
    asks = title.asks or (title.label is not None and bool(title.title))
    first = current.labels[0].start if current.labels else label.start
    return asks and title.form.startswith("h") and bool(document.source[title.end : first].strip())


def _is_bare(document: Document, label: Mark, following: Mark) -> bool:
    """Whether a label is followed by the next mark at once, so that it introduces nothing itself."""
    return not label.title and not document.source[label.body : following.start].strip()


def _belongs(document: Document, current: Draft, mark: Mark) -> bool:
    """Whether a labelled mark is a section of the current record; the key to all questions of a test is none."""
    assert mark.label is not None
    if mark.form.startswith("h") and mark.depth <= current.start.depth and _KEY.match(document.source, mark.end):
        return False
    if mark.form.startswith("h") and mark.label.kind in ("reference", "other"):
        return mark.depth > current.start.depth
    if mark.label.kind == "question":
        return not mark.form.startswith("h") or mark.depth > current.start.depth
    if mark.form.startswith("h") and current.start.form in ("item", "line"):
        return mark.depth > current.start.depth  # else it is the heading of the answers to all lines
    return not mark.form.startswith("h") or mark.depth >= current.start.depth - 1


def _add_label(document: Document, current: Draft, mark: Mark) -> None:
    assert mark.label is not None
    question = current.question
    states = (question is None and not _is_answered_by_text(document, current, mark)) or (
        question is current.start and _is_bare(document, question, mark)
    )
    if mark.label.kind == "question" and not current.answered and states and _asks_itself(current.start, mark):
        current.question = mark
    current.labels.append(mark)


def _asks_itself(heading: Mark, label: Mark) -> bool:
    """Whether a label is for the question: below a heading that asks, 问题 may well be the trouble that a story tells of."""
    return heading.label is not None or not heading.asks or label.asks


def _closes(current: Draft, mark: Mark) -> bool:
    return mark.form.startswith("h") and mark.depth <= current.start.depth


def delimited(document: Document, found: Sequence[Mark]) -> list[Draft]:
    """Return the drafts of a bank whose records are delimited by `<!-- askew: record -->`; [] for any other."""
    drafts: list[Draft] = []
    for mark in found:
        if mark.form == "comment" and mark.series == "record":
            if drafts:
                drafts[-1].end = mark.start
            drafts.append(Draft(mark, "record comment", "", "", end=len(document.source), facts=_facts(mark.title)))
        elif drafts:
            _take(document, drafts[-1], mark)
    return drafts


def _facts(text: str) -> dict[str, Any]:
    import json

    try:
        facts = json.loads(text or "{}")
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _take(document: Document, draft: Draft, mark: Mark) -> None:
    """Add a mark to a delimited draft: its heading first, then its question, then labels."""
    above = not document.source[draft.start.end : mark.start].strip()
    if draft.start.form == "comment" and mark.form.startswith("h") and above:
        draft.title, draft.number = mark.title, mark.number
        draft.start = mark._replace(start=draft.start.start, form="delimited", label=None)
    elif mark.form == "comment":
        if draft.question is None and not above:
            unlabelled = Label("question", "", "", 0)
            draft.question = draft.start._replace(
                start=draft.start.end, body=draft.start.end, label=unlabelled, title=""
            )
            draft.labels.insert(0, draft.question)
        draft.labels.append(mark)
    elif mark.label is not None:
        if mark.label.kind == "question" and draft.question is None and not draft.answered:
            draft.question = mark
        draft.labels.append(mark)
