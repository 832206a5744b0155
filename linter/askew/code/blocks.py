"""The code blocks of a document."""

from askew.code.dialect import dialect_of, language_name
from askew.document import Block, Document, Span
from askew.record import Code


def code_block(document: Document, index: int) -> Code:
    """Return the code block at `document.blocks[index]`."""
    block = document.blocks[index]
    span = Span(block.start, min(block.end, len(document.source)))
    lang = language_name(block.info)
    dialect = dialect_of(lang, block.text)
    lines = document.line(span.start), document.line(max(span.start, span.end - 1))
    text = block.text
    if text.endswith("\n\n") or text == "\n":
        text = _without_blank_end(document, block)
    return Code(lang, dialect, *lines, text, span, index)


def _without_blank_end(document: Document, block: Block) -> str:
    """The text of a block without the blank lines at the end of the file, which an unclosed fence runs on into."""
    source = document.source[block.start : block.end].rstrip()
    if source.endswith((b"```", b"~~~")) and b"\n" in source:
        return block.text
    return block.text.rstrip("\n") + "\n" * bool(block.text.strip("\n"))


def code_blocks(document: Document) -> tuple[Code, ...]:
    """Return every code block of `document` in source order."""
    return tuple(code_block(document, index) for index, block in enumerate(document.blocks) if block.kind == "code")


def code_span(document: Document, block: Block, line: int) -> Span:
    """Return the span of the 1-based `line` of a code block's text in the document, prefix and line end left out.

    The text of a block has lost its container's prefixes, so the line is found by its content.
    """
    fenced = block.info != "indented"
    lines = block.text.split("\n")
    number = document.line(block.start) + line - 1 + fenced
    if number > len(document.line_starts):
        return Span(len(document.source), len(document.source))
    start, end = document.line_span(number)
    content = lines[line - 1].encode() if line <= len(lines) else b""
    offset = document.source.rfind(content, start, end) if content.strip() else start
    return Span(max(offset, start), end)
