"""Links that lead out of the tree, and names that are no names: nothing is written there, and no report breaks."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Askew
from tests.test_git import commit_all, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither such links nor such names")

FLAWED = "# Teas\n\n## 1. Why is tea fired?\n\n**So:**it keeps.\n\n## 2. Why is tea rolled?\n\nFor its shape.\n"
NAMES = ("a\nb.md", "a\r\n::error::b.md", "\x1b[31mred.md", "x y.md", "--fix.md", "a\u202eb.md")


@pytest.fixture
def outside(askew: Askew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file beside the working directory, which has links to it and to its folder."""
    assert askew is not None
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "teas.md").write_text(FLAWED, encoding="utf-8")
    bank = tmp_path / "bank"
    (bank / "below").mkdir(parents=True)
    (bank / "link.md").symlink_to(elsewhere / "teas.md")
    (bank / "folder").symlink_to(elsewhere)
    monkeypatch.chdir(bank)
    return elsewhere / "teas.md"


@pytest.mark.parametrize("repository", [False, True], ids=["a folder", "a repository"])
@pytest.mark.parametrize("path", [".", "link.md", "folder/teas.md", "below/../link.md"])
@pytest.mark.parametrize("options", [["--fix"], ["--add-ignore", "because"]], ids=lambda options: options[0])
def test_nothing_is_fixed_through_a_link_that_leads_out(
    options: list[str], path: str, repository: bool, outside: Path, askew: Askew
) -> None:
    if repository:
        run(Path.cwd(), "init", "--quiet")
    found = askew("check", path, "--select", "M", *options)
    assert (found.code, "leads out of the tree" in found.err) == (2, True)
    assert outside.read_text(encoding="utf-8") == FLAWED
    assert sorted(os.listdir(outside.parent)) == ["teas.md"]


def test_from_a_folder_below_the_repository_is_the_tree(
    outside: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Path.cwd(), "init", "--quiet")
    Path("real.md").write_text(FLAWED, encoding="utf-8")
    Path("below/up.md").symlink_to("../real.md")
    Path("below/out.md").symlink_to(outside)
    monkeypatch.chdir("below")
    assert askew("check", "up.md", "--select", "M", "--fix").code == 0
    assert "**So:** it" in Path("../real.md").read_text(encoding="utf-8")
    assert askew("check", "out.md", "--select", "M", "--fix").code == 2


def test_what_is_named_outright_elsewhere_is_fixed(outside: Path, askew: Askew) -> None:
    assert askew("check", "../elsewhere/teas.md", "--select", "M", "--fix").code == 0
    assert outside.read_text(encoding="utf-8") != FLAWED


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["check", "--output", "sarif=report"], id="a report"),
        pytest.param(["baseline", "--baseline", "report"], id="a baseline"),
        pytest.param(["dups", "--exit-zero", "--dropped", "report"], id="records"),
        pytest.param(["parse", "-o", "report"], id="all records"),
    ],
)
def test_no_output_goes_through_a_link_that_leads_out(command: list[str], outside: Path, askew: Askew) -> None:
    target = outside.with_name("target")
    target.write_text("")
    Path("report").symlink_to(target)
    found = askew(*command)
    assert (found.code, target.read_text()) == (2, ""), found.err


def test_no_index_is_kept_behind_a_link(outside: Path, askew: Askew) -> None:
    run(Path.cwd(), "init", "--quiet")
    Path("one.md").write_text(FLAWED, encoding="utf-8")
    Path("two.md").write_text(FLAWED, encoding="utf-8")
    run(Path.cwd(), "add", "one.md", "two.md")
    Path(".askew_cache").symlink_to(outside.parent)
    found = askew("check", "--select", "D001", "one.md")
    assert found.out.startswith("one.md:3:1: D001")
    assert ".askew_cache is a link" in found.err
    assert sorted(os.listdir(outside.parent)) == ["teas.md"]


def test_nothing_is_noted_through_a_link_beside_the_index(outside: Path, askew: Askew) -> None:
    run(Path.cwd(), "init", "--quiet")
    Path("one.md").write_text(FLAWED, encoding="utf-8")
    Path("two.md").write_text(FLAWED, encoding="utf-8")
    run(Path.cwd(), "add", "one.md", "two.md")
    askew("check", "--select", "D001", "one.md")
    (index,) = (path for path in Path(".askew_cache").rglob("*.sqlite") if path.name != "results.sqlite")
    note = Path(f"{index}.left")
    note.unlink()
    note.symlink_to(outside)
    before = outside.read_bytes()
    found = askew("check", "--select", "D001", "one.md")
    assert (found.out[:16], outside.read_bytes()) == ("one.md:3:1: D001", before)
    assert f"{note.name} is a link" in found.err


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_that_is_no_name(name: str, askew: Askew, tmp_path: Path) -> None:
    Path(name).write_text(FLAWED, encoding="utf-8")
    found = askew("check", "--select", "M", "--output-format", "jsonl")
    assert json.loads(found.out)["path"] == name
    for output_format in ("concise", "full", "github", "markdown"):
        shown = askew("check", "--select", "M", "--output-format", output_format)
        assert not {"\x1b", "\r", "\u202e"} & set(shown.out + shown.err)
        assert "\n::error::" not in shown.out
    run(tmp_path, "init", "--quiet")
    assert askew("check", "--select", "M", "--changed", "--output-format", "jsonl").out == found.out
    commit_all(tmp_path)
    assert askew("check", "--select", "M", "--since", "HEAD").out == ""
    assert askew("check", "--select", "M", "--fix").code == 0
    assert "**So:** it" in Path(name).read_text(encoding="utf-8")
