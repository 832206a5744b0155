"""What tells two similar questions apart: the words that only one of them has, and whether they matter."""

import re
from collections import Counter
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from askew.duplicates.aims import ask_apart
from askew.duplicates.glosses import disagree
from askew.duplicates.han import han_split
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import Text, Wording

_ENDINGS = (  # what a form of a word may end in, and what the word itself then ends in
    (r"(?<=[^s])s$", ("",)),
    (r"es$", ("",)),
    (r"ies$", ("y",)),
    (r"(?<=[^e])ed$|ing$", ("", "e")),
    (r"([b-df-hj-np-tv-z])\1(?:ed|ing)$", (r"\1",)),
)
_AIMS = ("what it is", "which there are")
_STEM = r"(?=.*[aeiouy]).{3}"
_TYPO_LENGTH = 9  # letters; in a shorter word one letter is another word: pooling, polling; sharing, sharding
_THEME = 0.5  # share of texts from which on a word is what the whole bank is about
_ALIKE = 4  # characters or words that two parts which change places may begin or end with alike
_THEME_TEXTS = 20  # texts below which a bank has no theme


class Contrast(NamedTuple):
    """The content words that only the one and only the other question has, in order, and whether their order is turned.

    Questions without contrast ask the same; one word is enough to ask something else (L1 and L2, 优点 and 缺点).
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    turned: bool = False

    def __bool__(self) -> bool:
        return bool(self.left or self.right or self.turned)


def contrast(one: Text, other: Text, wording: Wording, frequencies: Frequencies) -> Contrast:
    """Return how the contents of two questions differ.

    Particles do not count, nor do endings (but of names in code) and slips of the pen in long Latin words, a gloss that only one has, and what
    one adds to the other if half of all texts have it. Signs always count.
    """
    aims = ask_apart(one.aim, other.aim)
    if one.core == other.core and one.signs == other.signs and not (aims or disagree(one.glosses, other.glosses)):
        return Contrast()
    tokens, others = _tokens(one.core), _tokens(other.core)
    left, right = _only(tokens, others, wording), _only(others, tokens, wording)
    names = one.names | other.names
    left, right = _unmatched(left, right, names), _unmatched(right, left, names)
    if bool(left) != bool(right) and _is_theme(one.core if left else other.core, left or right, frequencies):
        left = right = []
    if disagree(one.glosses, other.glosses):
        left, right = [*left, *sorted(one.glosses)], [*right, *sorted(other.glosses)]
    turned = not left and not right and _turned(tokens, others, wording)
    said, unsaid = besides(one, other)
    return Contrast((*_joined(left, one.core), *said), (*_joined(right, other.core), *unsaid), turned)


def besides(one: Text, other: Text) -> tuple[list[str], list[str]]:
    """Return what tells two questions apart besides their words: the signs that only one has, and what they want."""
    said, unsaid = _surplus(one.signs, other.signs), _surplus(other.signs, one.signs)
    if ask_apart(one.aim, other.aim):
        return [*said, _AIMS[one.aim > 0]], [*unsaid, _AIMS[other.aim > 0]]
    return said, unsaid


def _surplus(signs: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return sorted((Counter(signs) - Counter(others)).elements()) if signs != others else []


def _tokens(core: str) -> list[str]:
    """The Han characters and the words of a text."""
    return [token for at, piece in enumerate(han_split(core)) for token in (piece if at % 2 else piece.split())]


def _only(tokens: list[str], others: list[str], wording: Wording) -> list[str]:
    """The tokens, in order, that `others` have not, or not so often, without particles."""
    known, repeated = set(others), len(set(tokens)) < len(tokens)
    found = []
    for at, token in enumerate(tokens):
        oftener = repeated and len(token) > 1 and tokens[:at].count(token) < tokens.count(token) - others.count(token)
        if (oftener or token not in known) and token not in wording.particles:
            found.append(token)
    return found


def _unmatched(tokens: list[str], others: list[str], names: frozenset[str]) -> list[str]:
    words = [other for other in others if other not in names]
    return [token for token in tokens if token in names or not any(_same_word(token, word) for word in words)]


def _same_word(word: str, other: str) -> bool:
    """Whether two Latin words are forms of one, or one a slip of the pen for the other (one edit inside a long word)."""
    if not (word.isascii() and word.isalpha() and other.isascii() and other.isalpha()):
        return False
    if not _stems(word).isdisjoint(_stems(other)):
        return True
    if min(len(word), len(other)) < _TYPO_LENGTH or word[0] != other[0] or word[-1] != other[-1]:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=1) <= 1


@lru_cache(maxsize=10_000)
def _stems(word: str) -> frozenset[str]:
    """The words that `word` may be a form of, itself included, spelt as in optimise and analyse."""
    word = word.replace("iz", "is").replace("yz", "ys")
    found = (re.sub(ending, stem, word) for ending, stems in _ENDINGS if re.search(ending, word) for stem in stems)
    return frozenset([word, *(stem for stem in found if re.match(_STEM, stem))])


def _is_theme(core: str, words: list[str], frequencies: Frequencies) -> bool:
    from askew.duplicates.shingles import shingles

    if frequencies.texts < _THEME_TEXTS:
        return False
    found = [shingle for phrase in _joined(words, core) for shingle in shingles(phrase)]
    return all(frequencies.share(shingle) >= _THEME for shingle in found)


def _turned(tokens: list[str], others: list[str], wording: Wording) -> bool:
    """Whether the same words stand in another order that says something else."""
    if tokens == others:
        return False
    content, other_content = ([word for word in words if word not in wording.particles] for words in (tokens, others))
    if not wording.symmetric.issuperset(_pivot(content, other_content)):
        return True
    said = (word for word in wording.directions if word[0] in tokens or word in tokens)
    return any(_beside(word, tokens, wording) != _beside(word, others, wording) for word in said)


def _pivot(tokens: list[str], others: list[str]) -> list[str]:
    """What stands between two parts that have changed places, as in who calls whom; nothing where none have.

    Two parts with nothing between them are clauses in another order. They may end alike, as 进程 and 线程 do.
    """
    if len(tokens) != len(others):
        return []
    places = range(len(tokens))
    start = next((at for at in places if tokens[at] != others[at]), 0)
    end = next((at for at in places if tokens[-1 - at] != others[-1 - at]), 0)
    for before, behind in product(range(min(start, _ALIKE) + 1), range(min(end, _ALIKE) + 1)):
        first, last = start - before, len(tokens) - end + behind
        here, there = tokens[first:last], others[first:last]
        if any(there == here[at:] + here[:at] for at in range(1, len(here))):
            return []
    here, there = tokens[start : len(tokens) - end], others[start : len(tokens) - end]
    for first in range(1, len(here)):
        for last in range(1, len(here) - first):
            middle = here[first : len(here) - last]
            if there == [*here[len(here) - last :], *middle, *here[:first]]:
                return middle
    return []


def _beside(word: str, tokens: list[str], wording: Wording) -> list[tuple[str, str]]:
    """The content words next to a word, before and behind it, wherever it occurs."""
    signs = _tokens(word)
    found = []
    for at in range(len(tokens)):
        if tokens[at : at + len(signs)] == signs:
            before = (token for token in reversed(tokens[:at]) if token not in wording.particles)
            behind = (token for token in tokens[at + len(signs) :] if token not in wording.particles)
            found.append((next(before, ""), next(behind, "")))
    return sorted(found)


def _joined(tokens: list[str], core: str) -> list[str]:
    """Tokens with those that stand side by side in `core` put together, as people read them."""
    phrases: list[str] = []
    for token in tokens:
        joint = next((glue for glue in ("", " ") if phrases and f"{phrases[-1]}{glue}{token}" in core), None)
        if joint is None:
            phrases.append(token)
        else:
            phrases[-1] += joint + token
    return phrases
