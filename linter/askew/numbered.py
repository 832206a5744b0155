"""Questions that are lines without any markup of their own: items of a list or numbered paragraphs, with answers below."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from askew.announcements import announced, within
from askew.document import Block, Document
from askew.mark import Mark, blocks_but_answers, is_item_text, level_of, ordinal, start_of
from askew.markers import number, trimmed, undecorated
from askew.outlook import Outlook
from askew.styles import THRESHOLD, Layout, Style, layout_of, rising, sequence
from askew.titles import asks, is_key, is_option

_LEAST = 3  # lines
_LEAST_PLAIN = 5  # paragraphs that ask, without numbers
_SHARE_PLAIN = 0.3  # share of all paragraphs that they must be
_LONGEST_PLAIN = 200  # characters of one
_COVERAGE = 0.5  # share of the document that they and their answers must be
_ANSWERED = 0.5  # share of lines with something below
_NUMBERED = 0.6  # share of numbers in order, or
_ASKING = 0.8  # share of lines without numbers that ask
_SHARE_BELOW = 0.8  # share of lines below headings that announce questions which need not ask
_GLANCE = 0.2  # share of lines that ask, whatever level they are on
_SIGNS = tuple(".．、)）:：")  # behind the number of a paragraph; without any it may be a year
_ENDS = tuple("?？。.：:）)")


def numbered(document: Document, marks: Sequence[Mark], styles: Sequence[Style], outlook: Outlook) -> Layout | None:
    """Return the layout of a document whose questions are lines with answers below, None for any other."""
    areas = announced(document, marks)
    if not areas and not _may_ask(document, marks):
        return None
    is_below = within(areas)
    groups = _groups(document, marks)
    headings = [mark.start for mark in marks if mark.form.startswith("h") and mark.label is None]
    found = []
    for level, lines in groups:
        above = [line.start for other, others in groups if other < level for line in others]
        is_announced = sum(is_below(line.start) for line in lines) >= _SHARE_BELOW * len(lines)
        style = _weigh(document, marks, outlook, lines, [*headings, *above], is_announced=is_announced)
        if style is not None:
            found.append((style, lines))
    if not found:
        return None
    style, lines = max(found, key=lambda item: item[0].score)
    others = (mark for mark in marks if mark.form.startswith("h") or (mark.label and mark.label.kind != "question"))
    return layout_of(lines, others, style, styles)


def _groups(document: Document, marks: Sequence[Mark]) -> list[tuple[int, list[Mark]]]:
    """The lines of one style and level that may be questions, with that level; those that ask or have answers also apart."""
    groups: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for level, mark in _lines(document, marks):
        groups[level, mark.style].append(mark)
    answered = {mark.block for mark in marks if mark.label is not None and mark.label.kind == "answer"}
    found = [(level, lines) for (level, _), lines in groups.items()]
    for level, lines in list(found):
        some = [line for line in lines if line.asks or line.block in answered]
        if len(some) < len(lines) and any(line.block in answered for line in some):
            found.append((level, some))  # the others are points of some text
    return found


def _weigh(
    document: Document,
    marks: Sequence[Mark],
    outlook: Outlook,
    lines: Sequence[Mark],
    above: Sequence[int],
    *,
    is_announced: bool,
) -> Style | None:
    """The style of some lines, None where they are no questions with answers, which end at the next of `above` at the latest.

    Those that a heading announces need neither ask nor have numbers that go on from one part to the next.
    """
    count = len(lines)
    if count < _LEAST:
        return None
    labels = [mark.start for mark in marks if mark.label is not None and mark.label.kind in ("answer", "analysis")]
    breaks = sorted([*above, *(line.start for line in lines), len(document.source)])
    ends = [breaks[bisect_right(breaks, line.start)] for line in lines]
    answered = sum(bool(document.source[line.end : end].strip()) for line, end in zip(lines, ends, strict=True))
    labelled = sum(
        bisect_left(labels, line.end) < bisect_left(labels, end) for line, end in zip(lines, ends, strict=True)
    )
    coverage = sum(end - line.start for line, end in zip(lines, ends, strict=True)) / max(1, len(document.source))
    evidence: Mapping[str, float] = {
        "asks": sum(line.asks for line in lines) / count,
        "sequence": sequence([line.number for line in lines]),
        "answered": labelled / count,
        "bank": float(outlook.is_bank or is_announced),
        "announced": float(is_announced),
        "coverage": coverage,
    }
    if lines[0].form == "paragraph" and count < max(_LEAST_PLAIN, _SHARE_PLAIN * _paragraphs(document)):
        return None
    style = Style(lines[0].style, count, {key: value for key, value in evidence.items() if value})
    numbers = [line.number for line in lines]
    in_order = max(evidence["sequence"], rising(numbers)) >= _NUMBERED or evidence["asks"] >= _ASKING
    in_order = in_order or (is_announced and all(numbers))
    certain = is_announced or evidence["asks"] >= 0.5 or evidence["answered"] >= _ASKING
    enough = answered >= _ANSWERED * count and coverage >= _COVERAGE
    return style if in_order and certain and enough and style.score >= THRESHOLD else None


def _paragraphs(document: Document) -> int:
    return sum(block.kind == "paragraph" and block.parent < 0 for block in document.blocks)


def _may_ask(document: Document, marks: Sequence[Mark]) -> bool:
    """Tell by a glance at the lines whether enough of them ask, or have labels for their answers."""
    if any(mark.label is not None and mark.label.kind == "answer" for mark in marks):
        return True
    texts = [
        " ".join(block.text.split("\n")) if block.text.endswith(("?", "？")) else block.text
        for index, block in enumerate(document.blocks)
        if _may_be_line(document, index, block)
    ]
    least = max(_LEAST, _GLANCE * len(texts))
    return len(texts) >= _LEAST and sum(asks(text.partition("\n")[0]) for text in texts) >= least


def _may_be_line(document: Document, index: int, block: Block) -> bool:
    if block.kind != "paragraph" or (block.parent >= 0 and is_option(block.text)):
        return False
    if block.parent >= 0:
        return _opens_item(document, index, block)
    return not block.text[:1].isalpha() or block.text[0] in "第Nn" or _ends_asking(block.text.partition("\n")[0])


def _ends_asking(text: str) -> bool:
    return ("?" in text or "？" in text) and trimmed(text).endswith(("?", "？"))


def _lines(document: Document, marks: Sequence[Mark]) -> Iterator[tuple[int, Mark]]:
    """The lines that may be questions, each with how deep its list is nested, 0 for a paragraph."""
    labels = {mark.block: mark.start for mark in reversed(marks) if mark.label is not None}
    depth = 1
    for index, block in blocks_but_answers(document, marks):
        if block.kind == "heading":
            depth = block.level + 1
        elif block.kind == "paragraph" and (block.parent < 0 or _opens_item(document, index, block)):
            mark = _line(document, index, block, depth, labels.get(index, block.end))
            if mark is not None:
                yield level_of(document, block), mark


def _opens_item(document: Document, index: int, block: Block) -> bool:
    return is_item_text(document, block) and block.parent == index - 1


def _line(document: Document, index: int, block: Block, depth: int, label: int) -> Mark | None:
    """The mark of a paragraph that begins like a question; `label` is where the first label in it begins."""
    text, end = _question(document, block, label)
    counted = number(text)
    if counted is None:
        text = undecorated(text)[1]
        counted = number(text)
    in_item = block.parent >= 0
    if counted is not None and counted.style == "plain" and not text[: counted.end].rstrip().endswith(_SIGNS):
        counted = None
    plain = counted is None and not in_item
    if plain and (not _ends_asking(text) or len(text) > _LONGEST_PLAIN):
        return None
    series = counted.style if counted else "plain" * bool(ordinal(document, block))
    count = counted.text if counted else ordinal(document, block)
    title = trimmed(" ".join(text[counted.end if counted else 0 :].split()))
    if not title or label <= block.start or is_key(title):
        return None
    form = "item" if in_item else "paragraph" if plain else "line"
    return Mark(form, series, start_of(document, block), end, end, depth, count, None, title, asks(title), index)


def _question(document: Document, block: Block, label: int) -> tuple[str, int]:
    """The text of the question that a paragraph begins with, and where it ends: a line, or all of it where it is wrapped."""
    stop = document.source.find(b"\n", block.start, block.end)
    if stop < 0:
        return document.slice(block.start, block.end).strip(), block.end
    first = document.slice(block.start, stop).strip()
    whole = document.slice(block.start, block.end).strip()
    if label >= block.end and not asks(first) and whole.endswith(("?", "？")):
        return whole, block.end
    if label < block.end or trimmed(first).endswith(_ENDS) or is_option(document.slice(stop + 1, block.end)):
        return first, stop
    return document.slice(block.start, block.end).strip(), block.end
