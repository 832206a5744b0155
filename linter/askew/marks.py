"""Marks: the places in a document that could start a record or a section, each with what can be read off it."""

import re
from collections.abc import Iterator

from askew.cards import cards
from askew.document import Block, Document
from askew.leads import marks_of_lines
from askew.mark import Mark, by_start, ordinal, read, start_of
from askew.markers import (
    BACK_TO_TOP,
    Label,
    Markers,
    asks,
    trimmed,
)

_SUMMARY = rb"(?is)<summary[^>]*>(.*?)</summary>"
_TAGS = r"<[^<>]+>"
_STARRED = r"(?<!\w)\*\*(?=\S)((?:(?!\*\*).)*\S)\*\*"
_STRAY_STARS = r"(?a:(?<![\w ])\*\*(?!\w)|(?<!\w)\*\*(?![\w ])|(?<=\w)\*\*(?!\w))"
_COMMENT = rb"<!-- askew: (record|answer)(?: (\{[^<>]*\}))? -->"


def marks(document: Document, words: Markers) -> list[Mark]:
    """Return every mark of `document` in source order."""
    found: list[Mark] = []
    depth = 1
    source = document.source
    for index, block in enumerate(document.blocks):
        kind, start, _, _, level, _, _, first, last = block
        if kind == "paragraph":
            if first < last or words.may_begin(source[start : start + 3]):
                found.extend(marks_of_lines(document, words, index, block, depth))
        elif kind == "heading":
            mark = _heading(document, words, index, block)
            if mark is not None:
                found.append(mark)
                depth = level + 1
        elif kind == "html":
            found.extend(_html(document, words, index, block, depth))
    return sorted([*found, *folded], key=by_start) if (folded := list(cards(document))) else found


def _heading(document: Document, words: Markers, index: int, block: Block) -> Mark | None:
    text = _unstarred(block.text.replace("\n", " ")).rstrip("# ").lstrip()
    if not text or (block.parent >= 0 and document.inside(block, "quote")):
        return None
    series, count, label, title = read(words, text, bare=True)
    form, start = f"h{block.level}", block.start
    if block.parent >= 0:
        start = start_of(document, block)
    if block.parent >= 0 and document.blocks[block.parent].kind == "item":
        form += " in list"
        counted = ordinal(document, block)
        series = series or "plain" * bool(counted)
        count = (count or counted) if start != block.start else ""
    elif block.info == "setext":
        form += " underlined"
    title = trimmed(title)
    return Mark(form, series, start, block.end, block.end, block.level, count, label, title, asks(title), index)


def _unstarred(text: str) -> str:
    """The text of a heading without stars that were meant to be bold; those of `2**3` and `**kwargs` stay."""
    return re.sub(_STRAY_STARS, "", re.sub(_STARRED, r"\1", text)) if "**" in text else text


def _html(document: Document, words: Markers, index: int, block: Block, depth: int) -> Iterator[Mark]:
    source = document.source
    for comment in re.compile(_COMMENT).finditer(source, block.start, block.end):
        series = comment[1].decode()
        label = Label("answer", "", "", 0) if series == "answer" else None
        facts = (comment[2] or b"").decode("utf-8", "replace")
        yield Mark("comment", series, comment.start(), comment.end(), comment.end(), 0, "", label, facts, False, index)
    position = opened = block.start
    while (position := source.find(b"<summary", position, block.end)) >= 0:
        match = re.compile(_SUMMARY).match(source, position)
        if match is None:
            return
        title = " ".join(re.sub(_TAGS, " ", match[1].decode("utf-8", "replace")).split())
        start = source.rfind(b"<details", opened, position)
        start = position if start < 0 else start
        series, count, label, title = read(words, title, bare=True)
        if (title or label) and not BACK_TO_TOP.search(title):
            yield Mark(
                "summary", series, start, match.end(), match.end(), depth, count, label, title, asks(title), index
            )
        position = opened = match.end()
