"""Lines that may be questions without any answer: items of lists, numbered lines of paragraphs, paragraphs that ask."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from askew.document import Block, Document
from askew.mark import Mark, blocks_but_answers, is_item_text, level_of, ordinal
from askew.markers import number
from askew.titles import asks, is_key, is_option

_LEAST = 3  # lines of a paragraph that asks line by line
_HOPELESS = 0.6  # share of lines that do not ask at which they are given up
_NUMBERED = tuple("0123456789０１２３４５６７８９（(第①②③④⑤⑥⑦⑧⑨")
_SIGNS = tuple("、．.)）题:：-①②③④⑤⑥⑦⑧⑨")  # what ends the number of a line
_QUOTES = str.maketrans("‘’“”–—…", "''\"\"--.")


class Line(NamedTuple):
    """A line that may be a question: how deep its list is nested, 0 for none, its block, where it starts and ends, its text.

    `length` is that of its text with the options below it; `choice` tells that there are some in a list of their own.
    """

    level: int
    block: int
    start: int
    end: int
    text: str
    length: int
    choice: bool = False

    @property
    def asks(self) -> bool:
        """Whether it reads like a question or leaves a choice."""
        return self.choice or asks(self.text)


def is_counted(document: Document, line: Line) -> bool:
    """Tell whether a line has a number, in its text or as an item."""
    return bool(ordinal(document, document.blocks[line.block]) or number(line.text))


def lines_in(document: Document, marks: Sequence[Mark], *, plain: bool) -> Iterator[Line]:
    """Yield the items of lists, the lines of paragraphs that all have numbers (1、 is no list), and with `plain` paragraphs that ask.

    The key to a test is none.
    """
    for index, block in blocks_but_answers(document, marks):
        if block.kind != "paragraph":
            continue
        if block.parent >= 0:
            if is_item_text(document, block) and block.parent == index - 1 and not is_key(block.text):
                yield from _item(document, index, block)
        elif block.text[:1] in _NUMBERED:
            yield from _numbered(_lines_of(document, index, block))
        elif plain and _asks_alone(block.text):
            yield Line(0, index, block.start, block.end, block.text, len(block.text))
        elif document.source.startswith(b"**", block.start) and "\n" in block.text:  # a title, and what it is about
            yield from (line._replace(level=1) for line in _numbered(_lines_of(document, index, block)[1:]))
        elif plain and "\n" in block.text:
            if found := _asking(_lines_of(document, index, block)):
                yield from found
            elif block.text.endswith(("?", "？")):
                yield Line(0, index, block.start, block.end, block.text, len(block.text))


def _asks_alone(text: str) -> bool:
    return "\n" not in text and (text.endswith("？") or (text.translate(_QUOTES).isascii() and asks(text)))


def _item(document: Document, index: int, block: Block) -> Iterator[Line]:
    """The text of an item, without the options below it; none for an option."""
    text, _, rest = block.text.partition("\n")
    if is_option(text):
        return
    level = level_of(document, block)
    if is_option(rest):
        yield Line(level, index, block.start, document.source.index(b"\n", block.start), text, len(block.text))
    else:
        yield Line(level, index, block.start, block.end, block.text, len(block.text), _has_options(document, index))


def _has_options(document: Document, index: int) -> bool:
    """Whether the text of an item has a list of options below it."""
    below = document.blocks[index + 1 : index + 4]
    return [block.kind for block in below] == ["list", "item", "paragraph"] and is_option(below[-1].text)


def _lines_of(document: Document, index: int, block: Block) -> list[Line]:
    """The lines of a paragraph."""
    found = []
    at = block.start
    written = document.source[block.start : block.end].splitlines(keepends=True)
    for line, text in zip(written, block.text.split("\n"), strict=False):
        found.append(Line(0, index, at, at + len(line.rstrip()), text, len(text)))
        at += len(line)
    return found


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """Those of some lines that are no key to a test, if all have numbers; else none."""
    found = []
    for line in lines:
        count = number(line.text)
        if count is None or not _is_marked(line.text[: count.end]):
            return []
        if not is_key(line.text[count.end :]):
            found.append(line)
    return found


def _asking(lines: Sequence[Line]) -> list[Line]:
    """Those of several lines that have numbers, or else that ask, if most do; none of a text that is wrapped."""
    if len(lines) < _LEAST or not mostly_ask(lines):
        return []
    counted = [line for line in lines if number(line.text)]
    if len(counted) >= _HOPELESS * len(lines):
        return counted
    wrapped = any(line.text[:1].islower() and not asks(line.text.partition("?")[0]) for line in lines[1:])
    return [] if wrapped else [line for line in lines if line.asks]


def _is_marked(count: str) -> bool:
    """Whether a number ends like that of an item: without a sign or a tab it may be a year."""
    return count.rstrip().endswith(_SIGNS) or "\t" in count


def mostly_ask(lines: Sequence[Line]) -> bool:
    """Tell whether enough lines ask (links and ellipses do not count later) for a closer look to be worth it."""
    spare = _HOPELESS * len(lines)
    for line in lines:
        if not line.asks:
            spare -= 1
            if spare < 0:
                return False
    return True
