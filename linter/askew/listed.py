"""Questions that are the items of a list, or numbered lines, without answers."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from askew.document import Block, Document, Span
from askew.mark import Mark, blocks_but_answers, by_start, is_item_text, level_of, ordinal, start_of
from askew.markers import number, trimmed
from askew.outlook import Outlook, seen
from askew.styles import THRESHOLD, Layout, Style, layout_of
from askew.titles import asks, is_key, is_option, is_question_type, names_a_list, names_a_round

_COVERAGE = 0.4  # list items make a question-only layout where they are that share of the text
_SOME = 0.3  # share of the items on a level that ask where they are no asides
_LEAST = 3  # lines with numbers that make the others points of answers
_HOPELESS = 0.6  # share of items that do not ask at which a list is given up
_NUMBERED = tuple("0123456789０１２３４５６７８９（(第①②③④⑤⑥⑦⑧⑨")
_SIGNS = tuple("、．.)）题:：-①②③④⑤⑥⑦⑧⑨")  # what ends the number of a line
_QUOTES = str.maketrans("‘’“”–—…", "''\"\"--.")
_MAJORITY = 3  # and so many times as many as the questions of any other layout


class _Line(NamedTuple):
    """A line that may be a question: how deep its list is nested, 0 for none, its block, where it starts and ends, its text.

    `length` is that of its text with the options below it; `choice` tells that there are some in a list of their own.
    """

    level: int
    block: int
    start: int
    end: int
    text: str
    length: int
    choice: bool = False

    @property
    def asks(self) -> bool:
        """Whether it reads like a question or leaves a choice."""
        return self.choice or asks(self.text)


def questions_only(
    document: Document, marks: Sequence[Mark], styles: Sequence[Style], outlook: Outlook, starting: int
) -> Layout | None:
    """Return the layout of a document that is a list of questions without answers, None for any other.

    They must be three times as many as the questions of another layout, of which there are `starting`.
    """
    lines = list(_lines(document, marks, plain=not starting))
    if len(lines) <= _MAJORITY * starting:
        return None
    found = None
    if _mostly_ask(own := _without_asides(lines)):
        own = [line for line in own if line.asks] if any(line.choice for line in own) else own
        evidence = {"bank": 1.0} if outlook.is_bank else {}
        found = _weighed(document, marks, own, _length(document, marks), evidence)
    if found is None and not starting and (announced := _announced(document, marks, lines)):
        lines = _without_points(document, [line for line in lines if line.block in announced or line.asks])
        found = _weighed(document, marks, lines, sum(announced.values()), {"bank": 1.0, "announced": 1.0})
    if found is None or found[0].members <= _MAJORITY * starting:
        return None
    headings = (mark for mark in marks if mark.form.startswith("h"))
    return layout_of(found[1], headings, found[0], styles)


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
        for line in _lines(document, marks, plain=False)
        if (place := bisect_right(starts, line.start)) and line.start < ends[place - 1]
    ]
    headings = [mark for mark in marks if mark.form.startswith("h")]
    found = (_mark(document, line, headings, in_bank=True) for line in _without_points(document, inside))
    return [mark for mark in found if mark is not None]


def _ends(heading: Mark, mark: Mark) -> bool:
    return mark.form.startswith("h") and mark.depth <= heading.depth


def _weighed(
    document: Document, marks: Sequence[Mark], lines: Sequence[_Line], text: int, evidence: Mapping[str, float]
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


def _announced(document: Document, marks: Sequence[Mark], lines: Sequence[_Line]) -> dict[int, int]:
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


def _without_asides(lines: Sequence[_Line], counted: Collection[_Line] = frozenset()) -> list[_Line]:
    """The lines on the level on which most ask or are `counted`, and on others where some do; beside numbered lines of text only those."""
    levels = Counter(line.level for line in lines)
    asking = Counter(line.level for line in lines if line in counted or line.asks)
    most = min(levels, key=lambda level: (-asking[level], level), default=0)
    kept = {level for level in levels if most and asking[level] >= _SOME * levels[level]} | {most}
    return [line for line in lines if line.level in kept]


def _without_points(document: Document, lines: Sequence[_Line]) -> list[_Line]:
    """The lines that are no asides; beside numbered ones none that neither has a number nor asks: it is of an answer."""
    counted = {line for line in lines if ordinal(document, document.blocks[line.block]) or number(line.text)}
    kept = _without_asides(lines, {line for line in counted if line.level == 1})
    if len(counted.intersection(kept)) < max(_LEAST, _SOME * len(kept)):
        return kept
    return [line for line in kept if line in counted or line.asks]


def _lines(document: Document, marks: Sequence[Mark], *, plain: bool) -> Iterator[_Line]:
    """The items of lists, the lines of paragraphs that all have numbers (1、 is no list), and with `plain` paragraphs that ask.

    The key to a test is none.
    """
    for index, block in blocks_but_answers(document, marks):
        if block.kind != "paragraph":
            continue
        if block.parent >= 0:
            if is_item_text(document, block) and block.parent == index - 1 and not is_key(block.text):
                yield from _item(document, index, block)
        elif block.text[:1] in _NUMBERED:
            yield from _numbered(_lines_of(document, index, block))
        elif plain and _asks_alone(block.text):
            yield _Line(0, index, block.start, block.end, block.text, len(block.text))
        elif document.source.startswith(b"**", block.start) and "\n" in block.text:  # a title, and what it is about
            yield from (line._replace(level=1) for line in _numbered(_lines_of(document, index, block)[1:]))
        elif plain and "\n" in block.text:
            if found := _asking(_lines_of(document, index, block)):
                yield from found
            elif block.text.endswith(("?", "？")):
                yield _Line(0, index, block.start, block.end, block.text, len(block.text))


def _asks_alone(text: str) -> bool:
    return "\n" not in text and (text.endswith("？") or (text.translate(_QUOTES).isascii() and asks(text)))


def _item(document: Document, index: int, block: Block) -> Iterator[_Line]:
    """The text of an item, without the options below it; none for an option."""
    text, _, rest = block.text.partition("\n")
    if is_option(text):
        return
    level = level_of(document, block)
    if is_option(rest):
        yield _Line(level, index, block.start, document.source.index(b"\n", block.start), text, len(block.text))
    else:
        yield _Line(level, index, block.start, block.end, block.text, len(block.text), _has_options(document, index))


def _has_options(document: Document, index: int) -> bool:
    """Whether the text of an item has a list of options below it."""
    below = document.blocks[index + 1 : index + 4]
    return [block.kind for block in below] == ["list", "item", "paragraph"] and is_option(below[-1].text)


def _lines_of(document: Document, index: int, block: Block) -> list[_Line]:
    """The lines of a paragraph."""
    found = []
    at = block.start
    written = document.source[block.start : block.end].splitlines(keepends=True)
    for line, text in zip(written, block.text.split("\n"), strict=False):
        found.append(_Line(0, index, at, at + len(line.rstrip()), text, len(text)))
        at += len(line)
    return found


def _numbered(lines: Sequence[_Line]) -> list[_Line]:
    """Those of some lines that are no key to a test, if all have numbers; else none."""
    found = []
    for line in lines:
        count = number(line.text)
        if count is None or not _is_marked(line.text[: count.end]):
            return []
        if not is_key(line.text[count.end :]):
            found.append(line)
    return found


def _asking(lines: Sequence[_Line]) -> list[_Line]:
    """Those of several lines that have numbers, or else that ask, if most do; none of a text that is wrapped."""
    if len(lines) < _LEAST or not _mostly_ask(lines):
        return []
    counted = [line for line in lines if number(line.text)]
    if len(counted) >= _HOPELESS * len(lines):
        return counted
    wrapped = any(line.text[:1].islower() and not asks(line.text.partition("?")[0]) for line in lines[1:])
    return [] if wrapped else [line for line in lines if line.asks]


def _is_marked(count: str) -> bool:
    """Whether a number ends like that of an item: without a sign or a tab it may be a year."""
    return count.rstrip().endswith(_SIGNS) or "\t" in count


def _mostly_ask(lines: Sequence[_Line]) -> bool:
    """Whether enough lines ask (links and ellipses do not count later) for a closer look to be worth it."""
    spare = _HOPELESS * len(lines)
    for line in lines:
        if not line.asks:
            spare -= 1
            if spare < 0:
                return False
    return True


def _mark(document: Document, line: _Line, headings: Sequence[Mark], *, in_bank: bool) -> Mark | None:
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
