"""Small questions about prose that several rules ask."""

import re

_FINISHED = tuple("。！？；：…．.!?;:)）]】}｝」』》>〉”\"’'`|*_~$、～—-")
_DANGLING_ZH = (
    "的",
    "在",
    "和",
    "与",
    "或",
    "是",
    "对",
    "及",
    "把",
    "将",
    "被",
    "从",
    "向",
    "为",
    "使",
    "让",
    "，",
    ",",
    "、",
    "以及",
    "但",
    "而",
    "由",
    "（",
    "(",
    "“",
    "《",
)
_DANGLING_EN = re.compile(
    r"\b(?:the|a|an|of|in|to|and|or|with|for|by|from|that|which|is|are|was|be|as|at|on|into|than|if|because|your|its|their)$",
    re.IGNORECASE,
)
_TODO = re.compile(
    r"(?:todo|tbd|tba|wip|fixme|coming soon|to be (?:done|added|continued|written)|待补充|待完善|待续|待更新|待填|未完待续|暂无|暂缺|敬请期待|占位)",
    re.IGNORECASE,
)
_NOTE_LENGTH = 60
_MARKUP = re.compile(r"[\s*_`~#>|+\-–—.:：。.…!！()（）\[\]【】]|\[[ xX]\]")
_PLACEHOLDER = re.compile(
    r"详细描述|详细说明|此处|具体内容|在此|补充|待完善|占位|示例文本|内容略|略$|[xX]{3,}|placeholder|lorem ipsum|your answer|answer here|insert .* here|description here|to be (?:added|filled)",
    re.IGNORECASE,
)


def dangles(text: str) -> bool:
    """Tell whether `text` ends in a word or mark that must be followed by something (在, 的, "of the", a comma)."""
    text = text.rstrip()
    return text.endswith(_DANGLING_ZH) or _DANGLING_EN.search(text) is not None


def is_finished(text: str) -> bool:
    """Tell whether `text` ends in punctuation, markup or a symbol, as the end of a text does."""
    text = text.rstrip()
    return not text or text.endswith(_FINISHED) or not (text[-1].isalnum() or text.endswith(_DANGLING_ZH))


def is_todo(text: str) -> bool:
    """Tell whether `text` is nothing but a note that something is still to be written."""
    if len(text) > _NOTE_LENGTH:
        return False
    rest = _MARKUP.sub("", text)
    return bool(rest) and not _MARKUP.sub("", _TODO.sub("", text)) and _TODO.search(text) is not None


def is_placeholder(text: str) -> bool:
    """Tell whether a sentence speaks of what should stand in its place."""
    return _PLACEHOLDER.search(text) is not None


def quoted(text: str, limit: int = 40) -> str:
    """Return `text` on one line, shortened in the middle to `limit` characters."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    half = (limit - 1) // 2
    return f"{text[:half]}…{text[-half:]}"
