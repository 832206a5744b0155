"""What single nodes of a syntax tree hold."""

import ast
from collections.abc import Iterable, Iterator, Sequence

from askew.code.scopes import BUILTINS, Arguments, Binding, Calling, Calls, Import, Keyword, Read, Scope, Use

_LONGEST = 64  # parts of a dotted name
_LITERALS = {
    **dict.fromkeys((ast.List, ast.ListComp), "list"),
    **dict.fromkeys((ast.Dict, ast.DictComp), "dict"),
    **dict.fromkeys((ast.Set, ast.SetComp), "set"),
    ast.Tuple: "tuple",
    ast.JoinedStr: "str",
}


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


def stars_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the module that an import brings all of, as a list that is empty for others."""
    return [_module_of(node) for alias in node.names if isinstance(node, ast.ImportFrom) and alias.name == "*"]


def imports_of(node: ast.Import | ast.ImportFrom, *, guarded: bool, nested: bool) -> Iterator[Import]:
    """Yield the names that an import binds one by one; what a star brings is not known."""
    for alias in node.names:
        if alias.name == "*":
            continue
        place = alias.lineno, alias.col_offset, alias.col_offset + len(alias.name.encode())
        if isinstance(node, ast.ImportFrom):
            origin = _module_of(node)
            name, start = alias.asname or alias.name, (node.lineno, node.col_offset + len("from "))
            target = module = f"{origin}{'' if origin.endswith('.') else '.'}{alias.name}"
            statement = f"from {origin} import {ast.unparse(alias)}"
        else:
            root = alias.name.split(".", 1)[0]
            name, start = alias.asname or root, (alias.lineno, alias.col_offset)
            target, module = alias.name if alias.asname else root, alias.name
            statement = f"import {ast.unparse(alias)}"
        yield Import(name, target, statement, module, *place, guarded, nested, start)


def _module_of(node: ast.ImportFrom) -> str:
    return "." * node.level + (node.module or "")


def chain_of(node: ast.expr) -> tuple[ast.expr, tuple[ast.Attribute, ...], Calling]:
    """Return what a chain of attributes and calls begins with, the attributes from left to right, and the calls."""
    attributes: list[ast.Attribute] = []
    calls: list[tuple[int, ast.Call]] = []
    while True:
        if isinstance(node, ast.Attribute):
            attributes.append(node)
            node = node.value
        elif isinstance(node, ast.Call):
            calls.append((len(attributes), node))
            node = node.func
        else:
            count = len(attributes)
            return node, tuple(attributes[::-1]), tuple([(count - behind, call) for behind, call in calls[::-1]])


def written(calls: Calling) -> Calls:
    """Return what calls pass, in a form that can stand in a dotted name: `(2,figsize)`, `(*)` where it is not known."""
    return tuple([(place, _written(arguments_of(call))) for place, call in calls])


def _written(passed: Arguments) -> str:
    if passed.open:
        return "(*)"
    names = [item.name for item in passed.keywords]
    return f"({','.join([str(passed.positional), *names] if passed.positional else names)})"


def asked_of(binding: Binding, path: Sequence[str], calls: Calls) -> str:
    """Return the dotted name that attributes of a bound name refer to, with the calls on the way; "" if it is too long."""
    made: dict[int, str] = {}
    for place, passed in calls:
        made[place] = made.get(place, "") + passed
    parts = [binding.target + made.get(0, "")]
    parts += [name + made.get(place, "") for place, name in enumerate(path, 1)]
    target = ".".join(parts)
    return target if target.count(".") <= _LONGEST else ""


def literal(node: ast.expr) -> Binding | None:
    """Return what a literal is, an object of a class of Python itself; None for what is no literal, and for `None`."""
    name = _LITERALS.get(type(node), "")
    if isinstance(node, ast.Constant) and node.value is not None and node.value is not ...:
        name = type(node.value).__name__
    return Binding("variable", f"builtins.{name}()") if name else None


def made_of(value: ast.expr, scope: Scope) -> Binding:
    """Return what an assigned value is: a literal, what calling an import gives, another name for one, or unknown."""
    node, attributes, calls = chain_of(value)
    binding = literal(node)
    if isinstance(node, ast.Name):
        found = scope.find(node.id)
        binding = found[-1] if found else _of_python(node.id) if calls else None
    if binding is None or not binding.target:
        return Binding("variable")
    return Binding("variable", asked_of(binding, [item.attr for item in attributes], written(calls)))


def entered(made: Binding) -> Binding:
    """Return what `with … as` gives of what is made."""
    return Binding("variable", f"{made.target}.__enter__()" if made.target.endswith(")") else "")


def _of_python(name: str) -> Binding | None:
    return Binding("definition", f"builtins.{name}") if name in BUILTINS else None


def use_of(read: Read) -> Use:
    """Return what a read refers to, now that all bindings are known."""
    found: Sequence[Binding] = read.known or read.scope.find(read.name)
    own = None if found or not (read.path or read.arguments) else _of_python(read.name)
    meant = found[0] if found and all(item == found[0] for item in found) else own
    known = not found or bool(found[0].target)
    calls = written(read.calls) if known else tuple([(place, "") for place, _ in read.calls])
    target = asked_of(meant, read.path, calls) if meant is not None and meant.target else ""
    place = read.node.lineno, read.node.col_offset
    flags = read.called, read.deferred, read.guarded, bool(found) or read.name in BUILTINS
    return Use(read.name, read.path, *place, *flags, target, read.ends, read.arguments, calls)
