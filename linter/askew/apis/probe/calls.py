"""Calling the classes whose keywords are all known with one that is made up, to see whether they reject it."""

import signal
from types import FrameType
from typing import Any

from .objects import Objects

BOGUS = "askew_made_this_up"
_SECONDS = 5
_FILLERS = (1, None, "relu", (2, 2))


def check_closed(objects: Objects) -> dict[str, str]:
    """Return "rejected", "taken" or "unclear" by qualified name; a class that takes anything is opened on the way."""
    outcomes: dict[str, str] = {}
    for value, record in zip(objects.alive, objects.records, strict=True):
        words = record.get("words") or []
        if record["kind"] == "class" and words and isinstance(words[-1], list):
            outcome = outcomes[record["qual"]] = _called(value, words)
            if outcome == "taken":
                record["words"] = words[:-1]
    return outcomes


def _called(cls: Any, words: list[Any]) -> str:
    names = [word for word in words if isinstance(word, str) and word[0] not in "*/" and not word.endswith("=")]
    previous = signal.signal(signal.SIGALRM, _too_long)
    try:
        outcomes = [_once(cls, dict.fromkeys(names, value)) for value in (_FILLERS if names else (None,))]
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
        return "unclear"
    finally:
        signal.alarm(0)
    return "taken"


def _too_long(_: int, __: FrameType | None) -> None:
    raise TimeoutError
