"""What comes after each mark of a document: the evidence about it that is found below it."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from askew.document import Document
from askew.mark import Mark
from askew.titles import names_a_bank, names_a_faq, names_a_list, names_a_round

_COMMENT = rb"(?s)<!--.*?-->"
_MDX_COMMENT = r"(?s)\{/\*.*?\*/\}"
_TITLE = r"(?m)^title:[ \t]*(.+)$"
_QUOTES = " \t\"'"
_DEPTHS = 8  # that of a mark below a heading of level 6 is 7


class Outlook(NamedTuple):
    """What comes after each mark: an answer label, a heading of its level or above, a heading above its level.

    `headings` and `unlabelled` count the headings of the document, and those that are no labels; `comments` measures
    what nobody sees. `is_bank`: the document says in its title or its front matter that it asks questions, `is_faq` that
    they are frequent ones, `is_list` that there are some below; `has_parts`: there are marks that make a heading above them a chapter: question labels with
    numbers or words behind them, or rounds of interviews.
    """

    answer: Sequence[int]
    peer: Sequence[int]
    parent: Sequence[int]
    headings: int
    unlabelled: int
    comments: "Comments"
    is_bank: bool
    is_faq: bool
    is_list: bool
    has_parts: bool

    def answered(self, marks: Sequence[Mark], group: list[int]) -> float:
        """Return the share of members that an answer, analysis or question label follows before the next member."""
        answered = 0
        following = sys.maxsize
        for index in reversed(group):
            answer = self.answer[index]
            answered += answer < following and answer < self.peer[index]
            following = marks[index].start
        return answered / len(group)

    def coverage(self, document: Document, marks: Sequence[Mark], group: list[int]) -> float:
        """Return the share of the document that lies under the members, each up to the next or to a heading above its level.

        Comments do not count: one that accepts a finding must not change where records start.
        """
        covered = 0
        following = sys.maxsize
        for index in reversed(group):
            end, start = self.parent[index], marks[index].start
            covered += self.comments.without(min(end, following)) - self.comments.without(start)
            following = start
        return covered / max(1, self.comments.without(len(document.source)))


class Comments(NamedTuple):
    """The comments of a document: where each ends, and how many bytes it and those before it have."""

    ends: Sequence[int]
    bytes: Sequence[int]

    def without(self, offset: int) -> int:
        """Return how many bytes up to `offset` are in no comment that ends there or before."""
        count = bisect_right(self.ends, offset)
        return offset - self.bytes[count - 1] if count else offset


def seen(document: Document, text: str) -> str:
    """Return the text of a block without its comments: in MDX they are paragraphs to the parser."""
    return re.sub(_MDX_COMMENT, "", text) if document.path.endswith(".mdx") else text


def _comments(document: Document) -> Comments:
    found = sorted({*_spans(document)})
    lengths = accumulate(end - start for start, end in found)
    return Comments([end for _, end in found], list(lengths))


def _spans(document: Document) -> Iterator[tuple[int, int]]:
    mdx = document.path.endswith(".mdx")
    if b"<!--" not in document.source and not (mdx and b"{/*" in document.source):
        return
    html, paragraph = re.compile(_COMMENT), re.compile(_MDX_COMMENT.encode())
    places = [(block.kind, block.start, block.end) for block in document.blocks]
    for kind, start, end in [*places, *document.inlines]:
        if kind == "html":
            yield from (match.span() for match in html.finditer(document.source, start, end))
        elif mdx and kind == "paragraph":
            yield from (match.span() for match in paragraph.finditer(document.source, start, end))


def outlook_of(document: Document, marks: Sequence[Mark]) -> Outlook:
    """Return, for each mark, the offsets of what follows; the end of the document where nothing does."""
    end = len(document.source)
    answers = {True: end, False: end}  # by whether the mark asked about is a list item
    peers = [end] * _DEPTHS  # by depth: the next heading without a label at it or above
    parents = [end] * _DEPTHS  # by depth: the next heading above it
    columns: list[tuple[int, int, int]] = []
    headings = unlabelled = 0
    for mark in reversed(marks):
        in_list = mark.form.endswith(("item", "list"))
        depth = mark.depth
        columns.append((answers[in_list], peers[depth], parents[depth]))
        if mark.label is not None:
            for asked_in_list in (True, False):
                if _answers(mark, in_list=asked_in_list):
                    answers[asked_in_list] = mark.start
        if mark.form.startswith("h"):
            headings += 1
            parents[depth + 1 :] = [mark.start] * (_DEPTHS - depth - 1)
            if mark.label is None:
                unlabelled += 1
                peers[depth:] = [mark.start] * (_DEPTHS - depth)
    answer, peer, parent = zip(*reversed(columns), strict=True) if columns else ((), (), ())
    has_parts = any(map(is_below_part, marks)) or any(
        mark.form.startswith("h") and names_a_round(mark.title) for mark in marks
    )
    titles = _titles(document, marks)
    is_bank, is_faq, is_list = (any(map(names, titles)) for names in (names_a_bank, names_a_faq, names_a_list))
    return Outlook(answer, peer, parent, headings, unlabelled, _comments(document), is_bank, is_faq, is_list, has_parts)


def is_below_part(mark: Mark) -> bool:
    """Tell whether a mark is a question that shows a heading above to be no question itself: its label has a number, or words behind it."""
    is_question = mark.label is not None and mark.label.kind == "question"
    return is_question and bool(mark.number or mark.title or mark.asks)


def _titles(document: Document, marks: Iterable[Mark]) -> list[str]:
    """The first heading of level one, "" for none, and the title that the front matter states."""
    title = next((mark.title for mark in marks if mark.form in ("h1", "h1 underlined")), "")
    matter = document.blocks[0].text if document.blocks and document.blocks[0].kind == "metadata" else ""
    stated = re.search(_TITLE, matter)
    return [title, stated[1].strip(_QUOTES)] if stated else [title]


def _answers(mark: Mark, *, in_list: bool) -> bool:
    """Whether a label is one that follows a question: not a word in some list inside an answer."""
    assert mark.label is not None
    if mark.label.kind == "analysis":
        return mark.form != "plain" and not mark.form.endswith("item")
    return mark.label.kind == "question" or (
        mark.label.kind == "answer" and (in_list or not mark.form.endswith("item"))
    )
