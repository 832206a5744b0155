"""Reporters: a report in, lines out. One module a format, imported when it is asked for."""

from collections.abc import Callable, Iterator
from importlib import import_module

from askew.reporters.style import Style
from askew.run import Report

Reporter = Callable[[Report, Style], Iterator[str]]

FORMATS = ("full", "concise", "json")


def reporter(name: str) -> Reporter:
    """Return the reporter of the format `name`, one of FORMATS."""
    found: Reporter = import_module(f"askew.reporters.{name}").report
    return found
