"""Findings held against a baseline: what is known, what is new, and which entries fit nothing."""

import json
from pathlib import Path

import pytest

from askew.baseline import BaselineError, Entry, entries_of, read, render, sift, write
from askew.diagnostic import Diagnostic, Place, Severity


def finding(fingerprint: str, path: str = "a.md", line: int = 1, message: str = "what is wrong") -> Diagnostic:
    return Diagnostic(
        "Q001", "missing-answer", Severity.ERROR, message, path, Place(line, 1, line, 2, 1, 2), None, fingerprint
    )


def entry(fingerprint: str, path: str = "a.md", reason: str = "") -> Entry:
    return Entry(path, "Q001", fingerprint, reason=reason)


def names(diagnostics: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(item.path, item.fingerprint) for item in diagnostics]


CASES = {
    "nothing known": ([finding("f")], [], [("a.md", "f")], 0),
    "all known": ([finding("f")], [entry("f")], [], 0),
    "further down in the file": ([finding("f", line=90)], [entry("f")], [], 0),
    "moved to another file": ([finding("f", "b.md")], [entry("f")], [], 0),
    "copied to another file": ([finding("f"), finding("f", "b.md")], [entry("f")], [("b.md", "f")], 0),
    "copied to a file before it": ([finding("f", "A.md"), finding("f")], [entry("f")], [("A.md", "f")], 0),
    "mended": ([], [entry("f")], [], 1),
    "mended in one of two files": ([finding("f")], [entry("f"), entry("f", "b.md")], [], 1),
    "another finding": ([finding("g")], [entry("f")], [("a.md", "g")], 1),
}


@pytest.mark.parametrize(("found", "entries", "new", "stale"), CASES.values(), ids=CASES.keys())
def test_findings_are_new_or_known(
    found: list[Diagnostic], entries: list[Entry], new: list[tuple[str, str]], stale: int
) -> None:
    result = sift(found, entries)
    assert names(result.new) == new
    assert len(result.known) == len(found) - len(new)
    assert len(result.stale) == stale


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [finding("g", "b.md", message="坏" * 200), finding("f")]
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "baseline.jsonl"
    write(path, entries_of(found))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["path"] for line in lines] == ["a.md", "b.md"]
    assert all(len(json.loads(line)["hint"]) <= 80 for line in lines)
    assert "line" not in json.loads(lines[0])
    assert sift(found, read(Path("baseline.jsonl"))).new == []
    assert render(read(Path("baseline.jsonl"))) == path.read_text(encoding="utf-8")


def test_paths_are_relative_to_the_folder_of_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "known").mkdir()
    (tmp_path / "bank").mkdir()
    monkeypatch.chdir(tmp_path)
    write(Path("known/all.ndjson"), entries_of([finding("f", "bank/a.md")]))
    assert json.loads(Path("known/all.ndjson").read_text())["path"] == "../bank/a.md"
    monkeypatch.chdir("bank")
    assert [item.path for item in read(Path("../known/all.ndjson"))] == ["a.md"]


def test_a_reason_is_kept_also_where_the_finding_moved() -> None:
    before = [entry("f", reason="as in the book")]
    assert entries_of([finding("f", "b.md")], before)[0].reason == "as in the book"
    assert entries_of([finding("g")], before)[0].reason == ""


BROKEN = {
    "no JSON": ("not json", "not JSON"),
    "no object": ("[1]", "needs `path`, `rule` and `fingerprint`"),
    "a key is missing": ('{"path": "a.md"}', "needs `path`, `rule` and `fingerprint`"),
    "a number for a string": ('{"path": 1, "rule": "Q001", "fingerprint": "f"}', "all of them strings"),
    "a merge conflict": ("<<<<<<< HEAD", "a merge conflict"),
    "nested without end": ("[" * 100_000, "not JSON"),
}


@pytest.mark.parametrize(("line", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_line_is_named(line: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline.jsonl"
    path.write_text(render([entry("f")]) + line + "\n", encoding="utf-8")
    with pytest.raises(BaselineError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}:2: ")
    assert words in str(error.value)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "baseline.ndjson"
    path.write_text(render([entry("f")]), encoding="utf-8-sig")
    assert sift([finding("f")], read(path)).new == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(render([entry("f")]).encode("utf-16"), "not UTF-8; save it as UTF-8", id="UTF-16"),
        pytest.param(None, "Is a directory", id="a folder"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_named(data: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline.ndjson"
    path.mkdir() if data is None else path.write_bytes(data)
    with pytest.raises(BaselineError) as error:
        read(path)
    assert str(error.value) == f"{path}: {words}"


def test_a_missing_baseline_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="`askew baseline` writes one"):
        read(tmp_path / "none.jsonl")
