"""One line a diagnostic: path:line:col: CODE message."""

from collections.abc import Iterator

from askew.reporters.style import Style
from askew.reporters.text import printable
from askew.run import Report


def report(run: Report, style: Style) -> Iterator[str]:
    """Yield a line for every diagnostic."""
    for item in run.diagnostics:
        where = f"{style.bold(printable(item.path))}:{item.place.line}:{item.place.column}:"
        mark = " [*]" if item.fix is not None else ""
        yield f"{where} {style.severity(item.code, item.severity)}{mark} {printable(item.message)}"
