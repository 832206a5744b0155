"""Two texts side by side in columns, with what differs in them marked."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from wcwidth import wcswidth

from askew.document import Span
from askew.duplicates.han import HAN
from askew.reporters.style import Style

_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
_BETWEEN = " | "


class Side(NamedTuple):
    """A text on one line without control characters, the ranges of it that the other side has not, and their colour."""

    text: str
    marks: Sequence[Span]
    color: str

    def painted(self, start: int, end: int, style: Style) -> str:
        """Return a range of the text with its marks in colour."""
        pieces, at = [], start
        for mark in self.marks:
            first, last = max(mark.start, start), min(mark.end, end)
            if first < last:
                pieces += [self.text[at:first], style(self.text[first:last], self.color)]
                at = last
        return "".join([*pieces, self.text[at:end]])

    def carets(self, start: int, end: int) -> str:
        """Return the carets that stand under the marks of a range."""
        line = ""
        for mark in self.marks:
            first, last = max(mark.start, start), min(mark.end, end)
            if first < last:
                line = line.ljust(columns(self.text[start:first]))
                line += "^" * max(1, columns(self.text[first:last]))
        return line


def columns(text: str) -> int:
    """Return the columns that printable text takes on a terminal."""
    return max(wcswidth(text), 0)


def marks(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """Return the ranges of two texts, in characters, that the other has not; case, width and punctuation are ignored."""
    from rapidfuzz.distance import Indel

    left, right = list(_WORD.finditer(one)), list(_WORD.finditer(other))
    found: tuple[list[Span], list[Span]] = [], []
    for code in Indel.opcodes([_folded(word[0]) for word in left], [_folded(word[0]) for word in right]):
        if code.tag != "equal":
            ranges = (left, code.src_start, code.src_end), (right, code.dest_start, code.dest_end)
            for spans, (words, first, last) in zip(found, ranges, strict=True):
                if first < last:
                    spans.append(Span(words[first].start(), words[last - 1].end()))
    return found


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def beside(left: Side, right: Side, width: int, style: Style) -> Iterator[str]:
    """Yield lines of at most `width` columns: both texts, and carets under their marks where there are no colours."""
    half = (width - len(_BETWEEN)) // 2
    for one, other in zip_longest(_wrapped(left.text, half), _wrapped(right.text, half), fillvalue=Span(0, 0)):
        padding = " " * (half - columns(left.text[slice(*one)]))
        yield f"{left.painted(*one, style)}{padding}{style.dim(_BETWEEN)}{right.painted(*other, style)}".rstrip()
        under = left.carets(*one), right.carets(*other)
        if any(under) and not style.color:
            yield f"{under[0]:{half}}{_BETWEEN}{under[1]}".rstrip()


def _wrapped(text: str, width: int) -> Iterator[Span]:
    """The lines of a text: ranges of at most `width` columns, cut after a blank where there is one."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and columns(text[start : end + 1]) <= width:
            end += 1
        blank = text.rfind(" ", start, end)
        if end < len(text) and text[end] != " " and blank > start:
            end = blank + 1
        yield Span(start, end)
        start = end
