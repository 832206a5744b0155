"""What a slip is, and what comments say about code."""

import re
from typing import NamedTuple

from askew.code.changes import Change
from askew.code.values import Step


class Slip(NamedTuple):
    """Code that does not do what it is for, at `step`; `related` are other places with what to say of them.

    `changes` would put it right, where there is one way to; `title` says how.
    """

    step: Step
    message: str
    related: tuple[tuple[Step, str], ...] = ()
    changes: tuple[Change, ...] = ()
    title: str = ""


_COMMENT = re.compile(r"#(.*)")
_ADMITTED = re.compile(
    r"\b(?:wrong|bad|incorrect|mistake|leak\w*|anti-?pattern|not like this|(?:do not|don't|never) (?:do|use|fit))\b"
    r"|[❌✗✘]|错误[的做写用示]|错误$|反例|不要这样|不推荐|泄[露漏]|数据窥探",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"\bor\b|alternativ|\boption|\bmethod ?\d|\bapproach|或|另一种|另外|方法|方式|方案", re.IGNORECASE
)


def is_admitted(text: str, line: int) -> bool:
    """Tell whether a comment above the 1-based `line` of a program, or beside it, says that this is how not to do it."""
    return any(_ADMITTED.search(comment) for comment in _comments(text, 1, line))


def are_alternatives(text: str, first: int, last: int) -> bool:
    """Tell whether a comment between two lines says that one may do this or that."""
    return any(_ALTERNATIVE.search(comment) for comment in _comments(text, first, last))


def _comments(text: str, first: int, last: int) -> list[str]:
    return [found[1] for line in text.split("\n")[max(first - 1, 0) : last] if (found := _COMMENT.search(line))]


def lines_of(step: Step) -> tuple[int, int]:
    """Return the first and the last line of what happens at `step`, 1-based in the Python of its block."""
    first = getattr(step.node, "lineno", 1)
    return first, getattr(step.node, "end_lineno", None) or first
