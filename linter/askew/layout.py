"""Which marks start a record: decided from the document as a whole, by weighted evidence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from askew.document import Document
from askew.listed import questions_only
from askew.markers import Markers, value_of
from askew.marks import Mark
from askew.numbered import numbered
from askew.outlook import Outlook, outlook_of
from askew.styles import THRESHOLD, Layout, Style, sequence
from askew.tabled import tabled

_SOME = 0.3  # share of siblings that ask, as in any bank
_FENCE = re.compile(rb"\s*(?:```|~~~)")


def choose(document: Document, marks: Sequence[Mark], words: Markers) -> Layout:
    """Return the layout of `document`: which of its `marks` start records."""
    groups = _groups(marks)
    outlook = outlook_of(document, marks)
    styles = sorted((_weigh(document, marks, outlook, name, group) for name, group in groups.items()), key=_rank)
    chosen = _compatible([style for style in styles if style.score >= THRESHOLD])
    chosen = {name: style for name, style in chosen.items() if not _nested(document, marks, groups, chosen, name)}
    starting = sum(style.members for style in chosen.values())
    listed = None
    if not chosen:
        listed = tabled(document, marks, styles, words) or numbered(document, marks, styles, outlook)
    listed = listed or questions_only(document, marks, styles, starting)
    if listed is not None:
        return listed
    starters = {
        index: f"{name}: score {style.score:.1f}"
        for name, style in chosen.items()
        for index in groups[name]
        if marks[index].asks or not (_mostly_chapters(style) or _is_part(marks[index]))
    }
    starters = _siblings(marks, groups, chosen) | _leaves(marks, groups, chosen) | starters
    starters |= _gap_fillers(marks, starters)
    return Layout(marks, dict(sorted(starters.items())), styles)


def _is_part(mark: Mark) -> bool:
    """Whether a mark only names a part of the document (目录, References), though it is written like a question."""
    return mark.section_title and not mark.number and mark.label is None


def _mostly_chapters(style: Style) -> bool:
    return "chapters" in style.evidence and style.evidence.get("answered", 0.0) < 0.8


def _rank(style: Style) -> tuple[float, str]:
    return -style.score, style.name


def _groups(marks: Sequence[Mark]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        if mark.form == "comment" or (mark.label is not None and mark.label.kind != "question"):
            continue
        if mark.label is None and (not mark.title or (not mark.number and mark.title.endswith((":", "：")))):
            continue
        groups[mark.style].append(index)
    return groups


def _weigh(document: Document, marks: Sequence[Mark], outlook: Outlook, name: str, group: list[int]) -> Style:
    members = [marks[index] for index in group]
    count = len(members)
    first = members[0]
    coverage = outlook.coverage(document, marks, group)
    in_order = sequence([mark.number for mark in members])
    sections = sum(mark.section_title for mark in members)
    asking = sum(mark.asks for mark in members) / max(1, count - sections)
    coded = sum(_FENCE.match(document.source, mark.end) is not None for mark in members) / count if in_order else 0.0
    evidence = {
        "asks": asking,
        "sequence": in_order,
        "answered": outlook.answered(marks, group),
        "labelled": float(first.label is not None),
        "bank": float(first.form.startswith("h") and count > 3 and asking >= _SOME and outlook.is_bank),
        "ornament": float(
            first.label is None and bool(first.series) and not first.number and not first.series.isalpha()
        ),
        "coded": coverage * coded * in_order,
        "coverage": coverage,
        "only": float(first.form.startswith("h") and count >= max(5, 0.95 * outlook.headings)),
        "sections": sections / count,
        "chapters": float(first.series in ("outline", "chinese")),
        "parts": float(outlook.has_numbered_labels and _parts(marks, group) >= 0.5),
        "few": {1: 1.0, 2: 0.5}.get(count, 0.0),
        "title": float(count == 1 and first.form == "h1" and first.label is None and outlook.unlabelled > 1),
    }
    return Style(name, count, {key: value for key, value in evidence.items() if value})


def _parts(marks: Sequence[Mark], group: list[int]) -> float:
    """The share of headings that have two or more questions below them, labelled in the same way."""
    if marks[group[0]].label is not None or not marks[group[0]].form.startswith("h"):
        return 0.0
    ends = [*group[1:], len(marks)]
    return sum(_has_parts(marks, index, end) for index, end in zip(group, ends, strict=True)) / len(group)


def _has_parts(marks: Sequence[Mark], index: int, end: int) -> bool:
    styles: set[str] = set()
    for mark in marks[index + 1 : end]:
        if mark.form.startswith("h") and mark.label is None and mark.depth <= marks[index].depth:
            return False
        if mark.label is not None and mark.label.kind == "question" and mark.number:
            if mark.style in styles:
                return True
            styles.add(mark.style)
    return False


def _compatible(styles: Iterable[Style]) -> dict[str, Style]:
    """Keep every style with a question label, and of the others those of the best form."""
    kept: dict[str, Style] = {}
    best = ""
    for style in styles:
        form = style.name.split(" ", 1)[0]
        if "labelled" in style.evidence:
            kept[style.name] = style
        elif not best or form == best:
            best = form
            kept[style.name] = style
    return kept


def _nested(
    document: Document, marks: Sequence[Mark], groups: Mapping[str, list[int]], chosen: Mapping[str, Style], name: str
) -> bool:
    """Whether a labelled style only occurs inside the answers of another chosen style that has no labels."""
    if "labelled" not in chosen[name].evidence:
        stating = sum(_states(document, marks, index) for index in groups[name])
        return stating >= 0.8 * len(groups[name])
    below = sum(follows_directly(document, marks, index) for index in groups[name])
    return below < 0.5 * len(groups[name]) and any(
        style.evidence.get("answered", 0.0) < 0.5
        and style.members >= len(groups[name])
        and groups[name][0] > groups[other][0]
        for other, style in chosen.items()
        if "labelled" not in style.evidence
    )


def _states(document: Document, marks: Sequence[Mark], index: int) -> bool:
    """Whether a mark is the text of a bare question label right above it."""
    if index == 0:
        return False
    above = marks[index - 1]
    label = above.label
    blank = not document.source[above.end : marks[index].start].strip()
    return label is not None and label.kind == "question" and not above.title and blank


def follows_directly(document: Document, marks: Sequence[Mark], index: int) -> bool:
    """Tell whether only blank space lies between a mark and a heading right above it."""
    if index == 0 or not marks[index - 1].form.startswith("h"):
        return False
    return not document.source[marks[index - 1].end : marks[index].start].strip()


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
