"""Results that are thrown away: calls without effect, as statements of their own."""

import ast
from collections.abc import Iterator, Mapping

from askew.code.changes import Change
from askew.code.parsing import parsed
from askew.code.reading import reading
from askew.code.values import Call, Deed, Dropped, Flow, Value
from askew.slips.objects import leaf, origin
from askew.slips.slip import Slip

# What makes an object of a kind, by library, and its methods that only return another of that kind.
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
_METHODS: Mapping[str, frozenset[str]] = {
    "table": frozenset(
        "dropna fillna drop drop_duplicates rename replace astype reset_index set_index sort_values sort_index merge join"
        " assign ffill bfill interpolate clip round reindex melt tz_localize tz_convert convert_dtypes infer_objects shift"
        " where mask copy".split()
    ),
    "array": frozenset("reshape astype flatten transpose round clip copy squeeze swapaxes".split()),
    "tensor": frozenset(
        "to cuda cpu float long half double view reshape unsqueeze squeeze permute transpose detach".split()
    ),
    "dataset": frozenset("map batch shuffle prefetch repeat cache filter take skip padded_batch unbatch".split()),
}
_ONLY_TABLES = frozenset(
    "dropna fillna drop_duplicates reset_index set_index sort_values".split()
)  # have these methods
_FUNCTIONS = frozenset(
    "numpy.append numpy.concatenate numpy.reshape numpy.delete numpy.insert numpy.sort numpy.transpose numpy.clip"
    " numpy.expand_dims numpy.squeeze numpy.pad numpy.flip numpy.roll pandas.concat pandas.merge pandas.get_dummies"
    " pandas.to_datetime pandas.to_numeric".split()
)
_LOOKS = frozenset("print display type len repr str id".split())
_VIEWS = frozenset(
    "head tail describe info sample isnull isna value_counts unique nunique mean sum count corr groupby [] .shape .columns"
    " .dtypes .loc .iloc".split()
)
_TIMED = ("time(", "perf_counter", "timeit", "benchmark")


def discarded_result(flow: Flow) -> Iterator[Slip]:
    """Yield the calls that do nothing but give a result, which nobody takes."""
    for item in flow.dropped:
        if item.shown or item.step.guarded or any(word in item.step.code.text for word in _TIMED):
            continue
        source = _source(item.call, flow)
        if source is not None:
            is_needed = _is_needed(source.owner, item, flow)
            if item.local or (is_needed and not _is_listing(item, flow)):
                yield _slip(item, is_needed=is_needed)


def _source(call: Call, flow: Flow) -> Value | None:
    """What a call without effect makes its result of; None for one that may have an effect."""
    inplace, receiver = call.keywords.get("inplace"), call.receiver
    if call.open or "out" in call.keywords or (inplace is not None and inplace.constant is not False):
        return None
    if receiver is None:
        return call.arguments[0] if call.function in _FUNCTIONS and call.arguments else None
    if any(call.method in own.methods for own in flow.classes.values()):
        return None
    kind = _kind(receiver, flow)
    if not kind and call.method in _ONLY_TABLES and "pandas" in flow.imported:
        kind = "table" if origin(receiver.owner, flow).call is None and receiver.owner.items is None else ""
    return receiver if kind and call.method in _METHODS[kind] else None


def _kind(value: Value, flow: Flow) -> str:
    """What kind of object a value is, "" where that is not known."""
    value = origin(value, flow)
    if value.inner:
        is_item = isinstance(value.node, ast.Subscript) or getattr(value.node, "attr", "") in ("loc", "iloc")
        return _kind(value.parents[0], flow) if is_item else ""
    call = value.call
    if call is None or value.part:
        return ""
    if call.receiver is not None:
        kind = _kind(call.receiver, flow)
        return kind if kind and call.method in _METHODS[kind] else ""
    root, name = call.function.split(".", 1)[0], leaf(call.function)
    if root == "pandas" and name.startswith("read_") and name != "read_html":
        return "table"
    return next((kind for kind, (library, names) in _MAKERS.items() if root == library and name in names), "")


def _is_needed(source: Value, item: Dropped, flow: Flow) -> bool:
    """Whether the object is used later, other than to look at it or to make the same call again."""
    idle = {id(other.call) for other in flow.dropped if _source(other.call, flow) is not None}
    later = [deed for deed in source.deeds if deed.step.number > item.step.number]
    if any(deed.what == item.call.method and id(deed.call) not in idle for deed in later):
        return False
    return any(not _is_look(deed) and id(deed.call) not in idle for deed in later)


def _is_look(deed: Deed) -> bool:
    if deed.what == "passed" and deed.call is not None:
        return deed.call.function.removeprefix("builtins.") in _LOOKS
    return deed.what in _VIEWS


def _is_listing(item: Dropped, flow: Flow) -> bool:
    """Whether a block is a list of calls to show what there is, rather than a program."""
    others = [
        other for other in flow.dropped if other.step.code is item.step.code and other.step.path == item.step.path
    ]
    idle = sum(_source(other.call, flow) is not None or other.call.method in _VIEWS for other in others)
    tree = parsed(_text(item))
    body = tree.body if isinstance(tree, ast.Module) else []
    said = sum(not isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)) for node in body)
    return idle > 1 and 2 * idle > said


def _text(item: Dropped) -> str:
    return reading(item.step.code.dialect, item.step.code.text).text


def _slip(item: Dropped, *, is_needed: bool) -> Slip:
    node = item.call.step.node
    assert isinstance(node, ast.Call)
    message = f"`{ast.unparse(node.func)}` changes nothing, it returns what it made; here that is thrown away"
    name = _name(item.call, node)
    changes: tuple[Change, ...] = ()
    if name and is_needed:
        line, column = node.lineno, node.col_offset
        changes = (Change(line, column, line, column, f"{name} = "),)
    return Slip(item.call.step, message, (), changes, f"Keep it as `{name}`")


def _name(call: Call, node: ast.Call) -> str:
    """The variable that the result is to replace, "" where that is not plain."""
    source = node.func.value if call.receiver is not None and isinstance(node.func, ast.Attribute) else None
    if call.function.startswith("numpy."):
        source = node.args[0]
    return source.id if isinstance(source, ast.Name) else ""
