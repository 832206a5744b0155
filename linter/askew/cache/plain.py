"""Results as JSON and back: what is stored is data, so a cache from elsewhere can run nothing."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from askew.diagnostic import Diagnostic, Excerpt, Place, PlacedEdit, PlacedFix, PlacedRelated, Safety
from askew.document import Span
from askew.rule import Rule
from askew.suppress import Suppressed


def findings_to_json(diagnostics: Iterable[Diagnostic], suppressed: Iterable[Suppressed]) -> str:
    """Return what a run found as JSON, in ASCII."""
    return json.dumps([[_plain(item) for item in diagnostics], list(suppressed)], separators=(",", ":"))


def findings_of_json(data: str) -> tuple[list[Diagnostic], list[Suppressed]]:
    """Return what `findings_to_json` was given; raise ValueError or TypeError for anything else."""
    diagnostics, suppressed = json.loads(data)
    return [_diagnostic(*item) for item in diagnostics], [Suppressed(*item) for item in suppressed]


def _plain(item: Diagnostic) -> list[Any]:
    fix = item.fix and [item.fix.title, item.fix.safety, item.fix.edits]
    return [
        item.code, item.message, item.path, item.place, item.record, item.fingerprint, fix, item.related, item.excerpt
    ]  # fmt: skip


def _diagnostic(
    code: str,
    message: str,
    path: str,
    place: Any,
    record: str | None,
    fingerprint: str,
    fix: Any,
    related: Any,
    excerpt: Any,
) -> Diagnostic:
    rule = _rules()[code]
    return Diagnostic(
        code,
        rule.name,
        rule.severity,
        message,
        path,
        Place(*place),
        record,
        fingerprint,
        _fix(*fix) if fix else None,
        tuple(PlacedRelated(*item) for item in related),
        Excerpt(*excerpt) if excerpt else None,
    )


def _fix(title: str, safety: str, edits: Any) -> PlacedFix:
    placed = (PlacedEdit(Place(*place), Span(*span), text) for place, span, text in edits)
    return PlacedFix(title, Safety(safety), tuple(placed))


@cache
def _rules() -> dict[str, Rule]:
    from askew.checks import RULES

    return {rule.code: rule for rule in RULES}
