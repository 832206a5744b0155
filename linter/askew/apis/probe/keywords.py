"""Which keywords `**kwargs` takes: by following where the dictionary goes."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Dict, NamedTuple, Tuple

from .callees import callee_of
from .source import clean, function_node, last_name, text_of
from .values import given, is_texts, name_of, raised_in, texts_in, warning_in

if TYPE_CHECKING:
    from typing import TypeGuard

Notes = Dict[str, Tuple[str, str]]
_DEPTH = 12


class Taken(NamedTuple):
    """The keywords taken, None where they cannot be told; the notes on them; whether others are rejected."""

    names: frozenset[str] | None
    notes: Notes
    rejects: bool


OPEN = Taken(None, {}, False)
_read: dict[tuple[Any, Any, Any], Taken] = {}


class Context(NamedTuple):
    """The function being read, the class that defines it and the class that is made."""

    function: Any
    owner: type | None
    made: type | None
    depth: int


def taken_by(function: Any, owner: type | None, made: type | None, depth: int = 0) -> Taken:
    """Return what the `**kwargs` of `function` takes; it is a method of `owner` if that is not None."""
    function = inspect.unwrap(function)
    node = function_node(function)
    if depth > _DEPTH or node is None or node.args.kwarg is None:
        return OPEN
    key = function, owner, made
    if key not in _read:
        _read[key] = OPEN  # for a function that calls itself: what it takes, it alone does not tell
        _read[key] = _Reader(Context(function, owner, made, depth), node, node.args.kwarg.arg).taken()
    return _read[key]


def accepted_by(function: Any, owner: type | None, made: type | None, depth: int, given: int) -> Taken:
    """Return the keywords that a callable takes beside `given` positional arguments."""
    function = inspect.unwrap(function)
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return OPEN
    named = [item for item in parameters if item.kind in (item.POSITIONAL_OR_KEYWORD, item.KEYWORD_ONLY)]
    before = [item for item in parameters if item.kind in (item.POSITIONAL_ONLY, item.POSITIONAL_OR_KEYWORD)][:given]
    names = frozenset(item.name for item in named if item not in before)
    if not any(item.kind is item.VAR_KEYWORD for item in parameters):
        return Taken(names, {}, True)
    more = taken_by(function, owner, made, depth + 1)
    return more._replace(names=names | more.names) if more.names is not None else more


class _Reader:
    """One walk over a function body with an eye on one dictionary of keywords."""

    def __init__(self, context: Context, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> None:
        self.context = context
        self.node = node
        self.name = name
        self.names: set[str] = set()
        self.notes: Notes = {}
        self.popped: dict[str, str] = {}
        self.sets: dict[str, set[str]] = {}
        self.open = self.rejects = False

    def taken(self) -> Taken:
        for statement in self.node.body:
            self.visit(statement)
        if self.open or not self.rejects:
            return OPEN._replace(notes=self.notes)
        refused = {name for name, (severity, _) in self.notes.items() if severity == "error"}
        return Taken(frozenset(self.names - refused), self.notes, True)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Raise):
            return
        if isinstance(node, ast.If) and self._mentions(node.test):
            self._guarded(node)
        elif isinstance(node, ast.For) and self._is_keys(node.iter):
            self._loop(node)
        elif isinstance(node, ast.Call) and self._call(node):
            return
        elif isinstance(node, ast.Subscript) and self._is_it(node.value):
            self._subscript(node)
        elif isinstance(node, ast.Name) and node.id == self.name:
            self.open = True
        else:
            self._assigned(node)
            for child in ast.iter_child_nodes(node):
                self.visit(child)

    def _assigned(self, node: ast.AST) -> None:
        """Remember sets of texts, and which local name holds which keyword."""
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            return
        target, value = node.targets[0].id, node.value
        constants = texts_in(value)
        if constants:
            self.sets[target] = constants
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and self._is_it(value.func.value):
            self.popped[target] = text_of(value.args[0]) if value.args else ""

    def _is_it(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id == self.name

    def _is_keys(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return node.func.attr in ("keys", "items", "copy") and self._is_it(node.func.value)
        if isinstance(node, ast.Call) and last_name(node) in ("list", "set", "tuple", "sorted") and node.args:
            return self._is_keys(node.args[0])
        return self._is_it(node)

    def _mentions(self, node: ast.AST) -> bool:
        return any(self._is_it(item) or name_of(item) in self.popped for item in ast.walk(node))

    def _guarded(self, node: ast.If) -> None:
        """An `if` about the dictionary, one keyword of it, or what was taken out of it."""
        keywords = [text_of(item.left) for item in ast.walk(node.test) if self._asks(item)]
        keywords += [text_of(item.args[0]) for item in ast.walk(node.test) if self._takes_out(item)]
        keywords += [self.popped[name_of(item)] for item in given(node.test) if name_of(item) in self.popped]
        whole = any(self._is_it(item) for item in ast.walk(node.test)) and not keywords
        raised = raised_in(node.body)
        for call in (item for item in ast.walk(node.test) if isinstance(item, ast.Call)):
            self._call(call)
        if whole and raised is not None:
            self.rejects = True
            return
        for keyword in filter(None, keywords):
            self._note(keyword, node.body, {})
            if raised is None:
                self.names.add(keyword)
        if whole and not isinstance(node.test, ast.Name):
            self.open = True
        for statement in (*node.body, *node.orelse):
            self.visit(statement)

    def _asks(self, node: ast.AST) -> TypeGuard[ast.Compare]:
        """Whether it is `"keyword" in kwargs`."""
        return isinstance(node, ast.Compare) and self._is_it(node.comparators[0]) and bool(text_of(node.left))

    def _takes_out(self, node: ast.AST) -> TypeGuard[ast.Call]:
        """Whether it is `kwargs.pop("keyword")` or the like."""
        function = node.func if isinstance(node, ast.Call) and node.args else None
        return isinstance(function, ast.Attribute) and function.attr in ("pop", "get") and self._is_it(function.value)

    def _note(self, keyword: str, body: Iterable[ast.stmt], names: dict[str, str]) -> None:
        raised = raised_in(body)
        if raised is not None:
            call = raised.exc
            text = text_of(call.args[0], names) if isinstance(call, ast.Call) and call.args else ""
            self.notes[keyword] = ("error", clean(text))
            return
        text = warning_in(body, names)
        if text:
            self.notes[keyword] = ("warning", clean(text))

    def _loop(self, node: ast.For) -> None:
        """A loop over the keywords that raises: those in a set, or all that are not."""
        target = node.target.elts[0] if isinstance(node.target, ast.Tuple) else node.target
        followed = False
        for item in ast.walk(node):
            if isinstance(item, ast.If) and isinstance(item.test, ast.Compare) and raised_in(item.body) is not None:
                known = self._texts(item.test.comparators[0])
                followed |= known is not None
                if known is None:
                    self.open = True
                elif isinstance(item.test.ops[0], ast.NotIn):
                    self.names |= known
                    self.rejects = True
                else:
                    self.rejects |= raised_in(item.orelse) is not None
                    for keyword in known:
                        self._note(keyword, item.body, {name_of(target): keyword})
        self.open |= not followed  # it raises for a reason that we cannot follow, or never

    def _texts(self, node: ast.AST) -> set[str] | None:
        if isinstance(node, ast.Name):
            known = self.sets.get(node.id)
            value = getattr(self.context.function, "__globals__", {}).get(node.id)
            return known or (set(value) if is_texts(value) else None)
        return texts_in(node) or None

    def _subscript(self, node: ast.Subscript) -> None:
        keyword = text_of(node.slice)
        if not isinstance(node.ctx, ast.Store):
            if keyword:
                self.names.add(keyword)
            else:
                self.open = True

    def _call(self, node: ast.Call) -> bool:
        """Read a call that gets the dictionary or asks it for something; True if there is nothing more to see."""
        function = node.func
        if isinstance(function, ast.Attribute) and self._is_it(function.value):
            self._asked(function.attr, node)
            return True
        starred = any(item.arg is None and self._is_it(item.value) for item in node.keywords)
        passed = [place for place, item in enumerate(node.args) if self._is_it(item)]
        if not starred and not passed:
            return False
        for item in (*node.args, *(item.value for item in node.keywords)):
            if not self._is_it(item):
                self.visit(item)
        if starred:
            self._forwarded(node)
        if passed:
            self._handed(node, passed[0])
        return True

    def _asked(self, method: str, node: ast.Call) -> None:
        keyword = text_of(node.args[0]) if node.args else ""
        if method in ("pop", "get", "setdefault") and keyword:
            self.names.add(keyword)
        elif method not in ("update", "copy"):
            self.open = True
        for item in node.args[1:]:
            self.visit(item)

    def _forwarded(self, node: ast.Call) -> None:
        """`f(**kwargs)`: what `f` takes, without what the call itself gives."""
        callee = callee_of(node.func, self.context.function, self.context.owner, self.context.made)
        if callee is None or any(isinstance(item, ast.Starred) and not self._is_rest(item) for item in node.args):
            self.open = True
            return
        if callee.function is object.__init__:
            self.rejects = True
            return
        given = callee.bound + sum(not isinstance(item, ast.Starred) for item in node.args)
        found = accepted_by(callee.function, callee.owner, callee.made, self.context.depth, given)
        if found.names is None:
            self.open = True
            self.notes.update(found.notes)
            return
        here = {item.arg for item in node.keywords if item.arg}
        self.names |= found.names - here
        self.notes = {**found.notes, **self.notes}
        self.rejects = True

    def _is_rest(self, node: ast.Starred) -> bool:
        """Whether it is the function's own `*args`, passed on."""
        rest = self.node.args.vararg
        return rest is not None and name_of(node.value) == rest.arg

    def _handed(self, node: ast.Call, place: int) -> None:
        """`f(kwargs)`: a validator with its allowed texts, or a function to read in its turn."""
        if "valid" in last_name(node) or "check" in last_name(node):
            others = [self._texts(item) for item in node.args if not self._is_it(item)]
            known = next((item for item in others if item), None)
            if known is not None:
                self.names |= known
                self.rejects = True
                return
        callee = callee_of(node.func, self.context.function, self.context.owner, self.context.made)
        inner = function_node(inspect.unwrap(callee.function)) if callee is not None else None
        if callee is None or inner is None or self.context.depth > _DEPTH:
            self.open = True
            return
        parameters = [*inner.args.posonlyargs, *inner.args.args]
        if place + callee.bound >= len(parameters):
            self.open = True
            return
        context = Context(inspect.unwrap(callee.function), callee.owner, callee.made, self.context.depth + 1)
        reader = _Reader(context, inner, parameters[place + callee.bound].arg)
        for statement in inner.body:
            reader.visit(statement)
        self.names |= reader.names
        self.notes.update(reader.notes)
        self.rejects |= reader.rejects
        self.open |= reader.open
