"""Many texts at once, with NumPy: the same signatures, keys and similarities as for one, without a Python step a shingle."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askew.duplicates.signature import BUCKET, Scheme, hashed, permutations
from askew.duplicates.weights import Frequencies, weight

Ints = NDArray[np.int64]
Words = NDArray[np.uint32]

_BLOCK = 1 << 20  # shingles that are worked on at a time
_OFFSET, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)


class Shingled(NamedTuple):
    """Sets of shingles, packed: text i has the shingles `ids[starts[i] : starts[i + 1]]` of `vocabulary`, sorted."""

    vocabulary: list[str]
    ids: NDArray[np.int32]
    starts: Ints

    @property
    def lengths(self) -> Ints:
        """The number of shingles of every text."""
        return np.diff(self.starts)

    def frequencies(self) -> Frequencies:
        """Return in how many texts each shingle occurs."""
        counts = np.bincount(self.ids, minlength=len(self.vocabulary))
        return Frequencies(len(self.starts) - 1, dict(zip(self.vocabulary, counts.tolist(), strict=True)))

    def weights(self) -> Ints:
        """Return the weight of every shingle of the vocabulary, in 1/1024."""
        counts = np.bincount(self.ids, minlength=len(self.vocabulary))
        texts = len(self.starts) - 1
        distinct, index = np.unique(counts, return_inverse=True)
        return np.array([weight(texts, int(count)) for count in distinct], dtype=np.int64)[index]


def shingled(sets: Iterable[frozenset[str]]) -> Shingled:
    """Return sets of shingles packed."""
    vocabulary: dict[str, int] = {}
    ids: list[NDArray[np.int32]] = []
    lengths = [0]
    chunk: list[int] = []
    for shingles in sets:
        chunk += sorted([vocabulary.setdefault(shingle, len(vocabulary)) for shingle in shingles])
        lengths.append(len(shingles))
        if len(chunk) > _BLOCK:
            ids.append(np.array(chunk, dtype=np.int32))
            chunk = []
    ids.append(np.array(chunk, dtype=np.int32))
    return Shingled(list(vocabulary), np.concatenate(ids), np.cumsum(lengths, dtype=np.int64))


class _Block(NamedTuple):
    """Texts with equally many shingles: their numbers, and their hashes, one column a text."""

    texts: Ints
    hashes: Words


def _blocks(texts: Shingled) -> list[_Block]:
    hashes = np.fromiter((hashed(shingle) for shingle in texts.vocabulary), dtype=np.uint32)
    lengths = texts.lengths
    order = np.argsort(lengths, kind="stable")
    found = []
    start = int(np.searchsorted(lengths[order], 1))  # no shingles, no signature
    while start < len(order):
        length = int(lengths[order[start]])
        end = int(np.searchsorted(lengths[order], length, side="right"))
        end = min(end, start + max(1, _BLOCK // length))
        chosen = order[start:end]
        at = texts.starts[chosen] + np.arange(length)[:, None]
        found.append(_Block(chosen, hashes[texts.ids[at]]))
        start = end
    return found


def _minima(block: _Block, permutation: tuple[int, int]) -> Words:
    a, b = permutation
    values: Words = (block.hashes * np.uint32(a) + np.uint32(b)).min(axis=0)
    return values


def signatures(texts: Shingled, values: int) -> Words:
    """Return the first `values` values of every text's signature, one row a text; those of `signature.signature`."""
    found = np.full((len(texts.starts) - 1, values), 0xFFFFFFFF, dtype=np.uint32)
    for block in _blocks(texts):
        for index, permutation in enumerate(permutations()[:values]):
            found[block.texts, index] = _minima(block, permutation)
    return found


def band_keys(texts: Shingled, scheme: Scheme) -> Iterator[tuple[Ints, NDArray[np.uint64]]]:
    """Yield, for band after band, the numbers of the texts that have shingles and their keys, those of `signature.band_keys`.

    Only one band is in memory at a time: what a million texts need is their shingles and eight bytes each.
    """
    blocks = _blocks(texts)
    numbers = np.concatenate([block.texts for block in blocks]) if blocks else np.empty(0, dtype=np.int64)
    for band in range(scheme.bands):
        chosen = permutations()[band * scheme.rows : (band + 1) * scheme.rows]
        parts = []
        for block in blocks:
            keys = np.full(len(block.texts), (_OFFSET ^ np.uint64(band)), dtype=np.uint64) * _PRIME
            for permutation in chosen:
                keys = (keys ^ _minima(block, permutation)) * _PRIME
            parts.append(keys)
        yield numbers, np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64)


def candidates(texts: Shingled, scheme: Scheme) -> Ints:
    """Return the pairs of texts that share a band, one row a pair, the smaller number first, sorted."""
    count = len(texts.starts) - 1
    found = np.empty(0, dtype=np.int64)
    for numbers, keys in band_keys(texts, scheme):
        pairs = _meetings(numbers, keys)
        codes = pairs.min(axis=1) * count + pairs.max(axis=1)
        found = np.union1d(found, codes)
    return np.stack([found // max(count, 1), found % max(count, 1)], axis=1)


def _meetings(numbers: Ints, keys: NDArray[np.uint64]) -> Ints:
    """The pairs of texts with equal keys: all of a bucket up to BUCKET, in a bigger one each with the smallest number."""
    order = np.lexsort((numbers, keys))
    numbers, keys = numbers[order], keys[order]
    edges = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]])) if len(keys) else np.zeros(1, int)
    starts, sizes = edges[:-1], np.diff(edges)
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for size in range(2, BUCKET + 1):
        members = numbers[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        pairs.append(np.stack([members[:, left].ravel(), members[:, right].ravel()], axis=1))
    for start, size in zip(starts[sizes > BUCKET], sizes[sizes > BUCKET], strict=True):
        others = numbers[start + 1 : start + size]
        pairs.append(np.stack([np.full(len(others), numbers[start]), others], axis=1))
    return np.concatenate(pairs)


def similarities(texts: Shingled, weights: Ints, pairs: Ints) -> NDArray[np.float64]:
    """Return the weighted Jaccard similarity of every pair, 0 to 1, exactly as `Frequencies.similarity` gives it."""
    totals = _sums(weights[texts.ids], texts.starts)
    found = [np.empty(0)]
    step = max(1, _BLOCK // max(1, int(texts.lengths.max(initial=1))))
    for start in range(0, len(pairs), step):
        left, right = pairs[start : start + step].T
        shared = _shared(texts, weights, left, right)
        union = totals[left] + totals[right] - shared
        found.append(np.divide(shared, union, out=np.zeros(len(shared)), where=union > 0))
    return np.concatenate(found)


def _shared(texts: Shingled, weights: Ints, left: Ints, right: Ints) -> Ints:
    """The weight of the shingles that each pair has in common."""
    size = len(texts.vocabulary)
    tagged = []
    for side in (left, right):
        lengths = texts.lengths[side]
        pair = np.repeat(np.arange(len(side)), lengths)
        at = (
            np.arange(len(pair))
            - np.repeat(np.cumsum(lengths) - lengths, lengths)
            + np.repeat(texts.starts[side], lengths)
        )
        tagged.append(pair * size + texts.ids[at])
    both = np.sort(np.concatenate(tagged), kind="stable")
    twice = both[1:][both[1:] == both[:-1]]
    sums = np.bincount(twice // size, weights=weights[twice % size], minlength=len(left))
    return sums.astype(np.int64)


def _sums(values: Ints, starts: Ints) -> Ints:
    totals = np.concatenate([[0], np.cumsum(values)])
    found: Ints = totals[starts[1:]] - totals[starts[:-1]]
    return found
