"""Index files: gzip around JSON lines, of which only those that are asked for are decoded.

Line 1 is the header, line 2 maps module names to their lines, line 3 lists loose attributes; then the modules, the
objects, the signatures and the texts follow, one a line. The header is a gzip member of its own, the lines behind it are
in members of some 100 KB, of which the header tells the sizes: a library is ready when its header is read, and only the
members are unpacked that hold a line that somebody wants.
"""

import gzip
import io
import json
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from askew.apis.model import IndexFileError

FORMAT = 1
SUFFIX = ".json.gz"
MAX_SIZE = 50_000_000
_BLOCK = 1 << 17
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
    rows = [row for name in _LISTS for row in getattr(tables, name)]
    groups = list(_grouped([_line(row) for row in (tables.directory, sorted(tables.loose), *rows)]))
    members = [_member(b"".join(group)) for group in groups]
    header = {
        **tables.header,
        "lines": {name: len(getattr(tables, name)) for name in _LISTS},
        "blocks": [[len(group), len(member)] for group, member in zip(groups, members, strict=True)],
    }
    return b"".join((_member(_line(header)), *members))


def _line(row: object) -> bytes:
    return json.dumps(row, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _grouped(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    group: list[bytes] = []
    size = 0
    for line in lines:
        group.append(line)
        size += len(line)
        if size >= _BLOCK:
            yield group
            group, size = [], 0
    if group:
        yield group


def _member(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as packed:
        packed.write(data)
    return buffer.getvalue()


class Lines:
    """An index file, unpacked as far as it is read."""

    def __init__(self, path: Path) -> None:
        """Read `path` and check its header; raises IndexFileError."""
        self.path = path
        try:
            self._data = path.read_bytes()
        except OSError as error:
            raise IndexFileError(path, error.strerror or "cannot be read", "check the path and its rights") from None
        first, used = self._unpacked(0)
        self.header = self.checked_header(first)
        self._blocks: dict[int, list[bytes]] = {}
        self._ends = list(accumulate((size for _, size in self.header["blocks"]), initial=used))
        self._firsts = list(accumulate((count for count, _ in self.header["blocks"]), initial=1))
        if self._ends[-1] != len(self._data):
            raise IndexFileError(path, f"it is {len(self._data):,} bytes long, its header promises {self._ends[-1]:,}")
        self._counts = self.header["lines"]
        self._starts = dict(zip(_LISTS, accumulate((self._counts[name] for name in _LISTS), initial=3), strict=False))
        lines = 3 + sum(self._counts[name] for name in _LISTS)
        if self._firsts[-1] != lines:
            raise IndexFileError(path, f"it has {self._firsts[-1]:,} lines, its header promises {lines:,}")

    def _unpacked(self, start: int, end: int | None = None) -> tuple[bytes, int]:
        """The contents of the gzip member that begins at `start`, and its size."""
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(self._data[start:end], MAX_SIZE)
        except zlib.error:
            raise IndexFileError(self.path, "it is damaged or cut short") from None
        if unpacker.unconsumed_tail:
            raise IndexFileError(
                self.path, f"it unpacks to more than {MAX_SIZE:,} bytes", "build fewer libraries into it"
            )
        if not unpacker.eof:
            raise IndexFileError(self.path, "it is damaged or cut short")
        return data, len(self._data[start:end]) - len(unpacker.unused_data)

    def _block(self, number: int) -> list[bytes]:
        if number not in self._blocks:
            data, _ = self._unpacked(self._ends[number], self._ends[number + 1])
            lines = data.splitlines()
            promised = self._firsts[number + 1] - self._firsts[number]
            if len(lines) != promised:
                raise IndexFileError(self.path, f"a block has {len(lines):,} lines, its header promises {promised:,}")
            self._blocks[number] = lines
        return self._blocks[number]

    def checked_header(self, line: bytes) -> dict[str, Any]:
        """Return the header; raises IndexFileError where it is no header, or one that we cannot read."""
        header = self._decoded(line, 0)
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
        if number < 1:
            return self.header
        if number >= self._firsts[-1]:
            raise IndexFileError(self.path, f"it has no line {number + 1}")
        block = bisect_right(self._firsts, number) - 1
        return self._decoded(self._block(block)[number - self._firsts[block]], number)

    def _decoded(self, line: bytes, number: int) -> Any:
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            raise IndexFileError(self.path, f"line {number + 1} is no JSON") from None

    def get(self, table: str, number: object) -> Any:
        """Return row `number` of a table; raises IndexFileError where there is no such row."""
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < self._counts[table]:
            raise IndexFileError(self.path, f"it refers to row {number!r} of {table}, which there is not")
        return self.decode(self._starts[table] + number)


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
    blocks = header.get("blocks")
    if not isinstance(blocks, list) or not all(_is_block(item) for item in blocks):
        return "its header does not say where its blocks are"
    return ""


def _is_block(item: object) -> bool:
    """Whether it is a number of lines with a number of bytes."""
    return isinstance(item, list) and len(item) == 2 and all(isinstance(part, int) and part > 0 for part in item)
