"""A document that stands in a fence of its own, as chat programs hand it over to be copied: ```markdown, and the rest."""

import re

from askew.document import Span

_LEAD = 400  # bytes that may stand before the fence, and behind it: Here are the questions you asked for
_OPENING = re.compile(rb"(?i)(?:^|\n) {0,3}(`{3,}|~{3,})[ \t]*(?:markdown|md)[ \t]*\r?(?=\n)")
_FENCE = re.compile(rb"(?m)^(?P<prefix>[ \t>]*)(?P<sign>`{3,}|~{3,})(?P<info>[^\n]*)$")
_HEADING = re.compile(rb"(?m)^ {0,3}#{1,6}[ \t]")


def wrapping(source: bytes) -> tuple[Span, ...]:
    """Return the spans of the lines, without their ends, that open and close a fence around all of a document.

    Only the first where it is never closed, none where there is no such fence. Little may stand outside of it, and there
    must be a heading inside. Where fences inside have as many signs, they must pair up without it, and the first of them
    must name its language: else the fence could be an example, and end there.
    """
    opening = _OPENING.search(source, 0, _LEAD)
    if opening is None or _stands_in(source[: opening.start()]) or not _HEADING.search(source, opening.end()):
        return ()
    first = Span(opening.start(1), opening.end())
    fences = list(_FENCE.finditer(source, opening.end()))
    if _is_text(fences, opening[1]):
        return (first,)
    *inner, closing = fences
    quoted = closing["prefix"].strip(b" ")
    if quoted or not _closes(closing, opening[1]) or not _is_text(inner, opening[1]):
        return ()
    outside = source[closing.end() :]
    if len(outside) > _LEAD or _stands_in(outside):
        return ()
    return first, Span(closing.start("sign"), closing.end())


def _is_text(fences: list[re.Match[bytes]], sign: bytes) -> bool:
    """Whether some fences can all stand inside one that has a certain sign."""
    if not any(_closes(fence, sign) for fence in fences):
        return True
    return bool(fences[0]["info"].strip()) and _pair_up(fences)


def _stands_in(text: bytes) -> bool:
    """Whether a text outside the fence is part of a document: it has a heading, a fence or front matter."""
    return bool(_HEADING.search(text) or _FENCE.search(text)) or text.lstrip().startswith(b"---")


def _closes(fence: re.Match[bytes], sign: bytes) -> bool:
    return fence["sign"].startswith(sign) and not fence["info"].strip()


def _pair_up(fences: list[re.Match[bytes]]) -> bool:
    """Whether every fence that opens is closed by a later one."""
    opened: re.Match[bytes] | None = None
    for fence in fences:
        if opened is None:
            opened = fence
        elif _closes(fence, opened["sign"]):
            opened = None
    return opened is None
