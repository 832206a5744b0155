"""M: Markdown that renders otherwise than it was meant."""

import re
from collections.abc import Iterator, Sequence

from askew.diagnostic import Edit, Finding, Fix, Safety, Severity
from askew.document import Block, Document, Inline, Span
from askew.rule import Bank, Fence, Rule, rule

_STARS = re.compile(rb"(?<![\\*])\*\*(?!\*)")
_MATHS = re.compile(rb"\\\((?P<inline>[^\r\n]+?)\\\)|\\\[(?P<display>.+?)\\\]", re.DOTALL)
_LOOKS_LIKE_MATHS = re.compile(
    r"\\[A-Za-z]|[\^_=<>+≤≥∈]|^\s*[A-Za-zα-ωΑ-Ω]'?\s*$|^\s*[A-Za-z]\([^()]*\)\s*$|^\s*[\w.]+\s*[-+*/×]\s*[\w.]+"
)
_GLUED = re.compile(r"(?<=[^\s#])#{2,6}[ \t]+(?=\S)")
_CLOSING_FENCE = re.compile(rb"[ \t>]*(`{3,}|~{3,})[ \t]*$")
_OPENING_FENCE = re.compile(rb"[ \t]*(`{3,}|~{3,})")
_BOLD_LINES = re.compile(r"\*\*(?::|：)?[ \t]*\r?\n[ \t>]*\*\*".encode())
_UNPACKING = re.compile(rb"\*\*(?:kwargs|kwds|kw|options|opts|params|args)\b")
_OPAQUE = ("code", "math", "html", "image")


def _opaque(document: Document, block: Block) -> list[Span]:
    """Spans of a block in which asterisks and backslashes mean themselves."""
    spans = []
    for node in document.inlines[block.first : block.last]:
        if node.kind in _OPAQUE:
            spans.append(Span(node.start, node.end))
        elif node.kind == "link":
            target = document.source.rfind(b"](", node.start, node.end)
            spans.append(Span(target if target >= 0 else node.end, node.end))
    return spans


def _covered(spans: Sequence[Span], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _texts(bank: Bank) -> Iterator[Block]:
    return (block for block in bank.document.blocks if block.kind in ("paragraph", "heading", "table"))


def _has_stray_stars(document: Document) -> bool:
    """Whether there are more `**` in the whole text than bold accounts for."""
    bold = sum(node.kind == "strong" for node in document.inlines)
    return document.source.count(b"**") > 2 * bold


def _stray_stars(document: Document, block: Block) -> list[int]:
    """Offsets of the `**` in a block that neither open nor close bold."""
    stars = document.source.count(b"**", block.start, block.end)
    if not stars:
        return []
    used = set()
    for node in document.inlines[block.first : block.last]:
        if node.kind == "strong":
            used |= {node.start, node.end - 2}
    if len(used) == stars:
        return []
    opaque = _opaque(document, block)
    found = (match.start() for match in _STARS.finditer(document.source, block.start, block.end))
    return [offset for offset in found if offset not in used and not _covered(opaque, offset)]


def _bold_pairs(document: Document, stars: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of stray `**` on one line that were meant to make the text between them bold."""
    pending: int | None = None
    for offset in stars:
        if pending is not None and _meant_bold(document, pending, offset):
            yield pending, offset
            pending = None
        else:
            pending = offset


def _meant_bold(document: Document, start: int, end: int) -> bool:
    inner = document.slice(start + 2, end)
    return (
        "\n" not in inner
        and "|" not in inner
        and bool(inner.strip())
        and not (inner[0].isspace() and inner[-1].isspace())
        and not inner[0].isspace()
        and any(character.isalpha() for character in inner)
    )


@rule("M001", Severity.ERROR, "text")
def unrendered_bold(bank: Bank) -> Iterator[Finding]:
    """Bold that shows its asterisks, because of the characters beside them."""
    document = bank.document
    if not _has_stray_stars(document):
        return
    for block in _texts(bank):
        for start, end in _bold_pairs(document, _stray_stars(document, block)):
            words = document.slice(start + 2, end)
            fix = None
            if not words[-1].isspace() and not words[-1].isalnum() and _opens(document, start):
                edit = Edit(Span(end + 2, end + 2), " ")
                fix = Fix("Put a space after the closing `**`", Safety.SAFE, (edit,))
            yield Finding(Span(start, end + 2), f"“{words}” is not bold: the asterisks stay visible", fix)


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
            stars = _stray_stars(document, block)
            paired = {offset for pair in _bold_pairs(document, stars) for offset in pair}
            for offset in stars:
                if offset not in paired and not _UNPACKING.match(document.source, offset):
                    span = Span(offset, offset + 2)
                    fix = Fix("Remove the `**`", Safety.SAFE, (Edit(span, ""),))
                    yield Finding(span, "a `**` in a heading that makes nothing bold", fix)


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
                    upper = document.slice(block.start, node.start).rsplit("\n", 1)[-1].strip()
                    yield Finding(
                        Span(lower.start, lower.end),
                        f"this label runs on in the line of {upper}; leave a blank line between them",
                    )


def _between_labels(document: Document, block: Block, nodes: Sequence[Inline], index: int) -> bool:
    """Whether the lines on both sides of a soft break are bold altogether, the upper one with a colon."""
    at = nodes[index]
    if document.source[at.start : at.start + 1] not in (b"\n", b"\r"):
        return False
    start = max((node.end for node in nodes[:index] if node.kind == "break"), default=block.start)
    end = next((node.start for node in nodes[index + 1 :] if node.kind == "break"), block.end)
    upper, lower = document.slice(start, at.start).strip(), document.slice(at.end, end).strip()
    return _is_label(document, nodes, upper, start) and _is_bold(nodes, lower, at.end, end) and upper != lower


def _is_label(document: Document, nodes: Sequence[Inline], line: str, start: int) -> bool:
    plain = line.replace("*", "").rstrip()
    end = start + len(document.source[start:].split(b"\n", 1)[0])
    return plain.endswith((":", "：")) and _is_bold(nodes, line.rstrip(":： "), start, end)


def _is_bold(nodes: Sequence[Inline], line: str, start: int, end: int) -> bool:
    strong = [node for node in nodes if node.kind == "strong" and start <= node.start < end]
    return len(strong) == 1 and strong[0].end - strong[0].start == len(line.encode())


@rule("M004", Severity.WARNING, "text")
def lost_maths(bank: Bank) -> Iterator[Finding]:
    r"""Formula in `\( \)` or `\[ \]`, whose backslashes Markdown takes away."""
    document = bank.document
    if bank.settings.markdown.math == "backslash" or not _MATHS.search(document.source):
        return
    for block in _texts(bank):
        if document.source.find(b"\\", block.start, block.end) < 0:
            continue
        opaque = _opaque(document, block)
        for match in _MATHS.finditer(document.source, block.start, block.end):
            inner = (match["inline"] or match["display"]).decode("utf-8", "replace")
            if not _covered(opaque, match.start()) and _LOOKS_LIKE_MATHS.search(inner):
                yield _lost(match, inner)


def _lost(match: re.Match[bytes], inner: str) -> Finding:
    dollars = "$" if match["inline"] else "$$"
    span = Span(*match.span())
    body = inner.strip() if match["inline"] else inner
    fix = Fix(f"Write {dollars}…{dollars}", Safety.UNSAFE, (Edit(span, f"{dollars}{body}{dollars}"),))
    shown = match[0][:2].decode()
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
    if opening and not (closing and closing[1].startswith(opening[1])):
        span = Span(block.start, block.start + len(lines[0].rstrip()))
        yield Finding(span, f"this fence is never closed: everything to line {fence.code.end_line} is code")


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
            start = block.start + len(text[: match.start()].encode())
            if not _covered(opaque, start):
                end = start + len(match[0].rstrip())
                fix = Fix(
                    "Start a new paragraph before the heading", Safety.UNSAFE, (Edit(Span(start, start), "\n\n"),)
                )
                yield Finding(Span(start, end), "a heading must start on a line of its own", fix)


@rule("M007", Severity.INFO, "text")
def leading_blank_lines(bank: Bank) -> Iterator[Finding]:
    """Blank lines before the first line of a text."""
    source = bank.document.source
    text = source.lstrip(b" \t\r\n")
    blank = source[: len(source) - len(text)]
    end = max(blank.rfind(b"\n"), blank.rfind(b"\r")) + 1
    if text and end:
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
