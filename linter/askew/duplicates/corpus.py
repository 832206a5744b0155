"""A whole corpus at once: from the facts of all its documents to the clusters of questions that are asked twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from askew.config import Settings
from askew.duplicates.clusters import Cluster, Pair, clusters
from askew.duplicates.facts import DocumentFact
from askew.duplicates.shingles import shingles
from askew.duplicates.signature import scheme_for
from askew.duplicates.verdict import Group, Judge, Member, Verdict, group, thresholds
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import Text, Wording, wording

Likeness = Callable[[Member, Member], float | None]


def wording_of(settings: Settings) -> Wording:
    """Return the wording with what `settings` add to it."""
    return wording(settings.duplicates.frames, settings.duplicates.synonyms)


def judge_of(settings: Settings, frequencies: Frequencies, likeness: Likeness) -> Judge:
    """Return the judge for a corpus with these frequencies."""
    own = settings.duplicates
    limits = thresholds(own.merge, own.review, frequencies.texts)
    return Judge(wording_of(settings), frequencies, limits, likeness)


def members(documents: Iterable[DocumentFact]) -> list[Member]:
    """Return the records of `documents` by path and line."""
    ordered = sorted(documents, key=lambda document: document.path)
    return [Member(document.path, fact) for document in ordered for fact in document.records]


def groups_of(members: Iterable[Member]) -> list[Group]:
    """Return the records that ask something, put together where they ask the same, by question."""
    same: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if member.fact.texts:
            same[member.fact.texts[0].exact].append(member)
    return [group(same[exact]) for exact in sorted(same)]


def duplicated(documents: Iterable[DocumentFact], settings: Settings, likeness: Likeness) -> list[Cluster]:
    """Return the clusters of duplicate questions in a corpus; the order of `documents` does not matter."""
    groups = groups_of(members(documents))
    return list(clusters(groups, verdicts(groups, settings, likeness)))


def verdicts(groups: Sequence[Group], settings: Settings, likeness: Likeness) -> dict[Pair, Verdict]:
    """Return the verdicts on the pairs of `groups`, by their numbers, that have one."""
    from askew.duplicates import bulk

    askers: dict[Text, list[int]] = defaultdict(list)
    for number, item in enumerate(groups):
        for text in item.texts:
            askers[text].append(number)
    texts = sorted(askers)
    packed = bulk.shingled(shingles(text.core) for text in texts)
    judge = judge_of(settings, packed.frequencies(), likeness)
    met = bulk.candidates(packed, scheme_for(len(texts)))
    alike = met[bulk.similarities(packed, packed.weights(), met) >= judge.thresholds.review]
    pairs = {
        (min(one, other), max(one, other))
        for left, right in [*alike.tolist(), *((number, number) for number in range(len(texts)))]
        for one in askers[texts[left]]
        for other in askers[texts[right]]
        if one != other
    }
    judged = ((pair, judge.verdict(groups[pair[0]], groups[pair[1]])) for pair in sorted(pairs))
    return {pair: verdict for pair, verdict in judged if verdict is not None}
