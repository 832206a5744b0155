"""Questions that are the items of a list, without answers."""

from collections.abc import Sequence

from askew.document import Block, Document
from askew.mark import Mark, is_item_text, ordinal, start_of
from askew.markers import asks, names_a_bank, number, trimmed
from askew.outlook import seen
from askew.styles import THRESHOLD, Layout, Style, layout_of

_COVERAGE = 0.4  # list items make a question-only layout where they are that share of the text
_HOPELESS = 0.6  # share of items that do not ask at which a list is given up
_MAJORITY = 3  # and so many times as many as the questions of any other layout


def questions_only(document: Document, marks: Sequence[Mark], styles: Sequence[Style], starting: int) -> Layout | None:
    """Return the layout of a document that is a list of questions without answers, None for any other.

    They must be three times as many as the questions of another layout, of which there are `starting`.
    """
    least = _MAJORITY * starting
    blocks = document.blocks
    texts = [b.text for b in blocks if b.kind == "paragraph" and b.parent >= 0 and blocks[b.parent].kind == "item"]
    if len(texts) <= least:
        return None
    text = sum(len(seen(document, block.text)) for block in blocks)
    held = sum(map(len, texts))
    if held < _COVERAGE * text or not _mostly_ask(texts):
        return None
    items = _item_marks(document)
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


def _mostly_ask(texts: Sequence[str]) -> bool:
    """Whether enough texts ask (links and ellipses do not count later) for a closer look to be worth it."""
    spare = _HOPELESS * len(texts)
    for text in texts:
        if not asks(text):
            spare -= 1
            if spare < 0:
                return False
    return True


def _item_marks(document: Document) -> list[Mark]:
    """A mark for the first line of every list item but links (a table of contents) and ellipses."""
    found: list[Mark] = []
    depth = 1
    for index, block in enumerate(document.blocks):
        if block.kind == "heading":
            depth = block.level + 1
        elif is_item_text(document, block):
            text = " ".join(block.text.split())
            task = b"[" in document.source[document.blocks[block.parent].start : block.start]
            if task or len(text.strip(".… 。")) < 2 or _only_link(document, block):
                continue
            counted = number(text)
            count, title = (counted.text, text[counted.end :]) if counted else (ordinal(document, block), text)
            title = trimmed(title)
            start = start_of(document, block)
            found.append(Mark("item", "", start, block.end, block.end, depth, count, None, title, asks(title), index))
    return found


def _only_link(document: Document, block: Block) -> bool:
    end = block.start + len(document.source[block.start : block.end].rstrip())
    links = (node for node in document.inlines[block.first : block.last] if node.kind == "link")
    return any(node.start <= block.start and node.end >= end for node in links)
