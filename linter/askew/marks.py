"""Marks: the places in a document that could start a record or a section, each with what can be read off it."""

import re
from collections.abc import Iterator

from askew.cards import cards
from askew.document import Block, Document
from askew.leads import marks_of_lines
from askew.mark import Mark, by_start, ordinal, read, start_of
from askew.markers import BACK_TO_TOP, Label, Markers, trimmed
from askew.titles import asks

_HEADING = rb"(?ims)^[ \t]*<h([1-6])\b[^>]{0,200}>(.{0,500}?)</h\1>"
_GLUED = rb"(?m)^ {0,3}(#{1,6})(?=[^\s#])[^\n]*"
_SUMMARY = rb"(?is)<summary[^>]*>(.*?)</summary>"
_REVEALS = re.compile(
    r"(?i)(?:click|tap|press|show|view|see|reveal|toggle|expand|check|hide|点击|点我|点此|点开|查看|展开|显示|看)"
    r"(?=.{0,24}?(?:\b(?:answers?|solutions?)\b|答案|解答|解析|题解)).{0,40}"
)
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
            if source.startswith(b"#", start) or source.find(b"\n#", start, block.end) >= 0:
                found.extend(glued := list(_glued(document, words, index, block)))
                depth = glued[-1].depth + 1 if glued else depth
            if first < last or words.may_begin(source[start : start + 3]):
                found.extend(marks_of_lines(document, words, index, block, depth))
        elif kind == "heading":
            mark = _heading(document, words, index, block)
            if mark is not None:
                found.append(mark)
                depth = level + 1
        elif kind == "html":
            found.extend(written := list(_html(document, words, index, block, depth)))
            depth = next((mark.depth + 1 for mark in reversed(written) if mark.form.startswith("h")), depth)
    return sorted([*found, *folded], key=by_start) if (folded := list(cards(document))) else found


def _glued(document: Document, words: Markers, index: int, block: Block) -> Iterator[Mark]:
    """The lines of a paragraph that were meant to be headings: nothing stands between their hashes and their text."""
    if block.parent >= 0:
        return
    lines = block.text.split("\n")
    at, reached = 0, block.start
    for match in re.compile(_GLUED).finditer(document.source, block.start, block.end):
        level = len(match[1])
        at, reached = at + document.source.count(b"\n", reached, match.start()), match.start()
        text = lines[at].lstrip("# ").rstrip("# ") if at < len(lines) else ""
        mark = _marked(words, text, f"h{level}", match, level, index)
        if text and (level > 1 or mark.number):
            yield mark


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
        counted = ordinal(document, block) if start != block.start else ""
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
    for heading in re.compile(_HEADING).finditer(source, block.start, block.end):
        level = int(heading[1])
        mark = _marked(words, _text_of(heading[2]), f"h{level}", heading, level, index)
        if mark.title or mark.label:
            yield mark
    position = opened = block.start
    while (position := source.find(b"<summary", position, block.end)) >= 0:
        match = re.compile(_SUMMARY).match(source, position)
        if match is None:
            return
        start = source.rfind(b"<details", opened, position)
        mark = _marked(words, text := _text_of(match[1]), "summary", match, depth, index)
        if mark.label is None and _REVEALS.fullmatch(mark.title):
            mark = mark._replace(series="answer", label=Label("answer", text, "", 0), title="", asks=False)
        if (mark.title or mark.label) and not BACK_TO_TOP.search(mark.title):
            yield mark if start < 0 else mark._replace(start=start)
        position = opened = match.end()


def _marked(words: Markers, text: str, form: str, place: re.Match[bytes], depth: int, index: int) -> Mark:
    """The mark of what is a heading in all but its syntax."""
    series, count, label, title = read(words, text, bare=True)
    title = trimmed(title)
    return Mark(form, series, place.start(), place.end(), place.end(), depth, count, label, title, asks(title), index)


def _text_of(html: bytes) -> str:
    return " ".join(re.sub(_TAGS, " ", html.decode("utf-8", "replace")).split())
