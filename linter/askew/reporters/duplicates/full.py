"""Every cluster with what to keep and what repeats it, side by side, what differs marked in the text."""

from collections.abc import Iterator

from askew.duplicates.repeated import Item, Repeated, Spare
from askew.duplicates.survey import Survey
from askew.reporters.duplicates import one_line
from askew.reporters.duplicates.sides import Side, beside, marks
from askew.reporters.style import Style

_LONGEST = 400  # characters of a question that are shown
_THINGS = {"question": "records", "answer": "records", "code": "code blocks", "document": "files"}
_MARGIN = "    "


def report(survey: Survey, style: Style) -> Iterator[str]:
    """Yield, for every cluster, its headline, what is kept, and each that repeats it with its reason and differences."""
    for repeated in survey.found:
        keeper = repeated.keeper
        yield _headline(repeated, _THINGS[survey.by], style)
        question = f": {_question(keeper)}" if keeper.question else ""
        yield f" {style.dim('-->')} keep {style.bold(_place(keeper))}{question}"
        for spare in repeated.spares:
            kind = style.kind(f"{spare.kind} {spare.score:.2f}", spare.kind)
            said = one_line(survey.why(keeper, spare)) + _answers(survey, keeper, spare)
            yield f"  {style.dim('=')} {kind} {style.bold(_place(spare.item))}: {said}"
            if keeper.question and spare.item.question and spare.kind != "identical":
                yield from _sides(keeper, spare.item, style)
        yield ""


def _headline(repeated: Repeated, things: str, style: Style) -> str:
    kind = style.kind(f"{repeated.kind} {repeated.score:.2f}", repeated.kind)
    count = len(repeated.spares) + 1
    saves = "" if repeated.kind == "review" else f", one to keep, {repeated.saves:,} bytes to save"
    return f"{kind} {count:,} {things}{saves} {style.dim(f'({repeated.id})')}"


def _answers(survey: Survey, keeper: Item, spare: Spare) -> str:
    """How alike the answers are, where that is not said already or the subject."""
    if survey.by != "question" or spare.kind == "review":
        return ""
    alike = survey.likeness(keeper, spare)
    return "; an answer is missing" if alike is None else f"; the answers are {alike:.0%} alike"


def _sides(keeper: Item, item: Item, style: Style) -> Iterator[str]:
    texts = _question(keeper), _question(item)
    only = marks(*texts)
    left, right = Side(texts[0], only[0], "32;1"), Side(texts[1], only[1], "31;1")
    for line in beside(left, right, style.width - len(_MARGIN), style):
        yield f"{_MARGIN}{line}"


def _question(item: Item) -> str:
    text = one_line((item.question or "")[: 2 * _LONGEST])
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _place(item: Item) -> str:
    return f"{one_line(item.path)}:{item.line}"
