"""What the Markdown parser hands on: one file as blocks and inlines with spans."""

from bisect import bisect_right
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "code", "html", "table", "list", "item", "quote", "rule", "metadata"]
InlineKind = Literal["code", "math", "html", "break", "strong", "emphasis", "link", "image"]


class Span(NamedTuple):
    """A half-open range of UTF-8 byte offsets into `Document.source`."""

    start: int
    end: int


class Block(NamedTuple):
    """One block of a document, in source order; containers come before what they hold.

    `parent` is the index of the enclosing block (-1 at the top). `level` is a heading's level or a list
    item's ordinal. `info` is a fence's info string, or "indented" / "setext" / "atx" for the form of a code block
    or heading, or a list's "ordered" / "bullet". `text` is plain text: of a heading or paragraph as a
    reader sees it, of a code block its code without container prefixes. `first` and `last` delimit the block's
    own inlines in `Document.inlines`.
    """

    kind: BlockKind
    start: int
    end: int
    parent: int
    level: int
    info: str
    text: str
    first: int
    last: int


class Inline(NamedTuple):
    """One inline node that somebody asks for; one that holds others (strong, link) comes before them."""

    kind: InlineKind
    start: int
    end: int


class Position(NamedTuple):
    """A place for people: 1-based line, 1-based column in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """One source file, parsed once.

    `source` is the decoded text as UTF-8 without its byte order mark; every span in the program is an
    offset into it. `bom` and `encoding` say how the file was stored.
    """

    path: str
    source: bytes
    blocks: tuple[Block, ...] = ()
    inlines: tuple[Inline, ...] = ()
    encoding: str = "utf-8"
    bom: bool = False

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; lines end with LF, CRLF or CR."""
        lines = self.source.splitlines(keepends=True)
        if self.source.endswith((b"\n", b"\r")):
            lines.append(b"")
        return list(accumulate(map(len, lines[:-1]), initial=0))

    def bare(self) -> "Document":
        """Return the document without its blocks and inlines: its source, and where its lines start if that is known."""
        bare = copy(self)
        vars(bare).update(blocks=(), inlines=())
        return bare

    def line(self, offset: int) -> int:
        """Return the 1-based line that holds `offset`."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """Return the line and column of `offset`."""
        line = self.line(offset)
        known, start, column = self._cursor
        if known != line:
            start, column = self.line_starts[line - 1], 1
        step = len(self.source[min(start, offset) : max(start, offset)].decode("utf-8", "replace"))
        column += step if offset >= start else -step
        self._cursor[:] = line, offset, column
        return Position(line, column)

    def byte_column(self, offset: int) -> int:
        """Return the 1-based column of `offset` in bytes of the stored file, whose byte order mark counts."""
        line = self.line(offset)
        return offset - self.line_starts[line - 1] + 1 + (3 if self.bom and line == 1 else 0)

    @cached_property
    def _cursor(self) -> list[int]:
        """Line, offset and column last asked for: findings come in order, and a line may have megabytes."""
        return [0, 0, 0]

    def line_span(self, line: int) -> Span:
        """Return the span of the 1-based `line`, without its line ending."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.source)
        return Span(start, start + len(self.source[start:end].rstrip(b"\r\n")))

    def slice(self, start: int, end: int) -> str:
        """Return the text between two offsets."""
        return self.source[start:end].decode("utf-8", "replace")

    def inside(self, block: Block, kind: BlockKind) -> bool:
        """Tell whether `block` lies in a container of `kind`."""
        while block.parent >= 0:
            block = self.blocks[block.parent]
            if block.kind == kind:
                return True
        return False
