"""Annotations of GitHub Actions: workflow commands, which a run turns into notes beside the changed lines."""

from collections.abc import Iterator

from askew.diagnostic import Diagnostic, Place, Severity
from askew.reporters.style import Style
from askew.reporters.text import printable, worst_first
from askew.run import Report

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield a command for every diagnostic, the worst first: ten of each kind are shown for a step."""
    return map(_annotation, worst_first(run.diagnostics))


def _annotation(item: Diagnostic) -> str:
    properties = {"file": item.path, **_lines(item.place), "title": f"{item.code} {item.name}"}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMAND[item.severity]} {listed}::{_data(item.message)}"


def _lines(place: Place) -> dict[str, int]:
    """The range; a runner takes columns only within one line."""
    if place.line == place.end_line:
        return {"line": place.line, "endLine": place.line, "col": place.column, "endColumn": place.end_column}
    return {"line": place.line, "endLine": place.end_line - (place.end_column == 1)}


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
