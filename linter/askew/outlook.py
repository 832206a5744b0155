"""What comes after each mark of a document: the evidence about it that is found below it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from askew.document import Document
from askew.marks import Mark


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
        for index, following in pairwise([*group, None]):
            assert index is not None
            limit = self.peer[index] if following is None else min(self.peer[index], marks[following].start)
            answered += self.answer[index] < limit
        return answered / len(group)

    def coverage(self, document: Document, marks: Sequence[Mark], group: list[int]) -> float:
        """Return the share of the document that lies under the members, each up to the next or to a heading above its level."""
        covered = 0
        for index, following in pairwise([*group, None]):
            assert index is not None
            end = self.parent[index] if following is None else min(self.parent[index], marks[following].start)
            covered += end - marks[index].start
        return covered / max(1, len(document.source))


def outlook_of(document: Document, marks: Sequence[Mark]) -> Outlook:
    """Return, for each mark, the offsets of what follows; the end of the document where nothing does."""
    end = len(document.source)
    answers = {True: end, False: end}  # by whether the mark asked about is a list item
    peers, parents = [end] * 12, [end] * 12  # the next heading of each level without a label, and any
    columns: list[tuple[int, int, int]] = []
    headings = unlabelled = 0
    for mark in reversed(marks):
        in_list = mark.form.endswith(("item", "list"))
        columns.append((answers[in_list], min(peers[: mark.depth + 1]), min(parents[: mark.depth], default=end)))
        if mark.label is not None:
            for asked_in_list in (True, False):
                if _answers(mark, in_list=asked_in_list):
                    answers[asked_in_list] = mark.start
        if mark.form.startswith("h"):
            headings += 1
            parents[mark.depth] = mark.start
            if mark.label is None:
                unlabelled += 1
                peers[mark.depth] = mark.start
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
