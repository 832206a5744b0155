"""The formats of `askew dups`: full, concise, json and csv."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from askew.reporters.duplicates import FORMATS
from askew.reporters.duplicates.sides import Side, beside, columns, marks
from askew.reporters.style import Style
from askew.reporters.text import printable
from tests.conftest import ROOT, Askew
from tests.kitchen import TRAIN, lay_out
from tests.test_schemas import faults, strict

FULL = """\
near 1.00 2 records, one to keep, 72 bytes to save (c070d691ae43)
 --> keep tea.md:7: How do you descale a kettle?
  = near 1.00 pantry.md:3: the same once “please explain” is dropped; the answers are 13% alike
    How do you descale a kettle?                   | Please explain how you descale a kettle.
        ^^                                         | ^^^^^^^^^^^^^^

identical 1.00 2 records, one to keep, 53 bytes to save (2e06885e655c)
 --> keep pantry.md:7: What is a tea cosy for?
  = identical 1.00 tea.md:3: the same question; the answers are 28% alike

review 0.62 2 records (22e45644b1c1)
 --> keep pantry.md:15: Why does an electric kettle whistle when the water boils?
  = review 0.62 tea.md:15: differ in — / electric; the answers are 100% alike
    Why does an electric kettle whistle when the   | Why does a kettle whistle when the water
             ^^^^^^^^^^^                           |          ^
    water boils?                                   | boils?

"""
CONCISE = """\
pantry.md:3: near 1.00 of tea.md:7: the same once “please explain” is dropped
tea.md:3: identical 1.00 of pantry.md:7: the same question
tea.md:15: review 0.62 of pantry.md:15: differ in — / electric; the answers are 100% alike
"""
CSV = """\
cluster,kind,score,path,line,id,question,answer_score,why,keeper_path,keeper_line,keeper_id,keeper_question
c070d691ae43,near,1.0000,pantry.md,3,f0d190de92ffea38-1,Please explain how you descale a kettle.,0.1277,\
the same once “please explain” is dropped,tea.md,7,5cea765afd94eb7e-1,How do you descale a kettle?
2e06885e655c,identical,1.0000,tea.md,3,1e7869f4a6b7c552-1,What is a tea cosy for?,0.2833,\
the same question,pantry.md,7,1e7869f4a6b7c552-1,What is a tea cosy for?
22e45644b1c1,review,0.6152,tea.md,15,a3b10b00df8901bb-1,Why does a kettle whistle when the water boils?,1.0000,\
differ in — / electric; the answers are 100% alike,\
pantry.md,15,51f17fb30fe51fdf-1,Why does an electric kettle whistle when the water boils?
"""


@pytest.mark.parametrize(("output_format", "expected"), [("full", FULL), ("concise", CONCISE), ("csv", CSV)])
def test_a_small_corpus_is_shown_as(output_format: str, expected: str, askew: Askew) -> None:
    lay_out()
    assert askew("dups", "--review", "--output-format", output_format).out == expected


def test_json_has_the_published_shape(askew: Askew) -> None:
    lay_out()
    Path("train.jsonl").write_text(TRAIN + '{"q": "What is a tea cosy for?", "a": ""}\n', encoding="utf-8")
    found = strict(askew("dups", "--review", "--output-format", "json").out)
    assert not faults("duplicates", found)
    assert found["version"] == 1
    near, same, review = found["clusters"]
    assert [near["kind"], same["kind"], review["kind"]] == ["identical", "near", "review"]
    missing = [item["answer_score"] for item in near["members"] if item["line"] == 5]
    assert missing == [None]
    assert review["members"][0]["differs"] == [["", "electric"]]
    assert review["keeper"] == {
        "path": "pantry.md",
        "line": 15,
        "id": "51f17fb30fe51fdf-1",
        "question": "Why does an electric kettle whistle when the water boils?",
    }
    assert near["saves"] == sum(
        len(line) for line in Path("train.jsonl").read_bytes().splitlines() if b"tea cosy" in line.lower()
    ) + len("## 1. What is a tea cosy for?\n\nIt keeps the pot warm.")


@pytest.mark.parametrize("by", ["question", "answer", "code", "document"])
def test_duplicates_of_the_corpus_fit_their_schema(by: str, askew: Askew) -> None:
    review = ["--review"] if by == "question" else []
    found = strict(askew("dups", ROOT / "corpus", "--by", by, *review, "--output-format", "json").out)
    assert found["clusters"]
    assert not faults("duplicates", found)
    assert len({cluster["id"] for cluster in found["clusters"]}) == len(found["clusters"])
    if by == "document":
        assert {(item["id"], item["question"]) for cluster in found["clusters"] for item in cluster["members"]} == {
            (None, None)
        }


def test_nothing_is_also_json_and_csv(askew: Askew) -> None:
    lay_out()
    assert strict(askew("dups", "tea.md", "--output-format", "json").out) == {"version": 1, "clusters": []}
    assert askew("dups", "tea.md", "--output-format", "csv").out == CSV.split("\n", 1)[0] + "\n"
    assert askew("dups", "tea.md", "--output-format", "full").out == ""


def test_the_id_of_a_cluster_survives_edits_elsewhere(askew: Askew) -> None:
    def ids() -> list[str]:
        return [cluster["id"] for cluster in strict(askew("dups", "--output-format", "json").out)["clusters"]]

    lay_out()
    before = ids()
    text = Path("tea.md").read_text(encoding="utf-8")
    Path("tea.md").write_text(text.replace("# Tea\n", "# Tea\n\nAll about it.\n", 1), encoding="utf-8")
    assert ids() == before


FORMULAS = ["=1+1", "+1", "-1", "@cup", "\t=1", "＝1"]


@pytest.mark.parametrize("question", FORMULAS)
def test_a_cell_is_never_a_formula(question: str, askew: Askew) -> None:
    line = json.dumps({"question": f"{question} cups of tea", "answer": "So."}) + "\n"
    Path("-bank.jsonl").write_text(line * 2, encoding="utf-8")
    rows = list(csv.reader(io.StringIO(askew("dups", ".", "--output-format", "csv").out)))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert rows[1][3] == "'-bank.jsonl"
    assert rows[1][6].removeprefix("'") == f"{question.strip()} cups of tea"


@pytest.mark.parametrize("output_format", FORMATS)
def test_nothing_of_a_bank_reaches_the_terminal_as_a_command(output_format: str, askew: Askew) -> None:
    text = "## 1. Tea \x1b[31m and \u202e cups?\n\nSo.\n\n## 2. Explain tea \x1b]0;owned\x07 and \u202e cups?\n\nNo.\n"
    Path("bank.md").write_text(text + "\n## 3. Tea \x1b[31m and \u202e cups?\n\nSo.\n", encoding="utf-8")
    found = askew("dups", "--review", "--output-format", output_format, "--threshold", "0.1")
    assert found.code == 1
    assert not [char for char in found.out if unicodedata.category(char) == "Cc" and char != "\n"]
    assert "\u202e" not in found.out or output_format == "json"


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
    ids=["no terminal", "forced", "refused"],
)
def test_colours_stand_for_carets(
    environment: dict[str, str], coloured: bool, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = askew("dups", "--output-format", "full").out
    assert ("How \x1b[32;1mdo\x1b[0m you" in found) is coloured
    assert ("^^" in found) is not coloured


MARKED = {
    "words": ("How do you pour tea?", "How would you pour tea?", ["do"], ["would"]),
    "Han characters": ("什么是红茶？", "什么是绿茶？", ["红"], ["绿"]),
    "case, width and punctuation, which are no difference": ("WHAT is ＡＢＣ?", "what is abc!", [], []),
    "one that has more": ("Why tea?", "Why is tea hot?", [], ["is", "hot"]),
    "all": ("Tea", "Cups", ["Tea"], ["Cups"]),
    "nothing": ("", "Cups", [], ["Cups"]),
}


@pytest.mark.parametrize("case", MARKED.values(), ids=MARKED.keys())
def test_marked_is_what_only_one_has(case: tuple[str, str, list[str], list[str]]) -> None:
    one, other, left, right = case
    found = marks(one, other)
    assert [one[slice(*span)] for span in found[0]] == left
    assert [other[slice(*span)] for span in found[1]] == right


TEXTS = st.text(alphabet=st.sampled_from("ab 茶水ｶé́🫖❤️\u202e\x1b\tש?"), max_size=60).map(printable)


@settings(deadline=None, derandomize=True)
@given(TEXTS, TEXTS, st.integers(10, 80))
def test_two_texts_side_by_side_keep_to_their_columns(one: str, other: str, width: int) -> None:
    left, right = (Side(text, spans, "") for text, spans in zip((one, other), marks(one, other), strict=True))
    half = (width - 3) // 2
    lines = list(beside(left, right, width, Style()))
    for line in lines:
        assert columns(line) <= width
        if " | " in line:
            assert columns(line.split(" | ")[0]) == half
    carets = sum(line.count("^") for line in lines)
    assert carets >= sum(columns(one[slice(*span)]) for span in left.marks) // 2
    assert all(wcwidth(char) >= 0 for line in lines for char in line)


@settings(deadline=None, derandomize=True)
@given(TEXTS, st.integers(10, 80))
def test_nothing_of_a_text_is_lost_between_lines(text: str, width: int) -> None:
    lines = list(beside(Side(text, [], ""), Side("", [], ""), width, Style()))
    assert "".join("".join(line.split("|")[0] for line in lines).split()) == "".join(text.split())
