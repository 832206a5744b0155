"""Calling the classes whose keywords are all known with one that is made up, to see whether they reject it."""

from __future__ import annotations

import inspect
import signal
import sys
from types import FrameType
from typing import Any

from .objects import Objects

BOGUS = "askew_made_this_up"
_SECONDS = 5
_FILLERS = (1, None, "relu", (2, 2))


def check_closed(objects: Objects, fillers: list[str]) -> dict[str, str]:
    """Return "rejected", "taken" or "unclear" by qualified name; a class that takes anything is opened on the way.

    `fillers` are expressions to try for the arguments that a class needs, beside plain values.
    """
    values = [*_FILLERS, *map(_evaluated, fillers)]
    outcomes: dict[str, str] = {}
    for value, record in zip(objects.alive, objects.records):
        words = record.get("words") or []
        if record["kind"] != "class" or not words:
            continue
        if isinstance(words[-1], list):
            outcome = outcomes[record["qual"]] = _called(value, words, values)
            if outcome == "taken":
                record["words"] = words[:-1]
        elif _may_hide_keywords(value, words) and _called(value, words, values) == "taken":
            record["words"] = [*words, "**kwargs"]
    return outcomes


def _may_hide_keywords(cls: Any, words: list[Any]) -> bool:
    """Whether what makes an object may take any keyword, though the signature that the class shows or tells does not."""
    if str(words[-1]).startswith("**"):
        return False
    code = getattr(getattr(cls, "__init__", None), "__code__", None)
    return bool(code.co_flags & inspect.CO_VARKEYWORDS) if code else str(words[0]).startswith("*")


def _evaluated(expression: str) -> Any:
    """The value of an expression such as `keras.layers.Dense(1)`, whose modules are imported already."""
    return eval(expression, dict(sys.modules))


def _called(cls: Any, words: list[Any], values: list[Any]) -> str:
    names = [word for word in words if isinstance(word, str) and word[0] not in "*/" and not word.endswith("=")]
    previous = signal.signal(signal.SIGALRM, _too_long)
    try:
        outcomes = [_once(cls, dict.fromkeys(names, value)) for value in (values if names else (None,))]
    finally:
        signal.signal(signal.SIGALRM, previous)
    return "taken" if "taken" in outcomes else "rejected" if "rejected" in outcomes else "unclear"


def _once(cls: Any, given: dict[str, Any]) -> str:
    signal.alarm(_SECONDS)
    try:
        cls(**given, **{BOGUS: 1})
    except (TypeError, ValueError) as error:
        return "rejected" if BOGUS in str(error) or not given else "unclear"
    except BaseException as error:  # whatever a library raises, the walk goes on
        if isinstance(error, KeyboardInterrupt):
            raise
        return "rejected" if BOGUS in str(error) else "unclear"
    finally:
        signal.alarm(0)
    return "taken"


def _too_long(_: int, __: FrameType | None) -> None:
    raise TimeoutError
