"""Answers that are the same but for a sentence or so: which of them are compared, and when they are."""

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from askew.duplicates.facts import RecordFact, Sentence, key_of

Answer = frozenset[Sentence]

CROWD = 64  # answers that share a sentence and are all compared with each other; in a bigger crowd, all with the first
_SAME = 0.80  # share of the letters of two answers that stand in sentences of both
_LETTERS = 40  # a shorter answer may well be right twice
_MET_BY = 4  # sentences, those with the smallest hashes, by which answers meet


def answer_of(fact: RecordFact) -> Answer | None:
    """Return the answer of a record as it is compared; None for one that is too short."""
    return frozenset(fact.sentences) if fact.letters >= _LETTERS else None


def name_of(answer: Answer) -> int:
    """Return the 63-bit hash of an answer."""
    keys = sorted(sentence.key for sentence in answer)
    return key_of(struct.pack(f"<{len(keys)}q", *keys))


def meeting_keys(answer: Answer) -> list[int]:
    """Return the keys of the sentences by which an answer meets others."""
    return sorted({sentence.key for sentence in answer})[:_MET_BY]


def are_alike(one: Answer, other: Answer) -> bool:
    """Tell whether two answers are the same but for a sentence or so."""
    return shared(one, other) >= _SAME


def shared(one: Answer, other: Answer) -> float:
    """Return the share of the letters of two answers that stand in sentences of both, 0 to 1."""
    return _letters(one & other) / _letters(one | other)


def alike(answers: Iterable[Answer]) -> Iterator[tuple[Answer, Answer]]:
    """Yield the pairs of different answers of a corpus, each given once, that meet and are alike; some more than once."""
    crowds: dict[int, list[Answer]] = defaultdict(list)
    for answer in sorted(answers, key=name_of):
        for key in meeting_keys(answer):
            crowds[key].append(answer)
    for crowd in crowds.values():
        pairs = combinations(crowd, 2) if len(crowd) <= CROWD else ((crowd[0], other) for other in crowd[1:])
        yield from (pair for pair in pairs if are_alike(*pair))


def _letters(sentences: Iterable[Sentence]) -> int:
    return sum(sentence.letters for sentence in sentences)
