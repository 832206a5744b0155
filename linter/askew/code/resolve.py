"""Resolving names: one walk over the syntax tree of a piece of Python."""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from askew.code.fields import fields_of
from askew.code.guards import Guards
from askew.code.nodes import (
    arguments_of,
    chain_of,
    entered,
    imports_of,
    literal,
    made_of,
    parameters_of,
    stars_of,
    use_of,
)
from askew.code.parsing import parsed
from askew.code.scopes import Binding, Calling, Import, Names, Read, Scopes

_CHAIN = 64  # attributes; a longer chain of calls is not followed


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
        self.scopes = Scopes()
        self.imports: list[Import] = []
        self.stars: list[str] = []
        self.reads: list[Read] = []
        self.guards = Guards()
        self.fields: Mapping[str, Binding] = {}

    def names(self, *, only_imports: bool) -> Names:
        uses = tuple(map(use_of, self.reads))
        bindings = self.scopes.module.bindings
        kept = {name: found[-1] for name, found in bindings.items() if found[-1].target}
        return Names(tuple(self.imports), uses, frozenset(bindings), tuple(self.stars), only_imports, kept)

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

    def use(
        self,
        node: ast.expr,
        attributes: Sequence[ast.Attribute] = (),
        *,
        called: bool,
        call: ast.Call | None = None,
        calls: Calling = (),
    ) -> None:
        path = tuple([item.attr for item in attributes]) if attributes else ()
        ends = tuple([(item.end_lineno or 0, item.end_col_offset or 0) for item in attributes]) if attributes else ()
        deferred = self.scopes.here.deferred
        name = node.id if isinstance(node, ast.Name) else ""
        bindings = None if deferred else self.scopes.here.bindings.get(name)
        own = bindings[-1] if bindings else None if name else literal(node)
        known = (own,) if own is not None else ()
        guarded = self.guards.catch("NameError") or (bool(attributes) and self.guards.catch("AttributeError"))
        guarded = guarded or (call is not None and self.guards.catch("TypeError"))
        passed = arguments_of(call) if call is not None else None
        read = Read(node, name, path, self.scopes.here, called, deferred, guarded, known, ends, passed, calls)
        self.reads.append(read)
        if name == "self" and len(path) > 1 and path[0] in self.fields and all(place for place, _ in calls):
            inner = tuple([(place - 1, item) for place, item in calls])
            known = (self.fields[path[0]],)
            self.reads.append(
                read._replace(name=f"self.{path[0]}", path=path[1:], ends=ends[1:], known=known, calls=inner)
            )

    def name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.use(node, called=False)
        elif isinstance(node.ctx, ast.Store):
            self.scopes.bind(node.id, Binding("variable"))

    def attribute(self, node: ast.Attribute, *, called: bool = False, call: ast.Call | None = None) -> None:
        base, attributes, calls = chain_of(node)
        if calls or not isinstance(base, ast.Name):
            inner: ast.expr = node
            while isinstance(inner, ast.Attribute):
                inner = inner.value
            self.visit(inner)
        if (isinstance(base, ast.Name) or literal(base)) and (not calls or len(attributes) <= _CHAIN):
            self.use(base, attributes, called=called, call=call, calls=calls)

    def call(self, node: ast.Call) -> None:
        self._called(node.func, node)
        self.read(node.args)
        self.read(node.keywords)

    def _called(self, function: ast.expr, call: ast.Call | None = None) -> None:
        if isinstance(function, ast.Name):
            self.use(function, called=True, call=call)
        elif isinstance(function, ast.Attribute):
            self.attribute(function, called=True, call=call)
        else:
            self.visit(function)

    def import_(self, node: ast.Import | ast.ImportFrom) -> None:
        self.stars += stars_of(node)
        for item in imports_of(
            node, guarded=self.guards.catch("ImportError"), nested=self.scopes.here is not self.scopes.module
        ):
            self.imports.append(item)
            self.scopes.bind(item.name, Binding("import", "" if item.guarded else item.target))

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self._called(decorator)
        self.scopes.bind(node.name, Binding("definition"))
        self.read((*node.args.defaults, *node.args.kw_defaults))
        type_parameters = getattr(node, "type_params", ())
        annotations = (*(item.annotation for item in parameters_of(node.args)), node.returns)
        if not type_parameters:
            self.read(annotations)
        with self.scopes.within("function"):
            if type_parameters:
                self.read((*type_parameters, *annotations))
            self._bind_parameters(node.args)
            self.read(node.body)

    def lambda_(self, node: ast.Lambda) -> None:
        self.read((*node.args.defaults, *node.args.kw_defaults))
        with self.scopes.within("function"):
            self._bind_parameters(node.args)
            self.visit(node.body)

    def _bind_parameters(self, arguments: ast.arguments) -> None:
        for item in parameters_of(arguments):
            self.scopes.bind(item.arg, Binding("variable"))

    def class_(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self._called(decorator)
        type_parameters = getattr(node, "type_params", ())
        if not type_parameters:
            self.read((*node.bases, *node.keywords))
        self.scopes.bind(node.name, Binding("definition"))
        around, self.fields = self.fields, fields_of(node, self.scopes.here)
        with self.scopes.within("class"):
            if type_parameters:
                self.read((*type_parameters, *node.bases, *node.keywords))
            self.read(node.body)
        self.fields = around

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        self.visit(node.generators[0].iter)
        with self.scopes.within("comprehension"):
            for index, generator in enumerate(node.generators):
                if index:
                    self.visit(generator.iter)
                self.visit(generator.target)
                self.read(generator.ifs)
            self.read((node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,))

    def walrus(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.scopes.bind_around_comprehensions(node.target.id)

    def assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        made = made_of(node.value, self.scopes.here)
        self.guards.note(node)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.scopes.give(target.id, made)
            elif isinstance(target, ast.Tuple) and all(isinstance(item, ast.Name) for item in target.elts):
                for place, item in enumerate(target.elts):
                    assert isinstance(item, ast.Name)
                    part = f"{made.target}[{place}]" if made.target.endswith(")") else ""
                    self.scopes.give(item.id, Binding("variable", part))
            else:
                self.visit(target)

    def augmented(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.use(node.target, called=False)
            self.scopes.bind(node.target.id, Binding("variable"))
        else:
            self.visit(node.target)

    def outer(self, node: ast.Global | ast.Nonlocal) -> None:
        self.scopes.declare(node.names, nonlocal_=isinstance(node, ast.Nonlocal))

    def branch(self, node: ast.stmt) -> None:
        with self.scopes.branch():
            if isinstance(node, (ast.Try, ast.TryStar)):
                self._try(node)
            elif isinstance(node, ast.If):
                self.choice(node)
            else:
                self._children(node)

    def choice(self, node: ast.If | ast.IfExp) -> None:
        with self.guards.choosing(node):
            self._children(node)

    def _try(self, node: ast.Try | ast.TryStar) -> None:
        with self.guards.trying(node):
            self.read(node.body)
        with self.guards.handling(node):
            self.read(node.handlers)
        self.read((*node.orelse, *node.finalbody))

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.visit(item.context_expr)
            if isinstance(item.optional_vars, ast.Name):
                self.scopes.give(item.optional_vars.id, entered(made_of(item.context_expr, self.scopes.here)))
            elif item.optional_vars is not None:
                self.visit(item.optional_vars)
        with self.guards.suppressing(node):
            self.read(node.body)

    def named(self, node: ast.AST) -> None:
        """A handler, pattern or type parameter, which binds the name that it has as a string."""
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            self.scopes.bind(name, Binding("variable"))
        self._children(node)


_LEAVES = (ast.Constant, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_SPECIAL: dict[type[ast.AST], Callable[..., None]] = {
    ast.Name: _Resolver.name,
    ast.Attribute: _Resolver.attribute,
    ast.Call: _Resolver.call,
    ast.Import: _Resolver.import_,
    ast.ImportFrom: _Resolver.import_,
    ast.FunctionDef: _Resolver.function,
    ast.AsyncFunctionDef: _Resolver.function,
    ast.Lambda: _Resolver.lambda_,
    ast.ClassDef: _Resolver.class_,
    ast.NamedExpr: _Resolver.walrus,
    ast.IfExp: _Resolver.choice,
    ast.Assign: _Resolver.assign,
    ast.AugAssign: _Resolver.augmented,
    ast.Global: _Resolver.outer,
    ast.Nonlocal: _Resolver.outer,
    ast.With: _Resolver.with_,
    ast.AsyncWith: _Resolver.with_,
    **dict.fromkeys((ast.If, ast.For, ast.AsyncFor, ast.While, ast.Match, ast.Try, ast.TryStar), _Resolver.branch),
    **dict.fromkeys((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping), _Resolver.named),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp), _Resolver.comprehension),
    **{getattr(ast, kind): _Resolver.named for kind in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, kind)},
}
