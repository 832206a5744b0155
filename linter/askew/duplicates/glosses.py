"""Brackets that say a term once more: in the other script, or by its initials. Others narrow a question down and belong to it."""

import re

from askew.duplicates.han import HAN

_LATIN_BEHIND_HAN = rf"([{HAN}]+) *[(]([^{HAN}()]+)[)]"
_HAN_BEHIND_LATIN = rf"(?<=[A-Za-z0-9]) *[(]([{HAN} ]+)[)]"
_TERM = r"什么是|什么叫|的|是|如何|怎么|怎样|为什么|什么|和|与"  # behind these a term begins
_WORDS = r"[A-Za-z]+(?:['’-][A-Za-z]+)*(?:[ ,/-]+[A-Za-z]+(?:['’-][A-Za-z]+)*)*\s*"
_ACRONYM = r"[A-Z]{3,6}"
_LETTERS = (
    1.5,
    4.0,
)  # Han characters of a term for each letter of its acronym: 卷积神经网络（CNN）, but not 部署模型（AWS）


def cut_glosses(text: str) -> tuple[str, list[str]]:
    """Return a text (NFKC) without its glosses, and those.

    A Latin bracket behind a Han term is one if it has several words, is written small as words are, or is an acronym as
    long as the term: a name by itself (接口（Go）) narrows the question down.
    """
    found: list[str] = []

    def without(match: re.Match[str]) -> str:
        if not _is_said_again(match[1], match[2].strip()):
            return match[0]
        found.append(match[2])
        return f"{match[1]} "

    def without_han(match: re.Match[str]) -> str:
        found.append(match[1])
        return " "

    return re.sub(_HAN_BEHIND_LATIN, without_han, re.sub(_LATIN_BEHIND_HAN, without, text)), found


def _is_said_again(before: str, bracket: str) -> bool:
    if re.fullmatch(_ACRONYM, bracket):
        least, most = (share * len(bracket) for share in _LETTERS)
        return least <= len(re.split(_TERM, before)[-1]) <= most
    return re.fullmatch(_WORDS, bracket) is not None and (bracket.islower() or len(bracket.split()) > 1)


def disagree(glosses: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two texts have glosses, and those of one are not among those of the other."""
    return bool(glosses and others) and not (glosses <= others or others <= glosses)
