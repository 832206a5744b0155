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
from askew.shapes import FieldPath, LineError, shape_of, type_name

_BRACKET_OR_STRING = re.compile(r'"(?:[^"\\]|(?s:\\.))*+(?:"|\\?\Z)|[\[\]{}]')
_DEEPEST = 500  # what the standard library reads whatever the depth of the stack
_DECODER = json.JSONDecoder()


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
    shape = shape_of(data, settings.jsonl)
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
        raise LineError(f"not a JSON object but {type_name(data)}")
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
