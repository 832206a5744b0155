"""Results that are thrown away: calls without effect, as statements of their own."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from askew.code.changes import Change
from askew.code.values import Call, Dropped, Flow, Value
from askew.slips.objects import leaf, origin
from askew.slips.signs import FUNCTIONS, METHODS
from askew.slips.slip import Slip

# What makes an object of a kind, by library.
_MAKERS: Mapping[str, tuple[str, frozenset[str]]] = {
    "table": (
        "pandas",
        frozenset("DataFrame Series concat merge get_dummies melt json_normalize crosstab pivot_table".split()),
    ),
    "array": (
        "numpy",
        frozenset("array asarray zeros ones empty full arange linspace eye load loadtxt genfromtxt rand randn".split()),
    ),
    "tensor": ("torch", frozenset("tensor rand randn randint zeros ones full arange linspace from_numpy".split())),
    "dataset": ("tensorflow", frozenset("from_tensor_slices from_tensors from_generator range list_files".split())),
}
_ONLY_TABLES = frozenset(
    "dropna fillna drop_duplicates reset_index set_index sort_values".split()
)  # have these methods
_LOOKS = frozenset("print display type len repr str id".split())
_VIEWS = frozenset(
    "head tail describe info sample isnull isna value_counts unique nunique mean median sum count corr groupby".split()
)
_SHAPES = frozenset((".shape", ".columns", ".dtypes", ".index", ".loc", ".iloc"))
_NO_WORK = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
_LONGEST = 50  # methods in a row
_TIMED = ("time(", "perf_counter", "timeit", "benchmark")


def discarded_result(flow: Flow) -> Iterator[Slip]:
    """Yield the calls that do nothing but give a result, which nobody takes."""
    found = [(item, source) for item in flow.dropped if (source := _source(item.call, flow)) is not None]
    if not found:
        return
    idle = {id(item.call) for item, _ in found}
    looks = {id(item.call) for item in flow.dropped if item.call.method in _VIEWS}
    printed = [
        value for name in _LOOKS for call in flow.calls_of.get(f"builtins.{name}", ()) for value in call.arguments
    ]
    looks |= {id(value.owner.call) for value in printed} - {id(None)}
    listings = _listings(flow, idle | looks)
    needs: dict[int, _Needs] = {}
    for item, source in found:
        if item.is_shown or item.step.guarded or id(item.body) in listings or _is_trial(item):
            continue
        if id(source) not in needs:
            needs[id(source)] = _needs(source, idle | looks)
        is_needed = needs[id(source)].after(item.call)
        if is_needed or item.function is not None:
            yield _slip(item, is_needed=is_needed)


def _is_trial(item: Dropped) -> bool:
    """Whether a call is made to see how long it takes, or whether it works."""
    in_test = item.function is not None and item.function.name.startswith(("test", "bench", "time"))
    return in_test or _is_timed(item.step.code.text)


@lru_cache(maxsize=16)
def _is_timed(text: str) -> bool:
    return any(word in text for word in _TIMED)


def _source(call: Call, flow: Flow) -> Value | None:
    """What a call without effect makes its result of; None for one that may have an effect."""
    inplace, receiver = call.keywords.get("inplace"), call.receiver
    if call.open or "out" in call.keywords or (inplace is not None and inplace.constant is not False):
        return None
    if receiver is None:
        return call.arguments[0] if call.function in FUNCTIONS and call.arguments else None
    if any(call.method in own.methods for own in flow.classes.values()):
        return None
    kind = _kind(receiver, flow)
    if not kind and call.method in _ONLY_TABLES and "pandas" in flow.imported:
        kind = "table" if origin(receiver.owner, flow).call is None and receiver.owner.items is None else ""
    return _beginning(receiver, call) if kind and call.method in METHODS[kind] else None


def _beginning(value: Value, call: Call) -> Value:
    """The object that a row of methods, up to a call, begins with."""
    place = _place(call.step.node)
    for _ in range(_LONGEST):
        value, before = value.owner, value.owner.call
        if before is None or before.receiver is None or before.step.code is not call.step.code:
            break
        if _place(before.step.node) != place:
            break
        value = before.receiver
    return value


def _place(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _kind(value: Value, flow: Flow) -> str:
    """What kind of object a value is, "" where that is not known."""
    methods: list[str] = []
    for _ in range(_LONGEST):
        value = origin(value, flow)
        if value.inner:
            if not isinstance(value.node, ast.Subscript) and getattr(value.node, "attr", "") not in ("loc", "iloc"):
                return ""
            value = value.parents[0]
        elif value.call is not None and value.call.receiver is not None and not value.part:
            methods.append(value.call.method)
            value = value.call.receiver
        else:
            break
    root, name = value.made.split(".", 1)[0], leaf(value.made)
    found = (kind for kind, (library, names) in _MAKERS.items() if root == library and name in names)
    kind = "table" if root == "pandas" and name.startswith("read_") and name != "read_html" else next(found, "")
    return kind if kind and all(method in METHODS[kind] for method in methods) else ""


class _Needs(NamedTuple):
    """When an object is last used, other than to look at it, and when each of its methods is last called for a result."""

    last: int
    methods: Mapping[str, int]

    def after(self, call: Call) -> bool:
        """Whether the object is used after a call; where that is made again, for its result, the first was for show."""
        number = call.step.number
        return self.last > number and not self.methods.get(call.method or call.function, 0) > number


def _needs(source: Value, unused: Set[int]) -> _Needs:
    """When an object is needed; the results of the calls `unused` are not."""
    last, methods = 0, {}
    for deed in source.deeds:
        call = deed.call
        if call is None:
            last = max(last, deed.step.number if deed.what not in _SHAPES else 0)
        elif id(call) not in unused and not (
            deed.what == "passed" and call.function.removeprefix("builtins.") in _LOOKS
        ):
            last = max(last, deed.step.number)
            methods[call.method or call.function] = deed.step.number
    return _Needs(last, methods)


def _listings(flow: Flow, unused: Set[int]) -> Set[int]:
    """The bodies that are lists of calls to show what there is, rather than programs."""
    counted: Counter[int] = Counter()
    sizes: dict[int, int] = {}
    for item in flow.dropped:
        counted[id(item.body)] += id(item.call) in unused
        if id(item.body) not in sizes:
            sizes[id(item.body)] = sum(not isinstance(node, _NO_WORK) for node in item.body)
    return {body for body, count in counted.items() if count > 1 and 2 * count > sizes[body]}


def _slip(item: Dropped, *, is_needed: bool) -> Slip:
    node = item.call.step.node
    assert isinstance(node, ast.Call)
    message = f"`{ast.unparse(node.func)}` returns its result and changes nothing; the result is thrown away"
    name = _name(item.call, node)
    changes: tuple[Change, ...] = ()
    if name and is_needed:
        line, column = node.lineno, node.col_offset
        changes = (Change(line, column, line, column, f"{name} = "),)
    return Slip(item.call.step, message, (), changes, f"Keep it as `{name}`")


def _name(call: Call, node: ast.Call) -> str:
    """The variable that the result is to replace, "" where that is not plain."""
    source: ast.expr = node
    while isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) and call.receiver is not None:
        source = source.func.value
    if call.function.startswith("numpy."):
        source = node.args[0]
    return source.id if isinstance(source, ast.Name) else ""
