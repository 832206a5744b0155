"""The published schemas: valid themselves, and in step with what Askew writes and accepts."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from askew import config
from askew.code.dialect import Dialect
from askew.config import JsonlSettings, MarkdownSettings
from askew.configvalues import ConfigError
from askew.data import data_dir
from askew.record import Language
from askew.vocabulary import LABELS, SectionKind
from tests.conftest import ROOT, Askew

NAMES = ("record", "config", "report", "duplicates", "clean-up", "decisions", "api-index")

BANKS = {
    "a labelled record.md": "## 1. 什么是茶？\n\n**题目：** 请解释。\n\n**答案：** 一种饮料。\n\n**解析：**\n\n很久以前。\n",
    "front matter with a date.md": "---\ntitle: Tea\nadded: 2024-05-01\n---\n\n## Question\n\nWhat?\n\n## Answer\n\nThis.\n",
    "code of every dialect.md": "## 1. How?\n\n```python\nx = 1\n```\n\n```py\n>>> 1\n1\n```\n\n```python\n%time f()\n```\n\n```python2\nprint 1\n```\n\n"
    "```sql\nSELECT 1\n```\n\n    indented\n\n## 2. Why?\n\nSo.\n\n## 3. When?\n\nNow.\n",
    "circled and outline numbers.md": "### 3.1 什么是红茶？\n\n发酵茶。\n\n### 3.2 什么是绿茶？\n\n不发酵茶。\n",
    "questions without answers.md": "1. **茶则是做什么的？**\n2. **茶针是做什么的？**\n3. **茶夹怎么用？**\n",
    "no records.md": "# Only a title\n",
    "delimited records.md": '<!-- askew: record {"title": "3 kinds"} -->\n## 3 kinds\n\n<!-- askew: answer -->\n\nYes.\n',
    "delimited records with a section of no known kind.md": '<!-- askew: record {"answer": "x", "code": [], "sections": '
    '[{"kind": "odd", "label": 1, "text": []}]} -->\n## Why?\n\nSo.\n',
    "delimited records in no known language.md": '<!-- askew: record {"language": "fr"} -->\n## Why?\n\nSo.\n',
    "own shape.jsonl": '{"question": "Why?", "answer": "So.", "number": 3, "level": "hard"}\n',
    "instructions.jsonl": '{"instruction": "Add.", "input": "1 2", "output": "3"}\n',
    "messages.jsonl": '{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}, '
    '{"role": "assistant", "content": "So."}]}\n',
    "conversations.jsonl": '{"conversations": [{"from": "human", "value": "Why?"}, {"from": "gpt", "value": "So."}]}\n',
}

CONFIGURATIONS: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing": ({}, True),
    "selectors": ({"select": ["Q", "M001"], "extend-select": ["P"], "ignore": []}, True),
    "a selector that is no list": ({"select": "Q"}, False),
    "an empty selector": ({"ignore": [""]}, False),
    "a selector that is a number": ({"select": [4]}, False),
    "each severity": ({"fail-on": "info"}, True),
    "an unknown severity": ({"fail-on": "fatal"}, False),
    "a severity in capitals": ({"fail-on": "ERROR"}, False),
    "files to take and leave": ({"include": ["*.txt"], "exclude": ["drafts"]}, True),
    "a size in bytes": ({"max-file-size": 1}, True),
    "a size with a unit": ({"max-file-size": "1.5 MB"}, True),
    "a size with a short unit": ({"max-file-size": "20k"}, True),
    "a size of nothing": ({"max-file-size": 0}, False),
    "a negative size": ({"max-file-size": -1}, False),
    "a size that is true": ({"max-file-size": True}, False),
    "a size with a fraction of a byte": ({"max-file-size": 1.5}, False),
    "a size with an unknown unit": ({"max-file-size": "3 miles"}, False),
    "ignores by path": ({"per-path-ignores": {"old/*": ["Q", "M001"], "x.md": []}}, True),
    "ignores by path without lists": ({"per-path-ignores": {"old/*": "Q"}}, False),
    "ignores by path that are a list": ({"per-path-ignores": ["Q"]}, False),
    "own labels": ({"layout": {"question": ["Aufgabe"], "follow-up": ["Nachfrage"]}}, True),
    "own labels of an unknown kind": ({"layout": {"hint": ["Tipp"]}}, False),
    "own labels with an underscore": ({"layout": {"follow_up": ["Nachfrage"]}}, False),
    "own labels without kinds": ({"layout": ["Aufgabe"]}, False),
    "a preset": ({"jsonl": {"preset": "messages"}}, True),
    "an unknown preset": ({"jsonl": {"preset": "csv"}}, False),
    "named fields": ({"jsonl": {"question": "ask", "answer": "reply", "title": "head"}}, True),
    "a field without a name": ({"jsonl": {"question": ""}}, False),
    "an unknown field": ({"jsonl": {"reply": "answer"}}, False),
    "maths": ({"markdown": {"math": "backslash"}}, True),
    "maths of an unknown kind": ({"markdown": {"math": "tex"}}, False),
    "an unknown key of Markdown": ({"markdown": {"maths": "dollar"}}, False),
    "an unknown key": ({"selct": ["Q"]}, False),
    "a key with an underscore": ({"fail_on": "error"}, False),
}

UNKNOWN_KEYS = {
    "a misspelt key": ("selct = []", "unknown key `selct`; did you mean `select`?"),
    "an underscore": ("fail_on = 'error'", "unknown key `fail_on`; did you mean `fail-on`?"),
    "a misspelt kind of label": ("[layout]\nanser = []", "unknown key `layout.anser`; did you mean `answer`?"),
    "a misspelt key of a table": ("[markdown]\nmaths = 'x'", "unknown key `markdown.maths`; did you mean `math`?"),
    "a key like no other": ("zzz = 1", "unknown key `zzz`; known are: select, ignore,"),
    "a misspelt field": ("[jsonl]\nquestions = 'q'", "unknown key `jsonl.questions`; did you mean `question`?"),
}


def schema(name: str) -> dict[str, Any]:
    text = (data_dir("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def strict(text: str) -> Any:
    """Read JSON as its standard has it: no NaN, no Infinity."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def faults(name: str, data: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema(name)).iter_errors(data)]


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every object schema with properties in a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield node
        for child in node.values():
            yield from objects(child)
    elif isinstance(node, list):
        for child in node:
            yield from objects(child)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_versioned_and_closed(name: str) -> None:
    data = schema(name)
    Draft202012Validator.check_schema(data)
    assert data["$id"] == f"https://askew.dev/schemas/{name}/v1.json"
    assert all(item["additionalProperties"] is False for item in objects(data))


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_schema_is_described(name: str) -> None:
    silent = [
        field
        for item in objects(schema(name))
        for field, spec in item["properties"].items()
        if not spec.get("description")
    ]
    assert not silent


@pytest.mark.parametrize(
    ("path", "words"),
    [
        pytest.param(("code", "items", "properties", "dialect"), get_args(Dialect), id="dialects"),
        pytest.param(("sections", "items", "properties", "kind"), get_args(SectionKind), id="kinds of section"),
        pytest.param(("language",), get_args(Language), id="languages"),
    ],
)
def test_the_record_schema_knows_every_word_that_the_program_writes(
    path: tuple[str, ...], words: tuple[str, ...]
) -> None:
    node: Any = schema("record")["properties"]
    for key in path:
        node = node[key]
    assert set(node["enum"]) == set(words)


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in data_dir("schemas").iterdir()} == {f"{name}.schema.json" for name in NAMES}


def test_records_of_the_corpus_fit_their_schema(askew: Askew) -> None:
    records = [strict(line) for line in askew("parse", ROOT / "corpus").out.splitlines()]
    assert len(records) > 40
    assert not [fault for record in records for fault in faults("record", record)]


@pytest.mark.parametrize("name", BANKS)
def test_records_of_a_bank_fit_their_schema(name: str, askew: Askew) -> None:
    Path(name).write_text(BANKS[name], encoding="utf-8")
    found = askew("parse", name, "--output-format", "json")
    assert found.code == 0
    records = strict(found.out)
    assert bool(records) == (name != "no records.md")
    assert not [fault for record in records for fault in faults("record", record)]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_json_does_not_know_is_never_written(constant: str, askew: Askew) -> None:
    Path("bank.jsonl").write_text(f'{{"question": "Why?", "answer": "So.", "score": {constant}}}\n', encoding="utf-8")
    for output_format in ("json", "jsonl"):
        strict(askew("parse", "bank.jsonl", "--output-format", output_format).out or "null")


def test_the_record_schema_is_closed_but_for_the_meta(askew: Askew) -> None:
    record = json.loads(askew("parse", ROOT / "corpus" / "published").out.splitlines()[0])
    assert all(faults("record", {key: value for key, value in record.items() if key != name}) for name in record)
    assert faults("record", {**record, "sections": [{"kind": "odd", "label": "", "text": "", "line": 1}]})
    assert faults("record", {**record, "note": "not ours"})
    assert not faults("record", {**record, "meta": {"note": "theirs"}})


def test_a_report_fits_its_schema(askew: Askew) -> None:
    report = strict(askew("check", ROOT / "corpus" / "incoming", "--output-format", "json").out)
    assert not faults("report", report)
    assert any(item["fix"] for item in report["diagnostics"])
    assert any(item["related"] for item in report["diagnostics"])
    assert any(item["record"] for item in report["diagnostics"])


def test_a_report_counts_what_it_lists(askew: Askew) -> None:
    report = strict(askew("check", ROOT / "corpus" / "incoming", "--output-format", "json").out)
    severities = [item["severity"] for item in report["diagnostics"]]
    summary = report["summary"]
    assert summary["diagnostics"] == len(severities)
    assert {
        severity: severities.count(severity) for severity in ("error", "warning", "info")
    }.items() <= summary.items()
    fingerprints = [item["fingerprint"] for item in report["diagnostics"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_the_keys_of_the_configuration_are_those_of_its_schema() -> None:
    properties = schema("config")["properties"]
    assert set(properties) == set(config._KEYS)
    assert set(properties["layout"]["properties"]) == set(LABELS)
    assert set(properties["jsonl"]["properties"]) == {field.name for field in fields(JsonlSettings)}
    assert set(properties["markdown"]["properties"]) == {field.name for field in fields(MarkdownSettings)}


def test_the_defaults_of_the_schema_are_those_of_the_settings() -> None:
    stated = {key: spec["default"] for key, spec in schema("config")["properties"].items() if "default" in spec}
    assert config.parse(stated, "askew.toml") == config.Settings()
    for key, kind in (("jsonl", JsonlSettings), ("markdown", MarkdownSettings)):
        inner = schema("config")["properties"][key]["properties"]
        assert kind(**{name: spec["default"] for name, spec in inner.items() if "default" in spec}) == kind()


@pytest.mark.parametrize("case", CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_schema_and_program_agree_about_a_configuration(case: tuple[dict[str, Any], bool]) -> None:
    table, good = case
    assert (not faults("config", table)) is good
    if good:
        config.parse(table, "askew.toml")
    else:
        with pytest.raises(ConfigError, match=r"^askew\.toml: "):
            config.parse(table, "askew.toml")


@pytest.mark.parametrize("case", UNKNOWN_KEYS.values(), ids=UNKNOWN_KEYS.keys())
def test_an_unknown_key_is_a_usage_error(case: tuple[str, str], askew: Askew) -> None:
    text, message = case
    Path("askew.toml").write_text(text, encoding="utf-8")
    Path("bank.md").write_text("# A\n", encoding="utf-8")
    for command in ("check", "parse"):
        found = askew(command, "bank.md")
        assert found.code == 2
        assert f"askew.toml: {message}" in found.err
        assert not found.out
