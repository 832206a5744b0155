"""JUnit XML, which most CI systems show: a suite for every file with findings, a case for every rule in it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from askew.diagnostic import Diagnostic, Severity
from askew.reporters.style import Style
from askew.reporters.text import count, printable
from askew.run import Report


def report(run: Report, _: Style) -> Iterator[str]:
    """Yield the document. Advice (info) does not fail a case; a clean run has one case, which passes."""
    suites = [_suite(path, list(items)) for path, items in groupby(run.diagnostics, key=lambda item: item.path)]
    suites = suites or [_clean(run)]
    root = ET.Element("testsuites", {"name": "askew", **_totals(suites)})
    root.extend(suites)
    ET.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield ET.tostring(root, encoding="unicode")


def _suite(path: str, found: Sequence[Diagnostic]) -> ET.Element:
    by_rule = sorted(found, key=lambda item: item.code)
    cases = [_case(path, list(items)) for _, items in groupby(by_rule, key=lambda item: item.code)]
    failures = sum(case.find("failure") is not None for case in cases)
    suite = ET.Element("testsuite", {"name": printable(path), **_numbers(len(cases), failures)})
    suite.extend(cases)
    return suite


def _case(path: str, found: Sequence[Diagnostic]) -> ET.Element:
    first = found[0]
    case = ET.Element("testcase", classname=printable(path), name=f"{first.code} {first.name}", time="0")
    if first.severity is Severity.INFO:
        told = ET.SubElement(case, "system-out")
    else:
        message = printable(first.message) if len(found) == 1 else count(len(found), "finding")
        told = ET.SubElement(case, "failure", type=first.severity.value, message=message)
    told.text = "\n".join(
        printable(f"{path}:{item.place.line}:{item.place.column}: {item.code} {item.message}") for item in found
    )
    return case


def _clean(run: Report) -> ET.Element:
    suite = ET.Element("testsuite", {"name": "askew", **_numbers(1, 0)})
    ET.SubElement(suite, "testcase", classname="askew", name=f"no findings in {count(run.files, 'file')}", time="0")
    return suite


def _totals(suites: Sequence[ET.Element]) -> dict[str, str]:
    tests, failures = (sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures"))
    return _numbers(tests, failures)


def _numbers(tests: int, failures: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0", "time": "0"}
