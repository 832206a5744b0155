"""The action for GitHub: its shell steps, run as a runner runs them, and what they are given; the recipes beside it."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Askew
from tests.kitchen import PANTRY, TEA
from tests.test_docs import fences
from tests.test_git import commit_all, run

ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
SCRIPTS = {step["id"]: step for step in STEPS if "run" in step}
FENCE = "\n```python\nprint(open('tea.txt').read(\n```\n"
EVIL = """$(touch evil) `touch evil` ; touch evil " ' && touch evil || ${{ github.token }} $HOME *"""

needs_schemas = pytest.mark.skipif(
    importlib.util.find_spec("check_jsonschema") is None, reason="check-jsonschema comes with the extra `dev`"
)


def step(name: str, folder: Path, path: str = "", **inputs: str) -> tuple[int, str, dict[str, str]]:
    """Run the script of a step as a runner does; return its exit code, what it writes, and its outputs."""
    given = {key: spec["default"] for key, spec in ACTION["inputs"].items()} | inputs
    environment = {variable: _filled(text, given) for variable, text in SCRIPTS[name]["env"].items()}
    output, summary = folder.parent / "output", folder.parent / "summary"
    output.write_text("")
    summary.write_text("")
    environment |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTION_PATH": str(ROOT)}
    environment["PATH"] = os.pathsep.join(filter(None, (path, str(Path(sys.executable).parent), os.environ["PATH"])))
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT", "ASKEW"))}
    script = folder.parent / "script.sh"
    script.write_text(SCRIPTS[name]["run"])
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=folder,
        env=kept | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, dict(line.split("=", 1) for line in output.read_text().splitlines())


def _filled(text: str, inputs: Mapping[str, str]) -> str:
    """What a runner makes of an expression that names an input."""
    match = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", text)
    assert match, text
    return inputs[match[1]]


@pytest.fixture
def bank(askew: Askew, tmp_path: Path) -> Path:
    """A repository with two banks, one of them in a folder with a blank in its name."""
    assert askew is not None
    folder = tmp_path / "repository"
    (folder / "more tea").mkdir(parents=True)
    run(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "tea.md").write_text(TEA + FENCE, encoding="utf-8")
    (folder / "more tea" / "pantry.md").write_text(PANTRY.replace("Boil water with vinegar.", ""), encoding="utf-8")
    commit_all(folder)
    return folder


def test_nothing_that_is_given_is_pasted_into_a_script() -> None:
    assert set(SCRIPTS) == {"install", "check"}
    assert not [name for name, item in SCRIPTS.items() if "${{" in item["run"]]
    used = {text for item in SCRIPTS.values() for text in item["env"].values()}
    used |= {text for item in STEPS for text in item.get("with", {}).values()}
    for name in ACTION["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in used


def test_findings_are_annotated_and_summed_up(bank: Path) -> None:
    code, output, outputs = step("check", bank)
    assert (code, outputs) == (1, {})
    assert "::error file=tea.md," in output
    assert "P001" in (bank.parent / "summary").read_text(encoding="utf-8")


def test_sarif_is_written_whatever_is_found(bank: Path) -> None:
    code, _, outputs = step("check", bank, sarif="out dir.sarif")
    assert (code, outputs) == (1, {"sarif": "true"})
    assert '"2.1.0"' in (bank / "out dir.sarif").read_text(encoding="utf-8")
    code, _, outputs = step("check", bank, sarif="out dir.sarif", args="--select M")
    assert (code, outputs) == (0, {"sarif": "true"})


def test_sarif_of_others_is_not_uploaded(bank: Path) -> None:
    (bank / "askew.sarif").write_text("{}")
    code, output, outputs = step("check", bank, sarif="askew.sarif", args="--select ZZZ")
    assert (code, outputs) == (2, {})
    assert "unknown rule or family" in output
    assert not (bank / "askew.sarif").exists()


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        pytest.param({}, {"tea.md", "more tea/pantry.md"}, id="everything"),
        pytest.param({"paths": "more tea\n"}, {"more tea/pantry.md"}, id="a folder with a blank"),
        pytest.param({"paths": "more tea\n\ntea.md\n"}, {"tea.md", "more tea/pantry.md"}, id="several"),
        pytest.param({"args": "--select P --fail-on error"}, {"tea.md"}, id="options"),
        pytest.param({"args": "  --select\nP001  \n"}, {"tea.md"}, id="options on lines"),
        pytest.param({"args": "--config duplicates.merge=0.99"}, {"tea.md", "more tea/pantry.md"}, id="a setting"),
        pytest.param({"since": "main"}, set(), id="nothing new"),
    ],
)
def test_what_is_linted(inputs: dict[str, str], named: set[str], bank: Path) -> None:
    code, output, _ = step("check", bank, **inputs)
    assert set(re.findall(r"^::\w+ file=([^,]+),", output, re.MULTILINE)) == named
    assert code == int(bool(named))


def test_only_what_is_new(bank: Path) -> None:
    run(bank, "switch", "--quiet", "-c", "topic")
    (bank / "new.md").write_text(PANTRY.replace("# Pantry", "# New"), encoding="utf-8")
    commit_all(bank)
    _, output, _ = step("check", bank, since="main")
    assert set(re.findall(r"^::\w+ file=([^,]+),", output, re.MULTILINE)) == {"new.md"}


@pytest.mark.parametrize("name", ["paths", "args", "since", "sarif", "version"])
def test_what_is_given_is_never_run(name: str, bank: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "python").write_text("#!/bin/sh\n")
    (tools / "python").chmod(0o755)
    for script in SCRIPTS:
        step(script, bank, str(tools), **{name: EVIL})
        step(script, bank, str(tools), **{name: f"--traceback\n{EVIL}\n-x"})
    assert not (bank / "evil").exists()


@pytest.mark.parametrize(("version", "wanted"), [("", str(ROOT)), ("askew==9", "askew==9")], ids=["its own", "another"])
def test_what_is_installed(version: str, wanted: str, bank: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "python").write_text(f'#!/bin/sh\nfor last; do :; done\necho "$last" > {tmp_path}/installed\n')
    (tools / "python").chmod(0o755)
    keys = set()
    for args in ("", "--select Q"):
        code, output, outputs = step("install", bank, str(tools), version=version, args=args)
        assert (code, (tmp_path / "installed").read_text()) == (0, f"{wanted}\n"), output
        keys.add(outputs["key"])
    (bank / "askew.toml").write_text('select = ["Q"]\n')
    keys.add(step("install", bank, str(tools))[2]["key"])
    assert len(keys) == 3
    assert all(re.fullmatch("[0-9a-f]{40}", key) for key in keys)


def test_a_bad_configuration_ends_the_action(bank: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "python").write_text("#!/bin/sh\n")
    (tools / "python").chmod(0o755)
    (bank / "askew.toml").write_text("selct = []\n")
    code, output, outputs = step("install", bank, str(tools))
    assert (code, outputs) == (2, {})
    assert "did you mean `select`?" in output


def test_the_inputs_are_documented() -> None:
    table = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").split("| Input |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE) == list(ACTION["inputs"])


def valid(schema: str, path: Path) -> str:
    """What a validator has to say of a file."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout


@needs_schemas
def test_the_action_is_one() -> None:
    assert valid("vendor.github-actions", ROOT / "action.yml") == "ok -- validation done\n"


@needs_schemas
def test_the_recipes_are_workflows(tmp_path: Path) -> None:
    recipes = [text for text in fences(ROOT / "docs" / "ci.md", "yaml") if isinstance(yaml.safe_load(text), dict)]
    schemas = {"jobs:": "vendor.github-workflows", "script:": "vendor.gitlab-ci"}
    found = []
    for number, text in enumerate(recipes):
        for sign, schema in schemas.items():
            if sign in text:
                path = tmp_path / f"{number}.yml"
                path.write_text(text)
                assert valid(schema, path) == "ok -- validation done\n"
                found.append(schema)
    assert found == ["vendor.github-workflows"] * 2 + ["vendor.gitlab-ci"]


@pytest.mark.network
def test_the_action_installs_itself(bank: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "v"], check=True)
    tools = str(tmp_path / "v" / "bin")
    code, output, outputs = step("install", bank, tools)
    assert (code, set(outputs)) == (0, {"key"}), output
    assert shutil.which("askew", path=tools)
    code, output, _ = step("check", bank, tools)
    assert (code, "::error file=tea.md," in output) == (1, True)
