"""Which files a run looks at, and by which configuration."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Askew
from tests.test_tree import git

BANK = "## 1. What is tea?\n\nA drink.\n\n## 2. What is milk?\n\nAnother drink.\n\n## 3. What is a cup?\n"
TREE = (
    "bank.md",
    "notes.markdown",
    "page.mdx",
    "readme.txt",
    "drafts/new.md",
    "drafts/old/bank.md",
    "node_modules/package/readme.md",
    ".git/description.md",
)
DEFAULT = "bank.md drafts/new.md drafts/old/bank.md notes.markdown page.mdx"

GITIGNORES = {
    "none": ({}, DEFAULT),
    "a folder": ({".gitignore": "drafts/\n"}, "bank.md notes.markdown page.mdx"),
    "a name": ({".gitignore": "bank.md\n"}, "drafts/new.md notes.markdown page.mdx"),
    "a name at the top": ({".gitignore": "/bank.md\n"}, "drafts/new.md drafts/old/bank.md notes.markdown page.mdx"),
    "a name taken back": ({".gitignore": "*.md\n!new.md\n"}, "drafts/new.md notes.markdown page.mdx"),
    "one below": ({"drafts/.gitignore": "*.md\n"}, "bank.md notes.markdown page.mdx"),
    "one below that takes back": (
        {".gitignore": "*.md\n", "drafts/.gitignore": "!new.md\n"},
        "drafts/new.md notes.markdown page.mdx",
    ),
}

CONFIGURED = {
    "other files": ('include = ["*.txt"]', "readme.txt"),
    "files by path": ('include = ["drafts/*.md"]', "drafts/new.md drafts/old/bank.md"),
    "files in any folder or none": ('include = ["**/*.md"]', "bank.md drafts/new.md drafts/old/bank.md"),
    "files in any folder below one or in it": ('include = ["drafts/**/*.md"]', "drafts/new.md drafts/old/bank.md"),
    "files by a path with a dot": ('include = ["./drafts/*.md"]', "drafts/new.md drafts/old/bank.md"),
    "files, and a folder that yields none": ('include = ["drafts", "*.mdx"]', "page.mdx"),
    "without a folder anywhere": ('exclude = ["**/drafts"]', "bank.md notes.markdown page.mdx"),
    "without a file anywhere": ('exclude = ["**/bank.md"]', "drafts/new.md notes.markdown page.mdx"),
    "without what is in a folder": ('exclude = ["drafts/**"]', "bank.md notes.markdown page.mdx"),
    "without a folder with a dot": ('exclude = ["./drafts"]', "bank.md notes.markdown page.mdx"),
    "without a folder of the root": ('exclude = ["/drafts"]', "bank.md notes.markdown page.mdx"),
    "without a file of the root": (
        'exclude = ["/bank.md"]',
        "drafts/new.md drafts/old/bank.md notes.markdown page.mdx",
    ),
    "without a folder that the root has not": ('exclude = ["/old", "./new.md"]', DEFAULT),
    "without what only ends like that": ('exclude = ["**/rafts", "no**/drafts"]', DEFAULT),
    "without a folder": ('exclude = ["drafts"]', "bank.md notes.markdown page.mdx"),
    "without a folder with a slash": ('exclude = ["drafts/"]', "bank.md notes.markdown page.mdx"),
    "without a folder inside": ('exclude = ["drafts/old"]', "bank.md drafts/new.md notes.markdown page.mdx"),
    "without a pattern": ('exclude = ["*.mdx", "new.*"]', "bank.md drafts/old/bank.md notes.markdown"),
    "ignored by name": ('per-path-ignores = { "bank.md" = ["Q001"] }', "drafts/new.md notes.markdown page.mdx"),
    "ignored by folder": ('per-path-ignores = { "drafts/*" = ["Q"] }', "bank.md notes.markdown page.mdx"),
    "ignored by the name of a folder": ('per-path-ignores = { "drafts" = ["Q"] }', "bank.md notes.markdown page.mdx"),
    "ignored by the name of a folder inside": (
        'per-path-ignores = { "old/" = ["Q"] }',
        "bank.md drafts/new.md notes.markdown page.mdx",
    ),
    "ignored anywhere": ('per-path-ignores = { "**/*.md" = ["Q"] }', "notes.markdown page.mdx"),
    "all of it ignored by path": ('per-path-ignores = { "drafts/*" = ["ALL"] }', "bank.md notes.markdown page.mdx"),
    "another rule ignored": ('per-path-ignores = { "drafts/*" = ["M", "Q002"] }', DEFAULT),
    "two patterns": (
        'per-path-ignores = { "drafts/*" = ["Q"], "*.mdx" = ["Q001"] }',
        "bank.md notes.markdown",
    ),
}


@pytest.fixture
def tree(askew: Askew, tmp_path: Path) -> Path:
    """The working directory, with a bank in each of the files of TREE."""
    assert Path.cwd() == tmp_path, askew
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BANK, encoding="utf-8")
    return tmp_path


def linted(askew: Askew, *args: str) -> str:
    found = askew("check", *args, "--select", "Q001")
    assert found.code in (0, 1), found.err
    return " ".join(line.split(":")[0] for line in found.out.splitlines())


@pytest.mark.parametrize("case", GITIGNORES.values(), ids=GITIGNORES.keys())
def test_a_folder_yields_what_git_does_not_ignore(case: tuple[dict[str, str], str], askew: Askew, tree: Path) -> None:
    files, expected = case
    for name, text in files.items():
        (tree / name).write_text(text, encoding="utf-8")
    assert linted(askew) == expected
    assert linted(askew, ".") == expected


def test_the_ignore_file_of_the_repository_counts_below_it(
    askew: Askew, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / ".gitignore").write_text("new.md\n/drafts/old/\n", encoding="utf-8")
    assert linted(askew, "drafts", ".") == "bank.md notes.markdown page.mdx"
    monkeypatch.chdir(tree / "drafts")
    (tree / "drafts" / "more.md").write_text(BANK, encoding="utf-8")
    assert linted(askew) == "more.md"


@pytest.mark.parametrize(
    "name", ["drafts/new.md", "readme.txt", "node_modules/package/readme.md", ".git/description.md"]
)
def test_a_file_named_outright_is_always_linted(name: str, askew: Askew, tree: Path) -> None:
    (tree / ".gitignore").write_text("drafts/\nnode_modules/\n", encoding="utf-8")
    (tree / "askew.toml").write_text('exclude = ["drafts", "*.txt"]\n', encoding="utf-8")
    assert linted(askew, name) == name


def test_patterns_and_repetitions(askew: Askew, tree: Path) -> None:
    assert tree
    assert linted(askew, "drafts/**/*.md") == "drafts/new.md drafts/old/bank.md"
    assert linted(askew, "drafts", "drafts/new.md", "./drafts") == "drafts/new.md drafts/old/bank.md"


def test_a_path_is_shown_relative_to_the_working_directory(askew: Askew, tree: Path) -> None:
    assert linted(askew, str(tree / "drafts")) == "drafts/new.md drafts/old/bank.md"


@pytest.mark.parametrize("case", CONFIGURED.values(), ids=CONFIGURED.keys())
def test_the_configuration_names_files(case: tuple[str, str], askew: Askew, tree: Path) -> None:
    text, expected = case
    (tree / "askew.toml").write_text(f"{text}\n", encoding="utf-8")
    assert linted(askew, ".") == expected


def test_patterns_are_relative_to_the_configuration(askew: Askew, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "askew.toml").write_text('include = ["drafts/*.md"]\nexclude = ["/old"]\n', encoding="utf-8")
    monkeypatch.chdir(tree / "drafts")
    assert linted(askew) == linted(askew, str(tree / "drafts")) == "new.md old/bank.md"


def test_an_unknown_rule_to_ignore_by_path_is_a_usage_error(askew: Askew, tree: Path) -> None:
    (tree / "askew.toml").write_text('per-path-ignores = { "drafts/*" = ["Q999"] }\n', encoding="utf-8")
    found = askew("check")
    assert found.code == 2
    assert "unknown rule or family `Q999`" in found.err


@pytest.mark.parametrize(
    ("name", "text"),
    [("askew.toml", 'exclude = ["old"]\n'), ("pyproject.toml", '[tool.askew]\nexclude = ["old"]\n')],
    ids=["askew.toml", "pyproject.toml"],
)
def test_the_configuration_is_found_upward(
    name: str, text: str, askew: Askew, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / name).write_text(text.replace("old", "drafts/old"), encoding="utf-8")
    monkeypatch.chdir(tree / "drafts")
    assert linted(askew) == "new.md"


def test_the_nearest_configuration_counts_alone(askew: Askew, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "askew.toml").write_text('exclude = ["new.md"]\n', encoding="utf-8")
    (tree / "drafts" / "pyproject.toml").write_text('[tool.askew]\nexclude = ["old"]\n', encoding="utf-8")
    monkeypatch.chdir(tree / "drafts")
    assert linted(askew) == "new.md"


def test_a_pyproject_of_another_tool_is_passed_over(askew: Askew, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "askew.toml").write_text('exclude = ["new.md"]\n', encoding="utf-8")
    (tree / "drafts" / "pyproject.toml").write_text("[tool.other]\nkey = 1\n", encoding="utf-8")
    monkeypatch.chdir(tree / "drafts")
    assert linted(askew) == "old/bank.md"


BROKEN = {
    "no TOML": ("select = [", "askew.toml: "),
    "a wrong type": ('select = "Q"', "askew.toml: `select` must be a list of strings"),
    "a wrong size": ('max-file-size = "many"', 'must be a number of bytes or a size such as "20 MB"'),
    "an unknown rule": ('ignore = ["ZZ9"]', "askew.toml: `ignore`: unknown rule or family `ZZ9`; `askew rule` lists"),
    "an unknown rule for a path": (
        'per-path-ignores = { "a/*" = ["ZZ9"] }',
        "askew.toml: `per-path-ignores`.a/*: unknown rule or family `ZZ9`",
    ),
    "an unknown rule of ruff": (
        'ruff.select = ["F401", "NOPE1"]',
        "askew.toml: `ruff.select`: ruff has no rule `NOPE1`",
    ),
    "an unknown rule of ruff to ignore": ('ruff.ignore = ["zz"]', "askew.toml: `ruff.ignore`: ruff has no rule `zz`"),
    "a folder that is not there": ('apis.paths = ["nope"]', "askew.toml: `apis.paths`: there is no folder"),
    "synonyms of no group": (
        'duplicates.synonyms = ["a"]',
        "askew.toml: `duplicates.synonyms` must be a list of lists of words that mean the same",
    ),
}


@pytest.mark.parametrize("command", ["check", "config", "parse"])
@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_configuration_is_a_usage_error(
    text: str, message: str, command: str, askew: Askew, tree: Path
) -> None:
    (tree / "askew.toml").write_text(text, encoding="utf-8")
    found = askew(command)
    assert (found.code, found.out) == (2, "")
    assert message in found.err


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_on_the_command_line_is_not_blamed_on_the_file(
    text: str, message: str, askew: Askew, tree: Path
) -> None:
    (tree / "askew.toml").write_text('fail-on = "error"\n[duplicates]\nmerge = 0.5\n[apis]\nknown = ["tea"]\n')
    found = askew("check", "--config", text)
    assert (found.code, found.out) == (2, "")
    assert "--config" in found.err
    assert str(tree) not in found.err.replace(str(tree / "nope"), "")
    if message != "askew.toml: ":
        assert message.replace("askew.toml", "--config") in found.err


def test_what_is_wrong_in_the_file_is_not_blamed_on_the_command_line(askew: Askew, tree: Path) -> None:
    (tree / "askew.toml").write_text("baseline = 5\n", encoding="utf-8")
    assert f"{tree / 'askew.toml'}: `baseline` must be a string" in askew("check", "--config", 'fail-on="info"').err
    assert askew("check", "--config", 'baseline="b"', "--config", "duplicates.review=0.9").code == 2


def test_what_the_command_line_puts_right_is_no_error(askew: Askew, tree: Path) -> None:
    (tree / "askew.toml").write_text('required-version = ">=99"\n[duplicates]\nmerge = 0.8\n', encoding="utf-8")
    given = ("--config", 'required-version=">=0"', "--config", "duplicates.review=0.7")
    assert linted(askew, *given) == DEFAULT


def test_rules_of_ruff_are_not_checked_without_ruff(askew: Askew, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "askew.toml").write_text('ruff.select = ["NOPE2"]\n', encoding="utf-8")
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    assert linted(askew) == DEFAULT


def test_a_configuration_may_begin_with_a_byte_order_mark(askew: Askew, tree: Path) -> None:
    (tree / "askew.toml").write_text('\ufeffexclude = ["drafts"]\n', encoding="utf-8")
    assert linted(askew) == "bank.md notes.markdown page.mdx"


UNREADABLE = {"a link to nowhere": "No such file or directory", "a folder": "Is a directory"}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize(("kind", "reason"), UNREADABLE.items(), ids=UNREADABLE.keys())
def test_a_configuration_that_cannot_be_read_is_not_passed_over(
    kind: str, reason: str, askew: Askew, tree: Path
) -> None:
    path = tree / "askew.toml"
    path.symlink_to("nowhere.toml") if "link" in kind else path.mkdir()
    found = askew("check")
    assert (found.code, found.out) == (2, "")
    assert f"{path} cannot be read: {reason}" in " ".join(found.err.split())


def test_a_tool_table_that_is_none_is_a_usage_error(askew: Askew, tree: Path) -> None:
    (tree / "pyproject.toml").write_text("[tool]\naskew = 3\n", encoding="utf-8")
    found = askew("check")
    assert found.code == 2
    assert "pyproject.toml: `tool.askew` must be a table" in found.err


@pytest.mark.parametrize("command", ["check", "parse"])
def test_a_folder_of_other_files_names_the_setting(command: str, askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    for name in ("one.txt", "two.txt", "three.rst"):
        (tmp_path / "bank" / name).write_text(BANK, encoding="utf-8")
    found = askew(command, "bank")
    assert found.code == 2
    assert 'found 2 .txt, 1 .rst: to lint them set `include = ["*.txt"]` in askew.toml' in found.err
    (tmp_path / "askew.toml").write_text('include = ["*.txt"]\n', encoding="utf-8")
    assert askew(command, "bank").code == (1 if command == "check" else 0)


def test_an_empty_folder_is_a_usage_error(askew: Askew) -> None:
    found = askew("check")
    assert found.code == 2
    assert ".: no files" in found.err


def test_a_file_over_the_limit_is_reported_and_not_read(askew: Askew, tree: Path) -> None:
    (tree / "askew.toml").write_text('max-file-size = "20 b"\n', encoding="utf-8")
    found = askew("check", "bank.md")
    assert found.code == 1
    assert found.out.startswith("bank.md:1:1: X003 the file has 88 bytes, more than `max-file-size` (20)")


LINKED = {
    "a folder": ([], "bank.md"),
    "the link": (["alias.md"], "alias.md"),
    "both": (["alias.md", "bank.md"], "bank.md"),
    "a link through a linked folder": (["more/alias.md"], "more/alias.md"),
    "both, one through a linked folder": (["more/alias.md", "bank.md"], "bank.md"),
    "two links": (["zero.md", "alias.md"], "alias.md"),
}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize("tracked", [True, False], ids=["in a repository", "in none"])
@pytest.mark.parametrize(("paths", "name"), LINKED.values(), ids=LINKED.keys())
def test_a_link_to_a_bank_is_that_bank(
    paths: list[str], name: str, tracked: bool, askew: Askew, tmp_path: Path
) -> None:
    (tmp_path / "bank.md").write_text(BANK, encoding="utf-8")
    for link in ("alias.md", "zero.md"):
        (tmp_path / link).symlink_to("bank.md")
    (tmp_path / "more").symlink_to(".")
    (tmp_path / "askew.toml").touch()
    if tracked:
        git("init", "-q")
        git("add", ".")
    assert linted(askew, *paths) == name
    found = askew("check", *paths, "--select", "D")
    assert (found.code, found.out) == (0, "")
    parsed = [json.loads(line)["path"] for line in askew("parse", *paths).out.splitlines()]
    assert parsed == [name] * 3


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_copy_is_no_link(askew: Askew, tmp_path: Path) -> None:
    for name in ("bank.md", "copy.md"):
        (tmp_path / name).write_text(BANK, encoding="utf-8")
    (tmp_path / "alias.md").symlink_to("bank.md")
    assert askew("check", "--select", "D007").out == "copy.md:1:1: D007 the same content as bank.md\n"


NOWHERE = {
    "a file": "gone.md: no such file or folder",
    "a pattern": "gone/*.md: pattern matches nothing",
}


@pytest.mark.parametrize("message", NOWHERE.values(), ids=NOWHERE.keys())
def test_the_rest_is_linted_where_a_path_stands_for_nothing(message: str, askew: Askew, tree: Path) -> None:
    missing = message.split(": ")[0]
    for rest in (["bank.md"], ["drafts", "bank.md"]):
        whole = askew("check", *rest, "--select", "Q001")
        found = askew("check", missing, *rest, "--select", "Q001")
        assert (found.code, found.out) == (2, whole.out), tree
        assert found.err == f"{whole.err}error: {message}\n"
    alone = askew("check", missing)
    assert (alone.code, alone.out) == (2, "")
    assert message in alone.err


@pytest.mark.parametrize("command", ["parse", "dups", "report", "baseline"])
def test_nothing_is_written_of_less_than_was_named(command: str, askew: Askew, tree: Path) -> None:
    before = sorted(tree.iterdir())
    found = askew(command, "gone.md", "bank.md")
    assert (found.code, found.out, sorted(tree.iterdir())) == (2, "", before)
    assert "gone.md: no such file or folder" in found.err


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_dangling_link_is_reported_and_the_rest_linted(askew: Askew, tree: Path) -> None:
    (tree / "lost.md").symlink_to("nowhere.md")
    found = askew("check", "lost.md", "bank.md")
    assert found.code == 1
    assert "bank.md:9:1: Q001" in found.out
    assert "lost.md:1:1: X001 cannot read the file: no such file or directory" in found.out
