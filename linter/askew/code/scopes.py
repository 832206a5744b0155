"""What is known of the names in a piece of Python: scopes and bindings, imports and uses."""

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, NamedTuple

BUILTINS = frozenset(dir(builtins)) | {
    *(
        "__file__",
        "__builtins__",
        "__path__",
        "__class__",
        "__module__",
        "__qualname__",
        "__annotations__",
        "WindowsError",
        "PythonFinalizationError",
    ),
    *("_", "__", "___", "In", "Out", "display", "get_ipython"),  # a prompt and a notebook define these
    "reveal_type",
}

BindingKind = Literal["import", "definition", "variable"]
ScopeKind = Literal["module", "function", "class", "comprehension"]
Calls = tuple[tuple[int, str], ...]
"""Calls in a chain of attributes: how many attributes stand in front, and what is passed, as `written` gives it."""
Calling = tuple[tuple[int, ast.Call], ...]
"""The same, as it stands in the tree."""


class Import(NamedTuple):
    """One name that an import binds: `target` is the dotted name that it refers to, `line` is 1-based.

    `statement` would import this name alone and `module` is all that it asks for (`import a.b` binds `a`); the columns,
    in UTF-8 bytes, are those of the name in the import, and `start` is the line and column at which `module` begins.
    `guarded`: it stands in a `try` that catches its failure. `nested`: it stands in a function or class.
    """

    name: str
    target: str
    statement: str
    module: str
    line: int
    column: int
    end_column: int
    guarded: bool
    nested: bool
    start: tuple[int, int]


class Keyword(NamedTuple):
    """A keyword in a call, with its place: 1-based line, 0-based column in UTF-8 bytes."""

    name: str
    line: int
    column: int


class Arguments(NamedTuple):
    """What a call passes. `open`: with `*args` or `**kwargs` there may be more."""

    positional: int
    keywords: tuple[Keyword, ...]
    open: bool


class Use(NamedTuple):
    """One read of a name, with the attributes asked of it: `tf.keras.layers.Dense(1)` is one use of `tf`. An attribute of
    `self` that is set once counts as a name (`self.x`) besides.

    `target` is the dotted name that the whole refers to ("" where it is none of an import's), with calls on the way:
    `pandas.read_csv(1).head`. The place is that of the name: 1-based line, 0-based column in UTF-8 bytes. `deferred`: it
    is read when a function is called, not where it stands. `bound`: a scope of the same text, or Python itself, binds the
    name. `ends` are the places where the attributes end, and `arguments` what a call of the whole passes. `calls` are the
    calls on the way, each with the number of attributes in front of it.
    """

    name: str
    path: tuple[str, ...]
    line: int
    column: int
    called: bool
    deferred: bool
    guarded: bool
    bound: bool
    target: str
    ends: tuple[tuple[int, int], ...] = ()
    arguments: Arguments | None = None
    calls: Calls = ()


class Names(NamedTuple):
    """The names of one text.

    `bound` are those that its top level binds, `stars` the modules that it imports all of; `only_imports` tells that
    it does nothing but import. `kept` has what imports and objects of imported classes its top level ends with.
    """

    imports: tuple[Import, ...]
    uses: tuple[Use, ...]
    bound: frozenset[str]
    stars: tuple[str, ...]
    only_imports: bool
    kept: Mapping[str, "Binding"]

    @property
    def free(self) -> Iterable[Use]:
        """The uses of names that nothing here binds."""
        return (use for use in self.uses if not use.bound and not use.calls)


class Binding(NamedTuple):
    """What a name was bound to: `target` is an import's dotted name, or what calling it gives (`sklearn.svm.SVC()`)."""

    kind: BindingKind
    target: str = ""


class Scope:
    """The names of a module, function, class or comprehension."""

    __slots__ = ("bindings", "deferred", "kind", "outer", "parent")

    def __init__(self, kind: ScopeKind, parent: "Scope | None") -> None:
        self.kind = kind
        self.parent = parent
        self.deferred: bool = kind == "function" or (parent is not None and parent.deferred)
        self.bindings: dict[str, list[Binding]] = {}
        self.outer: dict[str, Scope] = {}

    def find(self, name: str) -> list[Binding]:
        """The bindings of `name` that this scope sees."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.outer:
                scope = scope.outer[name]
            if name in scope.bindings and (scope is self or scope.kind != "class"):
                return scope.bindings[name]
            scope = scope.parent
        return []

    def owner(self, name: str) -> "Scope":
        """The function around this scope, or this one, that has bound `name`; this one where none has yet."""
        scope: Scope | None = self
        while scope is not None and scope.kind != "module" and name not in scope.bindings:
            scope = scope.parent
        return scope if scope is not None and scope.kind != "module" else self


class Scopes:
    """The scopes of a text while it is read: `here` is the one at the place that has been reached."""

    def __init__(self) -> None:
        self.module = self.here = Scope("module", None)
        self._branches = 0

    @contextmanager
    def within(self, kind: ScopeKind) -> Iterator[None]:
        """Enter a new scope, and leave it."""
        around, self.here = self.here, Scope(kind, self.here)
        yield
        self.here = around

    @contextmanager
    def branch(self) -> Iterator[None]:
        """Enter what may not happen, or happen again, and leave it."""
        self._branches += 1
        yield
        self._branches -= 1

    def bind(self, name: str, binding: Binding, scope: Scope | None = None) -> None:
        """Bind a name in `scope` (default: here), or in the one around it that it is declared to be of."""
        scope = scope or self.here
        if name in scope.outer:
            scope = scope.outer[name].owner(name)
        scope.bindings.setdefault(name, []).append(binding)

    def give(self, name: str, binding: Binding) -> None:
        """Bind a name to an object; in a branch one that is bound already may as well be what it was before."""
        either = self._branches and name in self.here.bindings
        self.bind(name, Binding("variable") if either else binding)

    def bind_around_comprehensions(self, name: str) -> None:
        """Bind a name as `:=` does."""
        scope = self.here
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        self.bind(name, Binding("variable"), scope)

    def declare(self, names: Iterable[str], *, nonlocal_: bool) -> None:
        """Take names as those of the module, or of a function around."""
        around = self.here.parent if nonlocal_ else None
        self.here.outer.update(dict.fromkeys(names, around or self.module))


class Read(NamedTuple):
    """A use whose binding is not yet known, since it may follow; the `name` of a literal is "", that of an attribute `self.x`."""

    node: ast.expr
    name: str
    path: tuple[str, ...]
    scope: Scope
    called: bool
    deferred: bool
    guarded: bool
    known: tuple[Binding, ...]
    ends: tuple[tuple[int, int], ...]
    arguments: Arguments | None
    calls: Calling
