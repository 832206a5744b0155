"""Brackets that say a term once more: in the other script, or by its initials. Others narrow a question down and belong to it."""

import re

from askew.duplicates.han import HAN

_COMPANY = r"字节(?:跳动)?|阿里(?:巴巴|云)?|蚂蚁|腾讯|百度|美团|京东|华为|小米|拼多多|快手|滴滴|网易|google|amazon|meta|facebook|microsoft|apple|netflix|uber|bytedance|tencent|alibaba"
_TAG = rf"[^\W\d_岗]{{2,3}}岗|(?:面试|笔试)?(?:高频|重点|基础|必问|必考|必会|必背|常考|常见|经典|热门|考点)题?|(?:hr|技术) ?面|\d* ?真题|(?:简答|代码|编程|面试|笔试|问答|单选|多选|选择|判断|填空|论述)题?|(?:简单|中等|困难|难|易|初级|中级|高级)(?:难度|题)?|\d+ ?分|(?:easy|medium|hard|basic|core|beginner|intermediate|advanced|junior|senior)(?: level| question)?|\d+ marks?|(?:leetcode|力扣) ?#?\d+|(?:{_COMPANY})(?:校招|社招|\d{{4}}|面试|笔试|真题|[一二三]面|题)*"
_TAGS = rf"(?:{_TAG})(?:[ ,/|·、]*+(?:{_TAG}))*+"
_TAGGED = (
    rf"^\s*[\[(【]\s*{_TAGS}\s*[\])】]|[\[(【]\s*{_TAGS}\s*[\])】](?=[\s?!.。:]*$)"
    r"|\s[—–-]+\s*asked (?:at|by|in) [\w ,/&]+$|(?<=[?？!！。])(?:\s*#[^\s#?]+)+\s*$"
)
_LATIN_BEHIND_LATIN = r"(?<![A-Za-z0-9'’ -])([A-Za-z0-9'’ -]++)[(]([A-Za-z0-9][^()]*+)[)]"
_EXPANDED = 16  # words that an abbreviation may be short for, small ones included
_SMALL = frozenset(("a", "an", "and", "as", "for", "in", "of", "on", "the", "to", "with"))
_LATIN_BEHIND_HAN = rf"(?<![A-Za-z{HAN}])((?:[A-Za-z]++ ?)?[{HAN}]++) *+[(]([^{HAN}()]++)[)]"
_HAN_BEHIND_LATIN = rf"(?<=[A-Za-z0-9]) *+[(]([{HAN} ]++)[)]"
_TERM = r"什么是|什么叫|的|是|如何|怎么|怎样|为什么|什么|和|与"  # behind these a term begins
_WORDS = r"[A-Za-z]+(?:['’-][A-Za-z]+)*(?:[ ,/-]+[A-Za-z]+(?:['’-][A-Za-z]+)*)*\s*"
_ACRONYM = r"[A-Z]{3,6}"
# Han characters of a term for each letter of its acronym: 卷积神经网络（CNN）, but not 部署模型（AWS）
_LETTERS = (1.5, 4.0)


def cut_tags(text: str) -> str:
    """Return a text (NFKC) without what its author says of it in brackets at either end: how hard it is, or how often asked."""
    if "(" in text or "[" in text or "【" in text or "#" in text or " asked " in text:
        return re.sub(_TAGGED, " ", text, flags=re.IGNORECASE)
    return text


def cut_glosses(text: str) -> tuple[str, list[str]]:
    """Return a text (NFKC) without its glosses, and those.

    A Latin bracket behind a Han term is one if it has several words, is written small as words are, or is an acronym as
    long as the term: a name by itself (接口（Go）) narrows the question down.
    """
    found: list[str] = []

    def without(match: re.Match[str]) -> str:
        if not _is_said_again(match[1], match[2].strip()):
            return match[0]
        found.extend(parts_of(match[2]))
        return f"{match[1]} "

    def without_expansion(match: re.Match[str]) -> str:
        before = match[1].rstrip(" '’-")
        if not before or not is_expanded(before, match[2]):
            return match[0]
        found.extend(parts_of(match[2]))
        return f"{match[1]} "

    def without_han(match: re.Match[str]) -> str:
        found.append(match[1])
        return " "

    text = re.sub(_LATIN_BEHIND_LATIN, without_expansion, text)
    return re.sub(_HAN_BEHIND_LATIN, without_han, re.sub(_LATIN_BEHIND_HAN, without, text)), found


def parts_of(bracket: str) -> list[str]:
    """Return the glosses that stand in one pair of brackets: Chain of Thought, CoT."""
    return [part.strip() for part in re.split(r"[,;、]", bracket)]


def is_expanded(before: str, bracket: str) -> bool:
    """Tell whether the end of one text is short for (a part of) another, or the other way round, by its initials."""
    words = re.split(r"[ -]+", before.strip(" -"))[-_EXPANDED:]
    for part in map(str.strip, re.split(r"[,;/、]", bracket)):
        expansion = re.split(r"[ -]+", part)
        if _is_short_for(words[-1], expansion):
            return True
        if len(expansion) == 1 and any(_is_short_for(part, words[at:]) for at in range(len(words))):
            return True
    letters = bracket.replace("/", "")
    return any(_is_short_for(letters, words[at:]) for at in range(len(words)))


def _is_short_for(short: str, words: list[str]) -> bool:
    """Whether the letters of an abbreviation are the initials of words, small ones left out or not (IaC); k8s is one, too."""
    if len(words) == 1:
        counted = re.fullmatch(r"([a-z])(\d+)([a-z])", short.casefold())
        word = words[0].casefold()
        return bool(counted) and word[:1] + str(len(word) - 2) + word[-1:] == short.casefold()
    if not 2 <= len(short) <= 8 or not all(words):
        return False
    initials = (re.escape(word[0].casefold()) + "?" * (word.casefold() in _SMALL) for word in words)
    return re.fullmatch("".join(initials) + "s?", short.casefold()) is not None


def _is_said_again(before: str, bracket: str) -> bool:
    if re.fullmatch(_ACRONYM, bracket):
        least, most = (share * len(bracket) for share in _LETTERS)
        term = re.sub(r"[A-Za-z]+ ?", "是是", re.split(_TERM, before)[-1])
        return least <= len(term) <= most
    return re.fullmatch(_WORDS, bracket) is not None and (bracket.islower() or len(bracket.split()) > 1)


def disagree(glosses: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two texts have glosses, and those of one are neither among those of the other nor short for them."""
    if not glosses or not others or glosses <= others or others <= glosses:
        return False
    return not any(is_expanded(one, other) for one in glosses for other in others)
