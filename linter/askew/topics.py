"""Questions that are topics: the last headings that a list of questions is divided by, none of which asks."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from askew.document import Document
from askew.mark import Mark
from askew.outlook import Outlook
from askew.styles import THRESHOLD, Layout, Style

_LEAST = 4  # topics
_FILLED = 0.9  # share of them with text below


def topics(
    document: Document,
    marks: Sequence[Mark],
    groups: Mapping[str, list[int]],
    styles: Sequence[Style],
    outlook: Outlook,
) -> Layout | None:
    """Return the layout of a document that says in its title that it lists questions, and only names them; None for others."""
    found = [_style(document, marks, outlook, name, groups[name]) for name in groups if outlook.is_list]
    style = max((style for style in found if style is not None), key=lambda style: style.members, default=None)
    if style is None or style.score < THRESHOLD:
        return None
    starters = dict.fromkeys(groups[style.name], f"{style.name}: score {style.score:.1f}")
    return Layout(marks, starters, [style, *(other for other in styles if other.name != style.name)])


def _style(document: Document, marks: Sequence[Mark], outlook: Outlook, name: str, group: list[int]) -> Style | None:
    """The style of headings that divide a document no further, None for others."""
    own = [marks[index] for index in group]
    if len(own) < _LEAST or not own[0].form.startswith("h") or own[0].label is not None:
        return None
    headings = [mark for mark in marks if mark.form.startswith("h") and mark.label is None]
    following = dict(pairwise([*headings, None]))
    ends = [following[mark] for mark in own]
    if any(end is not None and end.depth > mark.depth for mark, end in zip(own, ends, strict=True)):
        return None
    below = (document.source[mark.end : end.start if end else None] for mark, end in zip(own, ends, strict=True))
    if sum(bool(text.strip()) for text in below) < _FILLED * len(own):
        return None
    evidence = {
        "topics": 1.0,
        "coverage": outlook.coverage(document, marks, group),
        "sections": sum(mark.section_title for mark in own) / len(own),
    }
    return Style(name, len(own), {key: value for key, value in evidence.items() if value})
