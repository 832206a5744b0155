"""Why two records are duplicates, or are not: every number that the verdict rests on."""

from typing import NamedTuple

from askew.duplicates.contrast import Contrast, contrast
from askew.duplicates.corpus import Corpus
from askew.duplicates.shingles import shingles
from askew.duplicates.verdict import Evidence, Group, Judge, Kind, Member
from askew.duplicates.weights import UNIT
from askew.duplicates.wording import Text


class Comparison(NamedTuple):
    """Two texts: their similarities with and without weights, 0 to 1, and what tells them apart.

    `shared` are the shingles of both with their weights (the natural logarithm of 1 + texts / frequency), the heaviest
    first; `shingles` counts those of either.
    """

    texts: tuple[Text, Text]
    weighted: float
    plain: float
    shared: tuple[tuple[str, float], ...]
    shingles: int
    contrast: Contrast


class Explanation(NamedTuple):
    """What two records are to each other.

    `comparisons` has the texts that decide and, where those are others, the questions. `answers` is the likeness of the
    answers, None where one is missing; `code` counts the code blocks that both have. `kind` is None for records that
    have nothing to do with each other, and `why` says in words how that was found.
    """

    members: tuple[Member, Member]
    comparisons: tuple[Comparison, ...]
    answers: float | None
    code: int
    kind: Kind | None
    score: float
    why: str


def explain(corpus: Corpus, one: Member, other: Member) -> Explanation:
    """Return what two records of `corpus` are to each other, by the same judge that gives its verdicts."""
    answers = corpus.shelf.likeness(one, other)
    code = len({block.key for block in one.fact.code} & {block.key for block in other.fact.code})
    left, right = _group(corpus, one), _group(corpus, other)
    if left is None or right is None:
        silent = one if left is None else other
        why = f"{silent.path}:{silent.fact.line} asks nothing that could be compared"
        return Explanation((one, other), (), answers, code, None, 0.0, why)
    judge = corpus.judge
    if left is right:
        questions = _comparison(judge, one.fact.texts[0], other.fact.texts[0])
        why = "the questions have the same letters and signs"
        return Explanation((one, other), (questions,), answers, code, "identical", 1.0, why)
    evidence, verdict = judge.evidence(left, right), judge.verdict(left, right)
    asked = left.texts[0], right.texts[0]
    compared = [evidence.texts] if evidence.texts == asked else [evidence.texts, asked]
    comparisons = tuple(_comparison(judge, *texts) for texts in compared)
    likely = verdict.likely if verdict else None
    why = _why(judge, evidence, left, right) if likely is None else f"likely the same, by meaning ({likely:.0%})"
    return Explanation((one, other), comparisons, answers, code, verdict and verdict.kind, evidence.score, why)


def _group(corpus: Corpus, member: Member) -> Group | None:
    return next((group for group in corpus.groups if any(item is member for item in group.members)), None)


def _comparison(judge: Judge, one: Text, other: Text) -> Comparison:
    left, right = shingles(one.core), shingles(other.core)
    either = len(left | right)
    weights = ((shingle, judge.frequencies.weight(shingle) / UNIT) for shingle in left & right)
    return Comparison(
        (one, other),
        judge.similarity(one, other),
        len(left & right) / either if either else 0.0,
        tuple(sorted(weights, key=lambda item: (-item[1], item[0]))),
        either,
        contrast(one, other, judge.wording, judge.frequencies),
    )


def _why(judge: Judge, evidence: Evidence, left: Group, right: Group) -> str:
    merge, review, _ = judge.thresholds
    score = f"{evidence.score:.4f}"
    if evidence.score < review:
        return f"{score} is below `review` ({review:g})"
    if evidence.certain and evidence.score >= merge:
        return f"{score} is not below `merge` ({merge:g}), and no word of content tells them apart"
    if evidence.contrast:
        doubt = "words of content tell them apart"
    elif not evidence.certain:
        doubt = "their titles are alike and the questions are not"
    else:
        doubt = f"{score} is below `merge` ({merge:g})"
    support = judge.likeness(left.members[0], right.members[0]) or 0.0
    enough = "enough" if support >= evidence.support else "too little"
    best = "" if len(left.members) == len(right.members) == 1 else " of the best copies"
    return f"{doubt}; the answers{best} are {support:.0%} alike, {enough} for a look ({evidence.support:.0%})"
