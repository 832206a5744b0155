"""Latin words in one form, so that those written otherwise are found: the singular, with British endings."""

import re
from functools import lru_cache

_SHORTEST = 4  # letters of a word that may be a plural
_SINGULAR = (
    r"(?:ss|us|(?<!^ap)is|ics)$|^(?:always|besides|perhaps|sometimes|towards|news|series|species|lens|gas|alias|bias|canvas"
    r"|windows|https|macos|pandas|keras|kubernetes|jenkins|postgres)$"
)
_PLURALS = (
    (r"^(cook|mov|calor|rook|self|zomb|newb|t|l|p|d)ies$", r"\1ie"),
    (r"ies$", "y"),
    (r"(cache|niche|ache|axe|toe|shoe)s$", r"\1"),
    (r"(ch|sh|x|ss|hero|echo|tomato|alias|bias|canvas|(?:^|[^p])lens|(?:stat|vir|corp|foc|^b)us)es$", r"\1"),
    (r"s$", ""),
)
_ENDINGS = (
    (r"(?<=[a-z]{4})(?<![npr]s)iz(?=(?:e|ed|er|ers|es|ing|able|ations?)$)", "is"),
    (r"(?<=[a-z]l)yz(?=(?:e|ed|er|ers|es|ing)$)", "ys"),
    (r"(?<=behavi)or|(?<=^col)or|(?<=^fav)or|(?<=neighb)or|(?<=^lab)or", "our"),
    (r"(?<=^cent)er(?=s?$)", "re"),
    (r"(?<=model)(?=ed|ing)|(?<=label)(?=ed|ing)|(?<=cancel)(?=ed|ing)|(?<=travel)(?=ed|ing|er)", "l"),
)


@lru_cache(maxsize=50_000)
def usual(word: str) -> str:
    """Return a folded Latin word in the form that stands for all its spellings: queries as query, tokenizers as tokeniser."""
    for ending, british in _ENDINGS:
        word = re.sub(ending, british, word)
    if len(word) < _SHORTEST or word[-1] != "s" or re.search(_SINGULAR, word):
        return word
    for plural, singular in _PLURALS:
        found, count = re.subn(plural, singular, word)
        if count:
            return found
    return word
