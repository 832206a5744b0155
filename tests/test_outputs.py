"""Where reports go: --output-format, --output FORMAT=FILE, the step summary of GitHub Actions."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from askew.reporters import FORMATS
from tests.conftest import Askew

BANK = "## 1. What is tea?\n\nA drink.\n\n## 2. What is **milk?\n\nAnother.\n\n## 4. Why?\n"
LISTED = ", ".join(FORMATS)


@pytest.fixture(autouse=True)
def _bank(askew: Askew) -> None:
    """A bank in the folder that the command runs in."""
    assert askew
    Path("bank.md").write_text(BANK, encoding="utf-8")


WRONG = {
    "no file": (["--output", "sarif"], f"--output takes FORMAT=FILE, not `sarif`; the formats are {LISTED}"),
    "an empty file": (["--output", "sarif="], f"--output takes FORMAT=FILE, not `sarif=`; the formats are {LISTED}"),
    "an unknown format": (["--output", "xml=o"], f"no format `xml`; the formats are {LISTED}"),
    "a folder": (["--output", "json=."], "cannot write `.`: it is a folder"),
    "a folder that is not there": (
        ["--output", "json=no/o.json"],
        "cannot write `no/o.json`: its folder does not exist",
    ),
    "one file twice": (["--output", "json=o", "--output", "csv=./o"], "two reports go to `./o`"),
    "standard output twice": (["--output", "json=-", "--output", "csv=-"], "two reports go to `-`"),
    "standard output and a format": (
        ["--output", "json=-", "--output-format", "full"],
        "--output json=-: standard output is for --output-format",
    ),
    "standard output and a diff": (["--output", "json=-", "--diff"], "standard output is for the diff"),
    "a format and a diff": (
        ["--output-format", "json", "--diff"],
        "--output-format json: standard output is for the diff; --output json=FILE writes a report",
    ),
    "counts and a diff": (["--statistics-by", "file", "--diff"], "--statistics: standard output is for the diff"),
    "a file that is linted": (
        ["--output", "json=bank.md"],
        "--output would overwrite `bank.md`, which is to be linted",
    ),
}


@pytest.mark.parametrize(("options", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_bad_pair_is_a_usage_error(options: list[str], message: str, askew: Askew) -> None:
    found = askew("check", "bank.md", *options)
    assert (found.code, found.out) == (2, "")
    assert message in " ".join(found.err.split())
    assert os.listdir() == ["bank.md"]
    assert Path("bank.md").read_text(encoding="utf-8") == BANK


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_has_what_standard_output_would_have(name: str, askew: Askew) -> None:
    printed = askew("check", "bank.md", "--output-format", name)
    assert (printed.code, bool(printed.out)) == (1, True)
    assert askew("check", "bank.md", "--output", f"{name}=-") == printed
    filed = askew("check", "bank.md", "--output", f"{name}=out")
    assert (filed.code, filed.out, filed.err) == (1, "", printed.err)
    assert Path("out").read_text(encoding="utf-8") == printed.out


def test_a_format_beside_fixed_text_is_a_usage_error(askew: Askew) -> None:
    found = askew("check", "-", "--fix", "--output-format", "json", stdin=BANK.encode())
    assert (found.code, found.out) == (2, "")
    assert "--output-format json: standard output is for the fixed text" in " ".join(found.err.split())
    assert askew("check", "-", "--fix", "--output", "json=o.json", stdin=BANK.encode()).out.startswith("## 1. What")


def test_several_reports_of_one_run(askew: Askew) -> None:
    found = askew("check", "--output", "sarif=a.sarif", "--output", "junit=b=c.xml", "--output", "github=-")
    assert found.code == 1
    assert found.out.startswith("::error file=bank.md,")
    assert len(json.loads(Path("a.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 3
    assert ET.parse("b=c.xml").getroot().get("tests") == "3"


def test_a_report_is_not_linted_the_next_time(askew: Askew) -> None:
    first = askew("check", ".", "--output", "markdown=report.md")
    report = Path("report.md").read_bytes()
    assert askew("check", ".", "--output", "markdown=report.md") == first
    assert Path("report.md").read_bytes() == report


def test_nothing_to_lint_but_the_last_report(askew: Askew) -> None:
    askew("check", ".", "--output", "markdown=report.md")
    Path("bank.md").unlink()
    found = askew("check", ".", "--output", "markdown=report.md")
    assert found.code == 2
    assert "nothing to lint but the files that --output writes" in found.err


OVER_A_BANK = {
    "a report of check": (("check", ".", "--output", "json=more/bank.md"), "--output would overwrite `more/bank.md`"),
    "a report of check by another name": (("check", "--output", "json=link.md"), "--output would overwrite"),
    "a page": (("report", "more", "-o", "more/bank.md"), "--output would overwrite `more/bank.md`"),
    "a history": (("report", "--history", "bank.jsonl"), "bank.jsonl:1: "),
    "records": (("parse", "more", "-o", "more/bank.md"), "more/bank.md is one of the files that are read"),
    "records of that file": (("parse", "bank.md", "-o", "./bank.md"), "bank.md is one of the files that are read"),
    "an explanation": (("parse", "--explain", "-o", "link.md"), "link.md is one of the files that are read"),
}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize(("args", "message"), OVER_A_BANK.values(), ids=OVER_A_BANK.keys())
def test_no_bank_that_is_read_is_overwritten(args: tuple[str, ...], message: str, askew: Askew) -> None:
    Path("more").mkdir()
    Path("more/bank.md").write_text(BANK, encoding="utf-8")
    Path("bank.jsonl").write_text('{"question": "Why?", "answer": "So."}\n', encoding="utf-8")
    Path("link.md").symlink_to("bank.md")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    found = askew(*args)
    assert (found.code, found.out) == (2, "")
    assert message in " ".join(found.err.split())
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_records_are_written_anew(askew: Askew) -> None:
    for _ in range(2):
        assert askew("parse", "bank.md", "-o", "out.jsonl").code == 0


def test_a_report_that_cannot_be_written_fails_the_run(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("askew.files.write", full)
    found = askew("check", "--output", "json=o.json", "--output", "concise=-", "--exit-zero")
    assert found.code == 2
    assert found.out.count("bank.md:") == 3
    assert found.err.endswith("error: cannot write o.json: No space left on device\n")


def test_reports_beside_a_diff(askew: Askew) -> None:
    found = askew("check", "--diff", "--output", "json=o.json")
    assert found.out.startswith("--- bank.md\n")
    assert json.loads(Path("o.json").read_text(encoding="utf-8"))["summary"]["fixed"] == 1


def test_reports_beside_statistics(askew: Askew) -> None:
    found = askew("check", "--statistics", "--output", "json=o.json")
    assert found.out.splitlines()[0].split() == ["1", "M002", "[*]", "stray-bold-marker"]
    assert len(json.loads(Path("o.json").read_text(encoding="utf-8"))["diagnostics"]) == 3


@pytest.mark.parametrize("option", ["--output-format=github", "--output=github=-", "--output=github=notes"])
def test_annotations_add_a_table_to_the_step_summary(
    option: str, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("summary").write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("summary").absolute()))
    askew("check", "bank.md", option)
    table = askew("check", "bank.md", "--output-format", "markdown").out
    assert Path("summary").read_text(encoding="utf-8") == f"before\n{table}\n"


def test_a_step_summary_that_cannot_be_written_is_said(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("no/summary").absolute()))
    found = askew("check", "bank.md", "--output-format", "github")
    assert found.code == 2
    assert "error: cannot write the step summary: No such file or directory\n" in found.err


NAMES = ("a\nb.md", "a\x1b[31mb.md", "::error::x.md", "a,line=9::b.md", "\u202eb.md", "茶 100%.md")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_may_have_any_name(name: str, askew: Askew) -> None:
    try:
        Path(name).write_text(BANK, encoding="utf-8")
    except OSError:
        pytest.skip("no such name in this file system")
    options = [part for kind in FORMATS for part in ("--output", f"{kind}=out.{kind}")]
    found = askew("check", name, *options)
    assert found.code == 1
    for kind in FORMATS:
        assert not {"\x1b", "\u202e"} & set(Path(f"out.{kind}").read_text(encoding="utf-8"))
    listed = json.loads(Path("out.json").read_text(encoding="utf-8"))["diagnostics"]
    assert {item["path"] for item in listed} == {name}
    assert len(Path("out.github").read_text(encoding="utf-8").splitlines()) == len(listed) == 3


def test_a_problem_that_names_a_file_does_not_steer_the_terminal(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a\x1b[31m.md").write_text(BANK, encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("askew.files.write", refuse)
    found = askew("check", "--fix", "a\x1b[31m.md")
    assert found.code == 2
    assert "error: a\\x1b[31m.md: Permission denied\n" in found.err
