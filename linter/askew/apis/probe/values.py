"""Small questions to syntax trees and classes: what is called, what is raised, which texts are written out."""

from __future__ import annotations

import ast
import inspect
import sys
import sysconfig
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .source import last_name, text_of

if TYPE_CHECKING:
    from typing import TypeGuard

_WARNERS = ("warn", "warning", "warn_deprecated", "log_first_n", "warn_once", "warning_once")


def next_in_line(made: type, owner: type, name: str) -> tuple[Any, type | None]:
    """Return the method that `super()` finds for an object of `made` in a method of `owner`."""
    line = made.__mro__
    for cls in line[line.index(owner) + 1 :] if owner in line else ():
        if cls is object:
            return object.__init__ if name == "__init__" else None, None
        if name in vars(cls):
            return (vars(cls)[name], cls) if inspect.isfunction(vars(cls)[name]) else (None, None)
    return None, None


def value_of(node: ast.expr, names: dict[str, Any]) -> Any:
    """Return what a dotted name stands for among `names`, None if nothing."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        base = value_of(node.value, names)
        return getattr(base, node.attr, None) if base is not None else None
    return None


def name_of(node: ast.AST) -> str:
    """Return the name that a node is, "" where it is none."""
    return node.id if isinstance(node, ast.Name) else ""


def raised_in(body: Iterable[ast.stmt]) -> ast.Raise | None:
    """Return the `raise` of a block, None where it has none."""
    for statement in body:
        if isinstance(statement, ast.Raise):
            return statement
    return None


def warning_in(body: Iterable[ast.stmt], names: dict[str, str]) -> str:
    """Return the text that a block warns with, "" if it does not."""
    for statement in body:
        for item in ast.walk(statement):
            if isinstance(item, ast.Call) and last_name(item) in _WARNERS and item.args:
                return text_of(item.args[0], names)
    return ""


def texts_in(node: ast.AST) -> set[str]:
    """Return the texts of a set, list or tuple that is written out, empty if it is none."""
    if isinstance(node, ast.Call) and last_name(node) in ("set", "frozenset", "tuple", "list") and node.args:
        return texts_in(node.args[0])
    if isinstance(node, (ast.Set, ast.List, ast.Tuple)):
        found = {item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)}
        return found if len(found) == len(node.elts) else set()
    if isinstance(node, ast.Dict):
        return {text_of(item) for item in node.keys if item is not None}
    return set()


def is_texts(value: Any) -> TypeGuard[Iterable[str]]:
    """Tell whether a value is a collection of texts."""
    return isinstance(value, (set, frozenset, list, tuple, dict)) and all(isinstance(item, str) for item in value)


def given(test: ast.expr) -> Iterable[ast.AST]:
    """Return the nodes of a test that holds where what it names was passed, whatever its value.

    That is not so of `x is None`, `not x`, `x == "old"` and `x in ("old", "older")`.
    """
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return ()
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.Is, ast.Eq, ast.In)):
        return ()
    if isinstance(test, ast.BoolOp):
        return [node for value in test.values for node in given(value)]
    return ast.walk(test)


def is_standard(root: str) -> bool:
    """Tell whether a top-level module belongs to Python itself."""
    known = getattr(sys, "stdlib_module_names", None)
    if known is not None:
        return root in known
    path = str(getattr(sys.modules.get(root), "__file__", None) or "")  # Python 3.8 and 3.9 have no such list
    own = path.startswith(sysconfig.get_path("stdlib")) and "site-packages" not in path
    return own or root in sys.builtin_module_names
