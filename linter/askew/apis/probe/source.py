"""The source of functions and classes as syntax trees, and what can be read off them."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Union

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_HOOKS = (
    "__setattr__ __delattr__ _setattr_hook _add_trackable_child set_params __setstate__ __copy__ __deepcopy__ __reduce__"
).split()
Node = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef]


@lru_cache(maxsize=4096)
def tree_of(path: str) -> ast.Module | None:
    """Return the tree of a source file, None where there is none."""
    try:
        with open(path, "rb") as file:
            return ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return None


@lru_cache(maxsize=4096)
def _definitions(path: str) -> dict[tuple[str, int], Node]:
    """All definitions of a file by name and first line, decorators included."""
    tree = tree_of(path)
    found: dict[tuple[str, int], Node] = {}
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            found[node.name, first] = found[node.name, node.lineno] = node
    return found


def function_node(function: Any) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the definition of a function, None where it has no source of its own."""
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    node = _definitions(code.co_filename).get((code.co_name, code.co_firstlineno))
    return node if isinstance(node, _FUNCTIONS) else None


def class_node(cls: type) -> ast.ClassDef | None:
    """Return the definition of a class, None where it has no source or cannot be told from others of its name."""
    module = sys.modules.get(cls.__module__)
    path = getattr(module, "__file__", None)
    if not path or not path.endswith(".py"):
        return None
    places = [value.__code__.co_firstlineno for value in vars(cls).values() if inspect.isfunction(value)]
    found: dict[int, ast.ClassDef] = {
        id(node): node
        for (name, _), node in _definitions(path).items()
        if name == cls.__name__ and isinstance(node, ast.ClassDef)
    }
    nodes = list(found.values())
    if len(nodes) > 1 and places:
        nodes = [node for node in nodes if any(node.lineno <= place <= (node.end_lineno or 0) for place in places)]
    return nodes[0] if len(nodes) == 1 else None


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes in a function but those of functions inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (*_FUNCTIONS, ast.Lambda)):
            yield child
            yield from own_nodes(child)


def methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the methods of a class, also those under an `if`."""
    stack: list[ast.stmt] = list(node.body)
    while stack:
        item = stack.pop(0)
        if isinstance(item, _FUNCTIONS):
            yield item
        elif isinstance(item, (ast.If, ast.Try, ast.With)):
            stack[:0] = [*item.body, *getattr(item, "orelse", [])]


def instance_attributes(node: ast.ClassDef) -> set[str]:
    """Return the attributes that the methods of a class set on `self`, and what its body annotates."""
    found = {
        item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }
    for method in methods(node):
        arguments = [*method.args.posonlyargs, *method.args.args]
        if not arguments:
            continue
        me = arguments[0].arg
        for item in ast.walk(method):
            if isinstance(item, ast.Attribute) and isinstance(item.ctx, ast.Store) and _is(item.value, me):
                found.add(item.attr)
            elif isinstance(item, ast.Subscript) and isinstance(item.ctx, ast.Store) and _is_namespace(item.value):
                found.add(_constant_key(item))
            elif isinstance(item, ast.Call) and len(item.args) > 1 and _called(item) in ("setattr", "__setattr__"):
                name = next((arg.value for arg in item.args[:2] if isinstance(arg, ast.Constant)), None)
                if isinstance(name, str):
                    found.add(name)
    return found


def sets_unknown_attributes(node: ast.ClassDef) -> bool:
    """Tell whether a class sets attributes whose names only show when it runs."""
    for item in (item for part in node.body if not _passes_on(part) for item in ast.walk(part)):
        if isinstance(item, ast.Call):
            name = _called(item)
            if name == "setattr" and item.args and _is(item.args[0], "self") and _computed(item):
                return True
            if name in ("__setattr__", "exec") and _computed(item):
                return True
            if name == "update" and isinstance(item.func, ast.Attribute) and _is_namespace(item.func.value):
                return True
        elif isinstance(item, (ast.Assign, ast.Subscript)):
            targets = item.targets if isinstance(item, ast.Assign) else [item]
            for target in targets:
                base = target.value if isinstance(target, ast.Subscript) else target
                stored = isinstance(getattr(target, "ctx", None), ast.Store) and not _constant_key(target)
                if stored and _is_namespace(base):
                    return True
    return False


def _passes_on(node: ast.stmt) -> bool:
    """Whether it only sets attributes that somebody else names, or restores those that another object has."""
    return isinstance(node, ast.FunctionDef) and node.name in _HOOKS


def _computed(call: ast.Call) -> bool:
    names = call.args[:2]
    return not any(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in names)


def _constant_key(node: ast.AST) -> str:
    """The key of `x["key"]`, "" for anything else."""
    return text_of(node.slice) if isinstance(node, ast.Subscript) else ""


def _is_namespace(node: ast.expr) -> bool:
    """`self.__dict__` or `vars(self)`."""
    if isinstance(node, ast.Attribute):
        return node.attr == "__dict__"
    return isinstance(node, ast.Call) and _called(node) in ("vars", "locals", "globals")


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _called(call: ast.Call) -> str:
    return last_name(call.func)


def last_name(node: ast.AST) -> str:
    """Return the last part of a dotted name, or of what is called, "" for anything else."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def loose_attributes(tree: ast.Module) -> set[str]:
    """Return the attributes that a module sets on anything but `self`."""
    found: set[str] = set()
    for item in ast.walk(tree):
        if isinstance(item, ast.Attribute) and isinstance(item.ctx, ast.Store) and not _is(item.value, "self"):
            found.add(item.attr)
        elif isinstance(item, ast.Call) and _called(item) == "setattr" and len(item.args) > 1:
            found.add(text_of(item.args[1]) or "_")
    return {name for name in found if not name.startswith("_")}


def text_of(node: ast.AST | None, names: dict[str, str] | None = None) -> str:
    """Return the text that an expression stands for, `…` for its computed parts; "" if it is no text."""
    if type(node).__name__ == "Index":  # what Python 3.8 puts around a subscript
        return text_of(getattr(node, "value", None), names)
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part, names) or "…" for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return (names or {}).get(node.value.id, "") if isinstance(node.value, ast.Name) else ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return text_of(node.left, names) + (text_of(node.right, names) or "…")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return text_of(node.left, names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return text_of(node.func.value, names)
    return ""


def clean(text: str, limit: int = 240) -> str:
    """Return a text on one line, cut at a sentence where it is long."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    end = text.rfind(". ", 0, limit)
    return text[: end + 1] if end > 40 else text[: limit - 1].rstrip() + "…"
