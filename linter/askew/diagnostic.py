"""What a rule says, and what the engine makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from askew.document import Span


class Severity(StrEnum):
    """How much a reader is harmed: certainly (error), probably (warning), or this is advice (info)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return list(Severity).index(self)


class Safety(StrEnum):
    """Whether a fix keeps the meaning (safe), may change it (unsafe), or is only shown."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY_ONLY = "display-only"


class Edit(NamedTuple):
    """Replace the bytes of a span by the UTF-8 of a text."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A cure: all its edits or none."""

    title: str
    safety: Safety
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    span: Span
    message: str


class Finding(NamedTuple):
    """What a rule says about a span of a document."""

    span: Span
    message: str
    fix: Fix | None = None
    related: Sequence[Related] = ()


class Place(NamedTuple):
    """A range for people: 1-based lines and columns in code points, the end exclusive.

    The byte columns count the bytes of the UTF-8 file instead, for readers that cut lines by bytes.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    byte_column: int
    end_byte_column: int


class PlacedEdit(NamedTuple):
    """An edit of the file, by bytes and with its place."""

    place: Place
    span: Span
    text: str


class PlacedFix(NamedTuple):
    """A fix whose edits have places."""

    title: str
    safety: Safety
    edits: tuple[PlacedEdit, ...]


class PlacedRelated(NamedTuple):
    """Another place that a diagnostic speaks of."""

    path: str
    line: int
    column: int
    message: str


class Excerpt(NamedTuple):
    """The part of a source line around a diagnostic; the finding is `text[start:end]`, as far as it is on the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding stamped with its rule and place; `record` is the id of the record it lies in, if any."""

    code: str
    name: str
    severity: Severity
    message: str
    path: str
    place: Place
    record: str | None
    fingerprint: str
    fix: PlacedFix | None = None
    related: tuple[PlacedRelated, ...] = ()
    excerpt: Excerpt | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: path, line, column, code, message."""
        return self.path, self.place.line, self.place.column, self.code, self.message
