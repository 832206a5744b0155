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
    return Code(lang, dialect, *lines, text, span, index, lines[0] + (block.info != "indented"))


def _without_blank_end(document: Document, block: Block) -> str:
    """The text of a block without the blank lines at the end of the file, which an unclosed fence runs on into."""
    source = document.source[block.start : block.end].rstrip()
    if source.endswith((b"```", b"~~~")) and b"\n" in source:
        return block.text
    return block.text.rstrip("\n") + "\n" * bool(block.text.strip("\n"))


def code_blocks(document: Document) -> tuple[Code, ...]:
    """Return every code block of `document` in source order."""
    return tuple(code_block(document, index) for index, block in enumerate(document.blocks) if block.kind == "code")
