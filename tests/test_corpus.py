"""Our own banks: what is published is clean, what comes in shows what every rule is for."""

import ast
from pathlib import Path

import pytest

from askew.checks import RULES, selected
from askew.code.blocks import code_blocks
from askew.config import Settings
from askew.diagnostic import Diagnostic, Severity
from askew.extract import extract
from askew.markdown import parse
from askew.markers import markers
from askew.record import Record
from askew.rule import Rule
from askew.run import Report, check
from tests.conftest import ROOT

PUBLISHED = sorted((ROOT / "corpus" / "published").iterdir())
INCOMING = sorted((ROOT / "corpus" / "incoming").iterdir())

# Rules on by default that no file of a repository shows, and why.
NOT_SHOWN = {
    "P009": "needs a target version",
    "P299": "needs rules of ruff that are not on by default",
    "X001": "git keeps no file that cannot be read",
    "X003": "a file over the limit would be 20 MB",
    "X005": "a rule that crashes is mended, not kept",
    "X008": "a hundred nested lists are nothing to look at",
    "X009": "a line of a million bytes is nothing to look at",
}


def linted(paths: list[Path]) -> Report:
    return check([str(path) for path in paths], selected(Settings()), Settings())


@pytest.fixture(scope="module")
def incoming() -> list[Diagnostic]:
    """What is wrong with the incoming banks."""
    return linted(INCOMING).diagnostics


def records(path: Path) -> list[Record]:
    return extract(parse(path.name, path.read_bytes()), markers())


def test_the_published_banks_are_clean() -> None:
    report = linted(PUBLISHED)
    assert [f"{item.path}:{item.place.line}: {item.code} {item.message}" for item in report.diagnostics] == []
    assert report.records >= 24


def test_the_published_banks_are_of_both_languages() -> None:
    languages = [records(path)[0].language for path in PUBLISHED]
    assert len(languages) >= 3
    assert set(languages) == {"zh", "en"}


def test_the_published_banks_differ_in_layout() -> None:
    starts = {path.read_bytes()[records(path)[0].heading.start :].split()[0] for path in PUBLISHED}
    assert len(starts) >= 3


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_every_published_question_has_an_answer(path: Path) -> None:
    assert all(record.answer for record in records(path))


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_the_python_of_a_published_bank_parses(path: Path) -> None:
    blocks = code_blocks(parse(path.name, path.read_bytes()))
    assert blocks
    for block in blocks:
        assert block.dialect == "python"
        ast.parse(block.text)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.default], ids=lambda rule: rule.code)
def test_the_incoming_banks_show_every_rule(rule: Rule, incoming: list[Diagnostic]) -> None:
    assert any(item.code == rule.code for item in incoming) is (rule.code not in NOT_SHOWN)


def test_the_incoming_banks_show_every_severity(incoming: list[Diagnostic]) -> None:
    assert {item.severity for item in incoming} == set(Severity)


def test_what_is_not_shown_is_a_rule() -> None:
    assert NOT_SHOWN.keys() <= {rule.code for rule in RULES if rule.default}
