"""Signatures from `.pyi` files, for functions written in C."""

from __future__ import annotations

import ast
import sys
from functools import lru_cache
from pathlib import Path

from .signatures import Words, overloaded, words_in
from .source import last_name, tree_of

# torch's own argument parser takes NumPy's names beside its own (torch/csrc/utils/python_arg_parser.cpp).
_TORCH = {
    "dim": ("axis",),
    "keepdim": ("keepdims",),
    "input": ("x", "a", "x1"),
    "other": ("x2",),
    "A": ("input",),
    "x": ("input",),
}
_FILES = {
    "torch": ("_C/_VariableFunctions.pyi", "_C/_nn.pyi", "_C/__init__.pyi"),
    "numpy": ("_core/multiarray.pyi", "core/multiarray.pyi", "__init__.pyi", "linalg/_linalg.pyi"),
}


@lru_cache(maxsize=64)
def _definitions(path: str) -> dict[str, list[ast.FunctionDef]]:
    """All functions of a stub by name, methods as `Class.name`."""
    tree = tree_of(path)
    found: dict[str, list[ast.FunctionDef]] = {}

    def read(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef):
                found.setdefault(prefix + node.name, []).append(node)
            elif isinstance(node, ast.ClassDef):
                read(node.body, f"{node.name}.")
            elif isinstance(node, ast.If):
                read(node.body, prefix)

    read(tree.body if tree else [], "")
    return found


@lru_cache(maxsize=512)
def _stubs(module: str) -> tuple[str, ...]:
    """The stubs that may describe what is in a module."""
    root = module.split(".", 1)[0]
    top = getattr(sys.modules.get(root), "__file__", None)
    own = getattr(sys.modules.get(module), "__file__", None)
    paths = [Path(own.split(".", 1)[0] + ".pyi" if own.endswith(".so") else own).with_suffix(".pyi")] if own else []
    paths += [Path(top).parent / name for name in _FILES.get(root, ())] if top else []
    return tuple(str(path) for path in paths if path.is_file())


def definitions(module: str, name: str) -> list[ast.FunctionDef]:
    """Return how a stub defines a function (`name`) or method (`Class.name`), in all its ways to be called."""
    for path in _stubs(module):
        nodes = _definitions(path).get(name)
        if nodes is None and "." in name and module.split(".", 1)[0] == "torch":
            nodes = _definitions(path).get(f"TensorBase.{name.split('.', 1)[1]}")
        if nodes:
            return nodes
    return []


def stub_words(module: str, name: str, *, bound: bool) -> Words | None:
    """Return the signature of a function (`name`) or method (`Class.name`) from a stub, None where there is none."""
    choices = [words_in(node.args, bound=bound and not _is_static(node)) for node in definitions(module, name)]
    return overloaded(choices, aliases_in(module.split(".", 1)[0])) if choices else None


def aliases_in(root: str) -> dict[str, tuple[str, ...]]:
    """Return the names that the functions of a top-level module written in C take beside others."""
    return _TORCH if root == "torch" else {}


def _is_static(node: ast.FunctionDef) -> bool:
    return any(last_name(item) == "staticmethod" for item in node.decorator_list)
