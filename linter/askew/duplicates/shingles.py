"""Shingles: the overlapping snippets that a text is compared by."""

import re

from askew.duplicates.wording import HAN

_RUN = re.compile(rf"[{HAN}]+|[^{HAN}]+")
_HAN_LENGTH, _OTHER_LENGTH = 2, 3  # characters


def shingles(core: str) -> frozenset[str]:
    """Return the shingles of a text: pairs of Han characters, else three characters of a run with its spaces.

    A run that is too short for one shingle is its own, so only an empty text has none.
    """
    found: set[str] = set()
    for run in _RUN.findall(core):
        run = run.strip()
        length = _OTHER_LENGTH if run.isascii() or run[:1] < "぀" else _HAN_LENGTH
        found.update([run[i : i + length] for i in range(len(run) - length + 1)] or [run])
    found.discard("")
    return frozenset(found)
