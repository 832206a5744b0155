"""Why two questions are taken for the same, in words: the frame that was ignored and what they differ in."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from askew.checks.prose import quoted
from askew.duplicates.contrast import besides
from askew.duplicates.han import han_split
from askew.duplicates.wording import Text, Wording

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

    from askew.duplicates.verdict import Verdict

_PIECE = r"\S+|\s+"
_SHOWN = 3  # differences that a message names


def reason(verdict: "Verdict", wording: Wording) -> str:
    """Return what makes two questions alike and what tells them apart, as part of a sentence; "" for identical ones."""
    if verdict.kind == "identical":
        return ""
    one, other = verdict.texts
    if one.identity == other.identity:
        return "the titles are the same"
    dropped = dict.fromkeys(filter(None, (wording.frame(one.exact), wording.frame(other.exact))))
    frames = " / ".join(f"“{quoted(frame)}”" for frame in dropped)
    once = f" once {frames} is dropped" if dropped else ""
    found = [_both(*pair) for pair in passages(one, other, wording)]
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    told = f"{', '.join(found[:_SHOWN])}{more}"
    if not found:
        parts = [f"the same{once}"] if once else []
    elif one.core == other.core and not verdict.contrast:
        parts = [f"the same{once}", f"in other words: {told}"] if once else [f"the same in other words: {told}"]
    else:
        parts = [*([f"alike{once}"] if once else []), f"differ in {told}"]
    if verdict.likely is not None:
        parts.append(f"likely the same, by meaning ({verdict.likely:.0%})")
    return "; ".join(parts)


def _both(one: str, other: str) -> str:
    return f"{quoted(one) or '—'} / {quoted(other) or '—'}"


def passages(one: Text, other: Text, wording: Wording) -> list[tuple[str, str]]:
    """Return the passages that only one of two texts has, side by side, without frames and fillers; then other signs."""
    found = differences(wording.plain(one.exact), wording.plain(other.exact), wording.particles)
    signs = besides(one, other)
    return [*found, (" ".join(signs[0]), " ".join(signs[1]))] if any(signs) else found


def differences(one: str, other: str, particles: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Return the passages that only the one and only the other text has, side by side, in order.

    Compared are Han characters and words; a Han character is shown with its neighbour, so that it can be read, and
    passages of nothing but `particles` are not shown.
    """
    from rapidfuzz.distance import Indel

    left, right = _tokens(one), _tokens(other)
    found = []
    for here, there in _merged(Indel.opcodes(left, right)):
        if not particles.issuperset((*left[slice(*here)], *right[slice(*there)])):
            found.append(("".join(_readable(left, *here)).strip(), "".join(_readable(right, *there)).strip()))
    return [pair for pair in found if any(pair)]


def _tokens(text: str) -> list[str]:
    """The Han characters, the words and the blanks of a text."""
    pieces = enumerate(han_split(text))
    return [token for at, piece in pieces for token in (piece if at % 2 else re.findall(_PIECE, piece))]


def _merged(codes: "Iterable[Opcode]") -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The ranges that differ; ranges of one character apart are one."""
    current: list[int] | None = None
    for code in codes:
        if code.tag == "equal":
            if current is not None and code.src_end - code.src_start > 1:
                yield (current[0], current[1]), (current[2], current[3])
                current = None
        elif current is None:
            current = [code.src_start, code.src_end, code.dest_start, code.dest_end]
        else:
            current[1], current[3] = code.src_end, code.dest_end
    if current is not None:
        yield (current[0], current[1]), (current[2], current[3])


def _readable(tokens: list[str], start: int, end: int) -> list[str]:
    """The tokens of a range; a single Han character with the one before it."""
    if end - start == 1 and start > 0 and all(len(token) == 1 and token > "⺀" for token in tokens[start - 1 : end]):
        start -= 1
    return tokens[start:end]
