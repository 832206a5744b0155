"""Where the lines of a code block's Python stand in the document."""

from typing import NamedTuple

from askew.code.reading import reading
from askew.document import Document, Span
from askew.record import Code


class Listing(NamedTuple):
    """The Python of a code block with the offset in the document at which each of its lines starts.

    A line that is no Python, or whose source is not its text behind a prefix (tabs that the parser expanded), starts
    at -1: findings on it have the whole line for their place, and it cannot be edited.
    """

    text: str
    starts: tuple[int, ...]
    lines: tuple[Span, ...]
    has_prompts: bool

    def line(self, number: int) -> Span:
        """Return the span of the 1-based line `number` in the document, its prefix left out where that is known."""
        number = min(max(number, 1), len(self.lines))
        start, whole = self.starts[number - 1], self.lines[number - 1]
        return Span(start if start >= 0 else whole.start, whole.end)

    def offset(self, line: int, column: int) -> int | None:
        """Return the document's offset of a 1-based line and 0-based column in UTF-8 bytes; None on no Python."""
        if not 1 <= line <= len(self.starts) or self.starts[line - 1] < 0:
            return None
        return min(self.starts[line - 1] + column, self.lines[line - 1].end)

    def prefix(self, document: Document, line: int) -> str:
        """Return what stands in front of the 1-based `line` (list indentation, `> `, a margin) in the document."""
        start = self.starts[line - 1] if line <= len(self.starts) else -1
        return document.slice(document.line_span(document.line(start)).start, start) if start >= 0 else ""

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """Return the span between two places; where they are not known, that of the line."""
        start, end = self.offset(line, column), self.offset(end_line, end_column)
        if start is None or end is None or end <= start:
            return self.line(line)
        return Span(start, end if end_line == line else self.line(line).end)


def listing(document: Document, code: Code) -> Listing:
    """Return the listing of one code block of `document`."""
    read = reading(code.dialect, code.text)
    has_prompts = code.dialect == "repl"
    if not read.cut:
        first = document.line_starts[code.first_line - 1] if code.first_line <= len(document.line_starts) else -1
        if first >= 0 and document.source.startswith(code.text.encode(), first):
            return Listing(read.text, *_as_it_stands(code.text, first), has_prompts)
    starts: list[int] = []
    spans: list[Span] = []
    texts = code.text.split("\n")
    for index, text in enumerate(texts):
        number = min(code.first_line + index, len(document.line_starts))
        span = document.line_span(number)
        content = text.encode()
        cut = read.cut[index] if read.cut else 0
        known = cut >= 0 and code.first_line + index == number and document.source.endswith(content, *span)
        if index and index == len(texts) - 1 and not text:  # the line of the closing fence, behind the same prefix
            margin = max(starts[-1] - spans[-1].start - max(cut, 0), 0) if starts[-1] >= 0 else 0
            starts.append(min(span.start + margin, span.end))
        else:
            starts.append(span.end - len(content) + len(text[:cut].encode()) if known else -1)
        spans.append(span)
    return Listing(read.text, tuple(starts), tuple(spans), has_prompts)


def _as_it_stands(text: str, first: int) -> tuple[tuple[int, ...], tuple[Span, ...]]:
    """The places of the lines of a block that stands in the source at `first`, prefixes and carriage returns none."""
    starts, spans = [], []
    for line in text.split("\n"):
        end = first + len(line.encode())
        starts.append(first)
        spans.append(Span(first, end))
        first = end + 1
    return tuple(starts), tuple(spans)
