"""What takes the arguments of a call: a function, a method, or what makes the objects of a class."""

from __future__ import annotations

import ast
import enum
import inspect
from typing import Any, NamedTuple

from .signatures import words_of
from .source import function_node, last_name, own_nodes
from .values import name_of, next_in_line, value_of


class Callee(NamedTuple):
    """What is called: its class where it is a method, the class that is made, how many parameters are bound already."""

    function: Any
    owner: type | None
    made: type | None
    bound: int


def callee_of(node: ast.expr, function: Any, owner: type | None, made: type | None) -> Callee | None:
    """Return what is called as `node` in a function, None where that is unclear.

    The function is a method of `owner`, if that is not None, while an object of `made` is made.
    """
    if isinstance(node, ast.Attribute) and last_name(node.value) == "super" and made and owner:
        method, home = next_in_line(made, owner, node.attr)
        return Callee(method, home, made, 1) if method is not None else None
    if isinstance(node, ast.Attribute) and name_of(node.value) in ("self", "cls") and made:
        home = next((cls for cls in made.__mro__ if inspect.isfunction(vars(cls).get(node.attr))), None)
        return Callee(vars(home)[node.attr], home, made, 1) if home else None
    names = getattr(function, "__globals__", {})
    value = value_of(node, names)
    if inspect.isclass(value):
        maker, home = construction(value)
        return Callee(maker, home, value, 1) if inspect.isfunction(maker) else None
    if not inspect.isfunction(value):
        return None
    front = value_of(node.value, names) if isinstance(node, ast.Attribute) and node.attr == "__init__" else None
    return Callee(value, front if inspect.isclass(front) else None, made, 0)


def construction(cls: type) -> tuple[Any, type | None]:
    """Return what takes the arguments when a class is called, and the class that defines it; None if unclear."""
    meta: type = type(cls)
    if issubclass(cls, (enum.Enum, type)) or getattr(cls, "_is_protocol", False):
        return None, None
    if any("__call__" in vars(base) for base in inspect.getmro(meta) if base not in (type, object)):
        return None, None
    for base in cls.__mro__:
        if "__signature__" in vars(base) and base is cls:
            return cls, cls
        if base is not object and "__init__" in vars(base):
            value = vars(base)["__init__"]
            if _makes_others(cls):
                return None, None
            return (value, base) if inspect.isfunction(inspect.unwrap(value)) else (cls, base)
        if base is not object and "__new__" in vars(base):
            value = getattr(vars(base)["__new__"], "__func__", None)
            if value is None:
                return cls, base
            words = words_of(value, bound=True) or []
            if words != ["*args", "**kwargs"]:
                return value, base
    return (cls, cls) if cls.__init__ is object.__init__ and cls.__new__ is object.__new__ else (None, None)


def _makes_others(cls: type) -> bool:
    """Whether a class has a `__new__` of its own that may make an object of another class."""
    node = function_node(getattr(vars(cls).get("__new__"), "__func__", None))
    return node is not None and makes_another(node)


def makes_another(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a `__new__` may make an object of another class than its first parameter says."""
    own = node.args.args[0].arg if node.args.args else ""
    for item in own_nodes(node):
        if isinstance(item, ast.Assign) and own in map(name_of, item.targets) and not _takes(item.value, own):
            return True
        if isinstance(item, ast.Call) and last_name(item) == "__new__" and not _takes(item, own):
            return True
        made = item.value if isinstance(item, ast.Return) and isinstance(item.value, ast.Call) else None
        if made is not None and last_name(made) != "cast" and not _takes(made, own):
            return True
    return False


def _takes(node: ast.expr, name: str) -> bool:
    """Whether it is a call whose first argument is `name`."""
    return isinstance(node, ast.Call) and bool(node.args) and name_of(node.args[0]) == name
