"""The index: with it or without it, whatever has happened to it, the findings are the same."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from askew.checks import RULES
from askew.comparing import compare
from askew.config import Settings
from askew.diagnostic import Diagnostic
from askew.duplicates import answers, bulk, corpus, few
from askew.duplicates.corpus import Corpus
from askew.duplicates.facts import DocumentFact
from askew.duplicates.shelf import Shelf
from askew.duplicates.signature import Scheme
from askew.engine import begin
from askew.index import files, keys, neighbourhood, store
from askew.index.files import documents, step
from askew.run import check
from askew.tree import Tree
from tests.conftest import Askew
from tests.damage import damaged

COMPARING = tuple(rule for rule in RULES if rule.scope == "corpus")
QUESTIONS = (
    "什么是梯度下降法？",
    "请简要解释梯度下降法",
    "梯度下降法的优点有哪些？",
    "梯度下降法的缺点有哪些？",
    "What is the learning rate schedule of an optimiser?",
    "Explain the learning rate schedules of an optimizer",
    "What is the warm-up schedule of an optimiser?",
    "How do caches keep track of stale entries?",
    "How do caches keep track of stale entry lists?",
    "示例",
)
ANSWERS = (
    "沿着损失函数下降最快的方向一步一步地走，直到再也没有什么可以下降为止。学习率决定每一步走多远。太大会来回震荡，太小会走得很慢。",
    "沿着损失函数下降最快的方向一步一步地走，直到再也没有什么可以下降为止。学习率决定每一步走多远。太大会来回震荡，太小会走得很慢。完。",
    "它需要的内存很少，而且每一步都很便宜。数据再多也能处理。沿着损失函数下降最快的方向一步一步地走，直到再也没有什么可以下降为止。",
    "It says how far every step goes, and how that changes while training goes on. Small steps take long. Big steps overshoot.",
    "An entry carries the time it was written. Whoever reads it compares that time. Small steps take long. Big steps overshoot.",
    "It depends.",
)
CODE = "```python\nfor step in range(100):\n    weights = weights - rate * gradient(weights)\n    print(step, rate, weights)\n```"
TITLES = ("", "# Optimisers\n\n", "# 优化方法\n\n")

Made = tuple[str, tuple[tuple[str, str, bool], ...]]
BANKS = st.tuples(
    st.sampled_from(TITLES),
    st.lists(
        st.tuples(st.sampled_from(QUESTIONS), st.sampled_from(ANSWERS), st.booleans()), min_size=1, max_size=4
    ).map(tuple),
)
NAMES = ("a.md", "b.md", "c.md", "below/a.md", "below/d.md", "文.md")


def bank(made: Made) -> str:
    title, records = made
    parts = [
        f"## {number}. {question}\n\n{answer}\n\n{CODE if code else ''}\n"
        for number, (question, answer, code) in enumerate(records, 1)
    ]
    return title + "\n".join(parts)


def facts_of(path: str, data: bytes) -> DocumentFact | None:
    return begin(path, data, COMPARING, Settings()).result.facts


def found_without(tree: Tree, scope: Sequence[str]) -> list[Diagnostic]:
    """What the rules say of the files in scope when everything is read anew and nothing is left out."""
    every = {path: facts_of(path, Path(path).read_bytes()) for path in {*tree.files.values(), *scope}}
    facts = [fact for fact in every.values() if fact is not None]
    found = compare(Corpus(facts, Settings(), Shelf(Settings()), frozenset(scope)), COMPARING)
    assert found.crashes == []
    return sorted(found.diagnostics, key=lambda item: item.order)


def found_with(tree: Tree, scope: Sequence[str]) -> list[Diagnostic]:
    report = check(scope, COMPARING, Settings(), tree=tree)
    assert report.crashes == []
    assert report.warnings == []
    return report.diagnostics


def tree_here() -> Tree:
    names = sorted(path.relative_to(Path.cwd()).as_posix() for path in Path.cwd().rglob("*.md"))
    return Tree(Path.cwd(), {name: name for name in names})


@pytest.fixture
def small_crowds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Crowds and classes of size that a few files reach."""
    patch_crowds(monkeypatch)


def patch_crowds(monkeypatch: pytest.MonkeyPatch) -> None:
    def scheme_for(texts: int) -> Scheme:
        return Scheme(42, 3) if texts <= 6 else Scheme(50, 4)

    for module, name in (
        (bulk, "BUCKET"),
        (few, "FEW"),
        (neighbourhood, "BUCKET"),
        (answers, "CROWD"),
        (neighbourhood, "CROWD"),
        (corpus, "CROWD"),
    ):
        monkeypatch.setattr(module, name, 2)
    monkeypatch.setattr(keys, "_BULK", 3)
    for module in (keys, corpus):
        monkeypatch.setattr(module, "scheme_for", scheme_for)


class Edits(RuleBasedStateMachine):
    """Files come, change, move and go; some are old enough for their stamps to be trusted."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path.cwd()
        self.patch = pytest.MonkeyPatch()
        patch_crowds(self.patch)
        self.patch.setattr(store, "_discard", lambda path: pytest.fail(f"{path} was taken for damaged"))
        self.folder = Path(tempfile.mkdtemp()).resolve()
        os.chdir(self.folder)
        Path("below").mkdir()

    def teardown(self) -> None:
        os.chdir(self.home)
        shutil.rmtree(self.folder)
        self.patch.undo()

    @initialize(made=st.lists(BANKS, min_size=3, max_size=3))
    def begin(self, made: list[Made]) -> None:
        for name, item in zip(NAMES, made, strict=False):
            self.write(name, item, 100)

    @rule(name=st.sampled_from(NAMES), made=BANKS, age=st.sampled_from((0, 100, 200)))
    def write(self, name: str, made: Made, age: int) -> None:
        Path(name).write_text(bank(made), encoding="utf-8")
        self.touch(name, age)

    @rule(name=st.sampled_from(NAMES), age=st.sampled_from((0, 50)))
    def touch(self, name: str, age: int) -> None:
        if age and Path(name).exists():
            now = os.stat(name).st_mtime_ns - age * 10**9
            os.utime(name, ns=(now, now))

    @rule(name=st.sampled_from(NAMES), to=st.sampled_from(NAMES))
    def rename(self, name: str, to: str) -> None:
        if Path(name).exists():
            os.replace(name, to)

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        Path(name).unlink(missing_ok=True)

    @rule(name=st.sampled_from(NAMES))
    def spoil(self, name: str) -> None:
        Path(name).write_bytes(b"\0\1\2")

    @rule(name=st.sampled_from(NAMES))
    def forget_some(self, name: str) -> None:
        """A run in which a file was no part of the tree."""
        tree = tree_here()
        rest = {key: path for key, path in tree.files.items() if key != name}
        if len(rest) > 1:
            check([min(rest)], COMPARING, Settings(), tree=Tree(tree.root, rest))

    @rule(numbers=st.sets(st.integers(0, 5), min_size=1, max_size=2))
    def look(self, numbers: set[int]) -> None:
        tree = tree_here()
        scope = [path for number, path in enumerate(sorted(tree.files.values())) if number in numbers]
        if scope:
            assert found_with(tree, scope) == found_without(tree, scope)

    @invariant()
    def every_file_alone_and_all_together(self) -> None:
        tree = tree_here()
        for path in tree.files.values():
            assert found_with(tree, [path]) == found_without(tree, [path])
        fresh = [facts_of(path, Path(path).read_bytes()) for path in sorted(tree.files.values())]
        assert stored(tree) == [fact for fact in fresh if fact is not None]


TestEdits = Edits.TestCase
TestEdits.settings = hypothesis_settings(max_examples=12, stateful_step_count=12, deadline=None)


def stored(tree: Tree) -> list[DocumentFact]:
    """The facts of a whole tree by way of the index."""

    def load(connection: sqlite3.Connection) -> list[DocumentFact]:
        step(connection, files.Files(tree.root, tree.files, facts_of, Settings().max_file_size))
        return sorted(documents(connection, tree.files), key=lambda fact: fact.path)

    return store.with_index(tree.root, Settings(), load)[0]


@pytest.fixture
def folder(askew: Askew, tmp_path: Path, small_crowds: None) -> Path:
    """A working directory with three banks that repeat each other."""
    assert Path.cwd() == tmp_path, (askew, small_crowds)
    for number, name in enumerate(NAMES[:3]):
        made = ((QUESTIONS[(0, 7, 6)[number]], ANSWERS[0], True), (QUESTIONS[4], ANSWERS[number + 2], False))
        Path(name).write_text(bank(("", made)), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("titles", [1, 9], ids=["one title of many questions", "many titles of one question"])
def test_topics_are_the_same_topics(folder: Path, titles: int) -> None:
    for number in range(9):
        question = QUESTIONS[number if titles == 1 else number % 2]
        text = f"## {number % titles}. Cups of kind {number % titles}\n\n**Question:** {question}\n\n**Answer:** {ANSWERS[0]}\n"
        (folder / f"topic{number}.md").write_text(f"{text}\n{text.replace(question, QUESTIONS[5])}", encoding="utf-8")
    tree = tree_here()
    for path in tree.files.values():
        assert found_with(tree, [path]) == found_without(tree, [path])


def index_file(folder: Path) -> Path:
    return next((folder / ".askew_cache").rglob("*.sqlite"))


def test_the_banks_of_these_tests_have_findings(folder: Path) -> None:
    assert {item.code for item in found_without(tree_here(), ["a.md"])} >= {"D001", "D004", "D005", "D006"}, folder


def test_a_change_within_the_same_tick_is_seen(folder: Path) -> None:
    found_with(tree_here(), ["a.md"])
    before = os.stat("b.md")
    text = Path("b.md").read_text(encoding="utf-8")
    Path("b.md").write_text(text.replace("梯度", "坡度"), encoding="utf-8")
    os.utime("b.md", ns=(before.st_mtime_ns, before.st_mtime_ns))
    assert os.stat("b.md").st_size == before.st_size
    assert found_with(tree_here(), ["a.md"]) == found_without(tree_here(), ["a.md"])
    assert folder


def test_what_has_not_changed_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in folder.glob("*.md"):
        os.utime(path, (10**9, 10**9))
    expected = found_with(tree_here(), ["a.md"])
    monkeypatch.setattr(files, "read_bytes", lambda *_: pytest.fail("a file was read"))
    assert found_with(tree_here(), ["a.md"]) == expected


def test_what_was_only_touched_is_not_parsed_again(folder: Path) -> None:
    stored(tree_here())
    for path in folder.glob("*.md"):
        os.utime(path, (10**9, 10**9))
    tree = tree_here()

    def load(connection: sqlite3.Connection) -> list[str]:
        return step(connection, files.Files(tree.root, tree.files, lambda *_: pytest.fail("parsed"), 10**9))

    assert store.with_index(tree.root, Settings(), load) == (list(tree.files), "")


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def other_tables(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE texts")
    connection.close()


def other_facts(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE records SET fact = '{"what": [1, 2]}'""")
    connection.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [garbage, half, other_version, other_tables, other_facts, empty])
def test_a_broken_index_is_made_anew(folder: Path, harm: Any) -> None:
    found_with(tree_here(), ["a.md"])
    for path in folder.glob(".askew_cache/*/*-wal"):
        path.unlink()
    harm(index_file(folder))
    assert found_with(tree_here(), ["a.md"]) == found_without(tree_here(), ["a.md"])
    assert found_with(tree_here(), ["b.md"]) == found_without(tree_here(), ["b.md"])


@pytest.mark.parametrize("content", [b"", b"no database", b"\0" * 4096], ids=["empty", "text", "zeros"])
def test_a_broken_note_is_made_anew(folder: Path, content: bytes) -> None:
    expected = found_with(tree_here(), ["a.md"])
    Path(f"{index_file(folder)}.left").write_bytes(content)
    assert [found_with(tree_here(), ["a.md"]) for _ in range(2)] == [expected] * 2


def test_an_interrupted_run_leaves_an_index_to_go_on_with(folder: Path) -> None:
    plan = store.Plan(1, "CREATE TABLE teas (name TEXT)")

    def interrupted(connection: sqlite3.Connection) -> None:
        with store.transaction(connection):
            connection.execute("INSERT INTO teas VALUES ('oolong')")
        raise KeyboardInterrupt

    def count(connection: sqlite3.Connection) -> int:
        return int(connection.execute("SELECT count(*) FROM teas").fetchone()[0])

    with pytest.raises(KeyboardInterrupt):
        store.with_database(folder, "teas.sqlite", plan, interrupted)
    assert store.with_database(folder, "teas.sqlite", plan, count) == (1, "")


def test_whatever_is_damaged_the_findings_are_the_same(folder: Path) -> None:
    expected = found_with(tree_here(), ["a.md"])
    sound = index_file(folder).read_bytes()
    for seed in range(36):
        index_file(folder).write_bytes(damaged(sound, seed))
        assert [found_with(tree_here(), ["a.md"]) for _ in range(2)] == [expected] * 2, seed


FAULTS = {
    "read-only": sqlite3.OperationalError("attempt to write a readonly database"),
    "locked": sqlite3.OperationalError("database is locked"),
    "full": sqlite3.OperationalError("database or disk is full"),
}
CODES = {
    "read-only": sqlite3.SQLITE_READONLY,
    "locked": sqlite3.SQLITE_BUSY_SNAPSHOT,
    "full": sqlite3.SQLITE_FULL,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_where_nothing_can_be_written_memory_will_do(folder: Path, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connected = store._connected

    def failing(name: str, plan: store.Plan) -> sqlite3.Connection:
        if name == ":memory:":
            return connected(name, plan)
        error = FAULTS[fault]
        error.sqlite_errorcode = CODES[fault]
        raise error

    monkeypatch.setattr(store, "_connected", failing)
    report = check(["a.md"], COMPARING, Settings(), tree=tree_here())
    assert report.diagnostics == found_without(tree_here(), ["a.md"])
    assert len(report.warnings) == 1
    assert str(FAULTS[fault]) in report.warnings[0]
    assert folder


def test_without_a_folder_for_it_memory_will_do(folder: Path) -> None:
    (folder / ".askew_cache").write_text("in the way")
    report = check(["a.md"], COMPARING, Settings(), tree=tree_here())
    assert report.diagnostics == found_without(tree_here(), ["a.md"])
    assert len(report.warnings) == 1


def test_the_folder_keeps_itself_out_of_backups_and_git(folder: Path) -> None:
    found_with(tree_here(), ["a.md"])
    assert (
        (folder / ".askew_cache" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )
    assert (folder / ".askew_cache" / ".gitignore").read_text() == "*\n"


def test_settings_that_change_facts_have_an_index_of_their_own() -> None:
    from dataclasses import replace

    own = Settings()
    others = (
        replace(own, max_file_size=1),
        replace(own, layout={"answer": ("x",)}),
        replace(own, markdown=replace(own.markdown, math="dollar")),
        replace(own, jsonl=replace(own.jsonl, question="q")),
        replace(own, duplicates=replace(own.duplicates, frames=("x",))),
        replace(own, duplicates=replace(own.duplicates, synonyms=(("x", "y"),))),
    )
    assert len({store.key(item) for item in (own, *others)}) == 7
    assert store.key(replace(own, select=("D",), duplicates=replace(own.duplicates, merge=0.9))) == store.key(own)


def test_what_is_unsaved_leaves_no_trace(folder: Path, askew: Askew) -> None:
    (folder / "askew.toml").write_text("")
    text = Path("a.md").read_text(encoding="utf-8")
    expected = askew("check", "--select", "D", "a.md").out
    assert expected
    other = bank(("", (("Which colour has rye bread?", ANSWERS[5], False),)))
    assert askew("check", "--select", "D", "-", "--stdin-filename", "a.md", stdin=other.encode()).out == ""
    assert askew("check", "--select", "D", "-", "--stdin-filename", "a.md", stdin=text.encode()).out == expected
    assert askew("check", "--select", "D", "-", "--stdin-filename", "new.md", stdin=text.encode()).out != ""
    assert askew("check", "--select", "D", "a.md").out == expected


PRELUDE = """
import os, signal, sys
from askew.cli import check as _
from askew.index import files, keys
left = int(sys.argv[1])
def dying(work):
    def call(*args, **kwargs):
        global left
        left -= 1
        last = left == 0
        result = work(*args, **kwargs)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call
for module, name in ((files, "put"), (files, "forget"), (keys, "_add"), (keys, "_remove"), (keys, "_count"), (keys, "_add_bands")):
    setattr(module, name, dying(getattr(module, name)))
from askew.cli import main
main(["check", "--select", "D", "a.md"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("calls", [1, 2, 4, 6, 7, 8])
def test_a_killed_process_leaves_a_sound_index(folder: Path, calls: int) -> None:
    (folder / "askew.toml").write_text("")
    subprocess.run([sys.executable, "-m", "askew", "check", "--select", "D", "c.md"], capture_output=True, check=False)
    for name in NAMES[:2]:
        text = Path(name).read_text(encoding="utf-8")
        Path(name).write_text(text.replace("梯度", "坡度"), encoding="utf-8")
    command = [sys.executable, "-c", PRELUDE, str(calls)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert found_with(tree_here(), ["a.md"]) == found_without(tree_here(), ["a.md"])
    assert found_with(tree_here(), ["c.md"]) == found_without(tree_here(), ["c.md"])


def test_many_processes_may_index_one_tree(folder: Path) -> None:
    (folder / "askew.toml").write_text("")
    for number in range(120):
        made = ((QUESTIONS[number % 9] + str(number % 7), ANSWERS[number % 5], number % 2 == 0),)
        Path(f"{number:03}.md").write_text(bank(("", made)), encoding="utf-8")
    command = [sys.executable, "-m", "askew", "check", "--select", "D", "--exit-zero"]
    scopes = [[f"{number:03}.md", f"{number + 8:03}.md"] for number in range(8)]
    running = [subprocess.Popen([*command, *scope], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for scope in scopes]
    ended = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * 8
    assert not any(b"warning: " in err for _, err in ended)
    alone = [subprocess.run([*command, *scope], capture_output=True, check=True).stdout for scope in scopes]
    assert [out for out, _ in ended] == alone
    shutil.rmtree(folder / ".askew_cache")
    assert subprocess.run([*command, *scopes[0]], capture_output=True, check=True).stdout == alone[0]


def test_a_warm_run_imports_nothing_heavy(folder: Path) -> None:
    (folder / "askew.toml").write_text("")
    script = """
import sys
from askew.cli import main
try:
    main(["check", "--select", "D", "a.md"])
finally:
    print(sorted({"numpy", "scipy", "datasketch", "libcst"} & sys.modules.keys()), file=sys.stderr)
"""
    for _ in range(2):
        ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"D001" in ended.stdout
    assert ended.stderr.splitlines()[-1] == b"[]"
