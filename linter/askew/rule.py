"""What a rule is: a named generator of findings over one kind of subject."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from askew.code.syntax import Problem
from askew.config import Settings
from askew.diagnostic import Finding, Severity
from askew.document import Document, Span
from askew.record import Code, Record

if TYPE_CHECKING:
    from askew.code.ruff import Opinion

Scope = Literal["bank", "text", "record", "code", "python", "broken", "corpus", "input"]


class Bank(NamedTuple):
    """One document with everything read off it. For JSONL the spans of its records are those of their lines."""

    document: Document
    records: Sequence[Record]
    code: Sequence[Code]
    settings: Settings


class Answered(NamedTuple):
    """A record with the document that its spans belong to: what a record rule sees."""

    record: Record
    document: Document


class Fence(NamedTuple):
    """A code block with its document: what a code rule sees."""

    code: Code
    document: Document


class Program(NamedTuple):
    """A code block that holds Python, with what is needed to judge it alone: what a python rule sees.

    `text` is its Python (`reading`) and `problem` what keeps that from parsing; `script` are the code blocks that are
    read in one go with it, and `opinion` is what ruff says of it, None where ruff was not asked. `document` has no
    blocks.
    """

    code: Code
    document: Document
    settings: Settings
    text: str
    problem: Problem | None
    script: tuple[Code, ...]
    opinion: "Opinion | None" = None


class Elsewhere(NamedTuple):
    """A place in another file that a match speaks of."""

    path: str
    span: Span
    message: str


class Match(NamedTuple):
    """What a corpus rule says of a span in one of the files, which the record with that id holds, if any."""

    path: str
    span: Span
    record: str | None
    message: str
    related: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule. Its name and summary come from its function, its manual is the page `rules/CODE-name.md`.

    `scope` says what `check` is called with: "bank" rules see the records of a whole file (Bank), "text" rules
    each Markdown text in it (Bank), "record" rules an Answered, "code" rules a Fence, "python" rules a Program and
    "broken" rules one that does not parse, "corpus" rules the facts of all files (Corpus) and yield Matches; "input"
    rules are reported by the engine itself and `check` is never called.
    """

    code: str
    severity: Severity
    scope: Scope
    check: Callable[[Any], Iterator[Any]]
    default: bool = True

    @property
    def name(self) -> str:
        """The function's name with hyphens; it reads well after "allow"."""
        return self.check.__name__.replace("_", "-")

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return (self.check.__doc__ or "").strip().split("\n", 1)[0]


def rule(
    code: str, severity: Severity, scope: Scope, *, default: bool = True
) -> Callable[[Callable[[Any], Iterator[Finding | Match]]], Rule]:
    """Return a decorator that makes a Rule of a generator function."""
    return lambda check: Rule(code, severity, scope, check, default)
