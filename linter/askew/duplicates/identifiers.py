"""Words of a question that are names in code: another ending makes another name of them (item, items)."""

import re

from askew.duplicates.han import han_split

CODE_SPAN = r"(`+)(?!`)(.+?)(?<!`)\1(?!`)"  # its second group is the code
_ENDINGS = ("s", "ed", "ing")
_WRITTEN = (
    r"(?<![\w.])[A-Za-z]\w*+(?:\.[A-Za-z]\w*+)++|(?<!\w)[A-Za-z][^\W_]*+_\w++|(?<!\w)[A-Za-z]\w*+(?=\([^()\s]*+\))"
)
_CALLED = r"\bthe ([a-z]\w*) (?:method|function|object|keyword|operator|attribute|property|module|command|clause|statement|tag|hook)\b"
_LATIN = r"[A-Za-z][A-Za-z0-9]*"


def identifiers(question: str) -> frozenset[str]:
    """Return the words of a question, in lower case, that are names and have an ending that forms of a word have.

    Names stand in code, have full stops, underscores or an argument list, are said to be some, or are all Latin that there is.
    """
    if not any(ending in question for ending in _ENDINGS):
        return frozenset()
    found: list[str] = []
    if "`" in question:
        found += (match[2] for match in re.finditer(CODE_SPAN, question))
    found += re.findall(_WRITTEN, question)
    found += re.findall(_CALLED, question)
    if len(han_split(question)) > 1 and len(latin := re.findall(_LATIN, question)) == 1:
        found += latin
    words = (word.casefold() for name in found for word in re.findall(r"[^\W_]+", name))
    return frozenset(word for word in words if word.endswith(_ENDINGS))
