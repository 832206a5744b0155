"""A table for spreadsheets: RFC 4180 but for the line ends, and nothing in it is a formula."""

import csv
import io
from collections.abc import Iterator

from askew.diagnostic import Diagnostic
from askew.reporters.style import Style
from askew.reporters.text import printable
from askew.run import Report

_COLUMNS = "path line column end_line end_column severity code name message record fingerprint fix safety".split()
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield the names of the columns, then a row for every diagnostic."""
    yield ",".join(_COLUMNS)
    for item in run.diagnostics:
        row = io.StringIO()
        csv.writer(row, lineterminator="").writerow(_row(item))
        yield row.getvalue()


def _row(item: Diagnostic) -> Iterator[str | int]:
    yield _cell(item.path)
    yield from item.place[:4]
    yield from (item.severity.value, item.code, item.name)
    yield _cell(item.message)
    yield from (item.record or "", item.fingerprint)
    yield from (_cell(item.fix.title), item.fix.safety.value) if item.fix is not None else ("", "")


def _cell(text: str) -> str:
    """The text of a cell; an apostrophe goes before what a spreadsheet would take for a formula and run."""
    shown = printable(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
