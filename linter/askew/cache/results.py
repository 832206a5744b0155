"""The cache of results: what each file gave, and what comparing them gave, as long as nothing it hangs on changes."""

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar
from zlib import crc32

from askew.cache.keys import of_path
from askew.comparing import Compared
from askew.diagnostic import Diagnostic
from askew.duplicates.facts import DocumentFact
from askew.duplicates.shelf import Likenesses
from askew.engine import Result
from askew.index.plain import of_json, to_json
from askew.index.store import FOLDER, BrokenIndexError, Plan, transaction, with_database
from askew.source import Stamp
from askew.suppress import Suppressed

T = TypeVar("T")

_PLAN = Plan(5, "CREATE TABLE results (key BLOB PRIMARY KEY, day INTEGER, found BLOB, more BLOB)")
_NAME = "results.sqlite"
_KEPT = 30  # days that a result is kept without being asked for
_DAY = 86_400  # seconds
_AT_ONCE = 500  # keys in one question


class _Found(NamedTuple):
    """What the rules found, and in how many records where that is known."""

    diagnostics: list[Diagnostic]
    suppressed: list[Suppressed]
    records: int = 0


class Cache:
    """Results of earlier runs in the tree at `root`.

    Nothing is written before `save`. `problem` says why the cache could not be used, "" where it could.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problem = ""
        self._new: dict[bytes, tuple[bytes, bytes]] = {}
        self._used: set[bytes] = set()

    def digests(self, stamps: Mapping[str, Stamp]) -> dict[str, bytes]:
        """Return, by path, the digests of those files whose stamps are as they were when they were read."""
        paths = {of_path(path): path for path in stamps}

        def stamped(_: bytes, found: bytes) -> tuple[Stamp, bytes]:
            return of_json(tuple[Stamp, bytes], found)

        known = {paths[key]: row for key, row in self._known(list(paths), "found", stamped).items()}
        return {path: digest for path, (stamp, digest) in known.items() if stamp == stamps[path]}

    def results(self, keys: Sequence[bytes]) -> dict[bytes, Result]:
        """Return the results that are known of `keys`, without their facts."""

        def result(_: bytes, found: bytes) -> Result:
            every = of_json(_Found, found)
            return Result(every.diagnostics, every.records, [], every.suppressed)

        return self._known(keys, "found", result)

    def facts(self, paths: Mapping[bytes, str]) -> dict[bytes, DocumentFact | None]:
        """Return the facts that are known of the files with those keys and paths, None for a file that has none.

        They may be gone although the results were there: somebody may have removed the cache in the meantime.
        """

        def facts(key: bytes, more: bytes) -> DocumentFact | None:
            return of_json(DocumentFact, more)._replace(path=paths[key]) if more else None

        return self._known(list(paths), "more", facts)

    def compared(self, key: bytes) -> Compared | None:
        """Return what comparing gave under this key, None where that is not known."""

        def compared(_: bytes, found: bytes, more: bytes) -> Compared:
            every = of_json(_Found, found)
            return Compared(every.diagnostics, every.suppressed, spared=of_json(list[Diagnostic], more))

        return self._known([key], "found, more", compared).get(key)

    def likenesses(self, key: bytes) -> Likenesses:
        """Return the likenesses of answers that were worked out before."""

        def likenesses(_: bytes, found: bytes) -> Likenesses:
            return {(one, other): alike for one, other, alike in of_json(list[tuple[int, int, float | None]], found)}

        return self._known([key], "found", likenesses).get(key, {})

    def add_likenesses(self, key: bytes, found: Likenesses) -> None:
        """Take in likenesses of answers, in the place of those that were known."""
        self._new[key] = to_json([(*pair, alike) for pair, alike in found.items()]), b""

    def add_digest(self, path: str, stamp: Stamp, digest: bytes) -> None:
        """Take in the digest of the file at `path`, which was read when it had that stamp."""
        if stamp.mtime is not None:
            self._new[of_path(path)] = to_json((stamp, digest)), b""

    def add(self, key: bytes, result: Result) -> None:
        """Take in what a file gave."""
        facts = result.facts
        self._add(key, _Found(result.diagnostics, result.suppressed, result.records), facts and facts._replace(path=""))

    def add_compared(self, key: bytes, found: Compared) -> None:
        """Take in what comparing gave."""
        self._add(key, _Found([*found.diagnostics], [*found.suppressed]), found.spared)

    def _add(self, key: bytes, found: _Found, more: object) -> None:
        with suppress(UnicodeEncodeError):  # the name of a file that is no text: it is linted anew
            self._new[key] = to_json(found), to_json(more) if more is not None else b""

    def save(self) -> None:
        """Write what was taken in, and forget what nobody asked for in a month."""
        today = int(time.time()) // _DAY

        def write(connection: sqlite3.Connection) -> None:
            rows = ((key, today, *(_sealed(key, data) for data in row)) for key, row in self._new.items())
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


def _made(made: Callable[..., T], key: bytes, sealed: Sequence[bytes]) -> T:
    try:
        return made(key, *(_opened(key, data) for data in sealed))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BrokenIndexError(str(error)) from error


def _sealed(key: bytes, data: bytes) -> bytes:
    """What a row with this key holds behind the checksum of both: SQLite notices little damage by itself."""
    return crc32(data, crc32(key)).to_bytes(4) + data


def _opened(key: bytes, sealed: bytes) -> bytes:
    data = sealed[4:]
    if sealed != _sealed(key, data):
        raise ValueError("its checksum is wrong")
    return data
