"""The manual page of every rule is its test: each example gives exactly the output and the fix that the page shows."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest

from askew import fixes
from askew.checks import RULES
from askew.config import Settings
from askew.config import parse as parse_settings
from askew.data import data_dir
from askew.diagnostic import Safety
from askew.linting import second_opinion
from askew.markdown import parse
from askew.reporters import reporter
from askew.reporters.style import Style
from askew.rule import Rule
from askew.run import check

HEADINGS = ["What it does", "Why is this bad?", "Example", "Stays silent"]
ENGINE_ONLY = {"X001", "X002", "X003", "X005", "X006", "X008", "X009"}  # their input is no readable example


@dataclass(frozen=True)
class Example:
    """An input of a page with what must come of it; `text` is "" where it must stay silent.

    `others` are the blocks `md NAME` that stand behind the input: further files, for rules that compare files.
    """

    rule: Rule
    number: int
    path: str
    source: str
    settings: Settings
    text: str
    diff: str | None
    others: dict[str, str]


def page(rule: Rule) -> Path:
    return data_dir("rules") / f"{rule.code}-{rule.name}.md"


def examples(rule: Rule) -> Iterator[Example]:
    if not page(rule).exists():
        return
    document = parse(page(rule).name, page(rule).read_bytes())
    blocks = [(block.info, block.text) for block in document.blocks if block.kind == "code"]
    settings = Settings()
    for index, (info, source) in enumerate(blocks):
        if info == "toml":
            settings = parse_settings(tomllib.loads(source), page(rule).name)
        if info in ("md", "jsonl"):
            rest = blocks[index + 1 :]
            others = {name[3:]: text for name, text in takewhile(lambda block: block[0].startswith("md "), rest)}
            rest = rest[len(others) :]
            after = dict(rest[:2] if rest and rest[0][0] == "text" else [])
            text, diff = after.get("text", ""), after.get("diff")
            yield Example(rule, index, f"bank.{info}", source, settings, text, diff, others)
            settings = Settings()


def all_examples() -> list[Example]:
    return [example for rule in RULES for example in examples(rule)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_in_the_usual_shape(rule: Rule) -> None:
    text = page(rule).read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == f"# {rule.code} {rule.name}"
    assert lines[2] == f"{rule.summary} Severity: {rule.severity}."
    assert [line[3:] for line in lines if line.startswith("## ") and line[3:] in HEADINGS] == HEADINGS


def test_no_page_is_left_over() -> None:
    assert {path.name for path in data_dir("rules").glob("*.md")} == {page(rule).name for rule in RULES}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in ENGINE_ONLY], ids=lambda rule: rule.code)
def test_a_page_shows_the_finding_and_three_look_alikes(rule: Rule) -> None:
    found = list(examples(rule))
    assert any(example.text for example in found)
    assert sum(not example.text for example in found) >= 3


@pytest.mark.parametrize("example", all_examples(), ids=lambda example: f"{example.rule.code}-{example.number}")
def test_example_gives_what_the_page_says(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {example.path: example.source, **example.others}
    for name, text in files.items():
        Path(name).write_bytes(text.encode())
    report = check(sorted(files), [example.rule], example.settings)
    assert not report.crashes
    assert "".join(f"{line}\n" for line in reporter("concise")(report, Style())) == example.text
    if example.diff is not None:
        ask = second_opinion(example.settings).opinions
        allowed = frozenset({Safety.SAFE, Safety.UNSAFE})
        fixed = fixes.fix(example.path, example.source.encode(), [example.rule], example.settings, allowed, ask)
        assert re.sub(r"(?m)^ $", "", fixes.diff(example.path, fixed)) == re.sub(r"(?m)^ $", "", example.diff)
