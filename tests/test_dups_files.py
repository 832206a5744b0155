"""`askew dups --keep` and `--dropped`: a corpus without its duplicates."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askew.config import Settings
from askew.discover import discover
from askew.duplicates.corpus import Corpus
from askew.duplicates.gathering import gather_files
from askew.duplicates.keeping import dropped, kept
from askew.duplicates.shelf import Shelf
from askew.duplicates.survey import Survey
from tests.conftest import ROOT, Askew
from tests.kitchen import TRAIN, lay_out
from tests.test_schemas import strict


def read(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_lines_of_json_are_kept_byte_for_byte(askew: Askew) -> None:
    Path("train.jsonl").write_text(TRAIN, encoding="utf-8")
    found = askew("dups", "train.jsonl", "--keep", "clean.jsonl", "--dropped", "dropped.jsonl")
    assert found.code == 1
    one, _, three, four = TRAIN.splitlines(keepends=True)
    assert read("clean.jsonl") == one + three + four
    dropped = strict(read("dropped.jsonl"))
    assert dropped["question"] == "What is a tea cosy for?"
    cluster = strict(askew("dups", "train.jsonl", "--output-format", "json").out)["clusters"][0]
    assert dropped["cluster"] == cluster["id"]
    assert (dropped["score"], dropped["reason"]) == (1.0, "the same question")
    assert dropped["keeper"] == {"path": "train.jsonl", "line": 4, "id": cluster["keeper"]["id"]}


LINE_ENDS = {
    "no line end at the end of the file": (b'{"q": "Tea?", "a": "So."}', b'{"q": "Tea?", "a": "So."}\n'),
    "line ends of Windows": (b'{"q": "Tea?", "a": "So."}\r\n', b'{"q": "Tea?", "a": "So."}\r\n'),
    "blank lines": (b'\n{"q": "Tea?", "a": "So."}\n\n', b'{"q": "Tea?", "a": "So."}\n'),
    "broken lines": (b'{"q": 3}\n{"q": "Tea?", "a": "So."}\nx\n', b'{"q": "Tea?", "a": "So."}\n'),
    "a byte order mark": (b'\xef\xbb\xbf{"q": "Tea?", "a": "So."}\n', b'{"q": "Tea?", "a": "So."}\n'),
}


@pytest.mark.parametrize("case", LINE_ENDS.values(), ids=LINE_ENDS.keys())
def test_kept_of_a_file_with(case: tuple[bytes, bytes], askew: Askew) -> None:
    data, expected = case
    Path("bank.jsonl").write_bytes(data)
    askew("dups", "bank.jsonl", "--keep", "clean.jsonl")
    assert Path("clean.jsonl").read_bytes() == expected


def test_markdown_is_kept_in_the_canonical_layout(askew: Askew) -> None:
    lay_out()
    askew("dups", "tea.md", "pantry.md", "--keep", "clean.md")
    whole = askew("parse", "pantry.md", "tea.md", "--output-format", "markdown").out.split("## ")[1:]
    gone = ("1. Please explain how you descale", "1. What is a tea cosy for?")
    assert read("clean.md") == "".join(f"## {record}" for record in whole if not record.startswith(gone))
    assert askew("dups", "clean.md").err.startswith("no duplicates: 1 file, 6 records\n")


@pytest.mark.parametrize("name", ["clean.jsonl", "clean.json", "CLEAN.JSONL"])
def test_records_of_markdown_are_kept_as_askew_parse_writes_them(name: str, askew: Askew) -> None:
    lay_out()
    askew("dups", "tea.md", "pantry.md", "--keep", name)
    text = read(name)
    found = json.loads(text) if name.endswith("json") else [json.loads(line) for line in text.splitlines()]
    parsed = [json.loads(line) for line in askew("parse", "pantry.md", "tea.md").out.splitlines()]
    assert found == [item for item in parsed if (item["path"], item["line"]) not in (("pantry.md", 3), ("tea.md", 3))]


def test_kept_and_dropped_are_all_there_is(askew: Askew) -> None:
    corpus = ROOT / "corpus"
    askew("dups", corpus, "--keep", "kept.jsonl", "--dropped", "dropped.jsonl")
    parsed = [json.loads(line) for line in askew("parse", corpus).out.splitlines()]
    both = [json.loads(line) for line in (read("kept.jsonl") + read("dropped.jsonl")).splitlines()]
    assert sorted(item["question"] for item in both) == sorted(item["question"] for item in parsed)
    gone = [json.loads(line) for line in read("dropped.jsonl").splitlines()]
    assert len(gone) == sum(
        len(cluster["members"]) for cluster in strict(askew("dups", corpus, "--output-format", "json").out)["clusters"]
    )
    assert askew("dups", "kept.jsonl").code == 0
    assert len(askew("parse", "dropped.jsonl").out.splitlines()) == len(gone)


def test_what_is_worth_a_look_is_never_dropped(askew: Askew) -> None:
    lay_out()
    askew("dups", "tea.md", "pantry.md", "--review", "--keep", "clean.jsonl", "--dropped", "dropped.jsonl")
    assert len(read("clean.jsonl").splitlines()) == 6
    assert "whistle" not in read("dropped.jsonl")


def test_against_a_file_the_rest_is_kept_without_what_is_in_it(askew: Askew) -> None:
    lay_out()
    Path("train.jsonl").write_text(TRAIN, encoding="utf-8")
    askew("dups", "train.jsonl", "--against", "tea.md", "--keep", "clean.jsonl", "--dropped", "dropped.jsonl")
    assert read("clean.jsonl") == TRAIN.splitlines(keepends=True)[2]
    assert [json.loads(line)["line"] for line in read("dropped.jsonl").splitlines()] == [1, 2, 4]


def test_answers_that_are_repeated_can_be_dropped(askew: Askew) -> None:
    lay_out()
    askew("dups", "tea.md", "pantry.md", "--by", "answer", "--dropped", "dropped.jsonl")
    assert [strict(line)["reason"] for line in read("dropped.jsonl").splitlines()] == ["the same answer"]


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(askew: Askew) -> None:
    lay_out()
    out = Path("out")
    out.mkdir()
    Path("out/clean.md").write_text("old", encoding="utf-8")
    Path("out/clean.md").chmod(0o600)
    askew("dups", "tea.md", "--keep", "out/clean.md")
    assert "cosy" in read("out/clean.md")
    assert stat.S_IMODE(Path("out/clean.md").stat().st_mode) == 0o600
    assert [path.name for path in out.iterdir()] == ["clean.md"]


QUESTIONS = st.sampled_from(
    ["What is tea?", "what is TEA", "Explain tea.", "为什么泡茶？", "请简要解释为什么泡茶", "L1?", "L2?", "", "?"]
)
LINES = st.builds(
    lambda question, answer, blank, end: f'{{{blank}"question":{json.dumps(question)}, "answer": {json.dumps(answer)}}}{end}',
    QUESTIONS,
    st.sampled_from(["So.", "", "水会沸腾。", "It is a drink made of leaves."]),
    st.sampled_from(["", " ", "\t"]),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(LINES, max_size=12))
def test_whatever_the_lines_they_are_kept_or_dropped_in_order(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "bank.jsonl").write_bytes("".join(lines).encode())
    own = Settings()
    files = discover([str(folder / "bank.jsonl")], own)
    survey = Survey(Corpus(gather_files(files, own).facts, own, Shelf(own)))
    left = kept(files, survey, "clean.jsonl", own).decode()
    gone = [json.loads(line)["line"] for line in dropped(files, survey, own).decode().splitlines()]
    starts = [1 + sum(line.count("\n") for line in lines[:index]) for index in range(len(lines))]
    expected = [line.replace("\n\n", "\n") for line, start in zip(lines, starts, strict=True) if start not in gone]
    assert left == "".join(expected)
    (folder / "clean.jsonl").write_text(left, encoding="utf-8")
    again = [str(folder / "clean.jsonl")]
    assert not Survey(Corpus(gather_files(again, own).facts, own, Shelf(own))).redundant
