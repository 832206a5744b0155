"""What a question wants of its subject where the words that say so are looked past: what it is, or which of it there are."""

import re

_APART = 3

_DEFINES = r"什么(?:是|叫)|何[为谓]|\bwhat(?: i|')?s an? "  # what a thing is,
_NAMES = r"^\W*what are (?!the\b|some\b|common\b|main\b|different\b|your\b)(?!.* (?:of|for|to)\b)"  # perhaps that,
_LISTS = r"哪些|\bwhat are (?:the|some|common|different)\b(?!.* difference)|^\W*list\b"  # perhaps which there are,
_SORTS = r"哪?几[种类]|种类|\b(?:types?|kinds?) of\b"  # certainly that


def aim(folded: str) -> int:
    """Return -2 for a question (folded) that asks what a thing is, 2 for one that asks which sorts of it there are.

    -1 and 1 are for those that may ask so, 0 is for all others.
    """
    what = -2 if _defines(folded) else -1 if re.search(_NAMES, folded) else 0
    which = 2 if re.search(_SORTS, folded) else 1 if re.search(_LISTS, folded) else 0
    return 0 if what == -2 and which else which or what


def ask_apart(one: int, other: int) -> bool:
    """Tell whether two aims are too far from each other for one question."""
    return abs(one - other) >= _APART


def _defines(folded: str) -> bool:
    """Whether a text asks for a definition; what belongs to something (什么是事务的特性) may be several things."""
    match = re.search(_DEFINES, folded)
    return match is not None and "的" not in folded[match.end() :].replace("中的", "")
