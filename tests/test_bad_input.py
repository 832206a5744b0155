"""Input that is no bank: one diagnostic says what is wrong with it, and the other files are linted as ever."""

import codecs
import errno
import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from askew import linting
from askew.checks import RULES
from askew.config import Settings
from askew.engine import lint
from askew.source import read_bytes
from tests.conftest import Askew, Outcome

WINDOWS = os.name == "nt"
NEIGHBOUR = "## 1. What is tea?**\n\nA drink.\n"
MENDED = "## 1. What is tea?\n\nA drink.\n"
FOUND_NEXT_DOOR = [("M002", 1)]


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """End a test that hangs; how long a file takes otherwise is the business of the benchmarks."""
    if WINDOWS:
        yield
        return

    def give_up(*_: object) -> None:
        pytest.fail("hangs")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def folder(askew: Askew, tmp_path: Path) -> Path:
    """The working directory, with a good file that has one finding."""
    assert Path.cwd() == tmp_path, askew
    (tmp_path / "next.md").write_text(NEIGHBOUR, encoding="utf-8")
    (tmp_path / "askew.toml").write_text('ignore = ["D"]', encoding="utf-8")  # neighbours are alike on purpose
    return tmp_path


def findings(outcome: Outcome) -> dict[str, list[dict[str, Any]]]:
    """The diagnostics of a run by path; whatever happened, it is no traceback."""
    assert "Traceback" not in outcome.out + outcome.err
    by_path: dict[str, list[dict[str, Any]]] = {}
    for item in json.loads(outcome.out)["diagnostics"]:
        by_path.setdefault(item["path"], []).append(item)
    return by_path


def places(items: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(item["code"], item["line"]) for item in items]


@dataclass(frozen=True)
class Bad:
    """A file's content, the one thing to say about it, and words of the message."""

    data: bytes
    code: str
    line: int
    words: str
    name: str = "bad.md"


def deep(prefix: str) -> bytes:
    return (prefix * 10_000 + "x\n").encode()


FILES = {
    "empty": Bad(b"", "X007", 1, "empty"),
    "blank": Bad(b"\n \t\n\r\n\n", "X007", 1, "empty"),
    "only a byte order mark": Bad(codecs.BOM_UTF8, "X007", 1, "empty"),
    "only front matter": Bad(b"---\ntitle: tea\n---\n", "X007", 1, "front matter"),
    "only front matter and blank lines": Bad(b"---\ntitle: tea\n---\n\n \n", "X007", 1, "front matter"),
    "empty JSONL": Bad(b"", "X007", 1, "empty", "bad.jsonl"),
    "blank JSONL": Bad(b"\r\n \r\n", "X007", 1, "empty", "bad.jsonl"),
    "10,000 nested quotes": Bad(deep("> "), "X008", 1, "nested"),
    "10,000 nested quotes without a space": Bad(deep(">"), "X008", 1, "nested"),
    "10,000 nested bullets": Bad(deep("- "), "X008", 1, "nested"),
    "10,000 nested numbers": Bad(deep("1. "), "X008", 1, "nested"),
    "10,000 lists in quotes in lists": Bad(deep("> - "), "X008", 1, "nested"),
    "a line of several million bytes": Bad(
        f"## 1. 什么是茶？\n\n{'茶' * 1_500_000}。\n".encode(), "X009", 3, "the line has 4,500,004 bytes"
    ),
    "a word of several million bytes": Bad(b"x" * 4_000_000, "X009", 1, "the line has 4,000,000 bytes"),
    "a JSONL line of several million bytes": Bad(
        json.dumps({"question": "Why?", "answer": "So. " * 300_000 + "Yes."}).encode(), "X009", 1, "bytes", "bad.jsonl"
    ),
    "a NUL byte": Bad(b"## 1. What is tea?\n\nA \0 drink.\n", "X002", 1, "a NUL byte on line 3"),
    "nothing but NUL bytes": Bad(b"\0" * 1000, "X002", 1, "NUL"),
    "NUL bytes in JSONL": Bad(b'{"question": "\0"}\n', "X002", 1, "a NUL byte on line 1", "bad.jsonl"),
    "half a character at the end": Bad("## 1. 什么是茶？\n\n是茶".encode()[:-1], "X002", 1, "byte 0xe8 on line 3"),
    "half a character in the middle": Bad(b"## 1. \xe4\xbb Why?\n\nSo.\n", "X002", 1, "byte 0xe4 on line 1"),
    "half a character in JSONL": Bad(b'{"question": "Why\xe8\x8c"}\n', "X002", 1, "byte 0xe8 on line 1", "bad.jsonl"),
    "a stray byte": Bad(b"## 1. Why\xff?\n\nSo.\n", "X002", 1, "byte 0xff on line 1"),
    "an encoded surrogate": Bad(b"## 1. Why \xed\xa0\x80?\n\nSo.\n", "X002", 1, "byte 0xed on line 1"),
    "an image": Bad(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "X002", 1, "binary"),
    "every byte there is": Bad(bytes(range(256)) * 8, "X002", 1, "binary"),
    "bytes of no encoding": Bad(bytes(range(128, 256)) * 8, "X002", 1, "byte 0x80 on line 1"),
    "UTF-16 cut off": Bad(codecs.BOM_UTF16_LE + "茶？".encode("utf-16-le")[:-1], "X002", 1, "utf-16"),
    "half a pair in UTF-16": Bad(codecs.BOM_UTF16_BE + b"\xd8\x3d\0a", "X002", 1, "utf-16"),
    "UTF-32 without a mark": Bad("## 1. 什么是茶？\n".encode("utf-32-le"), "X002", 1, "NUL"),
    "a wrong declaration": Bad("<!-- charset: ascii -->\n茶\n".encode("gb18030"), "X002", 1, "not valid ascii"),
}


@pytest.mark.parametrize("bad", FILES.values(), ids=FILES.keys())
def test_one_diagnostic_says_what_is_wrong(bad: Bad) -> None:
    result = lint(bad.name, bad.data, RULES, Settings())
    assert result.crashes == []
    assert [(item.code, item.place.line) for item in result.diagnostics] == [(bad.code, bad.line)]
    assert bad.words in result.diagnostics[0].message
    assert "\n" not in result.diagnostics[0].message


@pytest.mark.parametrize("bad", FILES.values(), ids=FILES.keys())
def test_the_other_files_are_linted_and_fixed(bad: Bad, askew: Askew, folder: Path) -> None:
    (folder / bad.name).write_bytes(bad.data)
    found = askew("check", "--output-format", "json")
    assert {path: places(items) for path, items in findings(found).items()} == {
        bad.name: [(bad.code, bad.line)],
        "next.md": FOUND_NEXT_DOOR,
    }
    assert found.code == 1
    fixed = askew("check", "--fix", "--output-format", "json")
    assert {path: places(items) for path, items in findings(fixed).items()} == {bad.name: [(bad.code, bad.line)]}
    assert fixed.code == 1
    assert (folder / bad.name).read_bytes() == bad.data
    assert (folder / "next.md").read_text(encoding="utf-8") == MENDED


STARS = {
    "on one line": "**a ",
    "on many lines": "**a\n",
    "labels in one paragraph": "**答案：**\n",
    "questions in one paragraph": "**题目1：** 茶？ ",
    "headings": "# **a\n",
    "in table cells": "|**a",
    "in links": "[**a](",
}
OPENINGS = {
    "brackets of maths": "\\[ a ",
    "parentheses of maths": "\\( a ",
    "dollars": "$$a $",
    "record comments": "<!-- askew: record {",
    "summaries": "<details><summary>a ",
    "headings in HTML": "<h2>a\n",
    "headings without their blank": "##1、a\n",
    "plain questions": "a?\n\n",
    "parts of exams": "## 填空题\n\n1. a\n\n",
    "parts of exams beside questions": "## 1. a?\n\n## 填空题\n\n- b\n\n",
    "html": "<a <!-- ",
    "links": "[a](![",
    "glued headings": "a.## b ",
    "code": "`a ``",
    "entities": "&amp",
}
ENDLESS = {f"stars {name}": text for name, text in STARS.items()} | OPENINGS


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_what_opens_and_never_closes_is_no_trap(text: str) -> None:
    """No rule looks from every opening to the end of the file."""
    result = lint("bad.md", (text * (100_000 // len(text.encode()))).encode(), RULES, Settings())
    assert result.crashes == []


def test_two_megabytes_of_opening_stars() -> None:
    result = lint("bad.md", b"**a " * 500_000, RULES, Settings())
    assert result.crashes == []
    codes = [item.code for item in result.diagnostics]
    assert codes.count("X009") == 1
    assert len(codes) == len(set(codes)), "a finding for each pair of stars would be no help"


@dataclass(frozen=True)
class Legacy:
    """A bank in an old encoding; its only fault is a `**` at the end of the second heading."""

    text: str
    encoding: str
    mark: bytes = b""
    line: int = 7
    column: int = 17

    @property
    def data(self) -> bytes:
        return self.mark + self.text.encode(self.encoding)


SIMPLIFIED = """# 茶的题库

## 1. 什么是绿茶？

**答案：** 绿茶是不发酵的茶，泡出来的茶汤是绿色的，喝起来清香。

## 2. 红茶为什么是红色的？**

**答案：** 因为发酵使茶叶里的物质氧化了，茶汤就变成了红色。
"""
TRADITIONAL = """# 茶的題庫

## 1. 什麼是綠茶？

**答案：** 綠茶是不發酵的茶，泡出來的茶湯是綠色的，喝起來清香。

## 2. 紅茶為什麼是紅色的？**

**答案：** 因為發酵使茶葉裡的物質氧化了，茶湯就變成了紅色。
"""
ENGLISH = """# Tea

## 1. What is green tea?

A tea whose leaves were steamed before they could oxidise.

## 2. Is it red?**

No: it is as green as its name says.
"""

LEGACY = {
    "GB18030": Legacy(SIMPLIFIED, "gb18030"),
    "GB18030 with Windows line ends": Legacy(SIMPLIFIED.replace("\n", "\r\n"), "gb18030"),
    "Big5": Legacy(TRADITIONAL, "big5"),
    "UTF-16 little-endian with a mark": Legacy(SIMPLIFIED, "utf-16-le", codecs.BOM_UTF16_LE),
    "UTF-16 big-endian with a mark": Legacy(SIMPLIFIED, "utf-16-be", codecs.BOM_UTF16_BE),
    "UTF-32 little-endian with a mark": Legacy(SIMPLIFIED, "utf-32-le", codecs.BOM_UTF32_LE),
    "UTF-32 big-endian with a mark": Legacy(SIMPLIFIED, "utf-32-be", codecs.BOM_UTF32_BE),
    "UTF-16 with a mark and an emoji": Legacy(
        SIMPLIFIED.replace("红茶", "😀茶"), "utf-16-le", codecs.BOM_UTF16_LE
    ),
    "UTF-16 little-endian, English": Legacy(ENGLISH, "utf-16-le"),
    "UTF-16 big-endian, English": Legacy(ENGLISH, "utf-16-be"),
    "UTF-16 little-endian, Chinese": Legacy(SIMPLIFIED, "utf-16-le"),
    "UTF-16 big-endian, Chinese": Legacy(SIMPLIFIED, "utf-16-be"),
    "declared": Legacy(f"<!-- charset: gbk -->\n{SIMPLIFIED}", "gbk", line=8),
}  # fmt: skip


@pytest.mark.parametrize("legacy", LEGACY.values(), ids=LEGACY.keys())
def test_a_legacy_encoding_is_linted_with_the_right_places(legacy: Legacy) -> None:
    result = lint("old.md", legacy.data, RULES, Settings())
    assert [(item.code, item.place.line, item.place.column) for item in result.diagnostics] == [
        ("X006", 1, 1),
        ("M002", legacy.line, legacy.column),
    ]
    assert result.records == 2


@pytest.mark.parametrize("legacy", LEGACY.values(), ids=LEGACY.keys())
def test_a_legacy_encoding_is_never_written(legacy: Legacy, askew: Askew, folder: Path) -> None:
    path = folder / "old.md"
    path.write_bytes(legacy.data)
    found = askew("check", "--fix", "--unsafe-fixes", "--output-format", "json")
    assert path.read_bytes() == legacy.data
    assert places(findings(found)["old.md"]) == [("X006", 1), ("M002", legacy.line)]
    assert (folder / "next.md").read_text(encoding="utf-8") == MENDED
    assert found.code == 1


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_jsonl_in_a_legacy_encoding(encoding: str, askew: Askew, folder: Path) -> None:
    lines = [json.dumps({"question": "什么是绿茶？", "answer": SIMPLIFIED}, ensure_ascii=False)] * 2
    data = "\n".join(lines).encode(encoding)
    (folder / "old.jsonl").write_bytes(data)
    found = askew("check", "--fix", "--output-format", "json")
    assert places(findings(found)["old.jsonl"]) == [("M002", 1), ("X006", 1), ("M002", 2)]
    assert (folder / "old.jsonl").read_bytes() == data


# Files that cannot be read.


def assert_unreadable(found: Outcome, name: str, words: str) -> None:
    """One X001 for the file, and the finding of its neighbour."""
    by_path = findings(found)
    assert places(by_path[name]) == [("X001", 1)]
    assert words in by_path[name][0]["message"]
    assert places(by_path["next.md"]) == FOUND_NEXT_DOOR
    assert set(by_path) == {name, "next.md"}
    assert found.code == 1


def test_a_file_over_the_limit(askew: Askew, folder: Path) -> None:
    (folder / "askew.toml").write_text("max-file-size = 100\n", encoding="utf-8")
    (folder / "fits.md").write_bytes(b"## 1. Why?\n\n" + b"x" * 87 + b".")
    (folder / "over.md").write_bytes(b"## 1. Why?\n\n" + b"x" * 88 + b".")
    found = askew("check", "--output-format", "json")
    by_path = findings(found)
    assert {path: places(items) for path, items in by_path.items()} == {
        "next.md": FOUND_NEXT_DOOR,
        "over.md": [("X003", 1)],
    }
    assert "101 bytes" in by_path["over.md"][0]["message"]
    assert found.code == 1


def test_a_folder_with_the_name_of_a_file(askew: Askew, folder: Path) -> None:
    """It is no file, but what is in it is linted."""
    (folder / "notes.md").mkdir()
    (folder / "notes.md" / "next.md").write_text(NEIGHBOUR, encoding="utf-8")
    found = askew("check", "--output-format", "json")
    assert {path: places(items) for path, items in findings(found).items()} == {
        "next.md": FOUND_NEXT_DOOR,
        "notes.md/next.md": FOUND_NEXT_DOOR,
    }


def test_a_folder_with_the_name_of_a_file_may_be_named(askew: Askew, folder: Path) -> None:
    (folder / "notes.md").mkdir()
    (folder / "notes.md" / "next.md").write_text(NEIGHBOUR, encoding="utf-8")
    found = askew("check", "notes.md", "--output-format", "json")
    assert {path: places(items) for path, items in findings(found).items()} == {"notes.md/next.md": FOUND_NEXT_DOOR}


def test_a_file_that_is_deleted_after_it_was_found(askew: Askew, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "gone.md").write_text(NEIGHBOUR, encoding="utf-8")

    def late(path: str, limit: int) -> bytes:
        (folder / "gone.md").unlink(missing_ok=True)
        return read_bytes(path, limit)

    monkeypatch.setattr(linting, "read_bytes", late)
    assert_unreadable(askew("check", "--output-format", "json"), "gone.md", "no such file")


@pytest.mark.parametrize("options", [[], ["--fix"]], ids=["check", "fix"])
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EIO, "Input/output error"), "input/output error"),
        (PermissionError(errno.EACCES, "Permission denied"), "permission denied"),
        (OSError("the disk is gone"), "the disk is gone"),
    ],
    ids=["input and output", "permission", "an error without a number"],
)
def test_an_error_in_reading(
    error: OSError, words: str, options: list[str], askew: Askew, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "locked.md").write_text(NEIGHBOUR, encoding="utf-8")
    proper = Path.open

    def failing(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "locked.md":
            raise error
        return proper(path, *args, **options)

    monkeypatch.setattr(Path, "open", failing)
    by_path = findings(askew("check", "--output-format", "json", *options))
    assert places(by_path["locked.md"]) == [("X001", 1)]
    assert words in by_path["locked.md"][0]["message"]
    assert places(by_path.get("next.md", [])) == ([] if options else FOUND_NEXT_DOOR)


def test_an_error_in_writing_leaves_the_file_alone(askew: Askew, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "full.md").write_text(NEIGHBOUR, encoding="utf-8")
    proper = os.replace

    def failing(source: str, target: Path) -> None:
        if target.name == "full.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        proper(source, target)

    monkeypatch.setattr(os, "replace", failing)
    found = askew("check", "--fix", "--output-format", "json")
    assert {path: places(items) for path, items in findings(found).items()} == {"full.md": FOUND_NEXT_DOOR}
    assert "full.md: No space left on device" in found.err
    assert found.code == 2
    assert (folder / "full.md").read_text(encoding="utf-8") == NEIGHBOUR
    assert (folder / "next.md").read_text(encoding="utf-8") == MENDED
    assert sorted(path.name for path in folder.glob("*.md")) == ["full.md", "next.md"]


LINKS = {
    "to nowhere": ("nowhere.md", "no such file"),
    "to itself": ("link.md", "too many levels"),
}


@pytest.mark.skipif(WINDOWS, reason="links need a privilege on Windows")
@pytest.mark.parametrize(("target", "words"), LINKS.values(), ids=LINKS.keys())
def test_a_link_that_leads_nowhere(target: str, words: str, askew: Askew, folder: Path) -> None:
    (folder / "link.md").symlink_to(target)
    assert_unreadable(askew("check", "--output-format", "json"), "link.md", words)
    assert_unreadable(askew("check", "link.md", "next.md", "--output-format", "json"), "link.md", words)


@pytest.mark.skipif(WINDOWS, reason="links need a privilege on Windows")
def test_a_loop_of_folders_ends(askew: Askew, folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "one.md").write_text(NEIGHBOUR, encoding="utf-8")
    (folder / "inner" / "self").symlink_to(".")
    (folder / "inner" / "up").symlink_to("..")
    found = askew("check", "--output-format", "json")
    assert {path: places(items) for path, items in findings(found).items()} == {
        "inner/one.md": FOUND_NEXT_DOOR,
        "next.md": FOUND_NEXT_DOOR,
    }


@pytest.mark.skipif(WINDOWS, reason="no pipes with a name on Windows")
def test_a_pipe_with_the_name_of_a_file_is_not_waited_for(askew: Askew, folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    by_path = findings(askew("check", "--output-format", "json"))
    assert places(by_path["next.md"]) == FOUND_NEXT_DOOR
    assert places(by_path.get("pipe.md", [])) in ([], [("X001", 1)])


# Lines of JSONL that are no records.

LINES = {
    "cut off": ('{"question": "Why?", "answer": "So', "not JSON"),
    "prose": ("Why? So.", "not JSON"),
    "single quotes": ("{'question': 'Why?'}", "not JSON"),
    "a comma too many": ('{"question": "Why?", "answer": "So.",}', "not JSON"),
    "two objects": ('{"question": "Why?", "answer": "So."} {}', "not JSON"),
    "a tab in a string": ('{"question": "Why\t?", "answer": "So."}', "not JSON"),
    "a bad escape": ('{"question": "Why\\q", "answer": "So."}', "not JSON"),
    "half an escape": ('{"question": "Why\\u00", "answer": "So."}', "not JSON"),
    "a list": ('["Why?", "So."]', "a list"),
    "a string": ('"Why?"', "a string"),
    "a number": ("42", "a number"),
    "null": ("null", "null"),
    "true": ("true", "true or false"),
    "not a number": ("NaN", "not JSON"),
    "not a number in a field": ('{"question": "Why?", "answer": "So.", "score": NaN}', "not JSON"),
    "no fields": ("{}", "`question`"),
    "other fields": ('{"ask": "Why?", "tell": "So."}', "ask, tell"),
    "no answer": ('{"question": "Why?"}', "no `answer`"),
    "no question": ('{"answer": "So."}', "no `question`"),
    "a question that is a number": ('{"question": 1, "answer": "So."}', "`question` must be a string, not a number"),
    "an answer that is null": ('{"question": "Why?", "answer": null}', "`answer` must be a string, not null"),
    "an answer that is a list": ('{"question": "Why?", "answer": ["So."]}', "`answer` must be a string, not a list"),
    "an instruction without output": ('{"instruction": "Add.", "input": "1"}', "no `output`"),
    "a dialogue of nobody": ('{"messages": []}', "`messages`"),
    "a dialogue without a reply": ('{"messages": [{"role": "user", "content": "Why?"}]}', "`messages`"),
    "a dialogue of strings": ('{"messages": ["Why?", "So."]}', "`messages`"),
    "a dialogue whose roles are lists": (
        '{"messages": [{"role": ["user"], "content": "Why?"}, {"role": {}, "content": "So."}]}',
        "`messages`",
    ),
    "a dialogue without text": (
        '{"conversations": [{"from": "human", "value": "Why?"}, {"from": "gpt", "value": null}]}',
        "`conversations`",
    ),
    "half a surrogate pair in the question": ('{"question": "Why \\ud83d?", "answer": "So."}', "\\ud83d"),
    "half a surrogate pair in the answer": ('{"question": "Why?", "answer": "So \\ude00."}', "`answer`"),
    "half a surrogate pair in a turn": (
        '{"messages": [{"role": "user", "content": "\\udcff"}, {"role": "assistant", "content": "So."}]}',
        "`messages[0].content`",
    ),
    "lists nested too deeply": ("[" * 100_000, "nested too deeply"),
    "objects nested too deeply": ('{"a":' * 100_000, "nested too deeply"),
    "a number of too many digits": (f'{{"question": "Why?", "answer": "So.", "n": {"9" * 5000}}}', "digits"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize(("line", "words"), LINES.values(), ids=LINES.keys())
def test_a_bad_line_is_one_diagnostic_and_the_others_count(
    line: str, words: str, end: str, askew: Askew, folder: Path
) -> None:
    good = json.dumps({"question": "Why?", "answer": NEIGHBOUR})
    mended = json.dumps({"question": "Why?", "answer": MENDED})
    path = folder / "bad.jsonl"
    path.write_bytes(end.join([good, "", line, "  ", good, ""]).encode())
    found = askew("check", "bad.jsonl", "--output-format", "json")
    items = findings(found)["bad.jsonl"]
    assert places(items) == [("M002", 1), ("X004", 3), ("M002", 5)]
    assert words in items[1]["message"]
    assert (items[1]["column"], items[1]["end_line"]) == (1, 3)
    assert json.loads(found.out)["summary"]["records"] == 2
    assert found.code == 1
    fixed = findings(askew("check", "bad.jsonl", "--fix", "--output-format", "json"))
    assert places(fixed["bad.jsonl"]) == [("X004", 3)]
    assert path.read_bytes() == end.join([mended, "", line, "  ", mended, ""]).encode()


ODD_BUT_GOOD = {
    "half a surrogate pair in another field": '{"question": "Why?", "answer": "So.", "note": "\\ud83d"}',
    "half a surrogate pair in the title": '{"question": "Why?", "answer": "So.", "title": "\\ud83d"}',
    "half a surrogate pair in a key": '{"question": "Why?", "answer": "So.", "\\ud83d": 1}',
    "a repeated key": '{"question": 1, "question": "Why?", "answer": "So."}',
    "a number of any size": '{"question": "Why?", "answer": "So.", "score": 1e400, "best": -0.0}',
    "a field nested deeply": f'{{"question": "Why?", "answer": "So.", "tree": {"[" * 200}{"]" * 200}}}',
    "spaces around": '  \t{"question": "Why?", "answer": "So."}  ',
    "empty strings": '{"question": "", "answer": ""}',
    "a byte order mark": '\ufeff{"question": "Why?", "answer": "So."}',
}


@pytest.mark.parametrize("line", ODD_BUT_GOOD.values(), ids=ODD_BUT_GOOD.keys())
def test_an_odd_line_is_a_record(line: str, askew: Askew, folder: Path) -> None:
    (folder / "odd.jsonl").write_text(f"{line}\n", encoding="utf-8")
    found = askew("check", "odd.jsonl", "--output-format", "json", "--select", "X")
    assert findings(found) == {}
    assert json.loads(found.out)["summary"]["records"] == 1
    for output in ("jsonl", "json", "markdown"):
        parsed = askew("parse", "odd.jsonl", "--output-format", output, "-o", "out.txt")
        assert (parsed.code, parsed.err) == (0, "")
        written = (folder / "out.txt").read_text(encoding="utf-8")
        if output != "markdown":
            json.loads(written, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON"))


def test_a_line_that_nests_deeply_is_fixed_or_refused(askew: Askew, folder: Path) -> None:
    """The limit is one of its own, so it is the same at every step of a run."""
    path = folder / "deep.jsonl"
    lines = [
        f'{{"tree": {"[" * depth}{"]" * depth}, "question": "Why?", "answer": "## So.**\\n\\nYes."}}'
        for depth in range(400, 1000, 20)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    left = findings(askew("check", "deep.jsonl", "--fix", "--output-format", "json")).get("deep.jsonl", [])
    assert {item["code"] for item in left} <= {"X004"}
    reported = [item["line"] for item in left]
    assert len(reported) == len(set(reported))
    assert 1 not in reported
    for number, (old, new) in enumerate(zip(lines, path.read_text(encoding="utf-8").split("\n"), strict=True), 1):
        assert new == (old if number in reported else old.replace("**", ""))


def test_several_bad_files_each_have_their_say(askew: Askew, folder: Path) -> None:
    for number, bad in enumerate(bad for bad in FILES.values() if len(bad.data) < 10_000):
        (folder / f"{number:02}-{bad.name}").write_bytes(bad.data)
    expected = sorted(path.name for path in folder.iterdir() if path.suffix != ".toml")
    found = askew("check", "--output-format", "json")
    assert sorted(findings(found)) == expected
    assert json.loads(found.out)["summary"]["files"] == len(expected)
    assert found.code == 1
