"""Questions that are rows of a table, with their answers beside them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from askew.document import Block, Document
from askew.mark import Mark
from askew.markers import Markers, number, trimmed
from askew.styles import Layout, Style, layout_of
from askew.titles import asks

FORM = "row"
_CELL = re.compile(rb"(?:\\.|[^|\\\n])*")
_MARGIN = re.compile(rb"[ \t]*\|?")
_POINTS = frozenset(("要点", "回答要点", "解析", "关键点", "key points"))  # what may stand for answers
_LAST_WORD = r"(?i)(?:(?P<question>\bquestions?|问题|面试题|题目)|\banswers?(?: summary| points?)?|答案|回答)(?:\s*[（(][^（）()]*[）)])?$"
_LEAST = 0.5  # share of rows that ask or have a number: what has an answer may be a survey
_FEW = 3  # rows
_MOST = 0.8  # share of cells that ask in a column of questions whose head does not say so
_AT_LENGTH = 15  # characters, on average, of what answers and does not only tick
_NUMBERS = frozenset(("#", "no", "no.", "序号", "编号", "题号", "number", "id"))


class _Columns(NamedTuple):
    """The places of the columns of a table of questions; `number` is -1 where it has none.

    `stated` tells whether the head of the questions says so: beside answers other things may stand.
    """

    question: int
    answer: int
    number: int
    stated: bool


def tabled(document: Document, marks: Sequence[Mark], styles: Sequence[Style], words: Markers) -> Layout | None:
    """Return the layout of a document whose questions are the rows of tables, None for any other."""
    rows: list[Mark] = []
    depth = 1
    for index, block in enumerate(document.blocks):
        if block.kind == "heading":
            depth = block.level + 1
        elif block.kind == "table" and block.parent < 0:
            rows += _rows(document, words, index, block, depth)
    if not rows:
        return None
    asking = sum(row.asks for row in rows) / len(rows)
    style = Style(FORM, len(rows), {"labelled": 1.0, "asks": asking} if asking else {"labelled": 1.0})
    headings = (mark for mark in marks if mark.form.startswith("h"))
    return layout_of(rows, headings, style, styles)


def cell_end(document: Document, start: int) -> int:
    """Return where the text of the cell ends that begins at `start`."""
    return start + len(document.source[start : _bar(document, start)].rstrip())


def _bar(document: Document, start: int) -> int:
    """Where the cell ends that `start` is in, with its blanks."""
    match = _CELL.match(document.source, start)
    return match.end() if match else start


def _rows(document: Document, words: Markers, index: int, table: Block, depth: int) -> list[Mark]:
    """The rows of a table of questions and answers; none of a table whose head leaves that open and whose rows do not ask."""
    lines = list(_lines(document, table))
    columns = (_columns(document, words, lines[0]) or _asking(document, lines)) if lines else None
    if columns is None:
        return []
    rows = [_row(document, cells, columns, index, depth) for cells in lines[2:] if len(cells) > max(columns[:3])]
    found = [row for row in rows if row.title]
    enough = columns.stated or sum(row.asks or bool(row.number) for row in found) >= _LEAST * len(found)
    return found if enough else []


def _row(document: Document, cells: Sequence[tuple[int, int]], columns: _Columns, index: int, depth: int) -> Mark:
    title = document.slice(*cells[columns.question]).replace("**", "").replace("\\|", "|").replace("\\.", ".").strip()
    counted = number(title) if columns.number < 0 else None
    title = trimmed(title[counted.end :] if counted else title)
    count = counted.text if counted else ""
    if columns.number >= 0:
        count = document.slice(*cells[columns.number]).strip()
    behind = cells[columns.answer][0]
    count = count if count.isdecimal() else ""
    return Mark(FORM, "", cells[0][0], behind, behind, depth, count, None, title, asks(title), index)


def _columns(document: Document, words: Markers, header: Sequence[tuple[int, int]]) -> _Columns | None:
    """Which columns hold what, by the words at their heads; None where it is no table of questions and answers."""
    heads = [document.slice(*cell).strip(" *").strip() for cell in header]
    labels = [words.label(f"{head}:", bare=True) if head else None for head in heads]
    kinds = [
        label.kind if label is not None and label.end > len(head) else _kind(head)
        for label, head in zip(labels, heads, strict=True)
    ]
    if "answer" not in kinds:
        kinds = ["answer" if head in _POINTS else kind for kind, head in zip(kinds, heads, strict=True)]
    stated = "question" in kinds
    if not stated and len(kinds) > 1 and kinds.count("answer") == 1 and kinds[-1] == "answer":
        kinds[-2] = "question"  # Scenario, Topic
    if kinds.count("question") != 1 or kinds.count("answer") != 1:
        return None
    question, answer = kinds.index("question"), kinds.index("answer")
    counts = next((place for place, head in enumerate(heads) if head.casefold() in _NUMBERS), -1)
    return _Columns(question, answer, counts, stated) if question < answer else None


def _asking(document: Document, lines: Sequence[Sequence[tuple[int, int]]]) -> _Columns | None:
    """The columns of a table whose head says nothing, but one of whose columns asks what the next one answers at length."""
    rows = [[document.slice(*cell) for cell in cells] for cells in lines[2:] if len(cells) == len(lines[0])]
    if len(rows) < _FEW:
        return None
    texts = [*zip(*rows, strict=True)]
    asked = [place for place, column in enumerate(texts) if _asks_mostly(column)]
    if len(asked) != 1 or asked[0] + 1 == len(texts):
        return None
    if sum(map(len, texts[asked[0] + 1])) < _AT_LENGTH * len(rows):
        return None
    counts = 0 if asked[0] and all(text.isdecimal() for text in texts[0]) else -1
    return _Columns(asked[0], asked[0] + 1, counts, stated=True)


def _asks_mostly(cells: Sequence[str]) -> bool:
    marked = sum(text.endswith(("?", "？")) for text in cells)
    return marked >= _LEAST * len(cells) and sum(map(asks, cells)) >= _MOST * len(cells)


def _kind(head: str) -> str:
    """What a column holds whose head ends in the word for it (Scenario Question, Best Answer (tester)), "" for anything else."""
    match = re.search(_LAST_WORD, head)
    if match is None:
        return ""
    return "question" if match["question"] else "answer"


def _lines(document: Document, table: Block) -> Iterator[list[tuple[int, int]]]:
    """The cells of every line of a table, as offsets of their texts."""
    start = table.start
    for line in document.source[table.start : table.end].splitlines(keepends=True):
        cells: list[tuple[int, int]] = []
        margin = _MARGIN.match(line)
        at = start + (margin.end() if margin else 0)
        stop = start + len(line.rstrip())
        while at < stop:
            end = cell_end(document, at)
            text = document.source[at:end]
            cells.append((end - len(text.lstrip()), end))
            at = _bar(document, at) + 1
        start += len(line)
        yield cells
