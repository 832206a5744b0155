"""M: Markdown that renders otherwise than it was meant."""

import re
from collections.abc import Iterator, Sequence

from askew.checks.inline import covered, opaque_spans, texts
from askew.diagnostic import Edit, Finding, Fix, Safety, Severity
from askew.document import Block, Document, Span
from askew.rule import Bank, Fence, Rule, rule
from askew.wrapping import wrapping

_MATHS_BRACKET = rb"(?<!\\)\\[()\[\]]"
_LOOKS_LIKE_MATHS = (
    r"\\[A-Za-z]|[\^_=<>+≤≥∈]|^\s*[A-Za-zα-ωΑ-Ω]'?\s*$|^\s*[A-Za-z]\([^()]*\)\s*$|^\s*[\w.]+\s*[-+*/×]\s*[\w.]+"
)
_GLUED = r"(?<=[。！？!?.：:；])[”’）)】]?[ \t]*(#{2,6}[ \t]+)(?=\S)"
_UNSPACED = re.compile(rb"(?m)^ {0,3}(#{2,6})(?=[\w(*`$\[<\x80-\xff])[^\n]*")
_CLOSING_FENCE = rb"[ \t>]*(`{3,}|~{3,})[ \t]*$"
_OPENING_FENCE = re.compile(rb"[ \t]*(`{3,}|~{3,})")
_INFO = rb"[ \t]*[A-Za-z]\w*[ \t]*\r?$"
_LONGEST_FORMULA = 2_000  # bytes


@rule("M004", Severity.WARNING, "text")
def lost_maths(bank: Bank) -> Iterator[Finding]:
    r"""Formula in `\( \)` or `\[ \]`, whose backslashes Markdown takes away."""
    document = bank.document
    if bank.settings.markdown.math == "backslash" or not (b"\\(" in document.source or b"\\[" in document.source):
        return
    for block in texts(bank):
        if document.source.find(b"\\", block.start, block.end) < 0:
            continue
        formulas = list(_formulas(document, block))
        opaque = opaque_spans(document, block) if formulas else []
        for start, end in formulas:
            if not covered(opaque, start) and re.search(_LOOKS_LIKE_MATHS, document.slice(start + 2, end - 2)):
                yield _lost(document, start, end)


def _formulas(document: Document, block: Block) -> Iterator[Span]:
    r"""Spans from a `\(` to the next `\)` on its line, and from a `\[` to the next `\]`."""
    opened = -1
    for match in re.compile(_MATHS_BRACKET).finditer(document.source, block.start, block.end):
        sign = match[0][1:]
        if sign in b"([":
            opened = match.start()
        elif opened >= 0 and document.source[opened + 1 : opened + 2] + sign in (b"()", b"[]"):
            inner = document.source[opened + 2 : match.start()]
            if 0 < len(inner) <= _LONGEST_FORMULA and (sign == b"]" or b"\n" not in inner):
                yield Span(opened, match.end())
            opened = -1


def _lost(document: Document, start: int, end: int) -> Finding:
    shown, inner = document.slice(start, start + 2), document.slice(start + 2, end - 2)
    dollars, body = ("$", inner.strip()) if shown == "\\(" else ("$$", inner)
    span = Span(start, end)
    fix = Fix(f"Write {dollars}…{dollars}", Safety.UNSAFE, (Edit(span, f"{dollars}{body}{dollars}"),))
    return Finding(span, f"Markdown drops the backslash of `{shown}`: the formula shows as plain text", fix)


@rule("M005", Severity.ERROR, "code")
def unclosed_fence(fence: Fence) -> Iterator[Finding]:
    """Code fence that is never closed."""
    document, block = fence.document, fence.document.blocks[fence.code.block]
    if block.info == "indented":
        return
    text = document.source[block.start : block.end].rstrip()
    opening = _OPENING_FENCE.match(text)
    if opening is None:
        return
    if text.count(opening[1]) == 2 and text.endswith((b"\n" + opening[1], b" " + opening[1])):
        return  # the usual fence, at a glance
    lines = text.split(b"\n")
    closing = re.match(_CLOSING_FENCE, lines[-1].rstrip()) if len(lines) > 1 else None
    span = Span(block.start, block.start + len(lines[0].rstrip()))
    inner = _inner_fence(opening[1], lines[1:-1])
    if not (closing and closing[1].startswith(opening[1])):
        rest = f": everything to line {fence.code.end_line} is code" if len(lines) > 1 else ""
        yield Finding(span, f"this fence is never closed{rest}")
    elif inner is not None:
        yield Finding(span, f"this fence is still open on line {fence.code.line + 1 + inner}, where another one begins")


def _inner_fence(opening: bytes, lines: Sequence[bytes]) -> int | None:
    """The index of a line inside a fence that opens another of the same kind with an info string, if any."""
    for index, line in enumerate(lines):
        match = _OPENING_FENCE.match(line)
        if match and match[1].startswith(opening) and re.compile(_INFO).match(line, match.end()):
            return index
    return None


@rule("M006", Severity.ERROR, "text")
def glued_heading(bank: Bank) -> Iterator[Finding]:
    """Heading that hangs on the end of a sentence and is none."""
    document = bank.document
    for block in bank.document.blocks:
        if block.kind != "paragraph" or "##" not in block.text:
            continue
        opaque = opaque_spans(document, block)
        text = document.slice(block.start, block.end)
        for match in re.finditer(_GLUED, text):
            start = block.start + len(text[: match.start(1)].encode())
            if not covered(opaque, start):
                end = start + len(match[1].rstrip())
                edits = (Edit(Span(start, start), "\n\n"),)
                fix = Fix("Start a new paragraph before the heading", Safety.UNSAFE, edits)
                yield Finding(Span(start, end), "a heading must start on a line of its own", fix)


@rule("M007", Severity.INFO, "text")
def leading_blank_lines(bank: Bank) -> Iterator[Finding]:
    """Blank lines before the first line of a text."""
    source = bank.document.source
    text = source.lstrip(b" \t\r\n")
    blank = source[: len(source) - len(text)]
    end = max(blank.rfind(b"\n"), blank.rfind(b"\r")) + 1
    if text and end and not text.startswith(b"---"):  # or a rule would become front matter
        fix = Fix("Remove the blank lines", Safety.SAFE, (Edit(Span(0, end), ""),))
        yield Finding(Span(0, end), "blank lines before the first line", fix)


@rule("M008", Severity.ERROR, "text")
def unspaced_heading(bank: Bank) -> Iterator[Finding]:
    """Heading that is none for want of a space behind its number signs."""
    document = bank.document
    for block in document.blocks:
        if block.kind != "paragraph" or block.parent >= 0 or "##" not in block.text:
            continue
        opaque = opaque_spans(document, block)
        for match in _UNSPACED.finditer(document.source, block.start, block.end):
            if not covered(opaque, match.start(1)):
                edits = [Edit(Span(match.end(1), match.end(1)), " ")]
                line = match[0].rstrip()
                text = line.rstrip(b"#")
                if len(text) < len(line) and not text.endswith((b" ", b"\t")):
                    end = match.start() + len(text)
                    edits.append(Edit(Span(end, end), " "))
                fix = Fix("Put a space behind the number signs", Safety.UNSAFE, tuple(edits))
                yield Finding(Span(*match.span(1)), "without a space behind its number signs this is no heading", fix)


@rule("M009", Severity.ERROR, "text")
def fenced_document(bank: Bank) -> Iterator[Finding]:
    """Document that stands in a fence, so that its readers see its source."""
    source = bank.document.source
    lines = () if bank.document.path.endswith(".jsonl") else wrapping(source)
    if lines:
        edits = tuple(Edit(Span(start, _behind_line(source, end)), "") for start, end in lines)
        rest = "" if len(lines) > 1 else ", which is never closed"
        fix = Fix("Take the fence away", Safety.UNSAFE, edits)
        yield Finding(lines[0], f"the whole document stands in this fence{rest}: its readers see its source", fix)


def _behind_line(source: bytes, end: int) -> int:
    found = source.find(b"\n", end)
    return found + 1 if found >= 0 else len(source)


RULES: tuple[Rule, ...] = (
    lost_maths,
    unclosed_fence,
    glued_heading,
    leading_blank_lines,
    unspaced_heading,
    fenced_document,
)
