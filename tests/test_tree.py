"""Which files a named file is compared with."""

import subprocess
from pathlib import Path

import pytest

from askew.configfile import load
from askew.tree import tree
from tests.conftest import Askew

BANK = "## 1. What is tea?\n\nA drink made of leaves.\n\n## 2. What is milk?\n\nAnother drink.\n"
NAMES = ("a.md", "b.txt", "below/c.md", "below/drafts/d.md", "文.md")


def git(*args: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *args]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def folder(askew: Askew, tmp_path: Path) -> Path:
    """A working directory with the files of NAMES, in no repository."""
    assert Path.cwd() == tmp_path, askew
    for name in NAMES:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(BANK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    """The same as a repository in which everything is tracked."""
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "all")
    return folder


def seen() -> dict[str, str]:
    found = tree(load(Path.cwd()))
    assert found is not None
    return dict(found.files)


ALL = ["a.md", "below/c.md", "below/drafts/d.md", "文.md"]


def test_a_repository_is_all_that_it_tracks(repository: Path) -> None:
    assert seen() == {name: name for name in ALL}, repository


def test_what_is_staged_belongs_to_it_and_a_draft_does_not(repository: Path) -> None:
    for name in ("staged.md", "draft.md"):
        Path(name).write_text(BANK)
    git("add", "staged.md")
    assert set(seen()) - set(ALL) == {"staged.md"}, repository


def test_from_a_folder_inside_it_is_the_same(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "below")
    assert seen() == {
        "a.md": "../a.md", "below/c.md": "c.md", "below/drafts/d.md": "drafts/d.md", "文.md": "../文.md"
    }  # fmt: skip


CONFIGURED = {
    "other files": ('include = ["*.txt"]', ["b.txt"]),
    "files by path": ('include = ["below/*.md"]', ["below/c.md", "below/drafts/d.md"]),
    "files in any folder or none": ('include = ["**/*.md"]', ALL),
    "without a file of the root": ('exclude = ["/a.md", "/c.md"]', ["below/c.md", "below/drafts/d.md", "文.md"]),
    "without a folder anywhere": ('exclude = ["**/drafts", "**/below"]', ["a.md", "文.md"]),
    "without a folder": ('exclude = ["below/drafts"]', ["a.md", "below/c.md", "文.md"]),
    "without a folder with a slash": ('exclude = ["below/"]', ["a.md", "文.md"]),
    "without a pattern": ('exclude = ["c.*"]', ["a.md", "below/drafts/d.md", "文.md"]),
    "nothing": ('include = ["*.rst"]', []),
}


@pytest.mark.parametrize(("toml", "names"), CONFIGURED.values(), ids=CONFIGURED.keys())
def test_the_configuration_says_what_of_it(toml: str, names: list[str], repository: Path) -> None:
    Path("askew.toml").write_text(toml)
    assert list(seen()) == names, repository


@pytest.mark.parametrize(("toml", "names"), CONFIGURED.values(), ids=CONFIGURED.keys())
def test_without_git_it_is_what_a_walk_finds(toml: str, names: list[str], folder: Path) -> None:
    Path("askew.toml").write_text(toml)
    assert list(seen()) == names, folder


def test_a_configuration_below_the_top_speaks_of_paths_from_there(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("below/askew.toml").write_text('exclude = ["drafts", "../a.md"]')
    monkeypatch.chdir(repository / "below")
    assert set(seen()) == {"below/c.md", "文.md"}


def test_without_git_and_configuration_there_is_none(folder: Path) -> None:
    assert tree(load(folder)) is None


def test_where_git_cannot_be_run_it_is_what_a_walk_finds(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("draft.md").write_text(BANK)
    monkeypatch.setenv("PATH", str(repository))
    assert set(seen()) == {*ALL, "draft.md"}


def test_nothing_that_a_repository_names_is_run(repository: Path) -> None:
    program = repository / "program"
    program.write_text(f"#!/bin/sh\ntouch {repository}/was-run\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
        git("config", key, str(program))
    git("config", "core.hooksPath", str(repository))
    assert list(seen()) == ALL
    assert not Path("was-run").exists()


def test_the_environment_of_another_repository_does_not_count(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert list(seen()) == ALL


def test_a_named_file_is_compared_with_the_tree(repository: Path, askew: Askew) -> None:
    found = askew("check", "--select", "D007", "a.md").out
    assert found == "a.md:1:1: D007 the same content as below/c.md\n", repository


def test_a_folder_is_compared_with_nothing_else(repository: Path, askew: Askew) -> None:
    assert askew("check", "--select", "D007", "below/drafts").out == "", repository
    assert askew("check", "--select", "D007", "below").out == (
        "below/drafts/d.md:1:1: D007 the same content as below/c.md\n"
    )


def test_what_git_tracks_but_is_gone_is_left_out(repository: Path, askew: Askew) -> None:
    for name in ALL[1:]:
        Path(name).unlink()
    assert askew("check", "--select", "D007", "a.md").out == "", repository


def test_a_draft_is_not_the_older_copy(repository: Path, askew: Askew) -> None:
    for name in ALL[1:]:
        Path(name).unlink()
    Path("0.md").write_text(BANK)
    assert askew("check", "--select", "D007", "a.md").out == "", repository
    assert askew("check", "--select", "D007", "0.md").out == "0.md:1:1: D007 the same content as a.md\n"


def test_outside_of_everything_named_files_are_compared_with_each_other(folder: Path, askew: Askew) -> None:
    assert askew("check", "--select", "D007", "a.md").out == "", folder
    assert askew("check", "--select", "D007", "a.md", "below/c.md").out == (
        "below/c.md:1:1: D007 the same content as a.md\n"
    )
    assert not Path(".askew_cache").exists()


def test_standard_input_with_a_name_is_that_file(repository: Path, askew: Askew) -> None:
    text = Path("a.md").read_bytes()
    assert askew("check", "--select", "D007", "-", "--stdin-filename", "new.md", stdin=text).out == (
        "new.md:1:1: D007 the same content as a.md\n"
    )
    assert askew("check", "--select", "D007", "-", stdin=text).out == "", repository
