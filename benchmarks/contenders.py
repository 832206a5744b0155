"""Ways to find the pairs of alike texts among many: Askew's and those of other libraries, all on the same shingles.

Each takes texts and returns the pairs it reports, one row a pair, the smaller number first. The others use 128
permutations, what they choose themselves for their bands, and their own estimate of the similarity to judge by.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from askew.duplicates import bulk, packing
from askew.duplicates.contrast import contrast
from askew.duplicates.shingles import shingles
from askew.duplicates.signature import scheme_for
from askew.duplicates.verdict import thresholds
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import Text, Wording, letters, wording

PLAIN = 0.70  # Jaccard similarity from which on a pair is reported where shingles have no weights
MERGE, REVIEW = 0.60, 0.45  # the defaults of the full measure, of which MERGE is applied
_PERMUTATIONS = 128
_CHUNK = 10_000

Pairs = packing.Ints


def plain_cores(texts: Iterable[str]) -> Iterator[str]:
    """Yield each text as it stands, but for case, width and punctuation."""
    return (letters(unicodedata.normalize("NFKC", text).casefold()) for text in texts)


def plain_sets(texts: Iterable[str]) -> Iterator[frozenset[str]]:
    """Yield the shingles of `plain_cores`."""
    return map(shingles, plain_cores(texts))


def merge_threshold(texts: int) -> float:
    """Return the similarity from which on the full measure reports a pair in a corpus of so many texts."""
    return thresholds(MERGE, REVIEW, texts).merge


def same(texts: Sequence[Text], pairs: Pairs, words: Wording, frequencies: Frequencies) -> Pairs:
    """Return those of the pairs of texts that have no contrast."""
    found = [not contrast(texts[one], texts[other], words, frequencies) for one, other in pairs.tolist()]
    chosen: Pairs = pairs[np.array(found, dtype=bool)]
    return chosen


def askew_full(texts: Sequence[str]) -> Pairs:
    """Askew as it is: wording, weights, exact similarity, contrast."""
    words = wording()
    worded = [words.text(text) for text in texts]
    packed = packing.shingled(text.core for text in worded)
    alike = bulk.joined(packed, scheme_for(len(texts)), packed.weights(), merge_threshold(len(texts)))
    return same(worded, alike, words, packed.frequencies())


def askew_plain(texts: Sequence[str]) -> Pairs:
    """Askew's machinery on the plain shingles without weights: Jaccard similarity, exact."""
    packed = packing.shingled(plain_cores(texts))
    return bulk.joined(packed, scheme_for(len(texts)), np.ones(len(packed.vocabulary), dtype=np.int64), PLAIN)


def shingles_alone(texts: Sequence[str]) -> Pairs:
    """No contender: what every contender but Askew's full measure spends before it starts."""
    for _ in plain_sets(texts):
        pass
    return np.empty((0, 2), dtype=np.int64)


def rensa_of(bands: int) -> Callable[[Sequence[str]], Pairs]:
    """Return rensa's R-MinHash with so many bands; its index takes them from the caller."""

    def rensa(texts: Sequence[str]) -> Pairs:
        module = import_module("rensa")
        sketches = module.RMinHash.from_token_sets(map(list, plain_sets(texts)), num_perm=_PERMUTATIONS, seed=42)
        index = module.RMinHashLSH(PLAIN, _PERMUTATIONS, bands)
        index.insert_many(sketches)
        found = []
        for start in range(0, len(sketches), _CHUNK):
            for number, others in enumerate(index.query_all(sketches[start : start + _CHUNK]), start):
                sketch = sketches[number]
                found += [(number, o) for o in others if o > number and sketch.jaccard(sketches[o]) >= PLAIN]
        return _rows(found)

    return rensa


def gaoya(texts: Sequence[str]) -> Pairs:
    """gaoya, with its choice of 32 bands of 4; it takes texts and asks for the shingles of each."""
    module = import_module("gaoya.minhash")
    index = module.MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=PLAIN,
        num_bands=None,
        band_size=None,
        num_hashes=_PERMUTATIONS,
        analyzer=lambda text: list(next(plain_sets([text]))),
        id_container="vec",
    )
    for number, text in enumerate(texts):
        index.insert_document(number, text)
    return _rows((n, other) for n, text in enumerate(texts) for other in index.query(text) if other > n)


def datasketch_bulk(texts: Sequence[str]) -> Pairs:
    """datasketch with `MinHash.bulk`."""
    module = import_module("datasketch")
    sets = ([shingle.encode() for shingle in found] for found in plain_sets(texts))
    return _datasketch(module.MinHash.bulk(sets, num_perm=_PERMUTATIONS, seed=1))


def datasketch_naive(texts: Sequence[str]) -> Pairs:
    """datasketch as its first page shows it: an update a shingle."""
    module = import_module("datasketch")
    sketches = []
    for found in plain_sets(texts):
        sketch = module.MinHash(num_perm=_PERMUTATIONS, seed=1)
        for shingle in found:
            sketch.update(shingle.encode())
        sketches.append(sketch)
    return _datasketch(sketches)


def _datasketch(sketches: Sequence[Any]) -> Pairs:
    index = import_module("datasketch").MinHashLSH(threshold=PLAIN, num_perm=_PERMUTATIONS)
    with index.insertion_session() as session:
        for number, sketch in enumerate(sketches):
            session.insert(number, sketch)
    pairs = (
        (number, other) for number, sketch in enumerate(sketches) for other in index.query(sketch) if other > number
    )
    return _rows((one, other) for one, other in pairs if sketches[one].jaccard(sketches[other]) >= PLAIN)


def _rows(pairs: Iterable[tuple[int, int]]) -> Pairs:
    return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)


CONTENDERS: dict[str, Callable[[Sequence[str]], Pairs]] = {
    "askew full": askew_full,
    "askew plain": askew_plain,
    "rensa 16x8": rensa_of(16),
    "rensa 32x4": rensa_of(32),
    "gaoya": gaoya,
    "datasketch bulk": datasketch_bulk,
    "datasketch naive": datasketch_naive,
    "(shingles alone)": shingles_alone,
}


def library_of(name: str) -> str:
    """Return the module that a contender needs beside Askew, or nothing."""
    library = name.split()[0]
    return {"rensa": "rensa", "gaoya": "gaoya.minhash", "datasketch": "datasketch"}.get(library, "")
