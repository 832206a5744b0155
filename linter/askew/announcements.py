"""Headings that announce questions, and what stands below them: rounds of interviews, parts of an exam, lists of questions."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from askew.document import Document, Span
from askew.mark import Mark
from askew.titles import names_a_list, names_a_part, names_a_round


class Area(NamedTuple):
    """What stands below a heading: the index of its mark, that of the heading which ends it, and its span."""

    heading: int
    end: int
    span: Span


def announcing(marks: Sequence[Mark]) -> list[int]:
    """Return the indexes of the headings that name a round of interviews, a part of an exam or, below the first, a list of questions."""
    headings = [index for index, mark in enumerate(marks) if mark.form.startswith("h")]
    return [index for index in headings if _announces(_words(marks[index]), is_first=index == headings[0])]


def _words(heading: Mark) -> str:
    return heading.title or (heading.label.name if heading.label else "")


@lru_cache(maxsize=10_000)
def _announces(words: str, *, is_first: bool) -> bool:
    return names_a_round(words) or names_a_part(words.rstrip("。.：: ")) or (not is_first and names_a_list(words))


def announced(document: Document, marks: Sequence[Mark]) -> list[Area]:
    """Return what stands below each heading that announces questions, up to the next heading of its level or above."""
    found = []
    for index in announcing(marks):
        following = (at for at in range(index + 1, len(marks)) if _ends(marks[index], marks[at]))
        end = next(following, len(marks))
        stop = marks[end].start if end < len(marks) else len(document.source)
        found.append(Area(index, end, Span(marks[index].end, stop)))
    return found


def _ends(heading: Mark, mark: Mark) -> bool:
    return mark.form.startswith("h") and mark.depth <= heading.depth


def within(areas: Iterable[Area]) -> Callable[[int], bool]:
    """Return a function that tells of an offset whether it lies in one of `areas`, which may overlap."""
    spans = sorted(area.span for area in areas)
    starts, ends = [span.start for span in spans], list(accumulate((span.end for span in spans), max))

    def is_within(offset: int) -> bool:
        place = bisect_right(starts, offset)
        return place > 0 and offset < ends[place - 1]

    return is_within
