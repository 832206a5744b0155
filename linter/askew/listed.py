"""Questions that are the items of a list, or numbered lines, without answers."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from askew.announcements import announced, within
from askew.document import Block, Document
from askew.lines import Line, is_counted, lines_in, mostly_ask
from askew.mark import Mark, blocks_but_answers, by_start, is_item_text, ordinal, start_of
from askew.markers import number, trimmed
from askew.outlook import Outlook, seen
from askew.styles import THRESHOLD, Layout, Style, layout_of
from askew.titles import asks, is_option

_COVERAGE = 0.4  # list items make a question-only layout where they are that share of the text
_SOME = 0.3  # share of the items on a level that ask where they are no asides
_LEAST = 3  # lines with numbers that make the others points of answers
_HALF = 0.5  # share of bullets up to which those that do not ask are points of answers
_NEARLY_ALL = 0.8  # share of lines with numbers in a list of questions that need not ask
# What an item that only tells about something begins with: **in bold:** and more.
_LEAD = re.compile("\\*\\*[^*\\n]{1,80}(?:(?::|：)\\*\\*|\\*\\*[ \\t]*(?::|：))[ \\t]*\\S".encode())
_OUTWARDS = re.compile(rb"\]\(\s*<?https?:")
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
    lines = _without_notes(document, marks, lines, in_bank=outlook.is_bank)
    found = None
    if mostly_ask(own := _asked(document, lines)):
        evidence = {"bank": 1.0} if outlook.is_bank else {}
        found = _weighed(document, marks, own, _length(document, marks), evidence)
    if found is None and not starting and outlook.is_list and _are_numbered(document, lines):
        found = _weighed(document, marks, lines, _length(document, marks), {"bank": 1.0, "announced": 1.0})
    if found is None and not starting and (below := _announced(document, marks, lines)):
        lines = _listed(document, [line for line in lines if line.block in below or line.asks])
        found = _weighed(document, marks, lines, sum(below.values()), {"bank": 1.0, "announced": 1.0})
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


def _without_notes(document: Document, marks: Sequence[Mark], lines: Sequence[Line], *, in_bank: bool) -> list[Line]:
    """The lines without links and code, and in a bank without the lists that only tell about it.

    In those nothing asks, and they stand above the first chapter, have more links than text, or say in bold what each item
    is about (**Practise:** by yourself).
    """
    headings = [mark.start for mark in marks if mark.form.startswith("h")]
    preamble = headings[1] if len(headings) > 1 else 0
    lists: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        item = document.blocks[line.block].parent
        lists[document.blocks[item].parent if item >= 0 else -1].append(line)
    kept: set[Line] = set()
    notes: set[Line] = set()
    for at, items in lists.items():
        texts = [line for line in items if not _is_pointer(document, line, in_bank=in_bank)]
        tells = (
            len(texts) < _HALF * len(items)
            or (items[-1].start < preamble and not is_counted(document, items[0]))
            or all(_LEAD.match(document.source, line.start) for line in texts)
        )
        is_note = in_bank and at >= 0 and tells and not any(line.asks for line in texts)
        (notes if is_note else kept).update(texts)
    if len(notes) > len(kept):  # they are what the document is about
        kept |= notes
    return [line for line in lines if line in kept]


def _is_pointer(document: Document, line: Line, *, in_bank: bool) -> bool:
    """Whether a line is nothing but code or a link; in a bank a question may link to where it is answered."""
    if line.text.startswith(("http://", "https://")) and " " not in line.text:
        return True
    block = document.blocks[line.block]
    end = block.start + len(document.source[block.start : block.end].rstrip())
    for kind, start, stop in document.inlines[block.first : block.last]:
        if kind in ("link", "code") and start <= block.start and stop >= end:
            return not (in_bank and kind == "link" and _OUTWARDS.search(document.source, start, stop) and line.asks)
    return False


def _are_numbered(document: Document, lines: Sequence[Line]) -> bool:
    """Whether nearly all lines have numbers."""
    return sum(is_counted(document, line) for line in lines) >= _NEARLY_ALL * len(lines)


def listed_beside(document: Document, marks: Sequence[Mark], starters: Collection[int]) -> list[Mark]:
    """Return the questions in lists below headings that announce them, where no mark of `starters` stands below those."""
    areas = [
        area
        for area in (announced(document, marks) if starters else ())
        if not any(at in starters for at in range(area.heading, area.end))
    ]
    if not areas:
        return []
    is_below = within(areas)
    lines = (line for line in lines_in(document, marks, plain=False) if is_below(line.start))
    inside = [line for line in lines if not _is_pointer(document, line, in_bank=True)]
    headings = [mark for mark in marks if mark.form.startswith("h")]
    found = (_mark(document, line, headings, in_bank=True) for line in _listed(document, inside))
    return [mark for mark in found if mark is not None]


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


def _announced(document: Document, marks: Sequence[Mark], lines: Sequence[Line]) -> dict[int, int]:
    """The blocks below headings that announce questions, where lists are most of what stands there, each with its length.

    In lists only the `lines` count, so that answers do not.
    """
    lengths: Counter[int] = Counter()
    for line in lines:
        lengths[line.block] += line.length
    found: dict[int, int] = {}
    for area in announced(document, marks):
        first, last = (bisect_left(document.blocks, offset, key=lambda block: block.start) for offset in area.span)
        below = [index for index in range(first, last) if document.blocks[index].kind != "heading"]
        text = {index: lengths[index] or _seen_length(document, document.blocks[index]) for index in below}
        if sum(lengths[index] for index in below) >= _COVERAGE * sum(text.values()):
            found |= text
    return found


def _seen_length(document: Document, block: Block) -> int:
    return 0 if block.parent >= 0 else len(seen(document, block.text))


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
    if (task and not in_bank) or len(text.strip(".… 。")) < 2:
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
