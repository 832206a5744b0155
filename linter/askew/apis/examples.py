"""The examples in a library's own docstrings: working code, in which nothing should be found."""

import doctest
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from askew.code.libraries import libraries
from askew.code.resolve import names

_SUBJECTS = (
    re.compile(r"`([\w.]+)` has no (?:name|module|attribute) `(\w+)`"),
    re.compile(r"`([\w.]+)\.(\w+)` (?:is gone|is not in)"),
)


class Example(NamedTuple):
    """The examples of one docstring as a program; `names` are the dotted names of the library in it."""

    docstring: str
    program: str
    names: frozenset[str]


def examples(docstrings: Sequence[str], roots: Sequence[str]) -> tuple[Example, ...]:
    """Return the examples of docstrings, without those that are to fail and those that do not parse."""
    return tuple(found for text in docstrings if (found := _example(text, roots)) is not None)


def _example(docstring: str, roots: Sequence[str]) -> Example | None:
    try:
        parts = doctest.DocTestParser().get_examples(docstring)
    except ValueError:
        return None
    program = "".join(item.source for item in parts if not item.exc_msg)
    found = names(program)
    if found is None:
        return None
    aliases = libraries().aliases
    unbound = sorted({use.name for use in found.uses if not use.bound and not use.target} & set(aliases))
    targets = [use.target for use in found.uses if use.target and "(" not in use.target]
    targets += [".".join((aliases[use.name], *use.path)) for use in found.uses if use.name in unbound]
    targets += [item.target for item in found.imports if not item.guarded]
    known = frozenset(front for target in targets if target.split(".", 1)[0] in roots for front in _fronts(target))
    imports = "".join(f"import {aliases[name]} as {name}\n" for name in unbound)
    return Example(docstring, imports + program, known)


def _fronts(dotted: str) -> Iterator[str]:
    parts = dotted.split(".")
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length])


def findings(example: Example, folder: Path) -> list[str]:
    """Return what the A rules find in an example by the indexes in `folder` and the shipped ones: `A002 message`."""
    from askew.checks import RULES
    from askew.config import ApisSettings, Settings
    from askew.engine import lint

    text = f"# Example\n\n```python\n{example.program}\n```\n"
    rules = [rule for rule in RULES if rule.code.startswith("A")]
    result = lint("example.md", text.encode(), rules, Settings(apis=ApisSettings((folder,))))
    return [f"{item.code} {item.message}" for item in result.diagnostics]


def is_right(finding: str, example: Example, there: frozenset[str]) -> bool:
    """Tell whether a finding holds: there is no such name when it is run, or the docstring itself says deprecated."""
    if finding.startswith("A008"):
        return "deprecat" in example.docstring.casefold()
    found = next((found for pattern in _SUBJECTS if (found := pattern.search(finding))), None)
    name = ".".join(found.groups()) if found else ""
    return name in example.names and name not in there
