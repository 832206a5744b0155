"""What is known of the objects of a script: where they come from, and what is done with them."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from askew.record import Code


class Step(NamedTuple):
    """A moment in a script: `number` counts up in the order of reading, `path` has the branches it stands in.

    `guarded`: an error that is raised here is caught, or is what the code is to show.
    """

    code: Code
    node: ast.AST
    number: int
    path: tuple[int, ...]
    guarded: bool

    def surely_before(self, other: "Step") -> bool:
        """Tell whether this has happened whenever `other` happens."""
        return self.number < other.number and other.path[: len(self.path)] == self.path


@dataclass(eq=False, slots=True)
class Value:
    """An object: two names with one Value are one object.

    `name` is the dotted name of a module, class or function (".Net" for one of the script's own). `call` gave the
    value, and `part` says which part of its result it is. `parents` are the values that it was computed from: of an
    attribute or item (`inner`) the object that has it. `items` are those of a tuple or list. A `parameter` is that of
    a function of the script: its name, the place of the parameter and the parameter's name.
    """

    node: ast.AST | None = None
    name: str = ""
    call: "Call | None" = None
    part: tuple[int, ...] = ()
    parents: tuple["Value", ...] = ()
    inner: bool = False
    items: tuple["Value", ...] | None = None
    parameter: tuple[str, int, str] | None = None
    deeds: list["Deed"] = field(default_factory=list)

    @property
    def made(self) -> str:
        """The dotted name of the class or function whose whole result this is; "" where that is not known."""
        return self.call.function if self.call is not None and not self.part else ""

    @property
    def constant(self) -> object:
        """The value of a literal, else None."""
        return self.node.value if isinstance(self.node, ast.Constant) else None

    @property
    def owner(self) -> "Value":
        """The object that this is an attribute or item of, at any depth; itself where it is none."""
        value = self
        while value.inner:
            value = value.parents[0]
        return value


class Call(NamedTuple):
    """A call: of a dotted `function`, or of a `method` of `receiver`, which is "" where the object itself is called.

    `open`: with `*args` or `**kwargs` there may be more arguments.
    """

    function: str
    receiver: Value | None
    method: str
    arguments: tuple[Value, ...]
    keywords: Mapping[str, Value]
    open: bool
    step: Step

    def argument(self, place: int, *names: str) -> Value | None:
        """Return the argument at `place` or under one of `names`, None where none is passed."""
        by_name = next((self.keywords[name] for name in names if name in self.keywords), None)
        return by_name or (self.arguments[place] if 0 <= place < len(self.arguments) else None)


class Deed(NamedTuple):
    """What is done with a value.

    `what` is a method that is called, "=x" for setting the attribute x, "[]=" for setting an item, ".x" for asking for
    an attribute, "passed" to a call, or "" for anything else. `inner`: it is done with a part of it.
    """

    what: str
    step: Step
    call: Call | None = None
    inner: bool = False


class Dropped(NamedTuple):
    """A statement that is nothing but a call: the one at `place` of `body`, in a function of the script or none."""

    call: Call
    step: Step
    body: Sequence[ast.stmt]
    place: int
    function: "Function | None"

    @property
    def is_shown(self) -> bool:
        """Whether a notebook displays the result: it does so for the last statement of a cell."""
        return self.function is None and not self.step.path and self.place == len(self.body) - 1


class Bound(NamedTuple):
    """An assignment to a name."""

    name: str
    value: Value
    step: Step


@dataclass(eq=False, slots=True)
class Function:
    """A function of the script: what it returns, once for every return, and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]
    returns: list[Value] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Class:
    """A class of the script: the dotted names of its bases and its methods."""

    bases: tuple[str, ...]
    methods: dict[str, Function] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Flow:
    """What happens in a script, in order; functions and classes are under their names with a dot in front.

    `calls_of` has the calls of each dotted name. `read` are all names that anything in the script reads, and `imported` the top-level modules that it imports.
    """

    calls: list[Call] = field(default_factory=list)
    calls_of: dict[str, list[Call]] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    bound: list[Bound] = field(default_factory=list)
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    imported: set[str] = field(default_factory=set)


def part_of(value: Value, index: int) -> Value:
    """Return one of the parts that a value is taken apart into."""
    if value.items is not None and -len(value.items) <= index < len(value.items):
        return value.items[index]
    return Value(value.node, call=value.call, part=(*value.part, index), parents=(value,))
