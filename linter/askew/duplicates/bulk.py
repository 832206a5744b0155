"""Many texts at once, with NumPy: the same signatures, keys and candidates as for one, without a Python step a shingle."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askew.duplicates.packing import Ints, Shingled
from askew.duplicates.signature import BUCKET, Scheme, hashed, permutations
from askew.duplicates.weighing import alike

Words = NDArray[np.uint32]
Keys = NDArray[np.uint64]

_BLOCK = 1 << 20  # numbers that are worked on at a time
_BATCH = 1 << 22  # candidates that are compared at a time, about
_CACHED = 1 << 16  # shingles that are signed at a time: they are read again and again
_OFFSET, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)


class _Block(NamedTuple):
    """Texts with about as many shingles: their numbers, and their hashes, one column a text."""

    texts: Ints
    hashes: Words


def _blocks(texts: Shingled) -> list[_Block]:
    hashes = np.fromiter((hashed(shingle) for shingle in texts.vocabulary), dtype=np.uint32)
    lengths = texts.lengths
    order = np.argsort(lengths, kind="stable")
    ordered = lengths[order]
    found = []
    start = int(np.searchsorted(ordered, 1))  # no shingles, no signature
    while start < len(order):
        end = min(len(order), start + max(1, _CACHED // int(ordered[start])))
        end = max(start + 1, min(end, start + _CACHED // int(ordered[end - 1])))
        chosen = order[start:end]
        row = np.arange(int(ordered[end - 1]))[:, None]
        at = texts.starts[chosen] + np.minimum(row, lengths[chosen] - 1)  # one twice is no other minimum
        found.append(_Block(chosen, hashes[texts.ids[at]]))
        start = end
    return found


def _minima(block: _Block, permutation: tuple[int, int], values: Words) -> Words:
    """The value of one permutation for every text of a block; `values` is room to work in."""
    a, b = permutation
    room = values[: block.hashes.size].reshape(block.hashes.shape)
    np.multiply(block.hashes, np.uint32(a), out=room)
    np.add(room, np.uint32(b), out=room)
    found: Words = room.min(axis=0)
    return found


def _room(blocks: Sequence[_Block]) -> Words:
    return np.empty(max((block.hashes.size for block in blocks), default=0), dtype=np.uint32)


def signatures(texts: Shingled, values: int) -> Words:
    """Return the first `values` values of every text's signature, one row a text; those of `signature.signature`."""
    found = np.full((len(texts.starts) - 1, values), 0xFFFFFFFF, dtype=np.uint32)
    blocks = _blocks(texts)
    room = _room(blocks)
    for block in blocks:
        for index, permutation in enumerate(permutations()[:values]):
            found[block.texts, index] = _minima(block, permutation, room)
    return found


def band_keys(texts: Shingled, scheme: Scheme) -> Iterator[tuple[Ints, Keys]]:
    """Yield, for band after band, the numbers of the texts that have shingles and their keys, those of `signature.band_keys`.

    Only one band is in memory at a time: what a million texts need is their shingles and eight bytes each.
    """
    blocks = _blocks(texts)
    room = _room(blocks)
    numbers = np.concatenate([np.empty(0, dtype=np.int64), *(block.texts for block in blocks)])
    for band in range(scheme.bands):
        chosen = permutations()[band * scheme.rows : (band + 1) * scheme.rows]
        parts = [np.empty(0, dtype=np.uint64)]
        for block in blocks:
            keys = np.full(len(block.texts), (_OFFSET ^ np.uint64(band)), dtype=np.uint64) * _PRIME
            for permutation in chosen:
                keys = (keys ^ _minima(block, permutation, room)) * _PRIME
            parts.append(keys)
        yield numbers, np.concatenate(parts)


def candidates(texts: Shingled, scheme: Scheme) -> Ints:
    """Return the pairs of texts that share a band, one row a pair, the smaller number first, sorted."""
    return _rows(texts, [_codes(texts, pairs) for pairs in _batches(texts, scheme)])


def joined(texts: Shingled, scheme: Scheme, weights: Ints, threshold: float) -> Ints:
    """Return those of the candidates that are `alike`; all candidates are never in memory at once."""
    found = alike(texts, weights, _batches(texts, scheme), threshold)
    return _rows(texts, [_codes(texts, pairs) for pairs in found])


def _batches(texts: Shingled, scheme: Scheme) -> Iterator[Ints]:
    """Yield candidates as rows, sorted; a pair that shares several bands may come again in a later batch."""
    waiting: list[Ints] = []
    for numbers, keys in _many(band_keys(texts, scheme)):
        for left, right in _meetings(numbers, keys):
            waiting.append(_codes(texts, np.stack([left, right], axis=1)))
        if sum(map(len, waiting)) > _BATCH:
            yield _rows(texts, waiting)
            waiting = []
    yield _rows(texts, waiting)


def _codes(texts: Shingled, pairs: Ints) -> Ints:
    codes: Ints = pairs[:, 0] * len(texts.starts) + pairs[:, 1]
    return codes


def _rows(texts: Shingled, codes: Sequence[Ints]) -> Ints:
    """The different pairs, sorted."""
    return np.stack(np.divmod(_distinct(codes), len(texts.starts)), axis=1)


def _distinct(values: Sequence[Ints]) -> Ints:
    """The different values, sorted; several times as fast as np.unique, which hashes them."""
    found = np.concatenate([np.empty(0, dtype=np.int64), *values])
    found.sort()
    new = np.concatenate([[True], found[1:] != found[:-1]])[: len(found)]
    return np.compress(new, found)


def _many(bands: Iterable[tuple[Ints, Keys]]) -> Iterator[tuple[Ints, Keys]]:
    """Yield bands put together to about a block: no key is in two of them."""
    waiting: list[tuple[Ints, Keys]] = []
    for band in bands:
        waiting.append(band)
        if sum(len(numbers) for numbers, _ in waiting) >= _BLOCK:
            yield _put_together(waiting)
            waiting = []
    if waiting:
        yield _put_together(waiting)


def _put_together(bands: Sequence[tuple[Ints, Keys]]) -> tuple[Ints, Keys]:
    numbers, keys = zip(*bands, strict=True)
    return np.concatenate(numbers), np.concatenate(keys)


def _meetings(numbers: Ints, keys: Keys) -> Iterator[tuple[Ints, Ints]]:
    """Yield pairs of texts with equal keys: all of a bucket up to BUCKET, in a bigger one each with the smallest number."""
    bits = (4 * len(keys)).bit_length()
    slots = (keys >> np.uint64(64 - bits)).astype(np.int64)
    met = np.bincount(slots)[slots] > 1  # most keys are alone, and need not be sorted
    numbers, keys = numbers[met], keys[met]
    order = np.argsort(keys)
    numbers, keys = numbers[order], keys[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    sizes = np.diff(starts, append=len(keys))
    for size in np.unique(sizes[(sizes > 1) & (sizes <= BUCKET)]).tolist():
        members = np.sort(numbers[starts[sizes == size][:, None] + np.arange(size)], axis=1)
        left, right = np.triu_indices(size, 1)
        yield members[:, left].ravel(), members[:, right].ravel()
    for start, size in zip(starts[sizes > BUCKET], sizes[sizes > BUCKET], strict=True):
        members = np.sort(numbers[start : start + size])
        yield np.full(size - 1, members[0]), members[1:]
