"""`askew check --fix` and `--diff`: what is written, what is kept, and that nothing is lost."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Askew, Outcome

INCOMING = ROOT / "corpus" / "incoming"
BANK = "\n\n## 1. What is **tea?\n\n**Answer:**A drink of \\( n \\) leaves.\n"
SAFE = "## 1. What is tea?\n\n**Answer:** A drink of \\( n \\) leaves.\n"
UNSAFE = "## 1. What is tea?\n\n**Answer:** A drink of $n$ leaves.\n"

STORED = {
    "LF": BANK.encode(),
    "CRLF": BANK.replace("\n", "\r\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + BANK.encode(),
    "a byte order mark and CRLF": b"\xef\xbb\xbf" + BANK.replace("\n", "\r\n").encode(),
    "no line end at the end": BANK.rstrip("\n").encode(),
}


@pytest.fixture
def bank(askew: Askew, tmp_path: Path) -> Path:
    """A file with safe and unsafe fixes in the working directory."""
    assert Path.cwd() == tmp_path, askew
    path = tmp_path / "bank.md"
    path.write_bytes(BANK.encode())
    return path


def fixed(stored: bytes) -> bytes:
    """What the safe fixes must make of one of STORED."""
    line_end = b"\r\n" if b"\r\n" in stored else b"\n"
    mark = b"\xef\xbb\xbf" if stored.startswith(b"\xef\xbb\xbf") else b""
    text = SAFE.encode() if stored.endswith(b"\n") else SAFE.rstrip("\n").encode()
    return mark + text.replace(b"\n", line_end)


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED.keys())
def test_safe_fixes_keep_how_the_file_is_stored(stored: bytes, askew: Askew, bank: Path) -> None:
    bank.write_bytes(stored)
    found = askew("check", "bank.md", "--fix")
    assert bank.read_bytes() == fixed(stored)
    assert found.err.startswith("3 fixes made; 1 warning in 1 file, 1 record")
    assert "M004" in found.out
    assert found.code == 1


def test_unsafe_fixes_must_be_asked_for(askew: Askew, bank: Path) -> None:
    found = askew("check", "bank.md", "--fix", "--unsafe-fixes")
    assert bank.read_text(encoding="utf-8") == UNSAFE
    assert (found.code, found.out, found.err) == (0, "", "4 fixes made; clean: 1 file, 1 record\n")


@pytest.mark.parametrize("options", [[], ["--unsafe-fixes"]], ids=["neither", "only the unsafe"])
def test_nothing_is_written_unasked(options: list[str], askew: Askew, bank: Path) -> None:
    askew("check", "bank.md", *options)
    assert bank.read_bytes() == BANK.encode()


def test_only_selected_rules_are_fixed(askew: Askew, bank: Path) -> None:
    askew("check", "bank.md", "--fix", "--select", "M007")
    assert bank.read_text(encoding="utf-8") == BANK.lstrip("\n")


@pytest.mark.parametrize("options", [[], ["--unsafe-fixes"]], ids=["safe", "unsafe too"])
def test_fixing_the_incoming_corpus_twice_changes_nothing_more(
    options: list[str], askew: Askew, tmp_path: Path
) -> None:
    shutil.copytree(INCOMING, tmp_path / "bank")
    first = askew("check", "bank", "--fix", *options)
    once = files_below(tmp_path / "bank")
    second = askew("check", "bank", "--fix", *options)
    assert "fixes made" in first.err
    assert files_below(tmp_path / "bank") == once
    assert second == Outcome(first.code, first.out, first.err.split("; ", 1)[1])
    changed = {name for name, data in once.items() if data != (INCOMING / name).read_bytes()}
    safe = {"crash-course-zh.md", "review-en.md", "training-zh.md"}
    assert changed == (safe | {"code-en.md", "modelling-zh.md", "pasted-en.md"} if options else safe)


def test_a_diff_shows_what_a_fix_would_write(askew: Askew, bank: Path) -> None:
    text = BANK.lstrip("\n")
    bank.write_text(text, encoding="utf-8")
    found = askew("check", "bank.md", "--diff")
    assert found.code == 1
    assert found.out.splitlines() == [
        "--- bank.md",
        "+++ bank.md",
        "@@ -1,3 +1,3 @@",
        "-## 1. What is **tea?",
        "+## 1. What is tea?",
        " ",
        "-**Answer:**A drink of \\( n \\) leaves.",
        "+**Answer:** A drink of \\( n \\) leaves.",
    ]
    assert found.err.startswith("2 fixes to make; ")
    assert bank.read_text(encoding="utf-8") == text


def test_a_diff_of_nothing_is_empty(askew: Askew, bank: Path) -> None:
    bank.write_text(UNSAFE, encoding="utf-8")
    assert askew("check", "bank.md", "--diff") == Outcome(0, "", "clean: 1 file, 1 record\n")


def test_standard_input_comes_back_fixed(askew: Askew) -> None:
    assert askew("check", "-", "--fix", stdin=BANK.encode()).out == SAFE
    assert askew("check", "-", "--fix", stdin=SAFE.encode()).out == SAFE
    assert askew("check", "-", "--diff", "--stdin-filename", "a.md", stdin=BANK.encode()).out.startswith("--- a.md\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_mode_is_kept(askew: Askew, bank: Path) -> None:
    bank.chmod(0o640)
    askew("check", "bank.md", "--fix")
    assert stat.S_IMODE(bank.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_one_and_its_target_is_fixed(askew: Askew, bank: Path) -> None:
    link = bank.with_name("link.md")
    link.symlink_to("bank.md")
    askew("check", "link.md", "--fix")
    assert link.is_symlink()
    assert bank.read_text(encoding="utf-8") == SAFE


def test_a_file_that_cannot_be_replaced_stays_as_it_was(
    askew: Askew, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    other = bank.with_name("other.md")
    other.write_text("\n## 1. Why?\n\nSo.\n", encoding="utf-8")
    monkeypatch.setattr(os, "replace", fail)
    found = askew("check", ".", "--fix", "--exit-zero")
    assert found.code == 2
    assert "error: bank.md: No space left on device" in found.err
    assert "error: other.md: No space left on device" in found.err
    assert "M002" in found.out
    assert files_below(bank.parent) == {"bank.md": BANK.encode(), "other.md": b"\n## 1. Why?\n\nSo.\n"}


def test_a_file_in_another_encoding_is_never_changed(askew: Askew, tmp_path: Path) -> None:
    data = b"\n\n" + (INCOMING / "legacy-zh.md").read_bytes()
    (tmp_path / "legacy.md").write_bytes(data)
    found = askew("check", "legacy.md", "--fix")
    assert "M007" in found.out
    assert "X006" in found.out
    assert (tmp_path / "legacy.md").read_bytes() == data


def test_a_json_string_is_fixed_where_it_stands(askew: Askew, tmp_path: Path) -> None:
    before = (
        '{"id": 7, "question": "Why?",  "answer": "\\u7b54**\\u6848\\uff1a**\\u56e0\\u4e3a\\u6240\\u4ee5\\u3002"}\n'
    )
    (tmp_path / "bank.jsonl").write_text(before + '{"question": "Where?", "answer": "Here."}\n', encoding="utf-8")
    found = askew("check", "bank.jsonl", "--fix", "--select", "M001")
    lines = (tmp_path / "bank.jsonl").read_text(encoding="utf-8").splitlines()
    assert found.code == 0
    assert lines[0].startswith('{"id": 7, "question": "Why?",  "answer": "')
    assert lines[0].endswith('** 因为所以。"}') or lines[0].endswith('** \\u56e0\\u4e3a\\u6240\\u4ee5\\u3002"}')
    assert lines[1] == '{"question": "Where?", "answer": "Here."}'


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no byte order mark", "a byte order mark"])
def test_git_applies_the_diff_of_a_bank(mark: str, askew: Askew, tmp_path: Path) -> None:
    bank = tmp_path / "bank.md"
    bank.write_text(f"{mark}## 1. What is **tea?\n\nA drink.\n", encoding="utf-8")
    patch = askew("check", "--diff", "bank.md").out
    subprocess.run(["git", "apply", "-p0", "-"], input=patch.encode(), check=True, cwd=tmp_path)
    assert bank.read_text(encoding="utf-8") == f"{mark}## 1. What is tea?\n\nA drink.\n"
