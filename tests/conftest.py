"""The command as a fixture: run in this process, in an empty folder, away from the caller's colours."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from askew.cli import main

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Outcome:
    """What a run of the command gave."""

    code: int
    out: str
    err: str


class Askew(Protocol):
    """Run `askew ARGS` in the working directory."""

    def __call__(self, *args: str | Path, stdin: bytes = b"") -> Outcome: ...


@pytest.fixture
def askew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Askew:
    """The command, in an empty working directory without configuration above it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    def run(*args: str | Path, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args], prog_name="askew")
        out, err = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), out, err)

    return run
