"""Suppressions: comments in a bank by which its authors say which findings they accept, and why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from askew.diagnostic import Finding
from askew.document import Block, Document, Span
from askew.record import Code, Record

_DIRECTIVE = rb"askew:\s*(ignore[\w-]*)\s*(?:\[([^\]\n]*)\])?[ \t:]*"
_COMMENT = rb"(?s)<!--\s*" + _DIRECTIVE + rb"(.*?)\s*-->|\{/\*\s*" + _DIRECTIVE + rb"(.*?)\s*\*/\}"
_IN_CODE = (rb"#\s*" + _DIRECTIVE).replace(rb"\s", rb"[ \t]") + rb"([^\n]*)"  # it ends with its line
_SCOPES = ("ignore", "ignore-record", "ignore-file")
_CODE = r"[A-Z]\d{1,3}\b"


class Suppressed(NamedTuple):
    """A finding that is not reported, and the reason that its author gave ("" for none)."""

    code: str
    path: str
    line: int
    message: str
    reason: str


@dataclass
class Suppression:
    """One comment: which codes (families, or () for all) it suppresses where, and which of them it did.

    `problem` says why a comment cannot be read; such a one suppresses nothing.
    """

    place: Span
    codes: tuple[str, ...]
    covers: Span
    reason: str
    problem: str = ""
    used: set[str] = field(default_factory=set)

    def suppresses(self, code: str, offset: int) -> bool:
        """Tell whether a finding of `code` at `offset` is suppressed, and remember that it was."""
        if self.problem or code.startswith("X") or not self.covers.start <= offset < self.covers.end:
            return False
        named = next((name for name in self.codes if code.startswith(name)), None) if self.codes else ""
        if named is None:
            return False
        self.used.add(named)
        return True


def suppressions(document: Document, records: Sequence[Record], code: Sequence[Code]) -> tuple[Suppression, ...]:
    """Return the suppressions that stand in `document`, in order."""
    if b"askew:" not in document.source:
        return ()
    return tuple(
        sorted((*_comments(document, records), *_in_code(document, records, code)), key=lambda item: item.place)
    )


def _comments(document: Document, records: Sequence[Record]) -> Iterator[Suppression]:
    mdx = document.path.endswith(".mdx")
    code = [Span(block.start, block.end) for block in document.blocks if block.kind == "code"]
    code += [Span(inline.start, inline.end) for inline in document.inlines if inline.kind == "code"]
    for match in re.finditer(_COMMENT, document.source):
        if any(span.start <= match.start() < span.end for span in code) or (match[0].startswith(b"{") and not mdx):
            continue
        scope, codes, reason = match.groups()[:3] if match[1] else match.groups()[3:]
        place = Span(*match.span())
        yield _suppression(scope, codes, reason, place, _covered(scope, place, document, records))


def _in_code(document: Document, records: Sequence[Record], code: Sequence[Code]) -> Iterator[Suppression]:
    for block in code:
        if "askew:" in block.text:
            for match in re.compile(_IN_CODE).finditer(document.source, *block.span):
                line = document.line_span(document.line(match.start()))
                place = Span(match.start(), min(match.end(), line.end))
                whole = _covered(match[1], place, document, records)
                covers = Span(line.start, line.end + 1) if match[1] == b"ignore" else whole
                yield _suppression(match[1], match[2], match[3], place, covers)


def _suppression(scope: bytes, codes: bytes | None, reason: bytes, place: Span, covers: Span) -> Suppression:
    names = (codes or b"").decode("utf-8", "replace").split(",")
    said = " ".join(reason.decode("utf-8", "replace").split())
    problem = ""
    if scope.decode() not in _SCOPES:
        problem = f"`{scope.decode()}` is none of {', '.join(_SCOPES)}"
    elif codes is None and said.startswith("["):
        problem = "its bracket is never closed"
    elif codes is None and re.match(_CODE, said):
        problem = f"codes stand in brackets: [{said.split()[0]}]"
    return Suppression(place, tuple(name.strip() for name in names if name.strip()), covers, said, problem)


def _covered(scope: bytes, place: Span, document: Document, records: Sequence[Record]) -> Span:
    """What a comment covers; an empty span where there is nothing for it."""
    if scope == b"ignore-file":
        return Span(0, len(document.source) + 1)
    text = [block for block in document.blocks if not _is_comment(document, block)]
    behind = next((block for block in text if block.start >= place.end), None)
    holding = [block for block in text if block.start <= place.start < block.end]
    if scope == b"ignore-record":
        starts = {record.span.start for record in records}
        at = behind.start if behind is not None and behind.start in starts and not holding else place.start
        record = next((record for record in records if record.span.start <= at < record.span.end), None)
        return record.span if record is not None else Span(place.end, place.end)
    if holding and holding[-1].kind in ("heading", "paragraph", "table"):
        return Span(holding[-1].start, holding[-1].end)
    return Span(behind.start, behind.end) if behind is not None else Span(place.end, place.end)


def _is_comment(document: Document, block: Block) -> bool:
    """Whether a block is nothing but suppressions; in MDX they are paragraphs to the parser."""
    if block.kind not in ("html", "paragraph"):
        return False
    source = document.source[block.start : block.end]
    return b"askew:" in source and not re.sub(_COMMENT, b"", source).strip()


def unused(items: Sequence[Suppression], asked: Sequence[str], known: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for every code of a suppression that suppressed nothing.

    `asked` are the codes of the rules that ran, `known` those of all rules: a rule that was off may still need it.
    """
    for item in items:
        if item.problem:
            yield Finding(item.place, f"this suppresses nothing: {item.problem}")
            continue
        for name in item.codes:
            if name.startswith("X"):
                yield Finding(
                    item.place, f"this suppresses nothing: findings of {name} cannot be suppressed by a comment"
                )
            elif not any(code.startswith(name) for code in known):
                yield Finding(item.place, f"this suppresses nothing: no rule or family is called `{name}`")
            elif name not in item.used and all(code in asked for code in known if code.startswith(name)):
                yield Finding(item.place, f"this suppresses nothing: there is no {name} here")
        if not item.codes and not item.used and set(known) <= set(asked):
            yield Finding(item.place, "this suppresses nothing: there is no finding here")
