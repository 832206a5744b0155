"""What the output of a network ends with: whether it is probabilities."""

from typing import NamedTuple

from askew.code.values import Call, Flow, Value
from askew.slips.objects import keras, leaf, origin

_NAMES = frozenset(("softmax", "sigmoid"))
_ROOTS = frozenset(("tensorflow", "keras", "tf_keras", "torch", "scipy"))
_REBUILDS = frozenset(("pop", "insert", "append", "extend", "add_module", "[]=", "=activation"))
_DEPTH = 8


class Activation(NamedTuple):
    """What turns a network's output into probabilities: `softmax` or `sigmoid`, and the value that does it."""

    name: str
    value: Value


def of_output(value: Value, flow: Flow, until: Call, depth: int = _DEPTH) -> Activation | None:
    """Return the activation that a tensor is the result of, None for none or an unknown one.

    `until` is the call that uses it.
    """
    value = origin(value, flow)
    call = value.call
    if call is None or value.part or depth == 0:
        return None
    if call.receiver is None:
        if call.function.endswith((".layers.dense", ".layers.conv2d")):  # those of TensorFlow 1
            return _named(call.keywords.get("activation"), value)
        is_one = leaf(call.function) in _NAMES and call.function.split(".", 1)[0] in _ROOTS
        return Activation(leaf(call.function), value) if is_one else None
    if _is_of_tensor(call):
        return Activation(call.method, value)
    if call.method in ("", "predict", "forward", "call"):
        return of_layer(call.receiver, flow, until, depth - 1)
    return None


def of_layer(layer: Value, flow: Flow, until: Call, depth: int = _DEPTH) -> Activation | None:
    """Return the activation that a layer or a model ends with, None for none or an unknown one."""
    model = origin(layer, flow)
    call = model.call
    if call is None or model.part or depth == 0:
        return None
    if call.function in flow.classes:
        return _of_class(call, flow, until, depth)
    path = keras(call.function)
    if leaf(call.function) == "Sequential" and (path or call.function.startswith("torch.")):
        last = _last(model, call, until)
        changed = layer is not model and any(deed.what in ("add", *_REBUILDS) for deed in layer.deeds)
        return of_layer(last, flow, until, depth - 1) if last is not None and not changed else None
    if leaf(path) == "Model":
        output = _only(call.argument(1, "outputs", "output"))
        return of_output(output, flow, until, depth - 1) if output is not None else None
    if call.function.startswith("torch.nn."):
        name = leaf(call.function).lower().removesuffix("2d")
        return Activation(name, model) if name in _NAMES else None
    return _of_keras(path, call, model, flow, until, depth)


def _is_of_tensor(call: Call) -> bool:
    """Whether a call is `x.softmax(dim=1)` or `x.sigmoid()`, as tensors of torch have them."""
    if call.method == "softmax":
        return "dim" in call.keywords or (len(call.arguments) == 1 and isinstance(call.arguments[0].constant, int))
    return call.method == "sigmoid" and not call.arguments and not call.keywords


def _of_keras(path: str, call: Call, layer: Value, flow: Flow, until: Call, depth: int) -> Activation | None:
    name = leaf(path)
    if name == "TimeDistributed" and call.arguments:
        return of_layer(call.arguments[0], flow, until, depth - 1)
    if name == "Softmax":
        return Activation("softmax", layer)
    place = {"Activation": 0, "Dense": 1}.get(name, -1)
    return _named(call.argument(place, "activation"), layer) if path else None


def _named(passed: Value | None, layer: Value) -> Activation | None:
    """The activation that is passed to a layer, by its name or as a function."""
    if passed is None:
        return None
    said = passed.constant or (leaf(passed.name) if passed.name.split(".", 1)[0] in _ROOTS else "")
    return Activation(str(said), layer) if said in _NAMES else None


def _of_class(call: Call, flow: Flow, until: Call, depth: int) -> Activation | None:
    """What all outputs of the script's own model end with."""
    methods = flow.classes[call.function].methods
    function = methods.get("forward") or methods.get("call")
    first = None
    for value in function.returns if function is not None else ():
        found = of_output(value, flow, until, depth - 1)
        first = first or found
        if found is None:
            return None
    return first


def _last(model: Value, call: Call, until: Call) -> Value | None:
    """The last layer of a sequential model at the time of a call."""
    here = until.step.path[: len(call.step.path)] == call.step.path
    deeds = [deed for deed in model.deeds if not here or deed.step.number < until.step.number]
    if call.open or any(deed.what in _REBUILDS for deed in deeds):
        return None
    added = [deed for deed in deeds if deed.what == "add" and deed.call is not None]
    if added:
        last = added[-1]
        is_sure = last.step.path == call.step.path or last.step.surely_before(until.step)
        return last.call.argument(0, "layer") if last.call is not None and is_sure else None
    if call.function.startswith("torch."):
        return call.arguments[-1] if call.arguments else None
    layers = call.argument(0, "layers")
    return layers.items[-1] if layers is not None and layers.items else None


def _only(value: Value | None) -> Value | None:
    """A value, or the only item of a list."""
    if value is None or value.items is None:
        return value
    return value.items[0] if len(value.items) == 1 else None
