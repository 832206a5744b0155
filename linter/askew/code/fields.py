"""What the attributes of `self` are in a class that gives each of them one value, when an object is made."""

import ast
from collections.abc import Iterator, Mapping, Set

from askew.code.nodes import chain_of, made_of
from askew.code.scopes import Binding, Scope

_OPEN = frozenset(("setattr", "vars", "__dict__", "__getattr__", "__getattribute__", "__setattr__", "__class__"))
_BASES = frozenset(
    ("torch.nn.Module", "keras.Model", "keras.layers.Layer", "tensorflow.keras.Model", "tensorflow.keras.layers.Layer")
)
"""Libraries' classes whose objects keep what is set on them."""


def fields_of(node: ast.ClassDef, scope: Scope) -> Mapping[str, Binding]:
    """Return what is known of the attributes that `__init__` sets on `self`, by name; `scope` is that around the class."""
    maker = next((item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"), None)
    if maker is None or node.decorator_list or not all(_is_plain(base, scope) for base in node.bases):
        return {}
    local = {item.arg for item in ast.walk(maker.args) if isinstance(item, ast.arg)}
    local |= {item.id for item in ast.walk(maker) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
    found = {}
    for name, value in _values(maker):
        root = chain_of(value)[0] if name and isinstance(value, _MADE) else None
        if root is not None and not (isinstance(root, ast.Name) and root.id in local):
            binding = made_of(value, scope)
            if binding.target.endswith(")"):
                found[name] = binding
    words, assigned = _used(node) if found else (_OPEN, [])
    return {} if words & _OPEN else {name: item for name, item in found.items() if assigned.count(name) == 1}


_MADE = (ast.Call, ast.List, ast.Dict, ast.ListComp, ast.DictComp, ast.SetComp, ast.Set)


def _is_plain(base: ast.expr, scope: Scope) -> bool:
    return ast.unparse(base) == "object" or made_of(base, scope).target in _BASES


def _values(maker: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    """What a constructor sets in every case."""
    for item in maker.body:
        targets = (
            item.targets if isinstance(item, ast.Assign) else [item.target] if isinstance(item, ast.AnnAssign) else []
        )
        if isinstance(item, (ast.Assign, ast.AnnAssign)) and item.value is not None and len(targets) == 1:
            yield _field(targets[0]), item.value


def _field(node: ast.AST) -> str:
    of_self = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    return node.attr if of_self and isinstance(node, ast.Attribute) else ""


def _used(node: ast.ClassDef) -> tuple[Set[str], list[str]]:
    """The names in a class, and those that it sets as an attribute of anything or defines, as often as it does."""
    words: set[str] = set()
    assigned: list[str] = []
    for statement in node.body:
        inner = isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        for item in ast.walk(statement):
            if isinstance(item, ast.Attribute):
                words.add(item.attr)
                assigned += [] if isinstance(item.ctx, ast.Load) else [item.attr]
            elif isinstance(item, ast.Name):
                words.add(item.id)
                assigned += [] if inner or isinstance(item.ctx, ast.Load) else [item.id]
            elif isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                words.add(item.name)
                assigned.append(item.name)
    return words, assigned
