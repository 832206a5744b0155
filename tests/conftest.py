"""The command as a fixture: run in this process, in an empty folder, away from the caller's colours."""

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

from askew.cli import main

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("askew", deadline=None)  # a busy machine is no fault of the program
settings.load_profile("askew")


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


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[tuple[Chrome, Path]]":
    """A browser and the folder that it saves downloads into; without one the test is skipped, or fails with CI=true."""
    from tests import browser

    lacking = browser.missing()
    if lacking and os.environ.get("CI") == "true":
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    downloads = tmp_path_factory.mktemp("downloads")
    with browser.browser(downloads) as found:
        yield found, downloads
