"""The cache of results: what each file gave, and what comparing them gave, as long as nothing it hangs on changes."""

import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from askew.cache.keys import of_path
from askew.cache.plain import findings_of_json, findings_to_json
from askew.comparing import Compared
from askew.duplicates.facts import DocumentFact
from askew.engine import Result
from askew.index.plain import document_of_json, document_to_json, record_of_json, record_to_json
from askew.index.store import FOLDER, BrokenIndexError, Plan, transaction, with_database
from askew.source import Stamp

T = TypeVar("T")

_PLAN = Plan(4, "CREATE TABLE results (key BLOB PRIMARY KEY, day INTEGER, found TEXT, more TEXT)")
_NAME = "results.sqlite"
_KEPT = 30  # days that a result is kept without being asked for
_DAY = 86_400  # seconds
_AT_ONCE = 500  # keys in one question


class Cache:
    """Results of earlier runs in the tree at `root`.

    Nothing is written before `save`. `problem` says why the cache could not be used, "" where it could.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problem = ""
        self._new: dict[bytes, tuple[str, str]] = {}
        self._used: set[bytes] = set()

    def digests(self, stamps: Mapping[str, Stamp]) -> dict[str, bytes]:
        """Return, by path, the digests of those files whose stamps are as they were when they were read."""
        paths = {of_path(path): path for path in stamps}

        def stamped(_: bytes, found: str) -> tuple[str, bytes]:
            stamp, digest = found.rsplit(" ", 1)
            return stamp, bytes.fromhex(digest)

        known = {paths[key]: row for key, row in self._known(list(paths), "found", stamped).items()}
        return {path: digest for path, (stamp, digest) in known.items() if stamp == _shown(stamps[path])}

    def results(self, keys: Sequence[bytes]) -> dict[bytes, Result]:
        """Return the results that are known of `keys`, without their facts."""

        def result(_: bytes, found: str) -> Result:
            records, findings = found.split(" ", 1)
            diagnostics, suppressed = findings_of_json(findings)
            return Result(diagnostics, int(records), [], suppressed)

        return self._known(keys, "found", result)

    def facts(self, paths: Mapping[bytes, str]) -> dict[bytes, DocumentFact | None]:
        """Return the facts that are known of the files with those keys and paths, None for a file that has none.

        They may be gone although the results were there: somebody may have removed the cache in the meantime.
        """

        def facts(key: bytes, more: str) -> DocumentFact | None:
            return _facts(paths[key], more) if more else None

        return self._known(list(paths), "more", facts)

    def compared(self, key: bytes) -> Compared | None:
        """Return what comparing gave under this key, None where that is not known."""

        def compared(_: bytes, found: str, more: str) -> Compared:
            diagnostics, suppressed = findings_of_json(found)
            return Compared(diagnostics, suppressed, spared=findings_of_json(more)[0])

        return self._known([key], "found, more", compared).get(key)

    def add_digest(self, path: str, stamp: Stamp, digest: bytes) -> None:
        """Take in the digest of the file at `path`, which was read when it had that stamp."""
        if stamp.mtime is not None:
            self._new[of_path(path)] = f"{_shown(stamp)} {digest.hex()}", ""

    def add(self, key: bytes, result: Result) -> None:
        """Take in what a file gave."""
        facts = _facts_to_json(result.facts) if result.facts is not None else ""
        self._new[key] = f"{result.records} {findings_to_json(result.diagnostics, result.suppressed)}", facts

    def add_compared(self, key: bytes, found: Compared) -> None:
        """Take in what comparing gave."""
        self._new[key] = findings_to_json(found.diagnostics, found.suppressed), findings_to_json(found.spared, ())

    def save(self) -> None:
        """Write what was taken in, and forget what nobody asked for in a month."""
        today = int(time.time()) // _DAY

        def write(connection: sqlite3.Connection) -> None:
            rows = ((key, today, *(_sealed(key, text) for text in row)) for key, row in self._new.items())
            with transaction(connection):
                connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", rows)
                connection.executemany("UPDATE results SET day = ? WHERE key = ?", [(today, key) for key in self._used])
                connection.execute("DELETE FROM results WHERE day < ?", (today - _KEPT,))

        if self._new or self._used:
            self._do(write)

    def _known(self, keys: Sequence[bytes], columns: str, made: Callable[..., T]) -> dict[bytes, T]:
        """What `made` makes of key and `columns` of the rows with those keys."""
        today = int(time.time()) // _DAY

        def read(connection: sqlite3.Connection) -> dict[bytes, T]:
            found = {}
            for at in range(0, len(keys), _AT_ONCE):
                some = keys[at : at + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, day, {columns} FROM results WHERE key IN ({marks})"
                for key, day, *sealed in connection.execute(query, some):
                    found[key] = _made(made, key, sealed)
                    self._used.update([key] if day < today else ())
            return found

        return self._do(read) if keys and not self.problem else {}

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        found, self.problem = with_database(self.root, _NAME, _PLAN, work)
        if self.problem:
            self.problem = f"results cannot be kept in {FOLDER} ({self.problem})"
        return found


def _shown(stamp: Stamp) -> str:
    return " ".join(map(str, stamp))


def _made(made: Callable[..., T], key: bytes, sealed: Sequence[str]) -> T:
    try:
        return made(key, *(_opened(key, text) for text in sealed))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BrokenIndexError(str(error)) from error


def _sealed(key: bytes, text: str) -> str:
    """A text of the row with this key behind the checksum of both: SQLite notices little damage by itself."""
    return f"{crc32(text.encode(), crc32(key)):08x}{text}"


def _opened(key: bytes, sealed: str) -> str:
    text = sealed[8:]
    if sealed != _sealed(key, text):
        raise ValueError("its checksum is wrong")
    return text


def _facts_to_json(facts: DocumentFact) -> str:
    return json.dumps([document_to_json(facts), *map(record_to_json, facts.records)])


def _facts(path: str, data: str) -> DocumentFact:
    document, *records = json.loads(data)
    return document_of_json(path, document, tuple(map(record_of_json, records)))
