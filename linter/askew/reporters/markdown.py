"""A table in Markdown, for a comment on a pull request: the worst first, and no longer than a comment may be."""

import re
from collections.abc import Iterator, Sequence

from askew.diagnostic import Diagnostic
from askew.reporters.style import Style
from askew.reporters.text import printable, totals, worst_first
from askew.run import Report

LIMIT = 60_000  # characters; a comment on GitHub has 65,536

_HEAD = ("", "| Severity | Place | Rule | Finding |", "|---|---|---|---|")
_SPARE = 200  # characters for the last line, which says what was cut
_LONGEST = 400  # characters of a path or message that are shown

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_MARKUP = re.compile(r"[&<>\\`*_\[\]~|$]|(?<=:)//|(?<=www)\.", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<=[@#!])(?=\w)|(?<=GH)(?=-\d)", re.IGNORECASE)


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield the totals and a row for every diagnostic, at most LIMIT characters together."""
    title = f"### Askew: {totals(run)}"
    yield title
    if not run.diagnostics:
        return
    yield from _HEAD
    left = LIMIT - _SPARE - sum(len(line) + 1 for line in (title, *_HEAD))
    found = worst_first(run.diagnostics)
    for number, item in enumerate(found):
        row = _row(item)
        left -= len(row) + 1
        if left < 0:
            yield from _cut(found[number:])
            return
        yield row


def _cut(rest: Sequence[Diagnostic]) -> Iterator[str]:
    yield ""
    more = "more finding is" if len(rest) == 1 else "more findings are"
    yield f"{len(rest):,} {more} not shown, of severity {rest[0].severity} or less: this text would be too long."


def _row(item: Diagnostic) -> str:
    place = f"{shortened(item.path)}:{item.place.line}"
    rule = f"{item.code} {item.name}"
    return f"| {item.severity} | {code(place)} | {rule} | {prose(shortened(item.message))} |"


def shortened(text: str) -> str:
    """Return a path or message as far as it is shown, on one line, with control characters made visible."""
    shown = printable(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def prose(text: str) -> str:
    """Return a message in which only what stands between backticks is marked up, as code."""
    pieces, end = [], 0
    for match in _CODE.finditer(text):
        pieces += [_plain(text[end : match.start()]), code(match[2])]
        end = match.end()
    return "".join([*pieces, _plain(text[end:])])


def code(text: str) -> str:
    """Return a text as code, whatever is in it."""
    return f"<code>{_entities(text)}</code>"


def _plain(text: str) -> str:
    """Text without markup; nobody is mentioned by it and nothing referred to."""
    return _entities(_REFERENCE.sub("\u200b", text)).replace("\u200b", "&#8203;")


def _entities(text: str) -> str:
    return _MARKUP.sub(lambda match: "".join(f"&#{ord(character)};" for character in match[0]), text)
