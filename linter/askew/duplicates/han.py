"""Han characters in running text."""

import re
from functools import cache

HAN = "㐀-鿿豈-﫿぀-ヿ"


def han_split(text: str) -> list[str]:
    """Return the runs of Han characters in a text, at odd places, and what stands before, between and after them.

    All cutting goes by this pattern: one with these ranges takes as long to compile as a small file to lint.
    """
    return _han_runs().split(text)


@cache
def _han_runs() -> re.Pattern[str]:
    return re.compile(f"([{HAN}]+)")
