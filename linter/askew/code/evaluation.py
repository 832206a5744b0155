"""Evaluating expressions without running them: which object a name, a call or an attribute gives."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from askew.code.frame import Frame, Owner
from askew.code.nodes import parameters_of
from askew.code.scopes import BUILTINS
from askew.code.values import Bound, Call, Deed, Flow, Step, Value, part_of
from askew.record import Code

Meaning = Callable[[Code, ast.Name | ast.Attribute], str]


class Evaluator:
    """Evaluates the expressions of a script and writes down in `flow` what happens."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.flow = Flow()
        self.frame = Frame()
        self.path: tuple[int, ...] = ()
        self.guards = 0
        self.code: Code
        self._steps = self._branches = 0

    def step(self, node: ast.AST) -> Step:
        """Return the next moment."""
        self._steps += 1
        return Step(self.code, node, self._steps, self.path, self.guards > 0)

    @contextmanager
    def branch(self) -> Iterator[None]:
        """Do what follows on a path of its own: it may happen, or not, or often."""
        self._branches += 1
        path, self.path = self.path, (*self.path, self._branches)
        yield
        self.path = path

    def touch(self, value: Value, what: str, node: ast.AST, call: Call | None = None) -> None:
        """Write down what is done with a value, with what is in it, and so with the object that it is a part of."""
        deed = Deed(what, call.step if call is not None else self.step(node), call)
        value.deeds.append(deed)
        for item in value.items or ():
            for found in (item, *(item.items or ())):
                found.deeds.append(deed)
        while value.inner:
            value = value.parents[0]
            value.deeds.append(deed._replace(inner=True))

    def used(self, node: ast.expr) -> Value:
        """Return the value of an expression with which something unknown is done."""
        value = self.evaluate(node)
        self.touch(value, "", node)
        return value

    def evaluate(self, node: ast.expr) -> Value:
        """Return the value of an expression."""
        special = _EXPRESSIONS.get(type(node))
        return special(self, node) if special is not None else self.mixed(node)

    def mixed(self, node: ast.AST) -> Value:
        """Return the value of anything that is computed from other values."""
        found = []
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                found.append(self.used(child))
            elif not isinstance(child, _LEAVES):
                found.append(self.mixed(child))
        return Value(node, parents=tuple(found))

    def assign(self, target: ast.expr, value: Value) -> None:
        """Bind what stands on the left of an assignment."""
        if isinstance(target, ast.Name):
            self.frame.bind(target.id, value)
            self.flow.bound.append(Bound(target.id, value, self.step(target)))
        elif isinstance(target, (ast.Tuple, ast.List)):
            known = not any(isinstance(item, ast.Starred) for item in target.elts)
            for index, item in enumerate(target.elts):
                self.assign(item, part_of(value, index) if known else Value(parents=(value,)))
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value)
        elif isinstance(target, ast.Attribute):
            owner = self.evaluate(target.value)
            self.touch(owner, f"={target.attr}", target)
            if owner is self.frame.me and self.frame.owner is not None:
                self.frame.owner.values[target.attr] = value
                self.frame.bind(self.frame.attribute(target.attr), value)
        elif isinstance(target, ast.Subscript):
            owner = self.evaluate(target.value)
            self.used(target.slice)
            self.touch(owner, "[]=", target)
            owner.owner.parents = (*owner.owner.parents, Value(target, parents=(value,)))

    def _name(self, node: ast.Name) -> Value:
        self.flow.read.add(node.id)
        value = self.frame.find(node.id)
        if value is not None:
            return value
        dotted = self.meaning(self.code, node) or (f"builtins.{node.id}" if node.id in BUILTINS else "")
        return Value(node, dotted) if dotted else self.frame.free(node.id, Value(node))

    def _attribute(self, node: ast.Attribute) -> Value:
        dotted = self._dotted(node)
        if dotted:
            return Value(node, dotted)
        owner = self.evaluate(node.value)
        if owner.name:
            return Value(node, f"{owner.name}.{node.attr}")
        if owner is self.frame.me and self.frame.owner is not None:
            return self._own_attribute(node, owner, self.frame.owner)
        self.touch(owner, f".{node.attr}", node)
        return Value(node, parents=(owner,), inner=True)

    def _dotted(self, node: ast.Attribute) -> str:
        """The name in a library that a chain of attributes refers to."""
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            base = base.value
        if not isinstance(base, ast.Name) or self.frame.find(base.id) is not None:
            return ""
        self.flow.read.add(base.id)
        return self.meaning(self.code, node)

    def _own_attribute(self, node: ast.Attribute, me: Value, owner: Owner) -> Value:
        name = self.frame.attribute(node.attr)
        known = owner.values.get(node.attr) if owner.stored[node.attr] == 1 else None
        return self.frame.own(name) or known or self.frame.free(name, Value(node, parents=(me,)))

    def _subscript(self, node: ast.Subscript) -> Value:
        owner = self.evaluate(node.value)
        index = self.used(node.slice).constant
        self.touch(owner, "[]", node)
        if owner.items is not None and isinstance(index, int):
            return part_of(owner, index)
        found = part_of(owner, index) if isinstance(index, int) else Value(node, parents=(owner,))
        found.inner = True
        return found

    def _sequence(self, node: ast.Tuple | ast.List) -> Value:
        if len(node.elts) > _MOST_ITEMS or any(isinstance(item, ast.Starred) for item in node.elts):
            return self.mixed(node)
        values = tuple(self.evaluate(item) for item in node.elts)
        return Value(node, parents=values, items=values)

    def _call(self, node: ast.Call) -> Value:
        function, receiver, method = self._called(node.func)
        arguments = tuple(self.evaluate(item) for item in node.args)
        keywords = {item.arg or "": self.evaluate(item.value) for item in node.keywords}
        is_open = "" in keywords or any(isinstance(item, ast.Starred) for item in node.args)
        call = Call(function, receiver, method, arguments, keywords, is_open, self.step(node))
        self.flow.calls.append(call)
        if function:
            self.flow.calls_of.setdefault(function, []).append(call)
        for value in (*arguments, *keywords.values()):
            self.touch(value, "passed", node, call)
        if receiver is not None:
            self.touch(receiver, method or "()", node, call)
            if receiver is self.frame.me:
                self.frame.own_method_called()
        return Value(node, call=call)

    def _called(self, node: ast.expr) -> tuple[str, Value | None, str]:
        """What a call calls: a dotted name, or an object and its method."""
        if isinstance(node, ast.Attribute):
            dotted = self._dotted(node)
            if dotted:
                return dotted, None, ""
            owner = self.evaluate(node.value)
            if owner.name:
                return f"{owner.name}.{node.attr}", None, ""
            own = self.frame.owner
            if own is None or owner is not self.frame.me or not own.stored[node.attr]:
                return "", owner, node.attr
            value = self._own_attribute(node, owner, own)
        else:
            value = self.evaluate(node)
        return (value.name, None, "") if value.name else ("", value, "")

    def _walrus(self, node: ast.NamedExpr) -> Value:
        value = self.evaluate(node.value)
        self.frame.bind(node.target.id, value)
        return value

    def _awaited(self, node: ast.Await) -> Value:
        return self.evaluate(node.value)

    def _either(self, node: ast.IfExp) -> Value:
        self.used(node.test)
        with self.branch():
            self.used(node.body)
        with self.branch():
            self.used(node.orelse)
        return Value(node)

    def _lambda(self, node: ast.Lambda) -> Value:
        with self.branch(), self._apart():
            for item in parameters_of(node.args):
                self.frame.bind(item.arg, Value(item))
            self.used(node.body)
        return Value(node)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Value:
        with self.branch(), self._apart():
            for generator in node.generators:
                self.assign(generator.target, Value(parents=(self.used(generator.iter),)))
                for test in generator.ifs:
                    self.used(test)
            results = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
            return Value(node, parents=tuple(self.used(item) for item in results))

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """Bind names that nothing outside sees."""
        self.frame.enter()
        yield
        self.frame.leave()


_MOST_ITEMS = 100  # a longer list is data
_LEAVES = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_EXPRESSIONS: dict[type[ast.AST], Callable[..., Value]] = {
    ast.Name: Evaluator._name,
    ast.Attribute: Evaluator._attribute,
    ast.Subscript: Evaluator._subscript,
    ast.Call: Evaluator._call,
    ast.NamedExpr: Evaluator._walrus,
    ast.Await: Evaluator._awaited,
    ast.IfExp: Evaluator._either,
    ast.Lambda: Evaluator._lambda,
    ast.Constant: lambda _, node: Value(node),
    **dict.fromkeys((ast.Tuple, ast.List), Evaluator._sequence),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp), Evaluator._comprehension),
}
