"""The command line: what `askew`, `askew check` and `askew rule` accept, print and exit with."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from askew import __version__
from askew.checks import RULES
from askew.checks.series import missing_answer
from askew.data import data_dir
from askew.diagnostic import Finding, Severity
from askew.rule import Bank, rule
from tests.conftest import ROOT, Askew

PUBLISHED = ROOT / "corpus" / "published"
INCOMING = ROOT / "corpus" / "incoming"

# M007 (info, safe fix), M002 (warning, safe fix), Q008 (warning), Q001 (error)
FLAWED = """
## 1. What is tea?

A drink.

## 2. What is **milk?

Another drink.

## 4. What is a cup?
"""
CLEAN = "## 1. What is tea?\n\nA drink.\n\n## 2. What is milk?\n\nAnother drink.\n"

USAGE_ERRORS = {
    "a misspelt command": (["chek"], "no command `chek`; did you mean `check`?"),
    "a command like no other": (["frobnicate"], "no command `frobnicate`; known are: check, baseline, "),
    "a misspelt option": (["check", "--statistic"], "--statistics"),
    "a misspelt option of parse": (["parse", "--explian"], "--explain"),
    "an option without its value": (["check", "--select"], "--select"),
    "an unknown format": (
        ["check", "--output-format", "xml"],
        "'xml' is not one of 'full', 'concise', 'json', 'jsonl', 'sarif',",
    ),
    "an unknown severity": (["check", "--fail-on", "fatal"], "'fatal' is not one of 'error', 'warning', 'info'"),
    "an unknown family": (["check", "--select", "K"], "unknown rule or family `K`; `askew rule` lists them"),
    "an unknown code": (["check", "--ignore", "Q001,Q999"], "unknown rule or family `Q999`"),
    "an unknown code to add": (["check", "--extend-select", "q001"], "unknown rule or family `q001`"),
    "no code at all": (["check", "--select", ","], "Invalid value for '--select': it names no rule"),
    "an empty code": (["check", "--ignore", ""], "Invalid value for '--ignore': it names no rule"),
    "an empty commit": (["check", "--since", ""], "Invalid value for '--since': it names no commit"),
    "an empty commit, for duplicates": (["dups", "--since", " "], "Invalid value for '--since': it names no commit"),
    "a file that is not there": (["check", "bank.txt"], "bank.txt: no such file or folder"),
    "a file that is not there, to parse": (["parse", "bank.txt"], "bank.txt: no such file or folder"),
    "a pattern that matches nothing": (["check", "*.rst"], "*.rst: pattern matches nothing"),
    "standard input and a file": (["check", "-", "bank.md"], "cannot be combined with other paths"),
    "a name for standard input that is not read": (["check", "--stdin-filename", "a.md", "bank.md"], "goes with `-`"),
    "an unknown rule": (["rule", "zzz"], "no rule `zzz`; `askew rule` lists all"),
    "a misspelt rule": (["rule", "truncated-answr"], "no rule `truncated-answr`; did you mean `truncated-answer`?"),
    "a misspelt code": (["rule", "Q0004"], "no rule `Q0004`; did you mean `Q004`?"),
}

SELECTIONS = {
    "the defaults": ([], "M002 M007 Q001 Q008"),
    "a family": (["--select", "Q"], "Q001 Q008"),
    "a prefix": (["--select", "Q00"], "Q001 Q008"),
    "a code": (["--select", "M002"], "M002"),
    "codes in one option": (["--select", "M002, Q"], "M002 Q001 Q008"),
    "a comma too many": (["--select", "M002,"], "M002"),
    "the option twice": (["--select", "M002", "--select", "Q001"], "M002 Q001"),
    "all": (["--select", "ALL", "--ignore", "Q"], "M002 M007"),
    "one more": (["--select", "M", "--extend-select", "Q001"], "M002 M007 Q001"),
    "a family less": (["--ignore", "Q"], "M002 M007"),
    "a prefix less": (["--ignore", "M00"], "Q001 Q008"),
    "a code less than its family": (["--select", "Q", "--ignore", "Q008"], "Q001"),
    "a code in spite of its family": (["--select", "Q001", "--ignore", "Q"], "Q001"),
    "a code and not that code": (["--select", "Q001", "--ignore", "Q001"], ""),
}

EXIT_CODES = {
    "an error": (["--select", "Q001"], 1),
    "an error, failing on errors": (["--select", "Q001", "--fail-on", "error"], 1),
    "a warning": (["--select", "Q008"], 1),
    "a warning, failing on errors": (["--select", "Q008", "--fail-on", "error"], 0),
    "a warning, failing on warnings": (["--select", "Q008", "--fail-on", "warning"], 1),
    "advice": (["--select", "M007"], 0),
    "advice, failing on advice": (["--select", "M007", "--fail-on", "info"], 1),
    "an error that does not matter": (["--select", "Q001", "--exit-zero"], 0),
    "nothing": (["--select", "P001"], 0),
}


def codes(report: str) -> str:
    return " ".join(sorted({item["code"] for item in json.loads(report)["diagnostics"]}))


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_version(askew: Askew) -> None:
    assert askew("--version").out == f"askew {__version__}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command(option: str, askew: Askew) -> None:
    found = askew(option)
    assert found.code == 0
    assert all(f"\n  {command} " in found.out for command in ("check", "dups", "parse", "rule"))


@pytest.mark.parametrize("command", ["check", "dups", "parse", "rule"])
def test_help_of_a_command(command: str, askew: Askew) -> None:
    found = askew(command, "--help")
    assert found.code == 0
    assert found.out.startswith(f"Usage: askew {command} [OPTIONS]")


@pytest.mark.parametrize("case", USAGE_ERRORS.values(), ids=USAGE_ERRORS.keys())
def test_a_usage_error_says_what_would_be_right(case: tuple[list[str], str], askew: Askew) -> None:
    args, message = case
    write("bank.md", FLAWED)
    found = askew(*args)
    assert found.code == 2
    assert message in " ".join(found.err.split())
    assert not found.out


def test_the_published_corpus_is_clean(askew: Askew) -> None:
    found = askew("check", PUBLISHED)
    assert (found.code, found.out) == (0, "")
    assert found.err.startswith("clean: 4 files, ")


def test_the_incoming_corpus_is_not(askew: Askew) -> None:
    found = askew("check", INCOMING)
    assert found.code == 1
    assert len(found.out.splitlines()) > 30
    assert "[*] fixable: " in found.err
    assert askew("check", INCOMING, "--exit-zero").code == 0


@pytest.mark.parametrize("case", EXIT_CODES.values(), ids=EXIT_CODES.keys())
def test_exit_code_after(case: tuple[list[str], int], askew: Askew) -> None:
    options, code = case
    write("bank.md", FLAWED)
    assert askew("check", "bank.md", *options).code == code


@pytest.mark.parametrize("case", SELECTIONS.values(), ids=SELECTIONS.keys())
def test_selecting(case: tuple[list[str], str], askew: Askew) -> None:
    options, expected = case
    write("bank.md", FLAWED)
    assert codes(askew("check", "bank.md", "--output-format", "json", *options).out) == expected


def test_the_command_line_wins_over_the_configuration(askew: Askew) -> None:
    write("askew.toml", 'select = ["Q"]\nfail-on = "info"\n')
    write("bank.md", FLAWED)
    assert codes(askew("check", "--output-format", "json").out) == "Q001 Q008"
    assert codes(askew("check", "--output-format", "json", "--select", "M").out) == "M002 M007"
    assert askew("check", "--select", "M007").code == 1
    assert askew("check", "--select", "M007", "--fail-on", "warning").code == 0


def test_the_command_line_adds_to_what_the_configuration_ignores_and_adds(askew: Askew) -> None:
    write("askew.toml", 'select = ["Q"]\nignore = ["Q008"]\nextend-select = ["M007"]\n')
    write("bank.md", FLAWED)
    assert codes(askew("check", "--output-format", "json", "--ignore", "Q001").out) == "M007"
    assert codes(askew("check", "--output-format", "json", "--extend-select", "M002").out) == "M002 M007 Q001"
    assert codes(askew("check", "--output-format", "json", "--config", "ignore=[]").out) == "M007 Q001 Q008"


def test_concise_is_the_format_where_there_is_no_terminal(askew: Askew) -> None:
    write("bank.md", FLAWED)
    found = askew("check", "bank.md", "--ignore", "Q008")
    assert found.out.splitlines() == [
        "bank.md:1:1: M007 [*] blank lines before the first line",
        "bank.md:6:15: M002 [*] a `**` in a heading that makes nothing bold",
        "bank.md:10:1: Q001 question 4 has no answer",
    ]
    assert found.err == "1 error, 1 warning, 1 info in 1 file, 3 records; [*] fixable: 2 with --fix\n"
    assert askew("check", "bank.md", "--ignore", "Q008", "--output-format", "concise") == found


@pytest.mark.parametrize(
    ("rules", "offer"),
    [
        pytest.param("M002", "1 with --fix", id="safe fixes"),
        pytest.param("M006", "1 with --fix --unsafe-fixes", id="unsafe fixes"),
        pytest.param("M002,M006", "1 with --fix, 1 more with --fix --unsafe-fixes", id="both"),
    ],
)
def test_the_summary_counts_each_fix_once(rules: str, offer: str, askew: Askew) -> None:
    write("bank.md", "## 1. What **is tea?\n\nA plant. ## 2. How is tea kept?\n\nDry.\n")
    assert askew("check", "--select", rules).err.endswith(f"; [*] fixable: {offer}\n")


def test_every_format_lists_the_same(askew: Askew) -> None:
    concise = [line.split(" ")[1] for line in askew("check", INCOMING).out.splitlines()]
    listed = json.loads(askew("check", INCOMING, "--output-format", "json").out)["diagnostics"]
    full = askew("check", INCOMING, "--output-format", "full").out.split("\n\n")[:-1]
    assert [item["code"] for item in listed] == concise
    assert [block[:4] for block in full] == concise


def test_statistics_count_by_rule_most_frequent_first(askew: Askew) -> None:
    write("bank.md", FLAWED)
    write("other.md", FLAWED.replace("**", ""))
    assert askew("check", "--statistics", "--ignore", "D").out.splitlines() == [
        "     2  M007  [*]  leading-blank-lines",
        "     2  Q001  [ ]  missing-answer",
        "     2  Q008  [ ]  number-gap",
        "     1  M002  [*]  stray-bold-marker",
    ]


def test_statistics_leave_json_as_it_is(askew: Askew) -> None:
    plain = askew("check", INCOMING, "--output-format", "json").out
    assert askew("check", INCOMING, "--output-format", "json", "--statistics").out == plain


@pytest.mark.parametrize("name", [None, "notes/bank.md"], ids=["unnamed", "named"])
def test_standard_input(name: str | None, askew: Askew) -> None:
    options = ["--stdin-filename", name] if name else []
    found = askew("check", "-", "--select", "Q001", *options, stdin=FLAWED.encode())
    assert found.out == f"{name or 'stdin.md'}:10:1: Q001 question 4 has no answer\n"
    assert found.code == 1


def test_standard_input_is_of_the_kind_that_its_name_says(askew: Askew) -> None:
    found = askew("check", "-", "--stdin-filename", "bank.jsonl", stdin=b'{"question": "Why?"}\n')
    assert found.out == "bank.jsonl:1:1: X004 no `answer`; the fields are: question\n"


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1"}, False),
    ],
    ids=["no terminal", "forced", "forced and refused", "refused"],
)
def test_colour(environment: dict[str, str], coloured: bool, askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    write("bank.md", FLAWED)
    plain = askew("check", "bank.md", "--output-format", "full").out
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = askew("check", "bank.md", "--output-format", "full").out
    assert ("\x1b[31;1mQ001\x1b[0m" in found) is coloured
    assert (found == plain) is not coloured


def test_a_crashed_rule_is_named_beside_everything_else(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    @rule("M999", Severity.ERROR, "text")
    def crashing(bank: Bank) -> Iterator[Finding]:
        raise ZeroDivisionError(bank.document.path)

    monkeypatch.setattr("askew.cli.check.selected", lambda _: (crashing, missing_answer))
    write("bank.md", FLAWED)
    found = askew("check", "bank.md", "--exit-zero")
    assert found.code == 2
    assert found.out.splitlines() == [
        "bank.md:1:1: X005 M999 crashed: ZeroDivisionError: bank.md (crashing); please report it",
        "bank.md:10:1: Q001 question 4 has no answer",
    ]
    assert "Traceback" not in found.err
    assert "Traceback" in askew("check", "bank.md", "--traceback").err


def test_rule_lists_every_rule(askew: Askew) -> None:
    lines = askew("rule").out.splitlines()
    assert [line[:4] for line in lines] == [rule.code for rule in RULES]
    assert all(rule.name in line and rule.summary in line for line, rule in zip(lines, RULES, strict=True))
    listed = json.loads(askew("rule", "--output-format", "json").out)
    assert [(item["code"], item["name"]) for item in listed] == [(rule.code, rule.name) for rule in RULES]


@pytest.mark.parametrize("name", ["M004", "m004", "lost-maths"])
def test_rule_prints_the_page_of_a_rule(name: str, askew: Askew) -> None:
    page = (data_dir("rules") / "M004-lost-maths.md").read_text(encoding="utf-8")
    assert askew("rule", name).out == page
    told = json.loads(askew("rule", name, "--output-format", "json").out)
    assert (told["code"], told["severity"], told["page"]) == ("M004", "warning", page)


def test_the_module_runs_like_the_command(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    args = [sys.executable, "-m", "askew", "check", str(INCOMING)]
    done = subprocess.run(args, capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == 1
    assert "“代码实例”" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_ends_the_program_quietly(tmp_path: Path) -> None:
    write_text = (tmp_path / "bank.md").write_text
    write_text("## 1. What is **tea?\n\nA drink.\n\n" * 5_000, encoding="utf-8")
    args = [sys.executable, "-m", "askew", "check", "bank.md"]
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 1


STREAMS = {
    "standard output closed": ("check bank.md >&-", 2, "cannot write to standard output: Bad file descriptor"),
    "standard output closed, nothing to write": ("check bank.md --ignore Q --diff >&-", 0, "clean"),
    "standard output full": ("check bank.md >/dev/full", 2, "cannot write to standard output: No space left on device"),
    "standard output full, for a program": ("check bank.md --output-format json >/dev/full", 2, "No space left"),
    "standard output full, no findings": ("check bank.md --ignore Q >/dev/full", 0, "clean: 1 file"),
    "standard output full, fixed text": ("check - --fix <bank.md >/dev/full", 2, "No space left on device"),
    "standard output full, a report": ("report -o - bank.md >/dev/full", 2, "No space left on device"),
    "standard output full, the settings": ("config >/dev/full", 2, "No space left on device"),
    "standard output full, help": ("--help >/dev/full", 2, "No space left on device"),
    "standard output closed, help": ("--help >&-", 2, "Bad file descriptor"),
    "standard error closed": ("check bank.md 2>&-", 1, ""),
    "standard error full": ("report -o - bank.md 2>/dev/full", 0, ""),
    "standard error full, findings": ("check bank.md 2>/dev/full", 1, ""),
    "standard error full, a wrong option": ("check --nonsense 2>/dev/full", 2, ""),
    "both full": ("check bank.md >/dev/full 2>&1", 2, ""),
    "standard input closed": ("check - <&-", 2, "`-` stands for standard input, which is closed"),
    "standard input closed, not read": ("check bank.md <&-", 1, "1 error in 1 file"),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize(("command", "code", "message"), STREAMS.values(), ids=STREAMS.keys())
def test_a_stream_that_is_closed_or_full(command: str, code: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "bank.md").write_text("## 1. What is tea?\n\n## 2. Milk?\n\nWhite.\n", encoding="utf-8")
    program = f"{sys.executable} -m askew {command}"
    done = subprocess.run(["sh", "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_reports_are_written_where_standard_output_is_full(tmp_path: Path) -> None:
    (tmp_path / "bank.md").write_text("## 1. What is tea?\n", encoding="utf-8")
    program = f"{sys.executable} -m askew check --output concise=- --output concise=found.txt >/dev/full"
    assert subprocess.run(["sh", "-c", program], cwd=tmp_path, capture_output=True).returncode == 2
    assert "Q001" in (tmp_path / "found.txt").read_text(encoding="utf-8")
