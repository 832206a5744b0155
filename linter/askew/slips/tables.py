"""Slips with tables and scores: gaps filled where there are none, probabilities taken for classes."""

from collections.abc import Iterator

from askew.code.comments import are_alternatives
from askew.code.reading import reading
from askew.code.values import Call, Flow, Value
from askew.slips.objects import is_model, leaf
from askew.slips.slip import Slip, lines_of

_STAYS_FULL = frozenset(
    "copy reset_index drop drop_duplicates sort_values sort_index rename head tail sample round".split()
)
_CLASS_SCORES = frozenset(
    "confusion_matrix classification_report accuracy_score balanced_accuracy_score precision_score recall_score f1_score"
    " fbeta_score precision_recall_fscore_support cohen_kappa_score matthews_corrcoef jaccard_score hamming_loss".split()
)
_SAME_NUMBERS = frozenset("flatten ravel reshape squeeze numpy tolist copy".split())


def fillna_after_dropna(flow: Flow) -> Iterator[Slip]:
    """Yield the fillings of gaps in a table that has none, since its rows with gaps were dropped."""
    if any({"dropna", "fillna"} & own.methods.keys() for own in flow.classes.values()):
        return
    for call in flow.calls:
        if call.method != "fillna" or call.receiver is None:
            continue
        dropped = _emptied(call.receiver.owner, call)
        if dropped is None or dropped.step.code is not call.step.code or not dropped.step.surely_before(call.step):
            continue
        first, last = lines_of(dropped.step)[0], lines_of(call.step)[0]
        if not are_alternatives(_text(call), first, last):
            message = "`dropna` has left no gaps in this table, so `fillna` can do nothing"
            yield Slip(call.step, message, ((dropped.step, "the rows with gaps are dropped here"),))


def _text(call: Call) -> str:
    return reading(call.step.code.dialect, call.step.code.text).text


def _emptied(table: Value, until: Call, depth: int = 20) -> Call | None:
    """The `dropna` after which a table has no gaps, and gets none before `until`."""
    drops = [deed.call for deed in table.deeds if deed.what == "dropna" and deed.call is not None and not deed.inner]
    before = [call for call in drops if call.step.number < until.step.number and _is_inplace(call) and _is_full(call)]
    found = before[-1] if before else None
    made = table.call
    if found is None and made is not None and made.receiver is not None and not table.part:
        if made.method == "dropna":
            found = made if _is_full(made) and not _is_inplace(made) else None
        elif made.method in _STAYS_FULL and depth:
            found = _emptied(made.receiver, made, depth - 1)
            return found if found is not None and _is_untouched(table, made, until) else None
    return found if found is not None and _is_untouched(table, found, until) else None


def _is_inplace(call: Call) -> bool:
    given = call.keywords.get("inplace")
    return given is not None and given.constant is not False


def _is_full(call: Call) -> bool:
    """Whether no gap is left: rows, or columns, go for a single one."""
    if call.open or {"subset", "thresh"} & call.keywords.keys() or len(call.arguments) > 1:
        return False
    how = call.keywords.get("how")
    return how is None or how.constant == "any"


def _is_untouched(table: Value, since: Call, until: Call) -> bool:
    """Whether a table is only looked at between two calls."""
    for deed in table.deeds:
        if since.step.number < deed.step.number < until.step.number:
            if deed.what.startswith("=") or deed.what == "[]=":
                return False
            call = deed.call
            if call is not None and (_may_change(call) if deed.what == "passed" else _is_inplace(call)):
                return False
    return True


def _may_change(call: Call) -> bool:
    """Whether a call may change what is passed to it: none of a library does so here."""
    made = call.receiver.made if call.receiver is not None else call.function
    return made[:1] in ("", ".")


def probabilities_as_classes(flow: Flow) -> Iterator[Slip]:
    """Yield the scores of classes that get probabilities."""
    for call in flow.calls:
        if not call.function.startswith("sklearn.") or leaf(call.function) not in _CLASS_SCORES or call.step.guarded:
            continue
        predicted = call.argument(1, "y_pred")
        source = _probabilities(predicted, flow) if predicted is not None else None
        if source is not None:
            name = leaf(call.function)
            message = (
                f"`{name}` needs classes, and `{source.method}` gives probabilities here: take the argmax, or compare"
            )
            yield Slip(call.step, message, ((source.step, "the probabilities"),))


def _probabilities(value: Value, flow: Flow, depth: int = 8) -> Call | None:
    """The prediction of probabilities that a value is, or is taken from."""
    call = value.call
    if value.inner and depth:
        return _probabilities(value.parents[0], flow, depth - 1)
    if call is None or value.part or call.receiver is None:
        return None
    if call.method in _SAME_NUMBERS and depth:
        return _probabilities(call.receiver, flow, depth - 1)
    if call.method == "predict_proba" or (call.method == "predict" and is_model(call.receiver, flow)):
        return call
    return None
