"""Counts of findings instead of the findings: by rule, file or folder."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from askew.checks import RULES
from askew.diagnostic import Diagnostic
from askew.reporters.style import Style
from askew.reporters.text import printable
from askew.run import Report

By = Literal["rule", "file", "folder"]


def statistics(report: Report, style: Style, by: By) -> Iterator[str]:
    """Yield a line for each rule (count, code, fixable mark, name), file or folder that has findings, the most first."""
    if by == "rule":
        yield from _by_rule(report, style)
        return
    counts = Counter(map(_PLACES[by], report.diagnostics))
    for place, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{number:6}  {printable(place)}"


def _by_rule(report: Report, style: Style) -> Iterator[str]:
    counts = Counter(item.code for item in report.diagnostics)
    fixable = {item.code for item in report.diagnostics if item.fix is not None}
    rules = {rule.code: rule for rule in RULES}
    for code, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        mark = "[*]" if code in fixable else "[ ]"
        yield f"{number:6}  {style.severity(code, rules[code].severity)}  {mark}  {rules[code].name}"


def _folder(item: Diagnostic) -> str:
    return posixpath.dirname(item.path) or "."


_PLACES: Mapping[By, Callable[[Diagnostic], str]] = {"file": lambda item: item.path, "folder": _folder}
