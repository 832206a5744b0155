"""All modules of a library with their names."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import sys
import types
import warnings
from collections import deque
from collections.abc import Iterator
from typing import Any

from .objects import VALUE, Objects
from .source import loose_attributes, tree_of

_BOGUS = "askew_asks_for_this"
_SKIPPED = {"tests", "test", "conftest", "setup", "testing_refleaks", "idlelib", "turtledemo", "antigravity", "this"}


class Walk:
    """Breadth first from the roots: short names first, which makes them the canonical ones.

    `skipped` are dotted names of modules that are there but not looked into; `shallow` looks into no submodules but
    those that the roots themselves import. Of modules below those in `lean` only what was met before is kept: what
    the modules above give out.
    """

    def __init__(self, roots: list[str], own: list[str], skipped: list[str], lean: list[str], *, shallow: bool) -> None:
        self.roots = roots
        self.own = frozenset({*roots, *own})
        self.skipped = set(skipped)
        self.shallow = shallow
        self.objects = Objects(self.own, tuple(lean))
        self.modules: dict[str, dict[str, Any]] = {}
        self.paths: dict[int, str] = {}
        self.queue: deque[tuple[str, types.ModuleType]] = deque()
        self.failed: dict[str, str] = {}

    def run(self) -> None:
        """Walk."""
        for root in self.roots:
            module = _imported(root, self.failed)
            if module is not None:
                self._enqueue(root, module)
        while self.queue:
            path, module = self.queue.popleft()
            self._module(path, module)

    def _enqueue(self, path: str, module: types.ModuleType) -> str:
        if id(module) not in self.paths:
            self.paths[id(module)] = path
            self.queue.append((path, module))
        return self.paths[id(module)]

    def _module(self, path: str, module: types.ModuleType) -> None:
        record: dict[str, Any] = {"names": {}, "open": False}
        self.modules[path] = record
        self._submodules(path, module)
        lean = any(path.startswith(f"{item}.") for item in self.objects.lean)
        opaque = lean or answers_anything(module)
        for name in names_of(module):
            value, found = _attribute(module, name)
            if lean and id(value) not in self.objects.numbers:
                continue
            record["names"][name] = self._target(path, name, value) if found else VALUE
        record["open"] = opaque
        doc = _attribute(module, "__doc__")[0]
        if isinstance(doc, str) and doc.lstrip().lower().startswith("deprecated"):
            record["deprecated"] = " ".join(doc.split("\n\n")[0].split())[:200]

    def _target(self, path: str, name: str, value: Any) -> int | str:
        if not isinstance(value, types.ModuleType):
            try:
                return self.objects.reference(value)
            except Exception as error:  # a library may raise whatever it likes when it is looked at
                self.failed[f"{path}.{name}"] = f"{type(error).__name__}: {error}"
                return VALUE
        true_name = _attribute(value, "__name__")[0] or name
        if not isinstance(true_name, str) or true_name.split(".", 1)[0] not in self.own:
            return true_name if isinstance(true_name, str) else VALUE
        if id(value) in self.paths:
            return self.paths[id(value)]
        child = f"{path}.{name}"
        if self._is_public(true_name):
            child = true_name
        if not self._is_looked_into(child):
            self.modules.setdefault(child, {"names": {}, "open": True})
            return child
        return self._enqueue(child, value)

    def _is_public(self, name: str) -> bool:
        parts = name.split(".")
        if parts[0] not in self.roots or any(part.startswith("_") for part in parts):
            return False
        return self._is_looked_into(name) and sys.modules.get(name) is not None

    def _is_looked_into(self, name: str) -> bool:
        return not any(name == item or name.startswith(f"{item}.") for item in self.skipped) and name.count(".") < 9

    def _submodules(self, path: str, module: types.ModuleType) -> None:
        folders = _attribute(module, "__path__")[0]
        home = _attribute(module, "__name__")[0]
        try:
            places = [item for item in folders or () if isinstance(item, str)]
        except TypeError:  # some modules answer whatever they are asked
            return
        if not isinstance(home, str):
            return
        for info in pkgutil.iter_modules(places):
            name = info.name
            if name.startswith("_") or not name.isidentifier() or f"{path}.{name}" in self.modules:
                continue
            child = f"{path}.{name}"
            if name in _SKIPPED or self.shallow or not self._is_looked_into(child):
                self.modules.setdefault(child, {"names": {}, "open": True})
                continue
            value = _imported(f"{home}.{name}", self.failed)
            if value is None:
                self.modules[child] = {"names": {}, "open": True}
            elif self._enqueue(child, value) != child:
                self.modules.setdefault(path, {})["names"].setdefault(name, self.paths[id(value)])

    def loose(self) -> set[str]:
        """Return the attributes that the library's own code sets on objects from outside."""
        found: set[str] = set()
        for path in self.files():
            tree = tree_of(path)
            found |= loose_attributes(tree) if tree else set()
        return found

    def files(self) -> Iterator[str]:
        """Yield the source files of the library that are loaded."""
        for name, module in sorted(sys.modules.items()):
            path = _attribute(module, "__file__")[0]
            if name.split(".", 1)[0] in self.own and isinstance(path, str) and path.endswith(".py"):
                yield path


def names_of(module: types.ModuleType) -> list[str]:
    """Return the public names of a module, also those that its `__getattr__` makes and does not list."""
    found = {name for name in dir(module) if isinstance(name, str)} | set(vars(module))
    found |= {name for base in type(module).__mro__[:-2] for name in vars(base)}
    listed = _attribute(module, "__all__")[0]
    found |= {name for name in listed if isinstance(name, str)} if isinstance(listed, (list, tuple, set)) else set()
    if "__getattr__" in vars(module) or type(module) is not types.ModuleType:
        found |= {name for name in _texts(module) - found if _attribute(module, name)[1]}
    return sorted(name for name in found if name.isidentifier() and not name.startswith("_"))


def _texts(module: types.ModuleType) -> set[str]:
    """The names that stand as texts in the source of a module, which its `__getattr__` may know."""
    path = _attribute(module, "__file__")[0]
    tree = tree_of(path) if isinstance(path, str) and path.endswith(".py") else None
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} if tree else set()
    return {text for text in texts if isinstance(text, str) and text.isidentifier() and not text.startswith("_")}


def answers_anything(module: types.ModuleType) -> bool:
    """Tell whether a module may have attributes that it does not list: of any name, or made in a place that hides."""
    if _attribute(module, _BOGUS)[1]:
        return True
    kind = type(module)
    if any("__getattr__" in vars(base) and "__dir__" not in vars(base) for base in kind.__mro__[:-2]):
        return True
    path = _attribute(module, "__file__")[0]
    return "__getattr__" in vars(module) and not (isinstance(path, str) and path.endswith(".py"))


def _attribute(module: types.ModuleType, name: str) -> tuple[Any, bool]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(module, name), True
    except AttributeError:
        return None, False
    except ImportError as error:  # sklearn.datasets says so of what it had once
        return None, name != _BOGUS and "has been removed" not in str(error)
    except Exception:  # it is there, but does not work in this environment
        return None, name != _BOGUS


def _imported(name: str, failed: dict[str, str]) -> types.ModuleType | None:
    """The module of a name; None, with the reason in `failed`, where importing it fails in any way."""
    out = os.dup(1)
    try:
        os.dup2(2, 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except BaseException as error:  # a module may end the process as well
        if isinstance(error, KeyboardInterrupt):
            raise
        failed[name] = f"{type(error).__name__}: {error}"[:200]
        return None
    finally:
        os.dup2(out, 1)
        os.close(out)


def docstrings(walk: Walk) -> Iterator[str]:
    """Yield the docstrings of all objects with examples, each once."""
    seen: set[str] = set()
    for value in walk.objects.alive:
        text = getattr(value, "__doc__", None)
        if isinstance(text, str) and ">>>" in text and text not in seen:
            seen.add(text)
            yield inspect.cleandoc(text)
