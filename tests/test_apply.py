"""askew apply: what goes goes with what belongs to it, what is merged reads well, and everything else stays as it is."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from askew import baseline
from askew.applying.bank import Bank, Banks, bank_of
from askew.applying.rewriting import Rewriting, rewritten
from askew.applying.suggested import suggested
from askew.config import Settings
from askew.decisions import reference
from tests.conftest import Askew
from tests.kitchen import TRAIN, lay_out
from tests.test_fuzz import fuzz

SETTINGS = Settings()


def bank(name: str) -> Bank:
    return bank_of(name, str(Path(name).resolve()), Path(name).read_bytes(), SETTINGS)


def named(name: str, index: int) -> dict[str, Any]:
    """How a decision names a record of a file, by its place among the records."""
    found = bank(name)
    return dict(reference(found.document, found.records[index])._asdict())


def decide(*decisions: dict[str, Any]) -> str:
    """Write decisions.json; return its name."""
    Path("decisions.json").write_text(json.dumps({"version": 1, "askew": "0", "decisions": decisions}), "utf-8")
    return "decisions.json"


def going(name: str, index: int, keeper: dict[str, Any], action: str = "drop") -> dict[str, Any]:
    return {"action": action, "record": named(name, index), "keeper": keeper}


def write(name: str, text: str) -> None:
    Path(name).write_bytes(text.encode())


# Banks as text, the records to drop, and what is left of the bank.

DROPS: dict[str, tuple[str, set[int], str]] = {
    "between others": ("# T\n\n## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n", {1},
                       "# T\n\n## 1. Why a?\n\nA.\n\n## 3. Why c?\n\nC.\n"),
    "the first": ("# T\n\n## 1. Why a?\n\nA.\n\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n", {0},
                  "# T\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n"),
    "the last": ("# T\n\n## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n", {2},
                 "# T\n\n## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n"),
    "the last two": ("# T\n\n## 1. Why a?\n\nA.\n\n---\n\n## 2. Why b?\n\nB.\n\n---\n\n## 3. Why c?\n\nC.\n\n---\n\n## 4. Why d?\n\nD.\n", {2, 3},
                     "# T\n\n## 1. Why a?\n\nA.\n\n---\n\n## 2. Why b?\n\nB.\n"),
    "the last with rules after all": ("## 1. Why a?\n\nA.\n\n---\n\n## 2. Why b?\n\nB.\n\n---\n\n## 3. Why c?\n\nC.\n\n---\n", {2},
                                      "## 1. Why a?\n\nA.\n\n---\n\n## 2. Why b?\n\nB.\n\n---\n"),
    "a rule goes with the record before it": ("## 1. Why a?\n\nA.\n\n---\n\n## 2. Why b?\n\nB.\n\n---\n\n## 3. Why c?\n\nC.\n", {1},
                                              "## 1. Why a?\n\nA.\n\n---\n\n## 3. Why c?\n\nC.\n"),
    "the last of a chapter": ("# T\n\n## One\n\n### 1. Why a?\n\nA.\n\n---\n\n### 2. Why b?\n\nB.\n\n## Two\n\n### 3. Why c?\n\nC.\n\n### 4. Why d?\n\nD.\n", {1},
                              "# T\n\n## One\n\n### 1. Why a?\n\nA.\n\n## Two\n\n### 3. Why c?\n\nC.\n\n### 4. Why d?\n\nD.\n"),
    "a whole chapter, whose heading stays": (
        "# T\n\n## One\n\n### 1. Why a?\n\nA.\n\n## Two\n\n### 2. Why b?\n\nB.\n\n### 3. Why c?\n\nC.\n", {0},
        "# T\n\n## One\n\n## Two\n\n### 2. Why b?\n\nB.\n\n### 3. Why c?\n\nC.\n"),
    "links back to the top": (
        "## 1. Why a?\n\nA.\n\n**[⬆ Back to Top](#t)**\n\n## 2. Why b?\n\nB.\n\n**[⬆ Back to Top](#t)**\n\n## 3. Why c?\n\nC.\n", {1},
        "## 1. Why a?\n\nA.\n\n**[⬆ Back to Top](#t)**\n\n## 3. Why c?\n\nC.\n"),
    "a comment before the next stays": (
        "## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n<!-- askew: ignore-record[Q001] so -->\n## 3. Why c?\n\nC.\n", {1},
        "## 1. Why a?\n\nA.\n\n<!-- askew: ignore-record[Q001] so -->\n## 3. Why c?\n\nC.\n"),
    "details": (
        ("<details>\n<summary>1. Why a?</summary>\n\nA.\n\n</details>\n\n<details>\n<summary>2. Why b?</summary>\n\nB.\n\n</details>\n\n"
         "<details>\n<summary>3. Why c?</summary>\n\nC.\n\n</details>\n"), {2},
        "<details>\n<summary>1. Why a?</summary>\n\nA.\n\n</details>\n\n<details>\n<summary>2. Why b?</summary>\n\nB.\n\n</details>\n"),
    "items of a list": ("1. **Why a?**\n   A.\n2. **Why b?**\n   B.\n3. **Why c?**\n   C.\n", {1},
                        "1. **Why a?**\n   A.\n3. **Why c?**\n   C.\n"),
    "delimited": ("<!-- askew: record -->\n## A\n\nOne.\n\n<!-- askew: record -->\n## B\n\nTwo.\n", {0}, "<!-- askew: record -->\n## B\n\nTwo.\n"),
    "CRLF": ("## 1. Why a?\r\n\r\nA.\r\n\r\n## 2. Why b?\r\n\r\nB.\r\n\r\n## 3. Why c?\r\n\r\nC.\r\n", {0},
             "## 2. Why b?\r\n\r\nB.\r\n\r\n## 3. Why c?\r\n\r\nC.\r\n"),
    "a byte order mark": ("\ufeff## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n", {0},
                          "\ufeff## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n"),
    "without an end of line": ("## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.", {1}, "## 1. Why a?\n\nA.\n\n## 3. Why c?\n\nC."),
    "all, below front matter and a title": ("---\ntags: x\n---\n\n# T\n\n## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n", {0, 1},
                                            "---\ntags: x\n---\n\n# T\n"),
    "all there is": ("## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n", {0, 1}, ""),
    "text before and after": ("# T\n\nRead on.\n\n## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n\n## 4. Why d?\n\nD.\n\n# Index\n\nNone.\n", {0, 3},
                              "# T\n\nRead on.\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n\n# Index\n\nNone.\n"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "drops", "left"), DROPS.values(), ids=DROPS.keys())
def test_a_record_goes_with_what_belongs_to_it(text: str, drops: set[int], left: str) -> None:
    whole = bank_of("bank.md", "/bank.md", text.encode(), SETTINGS)
    assert rewritten(whole, Rewriting(drops, {}), SETTINGS).decode() == left


RENUMBERED: dict[str, tuple[str, set[int], str]] = {
    "a heading": ("## 1. Why a?\n\n1. A.\n\n## 2. Why b?\n\n2 B.\n\n## 3. Why 3 c?\n\n3. C.\n", {1}, "## 1. Why a?\n\n1. A.\n\n## 2. Why 3 c?\n\n3. C.\n"),
    "a bold label": ("**Q1: Why a?**\n\nA.\n\n**Q2: Why b?**\n\nB.\n\n**Q3: Why c?**\n\nC.\n", {0}, "**Q1: Why b?**\n\nB.\n\n**Q2: Why c?**\n\nC.\n"),
    "chapters that start again": (
        "# A\n\n## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n# B\n\n## 1. Why c?\n\nC.\n\n## 2. Why d?\n\nD.\n", {0},
        "# A\n\n## 1. Why b?\n\nB.\n\n# B\n\n## 1. Why c?\n\nC.\n\n## 2. Why d?\n\nD.\n"),
    "two levels": ("## 3.1 Why a?\n\nA.\n\n## 3.2 Why b?\n\nB.\n\n## 3.3 Why c?\n\nC.\n", {1}, "## 3.1 Why a?\n\nA.\n\n## 3.2 Why c?\n\nC.\n"),
    "a gap that was there": ("## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n## 5. Why c?\n\nC.\n\n## 6. Why d?\n\nD.\n", {1},
                             "## 1. Why a?\n\nA.\n\n## 4. Why c?\n\nC.\n\n## 5. Why d?\n\nD.\n"),
    "zeros in front": ("## 09. Why a?\n\nA.\n\n## 10. Why b?\n\nB.\n\n## 11. Why c?\n\nC.\n", {0}, "## 9. Why b?\n\nB.\n\n## 10. Why c?\n\nC.\n"),
    "a table of contents": (
        ("# T\n\n- [1. Why a?](#1-why-a)\n- [2. Why b?](#2-why-b)\n- [3. Why c?](#3-why-c)\n- [More](#more)\n\n"
         "## 1. Why a?\n\nA.\n\n## 2. Why b?\n\nB.\n\n## 3. Why c?\n\nC.\n"), {0},
        "# T\n\n- [1. Why b?](#1-why-b)\n- [2. Why c?](#2-why-c)\n- [More](#more)\n\n## 1. Why b?\n\nB.\n\n## 2. Why c?\n\nC.\n"),
    "other numerals stay": ("## 一、为什么？\n\n甲。\n\n## 二、什么是茶？\n\n乙。\n\n## 三、什么是水？\n\n丙。\n", {0},
                            "## 二、什么是茶？\n\n乙。\n\n## 三、什么是水？\n\n丙。\n"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "drops", "left"), RENUMBERED.values(), ids=RENUMBERED.keys())
def test_numbers_close_up_where_that_is_asked_for(text: str, drops: set[int], left: str) -> None:
    whole = bank_of("bank.md", "/bank.md", text.encode(), SETTINGS)
    assert rewritten(whole, Rewriting(drops, {}, renumber=True), SETTINGS).decode() == left


KEEPER = "## 1. Why does tea steep?\n\n**Answer:** It takes time.\n\n## 2. What is tea?\n\nA drink.\n\n## 3. Which cup?\n\nAny.\n"
DONOR = (
    "## 1. Why is tea steeped?\n\n**Answer:** Leaves give slowly.\n\n**Analysis:**\n\nHeat helps.\n\n"
    "**References:** a book\n\n## 2. Whose cup?\n\nMine.\n\n## 3. Which pot?\n\nNone.\n"
)
MERGED = (
    "## 1. Why does tea steep?\n\n**Answer:** It takes time.\n\n<!-- merged from b.md: Why is tea steeped? -->\n\n"
    "**Analysis:**\n\nHeat helps.\n\n**References:**\n\na book\n\n## 2. What is tea?\n"
)


def test_merging_adds_the_sections_that_only_the_other_has(askew: Askew) -> None:
    write("a.md", KEEPER)
    write("b.md", DONOR)
    decided = decide(going("b.md", 0, named("a.md", 0), "merge"))
    found = askew("apply", decided, "--write")
    assert (
        found.err
        == "1 record dropped, 1 answer merged, 2 sections added in 2 files; `askew apply --undo` takes it back\n"
    )
    assert found.code == 0
    assert Path("a.md").read_text("utf-8").startswith(MERGED)
    assert Path("b.md").read_text("utf-8") == DONOR[DONOR.index("## 2") :]
    again = askew("apply", decided, "--write")
    assert (again.code, again.err) == (0, "nothing to do; 1 decision carried out before\n")


def test_two_records_that_are_merged_do_not_say_the_same_twice(askew: Askew) -> None:
    write("a.md", KEEPER)
    write("b.md", DONOR)
    write("c.md", DONOR.replace("Why is tea steeped?", "Why steep tea?"))
    keeper = named("a.md", 0)
    assert askew("apply", decide(*(going(name, 0, keeper, "merge") for name in ("b.md", "c.md"))), "--write").code == 0
    assert Path("a.md").read_text("utf-8").startswith(MERGED)


def test_a_record_with_nothing_to_merge_is_said_to_be_dropped(askew: Askew) -> None:
    write("a.md", KEEPER)
    write("b.md", "## 1. Why is tea steeped?\n\nIt needs patience.\n\n" + DONOR[DONOR.index("## 2") :])
    decided = decide(going("b.md", 0, named("a.md", 0), "merge"))
    note = (
        "note: b.md:1 (Why is tea steeped?): dropped without a merge: it has no section that "
        "a.md:1 (Why does tea steep?) lacks\n"
    )
    assert askew("apply", decided).err == f"{note}would be: 1 record dropped in 1 file; --write does it\n"
    found = askew("apply", decided, "--write")
    assert (found.code, found.err) == (0, f"{note}1 record dropped in 1 file; `askew apply --undo` takes it back\n")
    assert Path("a.md").read_text("utf-8") == KEEPER


def test_a_keeper_without_an_answer_gets_all_of_the_other(askew: Askew) -> None:
    write("a.md", "## 1. Why?\n\n## 2. What is tea?\n\nA drink.\n\n## 3. Which cup?\n\nAny.\n")
    write("b.md", DONOR)
    assert askew("apply", decide(going("b.md", 0, named("a.md", 0), "merge")), "--write").code == 0
    assert (
        Path("a.md")
        .read_text("utf-8")
        .startswith(
            "## 1. Why?\n\n<!-- merged from b.md: Why is tea steeped? -->\n\nLeaves give slowly.\n\n**Analysis:**\n\nHeat helps.\n\n"
            "**References:** a book\n\n## 2."
        )
    )


def test_a_comment_cannot_be_ended_by_a_question(askew: Askew) -> None:
    write("a.md", KEEPER)
    write("b.md", DONOR.replace("Why is tea", "Why --> x < y is tea"))
    assert askew("apply", decide(going("b.md", 0, named("a.md", 0), "merge")), "--write").code == 0
    assert "<!-- merged from b.md: Why x y is tea steeped? -->" in Path("a.md").read_text("utf-8")


def test_merging_into_an_item_of_a_list_keeps_its_margin(askew: Askew) -> None:
    write("a.md", "1. **Why a?**\n   A.\n2. **Why b?**\n   B.\n3. **Why c?**\n   C.\n")
    write("b.md", DONOR)
    assert askew("apply", decide(going("b.md", 0, named("a.md", 1), "merge")), "--write").code == 0
    assert bank("a.md").records[1].sections[0].text == "Heat helps."
    assert Path("a.md").read_text("utf-8").endswith("   a book\n3. **Why c?**\n   C.\n")


def test_lines_of_jsonl_go_and_answers_in_them_grow(askew: Askew) -> None:
    write("train.jsonl", TRAIN)
    write("b.md", DONOR)
    lines = TRAIN.splitlines(keepends=True)
    found = askew(
        "apply",
        decide(going("train.jsonl", 3, named("train.jsonl", 1)), going("b.md", 0, named("train.jsonl", 2), "merge")),
        "--write",
    )
    assert found.code == 0
    after = Path("train.jsonl").read_text("utf-8").splitlines(keepends=True)
    assert after[:2] == lines[:2]
    assert len(after) == 3
    assert after[2] == lines[2].replace(
        '"Sencha."', json.dumps("Sencha.\n\n" + MERGED[MERGED.index("<!--") : MERGED.index("\n\n## 2")])
    )


def test_nothing_is_written_unless_that_is_asked_for(askew: Askew) -> None:
    lay_out()
    decided = decide(going("pantry.md", 1, named("tea.md", 0)))
    before = Path("pantry.md").read_bytes()
    told, shown = askew("apply", decided), askew("apply", decided, "--diff")
    assert told.err == shown.err == "would be: 1 record dropped in 1 file; --write does it\n"
    assert (told.code, shown.code) == (1, 1)
    assert shown.out.startswith("--- pantry.md\n+++ pantry.md\n@@ ")
    assert "\n-## 2. What is a tea cosy for?\n" in shown.out
    assert told.out == ""
    assert Path("pantry.md").read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["decisions.json", "pantry.md", "tea.md"]


CHANGED = {
    "a record that has changed": ("pantry.md", "the second cup", "the third cup", "pantry.md:7 (What is a tea cosy for?): has changed since"),
    "a keeper that has changed": ("tea.md", "pot warm", "pot hot", "stays, because its keeper tea.md:3 (What is a tea cosy for?) has changed"),
    "a keeper that is gone": ("tea.md", "a tea cosy", "a trivet", "stays, because its keeper tea.md:3 (What is a tea cosy for?) is no longer"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), CHANGED.values(), ids=CHANGED.keys())
def test_one_decision_that_cannot_be_carried_out_stops_all(
    name: str, old: str, new: str, message: str, askew: Askew
) -> None:
    lay_out()
    decided = decide(going("pantry.md", 0, named("tea.md", 1)), going("pantry.md", 1, named("tea.md", 0)))
    write(name, Path(name).read_text("utf-8").replace(old, new))
    before = {path: path.read_bytes() for path in Path().glob("*.md")}
    found = askew("apply", decided, "--write")
    assert found.code == 1
    assert message in found.err
    assert found.err.endswith("nothing written, because not all of it can be done\n")
    assert {path: path.read_bytes() for path in Path().glob("*.md")} == before


def test_a_record_is_found_where_its_file_has_changed_around_it(askew: Askew) -> None:
    lay_out()
    decided = decide(going("pantry.md", 1, named("tea.md", 0)))
    text = Path("pantry.md").read_text("utf-8")
    write("pantry.md", text.replace("# Pantry\n", "# Pantry\n\nRead this first.\n\n## 0. Why a pantry?\n\nFor food.\n"))
    assert askew("apply", decided, "--write").code == 0
    assert "cosy" not in Path("pantry.md").read_text("utf-8")


def test_of_records_that_are_the_same_letter_for_letter_only_those_named_go(askew: Askew) -> None:
    twin = "What is tea?\n\nA drink.\n"
    write("bank.md", f"## 1. {twin}\n## 1. {twin}\n## 1. {twin}\n## 2. Why tea?\n\nSo.\n")
    decided = decide(going("bank.md", 1, named("bank.md", 0)))
    for _ in range(2):
        assert askew("apply", decided, "--write").code == 0
        assert len(bank("bank.md").records) == 3


def test_what_was_undone_can_be_done_again(askew: Askew) -> None:
    lay_out()
    before = Path("pantry.md").read_bytes()
    decided = decide(going("pantry.md", 1, named("tea.md", 0)))
    assert askew("apply", decided, "--write").code == 0
    after = Path("pantry.md").read_bytes()
    undone = askew("apply", "--undo")
    assert (undone.code, undone.err) == (0, "1 file as before: pantry.md\n")
    assert Path("pantry.md").read_bytes() == before
    assert not Path(".askew_apply").exists()
    assert askew("apply", decided, "--write").code == 0
    assert Path("pantry.md").read_bytes() == after


FINDING = {"fingerprint": "f" * 16, "code": "D002", "path": "tea.md", "hint": "nearly the same"}


def test_what_is_no_duplicate_and_what_is_ignored_goes_into_the_baseline(askew: Askew) -> None:
    lay_out()
    old = baseline.Entry("a.md", "Q001", "0" * 16, "why not", "because")
    write("known.jsonl", baseline.render([old]))
    distinct = {"action": "distinct", "records": [named("tea.md", 2), named("pantry.md", 2)], "findings": [FINDING]}
    ignore = {
        "action": "ignore",
        "finding": {**FINDING, "fingerprint": "e" * 16, "code": "M001"},
        "reason": "wanted so",
    }
    decided = decide(distinct | {"reason": "other teas"}, ignore)
    found = askew("apply", decided, "--write", "--baseline", "known.jsonl")
    assert found.err == "2 findings accepted in 1 file; `askew apply --undo` takes it back; 1 group told apart\n"
    assert [entry[:5] for entry in baseline.read(Path("known.jsonl"))] == [
        old[:5],
        ("tea.md", "D002", "f" * 16, "nearly the same", "other teas"),
        ("tea.md", "M001", "e" * 16, "nearly the same", "wanted so"),
    ]
    assert askew("apply", decided, "--write", "--baseline", "known.jsonl").err == "nothing to do; 1 group told apart\n"
    assert askew("apply", "--undo").code == 0
    assert baseline.read(Path("known.jsonl"))[0][:5] == old[:5]


def test_a_baseline_is_made_where_there_is_none_and_goes_when_that_is_undone(askew: Askew) -> None:
    lay_out()
    decided = decide({"action": "ignore", "finding": FINDING, "reason": "wanted so"})
    assert askew("apply", decided, "--write").code == 0
    assert [entry.reason for entry in baseline.read(Path("askew-baseline.ndjson"))] == ["wanted so"]
    assert askew("apply", "--undo").code == 0
    assert not Path("askew-baseline.ndjson").exists()


def test_suggestions_are_followed_until_nothing_repeats_anything(askew: Askew) -> None:
    lay_out()
    found = askew("apply", "--accept", "identical,near", "--write")
    assert (found.code, found.err) == (0, "2 records dropped in 2 files; `askew apply --undo` takes it back\n")
    assert askew("check", "--select", "D001,D002").code == 0
    again = askew("apply", "--accept", "identical,near", "--write")
    assert (again.code, again.err) == (0, "nothing to do\n")


def test_only_the_kinds_that_are_accepted_go(askew: Askew) -> None:
    lay_out()
    assert askew("apply", "--accept", "identical", ".", "--write").code == 0
    assert {line.split()[1] for line in askew("check", "--select", "D001,D002").out.splitlines()} == {"D002"}


def test_what_a_bank_or_the_baseline_accepts_is_not_dropped(askew: Askew) -> None:
    lay_out()
    path = Path("tea.md")
    write("tea.md", path.read_text("utf-8").replace("## 1.", "<!-- askew: ignore-record[D001] meant -->\n## 1."))
    found = json.loads(askew("check", "--select", "D001,D002", "--output-format", "json").out)["diagnostics"]
    assert [item["code"] for item in found] == ["D002"]
    ignored = {"fingerprint": found[0]["fingerprint"], "code": "D002", "path": found[0]["path"]}
    askew("apply", decide({"action": "ignore", "finding": ignored, "reason": "meant"}), "--write")
    assert askew("apply", "--accept", "identical,near").err == "nothing to do\n"


def test_what_is_known_of_an_answer_stays_known_when_a_copy_before_it_goes(askew: Askew) -> None:
    short = "## 1. What is a tea cosy for?\n\nWarmth.\n\n## 2. Which cup?\n\nAny.\n\n"
    write("a.md", f"# Tea\n\n{short}## 3. What is a tea cosy for?\n\nIt is **odd（奇怪）**and keeps the pot warm.\n")
    assert askew("baseline", "--config", 'select=["M"]', "--baseline", "known.ndjson").code == 0
    assert askew("apply", "--accept", "identical", "--write", "--renumber", "--baseline", "known.ndjson").code == 0
    assert "Warmth" not in Path("a.md").read_text("utf-8")
    found = askew("check", "--select", "M", "--baseline", "known.ndjson", "--strict-baseline")
    assert (found.code, found.out) == (0, "")
    assert "; 1 known to the baseline" in found.err


def test_a_suggestion_that_cannot_be_followed_is_named_and_the_others_are(askew: Askew) -> None:
    lay_out()
    write("short.md", "# Short\n\n## 1. What is a tea cosy for?\n\nWarmth.\n\n## 2. Which cup?\n\nAny.\n")
    found = askew("apply", "--accept", "identical", "--write")
    assert found.code == 1
    assert found.err.startswith(
        "error: short.md:3: stays, because what is left would be read as 0 records, not 1: mark where records start with "
        "`<!-- askew: record -->`\n1 record dropped in 1 file;"
    )


REFUSED = {
    "nothing named": ([], "name one file of decisions, or --accept identical[,near] and PATHS"),
    "two files": (["a.json", "b.json"], "name one file of decisions"),
    "an unknown kind": (["--accept", "identical,alike", "."], "no kind `alike`; the kinds are identical, near"),
    "writing and showing": (["decisions.json", "--write", "--diff"], "--diff writes nothing"),
    "undo with a file": (["decisions.json", "--undo"], "--undo goes alone"),
    "undo and recover": (["--recover", "--undo"], "--recover goes alone"),
    "nothing to undo": (["--undo"], "nothing was applied here that could be undone"),
    "no such file": (["none.json"], "none.json: no such file or directory"),
    "files that are elsewhere": (["decisions.json"], "there is no gone.md here, nor any other file of these decisions"),
    "a baseline that is none": (["ignore.json", "--baseline", "tea.md"], "tea.md:1: not JSON"),
    "a baseline that is elsewhere": (["ignore.json", "--baseline", "../known.jsonl"], "lies outside"),
    "banks that are elsewhere": (["--accept", "near", "../bank"], "run `askew apply` in the folder that holds it"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_makes_no_sense_is_a_usage_error(arguments: list[str], message: str, askew: Askew, tmp_path: Path) -> None:
    (tmp_path.parent / "bank").mkdir(exist_ok=True)
    (tmp_path.parent / "bank" / "tea.md").write_text("## 1. Why?\n", "utf-8")
    write("tea.md", "# Tea\n")
    gone = {"path": "gone.md", "id": f"{'a' * 16}-1", "digest": "a" * 16}
    Path(decide({"action": "ignore", "finding": FINDING, "reason": "so"})).rename("ignore.json")
    decide({"action": "drop", "record": gone, "keeper": {**gone, "id": f"{'b' * 16}-1"}})
    found = askew("apply", *arguments)
    assert found.code == 2
    assert message in " ".join(found.err.split())
    assert "Traceback" not in found.err
    assert not Path(".askew_apply").exists()


def test_a_link_that_leads_out_of_the_tree_is_not_followed(askew: Askew, tmp_path: Path) -> None:
    lay_out()
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_bytes(Path("pantry.md").read_bytes())
    decided = decide(going("pantry.md", 1, named("tea.md", 0)))
    Path("pantry.md").unlink()
    Path("pantry.md").symlink_to(outside)
    before = outside.read_bytes()
    found = askew("apply", decided, "--write")
    assert found.code == 2
    assert "lies outside" in found.err
    assert outside.read_bytes() == before


def test_a_file_with_two_names_is_changed_once_and_stays_a_link(askew: Askew) -> None:
    lay_out()
    Path("also.md").symlink_to("pantry.md")
    keeper = named("tea.md", 0)
    assert askew("apply", decide(going("pantry.md", 1, keeper), going("also.md", 1, keeper)), "--write").code == 0
    assert Path("also.md").is_symlink()
    assert len(bank("pantry.md").records) == 3


def test_a_file_that_is_not_utf_8_is_left_alone(askew: Askew) -> None:
    lay_out()
    text = Path("pantry.md").read_text("utf-8").replace("Steam", "水蒸气从两块板的孔里出来，于是就有声音。")
    Path("pantry.md").write_bytes(text.encode("utf-16"))
    found = askew("apply", "--accept", "identical,near", "--write")
    assert found.code == 1
    assert "pantry.md:3: stays, because the file is utf-16-le: convert it to UTF-8 first" in found.err


def test_a_bank_whose_links_are_defined_in_a_record_keeps_that_record(askew: Askew) -> None:
    write(
        "bank.md",
        "## 1. Why a?\n\nA.\n\n[x]: https://x.example\n\n## 2. Why b?\n\nSee [this][x].\n\n## 3. Why c?\n\nC.\n",
    )
    found = askew("apply", decide(going("bank.md", 0, named("bank.md", 2))), "--write")
    assert found.code == 1
    assert (
        "bank.md: cannot be changed: the record on line 7 would no longer be read as it is (of the records to go: lines 1)"
        in found.err
    )


# Random banks: questions of a few kinds, so that many are asked twice, between chapters, rules and other text.

QUESTIONS = ["What is a kettle?", "Please explain: what is a kettle?", "Why does water boil?", "什么是茶？", "请简要解释什么是茶？",
             "How is tea stored?", "茶叶如何保存？", "Which cups are warm?"]  # fmt: skip
ANSWERS = [
    "A pot.",
    "Heat.\n\n```python\nprint(1)\n```",
    "",
    "- one\n- two",
    "叶子。\n\n**解析：** 很久以前。",
    "See [here](x).",
]
BETWEEN = ["", "---\n\n", "\n\n", "<!-- note -->\n\n", "# Chapter\n\n", "**[⬆ Back to Top](#t)**\n\n"]


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    record = st.tuples(st.sampled_from(QUESTIONS), st.sampled_from(ANSWERS), st.sampled_from(BETWEEN))
    parts = draw(st.lists(record, min_size=1, max_size=9))
    form = draw(st.sampled_from(["## {}. {}\n\n{}\n\n", "**Q{}: {}**\n\n{}\n\n", "### {} {}\n\n**答案：** {}\n\n"]))
    text = draw(st.sampled_from(["", "# Bank\n\n", "---\ntitle: x\n---\n\n"]))
    text += "".join(form.format(number, *part[:2]) + part[2] for number, part in enumerate(parts, 1))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()


@fuzz(60)
@given(st.lists(texts(), min_size=1, max_size=3), st.booleans())
@example([b"# Bank\n\n" + b"**Q1: Why a?**\n\nA.\n\n" * 3 + b"# Chapter\n\n**Q4: Why a?**\n\nA.\n\n" * 2], False)
def test_whatever_the_banks_only_what_repeats_goes(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], renumber: bool
) -> None:
    folder = tmp_path_factory.mktemp("banks")
    paths = [folder / f"{number}.md" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    names = [str(path) for path in paths]
    before = {str(path): bank_of(str(path), str(path), path.read_bytes(), SETTINGS) for path in paths}
    result = suggested(names, ("identical", "near"), Banks(folder, SETTINGS), [], renumber=renumber)
    gone = 0
    for change in result.changes:
        Path(change.target).write_bytes(change.after or b"")
        old, new = before[change.target], bank_of(change.target, change.target, change.after or b"", SETTINGS)
        gone += len(old.records) - len(new.records)
        if not renumber:
            kept = [old.raw(index) for index in range(len(old.records))]
            for index in range(len(new.records)):
                assert new.raw(index) in kept
    assert gone == result.made["drop"] == len(result.done)
    again = suggested(names, ("identical", "near"), Banks(folder, SETTINGS), [], renumber=renumber)
    assert not again.changes
    assert len(again.problems) == len(result.problems)
