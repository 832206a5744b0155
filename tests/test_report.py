"""`askew report`: its data, its forms, and what the command does with its options."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from askew.config import Settings
from askew.decisions import digest
from askew.discover import discover
from askew.report.checked import checked
from askew.report.model import model
from askew.reporters.markdown import LIMIT
from tests.conftest import ROOT, Askew
from tests.kitchen import PANTRY, TEA, lay_out
from tests.test_schemas import faults, strict


def data(*paths: str | Path) -> dict[str, Any]:
    """The data of a report over files."""
    settings = Settings()
    return model(checked(discover([str(path) for path in paths], settings), settings), settings)


@pytest.fixture(scope="module")
def corpus() -> dict[str, Any]:
    return data(ROOT / "corpus")


def report(askew: Askew, *args: str | Path) -> Any:
    """The JSON form of a report."""
    found = askew("report", *args, "--output-format", "json")
    assert found.code == 0
    return strict(found.out)


def test_data_fit_their_schema(askew: Askew) -> None:
    assert not faults("clean-up", report(askew, ROOT / "corpus", "--history", "runs.jsonl"))


def test_numbers_agree_with_what_is_listed(corpus: dict[str, Any]) -> None:
    overview, findings = corpus["overview"], corpus["findings"]
    for severity in ("error", "warning", "info"):
        assert overview[severity] == sum(item["severity"] == severity for item in findings)
        assert overview[severity] == sum(file[severity] for file in overview["files"])
    assert sum(rule["count"] for rule in corpus["rules"]) == len(findings)
    assert overview["clusters"] == len(corpus["clusters"]) == sum(item["clusters"] for item in overview["sizes"])
    copies = [member for cluster in corpus["clusters"] for member in cluster["members"][1:]]
    assert overview["redundant"] == sum(member["kind"] != "review" for member in copies) > 0
    assert overview["saves"] == sum(member["size"] for member in copies if member["kind"] != "review")
    assert len(copies) == sum(item["members"] for item in overview["similarity"])
    assert 0 < overview["broken"] < overview["fences"]


def test_findings_are_those_of_the_check(askew: Askew) -> None:
    found = report(askew, ROOT / "corpus")["findings"]
    said = strict(askew("check", ROOT / "corpus", "--output-format", "json").out)["diagnostics"]
    keys = ("code", "path", "line", "column", "message", "record")
    assert [[item[key] for key in keys] for item in found] == [[item[key] for key in keys] for item in said]


def test_clusters_are_those_of_dups_and_sorted_by_weight(askew: Askew) -> None:
    found = report(askew, ROOT / "corpus")["clusters"]
    said = strict(askew("dups", ROOT / "corpus", "--review", "--output-format", "json").out)["clusters"]
    assert {item["id"]: item["kind"] for item in found} == {item["id"]: item["kind"] for item in said}
    assert [item["weight"] for item in found] == sorted((item["weight"] for item in found), reverse=True)


def test_a_fingerprint_does_not_tell_two_files_apart() -> None:
    for name in ("a.md", "b.md"):
        Path(name).write_text("## 1. What is tea?\n\nA drink.\n\n## 2. Why?\n\n## 3. How?\n\nSo.\n", encoding="utf-8")
    found = [item for item in data("a.md", "b.md")["findings"] if item["code"] == "Q001"]
    assert len(found) == 2
    assert len({item["fingerprint"] for item in found}) == 1


REASONS = {
    "the longest answer": (PANTRY, TEA, ["longest"]),
    "a complete answer": ("## 1. What is a cup?\n\nIt holds tea.\n\n## 2. Why?\n\nSo.\n", "## 1. What is a cup?\n\nTODO\n\n## 2. When?\n\nNow.\n", ["complete"]),
    "the first of equals": ("## 1. What is a cup?\n\nIt is so.\n\n## 2. Why?\n\nSo.\n", "## 1. What is a cup?\n\nThat, no?\n\n## 2. When?\n\nNow.\n", ["first"]),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("one", "other", "reasons"), REASONS.values(), ids=REASONS.keys())
def test_the_keeper_is_kept_for_a_reason(one: str, other: str, reasons: list[str]) -> None:
    Path("a.md").write_text(one, encoding="utf-8")
    Path("b.md").write_text(other, encoding="utf-8")
    clusters = {item["members"][0]["question"]: item for item in data("a.md", "b.md")["clusters"]}
    asked = next(question for question in clusters if re.search("cup|cosy", question))
    assert clusters[asked]["reasons"] == reasons


def test_a_member_has_its_parts_and_the_digest_of_its_lines() -> None:
    text = "## 1. What is a cup?\n\nIt holds tea:\n\n```python\ncup = 1\n```\n\nSo.\n"
    Path("a.md").write_text(f"{text}\n## 2. Why?\n\nSo.\n", encoding="utf-8")
    Path("b.md").write_bytes(f"{text}\n## 2. When?\n\nNow.\n".replace("\n", "\r\n").encode())
    one, other = data("a.md", "b.md")["clusters"][0]["members"]
    assert one["digest"] == other["digest"] == digest(text)
    assert (one["question"], one["answer"]) == ("What is a cup?", "It holds tea:\n\nSo.")
    assert one["code"] == [{"lang": "python", "text": "cup = 1\n"}]


def test_a_digest_is_that_of_the_lines_of_a_jsonl_record() -> None:
    line = '{"question": "What is a cup?", "answer": "It holds tea."}'
    Path("a.jsonl").write_text(f"{line}\n{line} \n", encoding="utf-8")
    assert {member["digest"] for member in data("a.jsonl")["clusters"][0]["members"]} == {digest(line)}


@pytest.mark.parametrize("name", ["bank.md", "bank.jsonl"])
def test_a_wrong_api_comes_with_the_signature(name: str) -> None:
    code = "```python\nimport textwrap\n\nprint(textwrap.dedent('x', width=2))\n```\n"
    text = json.dumps({"question": "How?", "answer": code}) if name.endswith("l") else f"## 1. How?\n\n{code}"
    Path(name).write_text(f"{text}\n", encoding="utf-8")
    (finding,) = (item for item in data(name)["findings"] if item["code"] == "A004")
    assert finding["signatures"][0]["text"].startswith("dedent(text)")
    assert finding["signatures"][0]["versions"][0].startswith("stdlib 3.")


FENCES = {
    "one that runs": ("print(1)", 1, 0),
    "one with a syntax error": ("print(1", 1, 1),
    "one with a wrong API": ("import textwrap\n\nprint(textwrap.dedent('x', width=2))", 1, 1),
    "one with only a warning": ("import json\n\nprint(1)", 1, 0),
    "none": ("$ ls", 0, 0),
}


@pytest.mark.parametrize(("code", "fences", "broken"), FENCES.values(), ids=FENCES.keys())
@pytest.mark.parametrize("name", ["bank.md", "bank.jsonl"])
def test_programs_that_would_run_are_counted(name: str, code: str, fences: int, broken: int) -> None:
    answer = f"So:\n\n```{'python' if fences else 'console'}\n{code}\n```\n"
    text = json.dumps({"question": "How?", "answer": answer}) if name.endswith("l") else f"## 1. How?\n\n{answer}"
    Path(name).write_text(f"{text}\n", encoding="utf-8")
    overview = data(name)["overview"]
    assert (overview["fences"], overview["broken"]) == (fences, broken)


def test_duplicates_are_found_where_their_rules_are_switched_off(askew: Askew) -> None:
    lay_out()
    Path("askew.toml").write_text('ignore = ["D"]\n', encoding="utf-8")
    found = report(askew, "tea.md", "pantry.md")
    assert found["clusters"]
    assert not [item for item in found["findings"] if item["code"].startswith("D")]


def test_what_a_baseline_knows_is_not_reported_again(askew: Askew) -> None:
    lay_out()
    before = report(askew, "tea.md", "pantry.md")
    askew("baseline", "tea.md", "pantry.md", "--baseline", "known.ndjson")
    Path("askew.toml").write_text('baseline = "known.ndjson"\n', encoding="utf-8")
    after = report(askew, "tea.md", "pantry.md")
    assert before["clusters"]
    assert (after["clusters"], after["findings"], after["overview"]["redundant"]) == ([], [], 0)


def test_the_csv_has_a_row_for_every_copy_and_finding(corpus: dict[str, Any], askew: Askew) -> None:
    rows = list(csv.DictReader(io.StringIO(askew("report", ROOT / "corpus", "--output-format", "csv").out)))
    copies = sum(len(cluster["members"]) - 1 for cluster in corpus["clusters"])
    assert [row["what"] for row in rows] == ["duplicate"] * copies + ["finding"] * len(corpus["findings"])


HOSTILE = '<img src=x onerror=alert(1)>|"quoted" `tick` ~x~ =1+1 @mention \u202e </script>'


def asking(question: str) -> str:
    """A bank that asks one question and gives an answer to it that is as bad."""
    return f"{json.dumps({'question': f'{question}?', 'answer': f'So it is: {HOSTILE}.'})}\n"


def test_no_cell_of_the_csv_is_a_formula_or_turns_text(askew: Askew) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        Path(name).write_text(asking(f"=1+1 {HOSTILE}"), encoding="utf-8")
    out = askew("report", ".", "--output-format", "csv").out
    assert "'=1+1 <img" in out
    assert "\u202e" not in out


def test_the_markdown_marks_nothing_up_but_itself(askew: Askew) -> None:
    for name in ("a <b>.jsonl", "b|c.jsonl"):
        Path(name).write_text(asking(HOSTILE), encoding="utf-8")
    out = askew("report", ".", "--output-format", "markdown").out
    rows = [line for line in out.splitlines() if line.startswith("|")]
    assert re.findall(r"<(\w+)", out.replace("<code>", "").replace("<br>", "")) == []
    assert "\u202e" not in out
    assert "onerror" in out
    assert {row.count("|") for row in rows if "onerror" in row} == {6}


def many(number: int) -> str:
    """A bank in which so many questions are asked twice and none is answered in full."""
    words = [f"{a}{b}{c}" for a in "bdfglmn" for b in "aeiou" for c in "kprstz"]
    lines = [f"What is the {words[at % 210]} of {words[at // 3 % 210]}{at}?" for at in range(number)]
    return "".join(f"{json.dumps({'question': line, 'answer': 'TODO: write this.'})}\n" for line in [*lines, *lines])


def test_the_markdown_is_no_longer_than_a_comment_may_be(askew: Askew) -> None:
    Path("bank.jsonl").write_text(many(300), encoding="utf-8")
    out = askew("report", "bank.jsonl", "--output-format", "markdown").out
    assert LIMIT * 0.9 < len(out) <= LIMIT
    assert re.search(r"^[\d,]+ more clusters not shown", out, re.MULTILINE)
    assert re.search(r"^[\d,]+ more findings not shown", out, re.MULTILINE)
    places = [out.index(title) for title in ("| Documents |", "Worst files", "#### Duplicates", "#### Findings")]
    assert places == sorted(places)


def test_a_history_grows_by_a_line_a_run(askew: Askew) -> None:
    lay_out()
    first = report(askew, "tea.md", "--history", "runs.jsonl")["overview"]["history"]
    second = report(askew, "tea.md", "pantry.md", "--history", "runs.jsonl")["overview"]["history"]
    lines = [json.loads(line) for line in Path("runs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (len(first), second) == (1, lines)
    assert [run["documents"] for run in lines] == [1, 2]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", run["time"]) for run in lines)


BAD = {
    "a line that is no JSON": ("{", "runs.jsonl:1: not JSON"),
    "a line that is no summary": ('{"time": "now"}', "runs.jsonl:1: no summary of a run: it needs `time`"),
    "a count that is no number": ('{"time": "now", "records": "many"}', "runs.jsonl:1: no summary"),
    "a list": ("[]", "runs.jsonl:1: no summary"),
}


@pytest.mark.parametrize(("line", "message"), BAD.values(), ids=BAD.keys())
def test_a_history_that_is_none_is_left_alone(line: str, message: str, askew: Askew) -> None:
    lay_out()
    Path("runs.jsonl").write_text(f"{line}\n", encoding="utf-8")
    found = askew("report", "tea.md", "--history", "runs.jsonl")
    assert found.code == 2
    assert message in found.err
    assert Path("runs.jsonl").read_text(encoding="utf-8") == f"{line}\n"
    assert not Path("askew-report.html").exists()


USAGE = {
    "a folder to write to": (("--output", "folder"), "cannot write `folder`: it is a folder"),
    "a folder that is missing": (("-o", "no/where.html"), "its folder does not exist"),
    "a file that is read": (("-o", "tea.md"), "--output would overwrite `tea.md`"),
    "a bank for a history": (("--history", "tea.md"), "tea.md:1: not JSON"),
    "the history for a report": (("--history", "x.html", "-o", "./x.html"), "--history and --output must be two files"),
    "standard output for a history": (("--history", "-"), "--history and --output must be two files"),
    "an unknown format": (("--output-format", "pdf"), "'pdf' is not one of"),
    "links in a table": (("--output-format", "csv", "--link-template", "x:{path}"), "--link-template goes with"),
    "a link without the path": (("--link-template", "https://example.org/{line}"), "it needs {path}"),
    "a link with another word": (("--link-template", "https://example.org/{path}/{name}"), "it needs {path}"),
    "a link that runs": (("--link-template", "JavaScript:{path}"), "is no address of a file"),
    "a link that is only the path": (("--link-template", "{path}"), "is no address of a file"),
    "a file that is missing": (("missing.md",), "no such file"),
    "a bad selector": (("--output-format", "json"), "unknown rule or family `Q9`"),
}


@pytest.mark.parametrize(("args", "message"), USAGE.values(), ids=USAGE.keys())
def test_wrong_usage(args: tuple[str, ...], message: str, askew: Askew) -> None:
    lay_out()
    Path("folder").mkdir()
    if "Q9" in message:
        Path("askew.toml").write_text('select = ["Q9"]\n', encoding="utf-8")
    before = sorted(Path().rglob("*"))
    found = askew("report", *args, "tea.md")
    assert found.code == 2
    assert message in found.err
    assert sorted(Path().rglob("*")) == before


def test_an_empty_folder_is_said_to_be_one(askew: Askew) -> None:
    Path("empty").mkdir()
    found = askew("report", "empty")
    assert (found.code, found.out) == (2, "")
    assert "empty" in found.err
    assert not Path("askew-report.html").exists()


@pytest.mark.parametrize("output_format", ["html", "markdown", "csv", "json"])
@pytest.mark.parametrize("text", ["", "# Only a title\n", "## 1. Why?\n\nSo.\n"], ids=["empty", "no record", "one"])
def test_a_report_on_next_to_nothing(text: str, output_format: str, askew: Askew) -> None:
    Path("bank.md").write_text(text, encoding="utf-8")
    found = askew("report", "bank.md", "--output-format", output_format, "-o", "-")
    assert found.code == 0
    assert found.out


def test_a_report_is_not_about_itself(askew: Askew) -> None:
    lay_out()
    for _ in range(2):
        assert askew("report", ".", "--output-format", "markdown", "-o", "report.md").code == 0
    assert "2 files" in askew("report", ".", "--output-format", "markdown", "-o", "report.md").err


def test_a_broken_file_is_a_finding_and_the_rest_is_reported(askew: Askew) -> None:
    lay_out()
    Path("broken.md").write_bytes(b"\x00\xff\xfe\x00\x81" * 9)
    found = report(askew, ".")
    assert "X002" in {item["code"] for item in found["findings"]}
    assert found["clusters"]


def test_the_same_input_gives_the_same_bytes(askew: Askew) -> None:
    lay_out()
    for name in ("one.html", "two.html"):
        askew("report", "tea.md", "pantry.md", "-o", name)
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()
