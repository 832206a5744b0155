"""How each library is built, and what must hold of the result: rules/apis/libraries.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from askew.apis.model import STANDARD, IndexFileError
from askew.data import data_dir

_LEFT_OUT = ("antigravity", "this", "idlelib", "turtledemo", "lib2to3", "test", "nt", "pip")


class Version(NamedTuple):
    """One version to build: its `number` ("" for the newest), the Python that can run it, what it needs beside it."""

    number: str
    python: str = ""
    requires: tuple[str, ...] = ()


class Known(NamedTuple):
    """A finding in the library's own examples that stands, and why; `finding` is how it begins."""

    finding: str
    reason: str


@dataclass(frozen=True)
class Recipe:
    """How to build one library; see libraries.toml for the meaning of each part."""

    name: str
    distribution: str
    roots: tuple[str, ...]
    own: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    lean: tuple[str, ...] = ()
    shallow: bool = False
    fillers: tuple[str, ...] = ()
    pinned: bool = False
    versions: tuple[Version, ...] = ()
    findings: tuple[Known, ...] = ()
    resolve: tuple[str, ...] = ()
    newest: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_stdlib(self) -> bool:
        """Whether it is Python's own library."""
        return self.name == "stdlib"

    def version(self, number: str) -> Version:
        """Return how to build a version: as the newest one that is shipped where nothing is known of it."""
        newest = self.versions[-1] if self.versions else Version("")
        known = {item.number: item for item in self.versions}
        if number in known or (self.pinned and not number):
            return known.get(number, newest)
        loose = tuple(item.partition("==")[0] for item in newest.requires)
        return Version(number, number if self.is_stdlib else newest.python, loose)


def recipe_for(name: str) -> Recipe:
    """Return the recipe of a library; one that we know nothing of gets a plain one."""
    table = recipes()
    if name in table:
        return table[name]
    return Recipe(name, name, (name.replace("-", "_"),))


def recipes(path: Path | None = None) -> Mapping[str, Recipe]:
    """Return all recipes by library; raises IndexFileError where the file is broken."""
    path = path or data_dir("rules") / "apis" / "libraries.toml"
    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
        places = data.pop("environments", {})
        return {name: _recipe(name, table, places) for name, table in data.items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise IndexFileError(path, f"it cannot be read ({error})", "correct it") from None


def _recipe(name: str, table: Mapping[str, Any], places: Mapping[str, Any]) -> Recipe:
    lists = ("own", "skipped", "lean", "fillers", "resolve", "newest", "missing")
    parts = {key: tuple(table.get(key, ())) for key in lists}
    roots = tuple(table.get("roots", (name,))) or _stdlib()
    versions = tuple(_version(item, places) for item in table.get("versions", ()))
    findings = tuple(Known(item["finding"], item["reason"]) for item in table.get("findings", ()))
    return Recipe(
        name,
        table.get("distribution", name),
        roots,
        shallow=table.get("shallow", False),
        pinned=table.get("pinned", False),
        versions=versions,
        findings=findings,
        **parts,
    )


def _version(table: Mapping[str, Any], places: Mapping[str, Any]) -> Version:
    place = places[table["in"]] if "in" in table else {}
    requires = (*place.get("with", ()), *table.get("with", ()))
    return Version(table["version"], table.get("python", place.get("python", "")), requires)


def _stdlib() -> tuple[str, ...]:
    return tuple(sorted(name for name in STANDARD if name[0] != "_" and name not in _LEFT_OUT))
