"""JSONL banks: one JSON object a line, in our own shape or one of those that training sets use."""

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from json.decoder import scanstring  # type: ignore[attr-defined]  # in every CPython, not in typeshed
from typing import Any, NamedTuple

from askew.config import Settings
from askew.document import Document, Span
from askew.extract import compose
from askew.markdown import parse
from askew.record import Record, record_id

FieldPath = tuple[str | int, ...]

_BRACKET_OR_STRING = re.compile(r'"(?:[^"\\]|(?s:\\.))*+(?:"|\\?\Z)|[\[\]{}]')
_DEEPEST = 500  # what the standard library reads whatever the depth of the stack
_DECODER = json.JSONDecoder()
_USERS = frozenset(("user", "human"))
_ASSISTANTS = frozenset(("assistant", "gpt", "model", "bot"))
_OWN = frozenset(
    ("id", "path", "line", "end_line", "number", "title", "question", "answer", "sections", "code", "language")
)
_ALIASES = (("question", "answer"), ("instruction", "output"), ("prompt", "response"), ("prompt", "completion"),
            ("query", "response"), ("q", "a"), ("Question", "Answer"), ("problem", "solution"), ("input", "output"),
            ("prompt", "chosen"), ("front", "back"), ("问题", "答案"), ("问题", "回答"), ("题目", "答案"))  # fmt: skip


class LineError(Exception):
    """A line that holds no record; the message says what is wrong with it."""


class Field(NamedTuple):
    """One string of a JSON object, parsed as Markdown."""

    path: FieldPath
    document: Document

    @property
    def name(self) -> str:
        """The path as people write it: messages[2].content."""
        return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path).lstrip(".")


@dataclass(frozen=True)
class Entry:
    """One good line: its record, whose spans are offsets into the last field (the answer), and all its fields."""

    line: int
    span: Span
    record: Record
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class BadLine:
    """One line that gives no record."""

    line: int
    span: Span
    message: str


class _Shape(NamedTuple):
    """Where an object keeps its parts; what is left over becomes the record's meta."""

    questions: tuple[FieldPath, ...]
    answer: FieldPath
    title: str | None = None
    number: str | None = None
    meta: Mapping[str, Any] = {}


def read(document: Document, settings: Settings) -> list[Entry | BadLine]:
    """Return every non-blank line of a JSONL document as an Entry or, where it is broken, a BadLine."""
    found: list[Entry | BadLine] = []
    for line in range(1, len(document.line_starts) + 1):
        span = document.line_span(line)
        text = document.slice(*span)
        if not text.strip():
            continue
        try:
            found.append(_entry(document, line, span, text, settings))
        except LineError as error:
            found.append(BadLine(line, span, str(error)))
    seen: Counter[str] = Counter()
    return [
        replace(item, record=replace(item.record, id=record_id(item.record.question, seen)))
        if isinstance(item, Entry)
        else item
        for item in found
    ]


def _entry(document: Document, line: int, span: Span, text: str, settings: Settings) -> Entry:
    data = load_object(text)
    shape = _shape(data, settings)
    own_title = data.get(settings.jsonl.title or "")
    if isinstance(own_title, str):
        shape = shape._replace(title=own_title)
    fields = tuple(Field(path, _field(document.path, data, path)) for path in (*shape.questions, shape.answer))
    question = "\n\n".join(filter(None, (field.document.source.decode().strip() for field in fields[:-1])))
    title = " ".join((shape.title or question.split("\n", 1)[0]).split())
    record = compose(fields[-1].document, settings.markers, title=title, question=question, number=shape.number)
    return Entry(line, span, replace(record, line=line, end_line=line, meta=shape.meta), fields)


def load_object(text: str) -> dict[str, Any]:
    """Return the JSON object that a line holds; raise LineError, in plain words, where it holds none."""
    if text.count("[") + text.count("{") > _DEEPEST and _depth(text) > _DEEPEST:
        raise LineError(f"not usable: the JSON is nested too deeply (more than {_DEEPEST} levels)")
    try:
        data = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise LineError(f"not JSON: {error.msg[:1].lower()}{error.msg[1:]} (column {error.colno})") from None
    except ValueError as error:  # a number of thousands of digits
        raise LineError(
            f"not usable: {str(error).split(';', 1)[0][:1].lower()}{str(error).split(';', 1)[0][1:]}"
        ) from None
    if not isinstance(data, dict):
        raise LineError(f"not a JSON object but {_type(data)}")
    return data


def _depth(text: str) -> int:
    """How deeply the brackets of a JSON text nest."""
    depth = deepest = 0
    for bracket in _BRACKET_OR_STRING.findall(text):
        depth += (bracket in "[{") - (bracket in "]}")
        deepest = max(deepest, depth)
    return deepest


def _no_constant(name: str) -> None:
    raise LineError(f"not JSON: {name} is no JSON value")


def _finite(number: str) -> float | str:
    """A number as float; as text where it is too large for one, since JSON has no infinity."""
    return float(number) if math.isfinite(float(number)) else number


def _field(path: str, data: Mapping[str, Any], field: FieldPath) -> Document:
    value: Any = data
    for part in field:
        value = value[part]
    try:
        return parse(path, value.encode("utf-8"))
    except UnicodeEncodeError as error:
        name = Field(field, Document(path, b"")).name
        raise LineError(
            f"`{name}` holds a lone surrogate (\\u{ord(value[error.start]):04x}) at character {error.start + 1}; "
            "replace it with the character that was meant"
        ) from None


def _shape(data: Mapping[str, Any], settings: Settings) -> _Shape:
    """Where this object keeps its parts: by the settings, else by its keys."""
    own = settings.jsonl
    if own.question or own.answer:
        return _pair(data, own.question or "question", own.answer or "answer", own.title)
    if own.preset == "messages" or (own.preset == "auto" and isinstance(data.get("messages"), list)):
        return _dialogue(data, "messages", "role", "content")
    if own.preset == "conversations" or (own.preset == "auto" and isinstance(data.get("conversations"), list)):
        turns = data.get("conversations")
        named = isinstance(turns, list) and any(isinstance(turn, dict) and "role" in turn for turn in turns)
        return _dialogue(data, "conversations", *(("role", "content") if named else ("from", "value")))
    if own.preset == "instruction":
        return _instruction(data)
    if own.preset == "auto":
        question, answer = next(
            ((q, a) for q, a in _ALIASES if q in data and a in data),
            next(((q, a) for q, a in _ALIASES if q in data or a in data), ("question", "answer")),
        )
        if question == "instruction":
            return _instruction(data)
        return _pair(data, question, answer, "title")
    return _pair(data, "question", "answer", "title")


def _pair(data: Mapping[str, Any], question: str, answer: str, title: str | None) -> _Shape:
    _strings(data, question, answer)
    heading = data.get(title) if title else None
    count = data.get("number")
    known = {question, answer, title} | (_OWN if {question, answer} == {"question", "answer"} else set())
    meta = {key: value for key, value in data.items() if key not in known}
    if isinstance(meta.get("meta"), dict):
        meta |= meta.pop("meta")
    return _Shape(
        ((question,),),
        (answer,),
        heading if isinstance(heading, str) else None,
        str(count) if isinstance(count, (str, int)) and not isinstance(count, bool) else None,
        meta,
    )


def _instruction(data: Mapping[str, Any]) -> _Shape:
    _strings(data, "instruction", "output")
    questions: tuple[FieldPath, ...] = (("instruction",),)
    if isinstance(data.get("input"), str) and data["input"].strip():
        questions += (("input",),)
    meta = {key: value for key, value in data.items() if (key,) not in questions and key != "output"}
    return _Shape(questions, ("output",), meta=meta)


def _dialogue(data: Mapping[str, Any], turns_key: str, who_key: str, text_key: str) -> _Shape:
    """The last user/assistant pair of a dialogue; the other turns stay in the meta."""
    turns = data.get(turns_key)
    if not isinstance(turns, list):
        raise LineError(f"`{turns_key}` must be a list of turns, not {_type(turns)}")
    for index in range(len(turns) - 1, 0, -1):
        asked, replied = turns[index - 1], turns[index]
        if _speaks(asked, _USERS, who_key, text_key) and _speaks(replied, _ASSISTANTS, who_key, text_key):
            rest = [turn for place, turn in enumerate(turns) if place not in (index - 1, index)]
            meta = {key: value for key, value in data.items() if key != turns_key}
            if rest:
                meta[turns_key] = rest
            return _Shape(((turns_key, index - 1, text_key),), (turns_key, index, text_key), meta=meta)
    raise LineError(f"`{turns_key}` has no user turn that an assistant turn with text follows")


def _speaks(turn: Any, who: frozenset[str], who_key: str, text_key: str) -> bool:
    if not isinstance(turn, dict) or not isinstance(turn.get(who_key), str):
        return False
    return turn[who_key] in who and isinstance(turn.get(text_key), str)


def _strings(data: Mapping[str, Any], *keys: str) -> None:
    for key in keys:
        if key not in data:
            raise LineError(f"no `{key}`; the fields are: {', '.join(map(str, data)) or 'none'}")
        if not isinstance(data[key], str):
            raise LineError(f"`{key}` must be a string, not {_type(data[key])}")


def _type(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def string_span(text: str, path: Sequence[str | int]) -> Span:
    """Return the span, in characters, of the JSON string literal (quotes included) at `path` in `text`.

    Of a repeated key the last one counts, as for json.loads. Raises KeyError where there is no such path.
    """
    at = _blank(text, 0)
    for part in path:
        at = _member(text, at, part)
    return Span(at, scanstring(text, at + 1)[1])


def _member(text: str, at: int, part: str | int) -> int:
    """The offset of the value called `part` in the object or list that starts at `at`."""
    is_object = text[at] == "{"
    found, index, at = -1, 0, _blank(text, at + 1)
    while text[at] not in "}]":
        key: str | int = index
        if is_object:
            key, at = scanstring(text, at + 1)
            at = _blank(text, _blank(text, at) + 1)
        if key == part:
            found = at
        at = _blank(text, _DECODER.raw_decode(text, at)[1])
        at = _blank(text, at + 1) if text[at] == "," else at
        index += 1
    if found < 0:
        raise KeyError(part)
    return found


def _blank(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at
