"""How each library is built, and what must hold of the result: rules/apis/libraries.toml."""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from askew.apis.model import IndexFileError
from askew.data import data_dir

_LEFT_OUT = ("antigravity", "this", "idlelib", "turtledemo", "lib2to3", "test", "nt", "pip")


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
    requires: tuple[str, ...] = ()
    version: str = ""
    resolve: tuple[str, ...] = ()
    newest: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_stdlib(self) -> bool:
        """Whether it is Python's own library."""
        return self.name == "stdlib"


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
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _recipe(name, table) for name, table in data.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexFileError(path, f"it cannot be read ({error})", "correct it") from None


def _recipe(name: str, table: Mapping[str, Any]) -> Recipe:
    lists = ("own", "skipped", "lean", "resolve", "newest", "missing")
    parts = {key: tuple(table.get(key, ())) for key in lists}
    roots = tuple(table.get("roots", (name,))) or _stdlib()
    requires = tuple(table.get("with", ()))
    distribution, version = table.get("distribution", name), table.get("version", "")
    return Recipe(
        name, distribution, roots, shallow=table.get("shallow", False), requires=requires, version=version, **parts
    )


def _stdlib() -> tuple[str, ...]:
    return tuple(sorted(name for name in sys.stdlib_module_names if name[0] != "_" and name not in _LEFT_OUT))
