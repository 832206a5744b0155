"""Markdown to blocks and inlines; the only module that knows the parser."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pyromark import Markdown, Options

from askew.document import Block, BlockKind, Document, Inline, InlineKind
from askew.wrapping import wrapping

_MARKDOWN = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
)
# The parser's own option takes any later pair of `---` lines for front matter too.
_FRONT_MATTER = rb"---[ \t]*\r?\n((?:[^\r\n]*\r?\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
_YAML_KEY = rb"(?:[ \t]*#[^\r\n]*\r?\n)*[\w\"'.-][^\r\n:]*:(?:\s|\Z)"
_NOT_LINE_END = rb"[^\r\n]"

_LEAVES: dict[str, BlockKind] = {
    "Heading": "heading",
    "Paragraph": "paragraph",
    "CodeBlock": "code",
    "HtmlBlock": "html",
    "Table": "table",
}
_NODES: dict[str, InlineKind] = {
    "Strong": "strong",
    "Emphasis": "emphasis",
    "Strikethrough": "emphasis",
    "Link": "link",
    "Image": "image",
}
_ATOMS: dict[str, InlineKind] = {"Code": "code", "InlineMath": "math", "DisplayMath": "math", "InlineHtml": "html"}
_new = tuple.__new__  # a named tuple without the call to its own constructor, which takes as long again


def parse(path: str, source: bytes, *, encoding: str = "utf-8", bom: bool = False) -> Document:
    """Return `source` (valid UTF-8, no byte order mark) as a Document with every block and inline.

    A fence around all of a Markdown file is looked past; in JSONL it may be the answer.
    """
    builder = _Builder(source)
    text = source
    matter = re.match(_FRONT_MATTER, source) if source.startswith(b"---") else None
    if matter and (not matter[1] or re.match(_YAML_KEY, matter[1])):
        builder.blocks.append(Block("metadata", 0, matter.end(), -1, 0, "yaml", matter[1].decode("utf-8"), 0, 0))
        text = re.sub(_NOT_LINE_END, b" ", matter[0]) + source[matter.end() :]
    for start, end in () if path.endswith(".jsonl") else wrapping(source):
        text = text[:start] + b" " * (end - start) + text[end:]
    builder.read(_MARKDOWN.events_with_range(text.decode("utf-8"), merge_text=True))
    return Document(path, source, tuple(builder.blocks), tuple(builder.inlines), encoding, bom)


def events(text: str) -> Iterator[Any]:
    """Yield the parser's events for `text` without positions, to compare two renderings."""
    return _MARKDOWN.events(text)


class _Builder:
    """Collects blocks and inlines while the events of one document go by."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.inlines: list[Inline] = []
        self.open: list[int] = [-1]  # indexes of the open containers, below them -1
        self.ordinals: list[int] = []  # the next item's number in each open list
        self.leaf: tuple[BlockKind, int, int, int, str, int] | None = None
        self.implicit = False  # the leaf is the text of a tight list item, for which there is no event
        self.pieces: list[str] = []
        self.reached = 0  # where the inline read last ends

    def read(self, events: Iterable[Any]) -> None:
        """Take in every (event, range) pair of a document: the one hot loop, so it asks for the likely first."""
        pieces = self.pieces
        for event, where in events:
            if event.__class__ is str:
                self._mark(event, where["start"], where["end"])
                continue
            kind, value = event.popitem()
            if kind == "Text":
                pieces.append(value)
                if self.leaf is None:
                    self._open_implicit(where["start"], value)
                if self.implicit and where["end"] > self.reached:
                    self.reached = where["end"]
            elif kind == "End":
                if value.__class__ is not str:
                    [value] = value
                if value in _CLOSE:
                    _CLOSE[value](self)
            elif kind == "Start":
                name, detail = (value, None) if value.__class__ is str else value.popitem()
                if name in _OPEN:
                    _OPEN[name](self, name, detail, where["start"], where["end"])
            elif kind in _ATOMS:
                self._atom(kind, value, where["start"], where["end"])

    def _list(self, _: str, ordinal: int | None, start: int, end: int) -> None:
        self.ordinals.append(ordinal or 0)
        self._open_container("list", start, end, 0, "bullet" if ordinal is None else "ordered")

    def _end_list(self) -> None:
        self.ordinals.pop()
        self._close_container()

    def _item(self, _: str, __: None, start: int, end: int) -> None:
        level = self.ordinals[-1]
        self.ordinals[-1] = level + 1
        self._open_container("item", start, end, level, "")

    def _quote(self, _: str, __: Any, start: int, end: int) -> None:
        self._open_container("quote", start, end, 0, "")

    def _open_container(self, kind: BlockKind, start: int, end: int, level: int, info: str) -> None:
        if self.implicit:
            self._close_leaf()
        first = len(self.inlines)
        block = (kind, start, end, self.open[-1], level, info, "", first, first)
        self.open.append(len(self.blocks))
        self.blocks.append(_new(Block, block))

    def _close_container(self) -> None:
        if self.implicit:
            self._close_leaf()
        self.open.pop()

    def _open_leaf(self, name: str, detail: Any, start: int, end: int) -> None:
        if self.implicit:
            self._close_leaf()
        level, info = 0, ""
        if name == "Heading":
            level = int(detail["level"][1])
            info = "atx" if self.source[start] == 0x23 else "setext"
        elif name == "CodeBlock":
            info = detail["Fenced"] if detail.__class__ is dict else "indented"
        self.leaf = (_LEAVES[name], start, end, level, info, len(self.inlines))
        self.pieces.clear()

    def _open_implicit(self, start: int, *text: str) -> None:
        if self.source[start - 1 : start] == b"\\":
            start -= 1  # an escape that opens the text stands outside its range
        self.leaf = ("paragraph", start, start, 0, "", len(self.inlines))
        self.implicit = True
        self.reached = start
        self.pieces[:] = text

    def _close_leaf(self) -> None:
        if self.leaf is not None:
            kind, start, end, level, info, first = self.leaf
            if self.implicit:
                end = self.reached
                self.implicit = False
            block = (kind, start, end, self.open[-1], level, info, "".join(self.pieces), first, len(self.inlines))
            self.blocks.append(_new(Block, block))
            self.leaf = None

    def _node(self, name: str, _: Any, start: int, end: int) -> None:
        if self.leaf is None:
            self._open_implicit(start)
        self._inline(_NODES[name], start, end)

    def _cell(self, _: str, __: None, ___: int, ____: int) -> None:
        if self.pieces:
            self.pieces.append(" | ")

    def _atom(self, kind: str, value: str, start: int, end: int) -> None:
        if self.leaf is None:
            self._open_implicit(start)
        self._inline(_ATOMS[kind], start, end)
        if kind != "InlineHtml":
            self.pieces.append(value)

    def _inline(self, kind: InlineKind, start: int, end: int) -> None:
        self.inlines.append(_new(Inline, (kind, start, end)))
        if end > self.reached:
            self.reached = end

    def _mark(self, name: str, start: int, end: int) -> None:
        if name == "Rule":
            if self.implicit:
                self._close_leaf()
            first = len(self.inlines)
            self.blocks.append(Block("rule", start, end, self.open[-1], 0, "", "", first, first))
            return
        if self.leaf is None:
            self._open_implicit(start)
        self._inline("break", start, end)
        self.pieces.append("\n")


_OPEN: dict[str, Callable[[_Builder, str, Any, int, int], None]] = {
    "List": _Builder._list,
    "Item": _Builder._item,
    "BlockQuote": _Builder._quote,
    "FootnoteDefinition": _Builder._quote,
    "TableCell": _Builder._cell,
    **dict.fromkeys(_LEAVES, _Builder._open_leaf),
    **dict.fromkeys(_NODES, _Builder._node),
}
_CLOSE: dict[str, Callable[[_Builder], None]] = {
    "List": _Builder._end_list,
    "Item": _Builder._close_container,
    "BlockQuote": _Builder._close_container,
    "FootnoteDefinition": _Builder._close_container,
    **dict.fromkeys(_LEAVES, _Builder._close_leaf),
}
