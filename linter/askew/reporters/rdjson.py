"""reviewdog's DiagnosticResult (rdjson). Its columns are in bytes of UTF-8: reviewdog cuts lines by them."""

from collections.abc import Iterator
from typing import Any

from askew.diagnostic import Diagnostic, Place, Safety
from askew.reporters.json import json_text
from askew.reporters.style import Style
from askew.reporters.text import printable
from askew.run import Report


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield the result as one JSON text."""
    yield json_text({"source": {"name": "askew"}, "diagnostics": [_diagnostic(item) for item in run.diagnostics]})


def _diagnostic(item: Diagnostic) -> dict[str, Any]:
    found = {
        "message": printable(item.message),
        "location": {"path": item.path, "range": _range(item.place)},
        "severity": item.severity.value.upper(),
        "code": {"value": item.code},
    }
    suggestions = _suggestions(item)
    return {**found, "suggestions": suggestions} if suggestions else found


def _suggestions(item: Diagnostic) -> list[dict[str, Any]]:
    """The fix, if it is one edit: reviewdog offers every suggestion on its own, and half a fix is none."""
    if item.fix is None or item.fix.safety is Safety.DISPLAY_ONLY or len(item.fix.edits) != 1:
        return []
    return [{"range": _range(edit.place), "text": edit.text} for edit in item.fix.edits]


def _range(place: Place) -> dict[str, Any]:
    return {
        "start": {"line": place.line, "column": place.byte_column},
        "end": {"line": place.end_line, "column": place.end_byte_column},
    }
