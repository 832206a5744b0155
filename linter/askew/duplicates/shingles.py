"""Shingles: the overlapping snippets that a text is compared by."""

from askew.duplicates.han import HAN, han_split

HAN_LENGTH, OTHER_LENGTH = 2, 3  # characters
FIRST_HAN = "぀"  # a run that starts above has syllables or signs, not letters
HAN_RANGES = tuple((ord(HAN[i]), ord(HAN[i + 2])) for i in range(0, len(HAN), 3))


def shingles(core: str) -> frozenset[str]:
    """Return the shingles of a text: pairs of Han characters, else three characters of a run with its spaces.

    A run that is too short for one shingle is its own, so only an empty text has none.
    """
    found: set[str] = set()
    for run in han_split(core):
        run = run.strip()
        length = OTHER_LENGTH if run[:1] < FIRST_HAN else HAN_LENGTH
        found.update([run[i : i + length] for i in range(len(run) - length + 1)] or [run])
    found.discard("")
    return frozenset(found)
