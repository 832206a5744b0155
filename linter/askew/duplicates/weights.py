"""How much a shingle says: the rarer in the corpus, the more. Weighted similarity, exact."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

UNIT = 1024  # weights are whole numbers of 1/1024, so that sums do not hang on their order


def weight(texts: int, frequency: int) -> int:
    """Return ln(1 + texts / frequency) in 1/1024: the inverse document frequency of a shingle in `frequency` texts."""
    return round(UNIT * math.log1p(texts / max(frequency, 1)))


@dataclass(frozen=True)
class Frequencies:
    """In how many of `texts` distinct texts each shingle occurs. Tables of parts of a corpus add up and subtract."""

    texts: int = 0
    counts: Mapping[str, int] = field(default_factory=Counter)
    _weights: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def weight(self, shingle: str) -> int:
        """Return the weight of a shingle in 1/1024."""
        found = self._weights.get(shingle)
        if found is None:
            found = self._weights[shingle] = weight(self.texts, self.counts.get(shingle, 0))
        return found

    def share(self, shingle: str) -> float:
        """Return the share of texts that have a shingle, 0 to 1."""
        return self.counts.get(shingle, 0) / self.texts if self.texts else 0.0

    def similarity(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the weighted Jaccard similarity of two sets: the weight they share over the weight of both, 0 to 1."""
        shared = self._total(one & other)
        return shared / union if (union := shared + self._total(one ^ other)) else 0.0

    def _total(self, shingles: Iterable[str]) -> int:
        return sum(map(self.weight, shingles))


def frequencies(sets: Iterable[frozenset[str]]) -> Frequencies:
    """Return the frequencies of the shingles in the sets of distinct texts."""
    distinct = list(sets)
    return Frequencies(len(distinct), Counter(shingle for shingles in distinct for shingle in shingles))
