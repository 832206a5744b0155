"""Styles of marks: those written alike are siblings, weighed together, and start records together."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from askew.mark import Mark
from askew.markers import value_of

WEIGHTS: Mapping[str, float] = {
    "asks": 2.5,  # share of siblings that read like a question or a task
    "sequence": 1.5,  # share of numbers that follow the one before; half for a 1 alone, which begins one
    "answered": 2.0,  # share of siblings that an answer (or question) label follows
    "labelled": 1.5,  # the siblings carry a question label (题目 3, Q4)
    "bank": 0.8,  # the title of the document says that it asks questions, as some of the siblings do
    "topics": 2.0,  # the title says that there are questions, and the siblings are the last headings below it
    "announced": 1.5,  # the siblings are listed below headings that name a round of interviews, or say that there are questions
    "ornament": 0.8,  # the siblings share an emoji or sign
    "coded": 1.0,  # share of numbered siblings with code right below, times coverage and sequence
    "coverage": 0.5,  # share of the document that lies under the siblings
    "only": 1.0,  # nearly every heading of the document is a sibling
    "sections": -2.0,  # share of siblings that name a part of a document (总结, References)
    "chapters": -0.5,  # outline (3.1.2) or Chinese (四、) numbers: mostly chapters
    "parts": -3.0,  # half of the siblings have several labelled questions below them: they are chapters
    "mute": -7.0,  # a short series of numbers, and nothing that tells it from chapters or steps: the share by which fewer than half ask
    "few": -1.5,  # a single sibling proves little
    "title": -2.5,  # the only h1 above other headings: the title of the document
}
THRESHOLD = 2.1


class Style(NamedTuple):
    """Marks written alike, and the evidence that each of them starts a record."""

    name: str
    members: int
    evidence: Mapping[str, float]

    @property
    def score(self) -> float:
        """The weighted sum of the evidence; THRESHOLD and more starts records."""
        return sum(WEIGHTS[name] * value for name, value in self.evidence.items())


class Layout(NamedTuple):
    """The marks of a document and, by index, why some of them start a record."""

    marks: Sequence[Mark]
    starters: Mapping[int, str]
    styles: Sequence[Style]

    @property
    def chosen(self) -> list[Style]:
        """The styles that start records, best first."""
        started = {self.marks[index].style for index in self.starters}
        return [style for style in self.styles if style.name in started]


def layout_of(lines: Sequence[Mark], others: Iterable[Mark], style: Style, styles: Sequence[Style]) -> Layout:
    """Return the layout in which `lines`, which are of one style, start records among `others`."""
    merged = sorted([*others, *lines], key=lambda mark: (mark.start, mark.label is not None))
    starting = frozenset(lines)
    reason = f"{style.name}: score {style.score:.1f}"
    starters = {index: reason for index, mark in enumerate(merged) if mark in starting}
    return Layout(merged, starters, [style, *styles])


def sequence(numbers: Sequence[str]) -> float:
    """Return the share of numbers that follow the one before, 0 where one is missing; half for a 1 alone."""
    values = [value_of(number) for number in numbers if number]
    if len(numbers) == 1:
        return 0.5 if values == [1] else 0.0
    if len(values) < len(numbers):
        return 0.0
    if None in values:
        return 0.0
    steps = [1.0 if after == before + 1 else 0.5 if after == 1 else 0.0 for before, after in pairwise(values)]  # type: ignore[operator]
    return sum(steps) / len(steps)


def rising(numbers: Sequence[str]) -> float:
    """Return the share of numbers that are greater than the one before, 0 where one is missing: some may have been left out."""
    values = [value_of(number) for number in numbers if number]
    if len(values) < len(numbers) or None in values or len(values) < 2:
        return 0.0
    return sum(before < after for before, after in pairwise(values)) / (len(values) - 1)  # type: ignore[operator]
