"""Styles that only stand inside the records of another style: their marks start none."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from askew.document import Document
from askew.mark import Mark
from askew.styles import Style


def is_nested(
    document: Document, marks: Sequence[Mark], groups: Mapping[str, list[int]], chosen: Mapping[str, Style], name: str
) -> bool:
    """Tell whether the marks of the chosen style called `name` stand inside the records of another one.

    They are labels in answers to headings, the words of a question below its label, or points of an answer.
    """
    group = groups[name]
    if "labelled" not in chosen[name].evidence:
        stating = sum(_states(document, marks, index) for index in group)
        return stating >= 0.8 * len(group) or any(
            _are_points(marks, groups[other], group) for other in chosen if "labelled" in chosen[other].evidence
        )
    below = sum(_follows_directly(document, marks, index) for index in group)
    return below < 0.5 * len(group) and any(
        (style.evidence.get("answered", 0.0) < 0.5 or _are_told_again(marks, groups[other], group))
        and style.members >= len(group)
        and group[0] > groups[other][0]
        for other, style in chosen.items()
        if "labelled" not in style.evidence
    )


def stands_in_one(marks: Sequence[Mark], headings: Iterable[list[int]], group: list[int]) -> bool:
    """Tell whether marks that are neither headings nor labels all stand below a single one of more headings of a style."""
    first = marks[group[0]]
    return not (first.form.startswith("h") or first.label is not None) and any(
        len(group) < len(others)
        and marks[others[0]].form.startswith("h")
        and 0 < bisect_left(others, group[0]) == bisect_left(others, group[-1])
        for others in headings
    )


def _are_points(marks: Sequence[Mark], labelled: list[int], group: list[int]) -> bool:
    """Whether bold lines stand in the answers of questions whose headings have labels, and are no more than those."""
    headed = marks[labelled[0]].form.startswith("h") and not marks[group[0]].form.startswith("h")
    return (
        headed
        and len(group) <= len(labelled)
        and labelled[0] < group[0]
        and not any(marks[index].asks for index in group)
    )


def _are_told_again(marks: Sequence[Mark], headings: list[int], group: list[int]) -> bool:
    """Whether each of some labelled questions has the words of the heading above it."""
    titles = [marks[index].title for index in headings]
    return all(titles[bisect_left(headings, index) - 1] == marks[index].title for index in group)


def _states(document: Document, marks: Sequence[Mark], index: int) -> bool:
    """Whether a mark is the text of a bare question label right above it."""
    if index == 0:
        return False
    above = marks[index - 1]
    label = above.label
    blank = not document.source[above.end : marks[index].start].strip()
    return label is not None and label.kind == "question" and not above.title and blank


def _follows_directly(document: Document, marks: Sequence[Mark], index: int) -> bool:
    """Whether only blank space lies between a mark and a heading right above it."""
    if index == 0 or not marks[index - 1].form.startswith("h"):
        return False
    return not document.source[marks[index - 1].end : marks[index].start].strip()
