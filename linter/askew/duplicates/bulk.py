"""Many texts at once, with NumPy: the same signatures, keys and similarities as for one, without a Python step a shingle."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askew.duplicates.packing import Ints, Shingled
from askew.duplicates.signature import BUCKET, Scheme, hashed, permutations

Words = NDArray[np.uint32]
Keys = NDArray[np.uint64]

_BLOCK = 1 << 20  # numbers that are worked on at a time
_TABLE = 1 << 20  # numbers in the table of weights that pairs are looked up in
_HEADS = 32  # shingles of a text that tell most pairs apart
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
    weighed = _weighed(texts, weights)
    heads = _heads(weighed)
    batches = _batches(texts, scheme)
    return _rows(texts, [_codes(texts, _alike(weighed, heads, pairs, threshold)) for pairs in batches])


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


class _Weighed(NamedTuple):
    """Texts with the weights of shingles, the total weight of every text, and a table of zeros to look weights up in.

    The table has room for some rows, as wide as the vocabulary and one more for no shingle at all.
    """

    texts: Shingled
    weights: Ints
    totals: Ints
    table: Ints

    @property
    def width(self) -> int:
        """The width of a row of the table."""
        return len(self.texts.vocabulary) + 1


class _Heads(NamedTuple):
    """The heaviest shingles of every text, a row a text, filled up with the number behind the last; what the rest weighs."""

    shingles: NDArray[np.int32]
    rest: Ints


class _Pairs(NamedTuple):
    """Pairs of texts that are compared at once: few texts on the left, ascending, and not too much on the right."""

    which: Ints
    left: Ints
    right: Ints


def _weighed(texts: Shingled, weights: Ints) -> _Weighed:
    totals = np.zeros(len(texts.starts) - 1, dtype=np.int64)
    for ids, starts, some in _slices(texts):
        totals[some] = _sums(weights[ids], starts)
    width = len(texts.vocabulary) + 1
    return _Weighed(texts, weights, totals, np.zeros(max(1, _TABLE // width) * width, dtype=np.int64))


def similarities(texts: Shingled, weights: Ints, pairs: Ints) -> NDArray[np.float64]:
    """Return the weighted Jaccard similarity of every pair, 0 to 1, exactly as `Frequencies.similarity` gives it."""
    return _similarities(_weighed(texts, weights), pairs)


def alike(texts: Shingled, weights: Ints, pairs: Ints, threshold: float) -> Ints:
    """Return those of the pairs whose similarity is at least `threshold`, above 0."""
    weighed = _weighed(texts, weights)
    return _alike(weighed, _heads(weighed), pairs, threshold)


def _similarities(weighed: _Weighed, pairs: Ints) -> NDArray[np.float64]:
    found = np.zeros(len(pairs))
    for some in _portions(weighed, pairs):
        marked, rows = _mark(weighed, some.left)
        ids, starts = _ids(weighed.texts, some.right)
        cells = ids + np.repeat(rows, np.diff(starts))
        shared = _sums(np.take(weighed.table, cells, mode="clip"), starts)
        weighed.table[marked] = 0
        union = weighed.totals[some.left] + weighed.totals[some.right] - shared
        found[some.which] = np.divide(shared, union, out=np.zeros(len(shared)), where=union > 0)
    return found


def _alike(weighed: _Weighed, heads: _Heads, pairs: Ints, threshold: float) -> Ints:
    """What `alike` returns. Most candidates are far from it, which the heaviest shingles of the right text tell: even
    if the left one had all the rest, it would not do.
    """
    possible = np.zeros(len(pairs), dtype=bool)
    for some in _portions(weighed, pairs):
        marked, rows = _mark(weighed, some.left)
        cells = np.take(heads.shingles, some.right, axis=0, mode="clip") + rows[:, None]
        shared = heads.rest[some.right] + np.take(weighed.table, cells, mode="clip").sum(axis=1)
        weighed.table[marked] = 0
        union = weighed.totals[some.left] + weighed.totals[some.right] - shared
        possible[some.which] = shared >= union * (threshold - 1e-9)
    pairs = pairs[possible]
    return pairs[_similarities(weighed, pairs) >= threshold]


def _portions(weighed: _Weighed, pairs: Ints) -> Iterator[_Pairs]:
    order = np.argsort(pairs[:, 0], kind="stable")
    lengths = weighed.texts.lengths
    texts_at_once = len(weighed.table) // weighed.width
    for start in range(0, len(order), _BLOCK):
        some = order[start : start + _BLOCK]
        left, right = pairs[some].T
        row = np.cumsum(np.diff(left, prepend=left[:1]) != 0)
        work = np.cumsum(lengths[right])
        at = 0
        while at < len(left):
            end = min(np.searchsorted(row, row[at] + texts_at_once), np.searchsorted(work, work[at] + _BLOCK))
            end = max(int(end), at + 1)
            yield _Pairs(some[at:end], left[at:end], right[at:end])
            at = end


def _mark(weighed: _Weighed, left: Ints) -> tuple[Ints, Ints]:
    """Write the weights of the texts on the left into the table; return where, and where the row of each pair starts."""
    new = np.diff(left, prepend=-1) != 0
    ids, starts = _ids(weighed.texts, left[new])
    marked: Ints = ids + np.repeat(np.arange(len(starts) - 1) * weighed.width, np.diff(starts))
    weighed.table[marked] = weighed.weights[ids]
    return marked, (np.cumsum(new) - 1) * weighed.width


def _ids(texts: Shingled, numbers: Ints) -> tuple[Ints, Ints]:
    """The shingles of texts, and where those of each text start among them."""
    begins = texts.starts[numbers]
    lengths = texts.starts[numbers + 1] - begins
    starts = np.concatenate([[0], np.cumsum(lengths)])
    at = np.arange(starts[-1]) + np.repeat(begins - starts[:-1], lengths)
    return np.take(texts.ids, at, mode="clip").astype(np.int64), starts


def _slices(texts: Shingled) -> Iterator[tuple[Ints, Ints, slice]]:
    """Yield texts in slices with few shingles: the ids, where those of each text start among them, and the slice."""
    count = len(texts.starts) - 1
    start = 0
    while start < count:
        end = int(np.searchsorted(texts.starts, texts.starts[start] + _BLOCK, side="right")) - 1
        end = min(max(end, start + 1), count)
        starts = texts.starts[start : end + 1]
        yield texts.ids[starts[0] : starts[-1]].astype(np.int64), starts - starts[0], slice(start, end)
        start = end


def _heads(weighed: _Weighed) -> _Heads:
    texts, weights = weighed.texts, np.append(weighed.weights, 0)
    heavy = np.argsort(-weighed.weights, kind="stable")
    rank = np.empty(len(heavy), dtype=np.int64)
    rank[heavy] = np.arange(len(heavy))
    found = _Heads(np.empty((len(weighed.totals), _HEADS), dtype=np.int32), weighed.totals.copy())
    for ids, starts, some in _slices(texts):
        lengths = np.diff(starts)
        ordered = np.repeat(np.arange(len(lengths)) * len(heavy), lengths) + rank[ids]
        ordered.sort()
        heads = np.full((len(lengths), _HEADS), len(heavy), dtype=np.int32)
        for head in range(_HEADS):
            has = np.flatnonzero(lengths > head)
            heads[has, head] = heavy[ordered[starts[has] + head] % len(heavy)]
        found.shingles[some] = heads
        found.rest[some] -= weights[heads].sum(axis=1)
    return found


def _sums(values: Ints, starts: Ints) -> Ints:
    totals = np.concatenate([[0], np.cumsum(values)])
    found: Ints = totals[starts[1:]] - totals[starts[:-1]]
    return found
