"""The signs of a question that letters do not show: operators and other symbols, which make `&` another question than `&&`."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from askew.duplicates.identifiers import CODE_SPAN

_WORTH_A_LOOK = r"[%&*/\\@<>=+|~^$\[{`_#]|[-.!?]\w|[?!:.-]{2}|[!?] |!\)|(?![\u2500-\u2bff])[^\x00-\x7f\w\s，。？！；：、“”‘’（）《》【】「」…—·]"
_MATHS = r"\$\$?(?=[\w\\(])([^$\n]*[\w)}\]])\$\$?"
_EMPHASIS = (
    r"(?<![A-Za-z0-9_*])(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1(?![A-Za-z0-9*])",
    r"(?<![^\W_])(_{1,3})(?=[^\s_])([^_\n]*[^\x00-\x7f\w ][^_\n]*|[^_\n]* [^_\n]*)(?<=\S)\1(?![^\W_])",
)
_TAG = r"(?i)</?(?:br|b|i|em|strong|su[bp]|u|p|span|font|a|img|code|center|kbd)(?:\s[^<>]*)?/?>"
_EDGES = r"^\s*[-#]\s+|(?<=[?.!。])\s*[*#~→]+\s*$|(?<=[a-z]{4}) \*\s*$"
_ESCAPED = r"\\([!-/:-@\[-`{-~])"
_TOKEN = r"(?P<word>[^\W_]+(?:_+[^\W_]+)*)|(?:[^\w\s]|_)+"
_PLACE = "\ue000"  # where a code span stood
_QUOTED_NUMBER = r"([\"'])(\d*)\1"
_LIST = r"\[(?:\]|[-\d\s.]+,)"
_DASHES = str.maketrans({"−": "-", "？": "。", "！": "。"})
_OPENERS = "[{"
_STOPS = frozenset(",;:.?!")
_CASED = ("-", "\\", "%", "$")  # before a letter: -d and -D are two options
_OPTION = 3  # letters behind a single dash that are options, one letter each
_WORDS = frozenset(("and", "or", "not", "in", "is", "as"))  # in code they are no fillers,
_LETTERS = frozenset("aist")  # nor are these where they are all of it
_NEAR = 24  # characters beside a sign that are looked at
_NAMED_WORD = r"\b(and|as|for|if|in|is|not|of|on|or|with)`? (?:operator|keyword)s?\b"
_FACTORIAL = r"(?<![^\W_])(?:[A-Za-z]|\d+)$"
_OPERAND_NAMED = r" *(?:的|和|与|表示|运算|操作|符|operator\b)"


def signs(question: str) -> tuple[str, ...]:
    """Return the signs of a question, sorted, each with what is short beside it (a<b, -1); () for nearly all questions.

    Punctuation, ornaments, markup, dashes and strokes between words and `&` between them are none.
    """
    words = re.findall(_NAMED_WORD, question) if "operator" in question or "keyword" in question else []
    if not words and not re.search(_WORTH_A_LOOK, question):
        return ()
    text = unicodedata.normalize("NFKC", question.translate(_DASHES))
    code = [match[2].strip() for match in re.finditer(CODE_SPAN, text)]
    text = re.sub(CODE_SPAN, _PLACE, text)
    text = re.sub(_MATHS, r" \1 ", re.sub(_ESCAPED, r"\1", re.sub(_TAG, " ", text)))
    for marks in _EMPHASIS:
        text = re.sub(marks, r"\2", text)
    text = re.sub(_EDGES, "", text)
    found = [sign for part in text.split(_PLACE) for sign in _signs(part.rstrip(), is_code=False)]
    for part in code:
        found += (f'"{match[2]}"' for match in re.finditer(_QUOTED_NUMBER, part))
        found += _signs(part, is_code=True)
    return tuple(sorted([*found, *words]))


def _signs(part: str, *, is_code: bool) -> Iterator[str]:
    """The signs of a code span, or of prose without them."""
    for match in re.finditer(_TOKEN, part):
        start, end = match.span()
        if match["word"] is None:
            sign = _sign(part, start, end) if not is_code else _sign_in_code(part, start, end)
        else:
            sign = match[0] if is_code and match[0] in (_WORDS if match[0] != part else _LETTERS) else ""
        if sign:
            yield _with_operands(sign, part, start, end)


def _sign(part: str, start: int, end: int) -> str:
    """What a run of symbols in prose says, "" for punctuation."""
    run = _without_brackets(part, start, end)
    if _is_punctuation(run, part, start, end):
        return ""
    return run.rstrip(",;:.?!" if end == len(part) else ",;:.") or run[:1]


def _sign_in_code(part: str, start: int, end: int) -> str:
    run = "".join(sign for sign in part[start:end] if _counts(sign))
    if run in (",", ":", ";", ""):
        return ""
    if run in ("-", "/", "&", ".", "#", "+", "++") and _is_punctuation(run, part, start, end):
        alone = start == 0 and end == len(part)
        return run if alone else ""
    return run.rstrip(",;") or run


def _without_brackets(part: str, start: int, end: int) -> str:
    """A run of prose with the brackets that open an index, a list or a placeholder, and without all others."""
    kept = []
    for at in range(start, end):
        sign = part[at]
        if sign in _OPENERS:
            indexed = at > 0 and ((part[at - 1].isascii() and part[at - 1].isalnum()) or part[at - 1] in "$#)]")
            empty = part[at + 1 : at + 2] in ("]", "}")
            if not (indexed or empty or re.match(_LIST, part[at:])):
                continue
        if _counts(sign):
            kept.append(sign)
    return "".join(kept)


@cache
def _counts(sign: str) -> bool:
    """Whether a symbol may say something: those of ASCII but round and closing brackets and quotes, and those of maths."""
    if sign.isascii():
        return sign not in "()]}\"'`"
    return unicodedata.category(sign) == "Sm" and not "\u25a0" <= sign <= "\u27bf"


def _is_punctuation(run: str, part: str, start: int, end: int) -> bool:
    before, behind = part[start - 1 : start], part[end : end + 1]
    after_word, before_word = before.isalnum(), behind.isascii() and (behind.isalnum() or behind == "_")
    prefix = before_word and not after_word and before not in (")", "]")
    if not run or run in ("'", ","):
        return True
    if _STOPS.issuperset(run):
        return not _are_stops_meant(run, part, start, end)
    if set(run) == {"-"}:
        counter = len(run) == 2 and after_word and not behind.isalnum()
        return not (prefix or counter)
    if run in ("/", "&") and not re.match(_OPERAND_NAMED, part[end:]):
        return part[:start].rstrip()[-1:].isalnum() and part[end:].lstrip()[:1].isalnum()
    if run[0] in "+#" and before.isascii() and before.isalpha():
        return set(run.rstrip(",;:.?!")) <= set("+#")  # c++ and c# are words
    if run == "#":
        return not (prefix and behind.isalpha()) and before != " "
    if set(run) == {"_"}:
        return not (prefix or not (after_word or before_word))
    return run == "~" and not (before_word or (before == " " and behind == " "))


def _are_stops_meant(run: str, part: str, start: int, end: int) -> bool:
    """Whether a run of full stops, question marks and the like is a sign, as in .NET, ?., ::, n!) and !x."""
    before, behind = part[start - 1 : start], part[end : end + 1]
    next_to = behind.isascii() and behind.isalnum()
    if part.startswith("!)", start):
        return re.search(_FACTORIAL, part[:start]) is not None
    if end == len(part):
        return False
    if run in ("::", "?."):
        return True
    if run[0] in ".!" and next_to and not before.isalnum():
        return not (run == "." and behind.isdigit())
    if run == "!":
        return behind == " " and re.search(_FACTORIAL, part[:start]) is not None
    if len(run) == 2 and run[0] == "?":
        return before == " " and behind == " "
    return run == "?" and before == " " and re.match(_OPERAND_NAMED, part[end:]) is not None


def _with_operands(sign: str, part: str, start: int, end: int) -> str:
    """A sign with the letter or number on either side, for 1 - 2 is not 2 - 1; a letter behind some signs keeps its case."""
    before, behind = part[max(0, start - _NEAR) : start], part[end : end + _NEAR]
    left = re.search(r"(?<![^\W_])([a-zA-Z]|\d+) ?$", before)
    option = _OPTION if sign == "-" else 1
    right = re.match(rf" ?([a-zA-Z]{{1,{option}}}|\d+)(?![^\W_])", behind)
    first = left[1].casefold() if left else ""
    last = right[1] if right else ""
    if not sign.endswith(_CASED) or behind[:1] == " ":
        last = last.casefold() if len(last) == 1 or last.isdigit() else ""
    return f"{first}{sign}{last}"
