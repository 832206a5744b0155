"""What comments, and what Python is shown to answer, say about code."""

import re
from itertools import takewhile

_COMMENT = re.compile(r"#(.*)")
_ADMITTED = re.compile(
    r"\b(?:wrong|bad|incorrect|mistake|leak\w*|anti-?pattern|not like this|(?:do not|don't|never) (?:do|use|fit))\b"
    r"|[❌✗✘]|错误[的做写用示]|错误$|反例|不要这样|不推荐|泄[露漏]|数据窥探",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"\bor\b|alternativ|\boption|\bmethod ?\d|\bapproach|或|另一种|另外|方法|方式|方案", re.IGNORECASE
)
_FAILS = re.compile(
    r"(?:Error|Exception)\b|\b(?:raises?|fails?|crash\w*|invalid|removed|deprecated|obsolete|legacy|python ?2|py2)\b"
    r"|\b(?:not (?:work|exist|support|availab|allow|valid)\w*|(?:no longer|isn't|doesn't|won't|can't|cannot)\b)"
    r"|报错|出错|异常|失败|不存在|不支持|没有这|无法|不能|移除|弃用|废弃|过时|旧版",
    re.IGNORECASE,
)
_OUTPUT_OF_AN_ERROR = re.compile(r"\s*(?:Traceback \(|[A-Za-z.]*(?:Error|Exception)\b)")
_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.|In \[)")


def is_admitted(text: str, line: int) -> bool:
    """Tell whether a comment above the 1-based `line` of a program, or beside it, says that this is how not to do it."""
    return any(_ADMITTED.search(comment) for comment in _comments(text, 1, line))


def are_alternatives(text: str, first: int, last: int) -> bool:
    """Tell whether a comment between two lines says that one may do this or that."""
    return any(_ALTERNATIVE.search(comment) for comment in _comments(text, first, last))


def fails_on_purpose(text: str, line: int) -> bool:
    """Tell whether a text shows that the 1-based `line` of it fails, or belongs to the past.

    A comment beside it says so, one that has the line above or below for itself, or what a session shows behind it.
    """
    lines = text.split("\n")
    beside = lines[line - 1 : line]
    alone = [
        item for item in (*lines[max(line - 2, 0) : line - 1], *lines[line : line + 1]) if item.lstrip()[:1] == "#"
    ]
    said = [found[1] for item in (*beside, *alone) if (found := _COMMENT.search(item))]
    if any(_FAILS.search(item) or _ADMITTED.search(item) for item in said):
        return True
    answer = takewhile(lambda item: not _PROMPT.match(item), lines[line:]) if _PROMPT.match("".join(beside)) else ()
    return any(_OUTPUT_OF_AN_ERROR.match(item) for item in answer)


def _comments(text: str, first: int, last: int) -> list[str]:
    return [found[1] for line in text.split("\n")[max(first - 1, 0) : last] if (found := _COMMENT.search(line))]
