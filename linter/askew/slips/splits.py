"""Slips with data that is kept apart for testing: what learns from it before, and what validates with it."""

import ast
from collections.abc import Iterable, Iterator

from askew.code.values import Call, Flow, Value
from askew.slips.objects import keras, leaf, origin
from askew.slips.signs import TRANSFORMERS
from askew.slips.slip import Slip

_COMBINED = frozenset(
    ("Pipeline", "make_pipeline", "ColumnTransformer", "make_column_transformer", "FeatureUnion", "make_union")
)
_KEEPS_ROWS = frozenset(
    "copy drop rename reset_index assign join merge dropna fillna astype round to_numpy toarray todense reshape flatten ravel"
    " squeeze transpose sort_values sort_index sample head tail clip tolist to_frame tocsr batch shuffle prefetch map cache"
    " from_tensor_slices".split()
)
_ARRAYS = ("numpy.", "pandas.", "scipy.sparse.", "tensorflow.", "keras.", "tf_keras.", "torch.", "builtins.")
_DEPTH = 40


def early_fit(flow: Flow) -> Iterator[Slip]:
    """Yield the transformers that are fitted to all rows, of which `train_test_split` then sets some apart."""
    done: set[int] = set()
    for split in flow.calls:
        if not is_split(split):
            continue
        for data in split.arguments:
            fit = _fitted(data, split, flow) or _fitted_apart(data, split, flow)
            if fit is not None and id(fit) not in done and fit.receiver is not None:
                done.add(id(fit))
                name = leaf(origin(fit.receiver, flow).made)
                message = (
                    f"`{name}` learns from all rows before `train_test_split` sets the test rows apart: split first"
                )
                yield Slip(fit.step, message, ((split.step, "the split"),))


def is_split(call: Call) -> bool:
    """Tell whether a call is scikit-learn's `train_test_split`."""
    return call.function.startswith("sklearn.") and leaf(call.function) == "train_test_split"


def _fitted(data: Value, split: Call, flow: Flow) -> Call | None:
    """The call that fitted what some data went through, if it saw all of the data."""
    for value in _ancestry(data, flow):
        call = value.call
        if call is None or call.receiver is None or not _learns(call.receiver, flow):
            continue
        if call.method == "fit_transform":
            fit: Call | None = call
        elif call.method == "transform":
            fits = [deed.call for deed in call.receiver.deeds if deed.what in ("fit", "fit_transform")]
            fit = next((item for item in fits if item is not None and item.step.surely_before(call.step)), None)
        else:
            continue
        if fit is not None and _is_whole(fit, flow) and (fit.step.path or fit.step.number < split.step.number):
            return fit
    return None


def _fitted_apart(data: Value, split: Call, flow: Flow) -> Call | None:
    """The call that fitted a transformer to the data, where that transforms the parts later."""
    for deed in data.deeds:
        fit = deed.call
        if fit is None or fit.method != "fit" or fit.receiver is None or not fit.step.surely_before(split.step):
            continue
        later = [item.call for item in fit.receiver.deeds if item.what == "transform" and item.call is not None]
        transformed = [item.arguments[0] for item in later if item.arguments]
        if (
            _learns(fit.receiver, flow)
            and fit.arguments[:1] == (data,)
            and any(item.call is split for item in transformed)
        ):
            again = any(
                item.what in ("fit", "fit_transform") and item.step.number > split.step.number
                for item in fit.receiver.deeds
            )
            return None if again or not _is_whole(fit, flow) else fit
    return None


def _learns(value: Value, flow: Flow, depth: int = 3) -> bool:
    """Whether a value is a transformer that learns from rows, or a pipeline with one."""
    made = origin(value, flow)
    if made.call is None or not made.made.startswith(("sklearn.", "imblearn.")):
        return False
    if leaf(made.made) in _COMBINED:
        steps = _flat((*made.call.arguments, *made.call.keywords.values()), 2)
        return depth > 0 and any(_learns(item, flow, depth - 1) for item in steps)
    return leaf(made.made) in TRANSFORMERS


def _flat(values: Iterable[Value], depth: int) -> Iterator[Value]:
    for value in values:
        yield value
        if depth:
            yield from _flat(value.items or (), depth - 1)


def _is_whole(fit: Call, flow: Flow) -> bool:
    """Whether nothing was set apart from the data that a transformer is fitted to."""
    return bool(fit.arguments) and not any(
        value.call is not None and value.part and (is_split(value.call) or leaf(value.call.function) == "load_data")
        for value in _ancestry(fit.arguments[0], flow)
    )


def _ancestry(value: Value, flow: Flow) -> Iterator[Value]:
    """Yield a value and those whose rows it has, up to where rows were set apart.

    What was put into columns that are not among those asked for is left out.
    """
    waiting: list[tuple[Value, frozenset[str] | None]] = [(value, None)]
    seen = set[int]()
    while waiting and len(seen) < _DEPTH:
        value, wanted = waiting.pop(0)
        value = origin(value, flow)
        columns = _columns(value.node) if value.inner or isinstance(value.node, ast.Subscript) else None
        if id(value) in seen or (not value.inner and wanted and columns and not wanted & columns):
            continue
        seen.add(id(value))
        yield value
        wanted = (columns or wanted) if value.inner else wanted
        nearest = [*(value.items or ()), *(value.parents[:1] if value.inner else value.parents), *_given(value, flow)]
        waiting += [(item, wanted) for item in nearest]


def _given(value: Value, flow: Flow) -> tuple[Value, ...]:
    """What a call gets its rows from."""
    call = value.call
    if call is None or value.part:
        return ()
    if call.method in ("transform", "fit_transform"):
        return call.arguments[:1]
    if call.method in _KEEPS_ROWS and call.receiver is not None:
        return (call.receiver,)
    return call.arguments[:1] if call.function.startswith(_ARRAYS) or call.function in flow.functions else ()


def _columns(node: ast.AST | None) -> frozenset[str] | None:
    """The columns that a subscript names, None where it does not name them."""
    index = node.slice if isinstance(node, ast.Subscript) else None
    items = index.elts if isinstance(index, ast.List) else [index]
    names = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return frozenset(names) if names and len(names) == len(items) else None


def test_as_validation(flow: Flow) -> Iterator[Slip]:
    """Yield the test sets that a model is validated with while it is fitted."""
    for call in flow.calls:
        given = call.keywords.get("validation_data") if call.method in ("fit", "fit_generator") else None
        if given is None:
            continue
        node = next(item.value for item in call.step.node.keywords if item.arg == "validation_data")  # type: ignore[attr-defined]
        names = [item.id for item in ast.walk(node) if isinstance(item, ast.Name)]
        tests = [name for name in names if "test" in name.lower()]
        if tests and not any("val" in name.lower() or "dev" in name.lower() for name in names):
            source = next((part for item in (given, *(given.items or ())) if (part := _test_part(item, flow))), None)
            if source is not None:
                message = (
                    f"`{tests[0]}` is the test set: a model that is validated with it while it learns cannot be tested with it"
                    " afterwards"
                )
                yield Slip(call.step._replace(node=node), message, ((source.step, "it was set apart here"),))


def _test_part(value: Value, flow: Flow) -> Call | None:
    """The call that set apart the test rows that a value has."""
    for item in _ancestry(value, flow):
        call = item.call
        if call is None or not item.part:
            continue
        if is_split(call) and len(item.part) == 1:
            return call if item.part[0] % 2 else None
        if leaf(call.function) == "load_data" and keras(call.function).startswith("datasets."):
            return call if item.part[0] == 1 else None
    return None
