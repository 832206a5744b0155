"""The page of `askew report` in a browser: an editor's work by keyboard, accessibility, and nothing that leaves the page."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By

from tests.browser import Page, complaints, requests, written
from tests.conftest import ROOT, Askew
from tests.test_report import HOSTILE, asking
from tests.test_schemas import faults, strict

pytestmark = pytest.mark.browser

VIEWS = ("overview", "duplicates", "findings", "decisions")
AXE = "4.10.3"


@pytest.fixture(scope="session")
def corpus(driver: tuple[Chrome, Path], tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(driver[0], written(tmp_path_factory.mktemp("report"), "corpus"), driver[1])


@pytest.fixture
def page(corpus: Page) -> Iterator[Page]:
    """The report on our own corpus; nothing that a test does may ask for anything or leave a word on the console."""
    corpus.open()
    requests(corpus.driver)
    yield corpus
    asked = {address.partition("#")[0] for address in requests(corpus.driver)}
    assert asked <= {corpus.file.as_uri(), "about:blank"}
    assert complaints(corpus.driver) == []


def test_an_editor_decides_by_keyboard_and_exports(page: Page) -> None:
    clusters = page.data()["clusters"]
    page.press("d")
    page.shows(".filters .count", f"{len(clusters)} of {len(clusters)}")
    page.press("1")  # the suggestion; goes on to the next
    page.press("m")
    page.press("x")
    page.until(lambda: page.all("dialog[open]"))
    page.press("about tea", Keys.ENTER)
    page.press("0")
    page.shows("header nav", "4")
    decisions = page.exported()
    assert decisions["version"] == 1
    actions = [item["action"] for item in decisions["decisions"]]
    sizes = [len(cluster["members"]) for cluster in clusters]
    assert actions.count("drop") == sizes[0] - 1
    assert actions.count("merge") == sizes[1] - 1
    assert actions.count("distinct") == 1
    assert actions.count("keep") == sizes[3]
    apart = next(item for item in decisions["decisions"] if item["action"] == "distinct")
    assert apart["reason"] == "about tea"
    assert [record["id"] for record in apart["records"]] == [member["id"] for member in clusters[2]["members"]]
    assert apart["findings"]
    assert all(item["code"].startswith("D00") and item["fingerprint"] for item in apart["findings"])
    dropped = decisions["decisions"][0]
    paths = page.data()["paths"]
    keeper, other = clusters[0]["members"][:2]
    assert dropped["keeper"] == {**{key: keeper[key] for key in ("id", "digest", "line", "question")}, "path": paths[keeper["path"]]}  # fmt: skip
    assert dropped["record"]["digest"] == other["digest"]


def test_decisions_are_carried_out(driver: tuple[Chrome, Path], tmp_path: Path, askew: Askew) -> None:
    shutil.copytree(ROOT / "corpus", "corpus")  # into the folder that the command runs in
    askew("report", "corpus")
    page = Page(driver[0], tmp_path / "askew-report.html", driver[1])
    page.open("duplicates")
    page.press("m", "1", "1", "x")
    page.until(lambda: page.all("dialog[open] input"))
    page.press("two caches", Keys.ENTER, "f", "x")
    page.until(lambda: page.all("dialog[open] input"))
    page.press("as in the book", Keys.ENTER)
    decisions = page.exported()
    assert not faults("decisions", decisions)
    Path("decisions.json").write_text(json.dumps(decisions), encoding="utf-8")
    before = len(askew("parse", "corpus").out.splitlines())
    assert askew("apply", "decisions.json", "--write").code == 0
    gone = sum(item["action"] in ("drop", "merge") for item in decisions["decisions"])
    assert len(askew("parse", "corpus").out.splitlines()) == before - gone
    assert askew("dups", "corpus").code == 0
    Path("askew.toml").write_text('baseline = "askew-baseline.ndjson"\n', encoding="utf-8")
    after = strict(askew("report", "corpus", "--output-format", "json").out)
    assert after["clusters"] == []
    assert (
        len(after["findings"])
        < page.data()["overview"]["error"] + page.data()["overview"]["warning"] + page.data()["overview"]["info"] - gone
    )
    assert askew("apply", "decisions.json", "--write").code == 0


def test_another_keeper_is_chosen_by_its_number(page: Page) -> None:
    page.press("d", "2")
    decisions = page.exported()["decisions"]
    first = page.data()["clusters"][0]["members"]
    assert {item["keeper"]["id"] for item in decisions} == {first[1]["id"]}
    assert [item["record"]["line"] for item in decisions] == [
        member["line"] for at, member in enumerate(first) if at != 1
    ]


def test_each_copy_can_go_its_own_way(page: Page) -> None:
    page.press("d")
    buttons = page.all(".member:nth-child(2) .fate button")
    buttons[2].click()  # merge; the rest goes as suggested
    page.until(lambda: page.all(".member:nth-child(2) .fate [aria-pressed=true]"))
    page.all(".member:nth-child(3) .fate button")[3].click()  # keep
    page.shows(".state", "by hand")
    actions = [item["action"] for item in page.exported()["decisions"]]
    assert sorted(set(actions)) == ["drop", "keep", "merge"]
    assert page.all(".member:nth-child(3) .fate [aria-pressed=true]")[0] == page.driver.switch_to.active_element


@pytest.mark.parametrize(("button", "action"), [(1, "drop"), (4, "distinct")], ids=["dropped", "no duplicate"])
def test_where_the_keeper_goes_another_is_kept(button: int, action: str, page: Page) -> None:
    page.press("d")
    page.until(lambda: page.all(".row[id$='-0'][aria-selected=true]"))
    page.press("j")
    page.until(lambda: page.all(".row[id$='-1'][aria-selected=true]"))
    page.all(".member:nth-child(1) .fate button")[button].click()
    if action == "distinct":
        page.press("by chance", Keys.ENTER)
    page.shows("header nav", "1")
    (found,) = page.exported()["decisions"]
    lines = [member["line"] for member in page.data()["clusters"][1]["members"]]
    assert found["action"] == action
    assert lines == (
        [found["record"]["line"], found["keeper"]["line"]]
        if action == "drop"
        else [record["line"] for record in found["records"]]
    )


def test_undo_takes_back_one_decision_at_a_time(page: Page) -> None:
    page.press("d", "1", "1")
    page.shows("header nav", "2")
    page.press("u")
    page.shows("#said", "Undone")
    assert page.all("header nav a")[3].text.endswith("1")
    page.press("u", "u")
    page.shows("#said", "Nothing to undo")


def test_all_suggestions_are_accepted_at_once(page: Page) -> None:
    page.press("d")
    next(button for button in page.all(".filters button") if "Accept" in button.text).click()
    page.shows("#said", "accepted")
    sure = [cluster for cluster in page.data()["clusters"] if cluster["kind"] != "review"]
    found = page.exported()["decisions"]
    assert len(found) == sum(len(cluster["members"]) - 1 for cluster in sure) == page.data()["overview"]["redundant"]
    assert {item["action"] for item in found} == {"drop"}
    page.press("u")
    page.shows("#said", "Undone")
    assert page.exported()["decisions"] == []


def test_a_finding_is_ignored_with_a_reason(page: Page) -> None:
    page.press("f", "x")
    page.until(lambda: page.all("dialog[open] input"))
    page.press("as in the book", Keys.ENTER)
    page.shows(".list .done", "ignored")
    (ignored,) = page.exported()["decisions"]
    assert (ignored["action"], ignored["reason"]) == ("ignore", "as in the book")
    assert sorted(ignored["finding"]) == ["code", "fingerprint", "hint", "path"]


def test_a_reason_is_not_given_and_nothing_is_decided(page: Page) -> None:
    page.press("d", "x")
    page.until(lambda: page.all("dialog[open] input"))
    page.press(Keys.ESCAPE)
    page.until(lambda: not page.all("dialog[open]"))
    assert page.exported()["decisions"] == []


def test_decisions_are_still_there_after_a_while(corpus: Page) -> None:
    corpus.driver.get(corpus.file.as_uri())
    corpus.driver.execute_script("localStorage.clear()")
    corpus.load("duplicates")
    corpus.press("1")
    corpus.load("decisions")
    corpus.shows(".said", "1 of ")
    assert len(corpus.all(".list .row")) == 1
    corpus.press("c")
    corpus.shows(".said", "0 of ")


FILTERS = {
    "kind": ("review", lambda cluster: cluster["kind"] == "review"),
    "language": ("zh", lambda cluster: any(member["language"] == "zh" for member in cluster["members"])),
    "score": ("1", lambda cluster: cluster["score"] >= 1),
}


@pytest.mark.parametrize("name", FILTERS)
def test_clusters_are_filtered(name: str, page: Page) -> None:
    value, fits = FILTERS[name]
    page.press("d")
    at = ["kind", "file", "language", "rule", "score"].index(name)
    page.all(".filters select")[at].find_element(By.CSS_SELECTOR, f"option[value='{value}']").click()
    clusters = page.data()["clusters"]
    page.shows(".filters .count", f"{sum(map(fits, clusters))} of {len(clusters)}")
    assert page.all(".list .row")


def test_clusters_are_searched_and_the_keys_go_on(page: Page) -> None:
    page.press("d", "/")
    page.press("本地")
    page.until(lambda: page.text(".filters .count").startswith("1 of"))
    page.press("1")  # is text while one types
    page.until(lambda: page.all(".side .empty:not([hidden])"))
    page.press(Keys.BACKSPACE, Keys.ESCAPE)
    page.press("1")
    page.shows(".list .done", "kept")


def test_a_bar_leads_to_the_findings_of_its_rule(page: Page) -> None:
    first = max(page.data()["rules"], key=lambda rule: rule["count"])
    page.all("svg.bars g")[0].click()
    page.shows(".filters .count", f"{first['count']} of")
    assert first["code"] in page.text(".finding .head h2")


def test_findings_are_grouped_by_rule_or_file(page: Page) -> None:
    page.press("f")
    rows = page.until(lambda: [row.text for row in page.all(".facets .row")])
    assert rows[0].split("\n") == ["All findings", str(len(page.data()["findings"]))]
    page.all(".filters .fate button")[1].click()
    page.until(lambda: page.all(".facets .row .tail"))
    page.all(".facets .row")[1].click()
    worst = page.all(".facets .row .number")[1].text
    page.shows(".filters .count", f"{worst} of")


def test_a_finding_shows_its_source_its_rule_and_what_the_index_knows(page: Page) -> None:
    page.press("f", "/")
    page.press("contrast_range")
    page.until(lambda: page.all(".signature"))
    assert "ImageDataGenerator(" in page.all(".signature")[0].text
    assert "contrast_range" in page.text(".excerpt mark")
    assert "What it does" in page.text(".manual")


def test_the_page_speaks_chinese(page: Page) -> None:
    page.driver.find_element(By.ID, "tongue").click()
    page.shows("header nav", "概览")
    assert page.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-CN"
    for view, said in zip(VIEWS[1:], ("份重复", "忽略并说明", "还没有决定"), strict=True):
        page.driver.execute_script("location.hash = arguments[0]", view)
        page.shows("main", said)


def test_help_lists_the_keys_and_can_switch_them_off(page: Page) -> None:
    page.press("?")
    page.shows("dialog[open]", "undo")
    page.all("dialog[open] input[type=checkbox]")[0].click()
    page.press(Keys.ESCAPE)
    page.until(lambda: not page.all("dialog[open]"))
    page.press("d")
    assert page.driver.execute_script("return location.hash") in ("", "#overview")


def test_places_are_links(page: Page) -> None:
    page.press("d")
    member = page.data()["clusters"][0]["members"][0]
    href = page.all(".member .path")[0].get_attribute("href") or ""
    assert href == (ROOT / page.data()["paths"][member["path"]]).as_uri()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, installed into a folder of its own."""
    folder = tmp_path_factory.mktemp("axe")
    command = [
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        str(folder),
        f"axe-core@{AXE}",
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"axe-core cannot be installed: {error}")
        pytest.skip(f"axe-core cannot be installed: {error}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_keeps_anybody_out(view: str, theme: str, page: Page, axe: str) -> None:
    page.press("d", "1", "f")
    page.driver.execute_script("document.documentElement.dataset.theme = arguments[0]; location.hash = arguments[1]", theme, view)  # fmt: skip
    page.until(lambda: page.all(f"nav a[href='#{view}'][aria-current]"))
    for details in page.all("figure summary"):
        details.click()
    page.driver.execute_script("document.querySelectorAll('*').forEach((node) => (node.style.transition = 'none'))")
    page.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    found = page.driver.execute_async_script("axe.run().then(arguments[0])")
    grave = [item for item in found["violations"] if item["impact"] in ("serious", "critical", "moderate")]
    assert [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in grave] == []


def test_nothing_of_a_bank_runs(driver: tuple[Chrome, Path], tmp_path: Path) -> None:
    for name in ("<img src=x onerror=alert(1)>.jsonl", "\u202e'\".jsonl"):
        (tmp_path / name).write_text(asking(f"What is {HOSTILE}"), encoding="utf-8")
    page = Page(driver[0], written(tmp_path, tmp_path), driver[1])
    page.open("duplicates")
    requests(page.driver)
    assert page.all(".member img, .list img, .member script") == []
    shown = page.text(".member:first-child .question p")
    assert shown == f"What is {HOSTILE}?".replace("\u202e", "\ufffd")
    page.press("1", "o", "f", "s")
    record = page.exported()["decisions"][0]["record"]
    assert record["path"] in {path.as_posix() for path in tmp_path.iterdir()}
    assert record["question"] == f"What is {HOSTILE}?"
    assert {address.partition("#")[0] for address in requests(page.driver)} <= {page.file.as_uri()}
    assert complaints(page.driver) == []


EMPTY = {"an empty file": "", "one record": '{"question": "What is tea?", "answer": "A drink."}\n'}


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY.keys())
def test_a_report_on_next_to_nothing_says_so(text: str, driver: tuple[Chrome, Path], tmp_path: Path) -> None:
    (tmp_path / "bank.jsonl").write_text(text, encoding="utf-8")
    page = Page(driver[0], written(tmp_path, tmp_path / "bank.jsonl"), driver[1])
    page.open("duplicates")
    page.shows("main", "No question is asked twice here.")
    page.press("1", "x", "m", "j", "k", "c", "0", "s", "c", "f", "x", Keys.ESCAPE, "o")
    page.shows("main", "documents")
    assert page.exported()["decisions"] == []
    assert complaints(page.driver) == []


def test_what_repeats_a_record_that_goes_repeats_what_that_repeats(driver: tuple[Chrome, Path], tmp_path: Path) -> None:
    answer = "内存有限，不限制容量会挤占别的进程。" * 2
    bank = {
        "为什么要限制缓存的容量？": [answer, answer[:-1]],
        "为什么要限制本地缓存的容量？": [f"{answer}何况磁盘也有限。"],
    }
    lines = [{"question": question, "answer": text} for question, texts in bank.items() for text in texts]
    (tmp_path / "bank.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    page = Page(driver[0], written(tmp_path, tmp_path / "bank.jsonl"), driver[1])
    page.open("duplicates")
    assert [cluster["kind"] for cluster in page.data()["clusters"]] == ["identical", "review"]
    page.press("1", "1")
    page.shows("header nav", "2")
    found = [(item["record"]["line"], item["keeper"]["line"]) for item in page.exported()["decisions"]]
    assert found == [(2, 3), (1, 3)]
