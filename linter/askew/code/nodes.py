"""What single nodes of a syntax tree hold."""

import ast
from collections.abc import Iterable

from askew.code.scopes import Arguments, Keyword


def arguments_of(call: ast.Call) -> Arguments:
    """Return what a call passes."""
    keywords = tuple(Keyword(item.arg, item.lineno, item.col_offset) for item in call.keywords if item.arg is not None)
    starred = any(isinstance(item, ast.Starred) for item in call.args)
    return Arguments(len(call.args), keywords, starred or len(keywords) < len(call.keywords))


def parameters_of(arguments: ast.arguments) -> Iterable[ast.arg]:
    """Return all parameters of a function, those with stars last."""
    several = (arguments.vararg, arguments.kwarg)
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return (*named, *(item for item in several if item is not None))


def errors_of(node: ast.expr | None) -> Iterable[str]:
    """Return the names of the errors that a handler catches; a bare one catches all that is asked about."""
    if node is None:
        return ("ImportError", "NameError", "AttributeError")
    caught = [item.id for item in ast.walk(node) if isinstance(item, ast.Name)]
    return (*caught, "ImportError") if "ModuleNotFoundError" in caught else caught
