"""Reporters: a report in, lines out. One module a format, imported when it is asked for."""

from collections.abc import Callable, Iterable
from importlib import import_module

from askew.reporters.style import Style
from askew.run import Report

Reporter = Callable[[Report, Style], Iterable[str]]

# format: its module
FORMATS = {
    name: f"{__name__}.{name}"
    for name in (
        "full",
        "concise",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "rdjson",
        "markdown",
        "csv",
    )
}


def reporter(name: str) -> Reporter:
    """Return the reporter of the format `name`, one of FORMATS."""
    found: Reporter = import_module(FORMATS[name]).report
    return found
