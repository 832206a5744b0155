"""The documentation says what the program does: commands, options, keys, rules, examples, links."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from askew import config
from askew.checks import RULES
from askew.cli import main
from askew.markdown import parse
from askew.reporters import FORMATS
from askew.rule import Rule
from askew.styles import THRESHOLD, WEIGHTS
from askew.vocabulary import LABELS
from tests.conftest import ROOT, Askew

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md"), *(ROOT / "rules").glob("*.md")])
HANDBOOK = [page for page in PAGES if page.parent.name != "rules"]
GENERATED = ["golden_reports.py", "picture.py", "rules_index.py", "screenshots.py"]

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img [^>]*src=\"([^\"]+)\"")
_FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1\s*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_WEIGHT = re.compile(r"^ *\| `(\w+)` \| (-?[\d.]+) \|", re.MULTILINE)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fences(page: Path, lang: str) -> Iterator[str]:
    return (block.text for block in parse(page.name, page.read_bytes()).blocks if block.info == lang)


def anchors(page: Path) -> set[str]:
    """The anchors that a renderer gives to the headings of a page."""
    titles = (block.text for block in parse(page.name, page.read_bytes()).blocks if block.kind == "heading")
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def examples() -> list[tuple[str, str, str]]:
    """(page, command, output) of every console session in the handbook."""
    found = []
    for page in HANDBOOK:
        for session in fences(page, "console"):
            for part in session.removeprefix("$ ").split("\n$ "):
                command, _, output = part.partition("\n")
                found.append((name_of(page), command, output))
    return found


def command_of(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for match in _LINK.finditer(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        link = match[1] or match[2]
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_of_the_handbook_is_linked_from_the_readme() -> None:
    linked = {match[1] for match in _LINK.finditer(read("README.md"))}
    assert {name_of(page) for page in HANDBOOK} - {"README.md"} <= linked


@pytest.mark.parametrize("name", list(main.list_commands(click.Context(main))))
def test_every_command_is_documented(name: str) -> None:
    usage = read("docs/usage.md")
    assert f"| [`askew {name}`](#askew-{name}) | {command_of(name).get_short_help_str(200)} |" in usage


@pytest.mark.parametrize("name", ["check", "dups", "apply", "report", "parse", "baseline", "clean", "config"])
def test_every_option_is_documented_and_no_other(name: str) -> None:
    section = read("docs/usage.md").split(f"\n## askew {name}\n")[1].split("\n## ")[0]
    documented = set(
        re.findall(r"(?<=`)--[a-z-]+(?=[` ])", "\n".join(re.findall(r"^\| (`-.*?) \|", section, re.MULTILINE)))
    )
    options = {option for param in command_of(name).params for option in param.opts if option.startswith("--")}
    assert documented == options


@pytest.mark.parametrize("key", config._KEYS)
def test_every_key_of_the_configuration_is_documented_with_an_example(key: str) -> None:
    section = read("docs/configuration.md").split(f"\n### {key}\n")[1].split("\n### ")[0]
    table = tomllib.loads(section.split("```toml\n")[1].split("```")[0])
    assert list(table) == [key]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_examples_of_the_configuration_are_good(page: Path) -> None:
    for text in fences(page, "toml"):
        table = tomllib.loads(text)
        config.parse(table["tool"]["askew"] if "tool" in table else table, name_of(page))


@pytest.mark.parametrize("page", ["docs/layouts.md", "docs/architecture.md"])
def test_the_weights_are_those_of_the_program(page: str) -> None:
    text = read(page)
    assert {name: float(weight) for name, weight in _WEIGHT.findall(text)} == WEIGHTS
    assert f" {THRESHOLD}" in text


def test_labels_given_as_examples_are_built_in() -> None:
    rows = re.findall(r"^\| ([a-z-]+) \| (.*) \|$", read("docs/layouts.md").split("\n## Labels\n")[1], re.MULTILINE)
    assert [kind for kind, _ in rows] == list(LABELS)
    for kind, words in rows:
        assert {word.lower() for word in words.split(", ")} <= set(next(LABELS[key] for key in LABELS if key == kind))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_in_the_index(rule: Rule) -> None:
    assert f"[{rule.code} {rule.name}](../rules/{rule.code}-{rule.name}.md)" in read("docs/rules.md")


@pytest.mark.parametrize("script", GENERATED)
def test_what_is_generated_is_fresh(script: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / script), "--check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_examples_of_the_readme_are_findings(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = [line.split(": ", 1)[1] for line in askew("check", "corpus/incoming").out.splitlines()]
    rows = re.findall(r"^\| \*\*([A-Z])\*\* .* \| (`+) ?(.*?) ?\2 \|$", read("README.md"), re.MULTILINE)
    assert {family for family, _, _ in rows} == {rule.code[0] for rule in RULES}
    assert {message for _, _, message in rows} <= {line.replace(" [*]", "") for line in found}


def test_the_commands_for_a_fresh_machine_are_what_ci_runs() -> None:
    commands = [line for text in fences(ROOT / "README.md", "sh") for line in text.splitlines() if ".venv/" in line]
    assert len(commands) == 2
    assert all(f"\n{command} || exit\n" in read(".ci/run") for command in commands)


@pytest.mark.parametrize(("page", "command", "output"), examples(), ids=lambda value: value.split("\n")[0])
def test_a_console_example_shows_what_happens(
    page: str, command: str, output: str, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page
    monkeypatch.chdir(ROOT)
    found = askew(*shlex.split(command)[1:])
    assert found.out + found.err == output


def recipes() -> list[str]:
    """The commands of docs/ci.md, without what reads their output."""
    return re.findall(r"askew (check [^`'|\n]*(?: --?[^`'|\n]+))", read("docs/ci.md"))


@pytest.mark.parametrize("command", recipes())
def test_a_recipe_for_ci_runs(command: str, askew: Askew) -> None:
    Path("bank").mkdir()
    Path("bank/tea.md").write_text("## 1. What is tea?\n\nA drink.\n\n## 2. Why?\n", encoding="utf-8")
    found = askew(*shlex.split(command))
    assert found.code == (0 if "--exit-zero" in command else 1)
    assert all(Path(item.split("=", 1)[1]).exists() for item in shlex.split(command) if re.match(r"\w+=[^-]", item))


def test_the_recipes_are_yaml() -> None:
    found = [yaml.safe_load(text) for text in fences(ROOT / "docs" / "ci.md", "yaml")]
    assert [type(item) for item in found] == [dict, list, dict, dict, list, list, dict]


def test_every_format_is_documented() -> None:
    section = read("docs/usage.md").split("\n### Output formats\n")[1].split("\n### ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(FORMATS)
