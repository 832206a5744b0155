"""Marks: the places in a document that could start a record or a section, each with what can be read off it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from askew.document import Block, Document, Inline
from askew.markers import (
    BACK_TO_TOP,
    Label,
    Markers,
    asks,
    is_plain_word,
    is_question_type,
    is_section_title,
    number,
    trimmed,
    undecorated,
)

_SUMMARY = rb"(?is)<summary[^>]*>(.*?)</summary>"
_TAGS = r"<[^<>]+>"
_STARRED = r"(?<!\w)\*\*(?=\S)((?:(?!\*\*).)*\S)\*\*"
_STRAY_STARS = r"(?a:(?<![\w ])\*\*(?!\w)|(?<!\w)\*\*(?![\w ])|(?<=\w)\*\*(?!\w))"
_COMMENT = rb"<!-- askew: (record|answer)(?: (\{[^<>]*\}))? -->"
_FIRST_OPTION = ("A", "a")
_SECOND_OPTION = r"[^\n]*\n(?:[ \t>]*\n)?[ \t>]*(?:[-*+][ \t]+)?\**[Bb]\**[ \t]*[:.)、：．]".encode()
_LINE_END = re.compile(rb"[ \t]*(?:\r?\n|\r|\Z)")
_FAR = 2_000  # bytes: further on than that nothing belongs to a title
_WIDEST_MARKER = 40  # bytes that list markers, quotes and indentation before a mark may take
_ITEM_NUMBER = re.compile(rb"\s*(\d{1,9})[.)]")
_COLON = re.compile("[ \t]*(?::|：)[ \t]*".encode())


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


def marks(document: Document, words: Markers) -> list[Mark]:
    """Return every mark of `document` in source order."""
    found: list[Mark] = []
    depth = 1
    source = document.source
    for index, block in enumerate(document.blocks):
        kind, start, _, _, level, _, _, first, last = block
        if kind == "paragraph":
            if first < last or words.may_begin(source[start : start + 3]):
                found.extend(_paragraph(document, words, index, block, depth))
        elif kind == "heading":
            mark = _heading(document, words, index, block)
            if mark is not None:
                found.append(mark)
                depth = level + 1
        elif kind == "html":
            found.extend(_html(document, words, index, block, depth))
    return found


def _read(words: Markers, text: str, *, bare: bool) -> tuple[str, str, Label | None, str]:
    """Return (series, number, label, title) of a heading or of a bold or list line."""
    ornament, rest = ("", text) if text[:1].isalnum() else undecorated(text)
    label = _label(words, rest, bare=bare)
    if label is not None:
        inner = number(rest[label.end :]) if not label.number else None
        title = rest[label.end + (inner.end if inner else 0) :]
        return label.kind, label.number or (inner.text if inner else ""), label, title
    counted = number(rest)
    if counted is None:
        return ornament, "", None, rest
    rest = undecorated(rest[counted.end :])[1]
    label = _label(words, rest, bare=bare)
    if label is not None:
        return label.kind, counted.text, label, rest[label.end :]
    return counted.style, counted.text, None, rest


def _label(words: Markers, text: str, *, bare: bool) -> Label | None:
    return words.label(text, bare=bare) if text[:1] in words.starts and not is_question_type(text) else None


def _heading(document: Document, words: Markers, index: int, block: Block) -> Mark | None:
    text = _unstarred(block.text.replace("\n", " ")).rstrip("# ").lstrip()
    if not text or (block.parent >= 0 and document.inside(block, "quote")):
        return None
    series, count, label, title = _read(words, text, bare=True)
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


def start_of(document: Document, block: Block) -> int:
    """Return where the list item or quote that begins with this block begins, else the block itself."""
    start = block.start
    while block.parent >= 0:
        block = document.blocks[block.parent]
        if block.start < start - _WIDEST_MARKER or b"\n" in document.source[block.start : start]:
            break
        start = block.start
    return start


def _paragraph(document: Document, words: Markers, index: int, block: Block, depth: int) -> list[Mark]:
    """Marks at the starts of a paragraph's lines, and numbered question labels in bold anywhere in it."""
    source = document.source
    found: list[Mark] = []
    at = block.start  # where the line begins that is being read; -1 once a mark begins there
    tried: Inline | None = None  # the bold at the start of the line, which is no mark
    for inline in document.inlines[block.first : block.last]:
        kind, start, end = inline
        if kind == "break":
            if at >= 0 and (mark := _plain(document, words, index, block, at, depth, tried)):
                found.append(mark)
            at, tried = end, None
        elif kind == "strong":
            leading = start == at or (0 <= at >= start - _WIDEST_MARKER and not source[at:start].strip(b" \t>"))
            if leading or words.may_begin(source[start + 2 : start + 5]):
                mark = _bold(document, words, index, block, inline, depth, leading)
                if mark is not None:
                    found.append(mark)
                if leading:
                    at, tried = (at, inline) if mark is None else (-1, None)
    if at >= 0 and (mark := _plain(document, words, index, block, at, depth, tried)):
        found.append(mark)
    return sorted(found, key=_start) if len(found) > 1 else found


def _start(mark: Mark) -> int:
    return mark.start


def _bold(
    document: Document, words: Markers, index: int, block: Block, strong: Inline, depth: int, leading: bool
) -> Mark | None:
    start, end = strong.start, strong.end
    source = document.source
    bare = end >= block.end or (source[end] in b" \t\r\n" and _LINE_END.match(source, end, block.end) is not None)
    first = source[start + 2 : start + 5]
    asked = source[end - 5 : end - 2].endswith((b"?", "？".encode()))
    if not (bare or asked or words.may_begin(first)) and is_plain_word(first.decode("utf-8", "ignore")):
        return None
    inner = document.slice(start + 2, end - 2)
    if "\n" in inner:
        return None
    series, count, label, title = _read(words, inner, bare=True)
    colon = _COLON.match(source, end, min(block.end, end + _FAR))
    if colon and (label is None or not title):
        label = words.label(inner + ":", bare=True) or label
        if label is None:
            return None
        series, count, title = label.kind, count or label.number, ""
        end = colon.end()
    if not leading:
        if label is None or label.kind != "question" or not label.number:
            return None
    elif label is None and (not (bare or count or asked) or inner.rstrip().endswith((":", "："))):
        return None
    form = "bold" if bare else "bold lead"
    if leading and block.start == start and is_item_text(document, block):
        form += " item"
        start = start_of(document, block)
        if not count and (count := ordinal(document, block)):
            series = series or "plain"
    body = end
    if label is None and not (bare or asked):  # beside a question stands its answer
        beside = _rest_of_line(document, body, block)
        end = body + document.source[body : block.end].index(beside.encode()) + len(beside.encode())
        title = f"{title.rstrip()} {beside}"
    title = trimmed(" ".join(title.split()))
    asking = asks(title) if title else label is not None and asks(_rest_of_line(document, body, block))
    return Mark(form, series, start, end, body, depth, count, label, title, asking, index)


def _rest_of_line(document: Document, start: int, block: Block) -> str:
    """The text from `start` to the end of its line, or as much of it as a title may have."""
    stop = min(block.end, start + _FAR)
    end = document.source.find(b"\n", start, stop)
    return document.slice(start, stop if end < 0 else end).strip()


def _plain(
    document: Document, words: Markers, index: int, block: Block, start: int, depth: int, tried: Inline | None
) -> Mark | None:
    """A label without bold at the start of a line (答：, Answer:, Q1:, A1. …), or in bold that does not render."""
    source = document.source
    while source[start : start + 1] in (b" ", b"\t"):
        start += 1
    if not words.may_begin(source[start : start + 3]) or (tried is not None and _is_all(source, tried, start)):
        return None
    line = _rest_of_line(document, start, block)
    if line.startswith("**") and "**" in line[2:]:
        end = start + len(line[: line.index("**", 2) + 2].encode())
        return _bold(document, words, index, block, Inline("strong", start, end), depth, True)
    form, before = ("bold", 2) if line.startswith("**") else ("plain", 0)
    label = words.label(line[before:], bare=False)
    if label is None or (label.name in _FIRST_OPTION and _has_options(source, start)):
        return None
    body = start + len(line[: before + label.end].encode())
    asking = asks(line[before + label.end :].strip())
    if start == block.start:
        start = start_of(document, block)
    return Mark(form, label.kind, start, body, body, depth, label.number, label, "", asking, index)


def _has_options(source: bytes, start: int) -> bool:
    """Whether what looks like an answer (A: …) is the first of the options of a choice question."""
    return re.compile(_SECOND_OPTION).match(source, start, start + _FAR) is not None


def _is_all(source: bytes, bold: Inline, start: int) -> bool:
    """Whether the stars at `start` are those of `bold`, on one line, so that it need not be looked at again."""
    if bold.start != start or bold.end - start > _FAR:
        return False
    return source.find(b"**", start + 2, bold.end) == bold.end - 2 and source.find(b"\n", start, bold.end) < 0


def is_item_text(document: Document, block: Block) -> bool:
    """Tell whether `block` is a paragraph of a list item."""
    return block.kind == "paragraph" and block.parent >= 0 and document.blocks[block.parent].kind == "item"


def ordinal(document: Document, block: Block) -> str:
    """Return the number, as written, of the ordered list item that holds `block`, or ""."""
    match = _ITEM_NUMBER.match(document.source, document.blocks[block.parent].start)
    return match[1].decode() if match else ""


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
        series, count, label, title = _read(words, title, bare=True)
        if (title or label) and not BACK_TO_TOP.search(title):
            yield Mark(
                "summary", series, start, match.end(), match.end(), depth, count, label, title, asks(title), index
            )
        position = opened = match.end()
