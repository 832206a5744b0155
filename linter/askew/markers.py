"""The signs by which banks mark questions, answers and sections: how to read one line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from askew.vocabulary import LABELS, SectionKind

_TOP_LINK = r"(?:back\s+to\s+top|return\s+to\s+top|返回顶部|回到顶部|返回目录|回到目录|一键返回目录|↥|⬆)"

_NUMBER = (
    r"(?P<outline>\d{1,3}(?:\.\d{1,3}){1,4})[.、]?(?=\s|[^\d\s.%,)）xX*/=+-])"
    r"|(?P<plain>\d{1,4})\s*(?:[.、．)）:：](?!\d)|\\\.|(?=\s+[^\s-]))"
    r"|(?P<dashed>\d{1,3})(?:\s*-\s+|\s+-)(?=[^\W\d])"
    r"|(?P<keycap>(?:\d\ufe0f?\u20e3)+|🔟)"
    r"|[Nn][Oo]\.?\s*(?P<no>\d{1,4})(?=[.、．:：\s])[.、．:：]?"
    r"|[Dd]ay\s*(?P<day>\d{1,4})(?=\s*[.:：-])[\s.:：-]*"
    r"|第\s*(?P<ordinal>\d{1,4})\s*[题问](?:[、.．：:]|\s|$)"
    r"|【(?P<lenticular>\d{1,3})】"
    r"|[（(](?P<paren>\d{1,3}|[一二三四五六七八九十百]{1,4})[）)]"
    r"|第?(?P<chinese>[一二三四五六七八九十百]{1,4})(?:[、.．]|\s*[题章节](?:[、.．：:]|\s))"
    r"|(?P<circled>[①-⑳])"
)
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_NUMBER_STARTS = frozenset("0123456789０１２３４５６７８９NnDd#（(【第一二三四五六七八九十百①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳🔟")
_DIGITS = str.maketrans(
    {**dict(zip("０１２３４５６７８９", "0123456789", strict=True)), "🔟": "10", "\ufe0f": "", "\u20e3": ""}
)
_NUMBERED = re.compile(rf"\s*(?:#\s*)?(?:{_NUMBER})\s*")
_DECORATION = r"^[^\w\s\"'“‘《<（(【\[`$\\*#.…·&@~/|:：?？!！=+%^{}-]+[\s️‍]*|^[▶►★☆●■◆▲→➤]+\s*"
_DUST = r"[^\w!-~，。？！：；（）、“”‘’《》…·]"  # blanks, emoji, ornament
_TAIL = rf"(?<!{_DUST}){_DUST}++$|(?:(?<!\s)\s+\\?|(?<![\s*])\\?)\*+\s*$"
_ENDS = frozenset("?？.。!！)）]】:：”\"'`")
_AFTER_LETTER = (b":", b".", b" ", b"#", b"(", b"*", "：".encode()[:1], *(str(digit).encode() for digit in range(10)))
_COUNTS = (b"(", "（".encode(), *(str(digit).encode() for digit in range(10)))
_TAGS = r"(?<=[?？。.!！])\s*(?:#[^\W\d][\w/-]*\s*)+$"
_ATTRIBUTES = r"(?<!\s)\s*+\{:?\s*[#.][-\w.# ]*\}$"
_SOURCE_LINK = r"(?i)(?<![\s\[])\s*\[++\s*(?:src|source|link|ref|answer|来源|答案|链接)\s*\]+\s*$"
_ANY_LABEL_NUMBER = (
    r"(?:\s*(?:第\s*)?(?P<number>\d{1,4}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3})\s*题?(?:\s*(?:of|/)\s*\d{1,4})?)?"
)


class Label(NamedTuple):
    """A label read off the start of a line: what it introduces, its own words, its number, where it ends."""

    kind: SectionKind
    name: str
    number: str
    end: int


class Number(NamedTuple):
    """A number read off the start of a line: as written, its style (a group of _NUMBER), where it ends."""

    text: str
    style: str
    end: int


class Markers:
    """The label vocabulary in force: the built-in words plus a user's own."""

    def __init__(self, kinds: Mapping[str, SectionKind]) -> None:
        self.kinds = kinds
        self.starts = (
            frozenset(name[0].lower() for name in kinds) | frozenset(name[0].upper() for name in kinds) | {"【", "["}
        )
        self.openings = frozenset(name[:3].split()[0] for name in kinds)
        self.prefixes = frozenset(_prefixes(kinds))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a label looks like; most small files are read without it."""
        names = sorted(self.kinds, key=len, reverse=True)
        words = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in names)
        aside = r"(?:\s*(?:（[^（）]{0,40}）|\([^()]{0,40}\)|\[[^\[\]]{0,40}\](?!\()|【[^【】]{0,40}】)){0,3}"
        return re.compile(
            rf"\s*(?P<open>[【\[])?(?P<name>{words})(?![a-z])(?:\s*[#№-]?{_ANY_LABEL_NUMBER}){aside}(?(open)[】\]])"
            rf"\s*(?P<tail>[:：]|[.、．)–—-](?=\s|$)|、(?<=\d、)|$|(?(open)|(?!)))[\s　]*",
            re.IGNORECASE,
        )

    def may_begin(self, line: bytes) -> bool:
        """Tell by the first bytes of a line whether a label in plain text or stray bold, or its number, can begin there."""
        head = line[:3].lower()
        return head in self.prefixes or head[:2] in self.prefixes or head.startswith(_COUNTS)

    def may_be(self, text: str) -> bool:
        """Tell by its first letters whether a text can be a label: a glance that spares most texts the pattern."""
        head = text[:3].lower()
        if head in self.openings or head[:2] in self.openings:
            return True
        return head[:1] in self.openings and not "a" <= head[1:2] <= "z"

    def label(self, text: str, *, bare: bool) -> Label | None:
        """Return the label that `text` starts with, or None.

        A label ends in a colon, or in the end of the text where `bare` says that the form (a heading, bold)
        is already a sign. One-letter labels (Q, A, 问, 答) need a colon, a full stop or a number.
        """
        if not self.may_be(text.lstrip().lstrip("【[")):
            return None
        match = self.pattern.match(text)
        if match is None:
            return None
        name, number = match["name"], match["number"] or ""
        if match["open"] == "[" and (not number or text[match.end() :].startswith("(")):  # a link
            return None
        tail = match["tail"]
        short = len(name) == 1
        if tail in ("", None) and not match["open"] and (not bare or (short and not number)):
            return None
        if tail and tail[0] in ".、．)–—-" and not number:
            ends = bare or (name == "Q" and text[match.end() :][:1].isupper())
            if not (short and ends and tail[0] in ".、．"):
                return None
        kind = self.kinds.get(" ".join(name.casefold().split()))  # none where letters only match without case: HİNT
        return Label(kind, name, number, match.end()) if kind else None


@lru_cache(maxsize=8)
def markers(extra: tuple[tuple[SectionKind, tuple[str, ...]], ...] = ()) -> Markers:
    """Return the vocabulary with `extra` names added to their kinds."""
    kinds: dict[str, SectionKind] = {}
    for kind, names in (*LABELS.items(), *extra):
        kinds.update({" ".join(name.casefold().split()): kind for name in names})
    return Markers(kinds)


def _prefixes(names: Iterable[str]) -> Iterator[bytes]:
    """The first two or three bytes, in lower case, of a line that starts with one of `names` or with `**`."""
    latin = {name[:1].encode() for name in names if name.isascii()}
    yield from (b"**", "【".encode(), *(sign + first for sign in (b"[", b"*", b"_") for first in latin))
    for name in names:
        first = name[:3].split()[0]
        if not name[:2].isascii():
            yield from (spelt.encode()[:3].lower() for spelt in (name[:2], name[:2].title(), name[:2].upper()))
        elif len(first) == 1:
            yield from (first.encode() + after for after in _AFTER_LETTER)
        else:
            yield first.encode()[:3]


def number(text: str) -> Number | None:
    """Return the number that `text` starts with ("3.", "07.", "（2）", "3.1.2", "四、", "①"), or None."""
    if text.lstrip()[:1] not in _NUMBER_STARTS:
        return None
    match = _NUMBERED.match(text)
    if match is None or match.end() == 0:
        return None
    style = match.lastgroup
    return Number(match[style].translate(_DIGITS), style, match.end()) if style else None


def is_plain_word(text: str) -> bool:
    """Tell by its first character that `text` begins with neither a number nor an ornament."""
    return text[:1].isalpha() and text[0] not in _NUMBER_STARTS


def value_of(number: str) -> int | None:
    """Return the last part of a number (3.1.2 -> 2, 十二 -> 12, ③ -> 3), or None where there is none."""
    tail = number.rsplit(".", 1)[-1]
    if tail.isdecimal():
        return int(tail)
    if len(tail) == 1 and "①" <= tail <= "⑳":
        return ord(tail) - ord("①") + 1
    if not tail or any(character not in _CHINESE_DIGITS and character not in "十百" for character in tail):
        return None
    total, digit = 0, 0
    for character in tail:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE_DIGITS[character]
    return total + digit


def undecorated(text: str) -> tuple[str, str]:
    """Return the leading emoji or ornament of `text` ("" if none) and the rest."""
    if text[:1].isalnum():
        return "", text
    match = re.match(_DECORATION, text)
    return (match[0].strip(), text[match.end() :]) if match else ("", text)


def trimmed(title: str) -> str:
    """Return a title without the stars, emoji, link junk and closing marks that trail it."""
    title = title.strip()
    if title.endswith("}"):
        title = re.sub(_ATTRIBUTES, "", title)
    if title.endswith("]"):
        title = re.sub(_SOURCE_LINK, "", title)
    if "#" in title:  # what note-taking programs make cards of
        title = re.sub(_TAGS, "", title)
    if not title or title[-1].isalnum() or title[-1] in _ENDS:
        return title
    return re.sub(_TAIL, "", title).strip() or title


BACK_TO_TOP = re.compile(_TOP_LINK, re.IGNORECASE)
