"""The text of reports: what may be shown on a screen, counts in words."""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from askew.diagnostic import Diagnostic, Severity
from askew.run import Report


def is_visible(character: str) -> bool:
    """Tell whether a character only shows itself: no control, no change of direction, nothing unassigned."""
    return character.isprintable() or unicodedata.category(character) == "Zs"


def printable(text: str) -> str:
    """Return `text` on one line, with control characters made visible."""
    return text if text.isprintable() else "".join(map(_made_visible, text))


def _made_visible(character: str) -> str:
    if is_visible(character):
        return character
    return f"\\x{ord(character):02x}" if ord(character) < 256 else "\N{REPLACEMENT CHARACTER}"


def worst_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics by severity, those of one severity in the order given."""
    return sorted(diagnostics, key=lambda item: item.severity.rank)


def totals(report: Report) -> str:
    """Return in words what was found in how much, such as "2 errors, 1 warning in 1 file, 5 records"."""
    seen = f"{count(report.files, 'file')}, {count(report.records, 'record')}"
    accepted = f"; {len(report.suppressed):,} suppressed" if report.suppressed else ""
    if report.files and not report.records and not any(item.code.startswith("X") for item in report.diagnostics):
        accepted += "; no questions were recognised, `askew parse --explain` says why"
    if not report.diagnostics:
        return f"clean: {seen}{accepted}"
    severities = Counter(item.severity for item in report.diagnostics)
    parts = ", ".join(count(severities[severity], severity) for severity in Severity if severities[severity])
    return f"{parts} in {seen}{accepted}"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, such as "1,200 files"."""
    if noun == Severity.INFO:
        return f"{number:,} info"
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
