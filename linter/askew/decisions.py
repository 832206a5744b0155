"""What an editor decided about duplicates and findings, as a report exports it: decisions.json.

A record is known by its file, its id and the digest of its text, never by a line, so that edits elsewhere do not matter.
"""

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, Literal, NamedTuple

from askew.baseline import Entry
from askew.checks.prose import quoted
from askew.document import Document
from askew.record import Record

Action = Literal["keep", "drop", "merge", "distinct", "ignore"]

VERSION = 1
_DIGEST = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"[0-9a-f]{16}-[1-9][0-9]*")


class DecisionsError(Exception):
    """Decisions that cannot be used; the message says which one and what is wrong with it."""


class Reference(NamedTuple):
    """A record as a decision names it; `line` and `question` are for people and say where it was."""

    path: str
    id: str
    digest: str
    line: int = 0
    question: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells the records of one report apart: path and id."""
        return self.path, self.id

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where} ({quoted(self.question)})" if self.question else f"{where} ({self.id})"


@dataclass(frozen=True)
class Decision:
    """One decision. `records` starts with the record in question; a keeper goes with "drop" and "merge" alone.

    `findings` are entries for the baseline, with `reason`, which is the note where the action only takes one.
    """

    action: Action
    records: tuple[Reference, ...] = ()
    keeper: Reference | None = None
    findings: tuple[Entry, ...] = ()
    reason: str = ""

    @property
    def gone(self) -> Reference | None:
        """The record that goes, None where none does."""
        return self.records[0] if self.keeper is not None else None


def digest(text: str) -> str:
    """Return the 16 hex digits by which the text of a record is known: its lines with LF, without blanks at the end."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_of(document: Document, record: Record) -> str:
    """Return the lines of `document` that a record stands on, as they are, without the last line's ending."""
    return document.slice(document.line_starts[record.line - 1], document.line_span(record.end_line).end)


def reference(document: Document, record: Record) -> Reference:
    """Return how decisions name a record of `document`."""
    question = record.question or record.title
    return Reference(document.path, record.id, digest(text_of(document, record)), record.line, question)


def read(path: Path) -> list[Decision]:
    """Return the decisions in the file at `path`; raise DecisionsError where they cannot be read or contradict each other."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DecisionsError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, RecursionError) as error:
        raise DecisionsError(f"{path}: not JSON: {error}") from None
    try:
        return parse(data)
    except DecisionsError as error:
        raise DecisionsError(f"{path}: {error}") from None


def parse(data: object) -> list[Decision]:
    """Return the decisions that the JSON value `data` states; raise DecisionsError as `read` does."""
    if not isinstance(data, dict) or "version" not in data or "decisions" not in data:
        raise DecisionsError("no decisions: an object with `version` and `decisions` is wanted")
    version = data["version"]
    if isinstance(version, int) and version > VERSION:
        raise DecisionsError(f"version {version} is newer than this Askew knows ({VERSION}): update Askew")
    if version != VERSION or isinstance(version, bool):
        raise DecisionsError(f"`version` must be {VERSION}")
    unknown = sorted(set(data) - {"version", "askew", "decisions"})
    if unknown:
        raise DecisionsError(f"unknown key `{unknown[0]}`")
    _text(data.get("askew", "?"), "`askew`")
    if not isinstance(data["decisions"], list):
        raise DecisionsError("`decisions` must be a list")
    found = [_decision(item, f"decision {number}") for number, item in enumerate(data["decisions"], 1)]
    check(found)
    return found


Reader = Callable[[Any, str], Any]


def _decision(data: Any, where: str) -> Decision:
    if not isinstance(data, dict):
        raise DecisionsError(f"{where} must be an object")
    action = data.get("action")
    keys = _KEYS.get(action) if isinstance(action, str) else None
    if keys is None or action is None:
        raise DecisionsError(f"{where}: `action` must be one of: {', '.join(_KEYS)}")
    where = f"{where} ({action})"
    values = _fields({key: value for key, value in data.items() if key != "action"}, keys, where)
    reason = values.get("reason", values.get("note", ""))
    findings = values.get("findings", (values["finding"],) if "finding" in values else ())
    records = values.get("records", (values["record"],) if "record" in values else ())
    entries = tuple(entry._replace(reason=reason) for entry in findings)
    return Decision(action, records, values.get("keeper"), entries, reason)


def _fields(data: Any, keys: Mapping[str, Reader], where: str) -> dict[str, Any]:
    """The values of an object that has all `keys` but those that end in `?`, and no other."""
    if not isinstance(data, dict):
        raise DecisionsError(f"{where} must be an object")
    readers = {key.rstrip("?"): reader for key, reader in keys.items()}
    for key in data:
        if key not in readers:
            raise DecisionsError(f"{where}: unknown key `{key}`")
    for key in keys:
        if not key.endswith("?") and key not in data:
            raise DecisionsError(f"{where}: `{key}` is missing")
    return {key: readers[key](value, f"{where}: `{key}`") for key, value in data.items()}


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise DecisionsError(f"{where} must be a string")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise DecisionsError(f"{where} holds half a character")
    return value


def _said(value: Any, where: str) -> str:
    if not _text(value, where).strip():
        raise DecisionsError(f"{where} must say something")
    return str(value)


def _like(pattern: re.Pattern[str], what: str) -> Reader:
    def reader(value: Any, where: str) -> str:
        if not pattern.fullmatch(_text(value, where)):
            raise DecisionsError(f"{where} must be {what}")
        return str(value)

    return reader


def _line(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise DecisionsError(f"{where} must be a whole number from 1 on")
    return value


def _path(value: Any, where: str) -> str:
    """A path below the working directory: decisions come from elsewhere and must not reach out of it."""
    path = _said(value, where)
    own, posix = PurePath(path), PurePosixPath(path)
    if own.is_absolute() or own.drive or posix.is_absolute() or ".." in (*own.parts, *posix.parts) or "\0" in path:
        raise DecisionsError(f"{where} must lie below the working directory, without `..`, not {quoted(path)}")
    return posixpath.normpath(path)


def _reference(value: Any, where: str) -> Reference:
    return Reference(**_fields(value, _REFERENCE, where))


def _references(value: Any, where: str) -> tuple[Reference, ...]:
    if not isinstance(value, list) or len(value) < 2:
        raise DecisionsError(f"{where} must be a list of at least two records")
    return tuple(_reference(item, f"{where}[{index}]") for index, item in enumerate(value))


def _finding(value: Any, where: str) -> Entry:
    found = _fields(value, _FINDING, where)
    return Entry(found["path"], found["code"], found["fingerprint"], found.get("hint", ""))


def _findings(value: Any, where: str) -> tuple[Entry, ...]:
    if not isinstance(value, list):
        raise DecisionsError(f"{where} must be a list")
    return tuple(_finding(item, f"{where}[{index}]") for index, item in enumerate(value))


_hex = _like(_DIGEST, "16 hex digits")
_REFERENCE: Mapping[str, Reader] = {
    "path": _path, "id": _like(_ID, "the id of a record"), "digest": _hex, "line?": _line, "question?": _text,
}  # fmt: skip
_FINDING: Mapping[str, Reader] = {
    "fingerprint": _hex, "code": _like(re.compile(r"[A-Z][0-9]{3}"), "the code of a rule"), "path": _said, "hint?": _text,
}  # fmt: skip
_GOING: Mapping[str, Reader] = {"record": _reference, "keeper": _reference, "note?": _text}
_KEYS: Mapping[str, Mapping[str, Reader]] = {
    "keep": {"record": _reference, "note?": _text},
    "drop": _GOING,
    "merge": _GOING,
    "distinct": {"records": _references, "findings": _findings, "reason": _said},
    "ignore": {"finding": _finding, "reason": _said},
}


def check(decisions: list[Decision]) -> None:
    """Raise DecisionsError where two decisions contradict each other."""
    _check_texts(decisions)
    going: dict[tuple[str, str], Decision] = {}
    for item in decisions:
        if item.gone is not None:
            other = going.setdefault(item.gone.key, item)
            if (other.action, _key(other.keeper)) != (item.action, _key(item.keeper)):
                raise DecisionsError(f"{item.gone} goes twice, in two ways or for two keepers")
    for item in decisions:
        if item.action == "keep" and item.records[0].key in going:
            raise DecisionsError(f"{item.records[0]} is kept by one decision and dropped by another")
        if item.action == "merge" and item.keeper is not None and item.keeper.key in going:
            raise DecisionsError(f"{item.records[0]} is merged into {item.keeper}, which goes itself")
        if item.action == "distinct":
            _check_distinct(item, going)
    for item in going.values():
        _check_chain(item, going)


def _key(record: Reference | None) -> tuple[str, str] | None:
    return record.key if record is not None else None


def _check_texts(decisions: list[Decision]) -> None:
    known: dict[tuple[str, str], Reference] = {}
    for item in decisions:
        for record in (*item.records, *([item.keeper] if item.keeper is not None else [])):
            if known.setdefault(record.key, record).digest != record.digest:
                raise DecisionsError(f"{record} has two different digests: these decisions are not of one report")


def _check_distinct(item: Decision, going: Mapping[tuple[str, str], Decision]) -> None:
    together = {record.key for record in item.records}
    for record in item.records:
        other = going.get(record.key)
        if other is not None and other.keeper is not None and other.keeper.key in together:
            raise DecisionsError(
                f"{record} is no duplicate of {other.keeper} by one decision, and goes for it by another"
            )


def _check_chain(item: Decision, going: Mapping[tuple[str, str], Decision]) -> None:
    """Follow a record to the keeper that stays."""
    seen = set()
    at: Decision | None = item
    while at is not None and at.gone is not None and at.keeper is not None:
        if at.gone.key in seen:
            raise DecisionsError(f"{at.gone} would go for itself: in a circle of keepers none is left")
        seen.add(at.gone.key)
        at = going.get(at.keeper.key)
