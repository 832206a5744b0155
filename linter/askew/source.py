"""Reading files: bytes to documents, and what to say when that fails."""

import hashlib
import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from askew.decode import DecodeError, decode
from askew.document import Document
from askew.markdown import parse

_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use, that of FAT


class Stamp(NamedTuple):
    """What tells that a file has not changed; `mtime` is None where it could change again and keep it."""

    size: int
    mtime: int | None
    inode: int


class SourceError(Exception):
    """A file that gives no document: `code` is the X rule that says so."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str]]:
        return SourceError, (self.code, str(self))


def read_bytes(path: str, limit: int) -> bytes:
    """Return the content of the file at `path`; raise SourceError where it is unreadable or over `limit` bytes."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode) and not os.path.isdir(path):
            raise SourceError("X001", "cannot read the file: it is a pipe or a device, not a file")
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > limit else file.read(size or limit + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError("X001", f"cannot read the file: {reason[:1].lower()}{reason[1:]}") from None
    size = max(size, len(data))
    if size > limit:
        raise SourceError(
            "X003",
            f"the file has {size:,} bytes, more than `max-file-size` ({limit:,}); split it or raise the limit",
        )
    return data


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of the file at `path`, to be taken before that is read; None where there is no file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    mtime = found.st_mtime_ns if found.st_mtime_ns < time.time_ns() - _TICK else None
    return Stamp(found.st_size, mtime, found.st_ino & 0x7FFFFFFFFFFFFFFF)  # what SQLite can hold


def digest_of(data: bytes) -> bytes:
    """Return the 16 bytes by which content is known again."""
    return hashlib.blake2b(data, digest_size=16).digest()


def document_of(path: str, data: bytes) -> Document:
    """Return `data` as a parsed Markdown document; raise SourceError where it is no text."""
    try:
        decoded = decode(data)
    except DecodeError as error:
        raise SourceError("X002", str(error)) from None
    if path.endswith(".jsonl"):
        return Document(path, decoded.source, encoding=decoded.encoding, bom=decoded.bom)
    return parse(path, decoded.source, encoding=decoded.encoding, bom=decoded.bom)
