"""The hooks for pre-commit: what they run, and the story of a team that uses them, told to the real pre-commit."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Askew
from tests.test_git import IDENTITY, run

HOOKS: Mapping[str, Any] = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
RICE, WATER = "What is rice wine made of?", "Which springs do the brewers fetch water from?"
FENCE = "\n```python\nprint(open('tea.txt').read(\n```\n"


def bank(*questions: str) -> str:
    """A bank with these questions, each with an answer of its own."""
    answers = (f"## {number}. {asked}\n\nBecause of {asked[:-1]}.\n" for number, asked in enumerate(questions, 1))
    return "# Drinks\n\n" + "\n".join(answers)


def about(drink: str) -> tuple[str, str]:
    return f"How long may {drink} stand before it turns sour?", f"Which vessels keep {drink} cold on a long journey?"


def entry(name: str, *args: str) -> list[str]:
    """The arguments that a hook gives to `askew` before the names of files, by itself or where `args` are configured."""
    program, *arguments = shlex.split(HOOKS[name]["entry"]) + list(args or HOOKS[name]["args"])
    assert program == "askew"
    return arguments


def many(count: int, folder: str) -> dict[str, str]:
    """Banks by path; every fifth asks what others far from it ask too, and every seventh has a fence that is broken."""
    found = {}
    for number in range(count):
        asked = f"What became of the tea house number {number} and of its {number * 7919 % 1009} cups?"
        owner = f"Who owned the tea house number {number if number % 5 else number * 131 % count // 10} in the end?"
        text = bank(asked, owner)
        found[f"{folder}{number:03}.md"] = text + FENCE * (number % 7 == 0)
    return found


def found_in(output: str) -> list[str]:
    """Places and codes of the findings in an output."""
    return sorted(re.findall(r"^\S+\.(?:md|txt):\d+:\d+: [A-Z]\d{3}", output, re.MULTILINE))


def test_the_hooks_share_the_rules(askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "askew.toml").write_text('extend-select = ["P103"]\nignore = ["Q005"]\n')
    for name, text in many(40, "").items():
        Path(name).write_text(text)
    both = found_in(askew("check").out)
    alone, compared = (found_in(askew(*entry(name), ".").out) for name in ("askew", "askew-dups"))
    assert both == sorted([*alone, *compared])
    assert {line.split()[1][0] for line in compared} == {"D"}
    assert "D" not in {line.split()[1][0] for line in alone}
    assert alone


@pytest.mark.parametrize("name", HOOKS)
def test_chunks_find_what_one_call_finds(name: str, askew: Askew, tmp_path: Path) -> None:
    files = many(60, "")
    for path, text in files.items():
        Path(path).write_text(text)
    run(tmp_path, "init", "--quiet")
    run(tmp_path, "add", ".")
    whole = found_in(askew(*entry(name), *files).out)
    chunks = [list(files)[start : start + 7] for start in range(0, 60, 7)]
    assert whole
    assert sorted(line for chunk in chunks for line in found_in(askew(*entry(name), *chunk).out)) == whole


@pytest.mark.parametrize("name", HOOKS)
@pytest.mark.parametrize("args", [(), ("--exit-zero", "--")], ids=["as it comes", "with args"])
def test_no_name_of_a_file_is_an_option(name: str, args: tuple[str, ...], askew: Askew) -> None:
    files = ("-top.md", "--baseline=none.md", "--help.md")
    for number, path in enumerate(files):
        Path(path).write_text(bank(RICE) + FENCE.replace("tea", f"tea{number}"))
    found = askew(*entry(name, *args), *files)
    assert "3 files" in found.err
    assert (len(found_in(found.out)) > 2, found.code) == (True, int(not args))


def test_the_surest_copy_counts_wherever_it_stands(askew: Askew, tmp_path: Path) -> None:
    twelve, thirteen = (f"Who owned the tea house number {number} in the end?" for number in (12, 13))
    Path("old.md").write_text(bank(RICE, twelve))
    Path("new.md").write_text(bank(thirteen, WATER, thirteen))
    run(tmp_path, "init", "--quiet")
    run(tmp_path, "add", ".")
    assert found_in(askew("check", "--select", "D00", "new.md", "--ignore", "D008").out) == [
        "new.md:11:1: D001",
        "new.md:3:1: D001",
    ]


def test_this_repository_uses_its_hooks() -> None:
    local = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    own = {hook["id"]: hook for hook in local if hook["id"] in HOOKS}
    assert own.keys() == HOOKS.keys()
    for name, hook in own.items():
        assert (hook["entry"], hook["args"]) == (HOOKS[name]["entry"], HOOKS[name]["args"])
        assert hook.get("require_serial") == HOOKS[name].get("require_serial")
        assert hook["files"] == "^corpus/published/"


@dataclass(frozen=True)
class Team:
    """A repository whose commits the installed hooks see."""

    root: Path
    environment: Mapping[str, str]

    def run(self, *command: str) -> tuple[int, str]:
        """Run a command in the repository; return its exit code and what it wrote."""
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def write(self, **files: str) -> None:
        """Write files by their names without ending, and stage them."""
        for name, text in files.items():
            (self.root / f"{name}.md").write_text(text, encoding="utf-8")
            self.run("git", "add", f"{name}.md")

    def commit(self) -> tuple[int, str]:
        """Commit what is staged, as people do."""
        return self.run("git", *IDENTITY, "commit", "-m", "change")

    def pre_commit(self, *arguments: str) -> tuple[int, str]:
        """Run pre-commit."""
        return self.run(sys.executable, "-m", "pre_commit", *arguments)


Founded = Callable[..., Team]


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A repository with the hooks, made of this working tree, and its commit."""
    root = tmp_path_factory.mktemp("hooks")
    for name in run(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    run(root, "init", "--quiet")
    run(root, "add", "--all")
    run(root, "commit", "--quiet", "-m", "hooks")
    return root.as_uri(), run(root, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of the commands: no repository or tool of the caller, and a place for what pre-commit installs."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "VIRTUAL_ENV"))
    }
    return kept | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "PRE_COMMIT_COLOR": "never"}


@pytest.fixture
def founded(tmp_path: Path, hooks: tuple[str, str], environment: Mapping[str, str]) -> Founded:
    """What founds a team whose repository has two clean banks and both hooks, with further keys for each."""

    def found(**keys: Any) -> Team:
        team = Team(tmp_path, environment)
        run(tmp_path, "init", "--quiet", "--initial-branch=main")
        repo, rev = hooks
        used = [{"id": name, **keys} for name in HOOKS]
        config = {"repos": [{"repo": repo, "rev": rev, "hooks": used}]}
        (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        team.write(old=bank(*about("oolong"), *about("kefir")), other=bank(*about("sake")))
        run(tmp_path, "add", ".")
        code, output = team.pre_commit("install", "--install-hooks")
        assert code == 0, output
        return team

    return found


@pytest.mark.network
def test_a_team_commits(founded: Founded) -> None:
    team = founded()
    code, output = team.commit()
    assert (code, output.count("Passed")) == (0, 2), output

    team.write(new=bank(RICE, about("kefir")[1]))
    code, output = team.commit()
    assert code == 1
    assert "new.md:7:1: D001" in output
    assert "old.md:" in output
    assert output.count("Passed") == 1

    team.write(new=bank(RICE, WATER) + FENCE)
    code, output = team.commit()
    assert code == 1
    assert "new.md:12:1: P001" in output
    assert output.count("Passed") == 1

    team.write(new=bank(RICE, WATER))
    assert team.commit()[0] == 0
    assert team.run("git", "status", "--porcelain") == (0, "")


@pytest.mark.network
def test_a_partly_staged_file_is_judged_as_it_is_staged(founded: Founded) -> None:
    team = founded()
    team.commit()
    flawed, good = bank(RICE, about("kefir")[1]), bank(RICE, WATER)
    team.write(new=flawed)
    (team.root / "new.md").write_text(good, encoding="utf-8")
    code, output = team.commit()
    assert (code, "new.md:7:1: D001" in output) == (1, True)
    team.write(new=good)
    (team.root / "new.md").write_text(flawed + FENCE, encoding="utf-8")
    assert team.commit()[0] == 0
    assert (team.root / "new.md").read_text(encoding="utf-8") == flawed + FENCE


@pytest.mark.network
def test_all_files_in_chunks_find_what_one_call_finds(founded: Founded) -> None:
    team = founded()
    folder = f"{'a' * 220}/{'b' * 220}/"  # longer than what a command line of 300 files can be
    files = many(300, folder)
    (team.root / folder).mkdir(parents=True)
    for name, text in files.items():
        (team.root / name).write_text(text, encoding="utf-8")
    run(team.root, "add", ".")
    askew = (sys.executable, "-m", "askew")
    for name in HOOKS:
        code, output = team.pre_commit("run", name, "--all-files", "--verbose")
        _, whole = team.run(*askew, *entry(name), "old.md", "other.md", *files)
        assert code == 1
        assert len(re.findall(r" in \d+ files?, |^clean: ", output, re.MULTILINE)) > 1
        assert found_in(output) == found_in(whole)
        assert len(found_in(whole)) > 40


@pytest.mark.network
def test_banks_of_another_ending(founded: Founded) -> None:
    team = founded(files=r"\.txt$")
    (team.root / "askew.toml").write_text('include = ["*.md", "*.txt"]\n')
    (team.root / "first.txt").write_text(bank(*about("mead")))
    run(team.root, "add", ".")
    code, output = team.commit()
    assert (code, output.count("Passed")) == (0, 2), output
    (team.root / "second.txt").write_text(bank(about("mead")[0], about("sake")[1]) + FENCE)
    run(team.root, "add", ".")
    code, output = team.commit()
    assert code == 1
    flaws = ["second.txt:12:1: P001", "second.txt:1:1: D008", "second.txt:3:1: D001", "second.txt:7:1: D001"]
    assert found_in(output) == flaws
    assert {"first.txt:3", "other.md:7"} <= set(re.findall(r"\w+\.\w+:\d+", output))
