"""Clusters: records that ask the same, each with the copy to keep. Every member is like the keeper, so no chains."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from askew.duplicates.aims import ask_apart
from askew.duplicates.glosses import disagree
from askew.duplicates.verdict import Group, Kind, Member, Verdict, identical
from askew.duplicates.wording import Text

Pair = tuple[int, int]


class Duplicate(NamedTuple):
    """A member of a cluster that could go, and the verdict on it and the keeper."""

    member: Member
    verdict: Verdict


class Cluster(NamedTuple):
    """A record to keep and those that ask the same."""

    keeper: Member
    duplicates: tuple[Duplicate, ...]


def clusters(groups: Sequence[Group], verdicts: Mapping[Pair, Verdict]) -> Iterator[Cluster]:
    """Yield the clusters that `verdicts` on pairs of `groups` (by their numbers) make: stars around the best copies.

    The best question takes all that are near it, the best of the others likewise, and so on. Where there is only
    something to review, two keepers are put side by side.
    """
    ranked = sorted(range(len(groups)), key=lambda number: groups[number].members[0].rank)
    near, review = _neighbours(verdicts, "near"), _neighbours(verdicts, "review")
    keepers = _stars(ranked, near, groups)
    for number, others in keepers.items():
        same = [Duplicate(member, identical(groups[number])) for member in groups[number].members[1:]]
        alike = [Duplicate(member, near[number][other]) for other in others for member in groups[other].members]
        if same or alike:
            yield _cluster(groups[number].members[0], [*same, *alike])
    for number, others in _stars(list(keepers), review, groups).items():
        if others:
            doubtful = [Duplicate(groups[other].members[0], review[number][other]) for other in others]
            yield _cluster(groups[number].members[0], doubtful)


def _stars(
    ranked: Sequence[int], neighbours: Mapping[int, Mapping[int, Verdict]], groups: Sequence[Group]
) -> dict[int, list[int]]:
    """The centres, best first, each with the neighbours that it takes: none that is known not to ask what another asks."""
    free = set(ranked)
    found: dict[int, list[int]] = {}
    for number in ranked:
        if number in free:
            free.remove(number)
            taken = found[number] = []
            said: set[Text] = set()
            for other in sorted(other for other in neighbours.get(number, ()) if other in free):
                besides = _besides(groups[other])
                if not any(_apart(besides, one) for one in said):
                    taken.append(other)
                    said.add(besides)
            free.difference_update(found[number])
    return found


def _besides(group: Group) -> Text:
    """A question without its words."""
    return group.texts[0]._replace(exact="", core="", signs=(), names=frozenset())


def _apart(one: Text, other: Text) -> bool:
    """Whether two questions say otherwise what a third, near to both, leaves open."""
    return ask_apart(one.aim, other.aim) or disagree(one.glosses, other.glosses)


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
