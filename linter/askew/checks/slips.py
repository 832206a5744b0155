"""S: semantic slips in machine learning code, found by following its objects."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from askew.code.changes import edits
from askew.code.dialect import PYTHON
from askew.code.listing import listing
from askew.code.parsing import parsed
from askew.code.reading import reading
from askew.diagnostic import Finding, Fix, Related, Safety, Severity
from askew.document import Document, Span
from askew.programs import scripts
from askew.record import Code
from askew.rule import Bank, Rule, rule
from askew.slips.signs import has_a_word, signs_in

if TYPE_CHECKING:
    from askew.code.values import Flow, Step
    from askew.slips.slip import Slip


@rule("S001", Severity.WARNING, "text")
def double_activation(bank: Bank) -> Iterator[Finding]:
    """Softmax or sigmoid in front of a loss that applies it itself."""
    yield from _findings(bank, "S001")


@rule("S002", Severity.WARNING, "text")
def early_fit(bank: Bank) -> Iterator[Finding]:
    """Scaler, imputer, selector or vectoriser that is fitted before the test rows are set apart."""
    yield from _findings(bank, "S002")


@rule("S003", Severity.WARNING, "text")
def test_as_validation(bank: Bank) -> Iterator[Finding]:
    """Test set that a model is validated with while it is fitted."""
    yield from _findings(bank, "S003")


@rule("S004", Severity.WARNING, "text")
def fillna_after_dropna(bank: Bank) -> Iterator[Finding]:
    """Gaps that are filled after all rows with gaps were dropped."""
    yield from _findings(bank, "S004")


@rule("S005", Severity.WARNING, "text")
def discarded_result(bank: Bank) -> Iterator[Finding]:
    """Call without effect whose result is thrown away."""
    yield from _findings(bank, "S005")


@rule("S006", Severity.WARNING, "text")
def repeated_layer(bank: Bank) -> Iterator[Finding]:
    """Layer with weights that stands in one model twice."""
    yield from _findings(bank, "S006")


@rule("S007", Severity.WARNING, "text")
def repeated_compile(bank: Bank) -> Iterator[Finding]:
    """Model that is compiled twice with nothing in between."""
    yield from _findings(bank, "S007")


@rule("S008", Severity.ERROR, "text")
def saved_as_pb(bank: Bank) -> Iterator[Finding]:
    """Keras model that is saved under a name that ends in `.pb`."""
    yield from _findings(bank, "S008")


@rule("S009", Severity.ERROR, "text")
def probabilities_as_classes(bank: Bank) -> Iterator[Finding]:
    """Probabilities where a score of classes is computed."""
    yield from _findings(bank, "S009")


@rule("S010", Severity.ERROR, "text")
def unallocated_interpreter(bank: Bank) -> Iterator[Finding]:
    """TFLite interpreter that is used before `allocate_tensors`."""
    yield from _findings(bank, "S010")


@rule("S011", Severity.WARNING, "text")
def unused_optimizer(bank: Bank) -> Iterator[Finding]:
    """Optimizer that is made and not used, since the model is compiled with a name."""
    yield from _findings(bank, "S011")


class _Found(NamedTuple):
    """A slip, with the code of its rule."""

    rule: str
    slip: "Slip"


def _findings(bank: Bank, code: str) -> Iterator[Finding]:
    if not bank.code or not has_a_word(bank.document.source, code):
        return
    for found in _found(scripts(bank)):
        if found.rule == code:
            yield _finding(bank.document, found.slip)


@lru_cache(maxsize=8)
def _found(groups: tuple[tuple[Code, ...], ...]) -> tuple[_Found, ...]:
    """The slips of a document."""
    return tuple(found for number in range(len(groups)) for found in _of_script(groups, number))


def _of_script(groups: tuple[tuple[Code, ...], ...], number: int) -> Iterator[_Found]:
    texts = {code: reading(code.dialect, code.text).text for code in groups[number] if code.dialect in PYTHON}
    text = "\n".join(texts.values())
    wanted = signs_in(text)
    if not wanted:
        return
    from askew.code.comments import is_admitted
    from askew.code.flow import flow
    from askew.code.meanings import meanings

    known = meanings(groups, number)
    happened = flow(((code, parsed(part)) for code, part in texts.items()), lambda code, node: known[code].of(node))
    judges = _judges()
    for rule_code in wanted:
        for slip in judges[rule_code](happened):
            code = slip.step.code
            if code.dialect != "repl" and not is_admitted(texts[code], getattr(slip.step.node, "lineno", 1)):
                yield _Found(rule_code, slip)


@lru_cache(maxsize=1)
def _judges() -> "Mapping[str, Callable[[Flow], Iterator[Slip]]]":
    from askew.slips import discarded, losses, models, splits, tables

    return {
        "S001": losses.double_activation,
        "S002": splits.early_fit,
        "S003": splits.test_as_validation,
        "S004": tables.fillna_after_dropna,
        "S005": discarded.discarded_result,
        "S006": models.repeated_layer,
        "S007": models.repeated_compile,
        "S008": models.saved_as_pb,
        "S009": tables.probabilities_as_classes,
        "S010": models.unallocated_interpreter,
        "S011": models.unused_optimizer,
    }


def _finding(document: Document, slip: "Slip") -> Finding:
    related = tuple(Related(_span(document, step), message) for step, message in slip.related)
    made = edits(document, listing(document, slip.step.code), slip.changes)
    fix = Fix(slip.title, Safety.UNSAFE, made) if made else None
    return Finding(_span(document, slip.step), slip.message, fix, related)


def _span(document: Document, step: "Step") -> Span:
    node = step.node
    lines = listing(document, step.code)
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    return lines.span(line, column, getattr(node, "end_lineno", line), getattr(node, "end_col_offset", column))


RULES: tuple[Rule, ...] = (
    double_activation,
    early_fit,
    test_as_validation,
    fillna_after_dropna,
    discarded_result,
    repeated_layer,
    repeated_compile,
    saved_as_pb,
    probabilities_as_classes,
    unallocated_interpreter,
    unused_optimizer,
)
