"""The facts that no build finds out, written by hand with their sources: rules/apis/overlay.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

import tomli

from askew.apis.model import IndexFileError, Note

NAME = "overlay.toml"
_ADVICE = "correct it; docs/apis.md says what it may hold"


class Absent(NamedTuple):
    """A top-level module that cannot be imported: `text` says what is known, `instead` what to use, "" if unknown."""

    name: str
    text: str
    instead: str = ""


class Spelling(NamedTuple):
    """A dotted name that works, `instead` the one that the documentation uses, and why."""

    name: str
    instead: str
    text: str


class Removed(NamedTuple):
    """A name that works no more although an index may still have it: `last` is the last version in which it did."""

    name: str
    last: str = ""
    instead: str = ""


class KeywordNote(NamedTuple):
    """A note on a keyword of the callable that has `target` as its canonical name or path, in versions `when`."""

    target: str
    keyword: str
    severity: Literal["error", "warning"]
    text: str
    when: str = ""
    instead: str = ""
    swallowed: bool = False

    def note(self, versions: int) -> Note:
        """Return it as a note on a signature."""
        return Note(self.severity, self.text, versions, self.instead, self.swallowed)


class Returned(NamedTuple):
    """The class of what a call gives; of a tuple those of its parts.

    Nothing is known of a call with one of the keywords `unless`, or with more than `most` arguments by their place.
    """

    classes: tuple[str, ...]
    unless: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True)
class Overlay:
    """All facts of one or more overlay files.

    `open` are dotted names below which anything may exist; in those of them that are in `gone` a name that an older
    version had and a newer one lacks is gone all the same, and in those in `data` only data may exist, which is not
    called (nobody adds methods to those in `sealed`, and a slip counts in those in `parts` where nothing is called, too); `complete` are classes that have no attributes but those known; `aliases` maps a dotted name to the one it means;
    `replacements` maps a name that is gone or wrong to the one to use, and `deprecated` one that the documentation
    calls deprecated; `calls` are callables of which nobody knows what they take, `closed` those whose `**kwargs`
    refuse everything, unless the call passes one of the keywords that they map to; `distributions` maps a top-level module to the distribution that provides it; `returns` has by
    the names of callables what calling them gives, `objects` all public attributes of that where it is of no class that
    has a name, and `takes` all their keywords; `values` are attributes that cannot be called.
    """

    absent: Mapping[str, Absent] = field(default_factory=dict)
    spellings: Mapping[str, Spelling] = field(default_factory=dict)
    keywords: Mapping[str, tuple[KeywordNote, ...]] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    complete: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    replacements: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, Removed] = field(default_factory=dict)
    deprecated: Mapping[str, str] = field(default_factory=dict)
    calls: frozenset[str] = frozenset()
    closed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    distributions: Mapping[str, str] = field(default_factory=dict)
    returns: Mapping[str, Returned] = field(default_factory=dict)
    objects: Mapping[str, frozenset[str]] = field(default_factory=dict)
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: frozenset[str] = frozenset()

    def joined(self, other: "Overlay") -> "Overlay":
        """Return the facts of both; those of `other` win."""
        return Overlay(
            {**self.absent, **other.absent},
            {**self.spellings, **other.spellings},
            {
                key: (*self.keywords.get(key, ()), *other.keywords.get(key, ()))
                for key in {*self.keywords, *other.keywords}
            },
            self.open | other.open,
            self.gone | other.gone,
            self.data | other.data,
            self.sealed | other.sealed,
            self.parts | other.parts,
            self.complete | other.complete,
            {**self.aliases, **other.aliases},
            {**self.replacements, **other.replacements},
            {**self.removed, **other.removed},
            {**self.deprecated, **other.deprecated},
            self.calls | other.calls,
            {**self.closed, **other.closed},
            {**self.distributions, **other.distributions},
            {**self.returns, **other.returns},
            {**self.objects, **other.objects},
            {**self.takes, **other.takes},
            self.values | other.values,
        )


def read_overlay(path: Path) -> Overlay:
    """Return the facts in `path`; raises IndexFileError."""
    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IndexFileError(path, error.strerror or "cannot be read", "check the path and its rights") from None
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise IndexFileError(path, f"it is no TOML ({error})", _ADVICE) from None
    known = {
        "absent",
        "spelling",
        "keyword",
        "open",
        "complete",
        "alias",
        "replacement",
        "removed",
        "deprecated",
        "call",
        "closed",
        "distribution",
        "returns",
        "object",
        "takes",
        "value",
    }
    if set(data) - known:
        raise IndexFileError(path, f"it has an unknown table `{min(set(data) - known)}`", _ADVICE)
    try:
        return _overlay(data)
    except (AttributeError, KeyError, TypeError) as error:
        raise IndexFileError(path, f"one of its facts is incomplete ({error})", _ADVICE) from None


def _overlay(data: Mapping[str, Any]) -> Overlay:
    keywords: dict[str, tuple[KeywordNote, ...]] = {}
    for item in _facts(data, "keyword"):
        note = KeywordNote(**item)
        keywords[note.target] = (*keywords.get(note.target, ()), note)
    return Overlay(
        {item["name"]: Absent(**item) for item in _facts(data, "absent")},
        {item["name"]: Spelling(**item) for item in _facts(data, "spelling")},
        keywords,
        frozenset(item["name"] for item in _facts(data, "open")),
        _open(data, "gone"),
        _open(data, "data"),
        _open(data, "sealed"),
        _open(data, "parts"),
        frozenset(name for item in _facts(data, "complete") for name in item["names"]),
        {item["name"]: item["target"] for item in _facts(data, "alias")},
        {item["name"]: item["instead"] for item in _facts(data, "replacement")},
        {item["name"]: Removed(**item) for item in _facts(data, "removed")},
        {item["name"]: item["instead"] for item in _facts(data, "deprecated")},
        frozenset(item["name"] for item in _facts(data, "call")),
        {item["name"]: frozenset(item.get("unless", ())) for item in _facts(data, "closed")},
        {item["module"]: item["distribution"] for item in _facts(data, "distribution")},
        {name: _returned(item) for item in _facts(data, "returns") for name in item["names"]},
        {name: frozenset(item["members"]) for item in _facts(data, "object") for name in item["names"]},
        {name: tuple(item["keywords"]) for item in _facts(data, "takes") for name in item["names"]},
        frozenset(name for item in _facts(data, "value") for name in item["names"]),
    )


def _open(data: Mapping[str, Any], sign: str) -> frozenset[str]:
    """The names below which anything may exist that have a certain sign."""
    return frozenset(item["name"] for item in _facts(data, "open") if item.get(sign))


def _returned(item: Mapping[str, Any]) -> Returned:
    return Returned(tuple(item["classes"]), frozenset(item.get("unless", ())), item.get("most"))


def _facts(data: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    """The facts in a table without their `source`, which is for people but must be there."""
    facts = [dict(item) for item in data.get(table, ())]
    for fact in facts:
        if not fact.pop("source"):
            raise KeyError("source")
    return facts
