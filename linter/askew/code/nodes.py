"""What single nodes of a syntax tree hold."""

import ast
from collections.abc import Iterable, Sequence

from askew.code.scopes import Arguments, Binding, Keyword, Scope


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
    if "Exception" in caught:
        return (*caught, "ImportError", "AttributeError")
    return (*caught, "ImportError") if "ModuleNotFoundError" in caught else caught


def suppressed_by(items: Sequence[ast.withitem]) -> Iterable[str]:
    """Return the names of the errors that a `with suppress(…)` or `with raises(…)` catches."""
    calls = [item.context_expr for item in items if isinstance(item.context_expr, ast.Call)]
    guards = [call for call in calls if ast.unparse(call.func).rsplit(".", 1)[-1] in ("suppress", "raises")]
    return [name for call in guards for argument in call.args for name in errors_of(argument)]


def chain_of(node: ast.expr) -> tuple[ast.expr, tuple[ast.Attribute, ...]]:
    """Return what a chain of attributes begins with, and the attributes from left to right."""
    attributes: list[ast.Attribute] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node)
        node = node.value
    return node, tuple(attributes[::-1])


def asked_of(binding: Binding, path: Sequence[str], made: int) -> tuple[str, bool]:
    """Return the dotted name that attributes of a bound name refer to, "" if unknown, and whether they are an object's.

    After `made` attributes there is a call, which makes an object of a class, by its name; -1 stands for no call.
    """
    target = ".".join((binding.target, *path))
    if made < 0:
        return target, binding.instance
    is_class = target.split(".")[binding.target.count(".") + made][:1].isupper()
    return (target, True) if is_class and not binding.instance else ("", False)


def made_of(value: ast.expr, scope: Scope) -> Binding:
    """Return what an assigned value is: an object of a class that was imported, another name for an import, or unknown."""
    called = isinstance(value, ast.Call)
    node, attributes = chain_of(value.func if isinstance(value, ast.Call) else value)
    path = [item.attr for item in attributes]
    found = scope.find(node.id) if isinstance(node, ast.Name) else []
    if not found or found[-1].instance or not found[-1].target:
        return Binding("variable")
    target = ".".join((found[-1].target, *path))
    if called and not target.rsplit(".", 1)[-1][:1].isupper():
        return Binding("variable")
    return Binding("variable", target, called)
