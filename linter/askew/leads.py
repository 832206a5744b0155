"""Marks at the starts of a paragraph's lines: labels and bold, and labels for answers beside their questions."""

import re
from collections.abc import Iterator

from askew.document import Block, Document, Inline
from askew.mark import WIDEST_MARKER, Mark, by_start, is_item_text, ordinal, read, start_of
from askew.markers import Markers, is_plain_word, number, trimmed, undecorated
from askew.titles import asks

_SENTENCE_END = r"[?？。.!！][ \t]*(?=[^\s:：]{1,12}[ \t]*[:：])"
_LINE_BREAK = r"[ \t]*\\?\n[ \t>]*"
_LONGEST_WRAPPED = 300  # characters of a question in bold that goes on in the next line
_EMPHASISED = r"([*_])(?=[^\s*_])([^*_\n]{1,24})(?<=\S)\1(?![*_\w])[ \t]*[:：]?[ \t]*"
_FIRST_OPTION = ("A", "a")
_SECOND_OPTION = r"[^\n]*\n(?:[ \t>]*\n)?[ \t>]*(?:[-*+][ \t]+)?\**[Bb]\**[ \t]*(?:[:.)]|、|：|．)".encode()
_ASIDE = re.compile(rb"[ \t]*(?:\*\([^()*\n]{1,40}\)\*|_\([^()_\n]{1,40}\)_)[ \t]*(?=\r?\n|\Z)")
_LINK = re.compile(r"[ \t]*(?:-|–|—|:|：)?[ \t]*\[[^\]\n]{1,80}\]\([^)\n]*\)[ \t]*(?=\r?\n|\Z)".encode())
_LINE_END = re.compile(rb"[ \t]*(?:<br\s*/?>[ \t]*)*(?:\r?\n|\r|\Z)")
_EMOJI = (b"\xe2", b"\xf0")  # the first bytes of those that stand before labels (❓, 💡)
_FAR = 2_000  # bytes: further on than that nothing belongs to a title
_COLON = re.compile("[ \t]*(?::|：)[ \t]*".encode())


def marks_of_lines(document: Document, words: Markers, index: int, block: Block, depth: int) -> list[Mark]:
    """Marks at the starts of a paragraph's lines, and numbered question labels in bold anywhere in it."""
    source = document.source
    found: list[Mark] = []
    at = block.start  # where the line begins that is being read; -1 once a mark begins there
    tried: Inline | None = None  # the bold at the start of the line, which is no mark
    for inline in document.inlines[block.first : block.last]:
        kind, start, end = inline
        if kind == "break":
            if at >= 0:
                found.extend(_plain_and_beside(document, words, index, block, at, depth, tried))
            at, tried = end, None
        elif kind == "strong":
            if start > 0 and source[start - 1 : start] == source[end : end + 1] in (b"*", b"_"):  # ***so***
                inline = Inline(kind, start := start - 1, end + 1)
            ornate = _is_emoji(document, at, start)
            leading = ornate or start == at or (_is_near(at, start) and not source[at:start].strip(b" \t>"))
            if leading or words.may_begin(source[start + 2 : start + 5]):
                is_beside = bool(found) and _asks_on_line(document, found[-1], start)
                mark = _bold(document, words, index, block, inline, depth, leading, is_beside=is_beside)
                if ornate and mark is not None:
                    mark = mark._replace(start=at) if mark.label is not None or mark.number or mark.asks else None
                if mark is not None:
                    found.append(mark)
                if leading:
                    at, tried = (at, inline) if mark is None else (-1, None)
    if at >= 0:
        found.extend(_plain_and_beside(document, words, index, block, at, depth, tried))
    return sorted(found, key=by_start) if len(found) > 1 else found


def _is_near(line: int, place: int) -> bool:
    """Whether no more than list markers can stand between the start of a line, if it is still being read, and a place."""
    return 0 <= line >= place - WIDEST_MARKER


def _is_emoji(document: Document, line: int, place: int) -> bool:
    """Whether an emoji is all that stands before a place on its line."""
    ornate = _is_near(line, place) and document.source[line : line + 1] in _EMOJI
    return ornate and not undecorated(document.slice(line, place))[1]


def _asks_on_line(document: Document, mark: Mark, place: int) -> bool:
    """Whether a mark is a question label on the line of a place further on."""
    is_question = mark.label is not None and mark.label.kind == "question"
    return is_question and document.source.find(b"\n", mark.start, place) < 0


def _plain_and_beside(
    document: Document, words: Markers, index: int, block: Block, start: int, depth: int, tried: Inline | None
) -> Iterator[Mark]:
    """The label in plain text that a line begins with, and where that is for a question one for its answer beside it."""
    mark = _plain(document, words, index, block, start, depth, tried)
    if mark is None:
        return
    yield mark
    if mark.label is None or mark.label.kind != "question" or mark.form != "plain":
        return
    line = _rest_of_line(document, mark.body, block)
    for end in re.finditer(_SENTENCE_END, line):
        label = words.label(line[end.end() :], bare=False)
        if label is not None and label.kind == "answer":
            at = mark.body + document.source[mark.body : block.end].index(line.encode())
            begin, body = (at + len(line[:place].encode()) for place in (end.end(), end.end() + label.end))
            yield Mark("plain", "answer", begin, body, body, depth, label.number, label, "", False, index)
            return


def _bold(
    document: Document,
    words: Markers,
    index: int,
    block: Block,
    strong: Inline,
    depth: int,
    leading: bool,
    *,
    is_beside: bool = False,
) -> Mark | None:
    start, end = strong.start, strong.end
    source = document.source
    bare = end >= block.end or (source[end] in b" \t\r\n<" and _LINE_END.match(source, end, block.end) is not None)
    if not bare and (aside := _ASIDE.match(source, end, block.end)) is not None:
        bare, end = True, aside.end()
    elif not bare and is_item_text(document, block) and _LINK.match(source, end, block.end) is not None:
        bare = True
    first = source[start + 2 : start + 5]
    asked = source[strong.end - 5 : strong.end - 2].endswith((b"?", "？".encode()))
    if not (bare or asked or words.may_begin(first)) and is_plain_word(first.decode("utf-8", "ignore")):
        return None
    inner = document.slice(start + 2, strong.end - 2)
    if inner[:1] == inner[-1:] in ("*", "_"):
        inner = inner[1:-1]
    wrapped = "\n" in inner
    if wrapped:
        if not (leading and bare) or len(inner) > _LONGEST_WRAPPED:
            return None
        inner = " ".join(re.split(_LINE_BREAK, inner))
    series, count, label, title = read(words, inner, bare=True)
    if wrapped and not (count and title):
        return None
    colon = _COLON.match(source, end, min(block.end, end + _FAR))
    if colon and (label is None or not title):
        label = words.label(inner + ":", bare=True) or label
        if label is None:
            return None
        series, count, title = label.kind, count or label.number, ""
        end = colon.end()
    if not leading:
        is_answer = is_beside and label is not None and label.kind == "answer"
        if not is_answer and (label is None or label.kind != "question" or not label.number):
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
    if (emphasised := re.match(_EMPHASISED, line)) is not None:
        name = emphasised[2].rstrip(" .:：")
        label = words.label(f"{name}:", bare=True)
        if (
            label is None
            or len(name) < 2
            or label.kind == "question"
            or not emphasised[0].rstrip(" *_").endswith((".", ":", "："))
        ):
            return None
        body = start + len(emphasised[0].encode())
        return Mark("plain", label.kind, start, body, body, depth, label.number, label, "", False, index)
    if line.startswith("**") and "**" in line[2:]:
        end = start + len(line[: line.index("**", 2) + 2].encode())
        return _bold(document, words, index, block, Inline("strong", start, end), depth, True)
    form, before = ("bold", 2) if line.startswith("**") else ("plain", 0)
    counted = number(line[before:])  # （1）问：…
    before += counted.end if counted else 0
    label = words.label(line[before:], bare=False)
    if label is None or (label.name in _FIRST_OPTION and _has_options(source, start)):
        return None
    if counted is not None and label.kind != "question":
        return None
    body = start + len(line[: before + label.end].encode())
    asking = asks(line[before + label.end :].strip())
    if start == block.start:
        start = start_of(document, block)
    count = label.number or (counted.text if counted else "")
    return Mark(form, label.kind, start, body, body, depth, count, label, "", asking, index)


def _has_options(source: bytes, start: int) -> bool:
    """Whether what looks like an answer (A: …) is the first of the options of a choice question."""
    return re.compile(_SECOND_OPTION).match(source, start, start + _FAR) is not None


def _is_all(source: bytes, bold: Inline, start: int) -> bool:
    """Whether the stars at `start` are those of `bold`, on one line, so that it need not be looked at again."""
    if bold.start != start or bold.end - start > _FAR:
        return False
    return source.find(b"**", start + 2, bold.end) == bold.end - 2 and source.find(b"\n", start, bold.end) < 0
