"""Index files: gzip around JSON lines, of which only those that are asked for are decoded.

Line 1 is the header, line 2 maps module names to their lines, line 3 lists loose attributes; then the modules, the
objects, the signatures and the texts follow, one a line. A library is ready when it is unpacked: most of its lines
are never decoded.
"""

import gzip
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from askew.apis.model import IndexFileError

FORMAT = 1
SUFFIX = ".json.gz"
MAX_SIZE = 200_000_000
_LISTS = ("modules", "objects", "signatures", "texts")


class Tables(NamedTuple):
    """The contents of an index file before it is written; `directory` maps a module to its place in `modules`."""

    header: Mapping[str, Any]
    directory: Mapping[str, int]
    loose: Sequence[str]
    modules: Sequence[object]
    objects: Sequence[object]
    signatures: Sequence[object]
    texts: Sequence[str]


def encoded(tables: Tables) -> bytes:
    """Return the bytes of an index file: the same tables give the same bytes."""
    counts = {name: len(getattr(tables, name)) for name in _LISTS}
    lines: list[object] = [{**tables.header, "lines": counts}, tables.directory, sorted(tables.loose)]
    for name in _LISTS:
        lines.extend(getattr(tables, name))
    text = "\n".join(json.dumps(line, separators=(",", ":"), sort_keys=True) for line in lines)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as packed:
        packed.write(text.encode())
    return buffer.getvalue()


class Lines:
    """An unpacked index file."""

    def __init__(self, path: Path) -> None:
        """Unpack `path` and check its header; raises IndexFileError."""
        self.path = path
        self._lines = _unpacked(path)
        self.header = self.checked_header()
        counts = self.header["lines"]
        self._starts: dict[str, int] = {}
        start = 3
        for name in _LISTS:
            self._starts[name] = start
            start += counts[name]
        if start != len(self._lines):
            raise IndexFileError(path, f"it has {len(self._lines):,} lines, its header promises {start:,}")
        self._counts = counts

    def checked_header(self) -> dict[str, Any]:
        """Return the header; raises IndexFileError where it is no header, or one that we cannot read."""
        header = self.decode(0)
        if not isinstance(header, dict) or header.get("kind") != "askew-api-index":
            raise IndexFileError(self.path, "it is no API index")
        if header.get("format") != FORMAT:
            advice = "update Askew" if _newer(header.get("format")) else "build it again with `askew api build`"
            raise IndexFileError(self.path, f"its format is {header.get('format')!r}, we read {FORMAT}", advice)
        fault = _fault(header)
        if fault:
            raise IndexFileError(self.path, fault)
        return header

    def decode(self, number: int) -> Any:
        """Return the value on a line, counted from 0; raises IndexFileError."""
        try:
            return json.loads(self._lines[number])
        except (IndexError, ValueError, RecursionError):
            raise IndexFileError(self.path, f"line {number + 1} is no JSON") from None

    def get(self, table: str, number: object) -> Any:
        """Return row `number` of a table; raises IndexFileError where there is no such row."""
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < self._counts[table]:
            raise IndexFileError(self.path, f"it refers to row {number!r} of {table}, which there is not")
        return self.decode(self._starts[table] + number)


def _unpacked(path: Path) -> list[bytes]:
    try:
        with gzip.open(path) as file:
            data = file.read(MAX_SIZE + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise IndexFileError(path, "it is damaged or cut short") from None
    except OSError as error:
        raise IndexFileError(path, error.strerror or "cannot be read", "check the path and its rights") from None
    if len(data) > MAX_SIZE:
        raise IndexFileError(path, f"it unpacks to more than {MAX_SIZE:,} bytes", "build fewer libraries into it")
    return data.split(b"\n")


def _newer(number: object) -> bool:
    return isinstance(number, int) and number > FORMAT


def _fault(header: Mapping[str, Any]) -> str:
    """What is wrong with a header, "" if nothing."""
    for key in ("library", "distribution"):
        if not isinstance(header.get(key), str):
            return f"its header has no text `{key}`"
    for key in ("versions", "roots"):
        value = header.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            return f"its header has no list of texts `{key}`"
    counts = header.get("lines")
    if not isinstance(counts, dict):
        return "its header has no `lines`"
    for name in _LISTS:
        if not isinstance(counts.get(name), int) or counts[name] < 0:
            return f"its header does not say how many {name} there are"
    return ""
