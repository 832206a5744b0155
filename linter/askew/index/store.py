"""Where the index lies: a SQLite file in `.askew_cache`, or memory where that cannot be."""

import contextlib
import hashlib
import os
import sqlite3
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from askew import __version__
from askew.config import Settings
from askew.duplicates import signature

T = TypeVar("T")

FOLDER = ".askew_cache"
_VERSION = 7  # of the tables below, and of what facts are gathered
_NOT_ITS_FAULT = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip
_PATIENCE = 30  # seconds that others may hold the lock
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of askew; see https://bford.info/cachedir/\n"
)

# The facts of every file, and the keys by which those of the files in the corpus (`keyed`) find each other. A file that
# has changed keeps its keys, without its path, until those of its new content are there: most of them are the same.
_SCHEMA = """
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB UNIQUE, size INTEGER, mtime INTEGER, inode INTEGER, digest BLOB,
    content INTEGER, title INTEGER, fact BLOB, keyed INTEGER DEFAULT 0
);
CREATE INDEX files_content ON files (content);
CREATE INDEX files_title ON files (title);
CREATE TABLE records (
    id INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER, line INTEGER, complete INTEGER, length INTEGER, fact BLOB
);
CREATE INDEX records_file ON records (file);
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, text BLOB UNIQUE, exact INTEGER, uses INTEGER, bands BLOB
);
CREATE INDEX texts_exact ON texts (exact);
CREATE TABLE asks (text INTEGER, record INTEGER, place INTEGER, PRIMARY KEY (text, record)) WITHOUT ROWID;
CREATE INDEX asks_record ON asks (record, place, text);
CREATE TABLE shingles (shingle BLOB PRIMARY KEY, texts INTEGER) WITHOUT ROWID;
CREATE TABLE bands (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE answers (key INTEGER, answer INTEGER, record INTEGER, PRIMARY KEY (key, answer, record)) WITHOUT ROWID;
CREATE TABLE code (key INTEGER, record INTEGER, line INTEGER, PRIMARY KEY (key, record, line)) WITHOUT ROWID;
CREATE TABLE scheme (bands INTEGER, rows INTEGER);
"""


class BrokenIndexError(Exception):
    """The index holds what nobody wrote there."""


class Plan(NamedTuple):
    """The tables of a database, as SQL, and the version of what is in them.

    With `noted` the database counts only as it was left: with the size and the time of its last change. Else its rows
    must tell by themselves that they are as they were written, and their absence must do no harm.
    """

    version: int
    tables: str
    noted: bool = False


def with_index(root: Path | None, settings: Settings, work: Callable[[sqlite3.Connection], T]) -> tuple[T, str]:
    """Return what `work` makes of the index of the tree at `root`, and why that was not the one on the disk, or "".

    The connection is in autocommit mode. What is broken is made anew; where nothing can be written or others never let
    go of it, `work` gets an empty index in memory. So `work` may be called more than once, and must commit by itself.
    """
    found, error = with_database(root, f"{key(settings)}.sqlite", Plan(_VERSION, _SCHEMA, noted=True), work)
    return (
        found,
        f"the index in {FOLDER} cannot be used ({error}); all files of the tree were read instead" if error else "",
    )


def with_database(root: Path | None, name: str, plan: Plan, work: Callable[[sqlite3.Connection], T]) -> tuple[T, str]:
    """Return what `work` makes of the database called `name` in the cache at `root`, and why it was not that, or "".

    See `with_index`.
    """
    reason = ""
    for _ in range(2 if root is not None else 0):
        path = Path(root or "", FOLDER, __version__, name)
        try:
            _prepare(path)
            with _noted(path, plan) if plan.noted else contextlib.closing(_connected(str(path), plan)) as connection:
                return work(connection), ""
        except (sqlite3.Error, BrokenIndexError, UnicodeDecodeError, OSError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
            if isinstance(error, OSError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_ITS_FAULT:
                break
            _discard(path)
    with contextlib.closing(_connected(":memory:", plan)) as connection:
        return work(connection), reason


def key(settings: Settings) -> str:
    """Return a name for everything but their content that the facts of files hang on."""
    own = settings.duplicates
    parts = (
        _VERSION,
        signature.VERSION,
        unicodedata.unidata_version,
        sorted(settings.layout.items()),
        settings.markdown,
        settings.jsonl,
        settings.max_file_size,
        own.frames,
        own.synonyms,
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE", *, keep: bool = True) -> Iterator[None]:
    """Commit what happens inside; none of it where that raises, or without `keep`. "DEFERRED" is for reading alone."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT" if keep else "ROLLBACK")


def _prepare(path: Path) -> None:
    """Make the folder of a database; raise OSError where what is there may lead anywhere, or come from anywhere."""
    for item in (path.parent.parent, path.parent, path, _note(path)):
        if item.is_symlink():  # it may have come with what is linted
            raise OSError(f"{item.name} is a link")
    for file in (path, _note(path)):
        if file.exists() and not file.is_file():
            raise OSError(f"{file.name} is no file")
    path.parent.mkdir(parents=True, exist_ok=True)
    for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
        with contextlib.suppress(FileExistsError), Path(path.parent.parent, name).open("x") as tag:
            tag.write(text)


@contextlib.contextmanager
def _noted(path: Path, plan: Plan) -> Iterator[sqlite3.Connection]:
    """A connection to the database at `path`, of which it is noted how the last process leaves it.

    One process at a time opens or closes it. So there is a journal while anybody uses it, and nobody discards that.
    """
    journal = Path(f"{path}-wal")
    with _locked(_note(path)) as note:
        if path.is_file() and not journal.exists() and _version(note) != _state(path):
            _discard(path)
        connection = _connected(str(path), plan)
    try:
        yield connection
    finally:
        try:
            with _locked(_note(path)) as note:
                connection.close()
                if not journal.exists():
                    note.execute(f"PRAGMA user_version = {_state(path)}")
        finally:
            connection.close()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the note at `path`, which nobody else has meanwhile; one that is no database is made anew."""
    with contextlib.ExitStack() as stack:
        note = stack.enter_context(contextlib.closing(_opened(str(path))))
        try:
            note.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            path.unlink()
            note = stack.enter_context(contextlib.closing(_opened(str(path))))
            note.execute("BEGIN EXCLUSIVE")
        yield note
        note.execute("COMMIT")


def _note(path: Path) -> Path:
    return Path(f"{path}.left")


def _state(path: Path) -> int:
    """The size and the time of the last change of a file, as a number that a database can have for its version."""
    status = path.stat()
    return zlib.crc32(f"{status.st_size} {status.st_mtime_ns}".encode()) & 0x7FFFFFFF


def _connected(name: str, plan: Plan) -> sqlite3.Connection:
    connection = _opened(name)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if _version(connection) == 0:
            with transaction(connection):
                for statement in plan.tables.split(";") if _version(connection) == 0 else ():
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {plan.version}")
        if _version(connection) != plan.version:
            raise BrokenIndexError(f"its version is {_version(connection)}")
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _discard(path: Path) -> None:
    """Remove a broken index, its journal first: without it nobody takes up what is left."""
    for name in (f"{path}-wal", f"{path}-shm", path):
        with contextlib.suppress(OSError):
            os.unlink(name)
