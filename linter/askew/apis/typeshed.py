"""Names of Python's own library that this machine does not show: those of other systems, and of newer Pythons.

They stand in typeshed, which mypy brings along; of them nothing is kept but the names.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from askew.apis.environment import BuildError
from askew.apis.model import numeric

_LATEST = (3, 99)
_VALUE = -1


def add_names(raw: Mapping[str, Any], python: str, *, newest: bool) -> str:
    """Add to what was found in a Python what typeshed has for it; return the requirement that typeshed came with.

    With `newest`, what later Pythons have is added as well. Raises BuildError where there is no mypy.
    """
    folder = _folder()
    for wanted in {numeric(python)[:2], _LATEST if newest else numeric(python)[:2]}:
        _Stubs(folder, wanted).add_to(raw)
    return f"mypy=={version('mypy')}"


def _folder() -> Path:
    found = find_spec("mypy")
    folder = Path(found.origin).parent / "typeshed" / "stdlib" if found and found.origin else Path()
    if not (folder / "VERSIONS").is_file():
        raise BuildError("names of other systems and newer Pythons come with mypy: install it beside Askew")
    return folder


class _Stubs:
    """The stubs of one version of Python, for all systems at once."""

    def __init__(self, folder: Path, wanted: tuple[int, ...]) -> None:
        self.folder = folder
        self.wanted = wanted
        self.spans: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        for line in (folder / "VERSIONS").read_text(encoding="utf-8").splitlines():
            module, _, span = line.partition("#")[0].strip().partition(": ")
            first, _, last = span.partition("-")
            if module:
                self.spans[module] = (numeric(first), numeric(last) or _LATEST)

    def add_to(self, raw: Mapping[str, Any]) -> None:
        """Add the names of all modules."""
        for path in sorted(self.folder.rglob("*.pyi")):
            module = ".".join(path.relative_to(self.folder).with_suffix("").parts).removesuffix(".__init__")
            if self._is_there(module) and not any(part.startswith("_") for part in module.split(".")):
                self._add_module(raw, module, path)

    def _is_there(self, module: str) -> bool:
        span = self.spans.get(module)
        if span is None:
            return "." not in module or self._is_there(module.rpartition(".")[0])
        return span[0] <= self.wanted <= span[1]

    def _add_module(self, raw: Mapping[str, Any], module: str, path: Path) -> None:
        modules, objects = raw["modules"], raw["objects"]
        if module not in modules:
            parent, _, name = module.rpartition(".")
            if parent in modules and name not in modules[parent]["names"]:
                modules[module] = {"names": {}, "open": True}
            return
        for dotted in sorted(self._names(path)):
            owner, _, name = dotted.rpartition(".")
            target = modules[module]["names"].get(owner, _VALUE) if owner else _VALUE
            if not owner:
                modules[module]["names"].setdefault(name, _VALUE)
            elif isinstance(target, int) and target != _VALUE and objects[target]["kind"] == "class":
                objects[target]["names"].setdefault(name, _VALUE)

    def _names(self, path: Path, depth: int = 0) -> set[str]:
        """The public names in a stub, those in classes as `Class.name`."""
        found: set[str] = set()
        for prefix, node in self._statements(ast.parse(path.read_text(encoding="utf-8")).body, ""):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and depth < 5:
                star = self._star(path, node)
                found |= self._names(star, depth + 1) if star.is_file() else set()
            else:
                found |= {prefix + name for name in _bound(node)}
        return {name for name in found if not any(part.startswith("_") for part in name.split("."))}

    def _star(self, path: Path, node: ast.ImportFrom) -> Path:
        folder = path.parents[node.level - 1] if node.level else self.folder
        place = folder.joinpath(*(node.module or "").split("."))
        return place / "__init__.pyi" if place.is_dir() else place.with_suffix(".pyi")

    def _statements(self, body: Iterable[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.stmt]]:
        """Every statement that holds in this Python, with the class that it is in."""
        for node in body:
            if isinstance(node, ast.If):
                holds = self._holds(node.test)
                yield from self._statements(node.body, prefix) if holds is not False else ()
                yield from self._statements(node.orelse, prefix) if holds is not True else ()
            else:
                yield prefix, node
                if isinstance(node, ast.ClassDef) and not prefix:
                    yield from self._statements(node.body, f"{node.name}.")

    def _holds(self, test: ast.expr) -> bool | None:
        """Whether a test holds in this Python, None where that depends on the system."""
        if isinstance(test, ast.BoolOp):
            outcomes = [self._holds(value) for value in test.values]
            decisive = isinstance(test.op, ast.Or)
            return decisive if decisive in outcomes else None if None in outcomes else not decisive
        if isinstance(test, ast.Compare) and ast.unparse(test.left) == "sys.version_info":
            bound: tuple[int, ...] = ast.literal_eval(test.comparators[0])
            here = self.wanted[: len(bound)]
            return here >= bound if isinstance(test.ops[0], ast.GtE) else here < bound
        return None


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement of a stub gives to whoever imports it."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.ImportFrom):
        yield from (item.asname for item in node.names if item.asname)
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        yield from names
        if "__all__" in names:
            values = (item.value for item in ast.walk(node.value) if isinstance(item, ast.Constant))
            yield from (value for value in values if isinstance(value, str))
