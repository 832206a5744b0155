"""`askew dups`: what is listed, in which order, against what, and what becomes of bad input."""

import json
import os
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from askew.config import Settings
from askew.discover import discover
from askew.duplicates.corpus import Corpus
from askew.duplicates.explanation import explain
from askew.duplicates.facts import RecordFact
from askew.duplicates.gathering import gather_files
from askew.duplicates.places import PlaceError, record_at
from askew.duplicates.shelf import Shelf
from askew.duplicates.verdict import Group, Judge, Member, Verdict
from askew.source import document_of, read_bytes
from tests.conftest import ROOT, Askew
from tests.kitchen import TRAIN, lay_out
from tests.test_schemas import strict

NEAR = "pantry.md:3: near 1.00 of tea.md:7: the same once “please explain” is dropped"
SAME = "tea.md:3: identical 1.00 of pantry.md:7: the same question"
DOUBTFUL = "tea.md:15: review 0.62 of pantry.md:15: differ in — / electric; the answers are 100% alike"

# what is asked for: (options, lines, exit code)
LISTED = {
    "what saves most first": ([], [NEAR, SAME], 1),
    "what is worth a look last": (["--review"], [NEAR, SAME, DOUBTFUL], 1),
    "duplicates that do not matter": (["--exit-zero"], [NEAR, SAME], 0),
    "a lower threshold, but not for other words": (["--threshold", "0.3", "--review"], [NEAR, SAME, DOUBTFUL], 1),
    "the highest threshold": (["--threshold", "1"], [NEAR, SAME], 1),
    "one file alone": (["tea.md"], [], 0),
    "answers": (["--by", "answer"], ["tea.md:15: identical 1.00 of pantry.md:15: the same answer"], 1),
    "code, of which there is none": (["--by", "code"], [], 0),
    "files, of which none is a copy": (["--by", "document"], [], 0),
    "against a file, which keeps its own": (
        ["tea.md", "--against", "pantry.md"],
        ["tea.md:7: near 1.00 of pantry.md:3: the same once “please explain” is dropped", SAME],
        1,
    ),
    "against the other file": (
        ["pantry.md", "--against", "tea.md"],
        ["pantry.md:7: identical 1.00 of tea.md:3: the same question", NEAR],
        1,
    ),
    "against a file among the paths": (["--against", "tea.md", "."], [
        "pantry.md:7: identical 1.00 of tea.md:3: the same question", NEAR], 1),
    "answers against a file": (
        ["pantry.md", "--by", "answer", "--against", "tea.md"],
        ["pantry.md:15: identical 1.00 of tea.md:15: the same answer"],
        1,
    ),
}  # fmt: skip

USAGE_ERRORS = {
    "a threshold of nothing": (["--threshold", "0"], "0 is not above 0 and up to 1"),
    "a threshold above one": (["--threshold", "1.5"], "1.5 is not above 0 and up to 1"),
    "a threshold that is no number": (["--threshold", "nan"], "nan is not above 0 and up to 1"),
    "an unknown thing to compare": (["--by", "title"], "'title' is not one of 'question', 'answer', 'code', 'document'"),
    "a threshold for answers": (["--by", "answer", "--threshold", "0.5"], "they go with --by question"),
    "files to write without code": (["--by", "code", "--keep", "new.md"], "go with --by question or --by answer"),
    "a path that is not there": (["--against", "eval.jsonl"], "eval.jsonl: no such file or folder"),
    "nothing but what it is compared with": (["tea.md", "--against", "tea.md"], "PATHS hold no other file"),
    "an unknown format": (["--keep", "new.txt"], "its name must end in .jsonl, .json, .md"),
    "an input to write": (["--keep", "tea.md"], "tea.md is one of the files that are read"),
    "an input to write by another name": (["--dropped", "./up/../tea.md"], "is one of the files that are read"),
    "an input behind a link": (["tea.md", "--keep", "link.md"], "link.md is one of the files that are read"),
    "an input it is compared with": (["tea.md", "--against", "pantry.md", "--keep", "pantry.md"], "pantry.md is one of"),
    "one file for both": (["--keep", "new.jsonl", "--dropped", "new.jsonl"], "must be two files"),
    "a folder that is not there": (["--keep", "nowhere/new.jsonl"], "cannot write nowhere/new.jsonl: No such file"),
    "an explanation of answers": (["--by", "answer", "--explain", "tea.md:3", "tea.md:7"], "PATHS, --threshold and --semantic alone"),
    "an explanation of one place": (["--explain", "tea.md:3"], "requires 2 arguments"),
    "a place without a line": (["--explain", "tea.md", "tea.md:3"], "tea.md: a place is PATH:LINE"),
    "a place between records": (
        ["--explain", "tea.md:3", "tea.md:6"],
        "tea.md:6: no record there; near it are those on line 3 (What is a tea cosy for?) and line 7 (How do you descale",
    ),
    "a place before all records": (
        ["--explain", "tea.md:1", "tea.md:3"],
        "tea.md:1: no record there; near it are those on line 3 (What is a tea cosy for?)",
    ),
    "a place in no file": (["--explain", "cup.md:1", "tea.md:3"], "cup.md: no such file or folder"),
    "a place in a file without records": (["--explain", "empty.md:1", "tea.md:3"], "empty.md: no records in it"),
}  # fmt: skip


def corpus_of(paths: Sequence[str | Path]) -> Corpus:
    settings = Settings()
    return Corpus(gather_files(discover(list(map(str, paths)), settings), settings).facts, settings, Shelf(settings))


@pytest.mark.parametrize("case", LISTED.values(), ids=LISTED.keys())
def test_it_lists(case: tuple[list[str], list[str], int], askew: Askew) -> None:
    options, lines, code = case
    lay_out()
    found = askew("dups", *options)
    assert (found.out.splitlines(), found.code) == (lines, code)
    assert askew("dups", *options, "--output-format", "concise") == found


@pytest.mark.parametrize("case", USAGE_ERRORS.values(), ids=USAGE_ERRORS.keys())
def test_a_usage_error_says_what_would_be_right(case: tuple[list[str], str], askew: Askew) -> None:
    options, message = case
    lay_out()
    Path("up").mkdir()
    Path("empty.md").write_text("", encoding="utf-8")
    Path("link.md").symlink_to("tea.md")
    before = Path("tea.md").read_bytes()
    found = askew("dups", *options)
    assert found.code == 2
    assert message in " ".join(found.err.split())
    assert Path("tea.md").read_bytes() == before


def test_the_summary_counts_clusters_records_and_bytes(askew: Askew) -> None:
    lay_out()
    assert askew("dups").err.splitlines() == [
        "2 clusters, 2 redundant records, 125 bytes in 2 files, 8 records",
        "1 more cluster worth a look: --review lists them",
    ]
    assert askew("dups", "--review").err == "2 clusters, 2 redundant records, 125 bytes in 2 files, 8 records\n"
    assert askew("dups", "tea.md").err == "no duplicates: 1 file, 4 records\n"


def test_review_alone_is_no_failure(askew: Askew) -> None:
    text = "## 1. Why does {} whistle when the water boils?\n\nSteam leaves by two plates with a hole.\n\n## 2. When?\n\nNow.\n"
    Path("a.md").write_text(text.format("a kettle"), encoding="utf-8")
    Path("b.md").write_text(text.format("an electric kettle").replace("When?", "Where?"), encoding="utf-8")
    found = askew("dups", "--review")
    assert found.out == "b.md:1: review 0.62 of a.md:1: differ in electric / —; the answers are 100% alike\n"
    assert (found.code, found.err) == (0, "no duplicates: 2 files, 4 records\n")


def test_a_training_set_against_an_evaluation_set(askew: Askew) -> None:
    lay_out()
    Path("train.jsonl").write_text(TRAIN, encoding="utf-8")
    found = askew("dups", "train.jsonl", "--against", "*.md")
    assert found.out.splitlines() == [
        "train.jsonl:2: identical 1.00 of pantry.md:7: the same question",
        "train.jsonl:4: identical 1.00 of pantry.md:7: the same question",
        "train.jsonl:1: near 0.63 of tea.md:7: differ in kettle descaled / descale kettle",
    ]
    back = askew("dups", "tea.md", "--against", "train.jsonl")
    assert back.out.splitlines() == [
        "tea.md:7: near 0.65 of train.jsonl:1: differ in descale kettle / kettle descaled",
        "tea.md:3: identical 1.00 of train.jsonl:4: the same question",
    ]


def test_every_record_that_repeats_what_it_is_compared_with_is_listed_though_others_are_better(askew: Askew) -> None:
    train = ("Why does a kettle sing?", "Please explain why a kettle sings.")
    for name, questions in (("train.md", train), ("exam.md", ("Can you tell me why a kettle sings?", "When?"))):
        bank = [f"## {n}. {question}\n\n{'Steam. ' * (9 - n)}\n" for n, question in enumerate(questions, 1)]
        Path(name).write_text("\n".join(bank), encoding="utf-8")
    found = askew("dups", "train.md", "--against", "exam.md")
    assert [line.split(" of ")[0] for line in found.out.splitlines()] == [
        "train.md:1: near 1.00",
        "train.md:5: near 1.00",
    ]


def test_a_file_with_two_names_is_compared_once(askew: Askew) -> None:
    lay_out()
    Path("again.md").symlink_to("tea.md")
    assert askew("dups", "tea.md", Path("tea.md").resolve(), "again.md").err == "no duplicates: 1 file, 4 records\n"


def test_code_and_files(askew: Askew) -> None:
    code = (
        "```python\ncups = [fill(cup) for cup in shelf if cup.clean and cup.size > 2]\nprint(len(cups), cups[0])\n```\n"
    )
    Path("a.md").write_text(
        f"## 1. How are cups filled?\n\n{code}\nOr:\n\n{code}\n## 2. Why?\n\nSo.\n", encoding="utf-8"
    )
    Path("b.md").write_text(f"## 1. What counts the clean ones?\n\n{code}\n## 2. When?\n\nNow.\n", encoding="utf-8")
    Path("c.md").write_text(Path("b.md").read_text(encoding="utf-8").replace("\n\n", "\n\n\n"), encoding="utf-8")
    found = askew("dups", "--by", "code")
    assert found.out.splitlines() == [
        "b.md:3: identical 1.00 of a.md:3: the same code",
        "c.md:4: identical 1.00 of a.md:3: the same code",
    ]
    assert found.err == f"1 cluster, 2 redundant code blocks, {2 * (len(code) - 14)} bytes in 3 files, 6 records\n"
    copied = askew("dups", "--by", "document")
    assert copied.out == "c.md:1: identical 1.00 of b.md:1: the same content\n"
    assert "1 redundant file, " in copied.err


def test_an_answer_is_dropped_only_for_one_that_is_kept(askew: Askew) -> None:
    parts = [f"The kettle number {n} of the long shelf is made of copper and holds {n} cups." for n in range(12)]
    for name, first in (
        ("a.md", 0),
        ("b.md", 1),
        ("c.md", 2),
    ):  # each like the next but for one sentence; a and c differ in two
        text = "\n\n".join(parts[first : 10 + first])
        Path(name).write_text(f"## 1. What is in {name[0]}?\n\n{text}\n\n## 2. When?\n\nNow.\n", encoding="utf-8")
    listed = strict(askew("dups", "--by", "answer", "--output-format", "json").out)["clusters"]
    keepers = {cluster["keeper"]["path"] for cluster in listed}
    members = {item["path"] for cluster in listed for item in cluster["members"]}
    assert members
    assert not keepers & members


def test_what_cannot_be_read_is_named_and_the_rest_compared(askew: Askew) -> None:
    lay_out()
    Path("broken.md").write_bytes(b"## 1. What?\0\n")
    Path("gone.md").symlink_to("nowhere.md")
    Path("lines.jsonl").write_text('{"question": 3}\n{"q": "What is a tea cosy for?", "a": ""}\n', encoding="utf-8")
    found = askew("dups")
    assert "lines.jsonl:2: identical 1.00 of pantry.md:7: the same question" in found.out.splitlines()
    assert found.err.splitlines()[2:] == [
        "warning: broken.md: binary file: a NUL byte on line 1; remove it or exclude the file",
        "warning: gone.md: cannot read the file: no such file or directory",
        "warning: lines.jsonl:1: `question` must be a string, not a number",
    ]


UNREAD = {
    "a file that is no text": (["exam.jsonl"], "exam.jsonl: binary file: a NUL byte on line 2"),
    "a device": (["/dev/null"], "/dev/null: cannot read the file: it is a pipe or a device"),
    "one file of several": (["exam*"], "exam.jsonl: binary file: a NUL byte on line 2"),
    "a file without records": (["notes.md"], "--against notes.md: there are no records in it"),
    "a file without records, for answers": (["notes.md", "--by", "answer"], "there are no records in it"),
}


@pytest.mark.parametrize(("options", "message"), UNREAD.values(), ids=UNREAD.keys())
def test_an_evaluation_set_that_is_not_read_is_no_clean_bill(options: list[str], message: str, askew: Askew) -> None:
    lay_out()
    line = '{"question": "What is a tea cosy for?", "answer": "So."}\n'
    Path("exam.jsonl").write_text(f"{line}\0\n", encoding="utf-8")
    Path("exam-too.jsonl").write_text(line, encoding="utf-8")
    Path("notes.md").write_text("# Notes\n", encoding="utf-8")
    found = askew("dups", "tea.md", "--against", *options, *(["--keep", "clean.jsonl"] * ("--by" not in options)))
    assert (found.code, found.out, Path("clean.jsonl").exists()) == (2, "", False)
    assert message in " ".join(found.err.split())


def test_an_evaluation_set_that_is_read_but_for_a_line(askew: Askew) -> None:
    lay_out()
    Path("exam.jsonl").write_text('{"q": 3}\n{"q": "What is a tea cosy for?", "a": "So."}\n', encoding="utf-8")
    found = askew("dups", "tea.md", "--against", "exam.jsonl")
    assert (found.code, found.out) == (1, "tea.md:3: identical 1.00 of exam.jsonl:2: the same question\n")
    assert "warning: exam.jsonl:1: `q` must be a string, not a number" in found.err
    assert askew("dups", "tea.md", "--against", "empty.md", "--by", "document").code == 2
    Path("empty.md").write_text("# Notes\n", encoding="utf-8")
    assert askew("dups", "tea.md", "--against", "empty.md", "--by", "document").code == 0


# questions, and which of them repeat which (line of the spare, line of the keeper)
ODD = {
    "no question at all": (["", "", "  "], []),
    "one character": (["茶", "水", "茶", "x", "y", "x"], [(3, 1), (6, 4)]),
    "nothing but frames and fillers": (["请简要解释一下", "什么是", "what is the", "请简要解释一下"], [(4, 1)]),
    "nothing but punctuation": (["???", "!!!", "???", "……"], []),
    "nothing but pictures": (["🫖", "🍵", "🫖"], []),
    "right to left": (["מהו קומקום?", "מהי כוס?", "מהו קומקום?"], [(3, 1)]),
    "turned by a control character": (["what \u202eis\u202c a pot", "what \u202eis\u202c a pot"], [(2, 1)]),
    "half a character": (["a pot \ud83d of tea", "a pot \ud83d of tea"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("output_format", ["full", "concise", "csv", "json"])
def test_odd_questions(case: tuple[list[str], list[tuple[int, int]]], output_format: str, askew: Askew) -> None:
    questions, repeated = case
    lines = [json.dumps({"question": question, "answer": "So."}) + "\n" for question in questions]
    Path("bank.jsonl").write_text("".join(lines), encoding="utf-8")
    found = askew("dups", "--output-format", output_format)
    assert found.code == bool(repeated)
    assert "\u202e" not in found.out or output_format == "json"
    listed = json.loads(askew("dups", "--output-format", "json").out)["clusters"]
    pairs = [(item["line"], cluster["keeper"]["line"]) for cluster in listed for item in cluster["members"]]
    assert sorted(pairs) == repeated


APART = {
    "what follows two thousand characters": [{"q": "Kettles and cups. " * 200 + end, "a": "So."} for end in "xy"],
    "what was said before": [
        {"messages": [{"role": "user", "content": first}, {"role": "assistant", "content": "Yes."},
                      {"role": "user", "content": "And why is that?"}, {"role": "assistant", "content": "So."}]}
        for first in ("Is tea wet?", "Is the cup hot?")
    ],
}  # fmt: skip


@pytest.mark.parametrize("records", APART.values(), ids=APART.keys())
def test_questions_are_told_apart_by(records: list[dict[str, object]], askew: Askew) -> None:
    lines = [json.dumps(record) + "\n" for record in records]
    Path("bank.jsonl").write_text("".join(lines), encoding="utf-8")
    assert askew("dups").code == 0
    Path("bank.jsonl").write_text("".join([*lines, lines[0]]), encoding="utf-8")
    assert askew("dups").out == "bank.jsonl:3: identical 1.00 of bank.jsonl:1: the same question\n"


def test_a_system_prompt_is_no_part_of_the_question(askew: Askew) -> None:
    asked = [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}]
    records = [{"messages": [{"role": "system", "content": prompt}, *asked]} for prompt in ("Be kind.", "Be brief.")]
    Path("bank.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    assert askew("dups").code == 1


def test_a_question_of_a_megabyte(askew: Askew) -> None:
    long = "kettle and " * 100_000
    lines = [
        json.dumps({"question": f"{start} {long}", "answer": "So."}) + "\n" for start in ("Which", "Which", "Whose")
    ]
    Path("bank.jsonl").write_text("".join(lines), encoding="utf-8")
    found = askew("dups", "--review", "--output-format", "full")
    assert found.out.startswith("identical 1.00 2 records, one to keep, 1,1")
    assert len(found.out) < 10_000


@pytest.mark.parametrize("hub", ["title", "question"])
def test_a_text_that_all_records_share_is_no_reason_to_compare_each_with_each(
    hub: str, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = []

    def counted(judge: Judge, one: Group, other: Group) -> Verdict | None:
        judged.append((one, other))
        return verdict(judge, one, other)

    verdict = Judge.verdict
    monkeypatch.setattr(Judge, "verdict", counted)
    texts = [{"title": f"Number {n}", "question": f"Why is cup {n * 977} of shelf {n * 7} red?"} for n in range(300)]
    lines = [json.dumps(record | {hub: "Cups on the long shelf", "answer": "So."}) + "\n" for record in texts]
    Path("bank.jsonl").write_text("".join(lines), encoding="utf-8")
    found = askew("dups")
    assert len(judged) < 300 * 100
    assert ("299 redundant records" in found.err) is (hub == "question")


def test_explanations_are_what_the_judge_says(askew: Askew) -> None:
    assert askew
    corpus = corpus_of([ROOT / "corpus"])
    number = {id(member): index for index, group in enumerate(corpus.groups) for member in group.members}
    askers = [
        member
        for member in corpus.members
        if member.path.endswith(("repeats-zh.md", "queue-zh.md", "queue-copy-zh.md"))
    ]
    kinds = set()
    for one, other in combinations(askers, 2):
        found = explain(corpus, one, other)
        pair = number[id(one)], number[id(other)]
        verdict = corpus.verdicts.get((min(pair), max(pair)))
        expected = "identical" if pair[0] == pair[1] else verdict and verdict.kind
        assert found.kind == expected, (one, other)
        if verdict is not None and pair[0] != pair[1]:
            assert found.score == verdict.score == found.comparisons[0].weighted
        assert explain(corpus, other, one).score == found.score
        kinds.add(found.kind)
    assert kinds == {None, "identical", "near", "review"}


def test_the_explanation_of_a_pair_shows_every_number(askew: Askew) -> None:
    lay_out()
    found = askew("dups", "--explain", "tea.md:17", "pantry.md:15:1")
    assert (found.code, found.err) == (0, "")
    corpus = corpus_of(["tea.md", "pantry.md"])
    one, other = record_at(corpus, "tea.md", 15), record_at(corpus, "pantry.md", 17)
    told = explain(corpus, one, other)
    texts = told.comparisons[0]
    heaviest = ", ".join(f"{shingle!r} {weight:.2f}" for shingle, weight in texts.shared[:12])
    rows = dict(line.strip().split(maxsplit=1) for line in found.out.splitlines() if line.startswith("  "))
    assert rows["weighted"] == f"{texts.weighted:.4f}" == f"{corpus.judge.similarity(*texts.texts):.4f}"
    assert rows["plain"] == f"{texts.plain:.4f}"
    assert rows["shared"] == f"{len(texts.shared)} of {texts.shingles} shingles: {heaviest}, …"
    assert rows["contrast"] == "— / electric"
    assert rows["answers"] == f"{corpus.shelf.likeness(one, other):.4f} alike"
    assert rows["code"] == "0 blocks in common"
    assert rows["thresholds"] == "merge 0.6, review 0.45, among 7 texts"
    assert rows["verdict"].startswith(
        "review 0.62: words of content tell them apart; the answers are 100% alike, enough"
    )
    assert rows["cluster"] == "both are in that of pantry.md:15"


EXPLAINED = {
    "the same question": ("tea.md:3", "pantry.md:7", "identical 1.00: the questions have the same letters and signs"),
    "other words": (
        "tea.md:7",
        "pantry.md:3",
        "near 1.00: 1.0000 is not below `merge` (0.6), and no word of content tells",
    ),
    "other questions": ("tea.md:7", "tea.md:3", "not alike: 0.0000 is below `review` (0.45)"),
    "one that asks nothing": ("tea.md:7", "odd.jsonl:1", "not alike: odd.jsonl:1 asks nothing that could be compared"),
}


@pytest.mark.parametrize("case", EXPLAINED.values(), ids=EXPLAINED.keys())
def test_the_verdict_is_explained_for(case: tuple[str, str, str], askew: Askew) -> None:
    one, other, verdict = case
    lay_out()
    Path("odd.jsonl").write_text('{"q": "?!", "a": "So."}\n', encoding="utf-8")
    assert f"  verdict    {verdict}" in askew("dups", "--explain", one, other).out
    assert f"  verdict    {verdict}" in askew("dups", "--explain", other, one).out


def test_every_line_of_a_record_leads_to_it(askew: Askew) -> None:
    assert askew
    settings = Settings()
    files = discover([str(ROOT / "corpus" / "published")], settings)
    corpus = corpus_of(files)
    for path in files:
        document = document_of(path, read_bytes(path, settings.max_file_size))
        members = {member.fact.line: member for member in corpus.members if member.path == path}
        found: dict[int, Member | None] = {}
        for line in range(1, len(document.line_starts) + 1):
            try:
                found[line] = record_at(corpus, path, line)
            except PlaceError:
                found[line] = None
        assert {line for line in members if found[line] is not members[line]} == set()
        assert all(member is None or member.fact.line <= line for line, member in found.items())
        assert os.path.basename(path).endswith("md")


def test_answers_that_are_the_same_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = json.dumps({"question": "What is rye?", "answer": "A grain that makes dark and heavy bread."})
    (tmp_path / "bank.jsonl").write_text(f"{record}\n" * 100, encoding="utf-8")
    read = []
    real = Shelf.answer

    def answer(shelf: Shelf, path: str, fact: RecordFact) -> str:
        read.append(fact.line)
        return real(shelf, path, fact)

    monkeypatch.setattr(Shelf, "answer", answer)
    found = corpus_of([tmp_path])
    keeper, *others = found.members
    assert [found.shelf.likeness(keeper, other) for other in others] == [1.0] * 99
    assert len(read) == 1
