"""CSV: one row a spare, safe to open in a spreadsheet."""

from collections.abc import Iterator

from askew.duplicates.survey import Survey
from askew.reporters.csv import row
from askew.reporters.duplicates import one_line
from askew.reporters.style import Style

HEADER = ("cluster", "kind", "score", "path", "line", "id", "question", "answer_score", "why",
          "keeper_path", "keeper_line", "keeper_id", "keeper_question")  # fmt: skip


def report(survey: Survey, _: Style) -> Iterator[str]:
    """Yield the names of the columns, then a row for every record that repeats another."""
    yield row(HEADER)
    for repeated in survey.found:
        keeper, name = repeated.keeper, repeated.id
        kept = (keeper.path, str(keeper.line), keeper.id or "", one_line(keeper.question or ""))
        for spare in repeated.spares:
            item, alike = spare.item, survey.likeness(keeper, spare)
            answers = "" if alike is None else f"{alike:.4f}"
            place = item.path, str(item.line), item.id or "", one_line(item.question or "")
            verdict = name, spare.kind, f"{spare.score:.4f}"
            yield row((*verdict, *place, answers, survey.why(keeper, spare), *kept))
