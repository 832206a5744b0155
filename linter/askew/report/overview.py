"""The numbers of a report: how much there is, how much of it is wrong, and where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from askew.diagnostic import Severity
from askew.duplicates.survey import Survey
from askew.report.checked import Checked

Data = dict[str, object]

_STEPS = 20  # bars of the histogram of similarity: 0.05 each


class Summary(NamedTuple):
    """What one line of a history says of a run: how many of each; `saves` in bytes."""

    documents: int
    records: int
    clusters: int
    redundant: int
    saves: int
    fences: int
    broken: int
    error: int
    warning: int
    info: int


def summary(found: Checked) -> Summary:
    """Return the numbers of a run; clusters that are only worth a look are counted among the clusters alone."""
    severities = Counter(item.severity for item in found.run.diagnostics)
    return Summary(
        documents=found.run.files,
        records=found.run.records,
        clusters=len(found.survey.found),
        redundant=len(found.survey.redundant),
        saves=sum(spare.item.size for _, spare in found.survey.redundant),
        fences=found.fences,
        broken=found.broken,
        **{severity.value: severities[severity] for severity in Severity},
    )


def overview_data(found: Checked, history: Sequence[Data]) -> Data:
    """Return what the first page of a report shows; `history` are the summaries of earlier runs and of this one."""
    clusters = Counter(len(repeated.spares) + 1 for repeated in found.survey.found)
    return {
        **summary(found)._asdict(),
        "files": list(_files(found)),
        "sizes": [{"members": size, "clusters": clusters[size]} for size in sorted(clusters)],
        "similarity": list(_similarity(found.survey)),
        "history": list(history),
    }


def _similarity(survey: Survey) -> Iterator[Data]:
    scores = Counter(
        min(int(spare.score * _STEPS + 1e-9), _STEPS - 1) for repeated in survey.found for spare in repeated.spares
    )
    for step in range(min(scores, default=0), max(scores, default=-1) + 1):
        yield {"from": step / _STEPS, "to": (step + 1) / _STEPS, "members": scores[step]}


def _files(found: Checked) -> Iterator[Data]:
    """The files that something is wrong with, the worst first: by errors, warnings, redundant records, advice."""
    rules = Counter((item.path, item.code) for item in found.run.diagnostics)
    severities = Counter((item.path, item.severity) for item in found.run.diagnostics)
    redundant = Counter(spare.item.path for _, spare in found.survey.redundant)
    records = {document.path: len(document.records) for document in found.survey.corpus.documents}
    codes: dict[str, dict[str, int]] = {path: {} for path in redundant}
    for (path, code), number in sorted(rules.items()):
        codes.setdefault(path, {})[code] = number

    def badness(path: str) -> tuple[int, ...]:
        return tuple(-number for number in (*(severities[path, item] for item in list(Severity)[:2]), redundant[path]))

    for path in sorted(codes, key=lambda path: (*badness(path), -severities[path, Severity.INFO], path)):
        counts = {severity.value: severities[path, severity] for severity in Severity}
        yield {
            "path": path,
            "records": records.get(path, 0),
            **counts,
            "redundant": redundant[path],
            "rules": codes[path],
        }
