"""What results hang on besides the content of files: path, rules, settings, and the programs and data that judge."""

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from askew import __version__
from askew.config import Settings
from askew.data import data_dir
from askew.duplicates.meaning import is_used
from askew.rule import Rule


def of_rules(rules: Iterable[Rule]) -> bytes:
    """Return a key of which rules these are."""
    return _key("rules", sorted(rule.code for rule in rules))


def of_file(path: str, digest: bytes, rules: bytes, settings: Settings) -> bytes:
    """Return the key of what rules with the key `rules` say of the file that reports call `path`."""
    return _key("file", path, digest, rules, _surroundings(settings))


def of_path(path: str) -> bytes:
    """Return the key of what was known of the content of the file at `path`."""
    return _key("path", os.path.abspath(path))


def of_likenesses(settings: Settings) -> bytes:
    """Return the key of how alike answers are."""
    return _key("likenesses", _surroundings(settings))


def of_comparison(files: Iterable[tuple[str, bytes]], rules: Iterable[Rule], settings: Settings) -> bytes:
    """Return the key of what `rules` say of files, given by path and digest, beside each other."""
    return _key("comparison", sorted(files), of_rules(rules), _surroundings(settings))


def _key(*parts: object) -> bytes:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


_last: tuple[Settings, bytes] | None = None


def _surroundings(settings: Settings) -> bytes:
    """A digest of everything else, worked out once for the settings of a run.

    The program counts by its files: what is installed from a repository may change and keep its version.
    """
    global _last
    if _last is None or _last[0] is not settings:
        own = [
            *Path(__file__).parents[1].rglob("*.py"),
            *data_dir("rules").glob("*"),
            *_inside(data_dir("rules") / "apis"),
        ]
        others = [item for path in settings.apis.paths for item in _inside(path)]
        stamps = [_stamp(path) for path in sorted({*own, *others})]
        _last = settings, _key(__version__, sys.version_info[:3], settings, is_used(settings), stamps, _ruff())
    return _last[1]


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _stamp(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path), status.st_size, status.st_mtime_ns


@cache
def _ruff() -> tuple[str, int, int] | None:
    from askew.code.ruff import RuffError, binary

    try:
        return _stamp(Path(os.path.realpath(binary())))
    except (RuffError, OSError):
        return None
