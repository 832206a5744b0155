"""The published JSON report, version 1 (schemas/report.schema.json): its own shape, not that of our classes."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from askew import __version__
from askew.diagnostic import Diagnostic, Place, Severity
from askew.reporters.style import Style
from askew.reporters.text import is_visible
from askew.run import Report

_LONE = re.compile("[\ud800-\udfff]")
_DOUBTFUL = re.compile(r"[^\n\x20-\x7e\u3001-\u9fff\uac00-\ud7a3\uff01-\uffef]")


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield the whole report as one JSON text."""
    yield json_text(report_data(run))


def report_data(report: Report) -> dict[str, Any]:
    """Return the report as data."""
    severities = Counter(item.severity for item in report.diagnostics)
    return {
        "version": 1,
        "askew": __version__,
        "diagnostics": [diagnostic_data(item) for item in report.diagnostics],
        "suppressed": [item._asdict() for item in report.suppressed],
        "summary": {
            "files": report.files,
            "records": report.records,
            "diagnostics": len(report.diagnostics),
            "fixed": report.fixed,
            **{severity.value: severities[severity] for severity in Severity},
        },
    }


def diagnostic_data(item: Diagnostic) -> dict[str, Any]:
    """Return one diagnostic as data."""
    fix = item.fix and {
        "title": item.fix.title,
        "safety": item.fix.safety.value,
        "edits": [{**_place(edit.place), "text": edit.text} for edit in item.fix.edits],
    }
    return {
        "code": item.code,
        "name": item.name,
        "severity": item.severity.value,
        "message": item.message,
        "path": item.path,
        **_place(item.place),
        "record": item.record,
        "fingerprint": item.fingerprint,
        "fix": fix,
        "related": [other._asdict() for other in item.related],
    }


def _place(place: Place) -> dict[str, int]:
    return {name: getattr(place, name) for name in ("line", "column", "end_line", "end_column")}


def json_text(data: Any, indent: int | None = 2) -> str:
    """Return `data` as JSON in which whatever is not visible is escaped; half a surrogate pair becomes U+FFFD."""
    return escaped(_LONE.sub("\N{REPLACEMENT CHARACTER}", json.dumps(data, ensure_ascii=False, indent=indent)))


def escaped(text: str) -> str:
    """Return JSON with what is not visible in its strings escaped; half a surrogate pair stays."""
    return _DOUBTFUL.sub(lambda match: match[0] if is_visible(match[0]) else json.dumps(match[0])[1:-1], text)
