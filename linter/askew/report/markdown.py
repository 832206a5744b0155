"""A report for a comment on a pull request: what matters most first, no longer than a comment may be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from askew.diagnostic import Severity
from askew.reporters.markdown import LIMIT, code, prose, shortened
from askew.reporters.text import count

Data = Mapping[str, Any]

_SPARE = 400  # characters for what says that something was cut
_SHARE = 0.5  # of the room that clusters may take where there are findings as well
_FILES = 10


def markdown(model: Data) -> Iterator[str]:
    """Yield the report as lines of Markdown: numbers, clusters, findings, files; at most LIMIT characters together."""
    numbers = model["overview"]
    head = [f"### Askew: {_totals(numbers)}", "", *_numbers(numbers), *_worst(numbers["files"])]
    yield from head
    room = LIMIT - 2 * _SPARE - _length(head)
    clusters = [_cluster(item) for item in model["clusters"]]
    ranked = sorted(model["findings"], key=lambda item: Severity(item["severity"]).rank)
    findings = [_finding(item) for item in ranked]
    wanted = _length(findings)
    shown = _table(clusters, max(int(room * _SHARE), room - wanted), "Duplicates", _CLUSTERS, "cluster")
    yield from shown
    yield from _table(findings, room - _length(shown), "Findings", _FINDINGS, "finding")


_CLUSTERS = ("| Kind | Keep | Instead of | Question | Saves |", "|---|---|---|---|--:|")
_FINDINGS = ("| Severity | Place | Rule | Finding |", "|---|---|---|---|")
_NUMBERS = ("documents", "records", "clusters", "redundant", "saves", "fences", "broken")


def _totals(numbers: Data) -> str:
    found = ", ".join(count(numbers[severity], severity) for severity in Severity if numbers[severity])
    gone = count(numbers["redundant"], "redundant record")
    return f"{found or 'no findings'}; {gone}"


def _numbers(numbers: Data) -> Iterator[str]:
    names = ("Documents", "Records", "Clusters", "Redundant records", "Bytes to save", "Programs", "Broken programs")
    yield f"| {' | '.join(names)} |"
    yield f"|{'--:|' * len(names)}"
    yield f"| {' | '.join(f'{numbers[name]:,}' for name in _NUMBERS)} |"


def _worst(files: Sequence[Data]) -> Iterator[str]:
    if files:
        yield from ("", "| Worst files | Errors | Warnings | Info | Redundant |", "|---|--:|--:|--:|--:|")
    for item in files[:_FILES]:
        counts = (f"{item[name]:,}" for name in (*Severity, "redundant"))
        yield f"| {code(shortened(item['path']))} | {' | '.join(counts)} |"


def _table(rows: Sequence[str], room: int, title: str, head: Sequence[str], noun: str) -> list[str]:
    """The rows under a title, as far as there is room for them, and how many are missing."""
    if not rows:
        return []
    lines = ["", f"#### {title}", "", *head]
    room -= _length(lines)
    shown = 0
    while shown < len(rows) and len(rows[shown]) < room:
        room -= len(rows[shown]) + 1
        shown += 1
    lines += rows[:shown]
    if shown < len(rows):
        lines += ["", f"{count(len(rows) - shown, f'more {noun}')} not shown: this text would be too long."]
    return lines


def _cluster(item: Data) -> str:
    keeper, *others = item["members"]
    places = "<br>".join(code(_place(other)) for other in others)
    kind = f"{item['kind']} {item['score']:.2f}"
    saves = "" if item["kind"] == "review" else f"{item['saves']:,}"
    return f"| {kind} | {code(_place(keeper))} | {places} | {prose(shortened(keeper['question']))} | {saves} |"


def _finding(item: Data) -> str:
    rule = f"{item['code']}"
    return f"| {item['severity']} | {code(_place(item))} | {rule} | {prose(shortened(item['message']))} |"


def _place(item: Data) -> str:
    return f"{shortened(item['path'])}:{item['line']}"


def _length(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)
