"""What the Python of a document refers to: every use of an imported name, under the name that the library gives it."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from askew.code.dialect import PYTHON
from askew.code.nodes import asked_of
from askew.code.reading import reading
from askew.code.resolve import names
from askew.code.scopes import BUILTINS, Binding, Import, Names, Use
from askew.record import Code


class Reference(NamedTuple):
    """One use of a name in `code`: `dotted` is what the whole refers to, its attributes and calls on the way included."""

    code: Code
    use: Use
    dotted: str

    @property
    def instance(self) -> bool:
        """Whether the last attribute is one of what a call gives."""
        return "(" in self.dotted


class Imported(NamedTuple):
    """One import in `code`."""

    code: Code
    item: Import


_Known = Sequence[tuple[Code, Names]]


@lru_cache(maxsize=8)
def references(scripts: tuple[tuple[Code, ...], ...]) -> tuple[tuple[Reference, ...], tuple[Imported, ...]]:
    """Return all references and imports of a document, in order.

    Names flow from block to block of a script. An import serves the whole document, since what a name means does not
    depend on who forgot to import it; what an object is stays in its script.
    """
    known = [_known(script) for script in scripts]
    imports = tuple(Imported(code, item) for script in known for code, found in script for item in found.imports)
    everywhere = _everywhere(known)
    found = (item for number, script in enumerate(known) for item in _script(number, script, everywhere))
    own = _own(known)
    return tuple(item for item in found if _of_python(item.dotted) not in own), imports


def references_in(scripts: Sequence[Sequence[Code]], number: int) -> Iterator[Reference]:
    """Yield the references to libraries in one script of a document, which the imports of the others serve."""
    known = [_known(script) for script in scripts]
    for item in _script(number, known[number], _everywhere(known)):
        if not item.dotted.startswith("builtins."):
            yield item


def _of_python(dotted: str) -> str:
    """The name that Python itself gives a thing: `list` for `builtins.list(0).append`."""
    module, _, name = dotted.partition(".")
    return re.split(r"\W", name, maxsplit=1)[0] if module == "builtins" else ""


def _own(scripts: Sequence[_Known]) -> Container[str]:
    """The names that a document binds anywhere, each of which may stand for something else than in Python itself."""
    known = [item for script in scripts for _, item in script]
    if any(item.stars for item in known):
        return BUILTINS
    return frozenset(name for item in known for name in item.bound)


def _known(script: Sequence[Code]) -> _Known:
    found = ((code, names(reading(code.dialect, code.text).text)) for code in script if code.dialect in PYTHON)
    return [(code, item) for code, item in found if item is not None]


def _everywhere(scripts: Sequence[_Known]) -> Mapping[str, list[tuple[int, str]]]:
    """The targets of the names that a document imports, with the number of the script."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, script in enumerate(scripts):
        for _, known in script:
            for item in known.imports:
                if not item.nested and not item.guarded:
                    found.setdefault(item.name, []).append((number, item.target))
    return found


def _script(number: int, script: _Known, everywhere: Mapping[str, list[tuple[int, str]]]) -> Iterator[Reference]:
    so_far: dict[str, Binding] = {}
    own: set[str] = set()
    for code, known in script:
        for use in known.uses:
            if use.target:
                yield Reference(code, use, use.target)
            elif not use.bound:
                binding = so_far.get(use.name)
                if binding is None and use.name not in own:
                    binding = _imported(everywhere.get(use.name, ()), number)
                dotted = asked_of(binding, use.path, use.calls) if binding is not None else ""
                if dotted:
                    yield Reference(code, use, dotted)
        so_far = {name: item for name, item in so_far.items() if name not in known.bound} | dict(known.kept)
        own |= known.bound


def _imported(found: Sequence[tuple[int, str]], number: int) -> Binding | None:
    """What a name means that another script imports: the nearest one above decides, else the first."""
    above = [target for place, target in found if place <= number]
    targets = above[-1:] or [target for _, target in found[:1]]
    return Binding("import", targets[0]) if targets else None
