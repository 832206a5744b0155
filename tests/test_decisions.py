"""decisions.json: what is read, what is refused and how that is said, and that the schema says the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from askew.applying.bank import bank_of
from askew.baseline import Entry
from askew.config import Settings
from askew.decisions import Decision, DecisionsError, Reference, digest, parse, read, reference
from tests.test_schemas import faults

Data = dict[str, Any]


def record(name: str = "a", **more: Any) -> Data:
    """A reference: the one letter of `name` makes the id."""
    return {"path": "bank.md", "id": f"{name * 16}-1", "digest": name * 16, **more}


FINDING = {"fingerprint": "f" * 16, "code": "D001", "path": "bank.md", "hint": "the same question"}
DROP = {"action": "drop", "record": record("a"), "keeper": record("b")}


def decided(*decisions: Data, **more: Any) -> Data:
    return {"version": 1, "askew": "0.1.0", "decisions": list(decisions), **more}


def change(data: Data, **values: Any) -> Data:
    """`data` with other values; None takes a key out."""
    return {key: value for key, value in {**data, **values}.items() if value is not None}


GOOD: dict[str, Data] = {
    "nothing": decided(),
    "without the version of Askew": change(decided(), askew=None),
    "keep": decided({"action": "keep", "record": record(line=3, question="Why?")}),
    "keep with a note": decided({"action": "keep", "record": record(), "note": ""}),
    "drop": decided(DROP),
    "drop said twice": decided(DROP, change(DROP, note="again")),
    "a keeper that goes for another": decided(DROP, {"action": "drop", "record": record("b"), "keeper": record("c")}),
    "merge": decided(change(DROP, action="merge")),
    "distinct": decided(
        {"action": "distinct", "records": [record("a"), record("b")], "findings": [FINDING], "reason": "others"}
    ),
    "ignore": decided({"action": "ignore", "finding": change(FINDING, hint=None), "reason": "known"}),
}
BAD: dict[str, tuple[Any, str]] = {
    "a list": ([], "no decisions: an object with `version` and `decisions` is wanted"),
    "no version": (change(decided(), version=None), "no decisions: an object with `version`"),
    "no decisions": (change(decided(), decisions=None), "no decisions: an object"),
    "a newer version": (decided(version=2), "version 2 is newer than this Askew knows (1): update Askew"),
    "a version that is a word": (decided(version="1"), "`version` must be 1"),
    "a version that is true": (decided(version=True), "`version` must be 1"),
    "another key": (decided(author="me"), "unknown key `author`"),
    "a maker that is a number": (decided(askew=1), "`askew` must be a string"),
    "decisions that are an object": (decided() | {"decisions": {}}, "`decisions` must be a list"),
    "a decision that is a word": (decided() | {"decisions": ["drop"]}, "decision 1 must be an object"),
    "no action": (decided({"record": record()}), "decision 1: `action` must be one of: keep, drop, merge,"),
    "another action": (decided(DROP, change(DROP, action="burn")), "decision 2: `action` must be one of"),
    "an action that is a list": (decided(change(DROP, action=["drop"])), "decision 1: `action` must be one of"),
    "no keeper": (decided(change(DROP, keeper=None)), "decision 1 (drop): `keeper` is missing"),
    "a keeper for what is kept": (decided(change(DROP, action="keep")), "decision 1 (keep): unknown key `keeper`"),
    "a record that is a word": (decided(change(DROP, record="a")), "decision 1 (drop): `record` must be an object"),
    "a record without digest": (
        decided(change(DROP, record=change(record(), digest=None))),
        "decision 1 (drop): `record`: `digest` is missing",
    ),
    "a digest cut short": (
        decided(change(DROP, record=record(digest="abc"))),
        "decision 1 (drop): `record`: `digest` must be 16 hex digits",
    ),
    "an id without ordinal": (decided(change(DROP, record=record(id="a" * 16))), "`id` must be the id of a record"),
    "a line that is none": (decided(change(DROP, record=record(line=0))), "`line` must be a whole number from 1 on"),
    "an absolute path": (decided(change(DROP, record=record(path="/etc/passwd"))), "must lie below the working"),
    "a path that climbs": (decided(change(DROP, record=record(path="a/../../b.md"))), "without `..`, not a/../../b.md"),
    "a path of blanks": (decided(change(DROP, record=record(path=" "))), "`path` must say something"),
    "a path with a NUL": (decided(change(DROP, record=record(path="a\0b"))), "must lie below"),
    "one record that is distinct": (
        decided({"action": "distinct", "records": [record()], "findings": [], "reason": "alone"}),
        "`records` must be a list of at least two records",
    ),
    "no reason": (decided({"action": "ignore", "finding": FINDING, "reason": " "}), "`reason` must say something"),
    "a code in words": (
        decided({"action": "ignore", "finding": change(FINDING, code="repeated"), "reason": "known"}),
        "`code` must be the code of a rule",
    ),
    "findings that are one": (
        decided({"action": "distinct", "records": [record("a"), record("b")], "findings": FINDING, "reason": "no"}),
        "`findings` must be a list",
    ),
}
CONTRADICTORY: dict[str, tuple[list[Data], str]] = {
    "kept and dropped": ([{"action": "keep", "record": record("a")}, DROP], "is kept by one decision and dropped by"),
    "dropped and merged": ([DROP, change(DROP, action="merge")], "goes twice"),
    "two keepers": ([DROP, change(DROP, keeper=record("c"))], "goes twice"),
    "its own keeper": ([change(DROP, keeper=record("a"))], "would go for itself"),
    "a circle": (
        [DROP, {"action": "drop", "record": record("b"), "keeper": record("c")},
         {"action": "drop", "record": record("c"), "keeper": record("a")}],
        "would go for itself",
    ),
    "merged into what goes": (
        [change(DROP, action="merge"), {"action": "drop", "record": record("b"), "keeper": record("c")}],
        "is merged into bank.md (bbbbbbbbbbbbbbbb-1), which goes itself",
    ),
    "no duplicate and dropped for it": (
        [DROP, {"action": "distinct", "records": [record("a"), record("b")], "findings": [], "reason": "no"}],
        "is no duplicate of",
    ),
    "two texts of one record": (
        [DROP, {"action": "keep", "record": record("b", digest="c" * 16)}],
        "has two different digests",
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD.keys())
def test_what_is_right_is_read_and_fits_the_schema(data: Data) -> None:
    assert len(parse(data)) == len(data["decisions"])
    assert not faults("decisions", data)


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_and_does_not_fit_the_schema(data: Any, message: str) -> None:
    with pytest.raises(DecisionsError) as error:
        parse(data)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert faults("decisions", data)


@pytest.mark.parametrize(("decisions", "message"), CONTRADICTORY.values(), ids=CONTRADICTORY.keys())
def test_decisions_that_contradict_each_other_are_refused(decisions: list[Data], message: str) -> None:
    for order in (decisions, decisions[::-1]):
        with pytest.raises(DecisionsError, match=message.split(" (")[0]):
            parse(decided(*order))


def test_half_a_character_is_refused() -> None:
    with pytest.raises(DecisionsError, match="holds half a character"):
        parse(decided({"action": "ignore", "finding": FINDING, "reason": "\ud800"}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"{", "not JSON", id="cut off"),
        pytest.param(b"\xff\xfe", "not JSON", id="no text"),
        pytest.param(b"[" * 100_000, "not JSON", id="nested without end"),
        pytest.param(None, "no such file or directory", id="no file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(content: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DecisionsError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)


def test_decisions_are_read_into_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(
        "\ufeff" + json.dumps(decided(change(DROP, note="so"), *GOOD["ignore"]["decisions"])), encoding="utf-8"
    )
    a, b = (Reference("bank.md", f"{name * 16}-1", name * 16) for name in "ab")
    known = Entry("bank.md", "D001", "f" * 16, "", "known")
    assert read(path) == [Decision("drop", (a,), b, (), "so"), Decision("ignore", (), None, (known,), "known")]


def test_a_digest_is_that_of_the_lines_whatever_ends_them() -> None:
    assert digest("one\ntwo") == digest("one\r\ntwo\r\n\r\n") == digest("one\rtwo \n")
    assert digest("one\ntwo") != digest("one \ntwo")
    assert digest("") == "e3b0c44298fc1c14"  # the SHA-256 of nothing


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_record_is_known_by_its_own_lines_alone(end: str) -> None:
    text = "# Tea\n\n## 1. What is tea?\n\nA drink.\n\n---\n\n## 2. Why tea?\n\nBecause.\n".replace("\n", end)
    bank = bank_of("tea.md", "/tea.md", text.encode(), Settings())
    assert [reference(bank.document, item)[2:] for item in bank.records] == [
        (digest("## 1. What is tea?\n\nA drink."), 3, "What is tea?"),
        (digest("## 2. Why tea?\n\nBecause."), 9, "Why tea?"),
    ]
