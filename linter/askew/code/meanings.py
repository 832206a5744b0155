"""What the names in the code blocks of a document mean in libraries, forgotten imports and stars included."""

import ast
from collections.abc import Mapping, Sequence

from askew.code.dialect import PYTHON
from askew.code.libraries import libraries
from askew.code.reading import reading
from askew.code.references import references_in
from askew.code.resolve import names
from askew.code.unbound import unbound
from askew.record import Code

_Script = tuple[Code, ...]


class Meanings:
    """The dotted names that the names of one code block have in libraries.

    `places` has them by line and column, those of all attributes included, `forgotten` by name where the import is
    missing, and `stars` the modules that everything is imported from.
    """

    def __init__(self, stars: tuple[str, ...]) -> None:
        self.places: dict[tuple[int, int], str] = {}
        self.forgotten: dict[str, str] = {}
        self.stars = stars

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


def meanings(scripts: tuple[_Script, ...], number: int) -> Mapping[Code, Meanings]:
    """Return the meanings of the names in every block of the script `number` of a document."""
    stars = _stars(scripts[number])
    found = {code: Meanings(stars) for code in scripts[number]}
    for item in references_in(scripts, number):
        if not item.instance:
            found[item.code].places[item.use.line, item.use.column] = item.dotted
    for lack in unbound(scripts):
        if lack.code in found and lack.reason == "forgotten" and not lack.meant:
            found[lack.code].forgotten[lack.use.name] = _imported(lack.statement)
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
