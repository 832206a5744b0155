"""Diagnostics with the source line and carets under it."""

from collections.abc import Iterator

from wcwidth import wcswidth, wcwidth

from askew.diagnostic import Diagnostic
from askew.reporters.style import Style
from askew.reporters.text import is_visible, printable
from askew.run import Report

_WIDTH = 100  # columns of source shown


def report(run: Report, style: Style) -> Iterator[str]:
    """Yield, for every diagnostic, its headline, its place, the source with carets, its fix and related places."""
    for item in run.diagnostics:
        mark = style.dim(" [*]") if item.fix is not None else ""
        yield f"{style.severity(item.code, item.severity)}{mark} {style.bold(printable(item.message))}"
        margin = " " * len(str(item.place.line))
        yield f"{margin}{style.dim('-->')} {printable(item.path)}:{item.place.line}:{item.place.column}"
        yield from _source(item, style, margin)
        for other in item.related:
            where = f"{printable(other.path)}:{other.line}:{other.column}"
            yield f"{margin} {style.dim('=')} see {where}: {printable(other.message)}"
        if item.fix is not None:
            unsafe = "" if item.fix.safety == "safe" else f" ({item.fix.safety})"
            yield f"{margin} {style.dim('=')} fix{unsafe}: {printable(item.fix.title)}"
        yield ""


def _source(item: Diagnostic, style: Style, margin: str) -> Iterator[str]:
    if item.excerpt is None:
        return
    start, end = item.excerpt.start, item.excerpt.end
    text, start, end = _window(item.excerpt.text.rstrip(), start, max(end, start + 1))
    bar = style.dim("|")
    shown = "".join(_visible(character) for character in text)
    before = sum(map(_width, text[:start]))
    carets = max(1, sum(map(_width, text[start:end])))
    yield f"{margin} {bar}"
    yield f"{style.dim(str(item.place.line))} {bar} {shown}"
    yield f"{margin} {bar} {' ' * before}{style.severity('^' * carets, item.severity)}"


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of `text` around [start, end) that fits, an ellipsis where it is cut, and the range in it."""
    if wcswidth(text) in range(_WIDTH + 1):
        return text, start, end
    first = start
    while first > 0 and sum(map(_width, text[first - 1 : start])) <= _WIDTH // 3:
        first -= 1
    last, used = first, 0
    while last < len(text) and used + _width(text[last]) <= _WIDTH:
        used += _width(text[last])
        last += 1
    head, tail = "…" * (first > 0), "…" * (last < len(text))
    shift = len(head) - first
    return head + text[first:last] + tail, start + shift, min(end, last) + shift


def _visible(character: str) -> str:
    if character == "\t":
        return "    "
    return character if is_visible(character) else "\N{REPLACEMENT CHARACTER}"


def _width(character: str) -> int:
    """Columns that a character takes when shown by `_visible`."""
    if character == "\t":
        return 4
    return max(wcwidth(character), 0) if is_visible(character) else 1
