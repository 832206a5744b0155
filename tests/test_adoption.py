"""Starting with Askew: `askew init`, `askew config`, counts by file and folder, completion."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from askew import config, keys, toml
from askew.config import Settings
from tests.conftest import ROOT, Askew
from tests.kitchen import PANTRY, TEA, lay_out

FLAWED = (
    TEA.replace("It keeps the pot warm.", "") + "\n```python\nimport numpy as np\nimport os\nprint(np.zeros(3)\n```\n"
)
CODE = "\n```python\nimport numpy as np\nfrom sklearn.svm import SVC\nimport os\n\nprint(np, SVC, os)\n```\n"


def uncommented(text: str) -> str:
    """A configuration with every key set that it only shows."""
    return re.sub(r"(?m)^#(?=[^ \n#])", "", text)


def test_a_configuration_for_a_corpus(askew: Askew) -> None:
    lay_out()
    Path("tea.md").write_text(TEA + CODE, encoding="utf-8")
    Path("more").mkdir()
    Path("more/pantry.txt").write_text(PANTRY, encoding="utf-8")
    Path("requirements.text").write_text("numpy\n")
    found = askew("init")
    assert found.code == 0
    text = Path("askew.toml").read_text(encoding="utf-8")
    assert "# What was here: 3 banks (2 .md, 1 .txt), 12 records\n" in text
    assert "#   layouts: h2 plain (3)\n" in text
    assert "#   imports: numpy (1), sklearn (1)\n" in text
    assert re.search(r"^#   findings: \d+ warnings.* in 3 files, 12 records$", text, re.MULTILINE)
    assert re.search(r"^#   rules: D\d{3} \(\d+\), ", text, re.MULTILINE)
    assert tomllib.loads(text) == {"include": [*config.DEFAULT_INCLUDE, "*.txt"]}
    assert "askew.toml is written, for 3 banks and 12 records\n" in found.err
    assert "stop new ones: askew baseline\n" in found.err
    assert askew("check").err.split(" in ")[1] == "3 files, 12 records\n"
    hooks = yaml.safe_load(found.out)["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["askew", "askew-dups"]
    assert all(re.search(hook["files"], "more/pantry.txt") for hook in hooks)
    assert not any(re.search(hook["files"], "requirements.text") for hook in hooks)


def test_a_clean_corpus_of_the_usual_endings_needs_nothing(askew: Askew) -> None:
    found = askew("init", ROOT / "corpus" / "published")
    assert found.code == 0
    assert tomllib.loads(Path("askew.toml").read_text(encoding="utf-8")) == {}
    assert "baseline" not in found.err
    assert "files:" not in found.out


def test_what_a_configuration_shows_could_be_set(askew: Askew) -> None:
    lay_out()
    askew("init")
    table = tomllib.loads(uncommented(Path("askew.toml").read_text(encoding="utf-8")))
    config.parse(table, "askew.toml")
    assert set(table) == set(config._KEYS)
    for key in keys.every():
        own = table[key.table] if key.table else table
        assert key.name in own, key


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("askew.toml", "", id="a configuration"),
        pytest.param("pyproject.toml", "[tool.askew]\n", id="a table of pyproject.toml"),
        pytest.param("../askew.toml", "", id="a configuration above"),
        pytest.param("askew.toml", "select = [", id="a broken configuration"),
    ],
)
def test_a_configuration_is_never_overwritten(
    name: str, text: str, askew: Askew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bank").mkdir()
    monkeypatch.chdir(tmp_path / "bank")
    lay_out()
    Path(name).write_text(text)
    found = askew("init")
    assert (found.code, found.out) == (2, "")
    assert "nothing written: " in found.err
    assert Path(name).read_text() == text
    assert name == "askew.toml" or not Path("askew.toml").exists()


def test_a_link_is_not_written_through(askew: Askew, tmp_path: Path) -> None:
    lay_out()
    outside = tmp_path / "outside.toml"
    Path("askew.toml").symlink_to(outside)
    found = askew("init")
    assert (found.code, outside.exists()) == (2, False)
    assert "nothing written: " in found.err


def test_a_pyproject_of_others_is_no_configuration(askew: Askew) -> None:
    lay_out()
    Path("pyproject.toml").write_text("[tool.ruff]\n")
    assert askew("init").code == 0


def test_without_questions_there_is_nothing_to_configure(askew: Askew) -> None:
    Path("notes.md").write_text("# Notes\n\nNothing yet.\n")
    found = askew("init")
    assert (found.code, Path("askew.toml").exists()) == (2, False)
    assert "there are no questions" in found.err


def test_other_keys_of_json_lines_are_to_be_named(askew: Askew) -> None:
    Path("bank.jsonl").write_text('{"ask": "Why?", "tell": "So."}\n')
    message = " ".join(askew("init").err.split())
    assert "`question` and `answer` below `[jsonl]` in askew.toml name other keys of JSONL" in message
    Path("askew.toml").write_text('[jsonl]\nquestion = "ask"\nanswer = "tell"\n')
    assert askew("check").err == "clean: 1 file, 1 record\n"


def test_defaults_are_shown(askew: Askew) -> None:
    found = askew("config")
    assert found.code == 0
    assert found.out.startswith("# no configuration file\n# select is not set\n")
    assert config.parse(tomllib.loads(found.out), "askew.toml") == Settings()


def test_every_setting_says_where_it_comes_from(askew: Askew, tmp_path: Path) -> None:
    Path("pyproject.toml").write_text(
        '[tool.askew]\nselect = ["Q"]\nfail-on = "error"\n[tool.askew.per-path-ignores]\n"a b" = ["Q"]\n"c" = ["M"]\n'
        '[tool.askew.duplicates]\nmerge = 0.8\n[tool.askew.apis.targets]\nkeras = ">=3"\n'
    )
    given = ['fail-on="info"', "per-path-ignores.c=[]", "duplicates.review=0.5", 'baseline="it\\u007f.ndjson"']
    found = askew("config", *(part for pair in given for part in ("--config", pair)))
    lines = found.out.splitlines()
    assert lines[0] == f"# {tmp_path / 'pyproject.toml'}"
    for line in (
        'select = ["Q"]  # pyproject.toml',
        'fail-on = "info"  # --config',
        '"a b" = ["Q"]  # pyproject.toml',
        "c = []  # --config",
        "merge = 0.8  # pyproject.toml",
        "review = 0.5  # --config",
        "frames = []  # default",
        'keras = ">=3"  # pyproject.toml',
        'baseline = "it\\u007f.ndjson"  # --config',
    ):
        assert line in lines
    assert tomllib.loads(found.out)["apis"]["targets"] == {"keras": ">=3"}


@pytest.mark.parametrize(
    ("text", "given"),
    [pytest.param("selct = []", [], id="the file"), pytest.param("", ["--config", "merge=2"], id="the command line")],
)
def test_a_bad_configuration_is_not_shown(text: str, given: list[str], askew: Askew) -> None:
    Path("askew.toml").write_text(text)
    found = askew("config", *given)
    assert (found.code, found.out) == (2, "")


@pytest.mark.parametrize(
    "data",
    ["", 'a"b\\', "\x7f\x00\n\x1b", "茶", True, 3, 0.5, [], [["a"], ["b", "c"]], {"a b": [1], "c": {"d": ""}}, {}],
)
def test_what_is_written_as_toml_is_read_back(data: toml.Value) -> None:
    assert tomllib.loads(f"{toml.key('a key')} = {toml.value(data)}") == {"a key": data}


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        pytest.param(["--statistics"], ["     2  Q001  [ ]  missing-answer"], id="by rule"),
        pytest.param(["--statistics-by", "rule"], ["     2  Q001  [ ]  missing-answer"], id="by rule, in full"),
        pytest.param(["--statistics-by", "file"], ["     1  a/b/tea.md", "     1  tea.md"], id="by file"),
        pytest.param(["--statistics-by", "folder"], ["     1  .", "     1  a/b"], id="by folder"),
        pytest.param(["--statistics", "--statistics-by", "folder"], ["     1  .", "     1  a/b"], id="both"),
    ],
)
def test_statistics(options: list[str], lines: list[str], askew: Askew) -> None:
    Path("a/b").mkdir(parents=True)
    for name in ("tea.md", "a/b/tea.md"):
        Path(name).write_text(FLAWED, encoding="utf-8")
    assert askew("check", "--select", "Q", *options).out.splitlines() == lines


def completions(words: str, shell: str) -> Iterator[str]:
    """What a shell is offered for the last word."""
    environment = {**os.environ, "_ASKEW_COMPLETE": f"{shell}_complete", "COMP_WORDS": words}
    environment["COMP_CWORD"] = words.split()[-1] if shell == "fish" else str(len(words.split(" ")) - 1)
    script = "import sys; sys.argv[0] = 'askew'; from askew.__main__ import run; run()"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, encoding="utf-8")
    return (line for line in done.stdout.splitlines() if line != "plain")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        pytest.param("askew ch", "check", id="a command"),
        pytest.param("askew dups --sin", "--since", id="an option"),
        pytest.param("askew check --output-format sar", "sarif", id="a value"),
        pytest.param("askew api bu", "build", id="a command of a command"),
        pytest.param("askew rule q00", "Q004", id="a rule"),
        pytest.param("askew check --select M00", "M004", id="a rule to select"),
        pytest.param("askew check --ignore Q001,M00", "Q001,M004", id="one more rule"),
    ],
)
def test_shells_complete(words: str, offered: str, shell: str) -> None:
    assert any(re.search(rf"(^|,){offered}(\t|$)", line) for line in completions(words, shell))


def test_shells_complete_paths() -> None:
    assert list(completions("askew check co", "bash")) == ["file,co"]
