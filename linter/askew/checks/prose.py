"""Small questions about prose that several rules ask."""

import re

_FINISHED = tuple("。！？；：…．.!?;:)）]】}｝」』》>〉”\"’'`|*_~$、～—-")
_DANGLING_ZH = r"(?:[，,、（(“《]|以及|的|在|和|与|或|及|把|将|被|从|由于|因为|如果|但是|并且|通过|例如|比如)$"
# Words that end like a particle and are none: 目的, 存在, 饱和 …
_WHOLE_WORD_ZH = r"(?:目的|的的|[存所内外潜现实自]在|[饱总缓温平调]和|[参赋给授]与|[涉普波]及|[即大小名]将|[服侍]从|似的|是的|好的|有的)$"
_DANGLING_EN = (
    r"\s(?:the|a|an|of|to|and|or|with|for|by|from|that|which|is|are|was|be|as|at|into|than|if|because|your|its|their)$"
)
_TODO = (
    r"(?i)(?:\btodo\b|\btbd\b|\btba\b|\bwip\b|\bfixme\b|coming soon|to be (?:done|added|continued|written)"
    r"|待补充|待完善|待续|待更新|待填|未完待续|暂[无缺](?=答案|解析|内容|说明|[。.]|$)|敬请期待|占位)"
)
_NOTE_LENGTH = 60  # characters; a longer text says more than that something is missing
_EXTRA = 12  # characters that a note may have besides (which part is missing)
_MARKUP = r"\[[ xX]\]|[\s*_`~#>|+\-–—.:：。.…!！,，、()（）\[\]【】]"
_PLACEHOLDER = (
    r"(?i)(?:[^：:]{0,16}[：:]\s*)?"  # the label that the placeholder stands behind
    r"(?:(?:此处|在此|这里|请)(?:处|请)?(?:补充|填写|插入|添加|填入)(?:详细|具体|更多|相关|完整)*的?"
    r"(?:说明|描述|内容|信息|答案|解释|示例|代码)?"
    r"|(?:详细|具体)(?:描述|说明|内容)|(?:描述|内容|示例)(?:文本|内容)"
    r"|(?:证明|答案|过程|解析|代码)?略"
    r"|(?:your |the )?answer (?:goes )?here|(?:insert|add|put|write) .{1,30} here|(?:detailed )?description here"
    r"|placeholder(?: text)?|lorem ipsum.*|x{3,})"
)


def dangles(text: str) -> bool:
    """Tell whether `text` ends in a word or mark that must be followed by something (在, 的, "of the", a comma)."""
    text = text.rstrip()
    if re.search(_DANGLING_ZH, text):
        return re.search(_WHOLE_WORD_ZH, text) is None
    word = re.search(_DANGLING_EN, text)
    before = text[: word.start()].rpartition("\n")[2] if word else ""
    return text.endswith(",") or re.search("[a-z,]", before) is not None


def is_finished(text: str) -> bool:
    """Tell whether `text` ends in punctuation, markup or a symbol, as the end of a text does."""
    text = text.rstrip()
    return not text or text.endswith(_FINISHED) or not text[-1].isalnum()


def is_todo(text: str) -> bool:
    """Tell whether `text` is nothing but a note that something is still to be written."""
    if len(text) > _NOTE_LENGTH or not re.search(_TODO, text):
        return False
    return len(re.sub(_MARKUP, "", re.sub(_TODO, "", text))) <= _EXTRA


def is_placeholder(text: str) -> bool:
    """Tell whether a line says only what should stand in its place."""
    return re.fullmatch(_PLACEHOLDER, text.strip(" \t*_>-。.…")) is not None


def quoted(text: str, limit: int = 40) -> str:
    """Return `text` on one line, shortened in the middle to `limit` characters."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    half = (limit - 1) // 2
    return f"{text[:half]}…{text[-half:]}"
