"""M: bold that renders otherwise than it was meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from askew.checks.inline import covered, opaque_spans, texts
from askew.checks.prose import quoted
from askew.diagnostic import Edit, Finding, Fix, Safety, Severity
from askew.document import Block, Document, Inline, Span
from askew.place import apply_edits
from askew.rendering import rendering, rendering_difference
from askew.rule import Bank, Rule, rule

_STARS = rb"(?<![\\*])\*\*(?!\*)"
_BOLD_LINES = r"\*\*(?::|：)?[ \t]*\r?\n[ \t>]*\*\*".encode()
_UNPACKED = r"(?:kwargs|kwds|kw|options|opts|params|args)\b|[a-z]+_\w+"
_KIND = attrgetter("kind")
_TOO_MANY = 100  # stray `**` in one paragraph that are no longer worth a finding each


class _Stars(NamedTuple):
    """The `**` of a block outside code and formulas, and which of them bold accounts for."""

    offsets: Sequence[int]
    used: Mapping[int, int]  # offset -> offset of the partner

    @property
    def stray(self) -> list[int]:
        """The offsets that neither open nor close bold."""
        return [offset for offset in self.offsets if offset not in self.used]


_NO_STARS = _Stars((), {})


def _has_stray_stars(document: Document) -> bool:
    """Whether there are more `**` in the whole text than bold accounts for."""
    stars = document.source.count(b"**")
    return stars > 0 and stars > 2 * [*map(_KIND, document.inlines)].count("strong")


def _stars(document: Document, block: Block) -> _Stars:
    count = document.source.count(b"**", block.start, block.end)
    if not count:
        return _NO_STARS
    used: dict[int, int] = {}
    slanted: set[int] = set()  # single stars that open or close emphasis
    for node in document.inlines[block.first : block.last]:
        if node.kind == "strong":
            used |= {node.start: node.end - 2, node.end - 2: node.start}
        elif node.kind == "emphasis":
            slanted |= {node.start, node.end - 1}
    if len(used) == count:
        return _NO_STARS  # none that is stray
    opaque = opaque_spans(document, block)
    found = (match.start() for match in re.compile(_STARS).finditer(document.source, block.start, block.end))
    own = (offset for offset in found if offset in used or not {offset, offset + 1} & slanted)
    return _Stars([offset for offset in own if offset in used or not covered(opaque, offset)], used)


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
    for block in texts(bank):
        stars = _stars(document, block)
        if stars is _NO_STARS:
            continue
        stray = stars.stray
        if len(stray) > _TOO_MANY:
            message = f"{len(stray):,} `**` in this paragraph make nothing bold"
            yield Finding(Span(stray[0], stray[0] + 2), message)
        elif stray:
            yield from _unrendered(document, block, stars)


def _unrendered(document: Document, block: Block, stars: _Stars) -> Iterator[Finding]:
    """A finding for each pair; one space after it is its fix, if that makes this text bold and changes nothing else."""
    mended: list[Edit] = []
    for start, end in _meant_pairs(document, stars):
        inner = document.slice(start + 2, end)
        edit = Edit(Span(end + 2, end + 2), " ")
        fix = None
        if _mends(document, block, mended, edit):
            mended.append(edit)
            fix = Fix("Put a space after the closing `**`", Safety.SAFE, (edit,))
        yield Finding(Span(start, end + 2), f"**{quoted(inner)}** is not bold: its asterisks stay visible", fix)


def _mends(document: Document, block: Block, mended: Sequence[Edit], edit: Edit) -> bool:
    """Whether, after the edits before it, this one makes one more text bold and leaves all else as it is."""
    before, after = (
        apply_edits(
            document.source[block.start : block.end],
            (Edit(Span(e.span.start - block.start, e.span.end - block.start), e.text) for e in edits),
        ).decode("utf-8", "replace")
        for edits in (mended, [*mended, edit])
    )
    made = rendering(after).bold - rendering(before).bold
    return sum(made.values()) == 1 and not rendering_difference(before, after)


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
    opens = (not before or before.isspace()) and after[:1].isalnum() and not re.match(_UNPACKED, after)
    closes = (not after or after[0].isspace()) and not before.isspace() and before not in ("", "(", "*", "/")
    return opens or closes


@rule("M003", Severity.WARNING, "text")
def merged_labels(bank: Bank) -> Iterator[Finding]:
    """Bold label on a line of its own that runs on into the next one."""
    document = bank.document
    if b"**" not in document.source or not re.search(_BOLD_LINES, document.source):
        return
    for block in bank.document.blocks:
        if block.kind == "paragraph":
            for upper, lower in pairwise(_bold_lines(document, block)):
                if upper.text.endswith((":", "：")) and (":" in lower.text or "：" in lower.text):
                    yield Finding(
                        lower.span,
                        f"this label runs on in the line of **{upper.text.rstrip(':：')}**: leave a blank line between them",
                    )


class _BoldLine(NamedTuple):
    """A line that is nothing but one piece of bold (with a colon behind it, perhaps); any other has no text."""

    span: Span
    text: str


def _bold_lines(document: Document, block: Block) -> Iterator[_BoldLine]:
    """One item for every line of a paragraph; a hard break sets the lines on its sides apart."""
    start, strong = block.start, list[Inline]()
    for node in document.inlines[block.first : block.last]:
        if node.kind == "strong":
            strong.append(node)
        elif node.kind == "break":
            yield _bold_line(document, strong, start, node.start)
            if document.source[node.start : node.start + 1] not in (b"\n", b"\r"):
                yield _BoldLine(Span(node.start, node.end), "")
            start, strong = node.end, []
    yield _bold_line(document, strong, start, block.end)


def _bold_line(document: Document, strong: Sequence[Inline], start: int, end: int) -> _BoldLine:
    if len(strong) != 1:
        return _BoldLine(Span(start, end), "")
    span = Span(strong[0].start, strong[0].end)
    line = document.slice(start, end).lstrip("> \t").rstrip()
    whole = span.end - span.start == len(line.rstrip(":： ").encode())
    return _BoldLine(span, line.replace("*", "") if whole else "")


RULES: tuple[Rule, ...] = (unrendered_bold, stray_bold_marker, merged_labels)
