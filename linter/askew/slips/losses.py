"""Losses that take raw scores, and get probabilities."""

import ast
from collections.abc import Iterator

from askew.code.changes import Change
from askew.code.values import Call, Flow, Value
from askew.slips.activations import Activation, of_layer, of_output
from askew.slips.objects import keras, leaf, origin
from askew.slips.slip import Slip

_TORCH_LOSSES = {
    "torch.nn.CrossEntropyLoss": "softmax",
    "torch.nn.BCEWithLogitsLoss": "sigmoid",
    "torch.nn.functional.cross_entropy": "softmax",
    "torch.nn.functional.binary_cross_entropy_with_logits": "sigmoid",
}
_WITH_LOGITS = frozenset(
    "softmax_cross_entropy_with_logits softmax_cross_entropy_with_logits_v2 sparse_softmax_cross_entropy_with_logits"
    " sigmoid_cross_entropy_with_logits softmax_cross_entropy sparse_softmax_cross_entropy sigmoid_cross_entropy".split()
)


def double_activation(flow: Flow) -> Iterator[Slip]:
    """Yield the losses that apply softmax or sigmoid to what went through it already."""
    for call in flow.calls:
        if call.method == "compile" and call.receiver is not None:
            loss = call.argument(1, "loss")
            given = _from_logits(loss, flow) if loss is not None else None
            found = of_layer(call.receiver, flow, call) if given is not None else None
        else:
            given, scores = _scored(call, flow)
            found = of_output(scores, flow, call) if scores is not None else None
        if given is not None and found is not None:
            yield _slip(call, given, found)


def _slip(call: Call, loss: Call, found: Activation) -> Slip:
    keyword = _keyword(loss)
    assert found.value.call is not None
    related = ((found.value.call.step, f"the {found.name}"),)
    if keyword is None:
        message = f"`{_named(loss)}` takes raw scores and gets the result of {found.name}"
        return Slip(call.step, message, related)
    where = keyword.value
    change = Change(where.lineno, where.col_offset, where.lineno, where.col_offset + len("True"), "False")
    message = f"`from_logits=True` promises raw scores, but they went through {found.name} already"
    return Slip(loss.step._replace(node=keyword), message, related, (change,), "Say `from_logits=False`")


def _named(loss: Call) -> str:
    return leaf(loss.function)


def _keyword(loss: Call) -> ast.keyword | None:
    assert isinstance(loss.step.node, ast.Call)
    return next((item for item in loss.step.node.keywords if item.arg == "from_logits"), None)


def _from_logits(loss: Value, flow: Flow) -> Call | None:
    """The call with `from_logits=True` that made a loss, or that the script's own loss function returns."""
    loss = origin(loss, flow)
    function = flow.functions.get(loss.name)
    if function is not None and len(function.returns) == 1:
        loss = function.returns[0]
    call = loss.call
    return call if call is not None and _takes_logits(call) and not loss.part else None


def _takes_logits(call: Call) -> bool:
    given = call.keywords.get("from_logits")
    return (
        keras(call.function).startswith(("losses.", "backend.", "metrics."))
        and given is not None
        and given.constant is True
    )


def _scored(call: Call, flow: Flow) -> tuple[Call | None, Value | None]:
    """The loss that a call computes, as the call that has it say so, and the scores that it gets."""
    if call.receiver is not None:
        made = origin(call.receiver, flow).call
        if made is None or call.method not in ("", "__call__", "forward", "call"):
            return None, None
        if made.function in _TORCH_LOSSES:
            return made, call.argument(0, "input")
        return made, call.argument(1, "y_pred") if _takes_logits(made) else None
    if call.function in _TORCH_LOSSES:
        return call, call.argument(0, "input")
    if leaf(call.function) in _WITH_LOGITS and call.function.startswith("tensorflow."):
        return call, call.argument(1, "logits")
    return call, call.argument(1, "y_pred", "output") if _takes_logits(call) else None
