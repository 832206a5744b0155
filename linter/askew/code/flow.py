"""Following the objects of a script from statement to statement: what is made where, and what is done with it."""

import ast
import re
from collections.abc import Callable, Container, Iterable, Sequence
from functools import partial

from askew.code.evaluation import Evaluator, Meaning
from askew.code.frame import Frame, Owner
from askew.code.nodes import parameters_of
from askew.code.parsing import Refusal
from askew.code.values import Call, Class, Dropped, Flow, Function, Value
from askew.record import Code

_WORD = re.compile(r"[^\W\d]\w*")
_TRIAL = re.compile(r"rais|warn|assert|suppress|time|profil", re.IGNORECASE)  # contexts that look what happens
_ENDS = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_Definition = ast.FunctionDef | ast.AsyncFunctionDef


def flow(blocks: Iterable[tuple[Code, ast.Module | Refusal]], meaning: Meaning) -> Flow:
    """Return what happens in the blocks of a script; nothing, for code too deep to follow.

    `meaning` gives the dotted name that a name, or a chain of attributes of one, has in a library, "" where it is none
    of a library's. A block that does not parse may do anything. Functions are read last, when the names around them have
    their values.
    """
    walk = _Walk(meaning)
    try:
        for code, tree in blocks:
            walk.block(code, tree)
        walk.functions()
    except RecursionError:
        return Flow()
    return walk.seen.flow


class _Walk:
    """One walk over the statements of a script."""

    def __init__(self, meaning: Meaning) -> None:
        self.seen = Evaluator(meaning)
        self.later: list[Callable[[], None]] = []

    def block(self, code: Code, tree: ast.Module | Refusal) -> None:
        if not isinstance(tree, ast.Module):
            self.seen.frame.clear()
            self.seen.flow.read.update(_WORD.findall(code.text))
            return
        self.seen.code, self.seen.guards = code, int(code.dialect == "repl")
        self.statements(tree.body)

    def functions(self) -> None:
        while self.later:
            self.later.pop(0)()

    def statements(self, body: Sequence[ast.stmt]) -> None:
        for place, node in enumerate(body):
            special = _STATEMENTS.get(type(node))
            if special is not None:
                special(self, node)
            elif isinstance(node, ast.Expr):
                value = self.seen.evaluate(node.value)
                if value.call is not None and isinstance(value.node, ast.Call):
                    function = self.seen.frame.function
                    self.seen.flow.dropped.append(Dropped(value.call, self.seen.step(node), body, place, function))
            else:
                self.seen.mixed(node)

    def assign(self, node: ast.Assign) -> None:
        value = self.seen.evaluate(node.value)
        for target in node.targets:
            self.seen.assign(target, value)

    def annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.seen.assign(node.target, self.seen.evaluate(node.value))

    def augmented(self, node: ast.AugAssign) -> None:
        value = self.seen.mixed(node)
        self.seen.assign(node.target, value)

    def import_(self, node: ast.Import | ast.ImportFrom) -> None:
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        self.seen.flow.imported.update(module.split(".", 1)[0] for module in modules)
        for alias in node.names:
            self.seen.frame.bind(alias.asname or alias.name.split(".", 1)[0], None)

    def delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.seen.frame.bind(target.id, None)
            else:
                self.seen.assign(target, Value(target))

    def return_(self, node: ast.Return) -> None:
        function = self.seen.frame.function
        value = self.seen.used(node.value) if node.value is not None else Value(node)
        if function is not None:
            function.returns.append(value)

    # Branches

    def if_(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Compare) and getattr(node.test.left, "id", "") == "__name__":
            self.statements(node.body)
            return
        self.seen.used(node.test)
        self.branches(node.body, node.orelse)

    def loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        asked = self.seen.used(node.test if isinstance(node, ast.While) else node.iter)
        self.forget(node.body)
        if not isinstance(node, ast.While):
            self.seen.assign(node.target, Value(parents=(asked,)))
        self.seen.frame.join(({}, self.branch(node.body)))
        self.statements(node.orelse)

    def try_(self, node: ast.Try | ast.TryStar) -> None:
        self.seen.guards += bool(node.handlers)
        self.seen.frame.enter()
        self.statements(node.body)
        main = self.seen.frame.leave()
        self.seen.guards -= bool(node.handlers)
        self.seen.frame.enter()
        self.forget(node.body)
        self.branches(*(handler.body for handler in node.handlers), main=main)
        self.seen.frame.join((self.seen.frame.leave(),))
        self.statements((*node.orelse, *node.finalbody))

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            value = self.seen.used(item.context_expr)
            if item.optional_vars is not None:
                self.seen.assign(item.optional_vars, value)
        calls = [item.context_expr.func for item in node.items if isinstance(item.context_expr, ast.Call)]
        guarded = any(_TRIAL.search(ast.unparse(function)) for function in calls)
        self.seen.guards += guarded
        self.statements(node.body)
        self.seen.guards -= guarded

    def match(self, node: ast.Match) -> None:
        self.seen.used(node.subject)
        self.forget(node.cases)
        self.branches((), *(case.body for case in node.cases))

    def forget(self, nodes: Iterable[ast.AST]) -> None:
        """Names that `nodes` bind may have any value, if they have one yet."""
        for node in nodes:
            for item in ast.walk(node):
                name = getattr(item, "id" if isinstance(item, ast.Name) else "name", None)
                is_read = isinstance(getattr(item, "ctx", None), ast.Load)
                if isinstance(name, str) and not is_read and self.seen.frame.own(name) is not None:
                    self.seen.frame.bind(name, Value())

    def branch(self, body: Sequence[ast.stmt]) -> dict[str, Value | None]:
        """What statements bind that may run or not."""
        self.seen.frame.enter()
        with self.seen.branch():
            self.statements(body)
        return self.seen.frame.leave()

    def branches(self, *bodies: Sequence[ast.stmt], main: dict[str, Value | None] | None = None) -> None:
        """Bodies of which one runs, or none: `main` has what is bound then, if that can be."""
        ends = [main] if main is not None else []
        for body in bodies:
            end = self.branch(body)
            if not body or not isinstance(body[-1], _ENDS):
                ends.append(end)
        self.seen.frame.join(ends)

    # Definitions

    def function(self, node: _Definition, owner: Owner | None = None, own: Class | None = None) -> None:
        for item in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if item is not None:
                self.seen.used(item)
        function = Function(node.name, tuple(item.arg for item in parameters_of(node.args)))
        name = ""
        if own is not None:
            own.methods[node.name] = function
        else:
            name = _free(node.name, self.seen.flow.functions)
            self.seen.flow.functions[name] = function
            self.seen.frame.bind(node.name, Value(node, name))
        self.later.append(partial(self.body, node, name, function, self.seen.frame, self.seen.code, owner))

    def body(
        self, node: _Definition, name: str, function: Function, around: Frame, code: Code, owner: Owner | None
    ) -> None:
        self.seen.code, self.seen.guards = code, int(code.dialect == "repl")
        self.seen.frame = Frame(around, function, owner)
        for place, item in enumerate(parameters_of(node.args)):
            parameter = (name, place if item not in node.args.kwonlyargs else -1, item.arg) if name else None
            self.seen.frame.bind(item.arg, Value(item, parameter=parameter))
        is_static = any(getattr(item, "id", "") == "staticmethod" for item in node.decorator_list)
        if owner is not None and function.parameters and not is_static:
            made = Call(owner.name, None, "", (), {}, True, self.seen.step(node))
            self.seen.frame.me = Value(node, call=made)
            self.seen.frame.bind(function.parameters[0], self.seen.frame.me)
        with self.seen.branch():
            self.statements(node.body)

    def class_(self, node: ast.ClassDef) -> None:
        bases = [self.seen.used(item) for item in (*node.bases, *node.decorator_list)]
        own = Class(tuple(base.name for base in bases[: len(node.bases)]))
        name = _free(node.name, self.seen.flow.classes)
        self.seen.flow.classes[name] = own
        self.seen.frame.bind(node.name, Value(node, name))
        owner, around = Owner(node, name), self.seen.frame
        self.seen.frame = Frame(around)
        for item in node.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.seen.frame, inner = around, self.seen.frame
                self.function(item, owner, own)
                self.seen.frame = inner
            else:
                self.statements((item,))
        self.seen.frame = around


def _free(name: str, taken: Container[str]) -> str:
    """The name that a definition goes by: with a dot in front, or more where a name is defined again."""
    name = f".{name}"
    while name in taken:
        name = f".{name}"
    return name


_STATEMENTS: dict[type[ast.AST], Callable[..., None]] = {
    ast.Assign: _Walk.assign,
    ast.AnnAssign: _Walk.annotated,
    ast.AugAssign: _Walk.augmented,
    ast.Delete: _Walk.delete,
    ast.Return: _Walk.return_,
    ast.If: _Walk.if_,
    ast.While: _Walk.loop,
    ast.Match: _Walk.match,
    ast.ClassDef: _Walk.class_,
    **dict.fromkeys((ast.Import, ast.ImportFrom), _Walk.import_),
    **dict.fromkeys((ast.For, ast.AsyncFor), _Walk.loop),
    **dict.fromkeys((ast.Try, ast.TryStar), _Walk.try_),
    **dict.fromkeys((ast.With, ast.AsyncWith), _Walk.with_),
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef), _Walk.function),
}
