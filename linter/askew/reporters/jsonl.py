"""One JSON object a diagnostic and line, each of the shape that `diagnostic` has in schemas/report.schema.json."""

from collections.abc import Iterator

from askew.reporters.json import diagnostic_data, json_text
from askew.reporters.style import Style
from askew.run import Report


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield a line for every diagnostic, none where there is none."""
    return (json_text(diagnostic_data(item), indent=None) for item in run.diagnostics)
