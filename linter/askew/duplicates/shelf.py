"""The files behind the facts: what a finding or an explanation wants to show of them is read when it is wanted."""

from collections.abc import Mapping
from functools import lru_cache

from askew.config import Settings
from askew.decode import DecodeError, decode
from askew.diagnostic import Place
from askew.document import Document, Span
from askew.duplicates.facts import RecordFact, prose
from askew.duplicates.han import han_split
from askew.duplicates.verdict import Member
from askew.duplicates.wording import letters
from askew.place import Anchor, anchor, place_of
from askew.source import SourceError, read_bytes

_HAN_LENGTH, _OTHER_LENGTH = 3, 5  # characters: chance meets in shorter snippets of long texts
_LONGEST = 20_000  # characters of an answer that are compared
_KEPT = 256  # documents and answers held in memory
_REMEMBERED = 1 << 17  # likenesses that later runs are told of


Likenesses = dict[tuple[int, int], float | None]  # of answers, by the hashes of what they say, the smaller first


class Shelf:
    """Reads documents and answers again, by path; `contents` are those of files that are not on the disk as given.

    `known` has likenesses that were worked out before, `likenesses` those that were asked for.
    """

    def __init__(
        self,
        settings: Settings,
        contents: Mapping[str, bytes] | None = None,
        known: Mapping[tuple[int, int], float | None] | None = None,
    ) -> None:
        self._settings, self._contents, self._known = settings, contents or {}, known or {}
        self.likenesses: Likenesses = {}
        self._document = lru_cache(maxsize=_KEPT)(self._load)
        self._snippets: dict[int, frozenset[str]] = {}

    def anchor(self, path: str, span: Span, record: str | None) -> Anchor:
        """Return the anchor for what stands at `span`."""
        return anchor(self._document(path), span, record)

    def place(self, path: str, span: Span) -> Place:
        """Return the lines and columns of a span."""
        return place_of(self._document(path), span)

    def size(self, path: str) -> int:
        """Return the length of a file's text, in bytes of UTF-8."""
        return len(self._document(path).source)

    def last_line(self, path: str, fact: RecordFact) -> int:
        """Return the line that a record ends on."""
        return self._document(path).line(max(fact.heading.start, fact.answer.end - 1))

    def answer(self, path: str, fact: RecordFact) -> str:
        """Return the answer of a record, as Markdown."""
        document = self._document(path)
        if not path.endswith(".jsonl"):
            return document.slice(*fact.answer)
        from askew import jsonl

        line = Document(path, document.source[fact.answer.start : fact.answer.end])
        return next(
            (item.record.answer for item in jsonl.read(line, self._settings) if isinstance(item, jsonl.Entry)), ""
        )

    def likeness(self, one: Member, other: Member) -> float | None:
        """Return the Jaccard similarity of the prose of two answers, 0 to 1; None where one of them has none.

        Compared are snippets of three Han or five other characters, without weights.
        """
        said = one.fact.said, other.fact.said
        key = min(said), max(said)
        found = self._known[key] if key in self._known else self._likeness(one, other)
        if len(self.likenesses) < _REMEMBERED:
            self.likenesses[key] = found
        return found

    def _likeness(self, one: Member, other: Member) -> float | None:
        left, right = self._cut(*one), self._cut(*other)
        shared = len(left & right)
        return shared / (len(left) + len(right) - shared) if left and right else None

    def _load(self, path: str) -> Document:
        try:
            data = self._contents.get(path)
            found = decode(read_bytes(path, self._settings.max_file_size) if data is None else data)
        except (SourceError, DecodeError):  # gone since its facts were gathered
            return Document(path, b"")
        return Document(path, found.source, encoding=found.encoding, bom=found.bom)

    def _cut(self, path: str, fact: RecordFact) -> frozenset[str]:
        """The snippets of an answer; those of answers that are the same are cut once."""
        if fact.said not in self._snippets:
            if len(self._snippets) >= 16 * _KEPT:
                del self._snippets[next(iter(self._snippets))]
            self._snippets[fact.said] = self._cut_anew(path, fact)
        return self._snippets[fact.said]

    def _cut_anew(self, path: str, fact: RecordFact) -> frozenset[str]:
        text = letters(prose(self.answer(path, fact)[:_LONGEST]).casefold())
        found: set[str] = set()
        for run in filter(None, han_split(text)):
            length = _HAN_LENGTH if run[0] >= "぀" else _OTHER_LENGTH
            found.update([run[i : i + length] for i in range(max(1, len(run) - length + 1))])
        return frozenset(found)
