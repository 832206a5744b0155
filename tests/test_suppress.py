"""Suppressions: what comments keep quiet, what they do not, and the command that writes them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from askew.checks import RULES, selected
from askew.config import Settings
from askew.engine import Result, lint
from askew.extract import extract
from askew.linting import second_opinion
from askew.markdown import parse
from askew.run import check
from tests.conftest import Askew

SETTINGS = Settings()
FENCE = "```python\nx = (\n```\n"
BANK = f"""\
## 1. Why **is it green?

他说**“重点”**然后走了。

{FENCE}
## 2. What **is it called?

**注意：**水要开。

```python
print(np.pi)
```
"""


def checked(text: str, path: str = "bank.md", *, select: Sequence[str] = ()) -> Result:
    settings = Settings(select=tuple(select))
    return lint(path, text.encode(), selected(settings), settings, second_opinion(settings).opinions)


def left(result: Result) -> list[tuple[str, int]]:
    return [(item.code, item.place.line) for item in result.diagnostics]


def accepted(result: Result) -> list[tuple[str, int, str]]:
    return sorted(((item.code, item.line, item.reason) for item in result.suppressed), key=lambda item: item[1:])


ALL = [("M002", 1), ("M001", 3), ("P001", 6), ("M002", 9), ("M001", 11), ("P101", 14)]


def test_the_bank_has_a_finding_of_each_kind() -> None:
    assert left(checked(BANK)) == ALL


@pytest.mark.parametrize(
    ("before", "comment", "code", "line"),
    [
        pytest.param("他说", "<!-- askew: ignore[M001] 理由 -->\n他说", "M001", 4, id="above a paragraph"),
        pytest.param("他说", "<!-- askew: ignore[M001] 理由 -->\n\n\n他说", "M001", 6, id="above a paragraph and blank lines"),
        pytest.param("走了。", "走了。<!-- askew: ignore[M001] 理由 -->", "M001", 3, id="in a paragraph"),
        pytest.param("然后", "<!-- askew: ignore[M001] 理由 -->然后", "M001", 3, id="in the middle of a paragraph"),
        pytest.param("it green?", "it green? <!-- askew: ignore[M002] 理由 -->", "M002", 1, id="in a heading"),
        pytest.param("## 1", "<!-- askew: ignore[M002] 理由 -->\n\n## 1", "M002", 3, id="above a heading"),
        pytest.param("```python\nx", "<!-- askew: ignore[P001] 理由 -->\n```python\nx", "P001", 7, id="above a fence"),
        pytest.param("x = (", "x = (  # askew: ignore[P001] 理由", "P001", 6, id="behind a line of code"),
        pytest.param("np.pi)", "np.pi)  # askew: ignore[P101] 理由", "P101", 14, id="behind another line of code"),
    ],
)  # fmt: skip
def test_a_comment_covers_one_finding(before: str, comment: str, code: str, line: int) -> None:
    result = checked(BANK.replace(before, comment, 1))
    assert accepted(result) == [(code, line, "理由")]
    kept = [item for item, _ in left(result)]
    assert sorted([*kept, code]) == sorted(item for item, _ in ALL)


@pytest.mark.parametrize(
    ("before", "comment", "quiet"),
    [
        pytest.param("## 1", "<!-- askew: ignore-record[M] r -->\n\n## 1", ["M002", "M001"], id="above the heading of a record"),
        pytest.param("他说", "<!-- askew: ignore-record[M] r -->\n\n他说", ["M002", "M001"], id="in an answer"),
        pytest.param("他说", "<!-- askew: ignore-record r -->\n\n他说", ["M002", "M001", "P001"], id="in an answer, without codes"),
        pytest.param("他说", "<!-- askew: ignore-record[P] r -->\n\n他说", ["P001"], id="in an answer, another family"),
        pytest.param("x = (", "x = (  # askew: ignore-record[M] r", ["M002", "M001"], id="in the code of an answer"),
        pytest.param("## 2", "<!-- askew: ignore-record[M] r -->\n\n## 2", ["M002", "M001"], id="above the next heading"),
        pytest.param("## 1", "<!-- askew: ignore-file[M] r -->\n\n## 1", ["M002", "M001", "M002", "M001"], id="for the file, at the top"),
        pytest.param("np.pi)\n```\n", "np.pi)\n```\n\n<!-- askew: ignore-file[P] r -->\n", ["P001", "P101"], id="for the file, at the end"),
        pytest.param("x = (", "x = (  # askew: ignore-file[M001] r", ["M001", "M001"], id="for the file, in code"),
        pytest.param("他说", "<!-- askew: ignore-file r -->\n\n他说", [code for code, _ in ALL], id="for the file, everything"),
        pytest.param("x = (", "x = (  # askew: ignore r", ["P001"], id="everything in a line"),
        pytest.param("x = (", "x = (  # askew: ignore[P0] r", ["P001"], id="a family in a line"),
        pytest.param("他说", "<!-- askew: ignore-file[M001, P1] r -->\n\n他说", ["M001", "M001", "P101"], id="several codes"),
    ],
)  # fmt: skip
def test_a_comment_covers_several_findings(before: str, comment: str, quiet: list[str]) -> None:
    result = checked(BANK.replace(before, comment, 1))
    assert [item.code for item in sorted(result.suppressed, key=lambda item: item.line)] == quiet
    assert {item.reason for item in result.suppressed} == {"r"}
    assert len(left(result)) == len(ALL) - len(quiet)


@pytest.mark.parametrize(
    ("comment", "next_one", "reasons"),
    [
        pytest.param(
            "# askew: ignore", "# askew: ignore[P101] as in the book", ["", "as in the book"], id="nothing behind it"
        ),
        pytest.param("# askew: ignore[P101]", "# askew: ignore[P101] b", ["", "b"], id="no reason"),
        pytest.param("# askew: ignore[P101] a", "# askew: ignore[P101] b", ["a", "b"], id="a reason"),
        pytest.param("# askew: ignore", "", [""], id="no comment below"),
        pytest.param("# askew:", "", [], id="no word"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_comment_in_code_ends_with_its_line(comment: str, next_one: str, reasons: list[str], newline: str) -> None:
    text = f"```python\ny = pd.foo()  {comment}\nz = np.foo()  {next_one}\nignore = z\n```\n"
    result = checked(text.replace("\n", newline))
    assert [reason for _, _, reason in accepted(result)] == reasons
    assert left(result) == [("P101", line) for line in (2, 3)][len(reasons) :]


@pytest.mark.parametrize(
    ("text", "path", "line", "reason"),
    [
        pytest.param("<!--askew:ignore[M001]-->\n**注意：**水\n", "bank.md", 2, "", id="without blanks and reason"),
        pytest.param("<!-- askew: ignore[M001] -->\n**注意：**水\n", "bank.md", 2, "", id="without reason"),
        pytest.param("<!-- askew: ignore[ M001 , ] 水 -->\n**注意：**水\n", "bank.md", 2, "水", id="blanks between brackets"),
        pytest.param("<!-- askew:\nignore\n[M001] 水 -->\n**注意：**水\n", "bank.md", 4, "水", id="on several lines"),
        pytest.param("<!-- askew: ignore[M001]: 水 -->\n**注意：**水\n", "bank.md", 2, "水", id="a colon before the reason"),
        pytest.param("<!-- askew: ignore[M001]\n水要开\n再说 -->\n**注意：**水\n", "bank.md", 4, "水要开 再说", id="a reason of several lines"),
        pytest.param("<!-- askew: ignore 水 -->\n**注意：**水\n", "bank.md", 2, "水", id="without codes"),
        pytest.param("<!-- askew: ignore[] 水 -->\n**注意：**水\n", "bank.md", 2, "水", id="with empty brackets"),
        pytest.param("<!-- askew: ignore[M] 水 -->\n**注意：**水\n", "bank.md", 2, "水", id="a letter"),
        pytest.param("- a\n\n  <!-- askew: ignore[M001] 水 -->\n  **注意：**水\n", "bank.md", 4, "水", id="in a list item"),
        pytest.param("> <!-- askew: ignore[M001] 水 -->\n> **注意：**水\n", "bank.md", 2, "水", id="in a quote"),
        pytest.param("| a |\n|---|\n| **注意：**水 <!-- askew: ignore[M001] 水 --> |\n", "bank.md", 3, "水", id="in a table"),
        pytest.param("<!-- askew: ignore[M001] 水 -->\n| **注意：**水 |\n|---|\n", "bank.md", 2, "水", id="above a table"),
        pytest.param("**注意：**水\nx <!-- askew: ignore[M001] 水 -->\n===\n", "bank.md", 1, "水", id="in an underlined heading"),
        pytest.param("{/* askew: ignore[M001] 水 */}\n\n**注意：**水\n", "bank.mdx", 3, "水", id="braces in MDX"),
        pytest.param("**注意：**水\n\n{/* askew: ignore-file[M] 水 */}\n", "bank.mdx", 1, "水", id="braces in MDX for the file"),
        pytest.param("<!-- askew: ignore[M001] 水 -->\r\n**注意：**水\r\n", "bank.md", 2, "水", id="carriage returns"),
        pytest.param("<!-- askew: ignore[P0] a -->\n<!-- askew: ignore[M001] b -->\n**注意：**水\n", "bank.md", 3, "b", id="two comments in a row"),
    ],
)  # fmt: skip
def test_ways_to_write_a_comment(text: str, path: str, line: int, reason: str) -> None:
    result = checked(text, path, select=["M001"])
    assert left(result) == []
    assert accepted(result) == [("M001", line, reason)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("```html\n<!-- askew: ignore-file[M001] -->\n```\n\n**注意：**水\n", "bank.md", id="an HTML comment in a fence"),
        pytest.param("    <!-- askew: ignore-file[M001] -->\n\n**注意：**水\n", "bank.md", id="an HTML comment in indented code"),
        pytest.param("`<!-- askew: ignore-file[M001] -->`\n\n**注意：**水\n", "bank.md", id="an HTML comment in a code span"),
        pytest.param("`# askew: ignore-file[M001]`\n\n**注意：**水\n", "bank.md", id="a code comment in a code span"),
        pytest.param("# askew: ignore-file[M001]\n\n**注意：**水\n", "bank.md", id="a heading"),
        pytest.param("{/* askew: ignore-file[M001] */}\n\n**注意：**水\n", "bank.md", id="braces outside MDX"),
        pytest.param("<!-- ignore-file[M001] -->\n\n**注意：**水\n", "bank.md", id="no name of ours"),
        pytest.param("<!-- please, askew: ignore[M001] -->\n**注意：**水\n", "bank.md", id="words before it"),
        pytest.param("<!-- askew: look here -->\n**注意：**水\n", "bank.md", id="another word"),
        pytest.param("askew: ignore-file[M001]\n\n**注意：**水\n", "bank.md", id="no comment"),
        pytest.param("**注意：**水\n\n<!-- askew: ignore[M001] -->\n", "bank.md", id="a comment below"),
        pytest.param("<!-- askew: ignore[M001] -->\n# Tea\n\n**注意：**水\n", "bank.md", id="a comment above another block"),
        pytest.param("<!-- askew: ignore[M001] -->\n---\n\n**注意：**水\n", "bank.md", id="a comment above a rule"),
        pytest.param("<!-- askew: ignore[M001 -->\n**注意：**水\n", "bank.md", id="an open bracket"),
        pytest.param("<! -- askew: ignore[M001] -->\n**注意：**水\n", "bank.md", id="a broken comment"),
        pytest.param("<!-- askew: ignore[M002] -->\n**注意：**水\n", "bank.md", id="another code"),
        pytest.param("<!-- askew: ignore[m001] -->\n**注意：**水\n", "bank.md", id="small letters"),
        pytest.param("<!-- askew: ignore[M0011] -->\n**注意：**水\n", "bank.md", id="a longer code"),
        pytest.param("<!-- askew: ignore M001 -->\n**注意：**水\n", "bank.md", id="no brackets"),
        pytest.param("<!-- askew: ignore-recrod[M001] -->\n**注意：**水\n", "bank.md", id="a word with a slip"),
    ],
)  # fmt: skip
def test_what_suppresses_nothing(text: str, path: str) -> None:
    result = checked(text, path, select=["M001"])
    assert [code for code, _ in left(result)] == ["M001"]
    assert accepted(result) == []


@pytest.mark.parametrize(
    ("text", "select", "messages"),
    [
        pytest.param("<!-- askew: ignore[M001] -->\nTea.\n", [], ["there is no M001 here"], id="a code that is not needed"),
        pytest.param("<!-- askew: ignore[M] -->\nTea.\n", [], ["there is no M here"], id="a family that is not needed"),
        pytest.param("<!-- askew: ignore[M001, M002] -->\n**注意：**水\n", [], ["there is no M002 here"], id="one of two"),
        pytest.param("<!-- askew: ignore[TEA] -->\nTea.\n", [], ["no rule or family is called `TEA`"], id="an unknown code"),
        pytest.param("<!-- askew: ignore[M999] -->\nTea.\n", ["M"], ["no rule or family is called `M999`"], id="a code like ours"),
        pytest.param("<!-- askew: ignore[m001] -->\nTea.\n", [], ["no rule or family is called `m001`"], id="small letters"),
        pytest.param("<!-- askew: ignore-record[M001] -->\n\nTea.\n", [], ["there is no M001 here"], id="no record"),
        pytest.param("Tea.\n\n<!-- askew: ignore[M001] -->\n", [], ["there is no M001 here"], id="nothing behind it"),
        pytest.param("<!-- askew: ignore M001 -->\nTea.\n", [], ["codes stand in brackets: [M001]"], id="no brackets"),
        pytest.param(
            "<!-- askew: ignore-all -->\nTea.\n", [], ["`ignore-all` is none of ignore, ignore-record, ignore-file"], id="another word"
        ),
        pytest.param("```python\nx = 1  # askew: ignore[P101]\n```\n", [], ["there is no P101 here"], id="in code"),
        pytest.param("```python\nimport os  # askew: ignore[P207]\nos\n```\n", [], ["there is no P207 here"], id="a rule of ruff's"),
    ],
)  # fmt: skip
def test_comments_that_are_not_needed(text: str, select: list[str], messages: list[str]) -> None:
    result = checked(text, select=[*select, "X"] if select else [])
    assert [(item.code, item.message) for item in result.diagnostics] == [
        ("X010", f"this suppresses nothing: {message}") for message in messages
    ]


@pytest.mark.parametrize(
    ("text", "select"),
    [
        pytest.param("<!-- askew: ignore[M001] -->\nTea.\n", ["X", "Q"], id="its rule did not run"),
        pytest.param("<!-- askew: ignore[M] -->\nTea.\n", ["X", "M001"], id="a rule of its family did not run"),
        pytest.param("<!-- askew: ignore[P103] -->\nTea.\n", [], id="a rule that is off by default"),
        pytest.param("<!-- askew: ignore -->\nTea.\n", [], id="no codes, and a rule is off by default"),
        pytest.param("<!-- askew: ignore[M001] -->\nTea.\n", ["M"], id="nobody asked for unused comments"),
        pytest.param("<!-- askew: ignore[M001] -->\n**注意：**水\n", [], id="a needed one"),
        pytest.param("```html\n<!-- askew: ignore[TEA] -->\n```\n", [], id="an example in a fence"),
        pytest.param("The comment `<!-- askew: ignore[TEA] -->` is read.\n", [], id="an example in a code span"),
    ],
)  # fmt: skip
def test_comments_of_which_nothing_can_be_said(text: str, select: list[str]) -> None:
    assert left(checked(text, select=select)) == []


def test_without_ruff_nothing_is_said_of_comments_for_its_rules() -> None:
    text = b"```python\nimport os  # askew: ignore[P207]\nos\n```\n"
    assert lint("bank.md", text, selected(SETTINGS), SETTINGS).diagnostics == []


@pytest.mark.parametrize("codes", ["[X009]", "[X]", "[X009, M001]"])
def test_findings_about_the_file_cannot_be_suppressed(codes: str) -> None:
    text = f"<!-- askew: ignore-file{codes} 表格 -->\n\n**注意：**水 " + "a" * 1_000_001 + "\n"
    result = checked(text, select=["X", "M001"])
    assert {item.code for item in result.diagnostics} >= {"X009", "X010"}
    assert {item.code for item in result.suppressed} <= {"M001"}


def test_a_suppressed_finding_is_told_with_everything() -> None:
    (found,) = checked("## 茶\n\n<!-- askew: ignore[M001] 以后再说 -->\n**注意：**水\n").suppressed
    assert found == ("M001", "bank.md", 4, "**注意：** is not bold: its asterisks stay visible", "以后再说")


@pytest.mark.parametrize(
    ("record", "quiet", "loud"),
    [
        pytest.param(
            {"question": "Why?", "answer": f"<!-- askew: ignore[P001] r -->\n{FENCE}\n**注意：**水"}, ["P001"], ["M001"], id="a block"
        ),
        pytest.param({"question": "Why?", "answer": f"{FENCE.replace('(', '(  # askew: ignore[P001] r')}"}, ["P001"], [], id="a line of code"),
        pytest.param(
            {"question": "**注意：**水？", "answer": "<!-- askew: ignore-file[M001] r -->\n\n**注意：**水"}, ["M001"], ["M001"], id="one field of two"
        ),
        pytest.param(
            {"question": "Why?", "answer": "<!-- askew: ignore-record[M001] r -->\n\n**注意：**水"}, ["M001"], [], id="the record"
        ),
    ],
)  # fmt: skip
def test_comments_in_json_strings(record: dict[str, str], quiet: list[str], loud: list[str]) -> None:
    result = checked(json.dumps(record, ensure_ascii=False) + "\n", "bank.jsonl", select=["M001", "P"])
    assert [item.code for item in result.suppressed] == quiet
    assert [item.code for item in result.diagnostics] == loud
    assert all(item.reason == "r" for item in result.suppressed)


def test_a_comment_in_a_json_string_does_not_cover_other_lines() -> None:
    lines = [
        {"question": "Why?", "answer": "<!-- askew: ignore-file[M001] r -->\n\n**注意：**水"},
        {"question": "How?", "answer": "**注意：**水"},
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    result = checked(text, "bank.jsonl", select=["M001"])
    assert (accepted(result), left(result)) == ([("M001", 1, "r")], [("M001", 2)])


def test_a_comment_that_is_not_needed_in_a_json_string() -> None:
    text = json.dumps({"question": "Why?", "answer": "<!-- askew: ignore[M001] r -->\nSo."}) + "\n"
    (found,) = checked(text, "bank.jsonl", select=["M", "X"]).diagnostics
    assert (found.code, found.place.line) == ("X010", 1)


def test_a_run_reports_what_was_suppressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("<!-- askew: ignore[M001] 一 -->\n**注意：**水\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("**注意：**水 <!-- askew: ignore[M] 二 -->\n\n**注意：**茶\n", encoding="utf-8")
    report = check(["a.md", "b.md"], selected(SETTINGS), SETTINGS)
    assert [(item.code, item.path, item.line, item.reason) for item in report.suppressed] == [
        ("M001", "a.md", 2, "一"),
        ("M001", "b.md", 1, "二"),
    ]
    assert [(item.code, item.path, item.place.line) for item in report.diagnostics] == [("M001", "b.md", 3)]


def test_the_summary_counts_what_was_suppressed(askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "bank.md").write_text("<!-- askew: ignore[M001] -->\n**注意：**水\n", encoding="utf-8")
    found = askew("check", "bank.md")
    unseen = "no questions were recognised, `askew parse --explain` says why"
    assert (found.code, found.out, found.err) == (0, "", f"clean: 1 file, 0 records; 1 suppressed; {unseen}\n")


# askew check --add-ignore

IN_CONTAINERS = """\
---
title: 茶
---

## 1. Why **is it?

- item

  ```python
  x = (
  ```

> ```python
> np.array(1)
> ```

| **注意：**水 |
|---|
| b |

## 3. What **is it?

```python
print(len(name))
import os
```
"""


def records(path: Path) -> list[tuple[str, str | None, str, tuple[str, ...]]]:
    found = extract(parse(path.name, path.read_bytes()), SETTINGS.markers)
    return [(item.id, item.number, item.title, tuple(code.text for code in item.code)) for item in found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("bank.md", BANK, id="a bank"),
        pytest.param("bank.md", IN_CONTAINERS, id="lists, quotes, tables and front matter"),
        pytest.param("bank.md", BANK.replace("\n", "\r\n"), id="carriage returns"),
        pytest.param("bank.md", "\ufeff" + BANK, id="a byte order mark"),
        pytest.param("bank.md", BANK.rstrip("\n"), id="no line end at the end"),
        pytest.param("bank.mdx", f"## 1. Why?\n\n{FENCE}\n## 2. How?\n\n{FENCE}", id="MDX"),
    ],
)
def test_after_it_a_bank_is_clean(name: str, text: str, askew: Askew, tmp_path: Path) -> None:
    bank = tmp_path / name
    bank.write_bytes(text.encode())
    before = records(bank)
    first = askew("check", name, "--add-ignore=以后再说")
    once = bank.read_bytes()
    assert (first.code, first.out) == (0, "")
    assert first.err.startswith("clean: 1 file")
    assert records(bank) == before
    assert askew("check", name) == first
    assert askew("check", name, "--add-ignore=again") == first
    assert bank.read_bytes() == once
    assert "以后再说".encode() in once


@pytest.mark.parametrize("stored", [BANK, IN_CONTAINERS, BANK.replace("\n", "\r\n")], ids=["LF", "containers", "CRLF"])
def test_it_adds_comments_and_changes_nothing_else(stored: str, askew: Askew, tmp_path: Path) -> None:
    bank = tmp_path / "bank.md"
    bank.write_bytes(stored.encode())
    askew("check", "bank.md", "--add-ignore=why not")
    after = bank.read_bytes().decode()
    lines = [line.split("<!--")[0].rstrip(" >\r") for line in after.split("\n") if "<!--" in line]
    kept = [line for line in after.split("\n") if "<!--" not in line]
    assert [line for line in stored.split("\n") if line in kept] == kept
    assert len(kept) + sum(line.startswith("#") for line in lines) == stored.count("\n") + 1
    assert all("why not -->" in line for line in after.split("\n") if "<!--" in line)
    assert after.count("\r\n") in (0, after.count("\n"))


def test_where_comments_are_written(askew: Askew, tmp_path: Path) -> None:
    bank = tmp_path / "bank.md"
    bank.write_text(IN_CONTAINERS, encoding="utf-8")
    askew("check", "bank.md", "--add-ignore=r")
    lines = bank.read_text(encoding="utf-8").split("\n")
    assert "## 1. Why **is it? <!-- askew: ignore[M002] r -->" in lines
    assert lines[lines.index("  ```python") - 1] == "  <!-- askew: ignore[P001] r -->"
    assert lines[lines.index("> ```python") - 1] == "> <!-- askew: ignore[P101] r -->"
    assert lines[lines.index("| **注意：**水 |") - 1] == "<!-- askew: ignore[M001] r -->"
    assert "## 3. What **is it? <!-- askew: ignore[M002, Q008] r -->" in lines


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        pytest.param("bank.md", "## 1. T **c（一）**d ##\n", "## 1. T **c（一）**d {} ##\n", id="before the end of a closed heading"),
        pytest.param("bank.md", "## 1. T **c（一）**d #\t\n", "## 1. T **c（一）**d {} #\t\n", id="before an end and a blank"),
        pytest.param("bank.md", "## 1. T **c（一）**d C#\n", "## 1. T **c（一）**d C# {}\n", id="behind C#"),
        pytest.param("bank.md", "## 1. T **c（一）**d \\#\n", "## 1. T **c（一）**d \\# {}\n", id="behind an escaped #"),
        pytest.param("bank.md", "T **c（一）**d ##\n===\n", "T **c（一）**d ## {}\n===\n", id="in an underlined heading"),
        pytest.param("bank.md", "- ## T **c（一）**d ##\n", "- ## T **c（一）**d {} ##\n", id="in a heading that begins a list item"),
        pytest.param("bank.md", "- T **c（一）**d\n", "- T **c（一）**d {}\n", id="behind a list item"),
        pytest.param("bank.md", "- T **c（一）**d  \n  and more\n\n  so\n", "- T **c（一）**d  \n  and more {}\n\n  so\n", id="behind its lines"),
        pytest.param("bank.md", "> 1. T **c（一）**d\n>    - x\n", "> 1. T **c（一）**d {}\n>    - x\n", id="behind one in a quote"),
        pytest.param("bank.md", "- a\n\n\tT **c（一）**d\n", "- a\n\n\t{}\n\tT **c（一）**d\n", id="above a further paragraph of one"),
        pytest.param("bank.mdx", "ok\n\n## 1. T **c（一）**d\n", "ok\n\n{}\n\n## 1. T **c（一）**d\n", id="above a heading in MDX"),
    ],
)  # fmt: skip
def test_where_a_comment_is_written(name: str, text: str, written: str, askew: Askew, tmp_path: Path) -> None:
    comment = "{/* askew: ignore[M001] r */}" if name.endswith("x") else "<!-- askew: ignore[M001] r -->"
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = askew("check", name, "--select", "M", "--add-ignore=r")
    assert (tmp_path / name).read_text(encoding="utf-8") == written.replace("{}", comment)
    assert (found.code, found.out) == (0, "")


@pytest.mark.parametrize(
    ("name", "item"),
    [
        pytest.param("bank.md", "- ```python\n  x = (\n  ```\n", id="a fence"),
        pytest.param("bank.md", "> - ```python\n>   x = (\n>   ```\n", id="a fence in a quote"),
        pytest.param("bank.mdx", "- T **c（一）**d\n", id="text in MDX, where the asterisks of a comment are markup"),
    ],
)
def test_a_finding_that_can_have_no_comment_keeps_no_other_from_it(
    name: str, item: str, askew: Askew, tmp_path: Path
) -> None:
    comment = "{/* askew: ignore[M001] r */}" if name.endswith("x") else "<!-- askew: ignore[M001] r -->"
    (tmp_path / name).write_text(f"**注意：**水\n\n{item}", encoding="utf-8")
    found = askew("check", name, "--select", "M,P", "--add-ignore=r")
    assert found.code == 2
    error = f"error: {name}: no comment can stand above line 3, where a list item begins"
    assert [line for line in found.err.splitlines() if line.startswith("error: ")] == [error]
    assert (tmp_path / name).read_text(encoding="utf-8") == f"{comment}\n**注意：**水\n\n{item}"


TWICE = (
    "# {}\n\n## 1. What is a race condition?\n\nTiming decides {}.\n\n## 2. What is {}?\n\nOne of **{}（二）**them.\n"
)


@pytest.mark.parametrize(
    ("paths", "written"),
    [
        pytest.param(["."], {"b.md"}, id="a folder"),
        pytest.param(["b.md"], {"b.md"}, id="the copy by itself"),
        pytest.param(["a.md"], {"a.md"}, id="the better copy by itself"),
    ],
)
def test_duplicates_are_suppressed_too(paths: list[str], written: set[str], askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "askew.toml").write_text("")
    banks = {"a.md": TWICE.format("A", "all that comes out", "tea", "x"), "b.md": TWICE.format("B", "it", "milk", "y")}
    for name, text in banks.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = askew("check", *paths, "--select", "D,M", "--add-ignore=known copies")
    assert (found.code, found.out) == (0, "")
    comment = "## 1. What is a race condition? <!-- askew: ignore[D001] known copies -->\n"
    assert {name for name in banks if comment in (tmp_path / name).read_text(encoding="utf-8")} == written
    again = askew("check", *paths, "--select", "D,M,X")
    assert (again.code, "; 3 suppressed" in again.err) == (0, paths == ["."]), again.err


def test_a_comment_for_a_duplicate_stays_where_that_beside_it_cannot(askew: Askew, tmp_path: Path) -> None:
    heading = "## 1. What is a race condition? <!-- askew: ignore[P101] -->"
    (tmp_path / "bank.md").write_text(f"{heading}\n\nTea.\n\n## 2. What is a race condition?\n\nTea, or so.\n")
    found = askew("check", "--select", "D001,P101,X010", "--add-ignore=r")
    assert found.code == 2
    assert "error: bank.md: line 1: no comment can suppress X010: it would change what is found\n" in found.err
    assert f"{heading} <!-- askew: ignore[D001] r -->\n" in (tmp_path / "bank.md").read_text()


def test_a_comment_above_a_heading_in_mdx_is_no_answer_to_the_question_before(askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "bank.mdx").write_text("# T\n\n## 1. How?\n\n## 2. What **is it?\n\nok\n", encoding="utf-8")
    found = askew("check", "bank.mdx", "--select", "M002", "--add-ignore=r")
    assert (found.code, found.out) == (0, "")
    assert askew("check", "bank.mdx").out == "bank.mdx:3:1: Q001 question 1 has no answer\n"


def test_only_findings_of_the_selected_rules_are_suppressed(askew: Askew, tmp_path: Path) -> None:
    bank = tmp_path / "bank.md"
    bank.write_text(BANK, encoding="utf-8")
    askew("check", "bank.md", "--select=M002", "--add-ignore=r")
    assert bank.read_text(encoding="utf-8").count("askew: ignore[M002] r") == 2
    assert left(checked(bank.read_text(encoding="utf-8"))) == [item for item in ALL if item[0] != "M002"]


@pytest.mark.parametrize(
    "reason", ["a -- b", "a */ b", "a\nb", "-->"], ids=["hyphens", "a star", "two lines", "an end"]
)
def test_reasons_that_would_end_their_comment(reason: str, askew: Askew, tmp_path: Path) -> None:
    bank = tmp_path / "bank.md"
    bank.write_text(BANK, encoding="utf-8")
    found = askew("check", "bank.md", f"--add-ignore={reason}")
    assert found.code == 2
    assert found.err.splitlines()[-1] == (
        "error: bank.md: nothing written: a reason may hold neither `--` nor `*/`, which would end its comment"
    )
    assert bank.read_text(encoding="utf-8") == BANK


@pytest.mark.parametrize("reason", ["", " ", "\t"])
def test_a_suppression_wants_a_reason(reason: str, askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "bank.md").write_text(BANK, encoding="utf-8")
    found = askew("check", "bank.md", f"--add-ignore={reason}")
    assert (found.code, "--add-ignore wants a reason" in found.err) == (2, True)
    assert (tmp_path / "bank.md").read_text(encoding="utf-8") == BANK


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param(
            "bank.jsonl",
            b'{"question": "Why?", "answer": ""}\n',
            "JSONL has no comments; use per-path-ignores in the configuration",
            id="JSONL",
        ),
        pytest.param(
            "bank.md",
            b"# Tea\n\nTwo cups\0 of it.\n",
            "binary file: a NUL byte on line 3; remove it or exclude the file",
            id="a binary file",
        ),
        pytest.param(
            "bank.md", f"# 茶\n\n{'水开了，请关火。' * 20}\n".encode("gb18030"), "the file is not UTF-8; convert it first", id="GB18030"
        ),
    ],
)  # fmt: skip
def test_files_that_take_no_comments(name: str, data: bytes, said: str, askew: Askew, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "other.md").write_text("**注意：**水\n", encoding="utf-8")
    found = askew("check", ".", "--add-ignore=r")
    assert found.code == 2
    errors = [line for line in found.err.splitlines() if line.startswith("error: ")]
    assert errors == [f"error: {name}: nothing written: {said}"]
    assert (tmp_path / name).read_bytes() == data
    assert "ignore[M001] r" in (tmp_path / "other.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_it_does_not_go_with_fixes(option: str, askew: Askew, tmp_path: Path) -> None:
    (tmp_path / "bank.md").write_text(BANK, encoding="utf-8")
    found = askew("check", "bank.md", "--add-ignore=r", option)
    assert found.code == 2
    assert "--add-ignore writes files" in found.err
    assert (tmp_path / "bank.md").read_text(encoding="utf-8") == BANK


def test_it_does_not_go_with_standard_input(askew: Askew) -> None:
    found = askew("check", "-", "--add-ignore=r", stdin=BANK.encode())
    assert found.code == 2
    assert "--add-ignore writes files" in found.err


def test_a_clean_bank_is_not_touched(askew: Askew, tmp_path: Path) -> None:
    bank = tmp_path / "bank.md"
    bank.write_text("## 1. Why?\n\nSo.\n\n## 2. How?\n\nLike this.\n", encoding="utf-8")
    before = bank.stat()
    assert askew("check", "bank.md", "--add-ignore=r").code == 0
    assert bank.stat().st_mtime_ns == before.st_mtime_ns


def test_every_rule_that_can_be_suppressed_has_no_digit_of_another() -> None:
    codes = [rule.code for rule in RULES]
    assert not [(one, other) for one in codes for other in codes if one != other and other.startswith(one)]
