"""What kind of object a value is."""

import re

from askew.code.values import Call, Flow, Value, part_of

_KERAS = re.compile(
    r"(?:(?:tensorflow\.)?(?:(?:compat\.v[12]|python|contrib)\.)?(?:tf_)?keras\.(?:src\.|api\.)?"
    r"|tensorflow\.(?=(?:losses|metrics|optimizers)\.))(.+)"
)
_SAME = frozenset(("to", "cuda", "cpu", "train", "eval", "half", "float", "double", "requires_grad_"))  # return self
_MODELS = frozenset(("Sequential", "Model", "Functional", "load_model", "clone_model", "model_from_json"))
_DEPTH = 8


_WRAPPERS = frozenset(("KerasClassifier", "KerasRegressor"))  # predict classes, or are no models


def keras(dotted: str) -> str:
    """Return where in Keras a dotted name is (`layers.Dense`), whichever Keras it is; "" for other libraries."""
    found = _KERAS.fullmatch(dotted)
    return found[1] if found else ""


def leaf(dotted: str) -> str:
    """Return the last part of a dotted name."""
    return dotted.rsplit(".", 1)[-1]


def origin(value: Value, flow: Flow, depth: int = _DEPTH) -> Value:
    """Return the value that one really is.

    That is what a function of the script returns, what the only call of a function passes to it, or the object of a
    method that returns its own object.
    """
    call = value.call
    if depth == 0:
        return value
    if value.parameter is not None:
        function, place, name = value.parameter
        calls = flow.calls_of.get(function, ())
        passed = calls[0].argument(place, name) if len(calls) == 1 and not calls[0].open else None
        return origin(passed, flow, depth - 1) if passed is not None else value
    if call is None:
        return value
    if call.receiver is not None and call.method in _SAME and not value.part:
        return origin(call.receiver, flow, depth - 1)
    own = flow.functions.get(call.function)
    if own is None or len(own.returns) != 1:
        return value
    found = own.returns[0]
    for index in value.part:
        found = part_of(found, index)
    return origin(found, flow, depth - 1)


def is_model(value: Value, flow: Flow) -> bool:
    """Tell whether a value is a Keras model: made as one, or compiled or fitted as only those are."""
    model = origin(value, flow)
    if model.call is None:
        return not _WRAPPERS & flow.read and any(
            _is_trained(deed.call) for deed in model.deeds if deed.call is not None
        )
    own = flow.classes.get(model.made)
    if own is not None:
        return "predict" not in own.methods and any(leaf(keras(base)) in _MODELS for base in own.bases)
    path = keras(model.made)
    return leaf(path) in _MODELS or (path.startswith("applications.") and leaf(path)[:1].isupper())


def _is_trained(call: Call) -> bool:
    """Whether a call compiles or fits as only Keras models are compiled and fitted."""
    if call.method == "compile":
        return {"optimizer", "loss"} <= call.keywords.keys()
    return call.method == "fit" and {"epochs", "validation_data"} <= call.keywords.keys()
