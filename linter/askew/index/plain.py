"""Facts as JSON and back: what is stored is data, so a cache from elsewhere can run nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from askew.document import Span
from askew.duplicates.facts import Accepted, CodeFact, DocumentFact, RecordFact, Sentence
from askew.duplicates.wording import Text
from askew.index.store import BrokenIndexError


def record_to_json(fact: RecordFact) -> str:
    """Return a record's facts as a JSON array, in ASCII."""
    return json.dumps([*fact[:3], [text.order for text in fact.texts], *fact[4:]], separators=(",", ":"))


def record_of_json(data: str) -> RecordFact:
    """Return the facts of `record_to_json`."""
    with _as_written():
        values = json.loads(data)
        fact = RecordFact(*values)
        return fact._replace(
            texts=tuple(Text.of_order(*order) for order in values[3]),
            sentences=tuple(Sentence(*item) for item in fact.sentences),
            code=tuple(CodeFact(key, size, line, Span(*span)) for key, size, line, span in fact.code),
            heading=Span(*fact.heading),
            answer=Span(*fact.answer),
        )


def document_to_json(fact: DocumentFact) -> str:
    """Return what is kept of a document besides its path and records as a JSON array, in ASCII."""
    return json.dumps([fact.content, fact.title, fact.heading, fact.accepted], separators=(",", ":"))


def document_of_json(path: str, data: str, records: tuple[RecordFact, ...]) -> DocumentFact:
    """Return the facts of `document_to_json`, with the path and records that it had."""
    with _as_written():
        content, title, heading, accepted = json.loads(data)
        comments = tuple(Accepted(tuple(codes), Span(*covers), reason) for codes, covers, reason in accepted)
        return DocumentFact(path, content, title, Span(*heading), records, comments)


@contextmanager
def _as_written() -> Iterator[None]:
    try:
        yield
    except (TypeError, ValueError) as error:
        raise BrokenIndexError(str(error)) from error
