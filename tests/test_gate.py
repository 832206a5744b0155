"""What `askew check` lets through: only what a change introduced, and only what no baseline knows."""

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Askew
from tests.test_git import commit_all, run

OLD = (
    "# Teas\n\n## 1. Why is oolong rolled?\n\n**Old:**bold.\n\n## 2. Why is tea fired?\n\nTo stop it from withering.\n"
)
NEW = "\n## 3. Why is tea rolled?\n\n**New:**bold.\n"
SAID = "bank.md:13:1: M001 [*] **New:** is not bold: its asterisks stay visible\n"
TWICE = "bank.md:5:1: M001 [*] **Old:** is not bold: its asterisks stay visible\n" + SAID


@pytest.fixture
def bank(askew: Askew, tmp_path: Path) -> Path:
    """The working directory, a repository whose last commit has a finding, with another one not committed yet."""
    assert askew is not None
    run(tmp_path, "init", "--quiet", "--initial-branch=main")
    path = tmp_path / "bank.md"
    path.write_text(OLD, encoding="utf-8")
    (tmp_path / "other.md").write_text(OLD.replace("tea", "coffee"), encoding="utf-8")
    commit_all(tmp_path)
    path.write_text(OLD + NEW, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "out"),
    [
        pytest.param(["--since", "HEAD"], SAID, id="since a commit"),
        pytest.param(["--since", "main"], SAID, id="since a branch"),
        pytest.param(["--changed"], TWICE, id="all of the changed files"),
        pytest.param(["--diff-lines"], SAID, id="the changed lines"),
        pytest.param(["--changed", "--diff-lines"], SAID, id="the changed lines of the changed files"),
        pytest.param(["--since", "HEAD", "--diff-lines"], SAID, id="what is new on the changed lines"),
        pytest.param(["--staged"], "", id="nothing is staged"),
    ],
)
def test_only_a_change_is_judged(bank: Path, askew: Askew, options: list[str], out: str) -> None:
    found = askew("check", "--select", "M", *options)
    assert (found.out, found.code) == (out, int(bool(out))), bank


def test_a_new_file_is_new_on_all_lines(bank: Path, askew: Askew) -> None:
    bank.write_text(OLD, encoding="utf-8")
    Path("new.md").write_text("# A title\n\n**Yes:**bold.\n", encoding="utf-8")
    said = "new.md:3:1: M001 [*] **Yes:** is not bold: its asterisks stay visible\n"
    assert askew("check", "--select", "M", "--since", "HEAD").out == said
    assert askew("check", "--select", "M", "--diff-lines").out == said


@pytest.mark.parametrize("name", ['quo"te.md', "two words.md", "茶.md", "\udcff.md"], ids=ascii)
def test_touched_lines_of_any_name(bank: Path, askew: Askew, name: str) -> None:
    bank.rename(name)
    Path(name).write_text(OLD, encoding="utf-8")
    commit_all(bank.parent)
    Path(name).write_text(OLD + NEW, encoding="utf-8")
    found = askew("check", "--select", "M", "--diff-lines").out
    assert (found.count("M001"), found.count(":13:1: M001")) == (1, 1)


def test_a_partly_staged_file_is_judged_as_it_is_staged(bank: Path, askew: Askew) -> None:
    bank.write_text(OLD.replace("withering", "rotting"), encoding="utf-8")
    run(bank.parent, "add", "bank.md")
    bank.write_text(OLD + NEW, encoding="utf-8")
    assert askew("check", "--select", "M", "--staged").out == TWICE.removesuffix(SAID)
    assert askew("check", "--select", "M", "--staged", "--diff-lines").out == ""


@pytest.fixture
def gone(bank: Path) -> Path:
    """A bank with a finding that is staged and then removed, in a folder of its own."""
    bank.write_text(OLD, encoding="utf-8")
    Path("below").mkdir()
    path = Path("below", "gone.md")
    path.write_text("# A title\n\n**Yes:**bold.\n", encoding="utf-8")
    Path("below", "gone.txt").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    Path("below", "link.md").symlink_to("../bank.md")
    run(bank.parent, "add", ".")
    shutil.rmtree("below")
    return path


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param([], ["below/gone.md"], id="the working directory"),
        pytest.param(["below/gone.md"], ["below/gone.md"], id="the file"),
        pytest.param(["below"], ["below/gone.md"], id="its folder, which is gone too"),
        pytest.param(["below/*.md"], ["below/gone.md"], id="a pattern that matches nothing else"),
        pytest.param(["**/*.md"], ["below/gone.md"], id="a pattern that matches other files"),
        pytest.param(["below/gone.txt"], ["below/gone.txt"], id="a file that is no bank, named outright"),
        pytest.param(["bank.md"], [], id="another file"),
        pytest.param(["b*.md"], [], id="a pattern for files of the working directory"),
        pytest.param([".", "--config", "exclude=['below']"], [], id="a folder that is excluded"),
    ],
)
def test_what_is_staged_is_judged_though_the_file_is_gone(
    gone: Path, askew: Askew, paths: list[str], found: list[str]
) -> None:
    report = askew("check", "--select", "M", "--staged", *paths)
    assert ([line.split(":")[0] for line in report.out.splitlines()], report.code) == (found, int(bool(found))), gone


def test_what_is_staged_is_judged_though_a_folder_stands_there(gone: Path, askew: Askew) -> None:
    gone.mkdir(parents=True)
    assert askew("check", "--select", "M", "--staged").out.startswith("below/gone.md:3")


def test_a_path_that_is_neither_there_nor_staged_is_none(gone: Path, askew: Askew) -> None:
    for options in (["--staged", "none.md"], ["--staged", gone.name], ["--changed", str(gone)]):
        assert "no such file or folder" in askew("check", *options).err


def test_an_absolute_path_is_judged_as_it_is_staged(bank: Path, askew: Askew) -> None:
    run(bank.parent, "add", "bank.md")
    bank.write_text(OLD, encoding="utf-8")
    assert askew("check", "--select", "M", "--staged", bank).out == TWICE


def plain(bank: Path) -> Path:
    return bank.parent


def linked(bank: Path) -> Path:
    run(bank.parent, "worktree", "add", "--quiet", "linked")
    return bank.parent / "linked"


def submodule(bank: Path) -> Path:
    run(bank.parent, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(bank.parent), "sub")
    return bank.parent / "sub"


@pytest.mark.parametrize("place", [plain, linked, submodule], ids=["a repository", "a linked worktree", "a submodule"])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-m", "bad"], id="what is staged"),
        pytest.param(["-am", "bad"], id="all that is changed"),
        pytest.param(["-m", "bad", "bank.md"], id="one file"),
    ],
)
def test_a_hook_judges_what_is_committed(bank: Path, place: Callable[[Path], Path], arguments: list[str]) -> None:
    bank.write_text(OLD, encoding="utf-8")
    root = place(bank)
    hook = root / run(root, "rev-parse", "--git-path", "hooks/pre-commit").strip()
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -m askew check --select M --staged --diff-lines\n")
    hook.chmod(0o755)
    path = root / "bank.md"
    path.write_text(OLD + NEW.replace("**New:**bold", "**New:** bold"), encoding="utf-8")
    run(root, "add", "bank.md")
    run(root, "commit", "-m", "good")
    path.write_text(OLD + NEW, encoding="utf-8")
    if arguments == ["-m", "bad"]:
        run(root, "add", "bank.md")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        run(root, "commit", *arguments)
    assert SAID in refused.value.stderr


def another_repository(bank: Path) -> Path:
    run(bank.parent, "init", "--quiet", "below")
    shutil.copy(bank, "below")
    commit_all(bank.parent / "below")
    return Path("below", "bank.md")


def ignored(bank: Path) -> Path:
    Path(".gitignore").write_text("below\n")
    Path("below").mkdir()
    shutil.copy(bank, "below")
    return Path("below", "bank.md")


def new_submodule(bank: Path) -> Path:
    return submodule(bank) / "bank.md"


def submodule_without_its_commit(bank: Path) -> Path:
    sub = submodule(bank)
    commit_all(bank.parent)
    shutil.rmtree(bank.parent / ".git" / "modules")
    (sub / ".git").unlink()
    (sub / "other.md").unlink()
    run(sub, "init", "--quiet")
    commit_all(sub)
    return sub / "bank.md"


UNTRACKED = (another_repository, ignored, new_submodule, submodule_without_its_commit)


@pytest.mark.parametrize("place", UNTRACKED, ids=lambda place: place.__name__.replace("_", " "))
@pytest.mark.parametrize("options", [["--since", "HEAD"], ["--changed"], ["--diff-lines"]], ids=" ".join)
def test_what_git_cannot_tell_about_is_new(
    bank: Path, askew: Askew, place: Callable[[Path], Path], options: list[str]
) -> None:
    bank.write_text(OLD, encoding="utf-8")
    path = place(bank)
    found = askew("check", "--select", "M", *options, path)
    assert (found.out.count("M001"), found.code) == (1, 1)


def test_a_submodule_is_compared_with_the_commit_that_it_was_at(bank: Path, askew: Askew) -> None:
    bank.write_text(OLD, encoding="utf-8")
    path = submodule(bank) / "bank.md"
    (bank.parent / "link.md").symlink_to("bank.md")
    commit_all(bank.parent)
    for options in (["--since", "HEAD"], ["--changed"], ["--diff-lines"]):
        assert askew("check", "--select", "M", *options).err == "clean: 0 files, 0 records\n"
    path.write_text(OLD + NEW, encoding="utf-8")
    for _ in ("not committed", "committed there"):
        assert askew("check", "--select", "M", "--since", "HEAD").out == f"sub/{SAID}"
        assert askew("check", "--select", "M", "--diff-lines").out == f"sub/{SAID}"
        assert askew("check", "--select", "M", "--changed").out.count("sub/bank.md") == 2
        commit_all(path.parent)


def test_paths_narrow_a_change_down(bank: Path, askew: Askew) -> None:
    assert askew("check", "--select", "M", "--since", "HEAD", "other.md").out == ""
    assert askew("check", "--select", "M", "--since", "HEAD", bank).out == SAID


def test_a_change_is_judged_from_a_folder_below(bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    below = bank.parent / "below"
    below.mkdir()
    (below / "draft.md").write_text("# A title\n\n**Yes:**bold.\n", encoding="utf-8")
    monkeypatch.chdir(below)
    assert askew("check", "--select", "M", "--since", "HEAD").out.startswith("draft.md:3:1: M001")
    assert askew("check", "--select", "M", "--since", "HEAD", "..").out.count("M001") == 2


def test_a_duplicate_is_reported_where_it_came(bank: Path, askew: Askew) -> None:
    text = OLD.replace("## 2. Why is tea fired?", "## 2. Why is oolong rolled before it is fired, and then dried?")
    bank.write_text(text, encoding="utf-8")
    commit_all(bank.parent)
    better = text.replace("To stop", "It is fired, say those who do it, to stop").replace("Teas", "Better")
    Path("new.md").write_text(better, encoding="utf-8")
    found = askew("check", "--select", "D001", "--since", "HEAD").out
    assert [line.split(" ", 2)[:2] for line in found.splitlines()] == [
        ["new.md:3:1:", "D001"],
        ["new.md:7:1:", "D001"],
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--since", "nowhere"], "there is no commit `nowhere` here", id="an unknown commit"),
        pytest.param(["--since", "HEAD", "--changed"], "one of them at a time", id="two changes"),
        pytest.param(["--since", "HEAD", "--fix"], "neither --fix, --diff nor --add-ignore", id="fixing a change"),
        pytest.param(
            ["--staged", "--add-ignore", "why"], "neither --fix, --diff nor --add-ignore", id="staged ignores"
        ),
        pytest.param(["-", "--changed"], "not standard input", id="standard input"),
        pytest.param(["--since", "HEAD", "/etc/hostname"], "lies outside the repository", id="a file from elsewhere"),
        pytest.param(["--strict-baseline"], "goes with a baseline", id="strict without a baseline"),
        pytest.param(["--baseline", "none.ndjson"], "no such file; `askew baseline` writes one", id="no baseline"),
    ],
)
def test_what_cannot_be_judged_is_a_usage_error(bank: Path, askew: Askew, options: list[str], message: str) -> None:
    found = askew("check", *options)
    assert (found.code, found.out) == (2, ""), bank
    assert message in found.err


def test_outside_of_a_repository_there_is_no_change(askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(OLD, encoding="utf-8")
    found = askew("check", "--changed")
    assert (found.code, "no git repository" in found.err) == (2, True)


@pytest.mark.parametrize("options", [["--since", "HEAD"], ["--changed"], ["--staged"], ["--diff-lines"]], ids=str)
def test_a_repository_of_somebody_else_says_how_to_trust_it(
    bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    asked: Any = subprocess.run

    def as_somebody_else(*arguments: Any, env: dict[str, str], **keywords: Any) -> Any:
        return asked(*arguments, env=env | {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}, **keywords)

    monkeypatch.setattr(subprocess, "run", as_somebody_else)
    found = askew("check", *options)
    assert (found.code, "dubious ownership" in found.err) == (2, True)
    assert f"`git config --global --add safe.directory {bank.parent}`" in found.err


def test_a_shallow_clone_says_what_to_fetch(
    bank: Path, askew: Askew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_all(bank.parent)
    clone = tmp_path / "clone"
    run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{bank.parent}", str(clone))
    monkeypatch.chdir(clone)
    found = askew("check", "--since", "HEAD~1")
    assert (found.code, "fetch-depth: 0" in found.err) == (2, True)


def test_before_the_first_commit_everything_is_new(askew: Askew, tmp_path: Path) -> None:
    run(tmp_path, "init", "--quiet")
    (tmp_path / "bank.md").write_text(OLD, encoding="utf-8")
    assert askew("check", "--select", "M", "--changed").out.count("M001") == 1
    assert askew("check", "--select", "M", "--staged").out == ""
    run(tmp_path, "add", ".")
    assert askew("check", "--select", "M", "--staged", "--diff-lines").out.count("M001") == 1


BASELINE = "askew-baseline.ndjson"


def test_a_baseline_leaves_out_what_it_knows(bank: Path, askew: Askew) -> None:
    bank.write_text(OLD, encoding="utf-8")
    assert askew("baseline").code == 0
    bank.write_text(OLD + NEW, encoding="utf-8")
    found = askew("check", "--baseline", BASELINE, "--select", "M")
    assert found.out == SAID
    assert "; 2 known to the baseline" in found.err


def test_a_configured_baseline_is_relative_to_the_configuration(
    bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("askew.toml").write_text('baseline = "known.ndjson"\n')
    assert askew("baseline").code == 0
    (bank.parent / "below").mkdir()
    monkeypatch.chdir("below")
    assert askew("check", "..").code == 0
    assert askew("check", "../bank.md").code == 0
    assert {json.loads(line)["path"] for line in Path("../known.ndjson").read_text().splitlines()} >= {"bank.md"}


@pytest.mark.parametrize("root", [".", "deep"])
def test_what_is_said_of_the_configuration_can_be_followed(
    bank: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch, root: str
) -> None:
    (bank.parent / "deep/below").mkdir(parents=True)
    configuration = bank.parent / root / "askew.toml"
    configuration.touch()
    monkeypatch.chdir("deep/below")
    found = askew("baseline", bank)
    configuration.write_text(found.err.split("or `")[1].split("`")[0])
    assert askew("check", bank, "--strict-baseline").code == 0


def test_the_copy_to_keep_is_known_too(bank: Path, askew: Askew) -> None:
    assert askew("baseline").code == 0
    for name in (".", "bank.md", "other.md"):
        found = askew("check", "--baseline", BASELINE, "--select", "D", name)
        assert (found.out, found.code) == ("", 0), (name, bank)
        assert "not there any more" not in found.err


def test_stale_entries(bank: Path, askew: Askew) -> None:
    assert askew("baseline").code == 0
    bank.write_text((OLD + NEW).replace("**Old:**bold.", "**Old:** bold."), encoding="utf-8")
    found = askew("check", "--baseline", BASELINE)
    assert found.out == ""
    assert (found.code, "M001 bank.md" in found.err) == (0, True)
    assert askew("check", "--baseline", BASELINE, "--strict-baseline").code == 2
    for elsewhere in (["other.md"], ["--select", "Q"]):
        assert askew("check", "--baseline", BASELINE, "--strict-baseline", *elsewhere).code == 0
    before = Path(BASELINE).read_text().splitlines()
    assert askew("baseline", "--prune").code == 0
    after = Path(BASELINE).read_text().splitlines()
    assert set(after) < set(before)
    assert askew("check", "--baseline", BASELINE, "--strict-baseline").code == 0


def test_reasons_and_what_other_paths_have_stay(bank: Path, askew: Askew) -> None:
    assert askew("baseline").code == 0
    lines = [json.loads(line) for line in Path(BASELINE).read_text().splitlines()]
    for line in lines:
        line["reason"] = f"because of {line['rule']}"
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    Path(BASELINE).write_text(text)
    assert askew("baseline", bank).code == 0
    kept = [json.loads(line) for line in Path(BASELINE).read_text().splitlines()]
    assert [line for line in kept if line["path"] == "other.md"] == [
        line for line in lines if line["path"] == "other.md"
    ]
    assert all(line["reason"] == f"because of {line['rule']}" for line in kept)


def test_a_baseline_is_not_linted(bank: Path, askew: Askew) -> None:
    assert askew("baseline", "--baseline", "known.jsonl").code == 0
    assert askew("check", "--baseline", "known.jsonl").code == 0, bank


FOLDERS = {
    "a/a.md": "# A\n\n## 1. What is a race condition?\n\nTiming decides what comes out.\n\n## 2. What is tea?\n\nA plant.\n",
    "b/b.md": "# B\n\n## 1. What is a race condition?\n\nTiming decides it.\n\n## 2. How do bees fly?\n\nOn wings.\n",
    "c/c.md": "# C\n\n## 1. What are race conditions?\n\nTiming decides.\n\n## 2. How long is a year?\n\nIt depends.\n",
}


@pytest.fixture(params=["a repository", "a configuration", "a folder"])
def folders(request: pytest.FixtureRequest, askew: Askew, tmp_path: Path) -> Path:
    """The working directory with three banks that ask the same, all of which is known."""
    for name, text in FOLDERS.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    if request.param == "a repository":
        run(tmp_path, "init", "--quiet")
        run(tmp_path, "add", ".")
    elif request.param == "a configuration":
        (tmp_path / "askew.toml").touch()
    assert askew("baseline").code == 0
    assert {json.loads(line)["path"] for line in (tmp_path / BASELINE).read_text().splitlines()} == FOLDERS.keys()
    return tmp_path


@pytest.mark.parametrize("path", [".", "a", "b", "c", "a/a.md", "b/b.md", "c/c.md", "b/*.md"])
def test_what_repeats_a_file_outside_of_the_paths_stays_known(folders: Path, askew: Askew, path: str) -> None:
    found = askew("check", path, "--baseline", BASELINE, "--strict-baseline")
    assert (found.out, found.code) == ("", 0), found.err
    before = (folders / BASELINE).read_text()
    for options in (["--prune"], []):
        assert askew("baseline", *options, path).code == 0
        assert (folders / BASELINE).read_text() == before


@pytest.mark.parametrize("path", [".", "b", "b/b.md"])
def test_a_duplicate_that_is_none_any_more_is_told_from_everywhere(folders: Path, askew: Askew, path: str) -> None:
    (folders / "b/b.md").write_text(FOLDERS["b/b.md"].replace("race condition", "deadlock"), encoding="utf-8")
    found = askew("check", path, "--baseline", BASELINE, "--strict-baseline")
    assert (found.out, found.code, "D001 b/b.md" in found.err) == ("", 2, True)
    assert "D002 c/c.md" not in found.err
    assert askew("baseline", "--prune", path).code == 0
    left = [json.loads(line) for line in (folders / BASELINE).read_text().splitlines()]
    assert ("c/c.md", "D002") in {(entry["path"], entry["rule"]) for entry in left}
    assert not [entry for entry in left if entry["path"] == "b/b.md"]


def test_below_the_configuration_the_tree_is_the_same(
    folders: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders / "askew.toml").write_text(f'baseline = "{BASELINE}"\n')
    before = (folders / BASELINE).read_text()
    monkeypatch.chdir(folders / "b")
    assert askew("check", "--strict-baseline").code == 0
    assert askew("baseline", "--prune").code == 0
    assert (folders / BASELINE).read_text() == before


@pytest.mark.parametrize(
    ("options", "kept", "wrote"),
    [
        pytest.param(["--fix"], "**Old:**bold.", "**New:** bold.", id="fixes"),
        pytest.param(["--add-ignore", "why"], "\n\n**Old:**bold.", "<!-- askew: ignore[M001] why -->\n**New:**", id="comments"),
    ],
)  # fmt: skip
def test_what_a_baseline_knows_is_left_alone(
    bank: Path, askew: Askew, options: list[str], kept: str, wrote: str
) -> None:
    bank.write_text(OLD, encoding="utf-8")
    assert askew("baseline").code == 0
    bank.write_text(OLD + NEW, encoding="utf-8")
    found = askew("check", "--baseline", BASELINE, "--strict-baseline", "--select", "M", *options)
    text = bank.read_text(encoding="utf-8")
    assert (kept in text, wrote in text, found.code, found.out) == (True, True, 0, "")
    assert "; 2 known to the baseline" in found.err
    assert "not there any more" not in found.err


def test_of_two_findings_alike_the_new_one_is_fixed(bank: Path, askew: Askew) -> None:
    bank.write_text(OLD, encoding="utf-8")
    assert askew("baseline").code == 0
    bank.write_text(OLD.replace("**Old:**bold.", "**Old:**bold.\n\n**Old:**bold."), encoding="utf-8")
    assert askew("check", "--baseline", BASELINE, "--select", "M", "--fix").code == 0
    assert bank.read_text(encoding="utf-8") == OLD.replace("**Old:**bold.", "**Old:**bold.\n\n**Old:** bold.")


def test_a_diff_holds_the_baseline_against_what_is_there(bank: Path, askew: Askew) -> None:
    gap = OLD.replace("\n\n## 2.", " ## 2.") + "\n## 3. What is tea?\n\nA plant.\n"
    bank.write_text(gap, encoding="utf-8")
    assert askew("baseline", "--config", 'select=["Q008"]').code == 0
    options = ["--baseline", BASELINE, "--strict-baseline", "--select", "M006,Q008", "--unsafe-fixes"]
    found = askew("check", *options, "--diff")
    assert (found.code, "not there any more" in found.err) == (1, False)
    assert bank.read_text(encoding="utf-8") == gap
    found = askew("check", *options, "--fix")
    assert (found.code, "not there any more (line 1: Q008 bank.md)" in found.err) == (2, True)


def test_with_a_baseline_that_cannot_be_read_nothing_is_written(bank: Path, askew: Askew) -> None:
    (bank.parent / BASELINE).write_text("none")
    for option in ("--fix", "--add-ignore=r"):
        assert askew("check", "--baseline", BASELINE, option).code == 2
    assert bank.read_text(encoding="utf-8") == OLD + NEW


TWIN = "\n## {}. Why is oolong rolled?\n\nIt was **{}:**bold.\n"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        pytest.param(["Old", "Old"], 9, id="the same in both"),
        pytest.param(["New", "Old"], 5, id="another one in the first"),
        pytest.param(["Old", "New"], 9, id="another one in the second"),
    ],
)
def test_of_two_equal_questions_the_new_finding_is_told(words: list[str], line: int, askew: Askew) -> None:
    Path("bank.md").write_text("# Teas\n" + TWIN.format(1, "Old"), encoding="utf-8")
    assert askew("baseline", "--config", 'select=["M"]').code == 0
    twins = "".join(TWIN.format(number, word) for number, word in enumerate(words, 1))
    Path("bank.md").write_text(f"# Teas\n{twins}", encoding="utf-8")
    found = askew("check", "--select", "M", "--baseline", BASELINE, "--output-format", "json")
    assert [item["line"] for item in json.loads(found.out)["diagnostics"]] == [line]


def test_another_copy_of_a_question_is_new(askew: Askew) -> None:
    Path("bank.md").write_text("# Teas\n" + "".join(TWIN.format(number, number) for number in (1, 2)), encoding="utf-8")
    assert askew("baseline").code == 0
    Path("bank.md").write_text(
        "# Teas\n" + "".join(TWIN.format(number, number) for number in (1, 2, 3)), encoding="utf-8"
    )
    assert askew("check", "--select", "D001", "--baseline", BASELINE).out.count("D001") == 1
