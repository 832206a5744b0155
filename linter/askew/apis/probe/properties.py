"""Which keywords `**kwargs` takes where a docstring says so: "`.Line2D` properties", "passed on to `.Axes.plot`"."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

from .docstrings import listed

_DEPTH = 5
_ENTRY = re.compile(r"^(?:\*\*)?(\w+)(?: *:(.*))?\n((?:(?:[ \t].*)?\n)*)", re.MULTILINE)
_LISTED = re.compile(r"^ +(\w+)(?: or (\w+))*: ", re.MULTILINE)
_MENTIONED = re.compile(r"(?<!`)`[~.]*([A-Za-z_][\w.]*)(?:\(\))?`(?!`)")
_SETTERS = 5


def documented(function: Any, owner: type | None, made: type | None, depth: int = 0) -> frozenset[str] | None:
    """Return the keywords that the docstring of a function names for its `**kwargs`, None where it is not clear.

    The entry of `**kwargs` lists the properties, or mentions whose they are. What is mentioned must all be found: a
    class whose objects have properties (`set_color` makes `color` one), or a function whose own docstring tells of them.
    """
    text = str(getattr(function, "__doc__", None) or "")
    rest = _rest(function) if depth < _DEPTH else ""
    entry = next((item for item in _ENTRY.finditer(f"{inspect.cleandoc(text)}\n") if item[1] == rest), None)
    if entry is None:
        return None
    before, _, table = f"{entry[2] or ''}\n{entry[3]}".partition("Properties:\n")
    names = {name for line in _LISTED.findall(table) for name in line if name}
    mentioned = [_found(name, function, owner) for name in _MENTIONED.findall(before)]
    for item in mentioned:
        taken = _keywords(item, depth)
        if taken is None:
            return None
        names |= taken
    if made is not None and names:
        names |= _keywords(made, depth) or frozenset()
    return frozenset(names.union(item for item in listed(text) if item[0] != "*")) if names else None


def _rest(function: Any) -> str:
    """The name of a function's `**kwargs`."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return ""
    return next((item.name for item in parameters if item.kind is item.VAR_KEYWORD), "")


def _found(dotted: str, function: Any, owner: type | None) -> Any:
    """What a docstring means by a name: beside the function itself, else in the modules of its library."""
    root = str(getattr(function, "__module__", "")).split(".", 1)[0]
    modules = sorted(
        (name for name in sys.modules if name.split(".", 1)[0] == root), key=lambda name: (len(name), name)
    )
    first, *rest = dotted.split(".")
    places = [vars(owner) if owner else {}, getattr(inspect.unwrap(function), "__globals__", {})]
    places += [{first: sys.modules.get(first)}, *(vars(sys.modules[name]) for name in modules)]
    for names in places:
        value = names.get(first)
        for part in rest:
            value = getattr(value, part, None)
        if isinstance(value, type) or inspect.isfunction(value):
            return value
    return None


def _keywords(value: Any, depth: int) -> frozenset[str] | None:
    """The keywords that a class with properties or a function that sets them takes, None where that is not clear."""
    if isinstance(value, type):
        line = [*value.__mro__, *_derived(value)]
        properties = {name[4:] for cls in line for name in vars(cls) if name.startswith("set_")}
        makers = [vars(cls)["__init__"] for cls in line if inspect.isfunction(vars(cls).get("__init__"))]
        return frozenset(properties.union(*map(_named, makers))) if len(properties) >= _SETTERS else None
    more = documented(value, _owner(value), None, depth + 1) if inspect.isfunction(value) else None
    return None if more is None else more | _named(value)


def _derived(cls: type) -> Iterator[type]:
    """All classes derived from one: what is made may well be one of them."""
    below: list[type] = type.__subclasses__(cls)
    for derived in below:
        yield derived
        yield from _derived(derived)


def _named(function: Any) -> frozenset[str]:
    """The keywords in the signature of a function."""
    parameters = inspect.signature(function).parameters.values()
    return frozenset(
        item.name for item in parameters if item.kind in (item.POSITIONAL_OR_KEYWORD, item.KEYWORD_ONLY)
    ) - {"self"}


def _owner(function: Any) -> type | None:
    """The class that a method stands in, as its qualified name tells."""
    module = sys.modules.get(getattr(function, "__module__", ""))
    value: Any = module
    for part in function.__qualname__.split(".")[:-1]:
        value = getattr(value, part, None)
    return value if isinstance(value, type) else None
