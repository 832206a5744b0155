"""GitLab code quality: a list of what a merge request shows in its widget and beside the changed lines."""

from collections.abc import Iterator

from askew.diagnostic import Severity
from askew.reporters.json import json_text
from askew.reporters.style import Style
from askew.reporters.text import printable
from askew.run import Report

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield the list as one JSON text; the fingerprints are those of the diagnostics, without line numbers."""
    yield json_text(
        [
            {
                "description": printable(f"{item.code}: {item.message}"),
                "check_name": f"{item.code} {item.name}",
                "fingerprint": item.fingerprint,
                "severity": _SEVERITY[item.severity],
                "location": {"path": item.path, "lines": {"begin": item.place.line, "end": item.place.end_line}},
            }
            for item in run.diagnostics
        ]
    )
