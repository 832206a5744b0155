"""Records: one question with its answer, as the rules see it and as `askew parse` writes it."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args

from askew.document import Span
from askew.vocabulary import SectionKind

Language = Literal["zh", "en", "mixed"]

_NOT_HAN = r"[^㐀-鿿豈-﫿]+"
_LATIN_WORD = r"[A-Za-z]{2,}"
_NOT_ALNUM = re.compile(r"[\W_]+")
_SAMPLE = 2_000  # characters that tell the language of a text
_FENCED = r"\n {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\1)[^\n]*)*(?:\n {0,3}\1)?"


class Section(NamedTuple):
    """A labelled part of a record. `label` is as written, `span` covers label and text."""

    kind: SectionKind
    label: str
    text: str
    line: int
    span: Span


class Code(NamedTuple):
    """A code block of a record, freed from its container's prefixes.

    `block` indexes `Document.blocks`; `first_line` is the line that its text begins on.
    """

    lang: str
    dialect: str
    line: int
    end_line: int
    text: str
    span: Span
    block: int
    first_line: int


@dataclass(frozen=True, slots=True)
class Record:
    """One question with its answer.

    `heading` spans what starts the record (a heading, a bold line, a label), `answer_span` the answer with its
    labels. Spans are offsets into the source of the document that the record was read from.
    """

    id: str
    path: str
    line: int
    end_line: int
    number: str | None
    title: str
    question: str
    answer: str
    sections: tuple[Section, ...]
    code: tuple[Code, ...]
    language: Language
    meta: Mapping[str, Any] = field(hash=False)
    span: Span
    heading: Span
    question_span: Span
    answer_span: Span

    def to_json(self) -> dict[str, Any]:
        """Return the record in the shape of schemas/record.schema.json."""
        return {
            "id": self.id,
            "path": self.path,
            "line": self.line,
            "end_line": self.end_line,
            "number": self.number,
            "title": self.title,
            "question": self.question,
            "answer": self.answer,
            "sections": [
                {"kind": part.kind, "label": part.label, "text": part.text, "line": part.line} for part in self.sections
            ],
            "code": [
                {
                    "lang": block.lang,
                    "dialect": block.dialect,
                    "line": block.line,
                    "end_line": block.end_line,
                    "text": block.text,
                }
                for block in self.code
            ],
            "language": self.language,
            "meta": dict(self.meta),
        }


def stated(record: Record, facts: Mapping[str, Any]) -> Record:
    """Return `record` with the fields that `facts` (some of `Record.to_json`) states; unusable ones are passed over."""
    wanted: dict[str, Any] = {key: facts[key] for key in ("title", "question") if isinstance(facts.get(key), str)}
    if "number" in facts and isinstance(facts["number"], (str, NoneType)):
        wanted["number"] = facts["number"]
    if isinstance(facts.get("meta"), dict):
        wanted["meta"] = facts["meta"]
    if isinstance(facts.get("answer"), str):
        wanted |= _whole(record, facts)
    return replace(record, **wanted)


def _whole(record: Record, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with its parts, where `facts` state it altogether; {} where they do so wrongly."""
    line, span = record.line, record.heading
    try:
        sections = [Section(line=line, span=span, **part) for part in facts["sections"]]
        code = [Code(line=line, end_line=line, span=span, block=-1, first_line=line, **part) for part in facts["code"]]
    except (KeyError, TypeError):
        return {}
    texts = [*((part.label, part.text) for part in sections), *((c.lang, c.dialect, c.text) for c in code)]
    known = facts.get("language") in get_args(Language) and all(part.kind in get_args(SectionKind) for part in sections)
    if not known or not all(isinstance(text, str) for group in texts for text in group):
        return {}
    return {"answer": facts["answer"], "language": facts["language"], "sections": tuple(sections), "code": tuple(code)}


def normalised(text: str) -> str:
    """Return `text` as NFKC, case folded, letters and digits only: what makes two questions the same."""
    return _NOT_ALNUM.sub("", unicodedata.normalize("NFKC", text).casefold())


def record_id(question: str, seen: Counter[str]) -> str:
    """Return the id of a record: a hash of its question and its ordinal among those `seen`, which is counted on."""
    digest = hashlib.sha256(normalised(question).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}-{seen[digest]}"


def language_of(text: str) -> Language:
    """Return "zh", "en" or "mixed" by the share of Han characters among Han characters and Latin words."""
    prose = f"\n{text[:_SAMPLE]}"
    if "```" in prose or "~~~" in prose:
        prose = re.sub(_FENCED, "\n", prose)
    han = 0 if prose.isascii() else len(re.sub(_NOT_HAN, "", prose))
    if han == 0:
        return "en"
    if 4 * han > len(prose):  # more than there can be words, which take three characters with what ends them
        return "zh"
    latin = len(re.findall(_LATIN_WORD, prose))
    if han * 10 <= latin:
        return "en"
    return "zh" if han >= latin else "mixed"
