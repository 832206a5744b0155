"""The names of a module or function while its statements are followed, with the branches that bind them."""

import ast
from collections import Counter
from collections.abc import Iterable, Mapping

from askew.code.values import Function, Value

_Layer = dict[str, Value | None]


class Owner:
    """A class of the script with its attributes: one that its methods set only once has that value in all of them."""

    __slots__ = ("name", "stored", "values")

    def __init__(self, node: ast.ClassDef, name: str) -> None:
        self.name = name
        self.values: dict[str, Value] = {}
        self.stored = Counter(
            item.attr
            for item in ast.walk(node)
            if isinstance(item, ast.Attribute) and not isinstance(item.ctx, ast.Load)
        )


class Frame:
    """The names of a module, class or `function`. A method has an `owner`, and in `me` an object of it.

    What a branch binds is in a layer of its own, where None stands for a name that is bound no more.
    """

    __slots__ = ("_bound", "_calls", "_layers", "function", "me", "owner", "parent")

    def __init__(
        self, parent: "Frame | None" = None, function: Function | None = None, owner: Owner | None = None
    ) -> None:
        self.parent = parent
        self.function = function
        self.owner = owner
        self.me: Value | None = None
        self._layers: list[_Layer] = [{}]
        self._bound: Counter[str] = Counter()
        self._calls = 0

    def bind(self, name: str, value: Value | None) -> None:
        """Give a name a value, or take it away."""
        self._layers[-1][name] = value
        self._bound[name] += 1

    def free(self, name: str, value: Value) -> Value:
        """Give a name that nothing binds the value that it has from now on in all branches, and return that."""
        return self._layers[0].setdefault(name, value) or value

    def clear(self) -> None:
        """Forget all names."""
        self._layers = [{}]

    def own(self, name: str) -> Value | None:
        """Return what a name is bound to here."""
        for layer in reversed(self._layers):
            if name in layer:
                return layer[name]
        return None

    def find(self, name: str) -> Value | None:
        """Return what a name is here, or around this function, where it may be anything if it is bound twice."""
        value, frame = self.own(name), self.parent
        while value is None and frame is not None:
            value = frame.own(name)
            if value is not None and frame._bound[name] > 1:
                return Value()
            frame = frame.parent
        return value

    def attribute(self, name: str) -> str:
        """Return the name that an attribute of `me` goes by until one of its methods is called, which may set it."""
        return f"self.{self._calls}.{name}"

    def own_method_called(self) -> None:
        """Forget the attributes of `me`."""
        self._calls += 1

    def enter(self) -> None:
        """Begin a branch."""
        self._layers.append({})

    def leave(self) -> _Layer:
        """End a branch; return what it bound."""
        return self._layers.pop()

    def join(self, ends: Iterable[Mapping[str, Value | None]]) -> None:
        """Go on after branches, of which one was taken: a name that differs from one to another may be anything."""
        ends = list(ends)
        for name in dict.fromkeys(name for end in ends for name in end):
            before = self.own(name)
            values = [end.get(name, before) for end in ends]
            if before is None and any(values):  # bound in some of them only: after the others it may not be used
                values = [value for value in values if value is not None]
            same = all(value is values[0] for value in values)
            self._layers[-1][name] = values[0] if same else None if not all(values) else Value()
