"""What a call gives, where the source, the annotation or the stub of a function leaves no doubt."""

from __future__ import annotations

import ast
import re
import sys
from typing import Any

from .source import function_node, own_nodes
from .stubs import definitions
from .values import name_of

SELF = "self"


def returned(function: Any, module: str, name: str) -> str:
    """Return the qualified name of the class whose object a call gives, SELF for a method's own object, "" if unclear.

    `module` and `name` (`Class.name` of a method) are where stubs describe what is written in C.
    """
    node = function_node(function)
    if node is not None:
        return SELF if _gives_itself(node) else _annotated(function)
    stubs = {_class_in(item.returns) for item in definitions(module, name)}
    found = stubs.pop() if len(stubs) == 1 else ""
    if found in ("", SELF):
        return found
    cls = getattr(sys.modules.get(module.split(".", 1)[0]), found, None)
    return f"{cls.__module__}.{cls.__qualname__}" if isinstance(cls, type) else ""


def _gives_itself(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether all that a method returns is its object."""
    nodes = list(own_nodes(node))
    given = [name_of(item.value) if item.value else "" for item in nodes if isinstance(item, ast.Return)]
    paused = isinstance(node, ast.AsyncFunctionDef) or any(
        isinstance(item, (ast.Yield, ast.YieldFrom)) for item in nodes
    )
    return bool(node.args.args) and node.args.args[0].arg == "self" and set(given) == {"self"} and not paused


def _annotated(function: Any) -> str:
    """The class that an annotation names, None aside."""
    wanted = getattr(function, "__annotations__", {}).get("return")
    if isinstance(wanted, type):
        return _certain(wanted)
    text = wanted if isinstance(wanted, str) else str(wanted or "").replace("typing.", "")
    try:
        name = _class_in(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError):
        return ""
    return name if name in ("", SELF) else _certain(_named(name, function))


def _class_in(annotation: ast.expr | None) -> str:
    """The one class that an annotation has, by its last name; `None` beside it does not count."""
    if isinstance(annotation, ast.BinOp):
        sides = {_class_in(annotation.left), _class_in(annotation.right)} - {"None"}
        return sides.pop() if len(sides) == 1 else ""
    if isinstance(annotation, ast.Constant):
        return "None" if annotation.value is None else ""
    if isinstance(annotation, ast.Subscript) and name_of(annotation.value) == "Optional":
        return _class_in(annotation.slice)
    name = annotation.attr if isinstance(annotation, ast.Attribute) else name_of(annotation) if annotation else ""
    return SELF if name == "Self" else name


def _named(name: str, function: Any) -> type | None:
    """A class by its name: what the function itself means, else the only one of the library that is called so."""
    value = getattr(function, "__globals__", {}).get(name)
    if isinstance(value, type):
        return value
    root = str(getattr(function, "__module__", "")).split(".", 1)[0]
    modules = [module for key, module in list(sys.modules.items()) if key.split(".", 1)[0] == root]
    found = {id(item): item for module in modules if isinstance(item := vars(module).get(name), type)}
    return next(iter(found.values())) if len(found) == 1 else None


def _certain(cls: type | None) -> str:
    """The qualified name of a class, "" where what is made may be of another that is derived from it in public."""
    if cls is None or cls.__module__ == "builtins":
        return ""
    derived: list[type] = type.__subclasses__(cls)
    public = [item for item in derived if not re.search(r"(^|\.)_", str(item.__module__))]
    return "" if public else f"{cls.__module__}.{cls.__qualname__}"
