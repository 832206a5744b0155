"""How alike many pairs of texts are, with NumPy: the similarities of `Frequencies`, without a Python step a shingle."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askew.duplicates.packing import Ints, Shingled

_BLOCK = 1 << 20  # numbers that are worked on at a time
_TABLE = 1 << 20  # numbers in the table of weights that pairs are looked up in
_HEADS = 32  # shingles of a text that tell most pairs apart


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


def alike(texts: Shingled, weights: Ints, batches: Iterable[Ints], threshold: float) -> Iterator[Ints]:
    """Yield those pairs of each batch whose similarity is at least `threshold`, above 0."""
    weighed = _weighed(texts, weights)
    heads = _heads(weighed)
    for pairs in batches:
        yield _alike(weighed, heads, pairs, threshold)


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
    """What `alike` yields. Most candidates are far from it, which the heaviest shingles of the right text tell: even
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
