"""JSONL banks: every shape gives the same records, findings name line and field, fixes rewrite one string."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from askew import fixes, jsonl
from askew.checks import RULES
from askew.config import JsonlSettings, Settings
from askew.diagnostic import Place, Safety
from askew.document import Document
from askew.engine import lint
from askew.extract import extract
from askew.jsonl import Entry
from askew.markdown import parse
from askew.markers import markers
from askew.record import Record

SAFE = frozenset({Safety.SAFE})
AUTO = JsonlSettings()


def entries(data: bytes, settings: JsonlSettings = AUTO) -> list[Entry]:
    found = jsonl.read(Document("bank.jsonl", data), Settings(jsonl=settings))
    assert [item.message for item in found if not isinstance(item, Entry)] == []
    return [item for item in found if isinstance(item, Entry)]


def record_of(line: dict[str, Any], settings: JsonlSettings = AUTO) -> Record:
    [entry] = entries(json.dumps(line).encode(), settings)
    return entry.record


def turn(who: str, text: object) -> dict[str, object]:
    return {"role": who, "content": text}


def said(who: str, text: str) -> dict[str, str]:
    return {"from": who, "value": text}


@dataclass(frozen=True)
class Shape:
    """A line and the record that it holds."""

    line: dict[str, Any]
    question: str = "Why?"
    answer: str = "So."
    title: str = "Why?"
    number: str | None = None
    meta: dict[str, Any] = field(default_factory=dict)
    settings: JsonlSettings = AUTO


SHAPES = {
    "our own": Shape({"question": "Why?", "answer": "So."}),
    "our own in full": Shape(
        {
            "id": "0123456789abcdef-1",
            "path": "bank.md",
            "line": 7,
            "end_line": 9,
            "number": "3",
            "title": "A title",
            "question": "Why?",
            "answer": "So.",
            "sections": [],
            "code": [],
            "language": "en",
            "meta": {"level": "hard"},
        },
        title="A title",
        number="3",
        meta={"level": "hard"},
    ),
    "our own with a number and more": Shape(
        {"number": 12, "question": "Why?", "answer": "So.", "level": 2, "tags": ["tea", None]},
        number="12",
        meta={"level": 2, "tags": ["tea", None]},
    ),
    "more beside a meta of ours": Shape(
        {"question": "Why?", "answer": "So.", "level": 2, "meta": {"source": "a book"}},
        meta={"level": 2, "source": "a book"},
    ),
    "a meta that is none of ours": Shape(
        {"question": "Why?", "answer": "So.", "meta": "from a book"}, meta={"meta": "from a book"}
    ),
    "a title that is none": Shape({"question": "Why?", "answer": "So.", "title": None}),
    "a question of several lines": Shape(
        {"question": "Why?\n\n- a\n- b", "answer": "So."}, question="Why?\n\n- a\n- b", title="Why?"
    ),
    "prompt and response": Shape({"prompt": "Why?", "response": "So.", "n": 1}, meta={"n": 1}),
    "prompt and completion": Shape({"prompt": "Why?", "completion": "So."}),
    "input and target": Shape({"input": "Why?", "target": "So.", "kind": "qa"}, meta={"kind": "qa"}),
    "user and assistant": Shape({"user": "Why?", "assistant": "So."}),
    "answers with places": Shape(
        {"question": "Why?", "answers": {"text": ["So.", "Hence."], "answer_start": [3, 9]}},
        meta={"answers": {"text": ["So.", "Hence."], "answer_start": [3, 9]}},
    ),
    "the place of a choice": Shape(
        {"question": "Why?", "choices": ["No.", "So."], "answer": 1}, meta={"choices": ["No.", "So."], "answer": 1}
    ),
    "the label of a choice": Shape(
        {"question": "Why?", "choices": {"text": ["No.", "So."], "label": ["A", "B"]}, "answerKey": "B"},
        meta={"choices": {"text": ["No.", "So."], "label": ["A", "B"]}, "answerKey": "B"},
    ),
    "the key of a choice": Shape(
        {"question": "Why?", "A": "No.", "B": "So.", "C": "Hm.", "answer": "B"},
        meta={"A": "No.", "C": "Hm.", "answer": "B"},
    ),
    "choices with the question": Shape(
        {"question": {"stem": "Why?", "choices": [{"text": "So.", "label": "A"}]}, "answerKey": "A"},
        meta={"question": {"stem": "Why?", "choices": [{"text": "So.", "label": "A"}]}, "answerKey": "A"},
    ),
    "preferences as turns": Shape(
        {"prompt": [turn("user", "Why?")], "chosen": [turn("assistant", "So.")]},
        meta={"prompt": [turn("user", "Why?")], "chosen": [turn("assistant", "So.")]},
    ),
    "messages in parts": Shape(
        {"messages": [turn("user", [{"type": "text", "text": "Why?"}]), turn("assistant", "So.")]}
    ),
    "a talk": Shape({"id": 3, "data": ["Hi?", "Hi.", "Why?", "So."]}, meta={"id": 3, "data": ["Hi?", "Hi."]}),
    "instruction with a context": Shape(
        {"instruction": "Why this?", "context": "It rains.", "response": "So."},
        question="Why this?\n\nIt rains.",
        title="Why this?",
    ),
    "query and response": Shape({"query": "Why?", "response": "So."}),
    "preferences": Shape({"prompt": "Why?", "chosen": "So.", "rejected": "No."}, meta={"rejected": "No."}),
    "problem and solution": Shape({"problem": "Why?", "solution": "So."}),
    "input and output": Shape({"input": "Why?", "output": "So."}),
    "cards": Shape({"front": "Why?", "back": "So."}),
    "capitals": Shape({"Question": "Why?", "Answer": "So."}),
    "Chinese": Shape({"问题": "Why?", "答案": "So."}),
    "conversations with roles": Shape(
        {"conversations": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}]}
    ),
    "q and a": Shape({"q": "Why?", "a": "So.", "title": "Reasons"}, title="Reasons"),
    "instruction": Shape({"instruction": "Why?", "output": "So.", "id": 4}, meta={"id": 4}),
    "instruction and input": Shape(
        {"instruction": "Why this?", "input": "It rains.", "output": "So.", "history": []},
        question="Why this?\n\nIt rains.",
        title="Why this?",
        meta={"history": []},
    ),
    "instruction and blank input": Shape(
        {"instruction": "Why?", "input": " \n", "output": "So."}, meta={"input": " \n"}
    ),
    "messages": Shape({"messages": [turn("user", "Why?"), turn("assistant", "So.")], "lang": "en"}, meta={"lang": "en"}),
    "messages after a system message": Shape(
        {"messages": [turn("system", "Be brief."), turn("user", "Why?"), turn("assistant", "So.")]},
        meta={"messages": [turn("system", "Be brief.")]},
    ),
    "messages of several turns": Shape(
        {
            "messages": [
                turn("user", "Who?"),
                turn("assistant", "Me."),
                turn("user", "Why?"),
                turn("assistant", "So."),
                turn("user", "Really?"),
            ]
        },
        meta={"messages": [turn("user", "Who?"), turn("assistant", "Me."), turn("user", "Really?")]},
    ),
    "messages beside a question": Shape(
        {"question": "Other?", "answer": "Other.", "messages": [turn("user", "Why?"), turn("assistant", "So.")]},
        meta={"question": "Other?", "answer": "Other."},
    ),
    "conversations": Shape({"id": "x", "conversations": [said("human", "Why?"), said("gpt", "So.")]}, meta={"id": "x"}),
    "a preset against the keys": Shape(
        {"question": "Why?", "answer": "So.", "messages": []},
        meta={"messages": []},
        settings=JsonlSettings(preset="record"),
    ),
    "names of one's own": Shape(
        {"stem": "Why?", "key": "So.", "name": "Reasons", "question": "unused", "answer": 1},
        title="Reasons",
        meta={"question": "unused", "answer": 1},
        settings=JsonlSettings(question="stem", answer="key", title="name"),
    ),
    "one name of one's own": Shape(
        {"question": "Why?", "解析": "So.", "answer": "B"},
        meta={"answer": "B"},
        settings=JsonlSettings(answer="解析"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_shape_gives_its_record(shape: Shape) -> None:
    record = record_of(shape.line, shape.settings)
    assert (record.question, record.answer, record.title, record.number) == (
        shape.question,
        shape.answer,
        shape.title,
        shape.number,
    )
    assert record.meta == shape.meta
    assert record.to_json()["meta"] == shape.meta


def test_the_answer_is_read_like_one_in_a_bank() -> None:
    answer = "**答案：** 一种饮料。\n\n```python\nx = 1\n```\n\n**解析：** 很久以前。"
    record = record_of({"question": "什么是茶？", "answer": answer})
    assert [(part.kind, part.label, part.text.split("\n")[0]) for part in record.sections] == [
        ("answer", "答案", "一种饮料。"),
        ("analysis", "解析", "很久以前。"),
    ]
    assert [(code.lang, code.text) for code in record.code] == [("python", "x = 1\n")]
    assert record.language == "zh"


def test_records_know_their_lines_and_ids_tell_repetitions_apart() -> None:
    lines = ["", '{"question": "Why?", "answer": "So."}', "", '{"answer": "No.", "question": "why ?"}', ""]
    first, second = entries("\n".join(lines).encode())
    assert [(item.line, item.record.line, item.record.end_line) for item in (first, second)] == [(2, 2, 2), (4, 4, 4)]
    base, _, ordinal = first.record.id.rpartition("-")
    assert (ordinal, second.record.id) == ("1", f"{base}-2")


def test_what_parse_writes_is_read_back() -> None:
    """A bank as JSONL and the bank itself say the same, with the same ids."""
    text = "---\nlevel: hard\n---\n\n## 1. 什么是茶？\n\n**答案：** 一种饮料。\n\n## 2. 什么是水？\n\n无色无味。\n"
    records = extract(parse("bank.md", text.encode()), markers())
    data = "\n".join(json.dumps(record.to_json(), ensure_ascii=False) for record in records).encode()
    found = [entry.record for entry in entries(data)]
    assert [(r.id, r.number, r.title, r.question, r.answer, r.meta) for r in found] == [
        (r.id, r.number, r.title, r.question, r.answer, r.meta) for r in records
    ]


# Findings.

FAULT = "Tea.\n\n## So.**\n\nYes."  # M002 in its third line

FIELDS: dict[str, tuple[dict[str, Any], str, JsonlSettings]] = {
    "the answer": ({"question": "Why?", "answer": FAULT}, "answer", AUTO),
    "the question": ({"question": FAULT, "answer": "So."}, "question", AUTO),
    "the input": ({"instruction": "Why?", "input": FAULT, "output": "So."}, "input", AUTO),
    "the output": ({"instruction": "Why?", "input": "It.", "output": FAULT}, "output", AUTO),
    "a message": (
        {"messages": [turn("system", FAULT), turn("user", "Why?"), turn("assistant", FAULT)]},
        "messages[2].content",
        AUTO,
    ),
    "a turn": (
        {"conversations": [said("human", FAULT), said("gpt", "So.")]},
        "conversations[0].value",
        AUTO,
    ),
    "a field of one's own": ({"stem": "Why?", "答案": FAULT, "answer": FAULT}, "答案", JsonlSettings(question="stem", answer="答案")),
}  # fmt: skip


@pytest.mark.parametrize(("line", "name", "settings"), FIELDS.values(), ids=FIELDS.keys())
def test_a_finding_has_the_line_and_names_the_field(line: dict[str, Any], name: str, settings: JsonlSettings) -> None:
    lines = [json.dumps({key: "So." for key in line if isinstance(line[key], str)}), "", json.dumps(line)]
    result = lint("bank.jsonl", "\n".join(lines).encode(), RULES, Settings(jsonl=settings))
    found = [item for item in result.diagnostics if item.code == "M002"]
    assert [item.place for item in found] == [Place(3, 1, 3, len(lines[2]) + 1, 1, len(lines[2].encode()) + 1)]
    assert found[0].message.endswith(f"(in `{name}`, line 3 of its text)")
    assert found[0].excerpt is not None
    assert found[0].excerpt.text == "## So.**"
    assert found[0].fix is not None


def test_the_same_fault_in_two_fields_and_two_lines_is_told_apart() -> None:
    line = json.dumps({"question": FAULT, "answer": FAULT})
    result = lint("bank.jsonl", f"{line}\n{line}\n".encode(), RULES, Settings())
    found = [item for item in result.diagnostics if item.code == "M002"]
    assert [item.place.line for item in found] == [1, 1, 2, 2]
    assert len({item.fingerprint for item in found}) == 4
    assert len({(item.place.line, item.message) for item in found}) == 4


def test_a_finding_stays_the_same_when_an_equal_question_before_it_goes() -> None:
    first, second = (json.dumps({"question": "Why?", "answer": answer}) for answer in ("So.", FAULT))
    both, alone = (
        {
            item.fingerprint
            for item in lint("bank.jsonl", text.encode(), RULES, Settings()).diagnostics
            if item.code == "M002"
        }
        for text in (f"{first}\n{second}\n", f"{second}\n")
    )
    assert both == alone != set()


def test_a_finding_about_the_whole_file_has_its_line() -> None:
    line = '{"question": "Why?", "answer": "So."}'
    gap = '{"question": "How?", "answer": "So.", "number": %d}'
    data = "\n".join([gap % 1, gap % 2, line, gap % 5]).encode()
    found = [item for item in lint("bank.jsonl", data, RULES, Settings()).diagnostics if item.code == "Q008"]
    assert [(item.place.line, item.place.column) for item in found] == [(4, 1)]


# Fixes.


def escaped(text: str) -> str:
    return json.dumps(text)


def raw(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class Rewrite:
    """A line with `%s` for a JSON string that has a fault, and how that string is written."""

    line: str
    spelt: Callable[[str], str] = raw
    text: str = "茶。\n\n## 😀 So.**\n"


REWRITES = {
    "no spaces": Rewrite('{"question":"Why?","answer":%s}'),
    "odd spaces": Rewrite(' { "question" :\t"Why?" ,  "answer"  : %s , "n" : 1.50 } '),
    "a field behind": Rewrite('{"answer": %s, "question": "Why?", "n": 1e3, "m": 1E+3, "t": [true , null]}'),
    "escapes in other strings": Rewrite(
        '{"question": "\\u0057hy\\/\\u8336?", "answer": %s, "other": "\\ud83d\\ude00\\/\\b"}'
    ),
    "half a surrogate pair in another string": Rewrite('{"question": "Why?", "answer": %s, "half": "\\ud83d"}'),
    "escapes in the string": Rewrite('{"question": "Why 茶?", "answer": %s}', escaped),
    "escapes in the key": Rewrite('{"\\u0071uestion": "Why?", "\\u0061nswer": %s}'),
    "quotes and backslashes in the string": Rewrite(
        '{"question": "Why?", "answer": %s}', raw, 'Say "so" or C:\\\\dir\\n.\t\n\n## So.**\n\u2028\x7f'
    ),
    "a repeated key, of which the last counts": Rewrite(
        '{"answer": "## No.**", "question": "Why?", "answer": "## Not this.**", "answer": %s}'
    ),
    "the same key deeper": Rewrite('{"meta": {"answer": "## No.**"}, "question": "Why?", "answer": %s, "a": ["answer"]}'),
    "the same text elsewhere": Rewrite(
        '{"note": "茶。\\n\\n## 😀 So.**\\n", "question": "Why?", "answer": %s, "more": "茶。\\n\\n## 😀 So.**\\n"}'
    ),
    "brackets and quotes in other strings": Rewrite('{"a": "}]{[\\",\\\\", "question": "Why?", "answer": %s, "b": "{\\""}'),
    "empty lists and objects": Rewrite('{"a": [], "b": {}, "c": [ ], "d": { }, "question": "Why?", "answer": %s}'),
    "a dialogue": Rewrite(
        '{"messages": [{"role": "user", "content": "## A**"}, {"content": "B", "role": "assistant"}, '
        '{"role": "user", "content": "C?"}, {"content": %s, "role": "assistant"}]}'
    ),
    "a repeated dialogue": Rewrite(
        '{"messages": [{"role": "user", "content": "A"}, {"role": "assistant", "content": "## B**"}], '
        '"messages": [{"role": "user", "content": "C?"}, {"role": "assistant", "content": %s}]}'
    ),
}  # fmt: skip

FILES = {
    "alone": "%s",
    "with a line end": "%s\n",
    "between other lines": '{"question": "茶?", "answer": "\\u8336."}\n%s\n{ "question":"b" , "answer":"c" }\n',
    "Windows line ends": '{"question": "茶?", "answer": "\\u8336."}\r\n\r\n%s\r\n{ "question":"b" , "answer":"c" }',
    "old Mac line ends": '{"question": "茶?", "answer": "\\u8336."}\r%s\r{ "question":"b" , "answer":"c" }\r',
    "mixed line ends": '{"question": "a", "answer": "b"}\n \r\n\n%s\n\n\t\n',
    "a byte order mark": "\ufeff%s\n",
    "beside a broken line": '{"question": "茶?\n%s\n{"question": "Why?"}\n',
}


def assert_rewritten(file: str, rewrite: Rewrite) -> None:
    """Fixing the file gives the same file with the fault gone from the one string."""
    before, after = (
        file.replace("%s", rewrite.line.replace("%s", rewrite.spelt(text))).encode()
        for text in (rewrite.text, rewrite.text.replace("**", ""))
    )
    fixed = fixes.fix("bank.jsonl", before, RULES, Settings(), SAFE)
    assert fixed.after.decode() == after.decode()
    assert fixed.made == 1


@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES.keys())
def test_a_fix_changes_one_string_of_its_line(rewrite: Rewrite) -> None:
    assert_rewritten(FILES["between other lines"], rewrite)


@pytest.mark.parametrize("file", FILES.values(), ids=FILES.keys())
def test_a_fix_changes_no_other_byte_of_its_file(file: str) -> None:
    assert_rewritten(file, REWRITES["odd spaces"])


def test_a_string_that_mixes_escapes_keeps_its_meaning() -> None:
    """What of one string is escaped need not survive in it; its text does, and its neighbours do."""
    data = '{"question": "\\u8336\\/?", "answer": "\\u8336茶\\/\\n\\n## So.**"}'.encode()
    fixed = fixes.fix("bank.jsonl", data, RULES, Settings(), SAFE)
    assert fixed.after.startswith(b'{"question": "\\u8336\\/?", "answer": "')
    assert json.loads(fixed.after)["answer"] == "茶茶/\n\n## So."


def test_several_faults_in_one_string_are_fixed() -> None:
    data = json.dumps({"question": "Why?", "answer": "\n\n## So.**\n\n**Note:**not now.\n\n## No.**"}).encode()
    fixed = fixes.fix("bank.jsonl", data, RULES, Settings(), SAFE)
    assert json.loads(fixed.after)["answer"] == "## So.\n\n**Note:** not now.\n\n## No."
    assert fixed.made == 4
    assert [item for item in fixed.result.diagnostics if item.fix] == []


def test_a_thousand_lines_are_fixed_together() -> None:
    lines = [json.dumps({"question": f"Why {n}?", "answer": f"## So.**\n\n{n}."}) for n in range(1000)]
    fixed = fixes.fix("bank.jsonl", "\n".join(lines).encode(), RULES, Settings(), SAFE)
    assert fixed.made == 1000
    assert fixed.after == "\n".join(lines).replace("**", "").encode()


STRINGS = {
    "a plain one": ('{"a": "b"}', ("a",), '"b"'),
    "the last of a key": ('{"a": "b", "a": "c"}', ("a",), '"c"'),
    "in a list": ('{"a": [1, "b", {"c": "d"}]}', ("a", 2, "c"), '"d"'),
    "with quotes": ('{"a": "\\"b\\\\"}', ("a",), '"\\"b\\\\"'),
    "with code points outside the basic plane": ('{"😀": "😀b"}', ("😀",), '"😀b"'),
    "behind numbers": ('{"x": -1.5e+3,"y":true , "a":"b"}', ("a",), '"b"'),
}


@pytest.mark.parametrize(("text", "path", "literal"), STRINGS.values(), ids=STRINGS.keys())
def test_the_span_of_a_string(text: str, path: tuple[str | int, ...], literal: str) -> None:
    span = jsonl.string_span(text, path)
    assert text[span.start : span.end] == literal


def test_a_path_that_leads_nowhere_has_no_span() -> None:
    with pytest.raises(LookupError):
        jsonl.string_span('{"a": ["b"]}', ("a", 1))
