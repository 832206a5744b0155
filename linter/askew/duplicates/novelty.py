"""What of a corpus is new: the questions, answers, code blocks, files and titles that it had not, or not so often."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from askew.duplicates.answers import name_of
from askew.duplicates.facts import DocumentFact
from askew.pairing import leftovers

Part = Literal["question", "reply", "answer", "code", "document", "title"]
"""What can be new; a reply is an answer to its question."""

Where = str | int | None
"""Which one of its file: the id of a record, the line of a code block, None for the file itself."""


class _Thing(NamedTuple):
    path: str
    where: Where
    said: Hashable


def new_things(part: Part, now: Iterable[DocumentFact], before: Iterable[DocumentFact]) -> frozenset[tuple[str, Where]]:
    """Return path and place of each `part` of the files `now` that the files `before` had not, or not so often."""
    things = _THINGS[part]
    here = [thing for fact in now for thing in things(fact)]
    there = [thing for fact in before for thing in things(fact)]
    left, _ = leftovers(here, there, lambda thing: (thing.path, thing.said), lambda thing: thing.said)
    return frozenset((thing.path, thing.where) for thing in left)


def _questions(fact: DocumentFact) -> Iterator[_Thing]:
    return (_Thing(fact.path, record.id, record.texts) for record in fact.records)


def _replies(fact: DocumentFact) -> Iterator[_Thing]:
    return (_Thing(fact.path, record.id, (record.texts, record.sentences)) for record in fact.records)


def _answers(fact: DocumentFact) -> Iterator[_Thing]:
    return (_Thing(fact.path, record.id, name_of(frozenset(record.sentences))) for record in fact.records)


def _code(fact: DocumentFact) -> Iterator[_Thing]:
    return (_Thing(fact.path, code.line, code.key) for record in fact.records for code in record.code)


def _documents(fact: DocumentFact) -> Iterator[_Thing]:
    yield _Thing(fact.path, None, fact.content)


def _titles(fact: DocumentFact) -> Iterator[_Thing]:
    yield _Thing(fact.path, None, fact.title)


_THINGS: Mapping[Part, Callable[[DocumentFact], Iterator[_Thing]]] = {
    "question": _questions,
    "reply": _replies,
    "answer": _answers,
    "code": _code,
    "document": _documents,
    "title": _titles,
}
