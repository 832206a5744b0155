"""A corpus as its rules see it: the facts of all documents, what is in scope, and who repeats whom."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from itertools import product
from typing import NamedTuple, TypeVar

from askew.config import Settings
from askew.duplicates import few
from askew.duplicates.answers import Answer, alike, answer_of
from askew.duplicates.clusters import Cluster, Pair, clusters
from askew.duplicates.facts import DocumentFact
from askew.duplicates.meaning import Meaning, is_used
from askew.duplicates.shelf import Shelf
from askew.duplicates.signature import scheme_for
from askew.duplicates.verdict import Group, Judge, Kind, Member, Thresholds, Verdict, group, identical, thresholds
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import Text, Wording, wording

T = TypeVar("T")

CROWD = 64  # pairs of questions that two titles may bring together; where it would be more, they are topics
_CERTAINTY: tuple[Kind, ...] = ("identical", "near", "review")


class Meeting(NamedTuple):
    """Which texts may be alike: pairs worth a verdict, and the frequencies in the whole corpus to judge them by."""

    frequencies: Frequencies
    pairs: Sequence[tuple[Text, Text]]


class Copy(NamedTuple):
    """A record that repeats another, and how."""

    member: Member
    of: Member
    verdict: Verdict


def wording_of(settings: Settings) -> Wording:
    """Return the wording with what `settings` add to it."""
    return wording(settings.duplicates.frames, settings.duplicates.synonyms)


def limits(settings: Settings, texts: int) -> Thresholds:
    """Return the thresholds for a corpus of so many texts."""
    own = settings.duplicates
    return thresholds(own.merge, own.review, texts, semantic=is_used(settings))


def meeting(texts: Iterable[Text], settings: Settings) -> Meeting:
    """Return the meeting of all `texts` of a corpus, each given once: the pairs that are not below the floor."""
    ordered = sorted(texts, key=lambda text: text.order)
    cores, scheme = [text.core for text in ordered], scheme_for(len(ordered))
    floor = limits(settings, len(ordered)).floor
    if len(ordered) <= few.FEW:
        found, pairs = few.joined(cores, scheme, floor)
    else:
        from askew.duplicates import bulk, packing

        packed = packing.shingled(cores)
        found, pairs = packed.frequencies(), bulk.joined(packed, scheme, packed.weights(), floor).tolist()
    return Meeting(found, [(ordered[one], ordered[other]) for one, other in pairs])


class Corpus:
    """Documents that are compared with each other.

    `scope` are the paths that findings are wanted for, None for all. Within a scope every record that has a copy is
    reported: what is new must not slip through because it is better than what was there. The copy named is the surest,
    so that the verdict is the same for every scope, and of equally sure ones the best outside the scope. `meet` finds the texts that may be alike, `meet_answers` the pairs of
    answers that are: both may know of more documents than there are here.
    """

    def __init__(
        self,
        documents: Iterable[DocumentFact],
        settings: Settings,
        shelf: Shelf,
        scope: frozenset[str] | None = None,
        meet: Callable[[Iterable[Text], Settings], Meeting] = meeting,
        meet_answers: Callable[[Iterable[Answer]], Iterable[tuple[Answer, Answer]]] = alike,
    ) -> None:
        self.documents = sorted(documents, key=lambda document: document.path)
        self.settings, self.shelf, self.scope = settings, shelf, scope
        self.wording = wording_of(settings)
        self._meet, self._meet_answers = meet, meet_answers

    def within(self, scope: frozenset[str] | None) -> "Corpus":
        """Return the same corpus, what is known of it included, with another scope."""
        other = copy(self)
        other.scope = scope
        other.__dict__.pop("copies", None)
        return other

    @cached_property
    def members(self) -> list[Member]:
        """All records by path and line."""
        return [Member(document.path, fact) for document in self.documents for fact in document.records]

    @cached_property
    def groups(self) -> list[Group]:
        """The records that ask something, put together where they ask the same, by question."""
        same: dict[str, list[Member]] = defaultdict(list)
        for member in self.members:
            if member.fact.texts:
                same[member.fact.texts[0].identity].append(member)
        return [group(same[identity]) for identity in sorted(same)]

    @cached_property
    def _askers(self) -> dict[Text, list[int]]:
        """The numbers of the groups that ask by each text."""
        askers: dict[Text, list[int]] = defaultdict(list)
        for number, item in enumerate(self.groups):
            for text in item.texts:
                askers[text].append(number)
        return dict(askers)

    @cached_property
    def _meeting(self) -> Meeting:
        return self._meet(self._askers, self.settings)

    @cached_property
    def judge(self) -> Judge:
        """The judge of this corpus: its frequencies, and the thresholds for its size."""
        frequencies = self._meeting.frequencies
        likely = Meaning().likely if is_used(self.settings) else None
        return Judge(self.wording, frequencies, limits(self.settings, frequencies.texts), self.shelf.likeness, likely)

    @cached_property
    def verdicts(self) -> dict[Pair, Verdict]:
        """The verdicts on the pairs of groups, by their numbers, that have one."""
        pairs = {(min(pair), max(pair)) for pair in self._pairs() if pair[0] != pair[1]}
        judged = ((pair, self.judge.verdict(self.groups[pair[0]], self.groups[pair[1]])) for pair in sorted(pairs))
        return {pair: verdict for pair, verdict in judged if verdict is not None}

    def _pairs(self) -> Iterator[Pair]:
        """The numbers of the groups that ask by texts which may be alike, or by the same one."""
        for text, twin in [*self._meeting.pairs, *((text, text) for text in self._askers)]:
            ones, others = self._askers.get(text, []), self._askers.get(twin, [])
            if len(ones) * len(others) <= CROWD:
                yield from product(ones, others)
            else:
                yield from ((ones[0], other) for other in others)
                yield from ((one, others[0]) for one in ones)

    @cached_property
    def clusters(self) -> list[Cluster]:
        """The clusters of the whole corpus, whatever the scope."""
        return list(clusters(self.groups, self.verdicts))

    @cached_property
    def copies(self) -> list[Copy]:
        """The records in scope that repeat others, each with the one that it is measured by, by path and line."""
        found = self._anywhere() if self.scope is None else self._in_scope(self.scope)
        return sorted(found, key=lambda copy: (copy.member.path, copy.member.fact.line, copy.of.rank))

    def _anywhere(self) -> Iterator[Copy]:
        """Word for word copies by the best of their group, the best of each group by the keeper of its cluster."""
        best = {id(item.members[0]) for item in self.groups}
        for item in self.groups:
            yield from (Copy(member, item.members[0], identical(item)) for member in item.members[1:])
        for cluster in self.clusters:
            alike = (item for item in cluster.duplicates if id(item.member) in best)
            yield from (Copy(item.member, cluster.keeper, item.verdict) for item in alike)

    def same_question(self, one: Member, other: Member) -> bool:
        """Tell whether two records ask alike: one has a verdict on the other, or both on a third."""
        left, right = self._numbers.get(id(one)), self._numbers.get(id(other))
        if left is None or right is None:
            return False
        return (
            left == right or right in self._alike[left] or not self._alike[left].keys().isdisjoint(self._alike[right])
        )

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(member): number for number, item in enumerate(self.groups) for member in item.members}

    @cached_property
    def _alike(self) -> list[dict[int, Verdict]]:
        """The groups that have a verdict on a group, for each group."""
        found: list[dict[int, Verdict]] = [{} for _ in self.groups]
        for (one, other), verdict in self.verdicts.items():
            found[one][other] = found[other][one] = verdict
        return found

    def same_answers(self) -> Iterator[tuple[Member, Member]]:
        """Yield the records whose answer stands elsewhere as well, each with the one that it repeats, as in `repeats`."""
        given: dict[Answer, list[Member]] = defaultdict(list)
        for member in self.members:
            answer = answer_of(member.fact)
            if answer is not None:
                given[answer].append(member)
        near = {answer: {answer} for answer in given}
        for one, other in self._meet_answers(given):
            if one in near and other in near:
                near[one].add(other)
                near[other].add(one)
        for answer, members in given.items():
            others = sorted((member for like in near[answer] for member in given[like]), key=lambda item: item.rank)
            own = {id(member) for member in members}
            found = self.repeats([others], lambda item: item.path)
            yield from ((member, other) for member, other in found if id(member) in own)

    def _in_scope(self, scope: frozenset[str]) -> Iterator[Copy]:
        for member, others in self._seen_from(scope):
            of, verdict = min(others, key=lambda pair: _preference(pair, scope))
            yield Copy(member, of, verdict)

    def copies_outside(self) -> Iterator[Copy]:
        """Yield the records in scope that repeat one outside of it, each with the surest and best of those."""
        scope = self.scope or frozenset()
        for member, others in self._seen_from(scope):
            outside = [pair for pair in others if pair[0].path not in scope]
            if outside:
                of, verdict = min(outside, key=lambda pair: _preference(pair, scope))
                yield Copy(member, of, verdict)

    def _seen_from(self, scope: frozenset[str]) -> Iterator[tuple[Member, list[tuple[Member, Verdict]]]]:
        """The records in scope that have copies, each with the best of every group of them and the verdict on it."""
        outside = [next((member for member in item.members if member.path not in scope), None) for item in self.groups]
        for number, item in enumerate(self.groups):
            known = (outside[number], *item.members[:2])
            best = [(member, identical(item)) for member in known if member is not None]
            best += [
                (outside[other] or self.groups[other].members[0], verdict if number < other else verdict.swapped())
                for other, verdict in self._alike[number].items()
            ]
            for member in item.members:
                others = [pair for pair in best if pair[0] is not member]
                if member.path in scope and others:
                    yield member, others

    def repeats(self, same: Iterable[Sequence[T]], path: Callable[[T], str]) -> Iterator[tuple[T, T]]:
        """Yield what is to be reported of things that are the same, each with the one that it repeats.

        Every sequence holds the best first; without a scope all others repeat it.
        """
        for items in same:
            if len(items) < 2:
                continue
            if self.scope is None:
                yield from ((item, items[0]) for item in items[1:])
                continue
            outside = next((item for item in items if path(item) not in self.scope), None)
            for index, item in enumerate(items):
                if path(item) in self.scope:
                    yield item, items[int(index == 0)] if outside is None else outside


def _preference(pair: tuple[Member, Verdict], scope: frozenset[str]) -> tuple[object, ...]:
    member, verdict = pair
    return _CERTAINTY.index(verdict.kind), member.path in scope, -verdict.score, member.rank
