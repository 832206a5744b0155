"""What two records are to each other: the same question, nearly the same, worth a look, or nothing."""

import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import Literal, NamedTuple

from askew.duplicates.contrast import Contrast, contrast
from askew.duplicates.facts import RecordFact
from askew.duplicates.shingles import shingles
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import Text, Wording

_Scored = tuple[float, tuple[Text, Text]]  # two texts behind their similarity
Kind = Literal["identical", "near", "review"]  # from the most to the least certain

_SUPPORT = 0.05  # likeness of the answers that a doubtful pair needs,
_STRONG_SUPPORT = 0.40  # and one whose questions differ in a word of content
_TEXTS = 8  # forms of a question, and titles of it, that count
_GREY = 0.10  # below `review`: where questions may still be the same by meaning
_LIKELY = 0.5  # probability from which on they are worth a look for it
_BIG, _STEP = 100_000, 0.05  # texts from which on the thresholds rise, and by how much for each tenfold


class Thresholds(NamedTuple):
    """The similarity, 0 to 1, from which on two questions are near-duplicates, or at least worth a look.

    Below `floor` they have nothing to do with each other, whatever they mean.
    """

    merge: float
    review: float
    floor: float


def thresholds(merge: float, review: float, texts: int, *, semantic: bool = False) -> Thresholds:
    """Return the thresholds for a corpus of so many texts: chance likeness grows with the square of it.

    With `semantic` the floor is lower than `review`.
    """
    rise = _STEP * max(0.0, math.log10(texts / _BIG)) if texts else 0.0
    review = min(1.0, review + rise)
    return Thresholds(min(1.0, merge + rise), review, max(0.0, review - _GREY) if semantic else review)


class Member(NamedTuple):
    """A record of the corpus: its file and its facts."""

    path: str
    fact: RecordFact

    @property
    def rank(self) -> tuple[bool, int, str, int]:
        """Sort key, the best copy first: a complete answer, then the longest, then by path and line."""
        return not self.fact.complete, -self.fact.length, self.path, self.fact.line


class Group(NamedTuple):
    """The records that ask the same question word for word, the best first, and all texts that they ask it by."""

    texts: tuple[Text, ...]
    members: tuple[Member, ...]


def group(members: Iterable[Member]) -> Group:
    """Return the group of records whose questions are the same.

    A question that goes by many titles is not known by any of them: they do not count.
    """
    ranked = sorted(members, key=lambda member: member.rank)
    if len(ranked) == 1 and len(ranked[0].fact.texts) == 1:
        return Group(ranked[0].fact.texts, (ranked[0],))
    texts = dict.fromkeys(member.fact.texts[0] for member in ranked)
    titles = dict.fromkeys(text for member in ranked for text in member.fact.texts[1:])
    asked, headed = (sorted(found, key=lambda text: text.order) for found in (texts, titles.keys() - texts.keys()))
    return Group((*asked[:_TEXTS], *(headed if len(headed) <= _TEXTS else ())), tuple(ranked))


class Verdict(NamedTuple):
    """How alike two questions are: the score of the better pair of their texts, 0 to 1, and what tells that pair apart.

    The first of `texts` is that of the question which the verdict is on, the second that of the one it is measured by.
    `likely` is the probability, 0 to 1, that they mean the same, where it is that which makes them worth a look.
    """

    kind: Kind
    score: float
    texts: tuple[Text, Text]
    contrast: Contrast
    likely: float | None = None

    def swapped(self) -> "Verdict":
        """Return the verdict on the second question, measured by the first."""
        left, right, turned = self.contrast
        return self._replace(texts=(self.texts[1], self.texts[0]), contrast=Contrast(right, left, turned))


def identical(group: Group) -> Verdict:
    """Return the verdict on two records of one group."""
    return Verdict("identical", 1.0, (group.texts[0], group.texts[0]), Contrast())


class Evidence(NamedTuple):
    """What a verdict rests on: the better pair of texts, its score and contrast, and whether questions so alike are one.

    They are not where a word of content tells them apart, and where only their titles are alike.
    """

    score: float
    texts: tuple[Text, Text]
    contrast: Contrast
    certain: bool

    @property
    def support(self) -> float:
        """The likeness of the answers, 0 to 1, that makes the pair worth a look where it is not near."""
        return _SUPPORT if self.certain else _STRONG_SUPPORT


def _is_asked(asked: Text, text: Text) -> bool:
    """Whether a text of a group is its question, or that with the other name of what it asks for."""
    return text == asked or text.exact in asked.glosses


def _same_words(one: Text, other: Text) -> bool:
    """Whether two texts have the same words, in whatever order."""
    return " " in one.core and sorted(one.core.split()) == sorted(other.core.split())


class Judge:
    """Gives verdicts on pairs of questions, from what is known of the corpus as a whole.

    `likeness` says how much the answers of two records are alike, 0 to 1, or None where one has none; `likely`, where
    it is given, how likely two questions mean the same that no word of content tells apart, 0 to 1.
    """

    def __init__(
        self,
        wording: Wording,
        frequencies: Frequencies,
        thresholds: Thresholds,
        likeness: Callable[[Member, Member], float | None],
        likely: Callable[[str, str], float] | None = None,
    ) -> None:
        self.wording, self.frequencies, self.thresholds, self.likeness = wording, frequencies, thresholds, likeness
        self._likely = likely
        self._shingles = lru_cache(maxsize=100_000)(shingles)

    def verdict(self, one: Group, other: Group) -> Verdict | None:
        """Return the verdict on two different questions, or None where they have nothing to do with each other."""
        scored = self._scored(one, other)
        if self._is_far(one, other, scored):
            return None
        found = self._evidence(one, other, scored)
        if found.certain and (found.score >= self.thresholds.merge or _same_words(*found.texts)):
            return Verdict("near", *found[:3])
        if found.score >= self.thresholds.review:
            support = self.likeness(one.members[0], other.members[0]) or 0.0
            if support >= found.support:
                return Verdict("review", *found[:3])
        if found.certain and self._likely is not None:
            likely = self._likely(found.texts[0].exact, found.texts[1].exact)
            return Verdict("review", *found[:3], likely) if likely >= _LIKELY else None
        return None

    def evidence(self, one: Group, other: Group) -> Evidence:
        """Return what the verdict on two different questions rests on."""
        return self._evidence(one, other, self._scored(one, other))

    def _scored(self, one: Group, other: Group) -> list[_Scored]:
        return [(self.similarity(*pair), pair) for pair in product(one.texts, other.texts)]

    def _is_far(self, one: Group, other: Group, scored: list[_Scored]) -> bool:
        """Whether two questions have nothing to do with each other whatever tells them apart, which takes long to see."""
        score, texts = max(scored, key=itemgetter(0))
        if score >= self.thresholds.merge or self._likely is not None or _same_words(*texts):
            return score < self.thresholds.floor
        return score < self.thresholds.review or (self.likeness(one.members[0], other.members[0]) or 0.0) < _SUPPORT

    def _evidence(self, one: Group, other: Group, scored: list[_Scored]) -> Evidence:
        score, texts, differ = self._best(scored)
        asked = one.texts[0], other.texts[0]
        named_only = one.members[0].fact.label or other.members[0].fact.label
        by_title = not all(map(_is_asked, asked, texts)) and self.similarity(*asked) < self.thresholds.review
        certain = not (differ or named_only or by_title)
        return Evidence(score, texts, differ, certain)

    def similarity(self, one: Text, other: Text) -> float:
        """Return the weighted Jaccard similarity of two texts, 0 to 1."""
        return self.frequencies.similarity(self._shingles(one.core), self._shingles(other.core))

    def _best(self, scored: list[_Scored]) -> tuple[float, tuple[Text, Text], Contrast]:
        """The pair of texts that speaks most for sameness, with its similarity and contrast."""
        found = [(score, pair, contrast(*pair, self.wording, self.frequencies)) for score, pair in scored]
        merge = self.thresholds.merge
        return max(found, key=lambda item: (item[0] >= merge and not item[2], item[0]))
