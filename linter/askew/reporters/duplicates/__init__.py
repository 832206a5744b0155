"""Reporters of duplicates: a survey in, lines out. One module a format, imported when it is asked for."""

from collections.abc import Callable, Iterator
from importlib import import_module

from askew.duplicates.survey import Survey
from askew.reporters.style import Style
from askew.reporters.text import printable

Reporter = Callable[[Survey, Style], Iterator[str]]

FORMATS = ("full", "concise", "json", "csv")


def reporter(name: str) -> Reporter:
    """Return the reporter of the format `name`, one of FORMATS."""
    found: Reporter = import_module(f"askew.reporters.duplicates.{name}").report
    return found


def one_line(text: str) -> str:
    """Return `text` on one line, with control characters made visible."""
    return printable(" ".join(text.split()))
