"""Questions that are the items of a list, or numbered lines, without answers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from askew.document import Block, Document
from askew.mark import Mark, blocks_but_answers, is_item_text, ordinal, start_of
from askew.markers import asks, is_key, names_a_bank, number, trimmed
from askew.outlook import seen
from askew.styles import THRESHOLD, Layout, Style, layout_of

_COVERAGE = 0.4  # list items make a question-only layout where they are that share of the text
_HOPELESS = 0.6  # share of items that do not ask at which a list is given up
_NUMBERED = tuple("0123456789０１２３４５６７８９（(第①②③④⑤⑥⑦⑧⑨")
_SIGNS = tuple("、．.)）题:：①②③④⑤⑥⑦⑧⑨")  # what ends the number of a line
_MAJORITY = 3  # and so many times as many as the questions of any other layout


class _Line(NamedTuple):
    """A line that may be a question: the number of its block, where it starts and ends, and its text."""

    block: int
    start: int
    end: int
    text: str


def questions_only(document: Document, marks: Sequence[Mark], styles: Sequence[Style], starting: int) -> Layout | None:
    """Return the layout of a document that is a list of questions without answers, None for any other.

    They must be three times as many as the questions of another layout, of which there are `starting`.
    """
    least = _MAJORITY * starting
    lines = list(_lines(document, marks))
    if len(lines) <= least:
        return None
    text = sum(len(seen(document, block.text)) for _, block in blocks_but_answers(document, marks))
    if sum(len(line.text) for line in lines) < _COVERAGE * text or not _mostly_ask([line.text for line in lines]):
        return None
    items = [mark for line in lines if (mark := _mark(document, line, marks)) is not None]
    coverage = sum(len(mark.title) for mark in items) / max(1, text)
    if len(items) < 3 or len(items) <= least or coverage < _COVERAGE:
        return None
    evidence = {"asks": sum(mark.asks for mark in items) / len(items), "coverage": coverage}
    if any(mark.form == "h1" and names_a_bank(mark.title) for mark in marks):
        evidence["bank"] = 1.0
    style = Style("item", len(items), evidence)
    if style.score < THRESHOLD:
        return None
    headings = (mark for mark in marks if mark.form.startswith("h"))
    return layout_of(items, headings, style, styles)


def _lines(document: Document, marks: Sequence[Mark]) -> Iterator[_Line]:
    """The items of lists, and the lines of paragraphs that all have numbers (1、 is no list); the key to a test is none."""
    for index, block in blocks_but_answers(document, marks):
        if block.kind != "paragraph":
            continue
        if block.parent >= 0:
            if document.blocks[block.parent].kind == "item" and not is_key(block.text):
                yield _Line(index, block.start, block.end, block.text)
        elif block.text[:1] in _NUMBERED:
            yield from _numbered(document, index, block)


def _numbered(document: Document, index: int, block: Block) -> Iterator[_Line]:
    lines = []
    at = block.start
    for line in document.source[block.start : block.end].splitlines(keepends=True):
        end = at + len(line.rstrip())
        text = document.slice(at, end)
        counted = number(text)
        if counted is None or not text[: counted.end].rstrip().endswith(_SIGNS):
            return
        if not is_key(text[counted.end :]):
            lines.append(_Line(index, at, end, text))
        at += len(line)
    yield from lines


def _mostly_ask(texts: Sequence[str]) -> bool:
    """Whether enough texts ask (links and ellipses do not count later) for a closer look to be worth it."""
    spare = _HOPELESS * len(texts)
    for text in texts:
        if not asks(text):
            spare -= 1
            if spare < 0:
                return False
    return True


def _mark(document: Document, line: _Line, marks: Sequence[Mark]) -> Mark | None:
    """The mark of a line, None for a link (a table of contents), a task and an ellipsis."""
    block = document.blocks[line.block]
    text = " ".join(line.text.split())
    in_item = is_item_text(document, block)
    task = in_item and b"[" in document.source[document.blocks[block.parent].start : block.start]
    if task or len(text.strip(".… 。")) < 2 or _only_link(document, block):
        return None
    counted = number(text)
    count, title = (counted.text, text[counted.end :]) if counted else (ordinal(document, block), text)
    title = trimmed(title)
    start = start_of(document, block) if in_item else line.start
    depth = next((mark.depth + 1 for mark in reversed(marks) if mark.form.startswith("h") and mark.start < start), 1)
    return Mark("item", "", start, line.end, line.end, depth, count, None, title, asks(title), line.block)


def _only_link(document: Document, block: Block) -> bool:
    end = block.start + len(document.source[block.start : block.end].rstrip())
    links = (node for node in document.inlines[block.first : block.last] if node.kind == "link")
    return any(node.start <= block.start and node.end >= end for node in links)
