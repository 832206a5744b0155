"""CSV: one row a spare, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from askew.duplicates.survey import Survey
from askew.reporters.duplicates import one_line
from askew.reporters.style import Style

HEADER = ("cluster", "kind", "score", "path", "line", "id", "question", "answer_score", "why",
          "keeper_path", "keeper_line", "keeper_id", "keeper_question")  # fmt: skip
_FORMULA = ("=", "+", "-", "@")


def report(survey: Survey, _: Style) -> Iterator[str]:
    """Yield the names of the columns, then a row for every record that repeats another."""
    yield _row(HEADER)
    for repeated in survey.found:
        keeper, name = repeated.keeper, repeated.id
        kept = (keeper.path, str(keeper.line), keeper.id or "", keeper.question or "")
        for spare in repeated.spares:
            item, alike = spare.item, survey.likeness(keeper, spare)
            answers = "" if alike is None else f"{alike:.4f}"
            place = item.path, str(item.line), item.id or "", item.question or ""
            verdict = name, spare.kind, f"{spare.score:.4f}"
            yield _row((*verdict, *place, answers, survey.why(keeper, spare), *kept))


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(_harmless(one_line(cell)) for cell in cells)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: what looks like one gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
