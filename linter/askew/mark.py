"""A mark: a place in a document that could start a record or a section, with what can be read off it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from askew.document import Block, Document
from askew.markers import Label, Markers, number, undecorated
from askew.titles import is_grade, is_question_type, is_section_title

WIDEST_MARKER = 40  # bytes that list markers, quotes and indentation before a mark may take
_ITEM_NUMBER = re.compile(rb"\s*(\d{1,9})[.)]")


class Mark(NamedTuple):
    """One place that could start something.

    `form` is how it is written ("h2", "h3 in list", "bold", "bold lead", "plain", "item", "bold item",
    "summary", "comment"), `series` the style of its number or ornament. `start` and `end` delimit the mark with
    its own text; `body` is where the text that a label introduces begins. `depth` orders the forms: a heading's level,
    or one more than the enclosing heading's.
    """

    form: str
    series: str
    start: int
    end: int
    body: int
    depth: int
    number: str
    label: Label | None
    title: str
    asks: bool
    block: int

    @property
    def style(self) -> str:
        """The form and series together: marks of one style are siblings."""
        return f"{self.form} {self.series}" if self.series else self.form

    @property
    def section_title(self) -> bool:
        """Whether the text only names a part of the document."""
        return is_section_title(self.title) or is_question_type(self.title)


def by_start(mark: Mark) -> int:
    """Return where a mark starts: the sort key for source order."""
    return mark.start


def read(words: Markers, text: str, *, bare: bool) -> tuple[str, str, Label | None, str]:
    """Return (series, number, label, title) of a heading or of a bold or list line."""
    ornament, rest = ("", text) if text[:1].isalnum() else undecorated(text)
    label = _label(words, rest, bare=bare)
    if label is not None:
        inner = number(rest[label.end :]) if not label.number else None
        title = rest[label.end + (inner.end if inner else 0) :]
        count = label.number or (inner.text if inner else "")
        return label.kind, count, label, "" if count and label.kind == "question" and is_grade(title) else title
    counted = number(rest)
    if counted is not None and counted.style == "ordinal":  # 第 3 题 says as much as 题目 3
        title = undecorated(rest[counted.end :])[1]
        return "question", counted.text, Label("question", "题", counted.text, counted.end), title
    if counted is None:
        return "".join(dict.fromkeys(ornament)), "", None, rest
    rest = undecorated(rest[counted.end :])[1]
    label = _label(words, rest, bare=bare)
    if label is not None:
        return label.kind, counted.text, label, rest[label.end :]
    return counted.style, counted.text, None, rest


def _label(words: Markers, text: str, *, bare: bool) -> Label | None:
    return words.label(text, bare=bare) if text[:1] in words.starts and not is_question_type(text) else None


def start_of(document: Document, block: Block) -> int:
    """Return where the list item or quote that begins with this block begins, else the block itself."""
    start = block.start
    while block.parent >= 0:
        block = document.blocks[block.parent]
        if block.start < start - WIDEST_MARKER or b"\n" in document.source[block.start : start]:
            break
        start = block.start
    return start


def is_item_text(document: Document, block: Block) -> bool:
    """Tell whether `block` is a paragraph of a list item."""
    return block.kind == "paragraph" and block.parent >= 0 and document.blocks[block.parent].kind == "item"


def ordinal(document: Document, block: Block) -> str:
    """Return the number, as written, of the ordered list item that holds `block`, or ""."""
    if block.parent < 0:
        return ""
    match = _ITEM_NUMBER.match(document.source, document.blocks[block.parent].start)
    return match[1].decode() if match else ""


def _says_answers(label: Label, title: str) -> bool:
    """Whether a label in a heading stands above answers: A. in A. Basics is the letter of a chapter."""
    return label.kind == "answer" and (not title or len(label.name) > 1)


def level_of(document: Document, block: Block) -> int:
    """Return how many lists a block stands in, one in the other."""
    level = 0
    while block.parent >= 0:
        block = document.blocks[block.parent]
        level += block.kind == "list"
    return level


def has_text(document: Document, marks: Sequence[Mark], index: int) -> bool:
    """Tell whether text stands between a mark and the next heading."""
    following = (marks[at].start for at in range(index + 1, len(marks)) if marks[at].form.startswith("h"))
    return bool(document.source[marks[index].end : next(following, len(document.source))].strip())


def blocks_but_answers(document: Document, marks: Iterable[Mark]) -> Iterator[tuple[int, Block]]:
    """Yield the blocks of a document with their indexes, without those below a heading that says Answers."""
    answers = {mark.block for mark in marks if mark.label is not None and _says_answers(mark.label, mark.title)}
    level = 0  # of the heading that says Answers, 0 outside
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" and (index in answers or block.level <= level):
            level = block.level if index in answers else 0
        if block.kind == "heading" or not level:
            yield index, block
