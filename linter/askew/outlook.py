"""What comes after each mark of a document: the evidence about it that is found below it."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from askew.document import Document
from askew.marks import Mark

_DEPTHS = 8  # that of a mark below a heading of level 6 is 7


class Outlook(NamedTuple):
    """What comes after each mark: an answer label, a heading of its level or above, a heading above its level.

    `headings` and `unlabelled` count the headings of the document, and those that are no labels.
    """

    answer: Sequence[int]
    peer: Sequence[int]
    parent: Sequence[int]
    headings: int
    unlabelled: int

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
        """Return the share of the document that lies under the members, each up to the next or to a heading above its level."""
        covered = 0
        following = sys.maxsize
        for index in reversed(group):
            end, start = self.parent[index], marks[index].start
            covered += min(end, following) - start
            following = start
        return covered / max(1, len(document.source))


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
    return Outlook(answer, peer, parent, headings, unlabelled)


def _answers(mark: Mark, *, in_list: bool) -> bool:
    """Whether a label is one that follows a question: not a word in some list inside an answer."""
    assert mark.label is not None
    if mark.label.kind == "analysis":
        return mark.form != "plain" and not mark.form.endswith("item")
    return mark.label.kind == "question" or (
        mark.label.kind == "answer" and (in_list or not mark.form.endswith("item"))
    )
