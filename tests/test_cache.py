"""Results kept between runs: nothing hangs on them but time."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from askew import linting
from askew.cache import keys
from askew.cache.results import Cache
from askew.config import Settings
from askew.duplicates.facts import RecordFact
from askew.duplicates.shelf import Shelf
from askew.index import store
from askew.source import read_bytes
from tests.conftest import ROOT, Askew
from tests.damage import damaged
from tests.test_git import run

FLAWED = (
    "# Teas\n\n## 1. Why is oolong rolled?\n\n**Old:**bold.\n\n<!-- askew: ignore[Q] for now -->\n\n"
    "## 2. Why is tea fired?\n\n```python\nprint(steep(\n```\n\n## 3. Why is tea rolled?\n\n"
    "```python\nimport os\nnp.zeros(3)\n```\n"
)
OPTIONS = ("check", "--output-format", "json")


@pytest.fixture
def bank(askew: Askew, tmp_path: Path) -> Path:
    """The working directory, with banks that have findings of every kind."""
    assert askew is not None
    run(tmp_path, "init", "--quiet")
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(FLAWED.replace("oolong", f"oolong {name}" if name == "c" else "oolong"))
    (tmp_path / "d.jsonl").write_text(
        '{"question": "Why is oolong rolled?", "answer": "**So:**it keeps."}\n{"question": 1}\n'
    )
    (tmp_path / "e.md").write_bytes(b"\xff\xfe\x00\x00\x81")
    return tmp_path


@pytest.fixture
def linted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are really linted."""
    found: list[str] = []
    started = linting.started

    def noted(path: str, *rest: object) -> object:
        found.append(path)
        return started(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(linting, "started", noted)
    return found


def test_the_second_run_lints_nothing_and_says_the_same(bank: Path, askew: Askew, linted: list[str]) -> None:
    without = askew(*OPTIONS, "--no-cache")
    assert not (bank / store.FOLDER).exists()
    first = askew(*OPTIONS)
    linted.clear()
    second = askew(*OPTIONS)
    assert linted == []
    assert without == first == second
    assert {item["code"] for item in json.loads(second.out)["diagnostics"]} >= {"M001", "P001", "P101", "D001", "X004"}


def test_only_what_has_changed_is_linted(bank: Path, askew: Askew, linted: list[str]) -> None:
    askew(*OPTIONS)
    (bank / "b.md").write_text(FLAWED.replace("oolong", "sencha"))
    linted.clear()
    found = askew(*OPTIONS)
    assert linted == ["b.md"]
    assert found == askew(*OPTIONS, "--no-cache")


def test_answers_that_were_likened_are_not_likened_again(
    bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    likened: list[str] = []
    cut_anew = Shelf._cut_anew

    def noted(shelf: Shelf, path: str, fact: RecordFact) -> frozenset[str]:
        likened.append(path)
        return cut_anew(shelf, path, fact)

    monkeypatch.setattr(Shelf, "_cut_anew", noted)
    askew(*OPTIONS)
    assert likened
    likened.clear()
    (bank / "c.md").write_text(FLAWED.replace("oolong", "sencha"))
    found = askew(*OPTIONS)
    assert likened == []
    assert found == askew(*OPTIONS, "--no-cache")
    assert likened


def test_files_with_names_that_are_no_text_are_linted_anew(bank: Path, askew: Askew, linted: list[str]) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (bank / name).write_text(FLAWED)
    first = askew(*OPTIONS)
    linted.clear()
    assert askew(*OPTIONS) == first == askew(*OPTIONS, "--no-cache")
    assert linted[0] == name
    assert "a.md" not in linted[: linted.index(name) + 1]


def settings_file(bank: Path) -> None:
    (bank / "askew.toml").write_text("[markdown]\nmath = 'dollar'\n")


def ignored_path(bank: Path) -> None:
    (bank / "askew.toml").write_text("[per-path-ignores]\n'a.md' = ['M']\n")


CHANGES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "a setting": (settings_file, ()),
    "rules that are ignored somewhere": (ignored_path, ()),
    "the rules": (lambda _: None, ("--select", "M,P")),
    "the version of Python": (lambda _: None, ("--target-version", "py38")),
    "a threshold": (lambda _: None, ("--config", "duplicates.merge=0.9")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_results_hang_on(bank: Path, askew: Askew, change: str) -> None:
    edit, options = CHANGES[change]
    askew(*OPTIONS)
    edit(bank)
    assert askew(*OPTIONS, *options) == askew(*OPTIONS, *options, "--no-cache")


def test_another_version_of_ruff_or_of_an_index_is_asked_anew(
    bank: Path, askew: Askew, linted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    askew(*OPTIONS)
    linted.clear()
    stamp = keys._stamp
    monkeypatch.setattr(keys, "_last", None)
    monkeypatch.setattr(keys, "_stamp", lambda path: (*stamp(path)[:2], 0))
    askew(*OPTIONS)
    assert len(linted) == 5, bank


def test_results_hang_on_the_program_and_its_data(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(keys, "_last", None)
    monkeypatch.setattr(keys, "_stamp", lambda path: seen.append(path.name))
    keys.of_file("a.md", b"", b"", Settings())
    assert {"bold.py", "judge.py", "wording.toml", "names.json", "overlay.toml"} <= set(seen)


def test_a_baseline_sees_the_same(bank: Path, askew: Askew) -> None:
    assert askew("baseline").code == 0
    for _ in range(2):
        found = askew("check", "--baseline", "askew-baseline.ndjson", "--strict-baseline")
        assert (found.out, found.code) == ("", 0), bank


def database(bank: Path) -> Path:
    return next((bank / store.FOLDER).rglob("results.sqlite"))


def garbage(path: Path) -> None:
    path.write_bytes(b"garbage" * 1000)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def missing_byte(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def forged(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET found = '[[[\"M001\"]], 7]', more = '{}'")
    connection.close()


@pytest.mark.parametrize("damage", [garbage, cut, missing_byte, forged], ids=lambda damage: damage.__name__)
def test_a_damaged_cache_is_made_anew(bank: Path, askew: Askew, damage: Callable[[Path], None]) -> None:
    before = askew(*OPTIONS)
    damage(database(bank))
    assert askew(*OPTIONS) == before
    assert askew(*OPTIONS) == before


def test_whatever_is_damaged_the_findings_are_the_same(bank: Path, askew: Askew) -> None:
    options = ("check", "--select", "D,M", "--output-format", "json")
    without = askew(*options, "--no-cache")
    askew(*options)
    sound = database(bank).read_bytes()
    for seed in range(36):
        database(bank).write_bytes(damaged(sound, seed))
        assert [askew(*options), askew(*options)] == [without] * 2, seed


def test_a_sound_cache_is_kept(bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_discard", lambda path: pytest.fail(f"{path} was thrown away"))
    for number in range(4):
        (bank / "b.md").write_text(FLAWED.replace("oolong", f"sencha {number}") * (4 - number))
        assert askew(*OPTIONS) == askew(*OPTIONS) == askew(*OPTIONS, "--no-cache")


def test_facts_that_are_gone_are_gathered_anew(bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    askew(*OPTIONS)
    (bank / "b.md").write_text(FLAWED.replace("oolong", "sencha"))
    monkeypatch.setattr(Cache, "facts", lambda *_: {})
    assert askew(*OPTIONS) == askew(*OPTIONS, "--no-cache")


def test_where_nothing_can_be_written_a_warning_says_so(
    bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = askew(*OPTIONS, "--no-cache")

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(store, "_prepare", refuse)
    found = askew(*OPTIONS)
    assert (found.out, found.code) == (before.out, before.code), bank
    assert found.err.count("warning: results cannot be kept in .askew_cache") == 1


def test_what_nobody_asks_for_is_forgotten(bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    askew(*OPTIONS)
    rows = "SELECT count(*) FROM results"
    assert sqlite3.connect(database(bank)).execute(rows).fetchone() == (7,)
    monkeypatch.setattr("askew.cache.results.time.time", lambda: 4e9)
    (bank / "a.md").unlink()
    askew(*OPTIONS)
    assert sqlite3.connect(database(bank)).execute(rows).fetchone() == (6,)


def test_a_single_file_and_a_folder_without_a_home_leave_no_cache(bank: Path, askew: Askew) -> None:
    askew("check", "--select", "M", "a.md")
    assert not (bank / store.FOLDER).exists()


def test_clean(bank: Path, askew: Askew) -> None:
    assert askew("clean").err == "nothing to remove: there is no folder .askew_cache\n"
    askew(*OPTIONS)
    assert askew("clean").err == "removed .askew_cache\n"
    assert not (bank / store.FOLDER).exists()


def test_clean_follows_no_link(bank: Path, askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    os.symlink(tmp_path / "precious", bank / store.FOLDER)
    askew("clean")
    assert (tmp_path / "precious").is_dir()


def test_many_at_once_lose_nothing(bank: Path, askew: Askew) -> None:
    expected = askew(*OPTIONS, "--no-cache").out
    command = [sys.executable, "-m", "askew", *OPTIONS]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "linter")}
    started = [subprocess.Popen(command, stdout=-1, stderr=-1, text=True, cwd=bank, env=environment) for _ in range(6)]
    ended = [process.communicate() for process in started]
    assert [out for out, _ in ended] == [expected] * 6
    assert [line for _, err in ended for line in err.splitlines() if "warning:" in line] == []


def aged(folder: Path, seconds: int) -> None:
    """Give all files a time that lies so far back."""
    then = time.time() - seconds
    for path in folder.glob("*.*"):
        os.utime(path, (then, then))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are really read."""
    found: list[str] = []

    def noted(path: str, limit: int) -> bytes:
        found.append(path)
        return read_bytes(path, limit)

    monkeypatch.setattr(linting, "read_bytes", noted)
    return found


def test_what_is_as_it_was_is_not_read(bank: Path, askew: Askew, opened: list[str], linted: list[str]) -> None:
    aged(bank, 60)
    first = askew(*OPTIONS)
    assert len(set(opened)) == 5
    opened.clear()
    linted.clear()
    assert askew(*OPTIONS) == first
    assert (opened, linted) == ([], [])
    aged(bank, 30)  # touched
    assert askew(*OPTIONS) == first
    assert (len(set(opened)), linted) == (5, [])


def test_what_has_just_changed_is_always_read(bank: Path, askew: Askew, opened: list[str]) -> None:
    aged(bank, -60)  # as if in this moment, however slow the machine
    askew(*OPTIONS)
    opened.clear()
    askew(*OPTIONS)
    assert len(set(opened)) == 5


def test_other_rules_read_what_is_as_it_was(bank: Path, askew: Askew, opened: list[str]) -> None:
    aged(bank, 60)
    askew(*OPTIONS)
    opened.clear()
    found = askew(*OPTIONS, "--ignore", "M")
    assert len(set(opened)) == 5
    assert found == askew(*OPTIONS, "--ignore", "M", "--no-cache")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path, data: path.write_bytes(data), id="another time"),
        pytest.param(lambda path, data: path.with_name("new").write_bytes(data), id="another file"),
    ],
)
def test_another_content_of_the_same_size_is_seen(
    bank: Path, askew: Askew, change: Callable[[Path, bytes], int]
) -> None:
    path = bank / "a.md"
    aged(bank, 60)
    before = askew(*OPTIONS)
    then = path.stat()
    change(path, path.read_bytes().replace(b"**Old:**bold", b"**Old:** bol"))
    if (bank / "new").exists():
        os.utime(bank / "new", ns=(then.st_atime_ns, then.st_mtime_ns))
        (bank / "new").replace(path)
    after = askew(*OPTIONS)
    assert after != before
    assert after == askew(*OPTIONS, "--no-cache")


@pytest.mark.parametrize("limit", [1, 10_000])
def test_a_file_that_became_too_big_is_refused(bank: Path, askew: Askew, limit: int) -> None:
    aged(bank, 60)
    askew(*OPTIONS)
    (bank / "askew.toml").write_text(f"max-file-size = {limit}\n")
    found = askew(*OPTIONS)
    assert ("X003" in found.out) is (limit == 1)
    assert found == askew(*OPTIONS, "--no-cache")
