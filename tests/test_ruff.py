"""ruff as the second opinion: what it says of texts, and what becomes of a run in which it fails."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from askew.code import ruff as module
from askew.code.changes import Change
from askew.code.ruff import Remark, Ruff

LEFT_OUT = "; the checks that need it were left out"
UNUSED = "import os\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
StandIn = Callable[[str], Path]


def real() -> str:
    found = shutil.which("ruff", path=os.path.dirname(sys.executable)) or shutil.which("ruff")
    assert found is not None
    return found


def opinion(text: str, *select: str, target: str = "") -> list[Remark]:
    ruff = Ruff(select or ("F401",), target=target)
    found = ruff.opinions([text])
    assert ruff.problem == ""
    assert found is not None
    return list(found[text])


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """A shell script in the place of ruff; what it is called with goes to `calls` beside it."""

    def make(body: str) -> Path:
        path = tmp_path / "ruff"
        path.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/calls\n{body}\n', encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(module, "binary", lambda: str(path))
        return path

    return make


def calls(path: Path) -> list[str]:
    return path.with_name("calls").read_text(encoding="utf-8").split()


VERSION = '[ "$1" = --version ] && echo "ruff 0.14.0" && exit 0\n'


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param("import os\n", "F401", (1, 7, 1, 9), id="ASCII"),
        pytest.param("x = 1; import os\n", "F401", (1, 14, 1, 16), id="behind a statement"),
        pytest.param("x = '水开了'; import os\n", "F401", (1, 24, 1, 26), id="behind Chinese"),
        pytest.param("x = '👩‍🔬'; import os\n", "F401", (1, 26, 1, 28), id="behind an emoji of several characters"),
        pytest.param("x = 1\nimport 茶\n", "F401", (2, 7, 2, 10), id="a Chinese name"),
        pytest.param("x = '''水\n开了'''; import os\n", "F401", (2, 18, 2, 20), id="below Chinese"),
        pytest.param("\tx = 1\n".lstrip() + "import os\n", "F401", (2, 7, 2, 9), id="on the second line"),
        pytest.param("if x:\n\timport os\n", "F401", (2, 8, 2, 10), id="behind a tab"),
        pytest.param("print(f'水')\n", "F541", (1, 6, 1, 12), id="around Chinese"),
    ],
)
def test_columns_are_bytes(text: str, code: str, place: tuple[int, int, int, int]) -> None:
    (found,) = opinion(text, code)
    assert (found.code, (found.line, found.column, found.end_line, found.end_column)) == (code, place)
    assert found.needs == ""


def test_changes_are_in_bytes() -> None:
    (found,) = opinion("水 = '开'; y = f'茶'\n", "F541")
    assert found.changes == (Change(1, 17, 1, 23, "'茶'"),)


def test_remarks_come_in_order() -> None:
    found = opinion("import b\nx = f'a'; y = f'b'\nimport a\n", "F401", "F541")
    assert [(item.line, item.code) for item in found] == [(1, "F401"), (2, "F541"), (2, "F541"), (3, "F401")]
    assert found == sorted(found, key=lambda item: (item.line, item.column))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import os  # noqa\n", id="a line"),
        pytest.param("import os  # noqa: F401\n", id="a line and a code"),
        pytest.param("# ruff: noqa\nimport os\n", id="a file"),
        pytest.param("# ruff: noqa: F401\nimport os\n", id="a file and a code"),
        pytest.param("# flake8: noqa\nimport os\n", id="a file for flake8"),
    ],
)
def test_noqa_is_not_heard(text: str) -> None:
    assert [item.code for item in opinion(text)] == ["F401"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("import os\nos.getcwd()\n", id="an import that is used"),
        pytest.param("# import os\n", id="a comment"),
        pytest.param("x = f'a'\n", id="a rule that is not selected"),
        pytest.param("await x\nreturn 1\n", id="what is wrong outside a function only"),
    ],
)
def test_nothing_to_say(text: str) -> None:
    assert [item for item in opinion(text) if item.code] == []


def test_ignored_rules_are_not_asked_for() -> None:
    found = Ruff(("F",), ("F401",)).opinions([UNUSED, "x = f'a'\n"])
    assert found is not None
    assert [[item.code for item in remarks] for remarks in found.values()] == [[], ["F541"]]


def test_no_rules_at_all() -> None:
    found = Ruff(()).opinions([UNUSED, "x = (\n"])
    assert found is not None
    assert found[UNUSED] == ()
    assert {item.code for item in found["x = (\n"]} == {""}


@pytest.mark.parametrize(
    ("text", "target", "needs"),
    [
        pytest.param("def f[T](x: T) -> T: return x\n", "py311", ["3.12"], id="type parameters"),
        pytest.param("type Leaf = str\n", "py311", ["3.12"], id="a type alias"),
        pytest.param("match x:\n    case 1: pass\n", "py39", ["3.10"], id="match"),
        pytest.param("try: x\nexcept* E: pass\n", "py310", ["3.11"], id="groups of errors"),
        pytest.param("if (n := 1): pass\n", "py37", ["3.8"], id="a walrus"),
        pytest.param("def f[T](x: T) -> T: return x\n", "py312", [], id="type parameters where they are"),
        pytest.param("def f[T](x: T) -> T: return x\n", "", [], id="type parameters without a target"),
        pytest.param("match x:\n    case 1: pass\n", "py311", [], id="match where it is"),
        pytest.param("x = (\n", "py311", [""], id="a fault in all versions"),
    ],
)
def test_which_python_a_text_needs(text: str, target: str, needs: list[str]) -> None:
    assert sorted({item.needs for item in opinion(text, target=target) if not item.code}) == needs


def test_a_folder_that_git_ignores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "inner"))
    assert [item.code for item in opinion(UNUSED)] == ["F401"]


def test_a_configuration_around_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ruff.toml").write_text('exclude = ["*"]\n[lint]\nignore = ["F401"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert [item.code for item in opinion(UNUSED)] == ["F401"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RUFF_OUTPUT_FORMAT", "concise"),
        ("RUFF_CONFIG", "/nowhere/ruff.toml"),
        ("RUFF_OUTPUT_FILE", "out.txt"),
        ("RUFF_NO_CACHE", "nonsense"),
        ("FORCE_COLOR", "1"),
        ("CLICOLOR_FORCE", "1"),
    ],
)
def test_the_environment_does_not_interfere(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    assert [item.code for item in opinion(UNUSED)] == ["F401"]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opinion(UNUSED)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = '\ud800'\nimport os\n", id="half of a surrogate pair"),
        pytest.param("x = 1\r\nimport os\r\n", id="carriage returns"),
        pytest.param("﻿import os\n", id="a byte order mark"),
        pytest.param("\fimport os\n", id="a form feed"),
        pytest.param("x = '\u2028'\nimport os\n", id="a line separator"),
        pytest.param("import os\n" * 20, id="the same many times"),
    ],
)
def test_odd_texts(text: str) -> None:
    for item in opinion(text):
        assert 1 <= item.line <= text.count("\n") + 1
        assert item.column >= 0


@POSIX
def test_each_text_is_asked_about_once(stand_in: StandIn) -> None:
    path = stand_in(f'exec {real()} "$@"')
    ruff = Ruff(("F401",))
    assert ruff.opinions([]) == {}
    assert not path.with_name("calls").exists()
    first = ruff.opinions([UNUSED, "x = 1\n", UNUSED])
    assert calls(path) == ["check"]
    assert ruff.opinions(["x = 1\n", UNUSED]) == first
    assert calls(path) == ["check"]
    more = ruff.opinions([UNUSED, "import sys\n"])
    assert calls(path) == ["check", "check"]
    assert more is not None
    assert [len(more[text]) for text in (UNUSED, "x = 1\n", "import sys\n")] == [1, 0, 1]


@POSIX
@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(VERSION + "echo 'bad option --tea' >&2; exit 2", "failed with exit code 2: bad option --tea", id="usage"),
        pytest.param("echo broken >&2; exit 2", "failed with exit code 2: broken", id="usage already for the version"),
        pytest.param(VERSION + "kill -SEGV $$", f"failed with exit code {-11}: ", id="a signal"),
        pytest.param(VERSION + "echo panicked >&2; exit 101", "failed with exit code 101: panicked", id="a panic"),
        pytest.param(VERSION + "echo 'no JSON'", "did not answer in JSON of the known shape", id="no JSON"),
        pytest.param(VERSION + "exit 0", "did not answer in JSON of the known shape", id="no answer"),
        pytest.param(VERSION + "echo '[]'", "ruff looked at nothing", id="no word about the canary"),
        pytest.param(VERSION + "echo '{}'", "ruff looked at nothing", id="an empty answer"),
        pytest.param(VERSION + "echo '[{}]'", "did not answer in JSON of the known shape", id="remarks of another shape"),
        pytest.param("echo 'ruff 99.0'", "ruff 99.0 is not a version that Askew is tested with (ruff>=0.12,<1.0)", id="too new"),
        pytest.param("echo 'ruff 0.11.13'", "ruff 0.11.13 is not a version that Askew is tested with", id="too old"),
        pytest.param("echo", "ruff is not a version that Askew is tested with", id="no version"),
    ],
)  # fmt: skip
def test_a_ruff_that_fails(body: str, said: str, stand_in: StandIn) -> None:
    stand_in(body)
    ruff = Ruff(("F401",))
    assert ruff.opinions([UNUSED]) is None
    assert said in ruff.problem
    assert ruff.problem.endswith(LEFT_OUT)
    assert "\n" not in ruff.problem


@pytest.mark.parametrize("tested", ["<0.12", ">=99"])
def test_a_real_ruff_of_another_version_says_nothing(tested: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TESTED_RANGE", tested)
    ruff = Ruff(("F401",))
    assert ruff.opinions([UNUSED]) is None
    assert "does not match the running version" in ruff.problem


@POSIX
def test_nothing_is_asked_after_a_failure(stand_in: StandIn) -> None:
    path = stand_in(VERSION + "exit 2")
    ruff = Ruff(("F401",))
    assert ruff.opinions([UNUSED]) is None
    asked = calls(path)
    assert ruff.opinions(["x = 1\n"]) is None
    assert calls(path) == asked


def test_no_ruff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    ruff = Ruff(("F401",))
    assert ruff.opinions([UNUSED]) is None
    assert ruff.problem == f"ruff is not installed (`pip install ruff`){LEFT_OUT}"


def test_a_ruff_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "binary", lambda: str(tmp_path / "gone"))
    ruff = Ruff(("F401",))
    assert ruff.opinions([UNUSED]) is None
    assert ruff.problem == f"{tmp_path / 'gone'} does not start: No such file or directory{LEFT_OUT}"


CRASH = VERSION + 'grep -q bomb *.py && kill -SEGV $$\nexec {} "$@"'


@POSIX
@pytest.mark.parametrize("count", [2, 3, 8, 25])
def test_one_text_that_crashes_ruff_takes_no_other_with_it(count: int, stand_in: StandIn) -> None:
    stand_in(CRASH.format(real()))
    texts = [f"import tea{number}\n" for number in range(count)]
    texts[count // 2] = "bomb\n"
    ruff = Ruff(("F401",))
    found = ruff.opinions(texts)
    assert ruff.problem == ""
    assert found is not None
    assert "bomb\n" not in found
    assert [len(found[text]) for text in texts if text != "bomb\n"] == [1] * (count - 1)


@POSIX
def test_a_text_that_crashes_ruff_alone(stand_in: StandIn) -> None:
    path = stand_in(CRASH.format(real()))
    ruff = Ruff(("F401",))
    found = ruff.opinions([UNUSED, "bomb\n"])
    assert found is not None
    asked = len(calls(path))
    again = ruff.opinions(["bomb\n", UNUSED])
    assert again is not None
    assert len(again[UNUSED]) == 1
    assert len(calls(path)) == asked


@POSIX
def test_several_texts_that_crash_ruff(stand_in: StandIn) -> None:
    stand_in(CRASH.format(real()))
    texts = [f"import tea{number}\n" if number % 5 else f"bomb{number}\n" for number in range(20)]
    ruff = Ruff(("F401",))
    found = ruff.opinions(texts)
    assert ruff.problem == ""
    assert found is not None
    assert set(found) == {text for text in texts if "bomb" not in text}


@POSIX
def test_a_ruff_that_always_crashes_is_given_up(stand_in: StandIn) -> None:
    path = stand_in(VERSION + "kill -SEGV $$")
    ruff = Ruff(("F401",))
    assert ruff.opinions([f"x = {number}\n" for number in range(300)]) is None
    assert ruff.problem
    assert len(calls(path)) < 60


def test_a_run_without_ruff_says_so_once_and_finds_the_rest(tmp_path: Path) -> None:
    bank = tmp_path / "bank.md"
    bank.write_text(
        "## 1. Why?\n\n```python\nimport os\nprint(math.pi)\n```\n\n```python\nx = (\n```\n", encoding="utf-8"
    )
    script = (
        "from askew.code import ruff\n"
        "def fail():\n    raise ruff.RuffError('ruff is not installed')\n"
        "ruff.binary = fail\n"
        "from askew.cli import main\n"
        "main(['check', '--output-format=concise', '--select', 'P'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().count("ruff is not installed") == 1
    assert [line.split()[1] for line in done.stdout.decode().splitlines()] == ["P101", "P001"]


PLAIN = "## 1. 茶？\n\nLeaves.\n\n```text\nready\n```\n\n## 2. Cups?\n\n```sql\nSELECT 1;\n```\n"
WITH_PYTHON = PLAIN + "\n## 3. Code?\n\n```python\nx = 1\n```\n"


def loaded(folder: Path, text: str, *options: str) -> tuple[str, bytes]:
    """What a fresh interpreter has imported and started after it checked a bank, and what it printed."""
    (folder / "bank.md").write_text(text, encoding="utf-8")
    script = (
        "import subprocess, sys\n"
        "started = []\n"
        "real = subprocess.Popen.__init__\n"
        "def init(self, command, *rest, **options):\n"
        "    started.append(command)\n"
        "    real(self, command, *rest, **options)\n"
        "subprocess.Popen.__init__ = init\n"
        "from askew.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "names = [name for name in ('libcst', 'askew.jsonl', 'rich') if name in sys.modules]\n"
        "print(*names, len(started), file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, "check", "bank.md", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return done.stderr.decode().splitlines()[-1], done.stdout


def test_a_bank_without_python_starts_no_ruff_and_loads_no_libcst(tmp_path: Path) -> None:
    assert loaded(tmp_path, PLAIN) == ("0", b"")
    assert loaded(tmp_path, PLAIN, "--fix") == ("0", b"")


def test_a_bank_with_python_starts_ruff_once_and_loads_no_libcst(tmp_path: Path) -> None:
    said, _ = loaded(tmp_path, WITH_PYTHON)
    assert said == "1"


@pytest.mark.parametrize(
    ("code", "processes"),
    [pytest.param("x = 1", "0", id="that parses"), pytest.param("x = (", "1", id="that does not parse")],
)
def test_where_only_broken_code_is_looked_for_ruff_is_asked_about_code(
    code: str, processes: str, tmp_path: Path
) -> None:
    said, _ = loaded(tmp_path, f"{PLAIN}\n```python\n{code}\n```\n", "--select=P001", "--exit-zero")
    assert said == processes
