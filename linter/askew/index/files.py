"""The files of the index: which have changed since their facts were stored, and their facts."""

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from askew.duplicates.facts import DocumentFact, key_of
from askew.index.plain import document_of_json, document_to_json, record_of_json, record_to_json
from askew.index.store import transaction
from askew.source import SourceError, digest_of, read_bytes

_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use, that of FAT
_BATCH = 50  # files that are read before what they hold is stored


class Stamp(NamedTuple):
    """What tells that a file has not changed. `settled` is False where it could change again and keep its `mtime`."""

    size: int
    mtime: int
    inode: int
    settled: bool


UNSAVED = Stamp(0, 0, 0, False)


class Content(NamedTuple):
    """What a file held when `stamp` was taken: the digest of its bytes and its facts, None where it is no text.

    `known` tells that the index had that digest, so that no facts were gathered.
    """

    stamp: Stamp
    digest: bytes
    fact: DocumentFact | None
    known: bool = False


class Row(NamedTuple):
    """What the index knows of a file."""

    id: int
    stamp: Stamp
    digest: bytes


class Files(NamedTuple):
    """The files of a run: paths to open, by their names below `root`.

    `gather` returns the facts of a file from its path and content; what has more than `limit` bytes is not read.
    """

    root: Path
    paths: Mapping[str, str]
    gather: Callable[[str, bytes], DocumentFact | None]
    limit: int

    def content(self, name: str, stamp: Stamp, row: Row | None) -> Content | None:
        """Return what a file holds, without facts where that is what `row` knows; None where it cannot be read."""
        try:
            data = read_bytes(self.paths[name], self.limit)
        except SourceError:
            return None
        digest = digest_of(data)
        if row is not None and row.digest == digest:
            return Content(stamp, digest, None, known=True)
        return Content(stamp, digest, self.gather(self.paths[name], data))


def stamp_of(path: str | Path) -> Stamp | None:
    """Return the stamp of the file at `path`, None where there is none. To be taken before the file is read."""
    now = time.time_ns()
    try:
        found = os.stat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    inode = found.st_ino & 0x7FFFFFFFFFFFFFFF  # what SQLite can hold
    return Stamp(found.st_size, found.st_mtime_ns, inode, found.st_mtime_ns < now - _TICK)


def rows(connection: sqlite3.Connection) -> dict[str, Row]:
    """Return what the index knows of its files, by their names."""
    query = "SELECT path, id, size, mtime, inode, settled, digest FROM files WHERE path IS NOT NULL"
    return {
        os.fsdecode(path): Row(number, Stamp(size, mtime, inode, bool(settled)), digest)
        for path, number, size, mtime, inode, settled, digest in connection.execute(query)
    }


def step(connection: sqlite3.Connection, files: Files) -> list[str]:
    """Bring the facts of `files` in step; return the names of those that can be read.

    Only what has changed is read, outside of transactions, and stored every so often: who comes next, or reads the same
    tree at the same time, goes on from there.
    """
    stamps = {name: stamp for name, path in files.paths.items() if (stamp := stamp_of(path)) is not None}
    known = rows(connection)
    stale = [name for name, stamp in stamps.items() if not _in_step(stamp, known.get(name))]
    first = os.getpid() % max(1, len(stale))  # so that processes that start together share the work
    stale = stale[first:] + stale[:first]
    lost = [name for name in known if name not in stamps and (name in files.paths or _is_gone(files.root, name))]
    if lost:
        with transaction(connection):
            for name in lost:
                forget(connection, name)
    unreadable = set()
    for start in range(0, len(stale), _BATCH):
        known = rows(connection) if start else known
        batch = [name for name in stale[start : start + _BATCH] if not _in_step(stamps[name], known.get(name))]
        while batch:
            found = {name: files.content(name, stamps[name], known.get(name)) for name in batch}
            unreadable |= {name for name, content in found.items() if content is None}
            with transaction(connection):
                batch = [name for name, content in found.items() if not put(connection, name, content)]
            known = {}
    return [name for name in stamps if name not in unreadable]


def _in_step(stamp: Stamp, row: Row | None) -> bool:
    """Whether a file is as it was: only if it was then too old to be changed again within one tick of the clock."""
    return row is not None and row.stamp.settled and row.stamp[:3] == stamp[:3]


def _is_gone(root: Path, name: str) -> bool:
    return stamp_of(root / name) is None


def put(connection: sqlite3.Connection, name: str, content: Content | None) -> bool:
    """Store what a file holds, nothing for None; where the index holds the same, only its stamp.

    Return whether that was possible: what is said to be known may have been replaced by somebody else in the meantime.
    """
    if content is None:
        forget(connection, name)
        return True
    path = os.fsencode(name)
    stamp, fact = content.stamp, content.fact
    known = connection.execute("SELECT id FROM files WHERE path = ? AND digest = ?", (path, content.digest)).fetchone()
    if known is not None:
        values = (stamp.size, stamp.mtime, stamp.inode, stamp.settled, known[0])
        connection.execute("UPDATE files SET size = ?, mtime = ?, inode = ?, settled = ? WHERE id = ?", values)
        return True
    if content.known:
        return False
    forget(connection, name)
    title = title_key(fact.title) if fact is not None else 0
    number = connection.execute(
        "INSERT INTO files (path, size, mtime, inode, settled, digest, content, title, fact) VALUES (?,?,?,?,?,?,?,?,?)",
        (path, *stamp, content.digest, fact and fact.content, title, fact and document_to_json(fact)),
    ).lastrowid
    connection.executemany(
        "INSERT INTO records (file, line, complete, length, fact) VALUES (?, ?, ?, ?, ?)",
        (
            (number, item.line, item.complete, item.length, record_to_json(item))
            for item in (fact.records if fact is not None else ())
        ),
    )
    return True


def title_key(title: str) -> int:
    """Return the 63-bit hash by which the files with a title are found, 0 for none."""
    return key_of(title.encode("utf-8", "surrogatepass")) if title else 0


def forget(connection: sqlite3.Connection, name: str) -> None:
    """Take a file out of the index; of one whose keys are in use, its name, until `keys.sync` removes the rest."""
    path = os.fsencode(name)
    connection.execute("DELETE FROM records WHERE file IN (SELECT id FROM files WHERE path = ? AND keyed = 0)", (path,))
    connection.execute("DELETE FROM files WHERE path = ? AND keyed = 0", (path,))
    connection.execute("UPDATE files SET path = NULL WHERE path = ?", (path,))


def documents(connection: sqlite3.Connection, names: Mapping[str, str]) -> Iterator[DocumentFact]:
    """Yield the facts of the files in `names`, under the paths given there, from what is stored."""
    query = "SELECT files.path, files.fact, records.fact FROM files LEFT JOIN records ON records.file = files.id "
    found = connection.execute(
        query + "WHERE files.path IS NOT NULL AND files.fact IS NOT NULL ORDER BY files.id, records.id"
    )
    for (path, fact), items in groupby(found, key=lambda row: row[:2]):
        shown = names.get(os.fsdecode(path))
        if shown is not None:
            records = tuple(record_of_json(item) for _, _, item in items if item is not None)
            yield document_of_json(shown, fact, records)


def identifiers(connection: sqlite3.Connection, names: Iterable[str]) -> dict[int, str]:
    """Return the names of those of the files in `names` that have facts, by their numbers in the index."""
    wanted = set(names)
    found = connection.execute("SELECT id, path FROM files WHERE path IS NOT NULL AND fact IS NOT NULL")
    return {number: name for number, path in found if (name := os.fsdecode(path)) in wanted}
