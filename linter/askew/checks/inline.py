"""Where markup counts inside a block, and where signs mean themselves."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from askew.document import Block, Document, Span
from askew.rule import Bank

_OPAQUE = ("code", "math", "html", "image")


def opaque_spans(document: Document, block: Block) -> list[Span]:
    """Return the spans of a block, in order, in which asterisks and backslashes mean themselves."""
    spans = []
    for node in document.inlines[block.first : block.last]:
        if node.kind in _OPAQUE:
            spans.append(Span(node.start, node.end))
        elif node.kind == "link":
            target = document.source.rfind(b"](", node.start, node.end)
            spans.append(Span(target if target >= 0 else node.end, node.end))
    return sorted(spans)


def covered(spans: Sequence[Span], offset: int) -> bool:
    """Tell whether an offset lies in one of `spans`."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end


def texts(bank: Bank) -> Iterator[Block]:
    """Yield the blocks whose inline markup a reader sees: paragraphs, headings and tables."""
    return (block for block in bank.document.blocks if block.kind in ("paragraph", "heading", "table"))
