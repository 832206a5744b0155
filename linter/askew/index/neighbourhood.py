"""What the files in scope have to do with the rest of the corpus, and no more: enough for the same findings."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from askew.config import Settings
from askew.duplicates import corpus
from askew.duplicates.answers import CROWD, Answer, answer_of, are_alike, meeting_keys, name_of
from askew.duplicates.corpus import Meeting
from askew.duplicates.facts import DocumentFact, RecordFact
from askew.duplicates.shingles import shingles
from askew.duplicates.signature import BUCKET
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import Text
from askew.index.files import title_key
from askew.index.keys import identity_key, shingle_key, text_count, text_of_key, unpacked
from askew.index.plain import of_json

_MEMBERS = """
SELECT records.id, records.file, records.complete, records.length, records.line FROM texts
JOIN asks ON asks.text = texts.id AND asks.place = 0 JOIN records ON records.id = asks.record WHERE texts.exact = ?
"""
_TEXTS = """
SELECT every.text, names.text, min(every.record) FROM texts JOIN asks ON asks.text = texts.id AND asks.place = 0
JOIN asks AS every ON every.record = asks.record JOIN texts AS names ON names.id = every.text
WHERE texts.exact = ? GROUP BY every.text
"""
_ASKERS = """
SELECT texts.exact FROM asks JOIN asks AS first ON first.record = asks.record AND first.place = 0
JOIN texts ON texts.id = first.text WHERE asks.text = ? GROUP BY texts.exact ORDER BY min(texts.text) LIMIT ?
"""
_ANSWERED = """
SELECT records.id, records.file, records.complete, records.length, records.line FROM answers
JOIN records ON records.id = answers.record WHERE answers.key = ? AND answers.answer = ?
"""
_TITLED = """
SELECT id FROM files WHERE title = ? AND keyed = 1
AND (SELECT count(*) FROM files AS every WHERE every.content = files.content AND every.keyed = 1) = 1
"""


class Neighbour(NamedTuple):
    """A record of the corpus, by its number in the index: where it is, and how good a copy."""

    record: int
    file: int
    path: str
    line: int
    complete: bool
    length: int

    @property
    def rank(self) -> tuple[bool, int, str, int]:
        """That of `Member.rank`."""
        return not self.complete, -self.length, self.path, self.line


class Counts(Mapping[str, int]):
    """In how many texts of the corpus shingles occur, looked up when asked for.

    `failed` is the error of a look-up that was not answered: what came of it is of no use.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}
        self.failed: sqlite3.Error | None = None

    def __getitem__(self, shingle: str) -> int:
        if shingle not in self._known:
            query = "SELECT texts FROM shingles WHERE shingle = ?"
            try:
                found = self._connection.execute(query, (shingle_key(shingle),)).fetchone()
            except sqlite3.Error as error:
                self.failed = error
                found = None
            self._known[shingle] = found[0] if found is not None else 0
        return self._known[shingle]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Neighbourhood:
    """The documents in scope with all records elsewhere that have to do with them.

    `scope` are the facts of the documents in scope, `paths` the paths of all files of the corpus by their numbers in
    the index, whose keys must be in step. Of records that ask or answer the same, only those are here that a finding
    can name; so the questions, answers and files that there are say the same of each other as in the whole corpus.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        scope: Iterable[DocumentFact],
        paths: Mapping[int, str],
        settings: Settings,
    ) -> None:
        self._connection, self._paths, self._settings = connection, paths, settings
        self._scope = {document.path: document for document in scope}
        self._own = {number for number, path in paths.items() if path in self._scope}
        self.counts = Counts(connection)
        self._frequencies = Frequencies(text_count(connection), self.counts)
        self._records: dict[int, Neighbour] = {}
        self._files: set[int] = set()
        self._questions: set[int] = set()
        self._texts: dict[int, Text] = {}
        self._shingles = cache(shingles)
        self.answers = list(self._alike_answers())
        self._take_code()
        self._take_files()
        self.meeting = Meeting(self._frequencies, list(self._alike_texts()))

    @cached_property
    def documents(self) -> list[DocumentFact]:
        """The documents in scope, and of those elsewhere what counts."""
        records: dict[int, list[int]] = defaultdict(list)
        for neighbour in self._records.values():
            records[neighbour.file].append(neighbour.record)
        found = [self._document(file, sorted(records[file])) for file in {*records, *self._files} - self._own]
        return [*self._scope.values(), *found]

    def _document(self, file: int, records: Iterable[int]) -> DocumentFact:
        fact = self._one("SELECT fact FROM files WHERE id = ?", file)
        document = of_json(DocumentFact, fact)._replace(path=self._paths[file], records=tuple(map(self._fact, records)))
        return document if file in self._files else document._replace(content=0, title="")

    def _fact(self, record: int) -> RecordFact:
        return of_json(RecordFact, self._one("SELECT fact FROM records WHERE id = ?", record))

    def _one(self, query: str, number: int) -> bytes:
        found: bytes = self._connection.execute(query, (number,)).fetchone()[0]
        return found

    def _neighbours(self, query: str, *values: int) -> list[Neighbour]:
        """The records that a query finds, the best first."""
        found = self._connection.execute(query, values)
        neighbours = (
            Neighbour(record, file, self._paths[file], line, bool(complete), length)
            for record, file, complete, length, line in found
        )
        return sorted(neighbours, key=lambda neighbour: neighbour.rank)

    def _take(self, ranked: list[Neighbour]) -> None:
        """Keep of records that are equal what a finding can name: the two best and the best elsewhere."""
        outside = next((item for item in ranked if item.file not in self._own), None)
        self._records |= {item.record: item for item in (*ranked[:2], outside) if item is not None}

    # Questions

    def _alike_texts(self) -> Iterator[tuple[Text, Text]]:
        """The pairs of texts that are alike, of those that one in scope, or what has its answer or code, is asked by."""
        asked = {
            identity_key(fact.texts[0]) for document in self._scope.values() for fact in document.records if fact.texts
        }
        asked |= {identity_key(fact.texts[0]) for record in self._records if (fact := self._fact(record)).texts}
        for question in asked:
            self._take_question(question)
        limit = corpus.limits(self._settings, self._frequencies.texts).floor
        for text in list(self._texts):
            one = self._text(text)
            cut = self._shingles(one.core)
            for other in self._candidates(text):
                two = self._text(other)
                if self._frequencies.similarity(cut, self._shingles(two.core)) >= limit:
                    self._take_askers(other)
                    yield one, two
            self._take_askers(text)

    def _take_askers(self, text: int) -> None:
        """Keep the questions that a text stands over; of a crowd, enough to see that it is one, and its first."""
        for (exact,) in self._connection.execute(_ASKERS, (text, corpus.CROWD + 1)).fetchall():
            self._take_question(exact)

    def _take_question(self, exact: int) -> None:
        """Keep the records that ask a question word for word, and all texts that they ask it by."""
        if exact in self._questions:
            return
        self._questions.add(exact)
        ranked = self._neighbours(_MEMBERS, exact)
        self._take(ranked)
        by_number = {item.record: item for item in ranked}
        for number, key, record in self._connection.execute(_TEXTS, (exact,)):
            self._texts[number] = text_of_key(key)
            self._records[record] = by_number[record]

    def _text(self, number: int) -> Text:
        if number not in self._texts:
            query = "SELECT text FROM texts WHERE id = ?"
            self._texts[number] = text_of_key(self._connection.execute(query, (number,)).fetchone()[0])
        return self._texts[number]

    def _candidates(self, text: int) -> set[int]:
        """The texts that share a band with a text, as `bulk.candidates` has them."""
        bands = self._connection.execute("SELECT bands FROM texts WHERE id = ?", (text,)).fetchone()[0]
        found: set[int] = set()
        for key, crowd in self._crowds(unpacked(bands or b"")).items():
            if len(crowd) > BUCKET:
                query = (
                    "SELECT id FROM bands JOIN texts ON texts.id = bands.text WHERE key = ? ORDER BY texts.text LIMIT 1"
                )
                first = self._connection.execute(query, (key,)).fetchone()[0]
                crowd = self._in_band(key, -1) if first == text else [first]
            found.update(crowd)
        return found - {text}

    def _crowds(self, keys: Sequence[int]) -> Mapping[int, list[int]]:
        """The texts that have a band with each of these keys; of each crowd enough to see that it is one."""
        limit = (BUCKET + 1) * len(keys)
        query = f"SELECT key, text FROM bands WHERE key IN ({','.join('?' * len(keys))}) LIMIT {limit}"
        rows = self._connection.execute(query, keys).fetchall()
        if len(rows) == limit:
            return {key: self._in_band(key, BUCKET + 1) for key in keys}
        crowds: dict[int, list[int]] = defaultdict(list)
        for key, text in rows:
            crowds[key].append(text)
        return crowds

    def _in_band(self, key: int, limit: int) -> list[int]:
        found = self._connection.execute("SELECT text FROM bands WHERE key = ? LIMIT ?", (key, limit))
        return [number for (number,) in found]

    # Answers, code, files

    def _alike_answers(self) -> Iterator[tuple[Answer, Answer]]:
        """The pairs of answers that are alike, of those in scope with others."""
        answers = {answer_of(fact) for document in self._scope.values() for fact in document.records}
        for answer in answers - {None}:
            assert answer is not None
            name = name_of(answer)
            self._take(self._neighbours(_ANSWERED, meeting_keys(answer)[0], name))
            for key in meeting_keys(answer):
                for other in self._met_answers(key, name):
                    ranked = self._neighbours(_ANSWERED, key, other)
                    met = answer_of(self._fact(ranked[0].record))
                    if met is not None and are_alike(answer, met):
                        self._take(ranked)
                        yield answer, met

    def _met_answers(self, key: int, name: int) -> list[int]:
        query = "SELECT DISTINCT answer FROM answers WHERE key = ? ORDER BY answer LIMIT ?"
        crowd = [found for (found,) in self._connection.execute(query, (key, CROWD + 1))]
        if len(crowd) > CROWD:
            first = crowd[0]
            crowd = [found for (found,) in self._connection.execute(query, (key, -1))] if first == name else [first]
        return [found for found in crowd if found != name]

    def _take_code(self) -> None:
        """Keep the first record elsewhere that has a block of code in scope."""
        query = """
            SELECT records.id, file, complete, length, code.line FROM code JOIN records ON records.id = code.record
            WHERE key = ?
        """
        codes = {code.key for document in self._scope.values() for fact in document.records for code in fact.code}
        for key in codes:
            found = [item for item in self._neighbours(query, key) if item.file not in self._own]
            if found:
                first = min(found, key=lambda item: (item.path, item.line))
                self._records[first.record] = first

    def _take_files(self) -> None:
        """Keep the first file elsewhere that has the content, and the first that has the title, of one in scope."""
        for document in self._scope.values():
            if document.content:
                self._take_file("SELECT id FROM files WHERE content = ? AND keyed = 1", document.content)
            if document.title:
                self._take_file(_TITLED, title_key(document.title))

    def _take_file(self, query: str, value: int) -> None:
        found = [number for (number,) in self._connection.execute(query, (value,)) if number not in self._own]
        if found:
            self._files.add(min(found, key=lambda number: self._paths[number]))
