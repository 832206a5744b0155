"""Resolving names: one walk over the syntax tree of a piece of Python."""

import ast
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from askew.code.parsing import parsed
from askew.code.scopes import BUILTINS, Binding, Import, Names, Read, Scope, ScopeKind, Use


@lru_cache(maxsize=1024)
def names(text: str) -> Names | None:
    """Return the names of `text`, None where it does not parse."""
    tree = parsed(text)
    if not isinstance(tree, ast.Module):
        return None
    resolver = _Resolver()
    try:
        resolver.read(tree.body)
    except RecursionError:
        return None
    only_imports = all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree.body)
    return resolver.names(only_imports=only_imports)


class _Resolver:
    """One walk over a tree that collects scopes, bindings and reads."""

    def __init__(self) -> None:
        self.module = self.scope = Scope("module", None)
        self.imports: list[Import] = []
        self.stars: list[str] = []
        self.reads: list[Read] = []
        self.catches: tuple[frozenset[str], ...] = ()

    def names(self, *, only_imports: bool) -> Names:
        uses = tuple(self._use(read) for read in self.reads)
        return Names(tuple(self.imports), uses, frozenset(self.module.bindings), tuple(self.stars), only_imports)

    def _use(self, read: Read) -> Use:
        found: Sequence[Binding] = read.known or read.scope.find(read.node.id)
        target, instance = "", False
        if found and all(item.target and item == found[0] for item in found):
            target, instance = ".".join((found[0].target, *read.path)), found[0].instance
        name, line, column = read.node.id, read.node.lineno, read.node.col_offset
        bound = bool(found) or name in BUILTINS
        return Use(name, read.path, line, column, read.called, read.deferred, read.guarded, bound, target, instance)

    def read(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit(self, node: ast.AST) -> None:
        special = _SPECIAL.get(type(node))
        if special is not None:
            special(self, node)
        elif not isinstance(node, _LEAVES):
            self._children(node)

    def _children(self, node: ast.AST) -> None:
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, ast.AST):
                self.visit(value)
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, ast.AST):
                        self.visit(item)

    def bind(self, name: str, binding: Binding, scope: Scope | None = None) -> None:
        scope = scope or self.scope
        if name in scope.outer:
            scope = scope.outer[name]
            if scope is not self.module:  # nonlocal: the function around binds it too
                return
        scope.bindings.setdefault(name, []).append(binding)

    def use(self, node: ast.Name, path: tuple[str, ...] = (), *, called: bool = False) -> None:
        deferred = self.scope.deferred
        known = () if deferred else tuple(self.scope.bindings.get(node.id, ())[-1:])
        self.reads.append(Read(node, path, self.scope, called, deferred, self._catches("NameError"), known))

    def _catches(self, error: str) -> bool:
        return any(error in caught for caught in self.catches)

    def name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.use(node)
        elif isinstance(node.ctx, ast.Store):
            self.bind(node.id, Binding("variable"))

    def attribute(self, node: ast.Attribute, *, called: bool = False) -> None:
        path: list[str] = []
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            path.append(base.attr)
            base = base.value
        if isinstance(base, ast.Name):
            self.use(base, tuple(reversed(path)), called=called)
        else:
            self.visit(base)

    def call(self, node: ast.Call) -> None:
        self._called(node.func)
        self.read(node.args)
        self.read(node.keywords)

    def _called(self, function: ast.expr) -> None:
        if isinstance(function, ast.Name):
            self.use(function, called=True)
        elif isinstance(function, ast.Attribute):
            self.attribute(function, called=True)
        else:
            self.visit(function)

    def import_(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.split(".", 1)[0]
            target = alias.name if alias.asname else root
            self._imported(alias.asname or root, target, f"import {ast.unparse(alias)}", node.lineno)

    def import_from(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(module)
            else:
                dot = "" if module.endswith(".") else "."
                line = getattr(alias, "lineno", node.lineno)
                statement = f"from {module} import {ast.unparse(alias)}"
                self._imported(alias.asname or alias.name, f"{module}{dot}{alias.name}", statement, line)

    def _imported(self, name: str, target: str, statement: str, line: int) -> None:
        guarded = self._catches("ImportError")
        self.imports.append(Import(name, target, statement, line, guarded, self.scope is not self.module))
        self.bind(name, Binding("import", target))

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self._called(decorator)
        self.bind(node.name, Binding("definition"))
        self.read((*node.args.defaults, *node.args.kw_defaults))
        type_parameters = getattr(node, "type_params", ())
        annotations = (*(item.annotation for item in _parameters(node.args)), node.returns)
        if not type_parameters:
            self.read(annotations)
        self._enter("function")
        if type_parameters:
            self.read((*type_parameters, *annotations))
        self._bind_parameters(node.args)
        self.read(node.body)
        self._leave()

    def lambda_(self, node: ast.Lambda) -> None:
        self.read((*node.args.defaults, *node.args.kw_defaults))
        self._enter("function")
        self._bind_parameters(node.args)
        self.visit(node.body)
        self._leave()

    def _bind_parameters(self, arguments: ast.arguments) -> None:
        for item in _parameters(arguments):
            self.bind(item.arg, Binding("variable"))

    def class_(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self._called(decorator)
        self.read((*node.bases, *node.keywords))
        self.bind(node.name, Binding("definition"))
        self._enter("class")
        self.read(getattr(node, "type_params", ()))
        self.read(node.body)
        self._leave()

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        self.visit(node.generators[0].iter)
        self._enter("comprehension")
        for index, generator in enumerate(node.generators):
            if index:
                self.visit(generator.iter)
            self.visit(generator.target)
            self.read(generator.ifs)
        self.read((node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,))
        self._leave()

    def walrus(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self.scope
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        self.bind(node.target.id, Binding("variable"), scope)

    def assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        made = self._made(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.bind(target.id, made)
            else:
                self.visit(target)

    def _made(self, value: ast.expr) -> Binding:
        """What an assigned value is: an object of a class that was imported, another name for an import, or unknown."""
        called = isinstance(value, ast.Call)
        node = value.func if isinstance(value, ast.Call) else value
        path: list[str] = []
        while isinstance(node, ast.Attribute):
            path.insert(0, node.attr)
            node = node.value
        found = self.scope.find(node.id) if isinstance(node, ast.Name) else []
        if not found or found[-1].instance or not found[-1].target:
            return Binding("variable")
        target = ".".join((found[-1].target, *path))
        if called and not target.rsplit(".", 1)[-1][:1].isupper():
            return Binding("variable")
        return Binding("variable", target, called)

    def augmented(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.use(node.target)
            self.bind(node.target.id, Binding("variable"))
        else:
            self.visit(node.target)

    def outer(self, node: ast.Global | ast.Nonlocal) -> None:
        around = self.scope.parent if isinstance(node, ast.Nonlocal) else None
        self.scope.outer.update(dict.fromkeys(node.names, around or self.module))

    def try_(self, node: ast.Try) -> None:
        caught = frozenset(name for handler in node.handlers for name in _error_names(handler.type))
        self.catches = (*self.catches, caught)
        self.read(node.body)
        self.catches = self.catches[:-1]
        fallback = bool(caught & {"ImportError", "ModuleNotFoundError"})
        self.catches = (*self.catches, frozenset({"ImportError"}) if fallback else frozenset())
        self.read(node.handlers)
        self.catches = self.catches[:-1]
        self.read((*node.orelse, *node.finalbody))

    def named(self, node: ast.AST) -> None:
        """A handler, pattern or type parameter, which binds the name that it has as a string."""
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            self.bind(name, Binding("variable"))
        self._children(node)

    def _enter(self, kind: ScopeKind) -> None:
        self.scope = Scope(kind, self.scope)

    def _leave(self) -> None:
        assert self.scope.parent is not None
        self.scope = self.scope.parent


def _parameters(arguments: ast.arguments) -> Iterable[ast.arg]:
    several = (arguments.vararg, arguments.kwarg)
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return (*named, *(item for item in several if item is not None))


def _error_names(node: ast.expr | None) -> Iterable[str]:
    """The names of the errors that a handler catches; a bare one catches all that we ask about."""
    if node is None:
        return ("ImportError", "NameError")
    caught = [item.id for item in ast.walk(node) if isinstance(item, ast.Name)]
    return (*caught, "ImportError") if "ModuleNotFoundError" in caught else caught


_LEAVES = (ast.Constant, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_SPECIAL: dict[type[ast.AST], Callable[..., None]] = {
    ast.Name: _Resolver.name,
    ast.Attribute: _Resolver.attribute,
    ast.Call: _Resolver.call,
    ast.Import: _Resolver.import_,
    ast.ImportFrom: _Resolver.import_from,
    ast.FunctionDef: _Resolver.function,
    ast.AsyncFunctionDef: _Resolver.function,
    ast.Lambda: _Resolver.lambda_,
    ast.ClassDef: _Resolver.class_,
    ast.NamedExpr: _Resolver.walrus,
    ast.Assign: _Resolver.assign,
    ast.AugAssign: _Resolver.augmented,
    ast.Global: _Resolver.outer,
    ast.Nonlocal: _Resolver.outer,
    ast.Try: _Resolver.try_,
    ast.TryStar: _Resolver.try_,
    **dict.fromkeys((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping), _Resolver.named),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp), _Resolver.comprehension),
    **{getattr(ast, kind): _Resolver.named for kind in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, kind)},
}
