"""What the rules find in real banks: all the known defects, nothing invented, and nothing breaks."""

from collections import Counter
from pathlib import Path

import pytest

from askew import fixes
from askew.canonical import content, render
from askew.checks import RULES, selected
from askew.config import Settings
from askew.diagnostic import Diagnostic, Safety
from askew.engine import lint
from askew.extract import extract
from askew.source import document_of

SETTINGS = Settings()


@pytest.fixture(scope="module")
def seeds(corpora: Path) -> list[Diagnostic]:
    """Everything found in the five articles whose defects are known one by one."""
    return [
        item
        for path in sorted((corpora / "seeds").glob("*.md"))
        for item in lint(path.name, path.read_bytes(), selected(SETTINGS), SETTINGS).diagnostics
    ]


def lines_of(found: list[Diagnostic], code: str) -> set[tuple[str, int]]:
    return {(item.path[:3], item.place.line) for item in found if item.code == code}


def test_the_known_defects_of_the_seeds_are_found_and_nothing_else(seeds: list[Diagnostic]) -> None:
    by_rule = {code: len(lines_of(seeds, code)) for code in {item.code for item in seeds}}
    assert by_rule == {
        "M002": 30,  # stray ** in headings
        "M003": 5,  # merged labels
        "M004": 4,  # lines of lost maths
        "M007": 5,  # blank openings
        "P001": 1,
        "Q001": 1,
        "Q003": 1,
        "Q006": 2,
        "Q007": 2,
    }


@pytest.mark.parametrize(
    ("code", "place"),
    [
        pytest.param("Q006", ("000", 5), id="the opening promises source code"),
        pytest.param("Q006", ("000", 306), id="the summary promises source code"),
        pytest.param("P001", ("002", 562), id="two names in one import"),
        pytest.param("Q001", ("004", 145), id="the last question has no answer"),
        pytest.param("Q003", ("004", 147), id="and stops in mid-sentence"),
    ],
)
def test_a_known_defect_has_its_line(seeds: list[Diagnostic], code: str, place: tuple[str, int]) -> None:
    assert place in lines_of(seeds, code)


def test_no_rule_crashes_and_every_finding_lies_in_its_file(corpora: Path) -> None:
    counts: Counter[str] = Counter()
    for path in sorted(corpora.rglob("*.md")):
        data = path.read_bytes()
        result = lint(path.name, data, RULES, SETTINGS)
        assert not result.crashes
        lines = data.count(b"\n") + 1
        for item in result.diagnostics:
            counts[item.code] += 1
            assert 1 <= item.place.line <= item.place.end_line <= lines
    assert counts


def test_safe_fixes_pass_their_proof_and_leave_nothing_to_fix(corpora: Path) -> None:
    safe = frozenset({Safety.SAFE})
    for path in sorted(corpora.rglob("*.md")):
        fixed = fixes.fix(path.name, path.read_bytes(), RULES, SETTINGS, safe)
        assert fixes.fix(path.name, fixed.after, RULES, SETTINGS, safe).made == 0


def test_canonical_markdown_gives_the_same_records_again(corpora: Path) -> None:
    words = SETTINGS.markers
    for path in sorted(corpora.rglob("*.md")):
        records = extract(document_of(path.name, path.read_bytes()), words)
        again = extract(document_of("again.md", render(records, words).encode()), words)
        assert [content(record) for record in again] == [content(record) for record in records], path
