"""M: Markdown that renders otherwise than it was meant."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from askew.checks.prose import quoted
from askew.diagnostic import Edit, Finding, Fix, Safety, Severity
from askew.document import Block, Document, Inline, Span
from askew.rule import Bank, Fence, Rule, rule

_STARS = re.compile(rb"(?<![\\*])\*\*(?!\*)")
_MATHS_BRACKET = re.compile(rb"(?<!\\)\\[()\[\]]")
_LOOKS_LIKE_MATHS = re.compile(
    r"\\[A-Za-z]|[\^_=<>+≤≥∈]|^\s*[A-Za-zα-ωΑ-Ω]'?\s*$|^\s*[A-Za-z]\([^()]*\)\s*$|^\s*[\w.]+\s*[-+*/×]\s*[\w.]+"
)
_GLUED = re.compile(r"(?<=[。！？!?.：:；])[”’）)】]?[ \t]*(#{2,6}[ \t]+)(?=\S)")
_CLOSING_FENCE = re.compile(rb"[ \t>]*(`{3,}|~{3,})[ \t]*$")
_OPENING_FENCE = re.compile(rb"[ \t]*(`{3,}|~{3,})")
_BOLD_LINES = re.compile(r"\*\*(?::|：)?[ \t]*\r?\n[ \t>]*\*\*".encode())
_UNPACKED = re.compile(r"(?:kwargs|kwds|kw|options|opts|params|args)\b|[a-z]+_\w+")
_TOO_MANY = 100  # stray `**` in one paragraph that are no longer worth a finding each
_INFO = re.compile(rb"[ \t]*[A-Za-z]\w*[ \t]*\r?$")
_LONGEST_FORMULA = 2_000  # bytes
_OPAQUE = ("code", "math", "html", "image")


def _opaque(document: Document, block: Block) -> list[Span]:
    """Spans of a block, in order, in which asterisks and backslashes mean themselves."""
    spans = []
    for node in document.inlines[block.first : block.last]:
        if node.kind in _OPAQUE:
            spans.append(Span(node.start, node.end))
        elif node.kind == "link":
            target = document.source.rfind(b"](", node.start, node.end)
            spans.append(Span(target if target >= 0 else node.end, node.end))
    return sorted(spans)


def _covered(spans: Sequence[Span], offset: int) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end


def _texts(bank: Bank) -> Iterator[Block]:
    return (block for block in bank.document.blocks if block.kind in ("paragraph", "heading", "table"))


class _Stars(NamedTuple):
    """The `**` of a block outside code and formulas, and which of them bold accounts for."""

    offsets: Sequence[int]
    used: Mapping[int, int]  # offset -> offset of the partner

    @property
    def stray(self) -> list[int]:
        """The offsets that neither open nor close bold."""
        return [offset for offset in self.offsets if offset not in self.used]


def _has_stray_stars(document: Document) -> bool:
    """Whether there are more `**` in the whole text than bold accounts for."""
    bold = sum(node.kind == "strong" for node in document.inlines)
    return document.source.count(b"**") > 2 * bold


def _stars(document: Document, block: Block) -> _Stars:
    if document.source.find(b"**", block.start, block.end) < 0:
        return _Stars((), {})
    used: dict[int, int] = {}
    for node in document.inlines[block.first : block.last]:
        if node.kind == "strong":
            used |= {node.start: node.end - 2, node.end - 2: node.start}
    opaque = _opaque(document, block)
    found = (match.start() for match in _STARS.finditer(document.source, block.start, block.end))
    return _Stars([offset for offset in found if offset in used or not _covered(opaque, offset)], used)


def _meant_pairs(document: Document, stars: _Stars) -> Iterator[tuple[int, int]]:
    """Pairs of `**` on one line that were meant to make the text between them bold, and do not.

    Where their number on a line is even they are taken two by two, whatever the parser made of them:
    in `**one:**two**three.**four` it is `two` that comes out bold.
    """
    for line in _by_line(document, stars.offsets):
        if len(line) % 2:
            line = [offset for offset in line if offset not in stars.used]
        for start, end in zip(line[::2], line[1::2], strict=False):
            if stars.used.get(start) != end and _meant_bold(document, start, end):
                yield start, end


def _by_line(document: Document, offsets: Sequence[int]) -> Iterator[list[int]]:
    for _, group in groupby(offsets, key=document.line):
        yield list(group)


def _meant_bold(document: Document, start: int, end: int) -> bool:
    inner = document.slice(start + 2, end)
    before = document.source[max(0, start - 1) : start]
    unpacks = before in (b"(", b"{", b"[", b",", b"=") and inner[:1].isascii() and inner[:1].isidentifier()
    return (
        inner[:1].strip() != "" and "|" not in inner and not unpacks and any(character.isalpha() for character in inner)
    )


@rule("M001", Severity.ERROR, "text")
def unrendered_bold(bank: Bank) -> Iterator[Finding]:
    """Bold that shows its asterisks, because of the characters beside them."""
    document = bank.document
    if not _has_stray_stars(document):
        return
    for block in _texts(bank):
        stars = _stars(document, block)
        stray = stars.stray
        if len(stray) > _TOO_MANY:
            message = f"{len(stray):,} `**` in this paragraph make nothing bold"
            yield Finding(Span(stray[0], stray[0] + 2), message)
        elif stray:
            for start, end in _meant_pairs(document, stars):
                yield _unrendered(document, start, end)


def _unrendered(document: Document, start: int, end: int) -> Finding:
    inner = document.slice(start + 2, end)
    fix = None
    if not inner[-1].isspace() and not inner[-1].isalnum() and _opens(document, start):
        fix = Fix("Put a space after the closing `**`", Safety.SAFE, (Edit(Span(end + 2, end + 2), " "),))
    return Finding(Span(start, end + 2), f"**{quoted(inner)}** is not bold: its asterisks stay visible", fix)


def _opens(document: Document, offset: int) -> bool:
    """Whether a `**` can open bold where it stands (CommonMark's left-flanking rule)."""
    before = document.slice(max(0, offset - 4), offset)[-1:]
    after = document.slice(offset + 2, offset + 6)[:1]
    return not after.isspace() and (after.isalnum() or not before or before.isspace() or not before.isalnum())


@rule("M002", Severity.WARNING, "text")
def stray_bold_marker(bank: Bank) -> Iterator[Finding]:
    """Heading with a `**` that has no partner."""
    document = bank.document
    if not _has_stray_stars(document):
        return
    for block in bank.document.blocks:
        if block.kind == "heading":
            stray = _stars(document, block).stray
            if len(stray) == 1 and _touches_a_word(document, stray[0]):
                span = Span(stray[0], stray[0] + 2)
                fix = Fix("Remove the `**`", Safety.SAFE, (Edit(span, ""),))
                yield Finding(span, "a `**` in a heading that makes nothing bold", fix)


def _touches_a_word(document: Document, offset: int) -> bool:
    """Whether a `**` opens before a word or closes after one: not an operator (2**10), a path (**/) or unpacking."""
    before = document.slice(max(0, offset - 4), offset)[-1:]
    after = document.slice(offset + 2, offset + 24)
    opens = (not before or before.isspace()) and after[:1].isalnum() and not _UNPACKED.match(after)
    closes = (not after or after[0].isspace()) and not before.isspace() and before not in ("", "(", "*", "/")
    return opens or closes


@rule("M003", Severity.WARNING, "text")
def merged_labels(bank: Bank) -> Iterator[Finding]:
    """Bold label on a line of its own that runs on into the next one."""
    document = bank.document
    if not _BOLD_LINES.search(document.source):
        return
    for block in bank.document.blocks:
        if block.kind == "paragraph":
            nodes = document.inlines[block.first : block.last]
            for index, node in enumerate(nodes):
                if node.kind == "break" and _between_labels(document, block, nodes, index):
                    lower = next(other for other in nodes[index:] if other.kind == "strong")
                    upper = document.slice(block.start, node.start).rsplit("\n", 1)[-1].strip("> \t\r")
                    yield Finding(
                        Span(lower.start, lower.end),
                        f"this label runs on in the line of {upper}; leave a blank line between them",
                    )


def _between_labels(document: Document, block: Block, nodes: Sequence[Inline], index: int) -> bool:
    """Whether the lines on both sides of a soft break are bold labels and nothing else."""
    at = nodes[index]
    if document.source[at.start : at.start + 1] not in (b"\n", b"\r"):
        return False
    start = max((node.end for node in nodes[:index] if node.kind == "break"), default=block.start)
    end = next((node.start for node in nodes[index + 1 :] if node.kind == "break"), block.end)
    upper, lower = _bold_line(document, nodes, start, at.start), _bold_line(document, nodes, at.end, end)
    return upper.endswith((":", "：")) and (":" in lower or "：" in lower)


def _bold_line(document: Document, nodes: Sequence[Inline], start: int, end: int) -> str:
    """The text of a line that is nothing but one piece of bold (with a colon behind it, perhaps), else ""."""
    line = document.slice(start, end).lstrip("> \t").rstrip()
    strong = [node for node in nodes if node.kind == "strong" and start <= node.start < end]
    if len(strong) != 1 or strong[0].end - strong[0].start != len(line.rstrip(":： ").encode()):
        return ""
    return line.replace("*", "")


@rule("M004", Severity.WARNING, "text")
def lost_maths(bank: Bank) -> Iterator[Finding]:
    r"""Formula in `\( \)` or `\[ \]`, whose backslashes Markdown takes away."""
    document = bank.document
    if bank.settings.markdown.math == "backslash" or not _MATHS_BRACKET.search(document.source):
        return
    for block in _texts(bank):
        formulas = list(_formulas(document, block))
        opaque = _opaque(document, block) if formulas else []
        for start, end in formulas:
            if not _covered(opaque, start) and _LOOKS_LIKE_MATHS.search(document.slice(start + 2, end - 2)):
                yield _lost(document, start, end)


def _formulas(document: Document, block: Block) -> Iterator[Span]:
    r"""Spans from a `\(` to the next `\)` on its line, and from a `\[` to the next `\]`."""
    opened = -1
    for match in _MATHS_BRACKET.finditer(document.source, block.start, block.end):
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
    lines = document.source[block.start : block.end].rstrip().split(b"\n")
    opening = _OPENING_FENCE.match(lines[0])
    closing = _CLOSING_FENCE.match(lines[-1].rstrip()) if len(lines) > 1 else None
    if opening is None:
        return
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
        if match and match[1].startswith(opening) and _INFO.match(line, match.end()):
            return index
    return None


@rule("M006", Severity.ERROR, "text")
def glued_heading(bank: Bank) -> Iterator[Finding]:
    """Heading that hangs on the end of a sentence and is none."""
    document = bank.document
    for block in bank.document.blocks:
        if block.kind != "paragraph" or document.source.find(b"##", block.start, block.end) < 0:
            continue
        opaque = _opaque(document, block)
        text = document.slice(block.start, block.end)
        for match in _GLUED.finditer(text):
            start = block.start + len(text[: match.start(1)].encode())
            if not _covered(opaque, start):
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


RULES: tuple[Rule, ...] = (
    unrendered_bold,
    stray_bold_marker,
    merged_labels,
    lost_maths,
    unclosed_fence,
    glued_heading,
    leading_blank_lines,
)
