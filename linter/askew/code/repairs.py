"""Characters that word processors, web pages and Chinese keyboards put into code, and what they stand for."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from askew.code.parsing import parses

Kind = Literal["entity", "quote", "punctuation"]

STRING_OR_COMMENT = (
    r"(?P<comment>(?<!&)\#[^\n]*)|(?P<long>\"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z)|'{3}(?:\\.|[^\\])*?(?:'{3}|\Z))"
    r"""|(?P<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)"""
)
_ENTITY = r"&(?:lt|gt|amp|quot|apos|nbsp|#0*39|#0*34|#x27|#x22|#160);"
_QUOTED = r"[“”„‟][^“”„‟\n]*[“”„‟]|[‘’‚‛][^‘’‚‛\n]*[‘’‚‛]|[“”„‟‘’‚‛]"
_PUNCTUATION = str.maketrans("（），：；【】｛｝！。＝＋－＊／＜＞［］．　", "(),:;[]{}!.=+-*/<>[]. ")
_WIDE = "[（），：；【】｛｝！。＝＋－＊／＜＞［］．　]"


class Replacement(NamedTuple):
    """Characters `start` to `end` of a code block's Python, and what should stand there."""

    start: int
    end: int
    text: str


class Repair(NamedTuple):
    """What kind of character is wrong, and the replacements after which the code parses; () where it still does not."""

    kind: Kind
    first: int
    replacements: tuple[Replacement, ...]


@lru_cache(maxsize=256)
def repair(text: str) -> Repair | None:
    """Return the repair of `text`, None where none of its characters is to blame.

    Entities are wrong even where they happen to parse (`a &lt; b` is an `&` and two statements); the others only in
    code that does not. Strings and comments are left alone: what stands in them is what the author wrote.
    """
    for kind, find in _FINDERS.items():
        found = tuple(find(text)) if kind == "entity" or not parses(text) else ()
        if found:
            return Repair(kind, found[0].start, next((item for item in _cures(text, kind, found)), ()))
    return None


def _cures(text: str, kind: Kind, found: tuple[Replacement, ...]) -> Iterator[tuple[Replacement, ...]]:
    """The replacements after which the code parses; quotes and punctuation often come from the same keyboard."""
    repaired = replaced(text, found)
    if parses(repaired):
        yield found
    elif kind == "quote":  # one character for another, so the places in both texts are the same
        both = tuple(sorted((*found, *_punctuation(repaired))))
        if parses(replaced(text, both)):
            yield both


def replaced(text: str, replacements: tuple[Replacement, ...]) -> str:
    """Return `text` with the replacements, which must be in order, made."""
    pieces, position = [], 0
    for item in replacements:
        pieces += [text[position : item.start], item.text]
        position = item.end
    return "".join([*pieces, text[position:]])


def _code_parts(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of `text` outside strings and comments."""
    position = 0
    for match in re.finditer(STRING_OR_COMMENT, text, re.DOTALL):
        yield position, match.start()
        position = match.end()
    yield position, len(text)


def _entities(text: str) -> Iterator[Replacement]:
    if not re.search(_ENTITY, text):
        return
    import html

    for start, end in _code_parts(text):
        for match in re.compile(_ENTITY).finditer(text, start, end):
            yield Replacement(match.start(), match.end(), html.unescape(match[0]).replace("\N{NO-BREAK SPACE}", " "))


def _quotes(text: str) -> Iterator[Replacement]:
    """Typographic quotes that stand where a string begins or ends; inside the string they are its own."""
    for start, end in _code_parts(text):
        for match in re.compile(_QUOTED).finditer(text, start, end):
            straight = '"' if match[0][0] in "“”„‟" else "'"
            for place in dict.fromkeys((match.start(), match.end() - 1)):
                yield Replacement(place, place + 1, straight)


def _punctuation(text: str) -> Iterator[Replacement]:
    for start, end in _code_parts(text):
        for match in re.compile(_WIDE).finditer(text, start, end):
            yield Replacement(match.start(), match.end(), match[0].translate(_PUNCTUATION))


_FINDERS: dict[Kind, Callable[[str], Iterator[Replacement]]] = {
    "entity": _entities,
    "quote": _quotes,
    "punctuation": _punctuation,
}
