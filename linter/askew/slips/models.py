"""Slips in building, compiling, saving and running networks."""

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from askew.code.changes import Change
from askew.code.comments import are_alternatives
from askew.code.reading import reading
from askew.code.values import Bound, Call, Deed, Dropped, Flow, Step, Value
from askew.slips.objects import is_model, keras, leaf, origin
from askew.slips.slip import Slip, lines_of

_WEIGHTED = frozenset(
    "Dense EinsumDense Conv1D Conv2D Conv3D Convolution1D Convolution2D Convolution3D Conv1DTranspose Conv2DTranspose"
    " Conv3DTranspose SeparableConv1D SeparableConv2D DepthwiseConv1D DepthwiseConv2D ConvLSTM1D ConvLSTM2D ConvLSTM3D LSTM GRU"
    " SimpleRNN Bidirectional TimeDistributed Embedding BatchNormalization LayerNormalization GroupNormalization PReLU".split()
)
_LIBRARIES = frozenset(("keras", "tensorflow", "tf_keras"))
_INTERPRETERS = ("tensorflow.lite.", "tflite_runtime.", "ai_edge_litert.")
_NEEDS_TENSORS = ("set_tensor", "invoke", "get_tensor")


def repeated_layer(flow: Flow) -> Iterator[Slip]:
    """Yield the layers with weights that stand in one Sequential twice."""
    for call in flow.calls:
        if leaf(keras(call.function)) == "Sequential":
            yield from _again(_listed(call), flow)
    adding = {
        id(call.receiver): call.receiver for call in flow.calls if call.method == "add" and call.receiver is not None
    }
    for model in adding.values():
        if leaf(keras(origin(model, flow).made)) == "Sequential":
            added = [deed for deed in model.deeds if deed.what == "add" and deed.call is not None]
            layers = ((deed.call.argument(0, "layer"), deed.step) for deed in added if deed.call is not None)
            yield from _again(((layer, step) for layer, step in layers if layer is not None), flow)


def _listed(call: Call) -> Iterator[tuple[Value, Step]]:
    """The layers that a model is made of at once, each with its place."""
    layers = call.argument(0, "layers")
    if layers is not None and isinstance(layers.node, (ast.List, ast.Tuple)) and layers.items is not None:
        for layer, node in zip(layers.items, layers.node.elts, strict=True):
            yield layer, call.step._replace(node=node)


def _again(layers: Iterable[tuple[Value, Step]], flow: Flow) -> Iterator[Slip]:
    seen: dict[int, Step] = {}
    for layer, step in layers:
        name = leaf(keras(origin(layer, flow).made))
        first = seen.setdefault(id(layer), step)
        if first is not step and name in _WEIGHTED and first.path == step.path:
            message = f"`{_shown(step.node)}` stands in this model twice: it is one {name} with one set of weights, not two layers"
            yield Slip(step, message, ((first, "the first time"),))


def _shown(node: ast.AST) -> str:
    """A layer as it is written in a list, or passed to `add`."""
    if isinstance(node, ast.Call):
        node = next(iter((*node.args, *(item.value for item in node.keywords))), node)
    return ast.unparse(node)


def repeated_compile(flow: Flow) -> Iterator[Slip]:
    """Yield the compilations that come right after another of the same model, which is then used."""
    compiled = [item for item in flow.dropped if item.call.method == "compile" and item.call.receiver is not None]
    then = {id(item.call): _next(item.call) for item in compiled}
    for one, other in pairwise(compiled):
        second, third = then[id(one.call)], then[id(other.call)]
        is_row = second is not None and second.call is other.call and third is not None and third.what != "compile"
        if is_row and _is_for_training(one.call, other.call) and _is_right_after(one, other, flow):
            message = "the model was compiled just above and not used since: that first `compile` has no effect"
            yield Slip(other.call.step, message, ((one.call.step, "the first one"),))


def _next(call: Call) -> Deed | None:
    """What is done with an object right after a method of it is called."""
    deeds = call.receiver.deeds if call.receiver is not None else []
    place = bisect_right(deeds, call.step.number, key=lambda deed: deed.step.number)
    return deeds[place] if place < len(deeds) else None


def _is_for_training(*calls: Call) -> bool:
    return all({"optimizer", "loss"} & call.keywords.keys() for call in calls)


def _is_right_after(one: Dropped, other: Dropped, flow: Flow) -> bool:
    """Whether nothing between two statements can matter to the second, and no comments name them as things to choose from."""
    if one.body is not other.body:
        return False
    for node in one.body[one.place + 1 : other.place]:
        is_import = isinstance(node, (ast.Import, ast.ImportFrom))
        if not is_import and not (
            isinstance(node, ast.Assign) and all(isinstance(item, ast.Name) for item in node.targets)
        ):
            return False
    start = bisect_right(flow.calls, one.call.step.number, key=lambda call: call.step.number)
    for call in flow.calls[start:]:
        if call.step.number >= other.call.step.number:
            break
        if call.receiver is not None or call.function[:1] in ("", "."):
            return False
    text = reading(one.step.code.dialect, one.step.code.text).text
    first, last = lines_of(one.step)[0], lines_of(other.step)[0]
    return not are_alternatives(text, first - 1, last) and not _are_named(text, first, last)


def _are_named(text: str, first: int, last: int) -> bool:
    """Whether different comments stand above two lines."""
    above = [text.split("\n")[line - 2].strip() if line > 1 else "" for line in (first, last)]
    return above[0] != above[1] and all(line.startswith("#") for line in above)


def saved_as_pb(flow: Flow) -> Iterator[Slip]:
    """Yield the models that are saved under a name that ends in `.pb`."""
    for call in flow.calls:
        if call.method == "save" and call.receiver is not None:
            target = call.argument(0, "filepath")
            is_right = is_model(call.receiver, flow) or (
                origin(call.receiver, flow).call is None and bool(_LIBRARIES & flow.imported)
            )
        else:
            target = call.argument(1, "filepath")
            is_right = leaf(keras(call.function)) == "save_model"
        if target is not None and is_right and _text_end(target.node).endswith(".pb"):
            message = (
                "a model cannot be saved as `.pb`: Keras 3 refuses the name, older ones make a folder of that name;"
                " write `.keras`, or `model.export(folder)` for the SavedModel whose graph is a `.pb`"
            )
            yield Slip(call.step, message)


def _text_end(node: ast.AST | None) -> str:
    """The end of a string literal, "" for anything else."""
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[-1]
    elif isinstance(node, ast.BinOp):
        node = node.right
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def unallocated_interpreter(flow: Flow) -> Iterator[Slip]:
    """Yield the first use of each TFLite interpreter that has no memory for its tensors yet."""
    done: set[int] = set()
    for call in flow.calls:
        if call.method in _NEEDS_TENSORS and call.receiver is not None and id(call.receiver) not in done:
            done.add(id(call.receiver))
            if _is_unallocated(call, call.receiver):
                yield _allocated(call, call.receiver)


def _is_unallocated(call: Call, interpreter: Value) -> bool:
    made = interpreter.call
    if made is None or interpreter.part or leaf(made.function) != "Interpreter" or call.step.guarded:
        return False
    if not made.function.startswith(_INTERPRETERS) or made.step.path != call.step.path[: len(made.step.path)]:
        return False
    unknown = [
        deed
        for deed in interpreter.deeds
        if deed.what in ("allocate_tensors", "passed", "", ".allocate_tensors")
        and not call.step.surely_before(deed.step)
    ]
    return not unknown


def _allocated(call: Call, interpreter: Value) -> Slip:
    message = f"`{call.method}` fails before `allocate_tensors()` was called: the interpreter has no tensors yet"
    node = call.step.node
    changes: tuple[Change, ...] = ()
    text = reading(call.step.code.dialect, call.step.code.text).text
    assert isinstance(node, ast.Call)
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        line = text.split("\n")[node.lineno - 1]
        margin = line.encode()[: node.col_offset].decode()
        if not margin.strip():
            changes = (Change(node.lineno, 0, node.lineno, 0, f"{margin}{node.func.value.id}.allocate_tensors()\n"),)
    assert interpreter.call is not None
    related = ((interpreter.call.step, "the interpreter"),)
    return Slip(call.step, message, related, changes, "Allocate the tensors")


def unused_optimizer(flow: Flow) -> Iterator[Slip]:
    """Yield the optimizers that nothing reads, where a model is compiled with a name right after."""
    unread = [item for item in flow.bound if item.name not in flow.read and _is_optimizer(item.value)]
    for call in flow.calls if unread else ():
        named = call.argument(0, "optimizer") if call.method == "compile" else None
        if named is not None and isinstance(named.constant, str):
            while unread and unread[0].step.number < call.step.number:
                item = unread.pop(0)
                is_next = not unread or unread[0].step.number > call.step.number
                if is_next and item.step.code is call.step.code and item.step.path == call.step.path:
                    yield _unused(item, named, call)


def _is_optimizer(value: Value) -> bool:
    path = keras(value.made)
    return path.startswith("optimizers.") and leaf(path)[:1].isupper()


def _unused(item: Bound, named: Value, call: Call) -> Slip:
    name, text = item.name, str(named.constant)
    where = named.node
    assert isinstance(where, ast.Constant)
    is_same = leaf(item.value.made).lower() == text.lower() and where.end_lineno == where.lineno
    change = Change(where.lineno, where.col_offset, where.lineno, where.end_col_offset or 0, name)
    message = f"`{name}` is never used: the model is compiled with {text!r} and its default settings"
    return Slip(
        item.step,
        message,
        ((call.step._replace(node=where), "the optimizer that is used"),),
        (change,) if is_same else (),
        f"Compile with `{name}`",
    )
