"""The formats for machines: each is read back by a parser of its standard, whatever stands in the bank."""

import csv
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from askew.checks import RULES, selected
from askew.config import Settings
from askew.data import data_dir
from askew.diagnostic import Diagnostic, Severity
from askew.reporters import FORMATS, markdown, reporter, sarif
from askew.reporters.style import Style
from askew.run import Report, check
from tests import hostile
from tests.conftest import ROOT

DATA = ROOT / "tests" / "data"
SARIF_SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
SEEDS = range(200)

_POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "required": ["line", "column"],
    "additionalProperties": False,
}
_RANGE = {
    "type": "object",
    "properties": {"start": _POSITION, "end": _POSITION},
    "required": ["start", "end"],
    "additionalProperties": False,
}


def _object(**properties: Any) -> dict[str, Any]:
    """The schema of an object that has some of these properties and no other; protojson refuses unknown ones."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


_TEXT = {"type": "string"}
# What reviewdog's reviewdog.rdf.DiagnosticResult has, as far as Askew uses it, and nothing else.
RDJSON = _object(
    source=_object(name=_TEXT),
    diagnostics={
        "type": "array",
        "items": _object(
            message=_TEXT,
            location=_object(path=_TEXT, range=_RANGE),
            severity={"enum": ["ERROR", "WARNING", "INFO"]},
            code=_object(value=_TEXT),
            suggestions={"type": "array", "minItems": 1, "items": _object(range=_RANGE, text=_TEXT)},
        ),
    },
)
# What GitLab's documentation asks of a code quality report.
GITLAB = {
    "type": "array",
    "items": {
        **_object(
            description=_TEXT,
            check_name=_TEXT,
            fingerprint={"type": "string", "pattern": "^[0-9a-f]{16}$"},
            severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
            location=_object(
                path=_TEXT,
                lines=_object(begin={"type": "integer", "minimum": 1}, end={"type": "integer", "minimum": 1}),
            ),
        ),
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
    },
}


def written(run: Report, name: str) -> str:
    """The report as a file has it."""
    return "".join(f"{line}\n" for line in reporter(name)(run, Style()))


def whole(text: str) -> str:
    """A text without halves of surrogate pairs, as files in UTF-8 have to be."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@cache
def sarif_schema() -> Draft4Validator:
    return Draft4Validator(json.loads((DATA / "sarif-schema-2.1.0.json").read_bytes()))


def assert_valid(data: Any, validator: Any) -> None:
    assert [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(data)] == []


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Report:
    """The report on tests/data/bank."""
    monkeypatch.chdir(DATA / "bank")
    return check(sorted(os.listdir()), selected(Settings()), Settings())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", [Style(), Style(color=True)], ids=["plain", "coloured"])
def test_nothing_in_a_report_steers_a_terminal(name: str, style: Style) -> None:
    for seed in SEEDS:
        text = "\n".join(reporter(name)(hostile.report(seed), style))
        text.encode()  # no half of a surrogate pair
        bare = re.sub(r"\x1b\[\d[\d;]*m", "", text) if name in ("full", "concise") and style.color else text
        strange = {c for c in bare if (c != "\n" and unicodedata.category(c)[0] == "C") or c in "\u2028\u2029"}
        assert not strange


def json_is_the_report(run: Report) -> None:
    data = json.loads(written(run, "json"))
    assert_valid(data, schema("report"))
    assert [item["path"] for item in data["diagnostics"]] == [whole(item.path) for item in run.diagnostics]
    assert [item["message"] for item in data["diagnostics"]] == [whole(item.message) for item in run.diagnostics]
    lines = written(run, "jsonl").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == data["diagnostics"]


@cache
def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((data_dir("schemas") / f"{name}.schema.json").read_bytes()))


def sarif_fits_its_schema_and_links_only_to_its_places(run: Report) -> None:
    log = json.loads(written(run, "sarif"))
    assert_valid(log, sarif_schema())
    for item, result in zip(run.diagnostics, log["runs"][0]["results"], strict=True):
        ids = {place["id"] for place in result.get("relatedLocations", ())}
        links = re.findall(r"(?<!\\)\[(?:[^\\\[\]]|\\.)*\]\((.*?)\)", result["message"]["text"])
        assert sorted(map(int, links)) == sorted(ids) == list(range(1, len(item.related) + 1))
        assert not re.search(r"\{\d+\}", re.sub(r"\{\{|\}\}", "", result["message"]["text"]))
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"(file://)?[A-Za-z0-9/._~%-]*", location["uri"])
        assert unquote(location["uri"].removeprefix("file://"), errors="surrogateescape") == (
            re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", item.path)
        )
        outside = item.path.startswith("/") or ".." in item.path.split("/")
        assert ("uriBaseId" in location) is not outside


def annotations(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands in the output of a step, read as the runner of GitHub Actions reads them."""
    for line in text.splitlines():
        if found := re.fullmatch(r"\s*::([a-z-]+)(?: (.*?))?::(.*)", line):
            pairs = (pair.split("=", 1) for pair in (found[2] or "").split(",") if "=" in pair)
            yield found[1], {key: unescaped(value) for key, value in pairs}, unescaped(found[3])
        else:
            assert not line, "every line is a command"


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def shown(text: str) -> str:
    """A text as a person may see it: line ends kept, what else is not visible as its code or U+FFFD."""
    return "".join(
        c if c in "\r\n" or (unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029") else seen(c) for c in text
    )


def seen(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 256 else "\ufffd"


def annotations_cannot_be_forged(run: Report) -> None:
    found = list(annotations(written(run, "github")))
    assert len(found) == len(run.diagnostics)
    ranks = [("error", "warning", "notice").index(command) for command, _, _ in found]
    assert ranks == sorted(ranks)
    told = {(properties["file"], properties["title"], message) for _, properties, message in found}
    assert told == {(shown(item.path), f"{item.code} {item.name}", shown(item.message)) for item in run.diagnostics}
    assert {key for _, properties, _ in found for key in properties} <= set(
        "file line endLine col endColumn title".split()
    )


def gitlab_gets_what_it_asks_for(run: Report) -> None:
    data = json.loads(written(run, "gitlab"))
    assert_valid(data, Draft202012Validator(GITLAB))
    assert len({item["fingerprint"] for item in data}) == len(data) == len(run.diagnostics)
    assert [item["location"]["path"] for item in data] == [whole(item.path) for item in run.diagnostics]


def junit_is_xml_with_every_place(run: Report) -> None:
    text = written(run, "junit")
    root = ET.fromstring(text)
    listed = [line for element in root.iter() if element.tag in ("failure", "system-out") for line in said(element)]
    assert len(listed) == len(run.diagnostics)
    cases = {(suite.get("name"), case.get("name")) for suite in root for case in suite}
    assert len(cases) == sum(len(suite) for suite in root) == int(root.get("tests", "0")) > 0
    read = JUnitXml.fromstring(text.split("\n", 1)[1])
    assert (read.tests, read.failures) == (len(cases), len(root.findall(".//failure")))


def said(element: ET.Element) -> list[str]:
    return (element.text or "").split("\n")


def rdjson_has_nothing_that_reviewdog_does_not_know(run: Report) -> None:
    data = json.loads(written(run, "rdjson"))
    assert_valid(data, Draft202012Validator(RDJSON))
    assert [item["message"] for item in data["diagnostics"]] == [
        shown(item.message).replace("\n", "\\x0a").replace("\r", "\\x0d") for item in run.diagnostics
    ]


def markdown_is_one_table_without_markup_of_the_bank(run: Report) -> None:
    tokens = (
        MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(written(run, "markdown"))
    )
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows == (len(run.diagnostics) + 1 if run.diagnostics else 0)
    assert sum(token.type in ("td_open", "th_open") for token in tokens) == 4 * rows
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "html_inline", "text_special"}
    assert {child.content for child in children if child.type == "html_inline"} <= {"<code>", "</code>"}
    code = False
    for child in children:
        code = child.content == "<code>" if child.type == "html_inline" else code
        assert code or not re.search(r"[@#]\w", child.content)


def csv_has_no_formulas(run: Report) -> None:
    rows = list(csv.reader(written(run, "csv").splitlines(), strict=True))
    assert len(rows) == len(run.diagnostics) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@＝＋－＠]", cell)]


def concise_is_one_line_a_diagnostic(run: Report) -> None:
    assert len(written(run, "concise").splitlines()) == len(run.diagnostics)


READ_BACK = (
    json_is_the_report,
    sarif_fits_its_schema_and_links_only_to_its_places,
    annotations_cannot_be_forged,
    gitlab_gets_what_it_asks_for,
    junit_is_xml_with_every_place,
    rdjson_has_nothing_that_reviewdog_does_not_know,
    markdown_is_one_table_without_markup_of_the_bank,
    csv_has_no_formulas,
    concise_is_one_line_a_diagnostic,
)


@pytest.mark.parametrize("promise", READ_BACK, ids=lambda promise: promise.__name__)
def test_whatever_the_bank(promise: Callable[[Report], None]) -> None:
    for seed in SEEDS:
        promise(hostile.report(seed))


# What the formats promise


def test_the_schema_of_sarif_is_the_published_one() -> None:
    assert hashlib.sha256((DATA / "sarif-schema-2.1.0.json").read_bytes()).hexdigest() == SARIF_SHA256


def test_sarif_has_what_code_scanning_asks_for(bank: Report) -> None:
    run = json.loads(written(bank, "sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1_024
        assert rule["help"]["text"] in rule["help"]["markdown"].replace("## Why is this bad?\n\n", "")
    for item, result in zip(bank.diagnostics, run["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert (rules[result["ruleIndex"]]["id"], result["ruleId"]) == (item.code, item.code)
        assert place["artifactLocation"] == {"uri": item.path, "uriBaseId": "%SRCROOT%"}
        assert tuple(place["region"].values()) == item.place[:4]
        assert result["partialFingerprints"] == {"primaryLocationLineHash": item.fingerprint}
        assert ("fixes" in result) is (item.fix is not None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_manual_goes_into_sarif_without_dead_links(rule: Any) -> None:
    told = sarif._rule(rule)
    links = re.findall(r"\]\(([^)]*)\)", re.sub(r"(?ms)^(`{3,}).*?^\1$|`[^`\n]*`", "", told["help"]["markdown"]))
    assert all(re.match("[a-z]+:", link) for link in links)
    assert len(told["fullDescription"]["text"]) <= 1_024
    assert told["fullDescription"]["text"] != rule.summary


def test_a_duplicate_is_shown_at_the_heading_and_linked_to_the_copy_to_keep(bank: Report) -> None:
    results = json.loads(written(bank, "sarif"))["runs"][0]["results"]
    found = next(result for result in results if result["ruleId"] == "D001")
    region = found["locations"][0]["physicalLocation"]["region"]
    other = found["relatedLocations"][0]
    assert region == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 14}
    assert found["message"]["text"] == "the same question as [tea.md:3](1)"
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "tea.md"
    assert other["physicalLocation"]["region"]["startLine"] == 3


def test_a_copied_file_is_shown_at_its_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.md", "two.md"):
        Path(name).write_bytes(b"# Tea\r\n\r\n## 1. What is tea?\r\n\r\nA drink.\r\n")
    run = check(["one.md", "two.md"], selected(Settings(select=("D007",))), Settings())
    assert [item.place[:4] for item in run.diagnostics] == [(1, 1, 1, 6)]


def many(item: Diagnostic, number: int, severity: Severity) -> list[Diagnostic]:
    return [
        replace(
            item, severity=severity, fingerprint=f"{severity.rank}{index:015x}", path=f"{severity.rank}/{index:06}.md"
        )
        for index in range(number)
    ]


def test_sarif_keeps_the_most_severe_and_says_what_it_left_out(bank: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.LIMIT == 25_000
    monkeypatch.setattr(sarif, "LIMIT", 50)
    item = bank.diagnostics[0]
    bank.diagnostics = [*many(item, 30, Severity.WARNING), *many(item, 23, Severity.ERROR)]
    run = json.loads(written(bank, "sarif"))["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error"] * 23 + ["warning"] * 27
    assert run["invocations"][0]["executionSuccessful"] is True
    assert [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]] == [
        "only the 50 most severe of 53 findings are in this file: more are not accepted; 3 are left out"
    ]


def test_markdown_is_cut_to_the_length_of_a_comment(bank: Report) -> None:
    item = replace(bank.diagnostics[0], message="|*_" * 300)
    bank.diagnostics = [*many(item, 100, Severity.INFO), *many(item, 7, Severity.ERROR)]
    text = written(bank, "markdown")
    assert markdown.LIMIT - 5_000 < len(text) <= markdown.LIMIT
    rows = [line for line in text.splitlines() if line.startswith(("| error", "| info"))]
    assert [row.split()[1] for row in rows[:8]] == ["error"] * 7 + ["info"]
    assert f"\n{107 - len(rows)} more findings are not shown, of severity info or less" in text


def test_advice_fails_no_case_of_junit(bank: Report) -> None:
    bank.diagnostics = many(bank.diagnostics[0], 2, Severity.INFO)
    root = ET.fromstring(written(bank, "junit"))
    assert (root.get("tests"), root.get("failures")) == ("2", "0")
    assert len(root.findall(".//system-out")) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_run_can_be_read(name: str) -> None:
    text = written(Report(files=2, records=3), name)
    if name in ("full", "concise", "jsonl", "github"):
        assert text == ""
    elif name == "junit":
        assert JUnitXml.fromstring(text.split("\n", 1)[1]).tests == 1
    elif name == "markdown":
        assert text == "### Askew: clean: 2 files, 3 records\n"
    elif name == "csv":
        assert len(text.splitlines()) == 1
    else:
        json.loads(text)


def test_columns_are_code_points_but_for_reviewdog_which_cuts_bytes(bank: Report) -> None:
    source = Path("more-tea.md").read_bytes().splitlines()[2]
    found = json.loads(written(bank, "rdjson"))["diagnostics"][0]["location"]["range"]
    assert (found["start"]["column"], found["end"]["column"]) == (1, len(source) + 1)
    assert bank.diagnostics[0].place.end_column == len(source.decode()) + 1 < len(source)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_a_suggestion_applied_as_reviewdog_does_is_the_fix(
    mark: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bank.md").write_bytes(mark + "## 绿茶 **茶\n\n很好。\n".encode())
    run = check(["bank.md"], selected(Settings(select=("M002",))), Settings())
    [found] = json.loads(written(run, "rdjson"))["diagnostics"]
    [suggestion] = found["suggestions"]
    lines = Path("bank.md").read_bytes().split(b"\n")
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    line = lines[start["line"] - 1]
    lines[start["line"] - 1] = line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
    assert b"\n".join(lines) == mark + "## 绿茶 茶\n\n很好。\n".encode()


def test_a_fix_of_several_edits_is_no_suggestion(bank: Report) -> None:
    found = {item["code"]["value"]: item for item in json.loads(written(bank, "rdjson"))["diagnostics"]}
    assert next(len(item.fix.edits) for item in bank.diagnostics if item.code == "P006" and item.fix) == 2
    assert "suggestions" not in found["P006"]
    assert "suggestions" in found["M002"]


def test_sarif_tools_reads_the_log(bank: Report, tmp_path: Path) -> None:
    loader = pytest.importorskip("sarif.loader", reason="sarif-tools is not installed (it brings matplotlib)")
    path = tmp_path / "bank.sarif"
    path.write_text(written(bank, "sarif"), encoding="utf-8")
    read = loader.load_sarif_file(str(path)).get_records()
    assert [(record["Location"], record["Line"], record["Severity"]) for record in read] == [
        (item.path, item.place.line, item.severity.value) for item in bank.diagnostics
    ]
