"""What libraries call things: aliases, modules and their public names, read from a data file."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from askew.data import data_dir


class Libraries:
    """Public names of libraries.

    `aliases` maps a customary alias to its module, `conventional` a name that can hardly mean anything else to the
    module that has it, `modules` a module to its public names. `distinctive` are modules whose name nobody gives to
    a variable.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.aliases: Mapping[str, str] = table["aliases"]
        self.conventional: Mapping[str, str] = table["conventional"]
        self.distinctive = frozenset[str](table["distinctive_modules"])
        self._modules: Mapping[str, list[str]] = table["modules"]

    @cached_property
    def modules(self) -> Mapping[str, frozenset[str]]:
        """Every module with its public names."""
        return {module: frozenset(names) for module, names in self._modules.items()}

    @cached_property
    def roots(self) -> frozenset[str]:
        """The names that an import can begin with, and the aliases of libraries."""
        found = {module.split(".", 1)[0] for module in (*self._modules, *self.distinctive)}
        return frozenset(found | {alias for alias in self.aliases if len(alias) > 1})

    @cached_property
    def _providers(self) -> Mapping[str, list[str]]:
        found = defaultdict(list)
        for module, names in self._modules.items():
            for name in names:
                found[name].append(module)
        return found

    @cached_property
    def _spellings(self) -> Mapping[str, set[str]]:
        found = defaultdict(set)
        for name in self._providers:
            found[name.casefold()].add(name)
        return found

    def providers(self, name: str) -> Iterable[str]:
        """Return the modules that have `name`."""
        return self._providers.get(name, ())

    def home(self, name: str, roots: Iterable[str]) -> str:
        """Return the module of one of the libraries `roots` that has a class `name` by the shipped indexes, else ""."""
        from askew.apis.collection import apis

        known = apis()
        for root in sorted(set(roots) & known.roots):
            index = known.index(root)
            found = index.home(name) if index is not None and index.library.name != "stdlib" else ""
            if found:
                return found.rpartition(".")[0]
        return ""

    def spellings(self, name: str) -> Iterable[str]:
        """Return the public names that are `name` but for its case."""
        return sorted(self._spellings.get(name.casefold(), set()) - {name})


@lru_cache(maxsize=1)
def libraries() -> Libraries:
    """Return the shipped table."""
    return Libraries(json.loads((data_dir("rules") / "names.json").read_text(encoding="utf-8")))
