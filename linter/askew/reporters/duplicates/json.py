"""The published JSON of duplicates, version 1 (schemas/duplicates.schema.json)."""

import json
from collections.abc import Iterator
from typing import Any

from askew.duplicates.repeated import Item, Repeated, Spare
from askew.duplicates.survey import Survey
from askew.reporters.style import Style


def report(survey: Survey, _: Style) -> Iterator[str]:
    """Yield the whole report as one JSON text."""
    clusters = [_cluster(survey, repeated) for repeated in survey.found]
    yield json.dumps({"version": 1, "clusters": clusters}, ensure_ascii=False, indent=2)


def _cluster(survey: Survey, repeated: Repeated) -> dict[str, Any]:
    return {
        "id": repeated.id,
        "kind": repeated.kind,
        "score": round(repeated.score, 4),
        "keeper": _item(repeated.keeper),
        "members": [_member(survey, repeated.keeper, spare) for spare in repeated.spares],
        "saves": repeated.saves,
    }


def _member(survey: Survey, keeper: Item, spare: Spare) -> dict[str, Any]:
    alike = survey.likeness(keeper, spare)
    return {
        **_item(spare.item),
        "score": round(spare.score, 4),
        "answer_score": None if alike is None else round(alike, 4),
        "why": survey.why(keeper, spare),
        "differs": [list(pair) for pair in survey.differs(keeper, spare)],
    }


def _item(item: Item) -> dict[str, Any]:
    return {"path": item.path, "line": item.line, "id": item.id, "question": item.question}
