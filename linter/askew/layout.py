"""Which marks start a record: decided from the document as a whole, by weighted evidence."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from askew.document import Document
from askew.joining import ASKED, is_part, joining, mostly_chapters
from askew.listed import listed_beside, questions_only
from askew.mark import Mark, by_start, has_text, is_item_text
from askew.markers import Markers
from askew.nesting import is_nested, stands_in_one
from askew.numbered import numbered
from askew.outlook import Outlook, is_below_part, outlook_of
from askew.styles import THRESHOLD, Layout, Style, sequence
from askew.tabled import tabled
from askew.titles import asks_about_itself, names_a_list, names_a_round
from askew.topics import topics

_SOME = 0.3  # share of siblings that ask, as in any bank
_HALF, _MOST = 0.5, 0.9  # share that asks where nothing but numbers speaks for questions, or for chapters
_STATES = r"(?i)(?:how|what|when|where|whom?|why) (?:to|you|we|it|they|i|this|the|an?)\b"
_CLAUSE = r"(?i)(?:how|what|when|where|why|which)(?: (?!do|is|are|was|were|can|could|should|would|will|has|have|had)\w+)? (?:we|you|they)\b"
_GUIDE = 0.8
_OFTEN = 3  # times that siblings have one title which names a section of each record
_FEW = 4  # siblings that a document which calls itself a bank must have at least
_LONG = 12  # siblings: a series as long as that is no list of steps
_TOLD = ("h1", "bold lead")  # forms that steps and chapters seldom have
_CHAPTERS = ("outline", "chinese")
_ANSWERS = 2.0  # answers written alike below each of some headings, on average, where they are chapters
_SEVERAL = 1.5  # questions below each of some headings, on average, where they are chapters
_VERDICT = re.compile(
    r"(?i)\s*(?:[*_>~`(]|（|【)*"
    r"(?:(?:true|false|correct|incorrect|yes|no|myth|fact)\b|正确|错误|(?:对|错)(?:[.,\s]|。|，)|√|×|✓|✗|✅|❌)".encode()
)
_FENCE = re.compile(rb"\s*(?:```|~~~)")


def choose(document: Document, marks: Sequence[Mark], words: Markers) -> Layout:
    """Return the layout of `document`: which of its `marks` start records."""
    groups = _groups(marks)
    outlook = outlook_of(document, marks)
    styles = sorted((_weigh(document, marks, outlook, name, group) for name, group in groups.items()), key=_rank)
    passing = [style for style in styles if style.score >= THRESHOLD]
    others = [groups[style.name] for style in passing]
    chosen = _compatible([style for style in passing if not stands_in_one(marks, others, groups[style.name])])
    chosen = {name: style for name, style in chosen.items() if not is_nested(document, marks, groups, chosen, name)}
    starting = sum(style.members for style in chosen.values())
    listed = None
    if not chosen:
        listed = tabled(document, marks, styles, words)
    if listed is None and (not chosen or _has_answers_in_items(document, marks)):
        listed = numbered(document, marks, styles, outlook)
        listed = listed if listed and len(listed.starters) > starting else None
    promised = _promised(marks)
    starters = {
        index: f"{name}: score {style.score:.1f}"
        for name, style in chosen.items()
        for index in groups[name]
        if not is_part(marks[index]) and (marks[index].asks or not (mostly_chapters(style) or index in promised))
    }
    beside = listed_beside(document, marks, starters)
    listed = listed or (None if beside else questions_only(document, marks, styles, outlook, starting))
    if listed is None and not starters and not beside:
        listed = topics(document, marks, groups, styles, outlook)
    if listed is not None:
        return listed
    starters = joining(document, marks, outlook, groups, chosen, starters) | starters
    if beside:
        marks, starters = _with(marks, starters, beside)
    return Layout(marks, dict(sorted(starters.items())), styles)


def _promised(marks: Sequence[Mark]) -> set[int]:
    """The headings with the title of a higher one further down: what stands below them is a table of contents."""
    found = set()
    highest: dict[str, int] = {}  # depth by title, of the headings behind the one being read
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.form.startswith("h") and mark.label is None:
            title = mark.title.casefold()
            if highest.setdefault(title, mark.depth) < mark.depth:
                found.add(index)
            highest[title] = min(highest[title], mark.depth)
    return found


def _with(
    marks: Sequence[Mark], starters: Mapping[int, str], beside: Sequence[Mark]
) -> tuple[Sequence[Mark], dict[int, str]]:
    """The marks with those `beside`, and the starters by their new indexes."""
    reasons = {marks[index]: reason for index, reason in starters.items()}
    reasons |= dict.fromkeys(beside, "listed below a heading that announces questions")
    blocks = {mark.block for mark in beside}
    kept = [mark for index, mark in enumerate(marks) if index in starters or mark.block not in blocks]
    merged = sorted([*kept, *beside], key=by_start)
    return merged, {index: reasons[mark] for index, mark in enumerate(merged) if mark in reasons}


def _has_answers_in_items(document: Document, marks: Sequence[Mark]) -> bool:
    """Whether answers with labels stand in the items of lists, below their questions."""
    return any(
        mark.form == "plain"
        and mark.label is not None
        and mark.label.kind == "answer"
        and is_item_text(document, document.blocks[mark.block])
        and mark.start > document.blocks[mark.block].start
        for mark in marks
    )


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
    again = _again(document, marks, group)
    asking = (sum(mark.asks for mark in members) - _guiding(members, outlook)) / max(1, count - sections)
    judged = sum(_VERDICT.match(document.source, mark.end) is not None for mark in members) / count if in_order else 0.0
    answered = max(outlook.answered(marks, group), judged)
    boxed = first.form == "summary" and count > 2
    in_faq = outlook.is_faq and first.form == "h2" and count >= max(_FEW, _MOST * (outlook.headings - 1))
    asks_enough = count >= _FEW and asking >= (_SOME if first.form.startswith("h") else _HALF)
    listed = (asks_enough or in_order >= _MOST) and _is_listed(marks, group)
    is_bank = in_faq or listed or (outlook.is_bank and (boxed or asks_enough))
    chapters = first.series in _CHAPTERS
    is_page = first.form == "h1" and outlook.headings == 1 and first.title.endswith(ASKED) and not _is_labelled(marks)
    told_by_form = first.form in _TOLD or (first.form == "bold" and (asking >= _SOME or outlook.is_bank))
    is_told = is_bank or answered >= _SOME or told_by_form or first.label is not None or not in_order
    coded = sum(_FENCE.match(document.source, mark.end) is not None for mark in members) / count if in_order else 0.0
    evidence = {
        "asks": asking,
        "sequence": in_order,
        "answered": answered,
        "labelled": float(first.label is not None),
        "bank": float(is_bank),
        "ornament": float(
            first.label is None and bool(first.series) and not first.number and not first.series.isalpha()
        ),
        "coded": coverage * coded * in_order,
        "coverage": coverage,
        "only": float(
            in_faq or (boxed and is_bank) or (first.form.startswith("h") and count >= max(5, 0.95 * outlook.headings))
        ),
        "sections": (sections + again) / count,
        "chapters": float(chapters),
        "mute": 0.0 if is_told or count >= _LONG else max(0.0, (_MOST if chapters else _HALF) - asking),
        "parts": float(_have_answers(marks, group) or (outlook.has_parts and _are_parts(marks, group))),
        "few": 0.0 if is_page else {1: 1.0, 2: 0.5}.get(count, 0.0),
        "title": float(count == 1 and first.form == "h1" and first.label is None and outlook.unlabelled > 1),
    }
    return Style(name, count, {key: value for key, value in evidence.items() if value})


def _again(document: Document, marks: Sequence[Mark], group: Sequence[int]) -> int:
    """How many marks have a title that others have as well, as sections of records have.

    One that asks is none, unless nothing stands below it and something written otherwise above (Any doubts?).
    """
    titles = Counter(marks[index].title for index in group if marks[index].label is None)
    often = [index for index in group if titles[marks[index].title] >= _OFTEN and not marks[index].section_title]
    return sum(
        not marks[index].asks
        or (index > 0 and marks[index - 1].style != marks[index].style and not has_text(document, marks, index))
        for index in often
    )


def _is_listed(marks: Sequence[Mark], group: Sequence[int]) -> bool:
    """Whether marks stand below a heading that says that there are questions."""
    depth = marks[group[0]].depth
    above = next(
        (mark for mark in reversed(marks[: group[0]]) if mark.form.startswith("h") and mark.depth < depth), None
    )
    if above is None or not names_a_list(above.title or (above.label.name if above.label else "")):
        return False
    return not any(mark.form.startswith("h") and mark.depth <= above.depth for mark in marks[group[0] : group[-1]])


def _guiding(members: Sequence[Mark], outlook: Outlook) -> float:
    """How much of the questions among some marks not to count: those of a guide (How to restart a node), unless it is a bank."""
    if outlook.is_bank:
        return 0.0
    plain = [mark.title for mark in members if not mark.title.endswith(ASKED)]
    states = _CLAUSE if members[0].number or len(plain) < len(members) else _STATES
    about_itself = sum(asks_about_itself(mark.title) for mark in members)
    return about_itself + _GUIDE * sum(re.match(states, title) is not None for title in plain)


def _is_labelled(marks: Sequence[Mark]) -> bool:
    """Whether there are answers with labels, for more than one question."""
    return sum(mark.label is not None and mark.label.kind == "answer" for mark in marks) > 1


def _have_answers(marks: Sequence[Mark], group: list[int]) -> bool:
    """Whether headings have several answers each below them, labelled in the same way."""
    if marks[group[0]].label is not None or not marks[group[0]].form.startswith("h"):
        return False
    answers = Counter(
        mark.style for mark in marks[group[0] :] if mark.label is not None and mark.label.kind == "answer"
    )
    return max(answers.values(), default=0) >= _ANSWERS * len(group)


def _are_parts(marks: Sequence[Mark], group: list[int]) -> bool:
    """Whether headings have several questions each below them, labelled in the same way, or rounds of interviews."""
    if marks[group[0]].label is not None or not marks[group[0]].form.startswith("h"):
        return False
    ends = [*group[1:], len(marks)]
    below = [_questions_below(marks, index, end) for index, end in zip(group, ends, strict=True)]
    chapters = marks[group[0]].series in _CHAPTERS
    return sum(below) > len(group) if chapters else sum(below) >= _SEVERAL * len(group)


def _questions_below(marks: Sequence[Mark], index: int, end: int) -> int:
    """How many questions with numbered or heading labels of one style stand below a heading; a round counts as three."""
    found: Counter[str] = Counter()
    for mark in marks[index + 1 : end]:
        if mark.form.startswith("h") and mark.label is None:
            if mark.depth <= marks[index].depth:
                break
            if names_a_round(mark.title):
                return 3
        if is_below_part(mark):
            found[mark.style] += 1
    return max(found.values(), default=0)


def _is_aside(style: Style, labelled: int) -> bool:
    """Whether marks beside so many labelled questions are none themselves, though labels may stand below them."""
    asking = style.evidence.get("asks", 0.0)
    if style.name.startswith("bold") and style.members <= labelled:
        return asking <= _HALF or style.members <= _HALF * labelled
    return asking < _SOME and style.evidence.get("answered", 0.0) < _HALF


def _compatible(styles: Sequence[Style]) -> dict[str, Style]:
    """Keep every style with a question label, and of the others those of the best form, which are no chapters of those."""
    labelled = max((style.members for style in styles if "labelled" in style.evidence), default=0)
    kept: dict[str, Style] = {}
    best = ""
    for style in styles:
        form = style.name.split(" ", 1)[0]
        if "labelled" in style.evidence:
            kept[style.name] = style
        elif labelled and _is_aside(style, labelled):
            continue
        elif not best or form == best:
            best = form
            kept[style.name] = style
    return kept
