"""The page of a report as a file: nothing of a bank gets out of the data, and the data are no more than a page holds."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.report.budget import cut, level
from askew.report.compact import compact
from askew.report.page import ASSETS, embedded, local_link, modules, page
from tests.conftest import ROOT, Askew
from tests.test_report import asking, data

SCRIPT = modules("main.js")
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\u2028\u2029",
    "\u202eevil\u202c",
    "\"'`${1}{{ 1 }}{% raw %}",
)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, _: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.raw:
            self.raw[self._inside].append(data)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The data of a report on banks whose names and texts try everything."""
    monkeypatch.chdir(tmp_path)
    for name in ("<script>.jsonl", "\u202e\"'&.jsonl"):
        lines = [asking(f"What is {text}") for text in HOSTILE]
        Path(name).write_text("".join(lines), encoding="utf-8")
    return data(".")


def test_a_page_has_only_its_own_elements(hostile: dict[str, Any]) -> None:
    shown = Elements(page(hostile, HOSTILE[0], "./{path}"))
    plain = Elements(page({**hostile, "clusters": [], "findings": []}, "bank", "./{path}"))
    assert [tag for tag, _ in shown.found] == [tag for tag, _ in plain.found]
    assert not [name for _, attrs in shown.found for name in attrs if name.startswith("on") or name == "style"]


def test_a_page_asks_for_nothing(hostile: dict[str, Any]) -> None:
    shown = Elements(page(hostile, "bank", "./{path}"))
    outside = [attrs[name] for _, attrs in shown.found for name in ("src", "href", "action", "data") if name in attrs]
    assert [link for link in outside if not str(link).startswith("#")] == []
    assert not re.search(r"@import|url\(", shown.raw["style"][0])


def test_the_policy_allows_the_one_script_and_style_that_there_are(hostile: dict[str, Any]) -> None:
    shown = Elements(page(hostile, "bank", "./{path}"))
    policy = next(attrs["content"] or "" for tag, attrs in shown.found if attrs.get("http-equiv"))
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    own = {name: base64.b64encode(hashlib.sha256(shown.raw[name][-1].encode()).digest()).decode() for name in shown.raw}
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == f"'sha256-{own['script']}'"
    assert allowed["style-src"] == f"'sha256-{own['style']}'"
    assert [attrs.get("type") for tag, attrs in shown.found if tag == "script"] == ["application/json", "module"]


def test_the_data_of_a_page_come_back_as_they_were(hostile: dict[str, Any]) -> None:
    held = json.loads(Elements(page(hostile, "bank", "./{path}")).raw["script"][0])
    texts = {member["question"] for cluster in held["clusters"] for member in cluster["members"]}
    assert texts == {f"What is {text}?" for text in HOSTILE}
    assert "\u202e\"'&.jsonl" in held["paths"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda item: st.lists(item) | st.dictionaries(st.text(), item)))  # fmt: skip
def test_embedded_data_hold_no_tag_and_no_hidden_character(value: Any) -> None:
    text = embedded(value)
    assert not re.search("[<\u2028\u2029\u202a-\u202e\u2066-\u2069\x00]", text)
    assert json.loads(text) == value


@given(st.lists(st.integers(0, 20_000), max_size=60), st.integers(0, 200_000))
def test_texts_fill_the_room_that_there_is(sizes: list[int], room: int) -> None:
    most = level(sizes, room)
    least = level([1], 0)
    used = sum(min(size, most) for size in sizes)
    assert least <= most <= level([])
    assert used <= room or most == least
    assert used == sum(sizes) or most == level([]) or sum(min(size, most + 1) for size in sizes) > room


@given(st.text(), st.integers(0, 40))
def test_a_cut_text_is_the_start_of_it(text: str, most: int) -> None:
    shown = cut(text, most)
    assert text.startswith(shown)
    assert len(shown.encode()) <= most
    assert len(text.encode()) <= most or len(shown.encode()) > most - 4


def test_a_long_answer_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = json.dumps({"question": "What is tea?", "answer": "It is a drink. " * 9_000})
    Path("bank.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    whole = data("bank.jsonl")
    one, other = compact(whole)["clusters"][0]["members"]
    assert len(whole["clusters"][0]["members"][0]["answer"]) > 100_000
    assert len(one["answer"]) == len(other["answer"]) == level([])
    assert one["cut"] == ["answer"]


def test_the_differences_are_marked_by_character_and_by_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [
        {"question": "什么是茶？", "answer": "一种热饮。 Made of leaves."},
        {"question": "什么是茶", "answer": "一种凉饮。 Made of roots."},
    ]
    Path("bank.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    members = compact(data("bank.jsonl"))["clusters"][0]["members"]
    mine, theirs = members[1]["marks"]["answer"]
    shown = [[text[start:end] for start, end in zip(at[::2], at[1::2], strict=True)] for text, at in ((members[1]["answer"], mine), (members[0]["answer"], theirs))]  # fmt: skip
    assert sorted(shown) == [["凉", "roots"], ["热", "leaves"]]


def test_nothing_empty_is_in_the_data_of_a_page() -> None:
    held = compact(data(ROOT / "corpus"))
    members = [member for cluster in held["clusters"] for member in cluster["members"]]
    assert not [item for item in [*members, *held["findings"]] if None in item.values() or "" in item.values()]


LINKS = {
    "in the working directory": ("report.html", "./{path}"),
    "below it": ("out/report.html", "./../{path}"),
    "above it": ("../report.html", "./bank/{path}"),
    "beside it": ("../a b/report.html", "./../bank/{path}"),
}


@pytest.mark.parametrize(("output", "link"), LINKS.values(), ids=LINKS.keys())
def test_places_are_linked_to_the_files(
    output: str, link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bank").mkdir()
    monkeypatch.chdir(tmp_path / "bank")
    assert local_link(output) == link


def test_a_link_template_is_in_the_page(askew: Askew) -> None:
    Path("bank.md").write_text("## 1. Why?\n\nSo.\n\n## 2. How?\n\nSo.\n", encoding="utf-8")
    link = "https://example.org/blob/main/{path}#L{line}"
    assert askew("report", "bank.md", "--link-template", link).err == "askew-report.html: 0 findings, 0 clusters in 1 file, 2 records\n"  # fmt: skip
    assert json.loads(Elements(Path("askew-report.html").read_text(encoding="utf-8")).raw["script"][0])["link"] == link


def sources() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.js"))}


def test_every_module_is_in_the_script() -> None:
    heads = [text.split("\n", 1)[0] for text in sources().values()]
    assert all(SCRIPT.count(head) == 1 for head in heads)
    assert not re.search(r"^(?:import|export) ", SCRIPT, re.MULTILINE)


def test_every_name_that_is_imported_is_exported() -> None:
    exported = {name: set(re.findall(r"^export (?:async )?(?:const|function|class) (?:\{ )?([\w, ]+?)(?: \})?(?= =|\(| \{)", text, re.MULTILINE)) for name, text in sources().items()}  # fmt: skip
    names = {name: {part.strip() for item in found for part in item.split(",")} for name, found in exported.items()}
    for text in sources().values():
        for wanted, module in re.findall(r'^import \{ (.*) \} from "\./([\w.]+)";$', text, re.MULTILINE):
            assert {part.strip() for part in wanted.split(",")} <= names[module]


def test_every_word_is_said_in_both_languages_and_used() -> None:
    table = sources()["strings.js"].split("const STRINGS = {\n")[1].split("\n};")[0]
    rows = re.findall(r'^  "?([\w-]+)"?: \["((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\],$', table, re.MULTILINE)
    assert len(rows) == len(table.splitlines())
    assert all(sorted(re.findall(r"\{\d\}", one)) == sorted(re.findall(r"\{\d\}", other)) for _, one, other in rows)
    others = "".join(text for name, text in sources().items() if name != "strings.js")
    made = ("family", "theme", "error", "warning", "info", "zh", "en", "mixed", "file", "display-only", "unsafe", "safe",
            "complete", "longest", "first", "any")  # fmt: skip
    unused = [key for key, _, _ in rows if f'"{key}"' not in others and not key.startswith(made) and not key.endswith("Filter")]  # fmt: skip
    assert unused == []
    asked = set(re.findall(r'\bt\("([\w-]+)"', others))
    assert asked <= {key for key, _, _ in rows}
