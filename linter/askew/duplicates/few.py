"""A few texts compared as many are, without NumPy: importing it takes longer than comparing them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from askew.duplicates.shingles import shingles
from askew.duplicates.signature import BUCKET, Scheme, band_keys, signature
from askew.duplicates.weights import Frequencies, frequencies

FEW = BUCKET
"""So many texts are compared like this at most: no bucket of theirs is too big for all to be compared."""


def joined(cores: Sequence[str], scheme: Scheme, threshold: float) -> tuple[Frequencies, list[tuple[int, int]]]:
    """Return the frequencies of texts, and those that share a band and are alike: pairs of numbers, sorted.

    They are what `bulk.joined` and `packing.shingled` find.
    """
    cut = [shingles(core) for core in cores]
    known = frequencies(cut)
    buckets: dict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(cut):
        if found:
            for key in band_keys(signature(found, scheme.bands * scheme.rows), scheme):
                buckets[key].append(number)
    met = {pair for members in buckets.values() for pair in combinations(members, 2)}
    return known, [pair for pair in sorted(met) if known.similarity(cut[pair[0]], cut[pair[1]]) >= threshold]
