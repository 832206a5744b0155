"""The findings of a report, and the rules behind them, as data."""

from collections import Counter
from collections.abc import Iterator, Sequence

from askew.baseline import entries_of
from askew.checks import RULES
from askew.diagnostic import Diagnostic
from askew.report.signatures import Signatures

Data = dict[str, object]


def findings_data(findings: Sequence[Diagnostic], signatures: Signatures) -> Iterator[Data]:
    """Yield the findings, by path and place."""
    for item in findings:
        excerpt = item.excerpt
        yield {
            "code": item.code,
            "severity": item.severity.value,
            "message": item.message,
            "path": item.path,
            "line": item.place.line,
            "column": item.place.column,
            "record": item.record,
            "fingerprint": item.fingerprint,
            "hint": entries_of([item])[0].hint,
            "excerpt": excerpt and {"text": excerpt.text, "start": excerpt.start, "end": excerpt.end},
            "fix": item.fix and {"title": item.fix.title, "safety": item.fix.safety.value},
            "related": [other._asdict() for other in item.related],
            "signatures": signatures.of(item),
        }


def rules_data(findings: Sequence[Diagnostic]) -> Iterator[Data]:
    """Yield the rules that found something, by code, each with how often."""
    counts = Counter(item.code for item in findings)
    for rule in RULES:
        if counts[rule.code]:
            yield {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "summary": rule.summary,
                "count": counts[rule.code],
            }
