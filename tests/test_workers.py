"""Several processes: the same output as one, and an end that is told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from askew import workers
from askew.linting import Item
from askew.source import SourceError
from tests.conftest import ROOT, Askew

INCOMING = ROOT / "corpus" / "incoming"


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_the_number_of_processes_changes_nothing(askew: Askew, jobs: str) -> None:
    one = askew("check", INCOMING, "--no-cache", "--output-format", "json", "--jobs", "1")
    assert one.out.count('"code"') > 50
    assert askew("check", INCOMING, "--no-cache", "--output-format", "json", "--jobs", jobs) == one


def test_parts_are_of_about_the_same_size_and_in_order() -> None:
    items = [Item(f"{number}.md", b"x" * (number % 7)) for number in range(100)]
    items.append(Item("gone.md", SourceError("X001", "gone")))
    found = workers.parts(items, 3)
    assert [item for part in found for item in part] == items
    assert 10 <= len(found) <= 13
    assert max(sum(item.size for item in part) for part in found) < 40


def test_small_work_is_for_one_process() -> None:
    assert not workers.worth([Item("a.md", b"x" * 1000)])
    assert workers.worth([Item("a.md", b"x" * 5_000_000)])


def test_a_killed_process_is_told(askew: Askew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcdefgh":
        (tmp_path / f"{name}.md").write_text("# Tea\n\n## 1. Why?\n")
    monkeypatch.setattr(workers, "_work", die)
    found = askew("check", "--jobs", "2")
    assert (found.code, "--jobs 1" in found.err) == (2, True)


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_at_once(tmp_path: Path, jobs: str) -> None:
    text = (INCOMING / "review-en.md").read_text(encoding="utf-8")
    for number in range(400):
        (tmp_path / f"{number}.md").write_text(text.replace("samples", f"samples{number}"), encoding="utf-8")
    command = [sys.executable, "-m", "askew", "check", "--jobs", jobs, "--output", "json=report.json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "linter")}
    process = subprocess.Popen(command, stdout=-1, stderr=-1, text=True, cwd=tmp_path, env=environment)
    time.sleep(2)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "interrupted\n")
    assert not (tmp_path / "report.json").exists()


INTERRUPTING = """
import sys
module = sys.argv.pop()
class Interrupting:
    def find_spec(self, name, *_):
        if name == module:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from askew.__main__ import run
sys.argv += ["check", "none.md"]
run()
"""


@pytest.mark.parametrize("module", ["click", "askew.cli", "askew.cli.check", "askew.discover"])
def test_an_interrupt_while_the_program_is_loaded_is_one_too(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTING, module]
    ended = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT / "linter")}, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "interrupted\n")
