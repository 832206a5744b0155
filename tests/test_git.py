"""What git is asked, in real repositories, and what is said where it cannot tell."""

import subprocess
from pathlib import Path

import pytest

from askew import git
from askew.git import GitError

IDENTITY = ("-c", "user.name=Writer", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false")


def run(root: Path, *arguments: str) -> str:
    command = ["git", *IDENTITY, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def commit(root: Path, **files: str | None) -> str:
    """Write the files (None deletes one), commit everything, and return the commit."""
    for name, text in files.items():
        path = root / f"{name}.md"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    return commit_all(root)


def commit_all(root: Path) -> str:
    """Commit everything, and return the commit."""
    run(root, "add", "--all")
    run(root, "commit", "--quiet", "--allow-empty", "-m", "change")
    return run(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit on `main`."""
    folder = tmp_path / "bank"
    folder.mkdir()
    run(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, kept="kept\n", edited="one\ntwo\nthree\n", gone="gone\n")
    return folder


def test_what_changed_since_a_branch_point(root: Path) -> None:
    base = run(root, "rev-parse", "HEAD").strip()
    run(root, "switch", "--quiet", "-c", "topic")
    commit(root, edited="one\n2\nthree\nfour\n", gone=None, added="new\n")
    (root / "draft.md").write_text("draft\n")
    assert git.merge_base(root, "main") == base
    assert git.changed(root, base) == {"edited.md", "gone.md", "added.md", "draft.md"}
    assert git.contents(root, base, ["edited.md", "gone.md", "added.md"]) == {
        "edited.md": b"one\ntwo\nthree\n",
        "gone.md": b"gone\n",
    }
    assert git.touched_lines(root, base) == {"edited.md": {2, 4}, "added.md": {1}, "gone.md": set()}


def test_the_other_branch_going_on_changes_nothing(root: Path) -> None:
    base = run(root, "rev-parse", "HEAD").strip()
    run(root, "switch", "--quiet", "-c", "topic")
    commit(root, added="new\n")
    run(root, "switch", "--quiet", "main")
    commit(root, other="other\n")
    run(root, "switch", "--quiet", "topic")
    assert git.merge_base(root, "main") == base
    run(root, "checkout", "--quiet", "--detach")
    assert git.merge_base(root, "main") == base


def test_what_is_staged_is_told_from_what_is_not(root: Path) -> None:
    (root / "edited.md").write_text("staged\n")
    run(root, "add", "edited.md")
    (root / "edited.md").write_text("later\n")
    (root / "kept.md").write_text("not staged\n")
    assert git.staged(root) == {"edited.md"}
    assert git.contents(root, "", ["edited.md"]) == {"edited.md": b"staged\n"}


ODD_NAMES = (
    *(
        "两 个.md",
        'quo"te.md',
        "new\nline.md",
        "-dash.md",
        "a\tb.md",
        "b\\ack.md",
        '"all"',
        "' b/x",
        "cr\r.md",
        "\udcff.md",
    ),
    *("a b/x.md b/a b/x.md", "back\\t.md", "back\\"),
)


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_any_name_is_taken(name: str, root: Path) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("text\n")
    assert name in git.changed(root, "HEAD")
    run(root, "add", "--all")
    run(root, "commit", "--quiet", "-m", "odd")
    assert git.contents(root, "HEAD", [name]) == {name: b"text\n"}
    (root / name).write_text("other\ntext\n")
    assert git.touched_lines(root, "HEAD") == {name: {1}}


def test_lines_that_look_like_a_diff_are_lines(root: Path) -> None:
    (root / "edited.md").write_text("one\n++ b/gone.md\n@@ -1 +7 @@\ndiff --git a/x b/x\nthree\nfour")
    (root / "gone.md").write_text("-- a/kept.md\n")
    assert git.touched_lines(root, "HEAD") == {"edited.md": {2, 3, 4, 6}, "gone.md": {1}}


def test_a_mode_touches_no_line_and_bytes_are_lines(root: Path) -> None:
    (root / "kept.md").chmod(0o755)
    (root / "edited.md").write_bytes(b"one\n\0\xff\nthree\n")
    (root / "gone.md").unlink()
    (root / "gone.md").symlink_to("kept.md")
    assert git.touched_lines(root, "HEAD") == {"kept.md": set(), "edited.md": {2}, "gone.md": {1}}


def test_links_and_folders_have_no_contents(root: Path) -> None:
    (root / "link.md").symlink_to("/etc/passwd")
    run(root, "add", "--all")
    run(root, "commit", "--quiet", "-m", "link")
    assert git.contents(root, "HEAD", ["link.md"]) == {}


def test_nothing_of_the_repository_is_run(root: Path) -> None:
    for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.bank.command", "diff.bank.textconv"):
        run(root, "config", key, "touch ran; true")
    (root / ".gitattributes").write_text("*.md diff=bank\n")
    (root / "edited.md").write_text("other\n")
    git.changed(root, "HEAD")
    git.touched_lines(root, "HEAD")
    git.staged(root)
    assert not (root / "ran").exists()


def test_a_missing_reference_says_what_to_fetch(root: Path) -> None:
    with pytest.raises(GitError, match=r"there is no commit `origin/main` here; fetch it first"):
        git.merge_base(root, "origin/main")
    with pytest.raises(GitError, match="there is no commit `--help` here"):
        git.merge_base(root, "--help")


def test_a_shallow_clone_says_which_depth_to_set(root: Path, tmp_path: Path) -> None:
    commit(root, kept="later\n")
    run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    with pytest.raises(GitError, match="fetch-depth: 0"):
        git.merge_base(tmp_path / "shallow", "HEAD~1")


def test_unrelated_histories_have_no_base(root: Path) -> None:
    run(root, "switch", "--quiet", "--orphan", "other")
    commit(root, other="other\n")
    with pytest.raises(GitError, match="`main` and HEAD have no commit in common"):
        git.merge_base(root, "main")


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="git rev-parse: fatal: not a git repository"):
        git.merge_base(tmp_path, "main")


def test_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="cannot run git"):
        git.changed(root, "HEAD")


def test_the_top_is_found_from_below(root: Path) -> None:
    below = root / "a" / "b"
    below.mkdir(parents=True)
    assert git.top(below) == root
