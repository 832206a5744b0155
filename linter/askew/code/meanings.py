"""What the names in the code blocks of a document mean in libraries, forgotten imports and stars included."""

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache

from askew.code.dialect import PYTHON
from askew.code.libraries import libraries
from askew.code.reading import reading
from askew.code.references import references
from askew.code.resolve import names
from askew.code.unbound import unbound
from askew.record import Code

_Script = tuple[Code, ...]


class Meanings:
    """The dotted names that the names of one code block have in libraries.

    `places` has them by line and column, those of all attributes included, `forgotten` by name where the import is
    missing, and `stars` the modules that everything is imported from.
    """

    def __init__(self) -> None:
        self.places: dict[tuple[int, int], str] = {}
        self.forgotten: dict[str, str] = {}
        self.stars: tuple[str, ...] = ()

    def of(self, node: ast.Name | ast.Attribute) -> str:
        """Return the dotted name of a name or a chain of attributes, "" where it is none of a library's."""
        found = self.places.get((node.lineno, node.col_offset))
        if found is not None or not (self.forgotten or self.stars):
            return found or ""
        name, *path = ast.unparse(node).split(".")
        target = self.forgotten.get(name) or self._starred(name)
        return ".".join((target, *path)) if target else ""

    def _starred(self, name: str) -> str:
        """What a star brings in; nobody knows where one of the modules is unknown."""
        modules = libraries().modules
        if not all(module in modules for module in self.stars):
            return ""
        return next((f"{module}.{name}" for module in reversed(self.stars) if name in modules[module]), "")


@lru_cache(maxsize=8)
def meanings(scripts: tuple[_Script, ...]) -> Mapping[Code, Meanings]:
    """Return the meanings of the names in every block of a document."""
    found = {code: Meanings() for script in scripts for code in script}
    for item in references(scripts)[0]:
        if not item.instance:
            found[item.code].places[item.use.line, item.use.column] = item.dotted
    for lack in unbound(scripts):
        if lack.reason == "forgotten" and not lack.meant:
            found[lack.code].forgotten[lack.use.name] = _imported(lack.statement)
    for script in scripts:
        stars = _stars(script)
        for code in script:
            found[code].stars = stars
    return found


def _stars(script: Sequence[Code]) -> tuple[str, ...]:
    known = [names(reading(code.dialect, code.text).text) for code in script if code.dialect in PYTHON]
    return tuple(module for item in known if item is not None for module in item.stars)


def _imported(statement: str) -> str:
    """The dotted name that an import of one name brings in."""
    node = ast.parse(statement).body[0]
    assert isinstance(node, (ast.Import, ast.ImportFrom))
    name = node.names[0].name
    return f"{node.module}.{name}" if isinstance(node, ast.ImportFrom) else name
