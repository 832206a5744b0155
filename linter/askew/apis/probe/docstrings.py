"""Signatures from docstrings, for what is written in C and tells Python none."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from typing import Any

from .signatures import Words, loosened, words_in

_SECTION = re.compile(r"^(?:Other )?Parameters\n-{3,}\n((?:(?!.*\n-{3,}\n).*\n)*)", re.MULTILINE)
_CALL = re.compile(r"^(?:\.\. \w+:: *)?(?:\w+\.)*(\w+)\((.*)\)(?: *->.*)?$", re.MULTILINE)
_PARAMETER = re.compile(r"^(\*{0,2}\w+(?:, *\*{0,2}\w+)*)(?= *:|$)", re.MULTILINE)


def told_words(value: Any, aliases: dict[str, tuple[str, ...]]) -> Words | None:
    """Return a signature that takes whatever the docstring of a function or class tells, None where it tells nothing.

    What tells is each line that shows a call, as in `cond(A, p=None, *, out=None) -> Tensor`, else the sections that
    numpydoc calls Parameters and Other Parameters. Positions are not told apart: such lines are written for readers.
    """
    text, name = getattr(value, "__doc__", None), getattr(value, "__name__", "")
    if not isinstance(text, str) or not name or not (isinstance(value, type) or inspect.isroutine(value)):
        return None
    if isinstance(value, type) and vars(value).get("__doc__") != text:
        return None
    calls = list(_calls(inspect.cleandoc(text) + "\n", name))
    if calls:
        return None if None in calls else loosened([words for words in calls if words is not None], aliases)
    names = listed(text)
    return loosened([names], aliases) if names else None


def listed(docstring: str) -> list[str]:
    """Return the parameters that the sections Parameters and Other Parameters of a docstring list, stars and all."""
    text = inspect.cleandoc(docstring) + "\n"
    entries = [item for section in _SECTION.findall(text) for item in _PARAMETER.findall(section)]
    return [item.strip() for entry in entries for item in entry.split(",")]


def _calls(text: str, name: str) -> Iterator[Words | None]:
    """The signature in each line that shows a call of `name`, None for one that is not written as Python.

    The name in C may have the module before it: `linalg_cond` for what is shown as `linalg.cond`.
    """
    for called, shown in _CALL.findall(text):
        if name != called and not name.endswith(f"_{called}"):
            continue
        for source in (shown, re.sub(r"[\[\]]", "", shown)):
            try:
                node = ast.parse(f"def called({source}): pass").body[0]
            except (SyntaxError, ValueError):
                continue
            yield words_in(node.args, bound=False) if isinstance(node, ast.FunctionDef) else None
            break
        else:
            yield None
