"""Clusters: records that ask the same, each with the copy to keep. Every member is like the keeper, so no chains."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from askew.duplicates.verdict import Group, Kind, Member, Verdict, identical

Pair = tuple[int, int]


class Duplicate(NamedTuple):
    """A member of a cluster that could go, and the verdict on it and the keeper."""

    member: Member
    verdict: Verdict


class Cluster(NamedTuple):
    """A record to keep and those that ask the same."""

    keeper: Member
    duplicates: tuple[Duplicate, ...]

    @property
    def kind(self) -> Kind:
        """That of the least certain duplicate."""
        kinds = {item.verdict.kind for item in self.duplicates}
        return "review" if "review" in kinds else "near" if "near" in kinds else "identical"

    @property
    def score(self) -> float:
        """The lowest score of a duplicate, 0 to 1."""
        return min(item.verdict.score for item in self.duplicates)

    @property
    def saves(self) -> int:
        """The bytes that would go with the duplicates."""
        return sum(item.member.fact.size for item in self.duplicates)

    @property
    def id(self) -> str:
        """A name that holds as long as the cluster has these records."""
        members = (self.keeper, *(item.member for item in self.duplicates))
        ids = sorted(f"{member.path}\0{member.fact.id}" for member in members)
        return hashlib.sha256("\n".join(ids).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def clusters(groups: Sequence[Group], verdicts: Mapping[Pair, Verdict]) -> Iterator[Cluster]:
    """Yield the clusters that `verdicts` on pairs of `groups` (by their numbers) make: stars around the best copies.

    The best question takes all that are near it, the best of the others likewise, and so on. Where there is only
    something to review, two keepers are put side by side.
    """
    ranked = sorted(range(len(groups)), key=lambda number: groups[number].members[0].rank)
    near, review = _neighbours(verdicts, "near"), _neighbours(verdicts, "review")
    keepers = _stars(ranked, near)
    for number, others in keepers.items():
        same = [Duplicate(member, identical(groups[number])) for member in groups[number].members[1:]]
        alike = [Duplicate(member, near[number][other]) for other in others for member in groups[other].members]
        if same or alike:
            yield _cluster(groups[number].members[0], [*same, *alike])
    for number, others in _stars(list(keepers), review).items():
        if others:
            doubtful = [Duplicate(groups[other].members[0], review[number][other]) for other in others]
            yield _cluster(groups[number].members[0], doubtful)


def _stars(ranked: Sequence[int], neighbours: Mapping[int, Mapping[int, Verdict]]) -> dict[int, list[int]]:
    """The centres, best first, each with the neighbours that it takes."""
    free = set(ranked)
    found = {}
    for number in ranked:
        if number in free:
            free.remove(number)
            found[number] = sorted(other for other in neighbours.get(number, ()) if other in free)
            free.difference_update(found[number])
    return found


def _neighbours(verdicts: Mapping[Pair, Verdict], kind: Kind) -> dict[int, dict[int, Verdict]]:
    """For every group its neighbours, each with the verdict on it."""
    found: dict[int, dict[int, Verdict]] = defaultdict(dict)
    for (one, other), verdict in verdicts.items():
        if verdict.kind == kind:
            found[one][other], found[other][one] = verdict.swapped(), verdict
    return dict(found)


def _cluster(keeper: Member, duplicates: list[Duplicate]) -> Cluster:
    ordered = sorted(duplicates, key=lambda item: (item.member.path, item.member.fact.line))
    return Cluster(keeper, tuple(ordered))
