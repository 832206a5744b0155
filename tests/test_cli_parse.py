"""`askew parse`: records as JSONL, JSON and Markdown, and why they are records."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.conftest import ROOT, Askew

BANK = "# Tea\n\n## 1. What is tea?\n\nA drink.\n\n## 2. What is milk?\n\nAnother drink.\n"
ANSWERS = ["A drink.", "Another drink."]


@pytest.fixture
def bank(askew: Askew, tmp_path: Path) -> Path:
    """A bank of two records in the working directory."""
    assert Path.cwd() == tmp_path, askew
    path = tmp_path / "bank.md"
    path.write_text(BANK, encoding="utf-8")
    return path


def test_jsonl_is_the_default(askew: Askew, bank: Path) -> None:
    found = askew("parse", bank)
    assert [json.loads(line)["answer"] for line in found.out.splitlines()] == ANSWERS
    assert (found.code, found.err) == (0, "")
    assert askew("parse", bank, "--output-format", "jsonl") == found


def test_json_is_one_list_of_the_same(askew: Askew, bank: Path) -> None:
    listed = json.loads(askew("parse", bank, "--output-format", "json").out)
    assert listed == [json.loads(line) for line in askew("parse", bank).out.splitlines()]


def test_markdown_is_a_bank_again(askew: Askew, bank: Path) -> None:
    assert askew("parse", bank, "--output-format", "markdown").out == BANK.removeprefix("# Tea\n\n")


def test_jsonl_is_a_bank_again(askew: Askew, bank: Path) -> None:
    found = askew("parse", bank, "-o", "bank.jsonl")
    assert (found.code, found.out) == (0, "")
    again = askew("parse", "bank.jsonl").out.splitlines()
    for one, other in zip(askew("parse", bank).out.splitlines(), again, strict=True):
        here, there = json.loads(one), json.loads(other)
        for place in ("path", "line", "end_line"):
            del here[place], there[place]
        assert here == there


def test_a_file_is_written_as_it_would_be_printed(askew: Askew, tmp_path: Path) -> None:
    for output_format in ("jsonl", "json", "markdown"):
        shown = askew("parse", ROOT / "corpus" / "published", "--output-format", output_format).out
        askew("parse", ROOT / "corpus" / "published", "--output-format", output_format, "--output", "out.txt")
        assert (tmp_path / "out.txt").read_bytes() == shown.encode()


def test_a_file_that_cannot_be_written_is_a_usage_error(askew: Askew, bank: Path) -> None:
    found = askew("parse", bank, "-o", "nowhere/out.jsonl")
    assert found.code == 2
    assert "cannot write nowhere/out.jsonl" in found.err


def test_a_bank_can_be_written_over_by_its_own_records(askew: Askew, bank: Path) -> None:
    expected = askew("parse", bank, "--output-format", "markdown").out
    askew("parse", bank, "--output-format", "markdown", "-o", bank)
    assert bank.read_text(encoding="utf-8") == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_pipe_is_written_to_and_never_replaced(askew: Askew, bank: Path) -> None:
    pipe = bank.with_name("pipe")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    shown = askew("parse", bank).out
    assert askew("parse", bank, "-o", pipe).code == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert os.read(reader, 65_536) == shown.encode()
    os.close(reader)


def test_half_a_character_is_written_as_its_escape(askew: Askew, tmp_path: Path) -> None:
    line = '{"question": "Why?", "answer": "So.", "note": "\\ud83d"}\n'
    (tmp_path / "bank.jsonl").write_text(line, encoding="utf-8")
    shown = askew("parse", "bank.jsonl").out
    assert json.loads(shown)["meta"] == {"note": "\ud83d"}
    assert askew("parse", "bank.jsonl", "-o", "out.jsonl").code == 0
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == shown


def test_what_cannot_be_read_is_named_and_the_rest_written(askew: Askew, bank: Path) -> None:
    bank.with_name("broken.md").write_bytes(b"## 1. What?\0\n")
    bank.with_name("lines.jsonl").write_text('{"question": 3}\n{"q": "Why?", "a": "So."}\n', encoding="utf-8")
    found = askew("parse", ".")
    assert [json.loads(line)["answer"] for line in found.out.splitlines()] == [*ANSWERS, "So."]
    assert found.code == 1
    assert found.err.splitlines() == [
        "error: broken.md: binary file: a NUL byte on line 1; remove it or exclude the file",
        "error: lines.jsonl:1: `question` must be a string, not a number",
    ]


def test_explain_tells_styles_that_reach_the_score_from_those_that_start_records(askew: Askew, tmp_path: Path) -> None:
    asked = "".join(f"### Question {n}\n\n**What is tea {n}?**\n\nAnswer: a leaf.\n\n" for n in range(1, 5))
    (tmp_path / "tea.md").write_text(asked, encoding="utf-8")
    lines = askew("parse", tmp_path / "tea.md", "--explain").out.splitlines()
    verdicts = {
        line.split(" (")[0].strip(): line.split("needed: ")[1].split(" [")[0] for line in lines if "needed" in line
    }
    assert verdicts == {"h3 question": "starts records", "bold": "no, others do"}


def test_explain_shows_why_records_start(askew: Askew, bank: Path) -> None:
    lines = askew("parse", bank, "--explain").out.splitlines()
    assert lines[0] == "bank.md: 2 records"
    assert lines[1].startswith("  h2 plain (2): ")
    assert "starts records [asks 1.00 x 2.5, sequence 1.00 x 1.5" in lines[1]
    assert lines[2].startswith("  h1 (1): ")
    assert ": no [" in lines[2]
    assert [line.split(" (")[0] for line in lines[3:]] == ["  3: What is tea?", "  7: What is milk?"]


def test_explain_shows_where_the_records_of_json_lines_come_from(askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "bank.jsonl").write_text('{"question": "Why?", "answer": "So."}\n', encoding="utf-8")
    found = askew("parse", "bank.jsonl", "--explain")
    assert found.code == 0
    assert found.out.startswith("bank.jsonl: 1 record")


def test_own_labels(askew: Askew, tmp_path: Path) -> None:
    text = (
        "**Aufgabe:** Tee kochen.\n\n**Lösung:** Wasser, Blätter.\n\n**Aufgabe:** Tee trinken.\n\n**Lösung:** Tasse.\n"
    )
    (tmp_path / "bank.md").write_text(text, encoding="utf-8")
    assert askew("parse", "bank.md").out == ""
    (tmp_path / "askew.toml").write_text('[layout]\nquestion = ["Aufgabe"]\nanswer = ["Lösung"]\n', encoding="utf-8")
    records = [json.loads(line) for line in askew("parse", "bank.md").out.splitlines()]
    assert [(record["question"], record["answer"]) for record in records] == [
        ("Tee kochen.", "Wasser, Blätter."),
        ("Tee trinken.", "Tasse."),
    ]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ("question = 'ask'\nanswer = 'reply'", {"ask": "Why?", "reply": "So.", "title": "Reasons"}),
        ("question = 'ask'\nanswer = 'reply'\ntitle = 'head'", {"ask": "Why?", "reply": "So.", "head": "Reasons"}),
        ("preset = 'instruction'", {"instruction": "Why?", "output": "So.", "question": "no"}),
        ("preset = 'record'", {"question": "Why?", "answer": "So.", "messages": []}),
    ],
    ids=["named fields", "a named title", "a preset", "another preset"],
)
def test_fields_of_json_lines(settings: str, line: dict[str, object], askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "askew.toml").write_text(f"[jsonl]\n{settings}\n", encoding="utf-8")
    (tmp_path / "bank.jsonl").write_text(json.dumps(line), encoding="utf-8")
    record = json.loads(askew("parse", "bank.jsonl").out)
    assert (record["question"], record["answer"]) == ("Why?", "So.")
    assert record["title"] == ("Reasons" if "head" in line else "Why?")


@pytest.mark.parametrize("output_format", ["jsonl", "json"])
def test_what_is_not_visible_is_escaped_in_json(output_format: str, askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "bank.md").write_text("## 1. What \u202eis\x1b tea, 茶 é 🫖?\n\nA drink.\n", encoding="utf-8")
    shown = askew("parse", "bank.md", "--output-format", output_format).out
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "茶 é 🫖" in shown
    found = json.loads(shown)
    assert (found if output_format == "jsonl" else found[0])["question"] == "What \u202eis\x1b tea, 茶 é 🫖?"
    assert not {"\x1b", "\u202e"} & set(askew("parse", "bank.md", "--explain").out)
