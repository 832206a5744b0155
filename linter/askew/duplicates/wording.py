"""What is looked past when questions are compared: frames, fillers and ways to say the same, as data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import tomli

from askew.data import data_dir
from askew.duplicates.aims import aim
from askew.duplicates.glosses import cut_glosses, cut_tags, parts_of
from askew.duplicates.han import han_split
from askew.duplicates.identifiers import identifiers
from askew.duplicates.rewording import in_order, numbered_names, reworded
from askew.duplicates.scripts import simplified
from askew.duplicates.signs import signs
from askew.duplicates.spelling import usual
from askew.markers import number

_CLAUSE_END = r"[,。.?!;:\n]+(?=\s|$|[^\x00-\x7f])|[，？！；：]"
_ASCII_CLAUSE_END = r"[,.?!;:\n]+(?=\s|$)"  # the same, three times as fast
_SIGNED = r"(?<=[a-z])[+#]+"
_SIGNS = str.maketrans("+#", "ᐩⵌ")  # letters, so that c++ and c# stay apart from c
_MARKS = tuple((chr(ord(mark) - ord("!") + ord("！")), mark) for mark in ",?():!;")
_APART = "[ ‐–-]"  # what stands between the words of a name
_DASHES = str.maketrans("‐–-", "   ")
_NOT_WORD = r"[\W_]+"
_WORD = r"[^\W_]+"
_TWO_NAMES = r"(?P<term>[^()]+)[(](?P<other>[^()]+)[)]"
_EXPLAINS = r"什么[是叫]|何[为谓]|解释|介绍|说明|描述|谈|讲|聊|[简概综]述|阐述|论述|[是指]什么|的(?:概念|定义|含义)|\b(?:what|explain|describe|define|definition|concept)\b"
_LISTED = tuple("、.．)）")  # behind the number of a list
_ASKING_STARTS = ("Q", "q", "问")
_ASKED = r"^\s*(?:[Qq](?:uestion)?|问题?)\s*(?:\d{1,3}\s*[.:：、]|[:：])\s*(?=\S)"
_SPACED = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)

_ASKING = r"如何|怎[么样]|为[什何啥]|什么|哪|几|多少|谁|是否|吗|呢|\b(?:how|why|when|where|which|what|who|whose|is|are|do|does|can|should)\b"


class Text(NamedTuple):
    """A question as it is compared.

    `exact` is the text in NFKC and lower case, letters and digits only, single spaces between words; `core` what is
    left of that without its frame, with synonyms replaced; `glosses` what stood in brackets behind a term to say it in
    the other script (注意力（attention）), which `core` does without; `signs` the operators and the like that neither has;
    `aim` is what `aims.aim` says, `names` the words that `identifiers.identifiers` finds.
    """

    exact: str
    core: str
    glosses: frozenset[str] = frozenset()
    signs: tuple[str, ...] = ()
    aim: int = 0
    names: frozenset[str] = frozenset()

    @property
    def order(self) -> tuple[str, ...]:
        """Sort key, and all that there is of a text, as `of_order` takes it."""
        names = " ".join(sorted(self.names))
        return self.exact, "\n".join(self.signs), self.core, str(self.aim), names, *sorted(self.glosses)

    @classmethod
    def of_order(cls, exact: str, signs: str, core: str, aim: str, names: str, *glosses: str) -> "Text":
        """Return the text of an `order`."""
        said = tuple(signs.split("\n")) if signs else ()
        return cls(exact, core, frozenset(glosses), said, int(aim), frozenset(names.split()))

    @property
    def identity(self) -> str:
        """What all texts that ask the same, letter for letter and sign for sign, have in common."""
        return "\n".join((self.exact, *self.signs))


class Phrases(NamedTuple):
    """Some of the words that are looked past: what begins a clause with one of them, and what ends it."""

    leading: re.Pattern[str]
    trailing: tuple[str, ...]

    def strip(self, clause: str) -> str:
        """Return a clause without the phrases that it begins and ends with."""
        match = self.leading.match(clause)
        clause = clause[match.end() :] if match else clause
        while clause.endswith(self.trailing):
            found = max((phrase for phrase in self.trailing if clause.endswith(phrase)), key=len)
            if found.isascii() and clause[: -len(found)][-1:].isalnum():
                break
            clause = clause[: -len(found)].rstrip()
        return clause


class Wording(NamedTuple):
    """The words that are looked past, ready for use, and the word lists that verdicts use.

    `meaning` says what a word in Latin letters stands for, `han` finds the Han words of `meaning` in running text, and
    `joined` what is written in one word as well, `abbreviated` has the abbreviations of full Latin names.
    """

    phrases: Phrases
    han: re.Pattern[str]
    meaning: Mapping[str, str]
    joined: re.Pattern[str]
    abbreviated: Mapping[str, str]
    particles: frozenset[str]
    directions: frozenset[str]
    symmetric: frozenset[str]
    headings: frozenset[str]

    def text(self, question: str, written: str = "") -> Text:
        """Return `question` in the form in which it is compared. Where no word but the frame is there, it is kept.

        `written` is its Markdown where the question itself is without.
        """
        narrow = _narrow(_unnumbered(question))
        exact = letters(narrow.casefold())
        plain = cut_tags(numbered_names(simplified(narrow)))
        glosses: frozenset[str] = frozenset()
        if "(" in plain:
            plain, found = cut_glosses(plain)
            glosses = frozenset(filter(None, (letters(gloss.casefold()) for gloss in found)))
        folded = reworded(plain.casefold())
        written = written or question
        names = identifiers(written)
        core = exact and (self._core(folded, names) or letters(folded) or exact)
        return Text(exact, core, glosses, signs(cut_tags(written)), aim(folded), names)

    def other_names(self, question: str) -> list[Text]:
        """Return what asks for the term of a question by its other names, if that is all it asks for: 什么是注意力（attention）."""
        narrow = cut_tags(simplified(_narrow(_unnumbered(question))))
        if "(" not in narrow:
            return []
        folded = narrow.casefold().strip(" ?!.。")
        match = re.fullmatch(_TWO_NAMES, self.phrases.strip(folded))
        if (
            match is None
            or re.search(_ASKING, match["term"])
            or not (re.search(_EXPLAINS, folded) and cut_glosses(narrow)[1])
        ):
            return []
        wants = aim(reworded(folded))
        names = {letters(name): self._core(name, frozenset()) for name in parts_of(match["other"])}
        return [Text(exact, core or exact, aim=wants) for exact, core in names.items() if exact]

    def _core(self, folded: str, names: frozenset[str]) -> str:
        """What is left of a folded text without frames and fillers; `names` keep their form."""
        said: list[str] = []
        folded = self._abbreviated(folded)
        folded = self.joined.sub(lambda match: match[0][:-1], folded)
        for clause in re.split(_ASCII_CLAUSE_END if folded.isascii() else _CLAUSE_END, _signed(folded)):
            if clause := clause.strip():
                runs = _runs(in_order(self.phrases.strip(clause)))
                said += (self._meaning(run, names) for run in runs)
        return _close(" ".join(filter(None, said)))

    def _abbreviated(self, folded: str) -> str:
        """A folded text with abbreviations instead of full names."""
        if " " in folded:
            spaced = folded.translate(_DASHES)
            for name, short in self.abbreviated.items():
                if name in spaced:
                    folded = re.sub(rf"\b{name.replace(' ', _APART)}s?\b", short, folded)
        return folded

    def frame(self, exact: str) -> str:
        """Return the words at the beginning of a text (an `exact`) that are only its frame."""
        match = self.phrases.leading.match(exact)
        return match[0] if match else ""

    def plain(self, exact: str) -> str:
        """Return a text (an `exact`) without its frame and fillers, but in its own words."""
        runs = _runs(self.phrases.strip(exact))
        kept = (self.han.sub(self._own_word, run) if run[0] >= "⺀" else self._own_word(run) for run in runs)
        return _close(" ".join(filter(None, kept))) or exact

    def _own_word(self, found: re.Match[str] | str) -> str:
        word = found if isinstance(found, str) else found[0]
        return word if self.meaning.get(word, word) else ""

    def _meaning(self, run: str, names: frozenset[str]) -> str:
        if run.isascii():
            found = self.meaning.get(run)
            if found is None and run not in names:
                run = usual(run)
                found = self.meaning.get(run)
            return run if found is None else found
        return self.han.sub(lambda match: self.meaning[match[0]], run)

    def names(self, question: str) -> bool:
        """Tell whether a text only names something: no mark, frame or word in it asks."""
        folded = unicodedata.normalize("NFKC", question).casefold().strip()
        return "?" not in folded and not re.search(_ASKING, folded) and self.phrases.strip(folded) == folded

    def asks(self, text: Text) -> bool:
        """Tell whether a text asks for something: it is neither empty nor a heading that could stand over anything."""
        return bool(text.exact) and text.exact not in self.headings


def _unnumbered(question: str) -> str:
    """A question without the number or label of a list that it is not in any more: 7、, (3), ①, 第 5 题, Q3:, 问："""
    found = number(question)
    if found is None or found.style == "outline":
        return re.sub(_ASKED, "", question) if question.lstrip()[:1] in _ASKING_STARTS else question
    is_of_list = found.style != "plain" or question[: found.end].rstrip().endswith(_LISTED)
    return question[found.end :] if is_of_list else question


def letters(folded: str) -> str:
    """Return folded text as words: punctuation and symbols dropped (but c++, c#), no spaces beside Han characters."""
    signed = _signed(folded)
    return " ".join(_runs(signed)) if signed.isascii() else _close(re.sub(_NOT_WORD, " ", signed)).strip()


def _runs(text: str) -> list[str]:
    """The runs of Han characters and those of other letters and digits; ASCII is cut without the pattern, four times as fast."""
    if text.isascii():
        return text.encode().translate(_SPACED).decode().split()
    pieces = han_split(text)
    return [run for at, piece in enumerate(pieces) for run in ((piece,) if at % 2 else re.findall(_WORD, piece))]


def _close(text: str) -> str:
    """Text without the spaces beside Han characters."""
    if " " not in text or text.isascii():
        return text
    pieces = han_split(text)
    last = len(pieces) - 1
    for at in range(0, last + 1, 2):
        pieces[at] = pieces[at].lstrip(" ") if at else pieces[at]
        pieces[at] = pieces[at].rstrip(" ") if at < last else pieces[at]
    return "".join(pieces)


def _signed(folded: str) -> str:
    if "+" in folded or "#" in folded:
        return re.sub(_SIGNED, lambda match: match[0].translate(_SIGNS), folded)
    return folded


@cache
def wording(frames: tuple[str, ...] = (), synonyms: tuple[tuple[str, ...], ...] = ()) -> Wording:
    """Return the wording that ships with Askew, with a bank's own `frames` and groups of `synonyms` added."""
    data = tomli.loads((data_dir("rules") / "wording.toml").read_text(encoding="utf-8"))
    own = [_folded(frame).strip() for frame in frames]
    meaning = dict.fromkeys(data["fillers"], "")
    for group in (*synonyms, *data["synonyms"]):
        for word in group:
            meaning.setdefault(_folded(word).strip(), _folded(group[0]).strip())
    abbreviated: dict[str, str] = {}
    for short, *names in data["abbreviations"]:
        abbreviated.update({name: short for name in names if name.isascii()})
        meaning.update({name: meaning.get(short, short) for name in names if not name.isascii()})
    leading = _any([*data["leading"], *own])
    joined = "|".join(
        rf"{first}(?=.{second or '[a-z]'})" for first, _, second in (both.partition(" ") for both in data["joined"])
    )
    return Wording(
        phrases=Phrases(re.compile(rf"(?:{leading}\s*)+"), (*data["trailing"], *own)),
        han=re.compile(_any(word for word in meaning if not word.isascii())),
        meaning=meaning,
        joined=re.compile(rf"\b(?:{joined})[ ‐–-]"),
        abbreviated=dict(sorted(abbreviated.items(), key=lambda item: -len(item[0]))),  # RMSE is no root of MSE
        particles=frozenset(data["particles"]),
        directions=frozenset(data["directions"]),
        symmetric=frozenset(token for word in data["symmetric"] for token in (word if word[0] >= "⺀" else (word,))),
        headings=frozenset(data["headings"]),
    )


def _folded(text: str) -> str:
    """Text in NFKC and lower case."""
    return _narrow(text).casefold()


def _narrow(text: str) -> str:
    """Text in NFKC. Most Chinese needs it for its marks only, and those are quicker replaced."""
    for wide, narrow in _MARKS:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def _any(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first; those in Latin letters as whole words."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    latin = [re.escape(word) for word in ordered if word.isascii()]
    han = [re.escape(word) for word in ordered if not word.isascii()]
    whole = [rf"(?:{'|'.join(latin)})(?![a-z0-9])"] if latin else []
    return f"(?:{'|'.join([*han, *whole])})"
