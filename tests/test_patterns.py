"""No pattern takes forever on a text that was made for that."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from askew.markers import trimmed
from tests.conftest import ROOT
from tests.patterns import Used, attack, used

resource = pytest.importorskip("resource", reason="Windows limits no processor time")
SECONDS = 200  # of processor time, for all patterns: some ten times what they take; a careless one takes years


def limited(seconds: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def test_every_pattern_gives_up_in_time() -> None:
    command = [sys.executable, "-m", "tests.patterns"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", preexec_fn=limited(SECONDS), check=False
    )
    last = done.stdout.splitlines()[-1:] or [done.stderr]
    assert (done.returncode, last) == (0, ["done"])
    assert len(done.stdout.splitlines()) > 100


def test_patterns_are_found_wherever_they_are_used() -> None:
    found = {item.pattern.pattern: item for item in used()}
    for part in ("(?:\\[[^\\]]*\\])*+", "++$|", "(?s:\\\\.)", "\\btodo\\b"):
        assert any(part in str(pattern) for pattern in found), part


@pytest.mark.parametrize(
    "pattern",
    [r"(?:\s|[\ufe0f\u200d]|[^\w\s!-~，])+$", r"(?:a|[^b])+b", r"(\s|\n)+x", r"(\w+\s?)+:"],
    ids=["overlapping classes", "one of all", "blanks", "words"],
)
def test_a_careless_pattern_would_be_caught(pattern: str) -> None:
    script = f"import re; from tests.patterns import *; attack(Used('', re.compile({pattern!r}), False))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, preexec_fn=limited(3), check=False)
    assert done.returncode < 0


def test_the_attacks_themselves_are_quick() -> None:
    attack(Used("", re.compile(r"a++$"), False))


def test_a_title_with_a_tail_of_selectors() -> None:
    assert trimmed("tea" + "\ufe0f" * 5_000 + ",") == "tea" + "\ufe0f" * 5_000 + ","
    assert trimmed("tea" + "\u200d\ufe0f ✨" * 5_000) == "tea"


def test_a_class_of_bytes_holds_ascii_alone() -> None:
    """Where it does not, each byte of a character counts for itself: [？] is any byte of three."""
    classes = rb"\[(?:[^\]\\]|\\.)*[\x80-\xff]"
    wrong = [
        item.where
        for item in used()
        if isinstance(item.pattern.pattern, bytes) and re.search(classes, item.pattern.pattern)
    ]
    assert wrong == []
