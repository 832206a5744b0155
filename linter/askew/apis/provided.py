"""Which top-level modules some distribution provides: a set of hashes in rules/apis/provided.bin."""

import re
import struct
import zlib
from collections.abc import Container, Iterable

NAME = "provided.bin"
_BUCKETS = 1 << 16
_DIRECTORY = struct.Struct(f"<{_BUCKETS + 1}I")
_LOCAL = frozenset(
    "a b c x y my your our own local custom foo bar baz spam eggs qux util utils utility utilities helper helpers common"
    " config configs conf cfg setting settings const constant constants global globals model models module modules mod"
    " net network networks layer layers block blocks data dataset datasets dataloader loader loaders reader train"
    " trainer trainers training test tests testing eval evaluate infer inference predict main app apps core base lib libs"
    " src code script scripts example examples demo demos sample samples project projects package packages pkg program"
    " solution solutions homework exercise exercises lesson chapter task tasks tool tools func funcs function functions"
    " class classes type types schema schemas view views url urls form forms handler handlers service services server"
    " client db database file files other another some something mylib implementation impl".split()
)


class Provided(Container[str]):
    """Names as 32-bit hashes: `in` is true for all of them, and for one other name in several thousand.

    `data` begins with 65,537 places, where the hashes with the same upper half begin; their lower halves follow.
    """

    def __init__(self, data: bytes) -> None:
        """Take the bytes that `packed` made; raises ValueError for others."""
        if len(data) < _DIRECTORY.size or _DIRECTORY.size + 2 * _places(data, _BUCKETS)[0] != len(data):
            raise ValueError("it is cut short, or no table of modules")
        self._data = data

    def __contains__(self, name: object) -> bool:
        """Tell whether `name` is one of the names, or has the hash of one."""
        upper, lower = divmod(zlib.crc32(str(name).encode()), _BUCKETS)
        start, end = (_DIRECTORY.size + 2 * place for place in _places(self._data, upper, 2))
        return any(self._data[at : at + 2] == lower.to_bytes(2, "little") for at in range(start, end, 2))


def _places(data: bytes, bucket: int, count: int = 1) -> tuple[int, ...]:
    return struct.unpack_from(f"<{count}I", data, 4 * bucket)


def packed(names: Iterable[str]) -> bytes:
    """Return a set of names as `Provided` reads it: 2 bytes a name, and 262,148 for the directory."""
    hashes = sorted({zlib.crc32(name.encode()) for name in names})
    places = [0] * (_BUCKETS + 1)
    for item in hashes:
        places[item // _BUCKETS + 1] += 1
    for bucket in range(_BUCKETS):
        places[bucket + 1] += places[bucket]
    return _DIRECTORY.pack(*places) + b"".join((item % _BUCKETS).to_bytes(2, "little") for item in hashes)


def looks_local(module: str) -> bool:
    """Tell whether a module is named as people name files of their own: `utils`, `my_model2`, `train_cats`."""
    words = [word.rstrip("0123456789") for word in re.split(r"_+", module.casefold())]
    return not module.isascii() or module.startswith(("_", "my")) or any(word in _LOCAL or not word for word in words)
