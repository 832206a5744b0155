"""MinHash signatures, bit for bit those of `datasketch.MinHash(num_perm=288, seed=1)`, and the keys of their bands.

They are a function of one text alone, never of the corpus. The permutations are data, made with datasketch by
scripts/permutations.py, so that a text is signed without importing anything heavy.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from askew.data import data_dir

VERSION = 1
PERMUTATIONS = 288
BUCKET = 64  # texts that share a key and are all compared with each other; in a bigger crowd, all with the first
_MASK = 0xFFFFFFFF
_MASK_64 = 0xFFFFFFFFFFFFFFFF
_PRIME = 0x100000001B3  # of FNV-1a
_OFFSET = 0xCBF29CE484222325


class Scheme(NamedTuple):
    """How signatures are cut into bands: two texts are candidates when all `rows` values of one band agree.

    Texts whose sets of shingles have Jaccard similarity j are candidates with probability 1 - (1 - j^rows)^bands
    (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4.2).
    """

    bands: int
    rows: int


def scheme_for(texts: int) -> Scheme:
    """Return the scheme for a corpus of so many distinct texts: the more, the fewer chance meetings are affordable."""
    if texts <= 20_000:
        return Scheme(42, 3)
    return Scheme(50, 4) if texts <= 300_000 else Scheme(48, 6)


@cache
def permutations() -> tuple[tuple[int, int], ...]:
    """Return the (a, b) of every permutation h -> a * h + b modulo 2^32."""
    data = json.loads((data_dir("rules") / "permutations.json").read_text(encoding="utf-8"))
    return tuple(zip(data["a"], data["b"], strict=True))


def hashed(shingle: str) -> int:
    """Return the 32-bit hash of a shingle: datasketch's `sha1_hash32`, then its finaliser (MurmurHash3's fmix32)."""
    value = int.from_bytes(hashlib.sha1(shingle.encode("utf-8", "surrogatepass")).digest()[:4], "little")
    value = (value ^ (value >> 16)) * 0x85EBCA6B & _MASK
    value = (value ^ (value >> 13)) * 0xC2B2AE35 & _MASK
    return value ^ (value >> 16)


def signature(shingles: Collection[str], permutations_: int = PERMUTATIONS) -> list[int]:
    """Return the first values of the signature of a set of shingles; of no shingles, the largest value throughout."""
    values = [hashed(shingle) for shingle in shingles]
    used = permutations()[:permutations_]
    return [min([(a * value + b) & _MASK for value in values], default=_MASK) for a, b in used]


def band_keys(signature: Collection[int], scheme: Scheme) -> Iterator[int]:
    """Yield the key of every band of a signature: 64 bits, different for equal values in different bands (FNV-1a)."""
    values = list(signature)
    for band in range(scheme.bands):
        key = (_OFFSET ^ band) * _PRIME & _MASK_64
        for value in values[band * scheme.rows : (band + 1) * scheme.rows]:
            key = (key ^ value) * _PRIME & _MASK_64
        yield key
