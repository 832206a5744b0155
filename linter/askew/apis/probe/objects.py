"""Classes and functions as plain data."""

from __future__ import annotations

import ast
import enum
import inspect
import types
import warnings
from typing import Any, Dict

from .callees import construction, makes_another
from .docstrings import told_words
from .keywords import Notes, accepted_by, taken_by
from .notes import deprecation, parameter_notes
from .properties import documented
from .returns import returned
from .signatures import Words, extra_keywords, with_extra, words_of
from .source import class_node, function_node, instance_attributes, methods, sets_unknown_attributes
from .stubs import aliases_in, stub_words
from .values import is_standard

VALUE = -1
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)
Record = Dict[str, Any]


class Objects:
    """All objects that were met, each described once; `own` are the top-level packages that belong to the library.

    Of classes in the modules `lean` only the construction is described.
    """

    def __init__(self, own: frozenset[str], lean: tuple[str, ...] = ()) -> None:
        self.own = own
        self.lean = lean
        self.records: list[Record] = []
        self.alive: list[Any] = []
        self.numbers: dict[int, int] = {}

    def reference(self, value: Any, *, foreign: bool = False) -> int:
        """Return the number of an object, VALUE for one that is not described."""
        if id(value) in self.numbers:
            return self.numbers[id(value)]
        if not foreign and not self._is_own(value):
            return VALUE
        if isinstance(value, type):
            return self._class(value, foreign=not self._is_own(value))
        if isinstance(value, _FUNCTIONS) or (callable(value) and not isinstance(value, types.ModuleType)):
            return self._function(value)
        return VALUE

    def _is_own(self, value: Any) -> bool:
        module = getattr(value, "__module__", None)
        if not isinstance(module, str):
            return isinstance(value, _FUNCTIONS) or type(value).__module__.split(".", 1)[0] in self.own
        root = module.split(".", 1)[0]
        return root in self.own or root[root.startswith("_") :] in self.own  # `open` of `io` says that it is in `_io`

    def _new(self, value: Any, record: Record) -> int:
        self.alive.append(value)
        self.numbers[id(value)] = len(self.records)
        self.records.append(record)
        return len(self.records) - 1

    def _function(self, value: Any) -> int:
        number = self._new(value, {"kind": "function", "qual": _qualified(value)})
        call = None if hasattr(value, "__wrapped__") or hasattr(value, "__signature__") else type(value).__call__
        is_object = inspect.isfunction(call)
        owner = type(value) if is_object else None
        self.records[number].update(self.callable(call if is_object else value, bound=is_object, owner=owner))
        return number

    def callable(self, value: Any, *, bound: bool, owner: type | None) -> Record:
        """Return what is known of calling a function or method."""
        plain = inspect.unwrap(value) if callable(value) else value
        words = words_of(value, bound=bound)
        module = str(getattr(value, "__module__", "") or (owner.__module__ if owner else ""))
        name = (f"{owner.__name__}." if owner else "") + str(getattr(value, "__name__", "") or "")
        if words in (["*args"], ["*args", "**kwargs"], None):
            words = stub_words(module, name, bound=bound) or words
            words = _told(value, module) if words is None else words
        record: Record = {}
        node = function_node(plain)
        if words is not None:
            words, notes = self._closed(words, value, owner)
            words = with_extra(words, extra_keywords(node, words))
            notes = {**parameter_notes(node), **notes}
            record = {"words": words, "notes": [[name, *note] for name, note in sorted(notes.items())]}
        text = deprecation(value, node)
        returns = returned(plain, module, name)
        return {**record, **({"deprecated": text} if text else {}), **({"returns": returns} if returns else {})}

    def _closed(self, words: Words, function: Any, owner: type | None) -> tuple[Words, Notes]:
        if not words or not str(words[-1]).startswith("**"):
            return words, {}
        found = taken_by(function, owner, owner)
        names = found.names if found.names is not None else documented(function, owner, None)
        return ([*words, sorted(names)] if names is not None else words), found.notes

    def _class(self, cls: type, *, foreign: bool) -> int:
        number = self._new(cls, {"kind": "class", "qual": _qualified(cls), "names": {}, "open": True, "bases": []})
        node = class_node(cls)
        names: dict[str, int] = {}
        lean = any(cls.__module__.startswith(f"{item}.") for item in self.lean)
        for name, value in list(vars(cls).items()):
            if not name.startswith("_"):
                names[name] = VALUE if foreign or lean else self._member(cls, value)
        for name in _other_names(cls, node):
            names.setdefault(name, VALUE)
        record = self.records[number]
        record["names"] = {} if lean else names
        record["open"] = lean or is_open(cls, node)
        record["bases"] = [self.reference(base, foreign=True) for base in cls.__bases__ if base is not object]
        text = deprecation(cls, node)
        if text:
            record["deprecated"] = text
        if not foreign:
            record.update(self._made(cls))
        return number

    def _member(self, cls: type, value: Any) -> int:
        if isinstance(value, type):
            return self.reference(value) if f"{cls.__qualname__}." in value.__qualname__ else VALUE
        plain = value.__func__ if isinstance(value, (staticmethod, classmethod)) else value
        if not isinstance(plain, _FUNCTIONS):
            return VALUE
        bound = not isinstance(value, staticmethod)
        number = self._new(types.SimpleNamespace(of=value), {"kind": "function", "qual": ""})
        self.records[number].update(self.callable(plain, bound=bound, owner=cls))
        return number

    def _made(self, cls: type) -> Record:
        """How a class is made: its signature, without `self`, and the notes on its keywords."""
        function, owner = construction(cls)
        if function is None:
            return {}
        if isinstance(function, type):
            words = words_of(function, bound=False)
            words = _told(function, function.__module__) if words is None else words
            return {} if words is None else {"words": words}
        known = getattr(cls, "__signature__", None)
        words = words_of(cls, bound=False) if known is not None else words_of(function, bound=True)
        if words is None:
            return {}
        notes: Notes = {}
        plain = inspect.unwrap(function)
        if words and str(words[-1]).startswith("**"):
            found = taken_by(plain, owner, cls)
            notes = found.notes
            names = found.names if found.names is not None else documented(plain, owner, cls)
            words = [*words, sorted(names)] if names is not None else words
        else:
            notes = accepted_by(plain, owner, cls, 0, 1).notes
        node = function_node(plain)
        words = with_extra(words, extra_keywords(node, words))
        notes = {**parameter_notes(node), **notes}
        return {"words": words, "notes": [[name, *note] for name, note in sorted(notes.items())]}


def _told(value: Any, module: str) -> Words | None:
    """What a docstring tells of a signature; those of Python's own library leave keywords out (`fold` of `datetime`)."""
    root = module.split(".", 1)[0]
    return None if is_standard(root) else told_words(value, aliases_in(root))


def is_open(cls: type, node: ast.ClassDef | None) -> bool:
    """Tell whether objects of a class may have attributes that neither it nor its source shows."""
    own = vars(cls)
    if "__getattr__" in own or ("__getattribute__" in own and not (node is None and _is_plain(cls))):
        return True
    if any(
        "__getattr__" in vars(base)
        for base in inspect.getmro(type(cls))
        if base is not type and base is not enum.EnumMeta
    ):
        return True
    if node is None:
        in_python = any(inspect.isfunction(value) for value in own.values())
        return in_python or (not _is_plain(cls) and getattr(cls, "__dictoffset__", 0) != 0)
    if sets_unknown_attributes(node) or any(makes_another(item) for item in methods(node) if item.name == "__new__"):
        return True
    return any(not isinstance(base, (ast.Name, ast.Attribute, ast.Subscript)) for base in node.bases)


def _is_plain(cls: type) -> bool:
    """Whether it is a class of Python's own in C, which has what its dictionary says and no more."""
    root = cls.__module__.split(".", 1)[0]
    return is_standard(root) and "ctypes" not in root and root not in ("_thread", "weakref")


def _other_names(cls: type, node: ast.ClassDef | None) -> set[str]:
    """Attributes that are in no class dictionary: those of objects, annotations and the metaclass."""
    found = instance_attributes(node) if node else set()
    annotations = vars(cls).get("__annotations__")
    found |= set(annotations if isinstance(annotations, dict) else ()) | set(_slots(cls))
    for base in inspect.getmro(type(cls)):
        if base is not object:
            found |= set(vars(base))
    return {name for name in found if not name.startswith("_") and name.isidentifier()}


def _slots(cls: type) -> list[str]:
    value = vars(cls).get("__slots__", ())
    if not isinstance(value, (list, tuple, set, frozenset, dict)):
        return [value] if isinstance(value, str) else []
    return [item for item in value if isinstance(item, str)]


def _qualified(value: Any) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        name = getattr(value, "__qualname__", None) or getattr(value, "__name__", "")
        module = getattr(value, "__module__", "")
    return f"{module}.{name}" if isinstance(module, str) and isinstance(name, str) and module else str(name)
