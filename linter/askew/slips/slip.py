"""What a slip is."""

from typing import NamedTuple

from askew.code.changes import Change
from askew.code.values import Step


class Slip(NamedTuple):
    """Code that does not do what it is for, at `step`; `related` are other places with what to say of them.

    `changes` would put it right, where there is one way to; `title` says how.
    """

    step: Step
    message: str
    related: tuple[tuple[Step, str], ...] = ()
    changes: tuple[Change, ...] = ()
    title: str = ""


def lines_of(step: Step) -> tuple[int, int]:
    """Return the first and the last line of what happens at `step`, 1-based in the Python of its block."""
    first = getattr(step.node, "lineno", 1)
    return first, getattr(step.node, "end_lineno", None) or first
