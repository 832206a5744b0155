"""All files or none: whatever fails or dies while files are changed, and whoever else changes them meanwhile."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from askew.applying import journal
from askew.applying.journal import JournalError, commit, recover, undo
from askew.applying.pending import unfinished
from askew.applying.plan import Change
from tests.conftest import Askew
from tests.kitchen import lay_out

OLD = {"a.md": "one\n", "deep/b.md": "two\n", "deep/c.md": "three\n"}
NEW = {"a.md": "ONE\n", "deep/b.md": "", "deep/new.jsonl": "{}\n", "deep/c.md": "three\n"}
STEPS = ("rename", "replace", "fsync", "mkdir", "chmod", "unlink", "rmdir")


class Killed(BaseException):
    """The end of the process, as far as it can be played: nothing that touches the disk works any more."""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of three files, two of which and a new one are to change."""
    put(tmp_path, OLD)
    return tmp_path


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")


def state(root: Path) -> dict[str, str]:
    """All files below `root`, without what the journal keeps."""
    paths = (path for path in sorted(root.rglob("*")) if path.is_file() and ".askew_apply" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def changes(root: Path) -> list[Change]:
    return [
        Change(name, str(root / name), OLD[name].encode() if name in OLD else None, NEW[name].encode())
        for name in ("a.md", "deep/b.md", "deep/new.jsonl")
    ]


@contextmanager
def failing(
    monkeypatch: pytest.MonkeyPatch, at: int, error: Callable[[], BaseException], *, once: bool
) -> Iterator[list[str]]:
    """Let the call with the number `at` of those that change the disk fail, and all later ones unless `once`."""
    calls: list[str] = []

    def failing_at(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) - 1 == at or (len(calls) > at and not once):
                raise error()
            return real(*arguments, **options)

        return step

    with monkeypatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, failing_at(name, getattr(os, name)))
        yield calls


def full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_all_files_change_and_can_be_changed_back(tree: Path) -> None:
    (tree / "a.md").chmod(0o640)
    commit(tree, changes(tree), ["a.md record"])
    assert state(tree) == NEW
    assert (tree / "a.md").stat().st_mode & 0o777 == 0o640
    assert journal.done(tree)[str(tree / "a.md")] == {"a.md record"}
    assert undo(tree) == ["a.md", "deep/b.md", "deep/new.jsonl"]
    assert state(tree) == OLD
    assert (tree / "a.md").stat().st_mode & 0o777 == 0o640
    assert not (tree / ".askew_apply").exists()


def test_only_the_last_change_can_be_undone(tree: Path) -> None:
    commit(tree, changes(tree), [])
    commit(tree, [Change("a.md", str(tree / "a.md"), b"ONE\n", b"1\n")], [])
    undo(tree)
    assert state(tree) == NEW
    with pytest.raises(JournalError, match="nothing was applied here that could be undone"):
        undo(tree)


@pytest.mark.parametrize("at", range(45))
@pytest.mark.parametrize("purpose", ["apply", "apply again", "undo"])
def test_after_a_kill_all_files_are_old_or_all_are_new(
    purpose: str, at: int, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = OLD, NEW
    work: Callable[[], object] = lambda: commit(tree, changes(tree), [])  # noqa: E731
    if purpose != "apply":
        work()
        before, after = (NEW, OLD) if purpose == "undo" else (NEW, {**NEW, "a.md": "1\n"})
        change = Change("a.md", str(tree / "a.md"), b"ONE\n", b"1\n")
        work = (lambda: undo(tree)) if purpose == "undo" else (lambda: commit(tree, [change], []))
    died = False
    with failing(monkeypatch, at, Killed, once=False):
        try:
            work()
        except Killed:
            died = True
    if not died:
        assert state(tree) == after
        return
    if unfinished(tree) is None:
        assert state(tree) in (before, after)
        return
    told = recover(tree)
    assert unfinished(tree) is None
    assert state(tree) == (before if told.startswith("rolled back") else after)
    assert ("old" in told) == told.startswith("rolled back")


@pytest.mark.parametrize("at", range(45))
def test_recovering_may_be_killed_itself(at: int, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing(monkeypatch, 16, Killed, once=False), pytest.raises(Killed):
        commit(tree, changes(tree), [])
    assert unfinished(tree) == tree
    with failing(monkeypatch, at, Killed, once=False):
        try:
            recover(tree)
        except Killed:
            assert state(tree) != {}
    if unfinished(tree) is not None:
        recover(tree)
    assert state(tree) in (OLD, NEW)


@pytest.mark.parametrize("at", range(45))
def test_a_full_disk_leaves_all_files_old(at: int, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = False
    with failing(monkeypatch, at, full, once=True) as calls:
        try:
            commit(tree, changes(tree), [])
        except OSError:
            failed = True
    assert unfinished(tree) is None
    assert state(tree) == (OLD if failed else NEW)
    assert (tree / ".askew_apply").exists() is not failed
    assert failed or at > calls.index("replace")  # until files are replaced nothing is passed over


def test_a_disk_that_fills_in_the_middle_of_a_file_leaves_all_files_old(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def put_half(path: Path, content: bytes, _: int) -> None:
        nonlocal written
        written += 1
        path.write_bytes(content if written < 4 else content[: len(content) // 2])
        if written == 4:
            raise full()

    monkeypatch.setattr(journal, "_put", put_half)
    with pytest.raises(OSError, match="No space left"):
        commit(tree, changes(tree), [])
    assert state(tree) == OLD
    assert not (tree / ".askew_apply").exists()


def test_a_file_that_somebody_changes_meanwhile_stops_all(tree: Path) -> None:
    (tree / "deep" / "b.md").write_text("mine\n", "utf-8")
    with pytest.raises(JournalError, match=r"deep/b\.md was changed by somebody else meanwhile"):
        commit(tree, changes(tree), [])
    assert state(tree) == {**OLD, "deep/b.md": "mine\n"}


def test_what_somebody_changed_after_the_kill_is_left_to_them(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_after_one_file(tree, monkeypatch)
    (tree / "deep" / "b.md").write_text("mine\n", "utf-8")
    assert recover(tree) == (
        "rolled back: all 3 files are old; changed by somebody else, and left as they are: deep/b.md"
    )
    assert state(tree) == {**OLD, "deep/b.md": "mine\n"}


def kill_after_one_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change the first of the three files and die."""
    replaced: list[object] = []

    def dying(real: Callable[..., None]) -> Callable[..., None]:
        def step(*arguments: Any) -> None:
            if replaced:
                raise Killed
            real(*arguments)
            if real is replace:
                replaced.append(arguments)

        return step

    replace = os.replace
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", dying(os.rename))
        patch.setattr(os, "replace", dying(replace))
        with pytest.raises(Killed):
            commit(tree, changes(tree), [])
    assert state(tree) == {**OLD, "a.md": "ONE\n"}


DYING = """
import os, signal
from askew.__main__ import run
replace = os.replace
def dying(*arguments):
    replace(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = dying
run()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals here")
def test_a_process_that_is_really_killed_leaves_what_can_be_recovered(askew: Askew) -> None:
    lay_out()
    before = state(Path())
    command = [sys.executable, "-c", DYING, "apply", "--accept", "identical,near", "--write"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    half = state(Path())
    assert sum(half[name] != before[name] for name in before) == 1
    assert askew("apply", "--recover").err == "completed: all 2 files are new\n"
    assert all(state(Path())[name] != before[name] for name in before)


def test_the_next_command_says_that_files_are_half_changed(
    askew: Askew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    kill_after_one_file(tmp_path, monkeypatch)
    warning = f"warning: `askew apply` was interrupted in {tmp_path}: run `askew apply --recover` there\n"
    for command in (["check", "a.md"], ["dups", "a.md"], ["parse", "a.md"], ["apply", "--accept", "near", "a.md"]):
        assert askew(*command).err.startswith(warning)
    monkeypatch.chdir(tmp_path / "deep")
    assert askew("check", "b.md").err.startswith(warning)
    assert not askew("apply", "--recover").err.startswith("warning")
    assert state(tmp_path) == NEW
    assert not askew("check", "b.md").err.startswith("warning")


def test_recovering_says_what_has_become_of_the_files(
    askew: Askew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    assert askew("apply", "--recover").err == "nothing to recover\n"
    kill_after_one_file(tmp_path, monkeypatch)
    found = askew("apply", "--recover")
    assert (found.code, found.err) == (0, "completed: all 3 files are new\n")
    assert askew("apply", "--undo").code == 0
    assert state(tmp_path) == OLD


def test_nothing_is_written_over_a_run_that_was_interrupted(
    askew: Askew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    kill_after_one_file(tmp_path, monkeypatch)
    before = state(tmp_path)
    lay_out()
    found = askew("apply", "--accept", "identical,near", "tea.md", "pantry.md", "--write")
    assert found.code == 2
    assert "run `askew apply --recover` first" in " ".join(found.err.split())
    assert before.items() <= state(tmp_path).items()


def test_a_disk_that_is_full_is_said(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out()
    before = state(Path())
    with failing(monkeypatch, 3, full, once=True):
        found = askew("apply", "--accept", "identical,near", "--write")
    assert found.code == 2
    assert "Error: No space left on device: all files are as they were\n" in found.err
    assert state(Path()) == before


def test_files_that_changed_since_are_not_undone(askew: Askew) -> None:
    lay_out()
    assert askew("apply", "--accept", "identical,near", "--write").code == 0
    Path("tea.md").write_text("# Mine\n", "utf-8")
    before = state(Path())
    found = askew("apply", "--undo")
    assert found.code == 2
    assert "tea.md has changed since; nothing was undone" in found.err
    assert state(Path()) == before


def test_two_runs_do_not_meet(tree: Path) -> None:
    with journal._held(tree), pytest.raises(JournalError, match="another `askew apply` is at work here"):
        commit(tree, changes(tree), [])
    assert state(tree) == OLD


HOSTILE: dict[str, tuple[Any, str]] = {
    "no JSON": ("{", "is damaged"),
    "a list": ([], "is damaged"),
    "files without names": ({"files": [{}]}, "is damaged"),
    "a newer journal": ({"version": 2}, "was written by another version of Askew"),
    "a path that climbs": ({"files": [{"path": "../x.md", "old": None, "new": None}]}, "is damaged: ../x.md"),
    "an absolute path": ({"files": [{"path": "/x.md", "old": None, "new": None}]}, "is damaged: /x.md"),
    "a hash that is a number": ({"files": [{"path": "x.md", "old": 1, "new": None}]}, "is damaged: x.md"),
    "a hook": ({"files": [{"path": ".git/hooks/post-commit", "old": None, "new": "0" * 64}]}, "nothing in .git is changed"),
    "a hook in capitals": ({"files": [{"path": ".GIT/hooks/x", "old": None, "new": "0" * 64}]}, "nothing in .git is changed"),
    "a link": ({"files": [{"path": "link/x.md", "old": None, "new": "0" * 64}]}, "is a link, or lies in one"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_journal_that_came_with_a_bank_is_not_trusted(data: Any, message: str, tree: Path) -> None:
    outside = tree.parent / f"{tree.name}-outside"
    outside.mkdir()
    (tree / "link").symlink_to(outside)
    pending = tree / ".askew_apply" / "pending"
    pending.mkdir(parents=True)
    whole = {"version": 1, "purpose": "apply", "files": [], "done": []}
    text = data if isinstance(data, str) else json.dumps({**whole, **data} if isinstance(data, dict) else data)
    (pending / "journal.json").write_text(text, "utf-8")
    (pending / "new-0").write_text("bad\n", "utf-8")
    with pytest.raises(JournalError, match=message):
        recover(tree)
    assert state(tree) == OLD
    assert not list(outside.iterdir())
    assert not (tree / ".git").exists()


def test_a_staged_file_that_is_a_link_is_not_put_in_place(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_after_one_file(tree, monkeypatch)
    staged = tree / ".askew_apply" / "pending" / "new-2"
    (tree / "elsewhere").write_bytes(staged.read_bytes())
    staged.unlink()
    staged.symlink_to(tree / "elsewhere")
    assert recover(tree) == "rolled back: all 3 files are old"
    assert not (tree / "deep" / "new.jsonl").exists()


def test_a_folder_of_journals_that_is_a_link_is_refused(tree: Path) -> None:
    (tree / "deep" / "elsewhere").mkdir()
    (tree / ".askew_apply").symlink_to(tree / "deep" / "elsewhere")
    with pytest.raises(JournalError, match="is a link; remove it"):
        commit(tree, changes(tree), [])
    assert state(tree) == OLD
