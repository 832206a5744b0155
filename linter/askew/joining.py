"""Headings that start records beside those of the chosen styles: their siblings, and those of other levels that ask."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from askew.document import Document
from askew.mark import Mark, has_text
from askew.markers import value_of
from askew.outlook import Outlook
from askew.styles import Style

ASKED = ("?", "？")
_MOST_LEAVES = 0.8  # share of siblings without headings below them that ask
_FEW = 0.2  # share of the questions that those of another level must be


def joining(
    document: Document,
    marks: Sequence[Mark],
    outlook: Outlook,
    groups: Mapping[str, list[int]],
    chosen: Mapping[str, Style],
    starters: Mapping[int, str],
) -> dict[int, str]:
    """Return, by index, why further marks start records beside `starters`, which are of the `chosen` styles."""
    found = _topics_among(marks, groups, chosen) | _siblings(marks, groups, chosen) | _leaves(marks, groups, chosen)
    found |= _of_other_levels(document, marks, outlook, chosen, {**starters, **found})
    found |= _gap_fillers(marks, {**starters, **found})
    return _following(marks, {**starters, **found}) | found


def mostly_chapters(style: Style) -> bool:
    """Tell whether a style is numbered like chapters, and few of them have answers with labels."""
    return "chapters" in style.evidence and style.evidence.get("answered", 0.0) < 0.8


def is_part(mark: Mark) -> bool:
    """Tell whether a mark only names a part of the document (目录, References), though it is written like a question."""
    return mark.section_title and not mark.number and mark.label is None


def _siblings(marks: Sequence[Mark], groups: Mapping[str, list[int]], chosen: Mapping[str, Style]) -> dict[int, str]:
    """Headings that ask, of a form most of whose headings start records, though numbered otherwise or labelled besides."""
    found: dict[int, str] = {}
    for form in {marks[groups[name][0]].form for name in chosen}:
        same = [index for index, mark in enumerate(marks) if mark.form == form]
        starting = sum(len(groups[name]) for name in chosen if marks[groups[name][0]].form == form)
        if form.startswith("h") and starting >= 0.5 * len(same):
            found |= {
                index: f"asks, beside {form} questions"
                for index in same
                if not marks[index].section_title and _is_question(marks[index])
            }
    return found


def _is_question(heading: Mark) -> bool:
    """Whether a heading asks, or has a label that says so behind its number (3. Q: …)."""
    if heading.label is None:
        return heading.asks
    return heading.label.kind == "question" and bool(heading.number and heading.title)


def _leaves(marks: Sequence[Mark], groups: Mapping[str, list[int]], chosen: Mapping[str, Style]) -> dict[int, str]:
    """Headings that ask, numbered like the questions but above their level, where there is no heading below them."""
    firsts = [marks[groups[name][0]] for name in chosen]
    headed = [mark for mark in firsts if mark.form.startswith("h") and mark.label is None]
    if not headed:
        return {}
    level, series = min(mark.depth for mark in headed), {mark.series for mark in headed}
    headings = [(index, mark) for index, mark in enumerate(marks) if mark.form.startswith("h") and mark.label is None]
    below = [*(mark.depth for _, mark in headings[1:]), 0]
    leaves = [item for item, next_depth in zip(headings, below, strict=True) if next_depth <= item[1].depth < level]
    leaves = [(index, mark) for index, mark in leaves if mark.series in series and not mark.section_title]
    asking = [index for index, mark in leaves if mark.asks and not mark.title.endswith((":", "："))]
    return dict.fromkeys(asking if len(asking) > 0.6 * len(leaves) else (), "asks, and has no heading below it")


def _topics_among(
    marks: Sequence[Mark], groups: Mapping[str, list[int]], chosen: Mapping[str, Style]
) -> dict[int, str]:
    """Headings that do not ask, numbered like chapters, where most of their siblings without headings below ask."""
    found: dict[int, str] = {}
    for name, style in chosen.items():
        if not mostly_chapters(style) or not marks[groups[name][0]].form.startswith("h"):
            continue
        leaves = [index for index in groups[name] if _is_leaf(marks, index) and not is_part(marks[index])]
        if sum(marks[index].asks for index in leaves) >= _MOST_LEAVES * len(leaves):
            found |= dict.fromkeys(leaves, "among headings that ask")
    return found


def _is_leaf(marks: Sequence[Mark], index: int) -> bool:
    """Whether no heading stands below a heading."""
    following = next((mark for mark in marks[index + 1 :] if mark.form.startswith("h") and mark.label is None), None)
    return following is None or following.depth <= marks[index].depth


def _of_other_levels(
    document: Document,
    marks: Sequence[Mark],
    outlook: Outlook,
    chosen: Mapping[str, Style],
    starters: Mapping[int, str],
) -> dict[int, str]:
    """Headings that ask above or below the questions: where all of a level do, and have text of their own, or in a bank."""
    if any("labelled" in style.evidence for style in chosen.values()):
        return {}
    headings = [index for index, mark in enumerate(marks) if mark.form.startswith("h") and mark.label is None]
    levels = {marks[index].depth for index in starters if marks[index].form.startswith("h")}
    found: dict[int, str] = {}
    for level in {marks[index].depth for index in headings} - levels if levels else ():
        others = [index for index in headings if marks[index].depth == level and not marks[index].section_title]
        asking = [index for index in others if marks[index].title.endswith(ASKED) and has_text(document, marks, index)]
        if (
            len(asking) > max(1, _FEW * len(starters))
            and len(asking) == len(others)
            and (level < min(levels) or outlook.is_bank)
        ):
            found |= dict.fromkeys(asking, "asks, as all headings of its level do")
    return found


def _gap_fillers(marks: Sequence[Mark], starters: Mapping[int, str]) -> dict[int, str]:
    """Headings of another level whose number is the one that is missing between two records."""
    found: dict[int, str] = {}
    for before, after in pairwise(sorted(starters)):
        number, following = value_of(marks[before].number), value_of(marks[after].number)
        if number is not None and following == number + 2 and "." not in marks[before].number:
            found |= {
                index: "its number fills a gap"
                for index in range(before + 1, after)
                if marks[index].form.startswith("h")
                and marks[index].label is None
                and marks[index].series == marks[before].series
                and value_of(marks[index].number) == number + 1
            }
    return found


def _following(marks: Sequence[Mark], starters: Mapping[int, str]) -> dict[int, str]:
    """Headings of another level that ask, whose number is the next one after that of the record before them."""
    found: dict[int, str] = {}
    before: Mark | None = None
    for index, mark in enumerate(marks):
        if index in starters:
            before = mark
        elif before is not None and mark.asks and mark.form.startswith("h") and mark.series == before.series:
            number, reached = value_of(mark.number), value_of(before.number)
            if mark.label is None and number is not None and reached is not None and number == reached + 1:
                found[index] = "its number goes on"
                before = mark
    return found
