"""The configuration to start from: every key with what it is for, and what a first look at the corpus showed."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from askew import keys, toml
from askew.config import DEFAULT_INCLUDE
from askew.glance import Glance
from askew.reporters.text import count, printable, totals
from askew.run import Report

_WIDTH = 110
_MOST = 8  # of each kind that are listed


def configuration(seen: Glance, report: Report) -> str:
    """Return an askew.toml in which every key is explained; a line that begins with # and no blank sets nothing."""
    return "\n".join([*_seen(seen, report), *_keys(seen), ""])


def _seen(seen: Glance, report: Report) -> Iterator[str]:
    yield "# Askew, a linter for banks of questions and answers. `askew config` shows what holds, `askew rule CODE` why."
    yield "#"
    files = ", ".join(f"{number} {ending}" for ending, number in seen.endings.most_common(_MOST))
    yield f"# What was here: {count(len(seen.paths), 'bank')} ({printable(files)}), {count(seen.records, 'record')}"
    yield from _listed("layouts", seen.layouts)
    yield from _listed("imports", seen.libraries)
    yield f"#   findings: {totals(report)}"
    yield from _listed("rules", Counter(item.code for item in report.diagnostics))


def _listed(what: str, counts: Counter[str]) -> Iterator[str]:
    if counts:
        more = len(counts) - _MOST
        parts = [f"{printable(name)} ({number})" for name, number in counts.most_common(_MOST)]
        yield f"#   {what}: {', '.join(parts)}" + (f" and {more} more" if more > 0 else "")


def _keys(seen: Glance) -> Iterator[str]:
    table = ""
    for key in keys.every():
        if key.table != table:
            table = key.table
            yield from ("", *_remark(keys.tables()[table]), f"#[{table}]")
        yield from ("", *_remark(key.description))
        if key.name == "include" and seen.include != DEFAULT_INCLUDE:
            yield f"include = {toml.value(seen.include)}"
        elif key.open and not table:
            yield f"#[{key.name}]"
            yield from (f"#{toml.key(name)} = {toml.value(value)}" for name, value in key.example.items())
        else:
            yield f"#{key.name} = {toml.value(key.default or key.example)}"


def _remark(text: str) -> Iterable[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")
