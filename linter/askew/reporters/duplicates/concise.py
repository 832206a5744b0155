"""One line a spare: path:line: KIND SCORE of path:line: why."""

from collections.abc import Iterator

from askew.duplicates.survey import Survey
from askew.reporters.duplicates import one_line
from askew.reporters.style import Style


def report(survey: Survey, style: Style) -> Iterator[str]:
    """Yield a line for every record that repeats another."""
    for repeated in survey.found:
        keeper = repeated.keeper
        of = f"{one_line(keeper.path)}:{keeper.line}"
        for spare in repeated.spares:
            where = f"{style.bold(one_line(spare.item.path))}:{spare.item.line}:"
            kind = style.kind(f"{spare.kind} {spare.score:.2f}", spare.kind)
            yield f"{where} {kind} of {of}: {one_line(survey.why(keeper, spare))}"
