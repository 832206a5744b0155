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
from askew.linting import second_opinion
from askew.source import document_of

SETTINGS = Settings()
ASK = second_opinion(SETTINGS).opinions


@pytest.fixture(scope="module")
def seeds(corpora: Path) -> list[Diagnostic]:
    """Everything found in the five articles whose defects are known one by one."""
    return [
        item
        for path in sorted((corpora / "seeds").glob("*.md"))
        for item in lint(path.name, path.read_bytes(), selected(SETTINGS), SETTINGS, ASK).diagnostics
    ]


def lines_of(found: list[Diagnostic], code: str) -> set[tuple[str, int]]:
    return {(item.path[:3], item.place.line) for item in found if item.code == code}


def test_the_known_defects_of_the_seeds_are_found_and_nothing_else(seeds: list[Diagnostic]) -> None:
    by_rule = {code: len(lines_of(seeds, code)) for code in {item.code for item in seeds}}
    assert by_rule == {
        "A001": 3,
        "A004": 3,
        "A005": 2,
        "A008": 5,
        "A010": 1,
        "M002": 30,  # stray ** in headings
        "M003": 5,  # merged labels
        "M004": 4,  # lines of lost maths
        "M007": 5,  # blank openings
        "P001": 1,
        "P101": 6,  # imported nowhere
        "P104": 11,  # imported only under another question
        "P105": 1,
        "P201": 5,
        "P202": 2,
        "Q001": 1,
        "Q003": 1,
        "Q006": 2,
        "Q007": 2,
        "S001": 1,
        "S002": 1,
        "S003": 1,
        "S004": 1,
        "S006": 1,
        "S008": 1,
        "S009": 1,
        "S010": 1,
    }


@pytest.mark.parametrize(
    ("code", "place"),
    [
        pytest.param("Q006", ("000", 5), id="the opening promises source code"),
        pytest.param("Q006", ("000", 306), id="the summary promises source code"),
        pytest.param("P001", ("002", 562), id="two names in one import"),
        pytest.param("Q001", ("004", 145), id="the last question has no answer"),
        pytest.param("Q003", ("004", 147), id="and stops in mid-sentence"),
        pytest.param("S001", ("002", 42), id="a loss of raw scores behind softmax"),
        pytest.param("S002", ("001", 82), id="a scaler that sees the test rows"),
        pytest.param("S003", ("001", 911), id="a test set for validation"),
        pytest.param("S004", ("001", 78), id="gaps filled that are gone"),
        pytest.param("S006", ("002", 34), id="a layer that stands twice"),
        pytest.param("S008", ("002", 153), id="a model saved as a graph"),
        pytest.param("S009", ("001", 360), id="probabilities in a confusion matrix"),
        pytest.param("S010", ("002", 365), id="an interpreter without tensors"),
    ],
)
def test_a_known_defect_has_its_line(seeds: list[Diagnostic], code: str, place: tuple[str, int]) -> None:
    assert place in lines_of(seeds, code)


def test_a_slip_names_the_other_place(seeds: list[Diagnostic]) -> None:
    other = {item.code: item.related[0].line for item in seeds if item.code[0] == "S" and item.related}
    assert other == {"S001": 28, "S002": 85, "S003": 909, "S004": 77, "S006": 32, "S009": 359, "S010": 357}


def named(found: list[Diagnostic], code: str) -> Counter[str]:
    """The names that the findings of a rule begin with, counted."""
    return Counter(item.message.split("`")[1] for item in found if item.code == code)


def test_every_import_that_is_missing_is_named(seeds: list[Diagnostic]) -> None:
    assert named(seeds, "P101") == {"LearningRateScheduler": 1, "AdaGrad": 1, "l1": 2, "l2": 2}
    assert all("import" in item.message for item in seeds if item.code == "P101")
    assert [item.message for item in seeds if "AdaGrad" in item.message and "Adagrad" in item.message]
    assert named(seeds, "P105") == {"keras_quantizer": 1}


def test_imports_under_another_question_are_placed(seeds: list[Diagnostic], corpora: Path) -> None:
    wanted = {"Dense": 4, "Dropout": 2, "VGG16": 1, "Model": 1, "tf": 1, "ImageDataGenerator": 1, "np": 1}
    assert named(seeds, "P104") == wanted
    for item in seeds:
        if item.code == "P104":
            lines = (corpora / "seeds" / item.path).read_text(encoding="utf-8").split("\n")
            assert "import" in lines[item.related[0].line - 1]
            assert item.message.split("`")[1] in lines[item.related[0].line - 1]


def test_unused_and_repeated_imports_are_named(seeds: list[Diagnostic]) -> None:
    names = {name.rsplit(".", 1)[-1] for name in named(seeds, "P201")}
    assert names == {"Dropout", "Sequential", "tensorflow", "numpy", "tensorflow_model_server"}
    assert named(seeds, "P202") == {"Adam": 2}


def test_a_repaired_fence_shows_what_its_error_hid(corpora: Path) -> None:
    path = next((corpora / "seeds").glob("002*.md"))
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[561] = lines[561].replace("parameter pruning", "parameter_pruning")
    rules = [rule for rule in RULES if rule.code in ("P101", "P103")]
    found = lint(path.name, "\n".join(lines).encode(), rules, SETTINGS, ASK).diagnostics
    assert "init_process_group" in named(found, "P101")
    assert "data_loader" in named(found, "P103")


def test_no_placeholder_is_reported_by_default(seeds: list[Diagnostic]) -> None:
    reported = {item.message.split("`")[1] for item in seeds if item.code[:2] == "P1"}
    supplied = {"x_train", "y_train", "x_test", "X", "y", "model", "timesteps", "features", "batch_size", "epochs"}
    assert not reported & (supplied | {"build_model", "create_model"})


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
