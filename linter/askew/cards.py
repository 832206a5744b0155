"""Questions on cards: callouts, boxes that fold, definitions and flash cards, whose first line is the question."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from askew.document import Document
from askew.mark import Mark
from askew.markers import number, trimmed
from askew.titles import asks

FORM = "card"
_BELOW_ALL = 7  # depth: below a heading of level 6
_SIGNS = (b"[!", b":::", b"???", b"{{<", b"{{%", b"::", b"\n?", b"\n:", b"?\t", "？\t".encode())
_BOX = r"details|question|faq|spoiler|expand|collapse|info|tip"
_CARD = re.compile(
    rf"(?mi)^(?:(?P<callout>>[ \t]*\[!(?:question|faq|help)\][-+]?)|(?P<colons>:::+[ \t]*(?:{_BOX}))|(?P<marks>[?]{{3}}\+?[ \t]+\w+)"
    rf"|(?P<shortcode>\{{\{{[<%][ \t]*(?:{_BOX})))[ \t]+(?:(?:title|summary)=)?(?P<title>[^\n]+)"
    r"|^(?P<asked>(?![ \t>#|*+-])(?:[^\n\t]{3,300}(?:[?]|？)(?=\t|[ \t]*(?:::|\n(?:[?]|:[ \t]+\S)))|[^\n\t]{3,300}(?=\n(?:[ \t]*\n)?[?]{1,3}[ \t]*\n)))"
    r"(?P<flash>\t|[ \t]*(?:::|\n(?:(?:[ \t]*\n)?[?]{1,3}[ \t]*$|:[ \t]+(?=\S))))".encode()
)
_KINDS = ("callout", "colons", "marks", "shortcode", "flash")
_QUOTES = " \t\"'“”"
_STOPS = ".。…?？ "
_SHORTCODE_END = r"(?<!\s)\s*[%>]\}\}.*$"
_INNER_CALLOUT = r"\A\s*(?:> ?)*\[!\w+\][^\n]*\n"


def cards(document: Document) -> Iterator[Mark]:
    """Yield a mark for the first line of every card, in source order; what is code is none."""
    source = document.source
    if not any(sign in source for sign in _SIGNS):
        return
    starts = [block.start for block in document.blocks]
    for match in _CARD.finditer(source):
        index = bisect_right(starts, match.start()) - 1
        if index >= 0 and document.blocks[index].kind == "code" and document.blocks[index].end > match.start():
            continue
        kind = next(kind for kind in _KINDS if match[kind] is not None)
        text = (match["title"] or match["asked"]).decode("utf-8", "replace")
        title = re.sub(_SHORTCODE_END, "", text).strip(_QUOTES)
        counted = number(title)
        title = trimmed(title[counted.end :] if counted else title)
        if title.strip(_STOPS):
            series = match[kind].decode().lstrip(": \t").casefold() if kind == "colons" else kind
            yield Mark(
                FORM, series, match.start(), match.end(), match.end(), _BELOW_ALL, counted.text if counted else "",
                None, title, asks(title), index + 1 if kind == "callout" else -1,
            )  # fmt: skip


def opened(text: str) -> str:
    """Return the answer on a card without the indentation of its box, and without a callout around it."""
    import textwrap

    text = textwrap.dedent(text.strip("\n"))
    inner = re.match(_INNER_CALLOUT, text)
    return re.sub(r"(?m)^> ?", "", text[inner.end() :]) if inner else text
