"""Questions that are the items of a list, or numbered lines, without answers."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from askew.document import Block, Document, Span
from askew.lines import Line, is_counted, lines_in, mostly_ask
from askew.mark import Mark, blocks_but_answers, by_start, is_item_text, ordinal, start_of
from askew.markers import number, trimmed
from askew.outlook import Outlook, seen
from askew.styles import THRESHOLD, Layout, Style, layout_of
from askew.titles import asks, is_option, is_question_type, names_a_list, names_a_round

_COVERAGE = 0.4  # list items make a question-only layout where they are that share of the text
_SOME = 0.3  # share of the items on a level that ask where they are no asides
_LEAST = 3  # lines with numbers that make the others points of answers
_HALF = 0.5  # share of bullets up to which those that do not ask are points of answers
_NEARLY_ALL = 0.8  # share of lines with numbers in a list of questions that need not ask
_MAJORITY = 3  # and so many times as many as the questions of any other layout


def questions_only(
    document: Document, marks: Sequence[Mark], styles: Sequence[Style], outlook: Outlook, starting: int
) -> Layout | None:
    """Return the layout of a document that is a list of questions without answers, None for any other.

    They must be three times as many as the questions of another layout, of which there are `starting`.
    """
    lines = list(lines_in(document, marks, plain=not starting))
    if len(lines) <= _MAJORITY * starting:
        return None
    found = None
    if mostly_ask(own := _asked(document, lines)):
        evidence = {"bank": 1.0} if outlook.is_bank else {}
        found = _weighed(document, marks, own, _length(document, marks), evidence)
    if found is None and not starting and outlook.is_list and _are_numbered(document, lines):
        found = _weighed(document, marks, lines, _length(document, marks), {"bank": 1.0, "announced": 1.0})
    if found is None and not starting and (announced := _announced(document, marks, lines)):
        lines = _listed(document, [line for line in lines if line.block in announced or line.asks])
        found = _weighed(document, marks, lines, sum(announced.values()), {"bank": 1.0, "announced": 1.0})
    if found is None or found[0].members <= _MAJORITY * starting:
        return None
    headings = (mark for mark in marks if mark.form.startswith("h"))
    return layout_of(found[1], headings, found[0], styles)


def _asked(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines that may be the questions of a document: where some leave a choice, what neither does nor asks is none."""
    if sum(line.choice for line in lines) >= _LEAST:
        return [line for line in lines if line.asks]
    kept = _without_asides(lines)
    bullets = {
        line for line in kept if (block := document.blocks[line.block]).parent >= 0 and not ordinal(document, block)
    }
    if len(bullets) > _HALF * len(kept):
        return kept
    return [line for line in kept if line not in bullets or line.asks]


def _are_numbered(document: Document, lines: Sequence[Line]) -> bool:
    """Whether nearly all lines have numbers."""
    return sum(is_counted(document, line) for line in lines) >= _NEARLY_ALL * len(lines)


def listed_beside(document: Document, marks: Sequence[Mark], starters: Collection[int]) -> list[Mark]:
    """Return the questions in lists below headings that announce them, where no mark of `starters` stands below those."""
    areas = []
    for index in _announcing(marks) if starters else ():
        following = (at for at in range(index + 1, len(marks)) if _ends(marks[index], marks[at]))
        end = next(following, len(marks))
        if not any(at in starters for at in range(index, end)):
            areas.append(Span(marks[index].end, marks[end].start if end < len(marks) else len(document.source)))
    if not areas:
        return []
    starts, ends = [area.start for area in areas], list(accumulate((area.end for area in areas), max))
    inside = [
        line
        for line in lines_in(document, marks, plain=False)
        if (place := bisect_right(starts, line.start)) and line.start < ends[place - 1]
    ]
    headings = [mark for mark in marks if mark.form.startswith("h")]
    found = (_mark(document, line, headings, in_bank=True) for line in _listed(document, inside))
    return [mark for mark in found if mark is not None]


def _ends(heading: Mark, mark: Mark) -> bool:
    return mark.form.startswith("h") and mark.depth <= heading.depth


def _weighed(
    document: Document, marks: Sequence[Mark], lines: Sequence[Line], text: int, evidence: Mapping[str, float]
) -> tuple[Style, Sequence[Mark]] | None:
    """The style of some lines and their marks, None where they are no list of questions; `text` is the length of all there is."""
    if sum(line.length for line in lines) < _COVERAGE * text:
        return None
    headings = [mark for mark in marks if mark.form.startswith("h")]
    marked = ((line, _mark(document, line, headings, in_bank="bank" in evidence)) for line in lines)
    found = [(line, mark) for line, mark in marked if mark is not None]
    items = [mark for _, mark in found]
    coverage = sum(line.length for line, _ in found) / max(1, text)
    if len(items) < 3 or coverage < _COVERAGE:
        return None
    asking = sum(mark.asks for mark in items) / len(items)
    style = Style("item", len(items), {"asks": asking, "coverage": min(1.0, coverage), **evidence})
    return (style, items) if style.score >= THRESHOLD else None


def _announcing(marks: Sequence[Mark]) -> list[int]:
    """The indexes of the headings that name a round of interviews, a part of an exam or, below the first, a list of questions."""
    headings = [index for index, mark in enumerate(marks) if mark.form.startswith("h")]
    return [index for index in headings if _announces(marks[index], is_first=index == headings[0])]


def _announces(heading: Mark, *, is_first: bool) -> bool:
    words = heading.title or (heading.label.name if heading.label else "")
    return names_a_round(words) or is_question_type(words.rstrip("。.：: ")) or (not is_first and names_a_list(words))


def _announced(document: Document, marks: Sequence[Mark], lines: Sequence[Line]) -> dict[int, int]:
    """The blocks below headings that announce questions, each with its length.

    In lists only the `lines` count, so that answers do not.
    """
    named = {marks[index].block for index in _announcing(marks)}
    lengths = Counter(dict.fromkeys(named, 0))
    for line in lines if named else ():
        lengths[line.block] += line.length
    found: dict[int, int] = {}
    level = 0  # of the heading that announces what is being read, 0 outside
    for index, block in enumerate(document.blocks if named else ()):
        if block.kind == "heading" and (index in named or not level or block.level <= level):
            level = block.level if index in named else 0
        elif level:
            found[index] = lengths[index] if index in lengths or block.parent >= 0 else len(seen(document, block.text))
    return found


def _length(document: Document, marks: Sequence[Mark]) -> int:
    """The length of the text of a document but for headings, answers and the options to choose from."""
    blocks = (block for _, block in blocks_but_answers(document, marks) if block.kind != "heading")
    return sum(len(seen(document, block.text)) for block in blocks if block.parent < 0 or not is_option(block.text))


def _without_asides(lines: Sequence[Line], counted: Collection[Line] = frozenset()) -> list[Line]:
    """The lines on the level on which most ask or are `counted`, and on others where some do; beside numbered lines of text only those."""
    levels = Counter(line.level for line in lines)
    asking = Counter(line.level for line in lines if line in counted or line.asks)
    most = min(levels, key=lambda level: (-asking[level], level), default=0)
    kept = {level for level in levels if most and asking[level] >= _SOME * levels[level]} | {most}
    return [line for line in lines if line.level in kept]


def _without_points(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines without those that, beside many numbered ones, neither have a number nor ask: they are points of answers."""
    counted = {line for line in lines if is_counted(document, line)}
    if len(counted) < max(_LEAST, _SOME * len(lines)):
        return list(lines)
    return [line for line in lines if line in counted or line.asks]


def _listed(document: Document, lines: Sequence[Line]) -> list[Line]:
    """Those of the lines below a heading that announces them which are questions, whether they ask or not."""
    counted = {line for line in lines if line.level == 1 and is_counted(document, line)}
    return _without_points(document, _without_asides(lines, counted))


def _mark(document: Document, line: Line, headings: Sequence[Mark], *, in_bank: bool) -> Mark | None:
    """The mark of a line below some of the `headings`, None for a link (a table of contents), an ellipsis, and a task but in a bank."""
    block = document.blocks[line.block]
    text = " ".join(line.text.split())
    in_item = is_item_text(document, block)
    task = in_item and b"[" in document.source[document.blocks[block.parent].start : block.start]
    if (task and not in_bank) or len(text.strip(".… 。")) < 2 or _only_link(document, block):
        return None
    counted = number(text)
    count, title = (counted.text, text[counted.end :]) if counted else (ordinal(document, block), text)
    title = trimmed(title)
    start = start_of(document, block) if in_item else line.start
    above = bisect_left(headings, start, key=by_start)
    depth = headings[above - 1].depth + 1 if above else 1
    return Mark(
        "item", "", start, line.end, line.end, depth, count, None, title, line.choice or asks(title), line.block
    )


def _only_link(document: Document, block: Block) -> bool:
    end = block.start + len(document.source[block.start : block.end].rstrip())
    links = (node for node in document.inlines[block.first : block.last] if node.kind == "link")
    return any(node.start <= block.start and node.end >= end for node in links)
