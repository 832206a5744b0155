"""A table for spreadsheets: RFC 4180 but for the line ends, and nothing in it is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

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
        yield row(_cells(item))


def row(cells: Iterable[str | int]) -> str:
    """Return a row of a table. An apostrophe goes before what a spreadsheet would take for a formula and run."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(_harmless(cell) if isinstance(cell, str) else cell for cell in cells)
    return out.getvalue()


def _cells(item: Diagnostic) -> Iterator[str | int]:
    yield item.path
    yield from item.place[:4]
    yield from (item.severity.value, item.code, item.name, item.message, item.record or "", item.fingerprint)
    yield from (item.fix.title, item.fix.safety.value) if item.fix is not None else ("", "")


def _harmless(cell: str) -> str:
    shown = printable(cell)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
