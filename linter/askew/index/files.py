"""The files of the index: which have changed since their facts were stored, and their facts."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from askew.duplicates.facts import DocumentFact, RecordFact, key_of
from askew.index.plain import of_json, to_json
from askew.index.store import transaction
from askew.source import SourceError, Stamp, digest_of, read_bytes, stamp_of

_BATCH = 50  # files that are read before what they hold is stored


UNSAVED = Stamp(0, None, 0)


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

    path: bytes
    size: int
    mtime: int | None
    inode: int
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


def rows(connection: sqlite3.Connection) -> dict[str, Row]:
    """Return what the index knows of its files, by their names."""
    found = connection.execute("SELECT path, size, mtime, inode, digest FROM files WHERE path IS NOT NULL")
    return {_name(row[0]): Row._make(row) for row in found}


def step(connection: sqlite3.Connection, files: Files) -> list[str]:
    """Bring the facts of `files` in step; return the names of those that can be read.

    Only what has changed is read, outside of transactions, and stored every so often: who comes next, or reads the same
    tree at the same time, goes on from there.
    """
    known = rows(connection)
    present, stamps = _looked_at(files.paths, known)
    lost = [name for name in known.keys() - present if name in files.paths or not (files.root / name).is_file()]
    if lost:
        with transaction(connection):
            for name in lost:
                forget(connection, name)
    stale = list(stamps)
    first = os.getpid() % max(1, len(stale))  # so that processes that start together share the work
    stale = stale[first:] + stale[:first]
    for start in range(0, len(stale), _BATCH):
        known = rows(connection) if start else known
        batch = [name for name in stale[start : start + _BATCH] if not _is_as_known(stamps[name], known.get(name))]
        while batch:
            found = {name: files.content(name, stamps[name], known.get(name)) for name in batch}
            present -= {name for name, content in found.items() if content is None}
            with transaction(connection):
                batch = [name for name, content in found.items() if not put(connection, name, content)]
            known = {}
    return [name for name in files.paths if name in present]


def _looked_at(paths: Mapping[str, str], known: Mapping[str, Row]) -> tuple[set[str], dict[str, Stamp]]:
    """The names of the files that are there, and the stamps of those that are not as known, taken before they are read."""
    settled = {name: row[1:4] for name, row in known.items()}
    present, stamps = set(), {}
    for name, path in paths.items():
        stamp = stamp_of(path)
        if stamp is not None:
            present.add(name)
            if stamp.mtime is None or stamp != settled.get(name):
                stamps[name] = stamp
    return present, stamps


def _is_as_known(stamp: Stamp, row: Row | None) -> bool:
    return row is not None and row[1:4] == stamp and stamp.mtime is not None


def _stored(name: str) -> bytes:
    """A name as it is stored: git and file systems have names that are no text."""
    return name.encode("utf-8", "surrogatepass")


def _name(path: bytes) -> str:
    return path.decode("utf-8", "surrogatepass")


def put(connection: sqlite3.Connection, name: str, content: Content | None) -> bool:
    """Store what a file holds, nothing for None; where the index holds the same, only its stamp.

    Return whether that was possible: what is said to be known may have been replaced by somebody else in the meantime.
    """
    if content is None:
        forget(connection, name)
        return True
    path = _stored(name)
    stamp, fact = content.stamp, content.fact
    known = connection.execute("SELECT id FROM files WHERE path = ? AND digest = ?", (path, content.digest)).fetchone()
    if known is not None:
        connection.execute("UPDATE files SET size = ?, mtime = ?, inode = ? WHERE id = ?", (*stamp, *known))
        return True
    if content.known:
        return False
    forget(connection, name)
    title = title_key(fact.title) if fact is not None else 0
    number = connection.execute(
        "INSERT INTO files (path, size, mtime, inode, digest, content, title, fact) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            path,
            *stamp,
            content.digest,
            fact and fact.content,
            title,
            fact and to_json(fact._replace(path="", records=())),
        ),
    ).lastrowid
    connection.executemany(
        "INSERT INTO records (file, line, complete, length, fact) VALUES (?, ?, ?, ?, ?)",
        (
            (number, item.line, item.complete, item.length, to_json(item))
            for item in (fact.records if fact is not None else ())
        ),
    )
    return True


def title_key(title: str) -> int:
    """Return the 63-bit hash by which the files with a title are found, 0 for none."""
    return key_of(title.encode("utf-8", "surrogatepass")) if title else 0


def forget(connection: sqlite3.Connection, name: str) -> None:
    """Take a file out of the index; of one whose keys are in use, its name, until `keys.sync` removes the rest."""
    path = _stored(name)
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
        shown = names.get(_name(path))
        if shown is not None:
            records = tuple(of_json(RecordFact, item) for _, _, item in items if item is not None)
            yield of_json(DocumentFact, fact)._replace(path=shown, records=records)


def identifiers(connection: sqlite3.Connection, names: Iterable[str]) -> dict[int, str]:
    """Return the names of those of the files in `names` that have facts, by their numbers in the index."""
    wanted = set(names)
    found = connection.execute("SELECT id, path FROM files WHERE path IS NOT NULL AND fact IS NOT NULL")
    return {number: name for number, path in found if (name := _name(path)) in wanted}
