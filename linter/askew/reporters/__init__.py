"""Reporters: diagnostics in, lines out. One function a format."""

from collections.abc import Callable, Iterator, Mapping

from askew.reporters.concise import concise
from askew.reporters.full import full
from askew.reporters.json import json_report
from askew.reporters.style import Style
from askew.run import Report

Reporter = Callable[[Report, Style], Iterator[str]]

REPORTERS: Mapping[str, Reporter] = {"full": full, "concise": concise, "json": json_report}
