"""How much a shingle says: the rarer in the corpus, the more. Weighted similarity, exact."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

UNIT = 1024  # weights are whole numbers of 1/1024, so that sums do not hang on their order


def weight(texts: int, frequency: int) -> int:
    """Return ln(1 + texts / frequency) in 1/1024: the inverse document frequency of a shingle in `frequency` texts."""
    return round(UNIT * math.log1p(texts / max(frequency, 1)))


class _Weights(dict[str, int]):
    """The weights that have been asked for."""

    def __init__(self, texts: int, counts: Mapping[str, int]) -> None:
        super().__init__()
        self._texts, self._counts = texts, counts

    def __missing__(self, shingle: str) -> int:
        found = self[shingle] = weight(self._texts, self._counts.get(shingle, 0))
        return found


@dataclass(frozen=True)
class Frequencies:
    """In how many of `texts` distinct texts each shingle occurs. Tables of parts of a corpus add up and subtract."""

    texts: int = 0
    counts: Mapping[str, int] = field(default_factory=Counter)

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """The weight of every shingle, in 1/1024; those that do not occur have one too."""
        return _Weights(self.texts, self.counts)

    def weight(self, shingle: str) -> int:
        """Return the weight of a shingle in 1/1024."""
        return self.weights[shingle]

    def share(self, shingle: str) -> float:
        """Return the share of texts that have a shingle, 0 to 1."""
        return self.counts.get(shingle, 0) / self.texts if self.texts else 0.0

    def similarity(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the weighted Jaccard similarity of two sets: the weight they share over the weight of both, 0 to 1."""
        shared = self._total(one & other)
        return shared / union if (union := shared + self._total(one ^ other)) else 0.0

    def _total(self, shingles: Iterable[str]) -> int:
        return sum(map(self.weights.__getitem__, shingles))


def frequencies(sets: Iterable[frozenset[str]]) -> Frequencies:
    """Return the frequencies of the shingles in the sets of distinct texts."""
    distinct = list(sets)
    return Frequencies(len(distinct), Counter(shingle for shingles in distinct for shingle in shingles))
