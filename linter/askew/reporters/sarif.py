"""SARIF 2.1.0, for GitHub code scanning and other collectors of findings."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from askew import __version__
from askew.checks import RULES
from askew.diagnostic import Diagnostic, Place, Safety, Severity
from askew.manual import quotable, section
from askew.reporters.json import json_text
from askew.reporters.style import Style
from askew.reporters.text import printable, worst_first
from askew.rule import Rule
from askew.run import Report

LIMIT = 25_000  # results in a run; code scanning refuses a file with more

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_DESCRIPTION = 1_000  # characters of a description; code scanning takes 1,024
_UNPAIRED = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield the log as one JSON text."""
    kept = sorted(worst_first(run.diagnostics)[:LIMIT], key=lambda item: item.order)
    codes = {item.code for item in kept}
    rules = [rule for rule in RULES if rule.code in codes]
    driver = {"name": "Askew", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}
    index = {rule.code: number for number, rule in enumerate(rules)}
    yield json_text(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "invocations": [_invocation(run, len(run.diagnostics) - len(kept))],
                    "columnKind": "unicodeCodePoints",
                    "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that Askew was run in."}}},
                    "results": [_result(item, index[item.code]) for item in kept],
                }
            ],
        }
    )


def _rule(rule: Rule) -> dict[str, Any]:
    page = quotable(rule)
    what, why = section(page, "What it does"), section(page, "Why is this bad?")
    description = " ".join(what.split("\n\n", 1)[0].split())
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": (description or rule.summary)[:_DESCRIPTION]},
        "help": {"text": "\n\n".join(filter(None, (what, why))) or rule.summary, "markdown": page},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVEL[rule.severity]},
        "properties": {"tags": [f"askew-{rule.code[0].lower()}"], "problem.severity": _PROBLEM[rule.severity]},
    }


def _invocation(run: Report, cut: int) -> dict[str, Any]:
    said = [("error", text) for text in run.problems]
    said += [("error", f"rule {crash.code} crashed on {crash.path}") for crash in run.crashes]
    said += [("warning", text) for text in run.warnings]
    if cut:
        kept = f"only the {LIMIT:,} most severe of {LIMIT + cut:,} findings are in this file"
        said.append(("warning", f"{kept}: more are not accepted; {cut:,} are left out"))
    notes = [{"level": level, "message": {"text": _text(text)}} for level, text in said]
    done = {"executionSuccessful": not (run.problems or run.crashes)}
    return {**done, "toolExecutionNotifications": notes} if notes else done


def _result(item: Diagnostic, rule: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": _LEVEL[item.severity],
        "message": {"text": _message(item)},
        "locations": [{"physicalLocation": {"artifactLocation": _file(item.path), "region": _region(item.place)}}],
        "partialFingerprints": {"primaryLocationLineHash": item.fingerprint},
    }
    if item.related:
        found["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": {
                    "artifactLocation": _file(other.path),
                    "region": _point(other.line, other.column),
                },
                "message": {"text": _text(other.message)},
            }
            for number, other in enumerate(item.related, 1)
        ]
    if item.fix is not None and item.fix.safety is not Safety.DISPLAY_ONLY:
        replacements = [
            {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}} for edit in item.fix.edits
        ]
        change = {"artifactLocation": _file(item.path), "replacements": replacements}
        text = f"{item.fix.title} ({item.fix.safety})"
        found["fixes"] = [{"description": {"text": _text(text)}, "artifactChanges": [change]}]
    return found


def _message(item: Diagnostic) -> str:
    """The message, in which the places of `related` are links to them by their id."""
    rest, done = printable(item.message), ""
    behind = []
    for number, other in enumerate(item.related, 1):
        path = printable(other.path)
        place = next((place for place in (f"{path}:{other.line}", path) if place in rest), None)
        if place is None:
            behind.append(_link(f"{path}:{other.line}", number))
            continue
        before, _, rest = rest.partition(place)
        done += _literal(before, linked=True) + _link(place, number)
    done += _literal(rest, linked=bool(item.related))
    return _filled(f"{done} (see {', '.join(behind)})" if behind else done)


def _link(text: str, number: int) -> str:
    return f"[{_escaped(text)}]({number})"


def _text(text: str) -> str:
    """A text of which a reader of SARIF shows every character."""
    return _filled(_literal(printable(text)))


def _literal(text: str, *, linked: bool = False) -> str:
    """A text in which nothing is a link; `linked` says that links stand beside it."""
    return _escaped(text) if linked or "](" in text else text


def _filled(text: str) -> str:
    """A text in which nothing like {0} waits for an argument."""
    return text.replace("{", "{{").replace("}", "}}") if re.search(r"\{\d+\}", text) else text


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def _file(path: str) -> dict[str, Any]:
    """The location of a file: relative to the working directory if it lies below it, else where it is."""
    pure = PurePosixPath(path)
    if pure.is_absolute():
        return {"uri": f"file://{_quoted(path)}"}
    if PureWindowsPath(path).drive and PureWindowsPath(path).is_absolute():
        return {"uri": f"file:///{_quoted(path)}"}
    return {"uri": _quoted(path)} if ".." in pure.parts else {"uri": _quoted(path), "uriBaseId": _ROOT}


def _quoted(path: str) -> str:
    return quote(_UNPAIRED.sub("\N{REPLACEMENT CHARACTER}", path).encode("utf-8", "surrogateescape"), safe="/")


def _point(line: int, column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column}


def _region(place: Place) -> dict[str, int]:
    start = {"startLine": place.line, "startColumn": place.column}
    return {**start, "endLine": place.end_line, "endColumn": place.end_column}
