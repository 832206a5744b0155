"""The shingles of many texts as numbers, cut with NumPy: what `shingles.shingles` finds in each, without a Python step a shingle."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askew.duplicates.shingles import FIRST_HAN, HAN_LENGTH, HAN_RANGES, OTHER_LENGTH
from askew.duplicates.weights import Frequencies, weight

Ints = NDArray[np.int64]

_CHUNK = 1 << 18  # characters that are cut at a time: what is at work stays in the processor's cache
_BITS = 21  # of a code point, plus one so that no character is nothing; three of them fit into a number
_BLANKS = [code for code in range(0x3001) if chr(code).isspace()]


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


def shingled(cores: Iterable[str]) -> Shingled:
    """Return the sets of shingles of texts, packed; those of `shingles.shingles`."""
    vocabulary: dict[int, int] = {}
    ids = [np.empty(0, dtype=np.int32)]
    lengths = [np.zeros(1, dtype=np.int64)]
    for chunk in _chunks(cores):
        texts, codes = _cut(chunk)
        known, place = np.unique(codes, return_inverse=True)
        numbers = np.array([vocabulary.setdefault(code, len(vocabulary)) for code in known.tolist()], dtype=np.int64)
        both = texts * len(vocabulary) + numbers[place]
        both.sort()
        both = both[_changes(both)]
        ids.append((both % max(1, len(vocabulary))).astype(np.int32))
        lengths.append(np.bincount(both // max(1, len(vocabulary)), minlength=len(chunk)))
    return Shingled([_spelt(code) for code in vocabulary], np.concatenate(ids), np.cumsum(np.concatenate(lengths)))


def _chunks(cores: Iterable[str]) -> Iterator[list[str]]:
    chunk, size = [], 0
    for core in cores:
        chunk.append(core)
        size += len(core)
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    yield chunk


class _Runs(NamedTuple):
    """Runs of Han or of other characters: the number of their text, their first character and the end of the last."""

    texts: Ints
    starts: Ints
    ends: Ints


def _cut(cores: Sequence[str]) -> tuple[Ints, Ints]:
    """The shingles of texts, as often as they occur: the number of the text, and their characters as one number."""
    points = np.frombuffer("".join([*cores, "   "]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    runs = _runs(points[:-OTHER_LENGTH], np.fromiter(map(len, cores), dtype=np.int64, count=len(cores)))
    length = np.where(points[runs.starts] < ord(FIRST_HAN), OTHER_LENGTH, HAN_LENGTH)
    counts = np.maximum(1, runs.ends - runs.starts - length + 1)
    at = np.arange(counts.sum()) + np.repeat(runs.starts - (np.cumsum(counts) - counts), counts)
    size = np.repeat(np.minimum(length, runs.ends - runs.starts), counts)
    signs = points.astype(np.int64) + 1
    codes = signs[at]
    codes += (signs[at + 1] << _BITS) * (size > 1)
    codes += (signs[at + 2] << 2 * _BITS) * (size > 2)
    return np.repeat(runs.texts, counts), codes


def _runs(points: NDArray[np.uint32], lengths: Ints) -> _Runs:
    """The runs of texts that stand one behind the other, without the blanks around them."""
    text = np.repeat(np.arange(len(lengths)), lengths)
    han = np.zeros(len(points), dtype=bool)
    for first, last in HAN_RANGES:
        han |= (points >= first) & (points <= last)
    run = np.cumsum((np.diff(han, prepend=False) != 0) | (np.diff(text, prepend=0) != 0))
    written = np.flatnonzero(~np.isin(points, _BLANKS))
    edges = np.flatnonzero(np.diff(run[written], prepend=-1, append=-1))
    starts, ends = written[edges[:-1]], written[edges[1:] - 1] + 1
    return _Runs(text[starts], starts, ends)


def _changes(ordered: Ints) -> NDArray[np.bool_]:
    """Where a sorted array has a value that the place before has not."""
    return np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]


def _spelt(code: int) -> str:
    signs = ((code >> shift & (1 << _BITS) - 1) - 1 for shift in (0, _BITS, 2 * _BITS))
    return "".join(chr(sign) for sign in signs if sign >= 0)
