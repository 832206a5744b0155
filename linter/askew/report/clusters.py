"""The clusters of a report as data: their members with what is shown of them, and what to do."""

import re
from collections.abc import Iterator, Sequence

from askew.duplicates.facts import prose
from askew.duplicates.repeated import Item, Repeated, Spare
from askew.duplicates.survey import Survey
from askew.report.rereading import Rereading

Data = dict[str, object]


def clusters_data(survey: Survey, reading: Rereading) -> list[Data]:
    """Return the clusters of `survey`, those first that save most and are most certain."""
    found = [(_weight(survey, repeated), repeated) for repeated in survey.found]
    found.sort(key=lambda pair: (-pair[0], pair[1].order))
    return [_cluster(survey, repeated, weight, reading) for weight, repeated in found]


def _weight(survey: Survey, repeated: Repeated) -> float:
    """The bytes saved times how certain that is: what is only to review counts by its answers as well."""
    return sum(spare.item.size * _confidence(survey, repeated.keeper, spare) for spare in repeated.spares)


def _confidence(survey: Survey, keeper: Item, spare: Spare) -> float:
    return spare.score * ((survey.likeness(keeper, spare) or 0.0) if spare.kind == "review" else 1.0)


def _cluster(survey: Survey, repeated: Repeated, weight: float, reading: Rereading) -> Data:
    keeper = repeated.keeper
    kept = {"kind": "keeper", "score": 1.0, "answer_score": None, "why": "", "differs": []}
    return {
        "id": repeated.id,
        "kind": repeated.kind,
        "score": round(repeated.score, 4),
        "saves": repeated.saves,
        "weight": round(weight),
        "reasons": list(_reasons(keeper, [spare.item for spare in repeated.spares])),
        "members": [
            {**_item(keeper, reading), **kept},
            *({**_item(spare.item, reading), **_verdict(survey, keeper, spare)} for spare in repeated.spares),
        ],
    }


def _verdict(survey: Survey, keeper: Item, spare: Spare) -> Data:
    alike = survey.likeness(keeper, spare)
    return {
        "kind": spare.kind,
        "score": round(spare.score, 4),
        "answer_score": None if alike is None else round(alike, 4),
        "why": survey.why(keeper, spare),
        "differs": [list(pair) for pair in survey.differs(keeper, spare)],
    }


def _reasons(keeper: Item, others: Sequence[Item]) -> Iterator[str]:
    """Why the keeper is the one to keep, by the order of `Member.rank`."""
    best = keeper.member.fact if keeper.member else None
    facts = [item.member.fact for item in others if item.member]
    if best is None:
        return
    if best.complete and not all(fact.complete for fact in facts):
        yield "complete"
    rivals = [fact for fact in facts if fact.complete == best.complete]
    if any(fact.length < best.length for fact in rivals):
        yield "longest"
    if any(fact.length == best.length for fact in rivals):
        yield "first"


def _item(item: Item, reading: Rereading) -> Data:
    file = reading.file(item.path)
    record = file.records.get(item.id or "")
    data: Data = {
        "path": item.path,
        "line": item.line,
        "id": item.id,
        "size": item.size,
        "digest": file.digest(record) if record else "",
        "language": record.language if record else "en",
        "question": item.question or "",
        "answer": re.sub(r"\n{3,}", "\n\n", prose(_unix(record.answer)).strip()) if record else "",
        "code": [{"lang": code.lang, "text": _unix(code.text)} for code in record.code] if record else [],
    }
    return data


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
