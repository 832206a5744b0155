"""Patterns of paths, as the configuration writes them: `*` matches slashes too, `**/` any folders or none."""

import os
import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cache
from pathlib import Path

_FOLDERS = re.compile(r"(?<![^/])\*\*/")
_ANCHORS = ("./", "/")
_CASE = re.IGNORECASE if os.path.normcase("A") == "a" else re.NOFLAG


def relative(path: str, root: Path) -> str:
    """Return `path` as patterns see it: with forward slashes, relative to `root`, the folder of the configuration."""
    return os.path.relpath(path, root).replace(os.sep, "/")


def matches(name: str, globs: Iterable[str]) -> bool:
    """Tell whether one of `globs` stands for the file or folder called `name`, as `relative` gives it."""
    return _pattern(tuple(globs)).fullmatch(name) is not None


def covers(name: str, globs: Iterable[str]) -> bool:
    """Tell whether one of `globs` stands for `name`, or for a folder that it lies in."""
    return _pattern(tuple(globs), below="(?:/.*)?").fullmatch(name) is not None


@cache
def _pattern(globs: tuple[str, ...], below: str = "") -> re.Pattern[str]:
    """A pattern for the names that one of `globs` stands for; none of them matches nothing."""
    either = "|".join(map(_translated, globs)) or r"(?!)"
    return re.compile(f"(?s:(?:{either}){below})", _CASE)


def _translated(glob: str) -> str:
    """A glob without a slash, but for one at its end, stands for a name in any folder; the others for a path."""
    path = glob.rstrip("/")
    anchor = next(filter(path.startswith, _ANCHORS), "")
    parts = map(_part, _FOLDERS.split(path.removeprefix(anchor)))
    return ("" if anchor or "/" in path else "(?:.*/)?") + "(?:.*/)?".join(parts)


def _part(glob: str) -> str:
    return translate(glob)[:-2]  # without the sign for the end, \Z or \z
