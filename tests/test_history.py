"""What a history of edits introduces: each finding once, and nothing that was there before."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.conftest import Askew
from tests.test_git import commit_all, run

TEAS = (
    "oolong",
    "sencha",
    "assam",
    "pu'er",
    "matcha",
    "rooibos",
    "gyokuro",
    "darjeeling",
    "keemun",
    "lapsang",
    "ceylon",
    "hojicha",
)

ASK: Mapping[str, str] = {
    "oolong": "Why is oolong rolled before it is fired?",
    "sencha": "怎样判断煎茶的水温是否合适？",
    "assam": "Which months give the strongest leaves of Assam?",
    "pu'er": "普洱茶饼为什么要存放多年？",
    "matcha": "How fine must matcha be ground to stay in suspension?",
    "rooibos": "Does rooibos contain caffeine at all?",
    "gyokuro": "玉露遮荫多少天最好？",
    "darjeeling": "What makes the second flush smell of muscat grapes?",
    "keemun": "祁门红茶的香气来自哪里？",
    "lapsang": "How long are the leaves of lapsang smoked over pine?",
    "ceylon": "At what height does Ceylon grow its brightest leaves?",
    "hojicha": "焙茶用什么火候？",
}

SAY: Mapping[str, str] = {
    tea: f"Growers of {tea} have an answer of their own: it takes {number + 3} days in {place}, under {shade}, and no rain."
    for number, (tea, place, shade) in enumerate(
        zip(
            TEAS,
            "Anxi Uji Jorhat Menghai Nishio Cederberg Yame Kurseong Qimen Tongmu Dimbula Kyoto".split(),
            "bamboo reeds sky mist straw cedars canvas clouds mulberries pines eucalyptus maples".split(),
            strict=True,
        )
    )
}

UNCLOSED = "**Note:**leaves float."
BROKEN = "```python\nprint(steep(\n```"
STUB = "TODO"


def record(number: int, tea: str, *more: str, answer: str | None = None) -> str:
    """One question of a bank with its answer and what follows that."""
    return "\n\n".join((f"## {number}. {ASK[tea]}", SAY[tea] if answer is None else answer, *more)) + "\n"


def bank(*records: str, title: str = "Teas") -> str:
    return f"# {title}\n\n" + "\n".join(records)


Edit = Callable[[Path], None]


def put(name: str, text: str) -> Edit:
    return lambda folder: void((folder / name).write_bytes(text.encode()))


def swap(name: str, old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, old
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def rename(name: str, other: str) -> Edit:
    return lambda folder: void((folder / name).rename(folder / other))


def remove(name: str) -> Edit:
    return lambda folder: (folder / name).unlink()


def remove_all_but(name: str) -> Edit:
    def edit(folder: Path) -> None:
        for path in folder.glob("*.md"):
            if path.name != name:
                path.unlink()

    return edit


def both(*edits: Edit) -> Edit:
    def edit(folder: Path) -> None:
        for each in edits:
            each(folder)

    return edit


def void(_: object) -> None:
    """For the sake of the return type."""


START = {
    "a.md": bank(record(1, "oolong", UNCLOSED), record(2, "sencha"), record(3, "assam", BROKEN), title="First"),
    "b.md": bank(record(1, "pu'er"), record(2, "matcha", answer=STUB), title="Second"),
    "c.md": bank(
        record(1, "oolong", answer="Rolled leaves open slowly, over five cups or six, and keep longer."),
        record(2, "ceylon"),
        title="Third",
    ),
}

MOVED = record(2, "sencha")
INSERTED = bank(
    record(1, "oolong", UNCLOSED), record(2, "keemun"), record(3, "sencha"), record(4, "assam", BROKEN), title="First"
)

STEPS: list[tuple[str, Edit, tuple[str, ...]]] = [
    ("a clean record is added", swap("b.md", "\n## 2.", f"\n{record(9, 'rooibos')}\n## 2."), ()),
    ("the numbers are put right", both(swap("b.md", "## 9.", "## 2."), swap("b.md", "## 2. How", "## 3. How")), ()),
    ("a fence that does not parse is added", swap("b.md", SAY["rooibos"], f"{SAY['rooibos']}\n\n{BROKEN}"), ("P001",)),
    ("it is mended", swap("b.md", BROKEN, "```python\nprint(1)\n```"), ()),
    ("bold that will not render is added", swap("b.md", SAY["pu'er"], SAY["pu'er"] + "\n\n" + UNCLOSED), ("M001",)),
    ("the same again, in another record", swap("b.md", SAY["rooibos"], f"{SAY['rooibos']}\n\n{UNCLOSED}"), ("M001",)),
    ("one of the two is mended", swap("b.md", UNCLOSED, "Leaves float."), ()),
    (
        "a paragraph is reflowed",
        swap("a.md", SAY["assam"], SAY["assam"].replace(" of their own", "\nof their own")),
        (),
    ),
    ("a finding is reflowed", swap("a.md", UNCLOSED, "**Note:**leaves\nfloat."), ()),
    ("a file is renamed", rename("a.md", "first.md"), ()),
    ("a question in the middle renumbers the rest", put("first.md", INSERTED), ()),
    ("a blank line more everywhere", put("first.md", INSERTED.replace("\n\n", "\n\n\n")), ()),
    ("the line ends of Windows", put("first.md", INSERTED.replace("\n", "\r\n")), ()),
    ("and back", put("first.md", INSERTED), ()),
    (
        "a copy of a question in an untouched file",
        put("d.md", bank(record(1, "matcha"), record(2, "gyokuro"), title="Fourth")),
        ("D001",),
    ),
    ("the copy goes", remove("d.md"), ()),
    (
        "the same in other words",
        put(
            "d.md",
            bank(record(1, "pu'er").replace("普洱茶饼", "请简要说明普洱茶饼"), record(2, "gyokuro"), title="Fourth"),
        ),
        ("D002",),
    ),
    (
        "a third copy",
        put("e.md", bank(record(1, "pu'er", answer=SAY["hojicha"]), record(2, "darjeeling"), title="Fifth")),
        ("D001",),
    ),
    ("both go", both(remove("d.md"), remove("e.md")), ()),
    (
        "a record moves to another file",
        both(
            swap("first.md", f"\n{record(3, 'sencha')}", ""),
            swap("first.md", "## 4.", "## 3."),
            put("e.md", bank(record(1, "sencha"), record(2, "darjeeling"), title="Fifth")),
        ),
        (),
    ),
    (
        "a record with a finding moves",
        both(
            swap("first.md", f"\n{record(3, 'assam', BROKEN)}", ""),
            swap("e.md", "## 2.", record(2, "assam", BROKEN) + "\n## 3."),
        ),
        (),
    ),
    (
        "a file is split",
        both(
            remove("b.md"),
            put(
                "b1.md",
                bank(record(1, "pu'er"), record(2, "rooibos", "```python\nprint(1)\n```", UNCLOSED), title="Second"),
            ),
            put("b2.md", bank(record(1, "matcha", answer=STUB), record(2, "hojicha"), title="Second, continued")),
        ),
        (),
    ),
    ("a stub gets its answer", swap("b2.md", STUB, SAY["matcha"]), ()),
    ("an answer goes", swap("b2.md", SAY["matcha"] + "\n", ""), ("Q001",)),
    ("and comes back", swap("b2.md", ASK["matcha"] + "\n", f"{ASK['matcha']}\n\n{SAY['matcha']}\n"), ()),
    ("a second fence as broken as the first", swap("e.md", BROKEN, f"{BROKEN}\n\nand\n\n{BROKEN}"), ("P001",)),
    ("an import of no library", swap("b1.md", "print(1)", "import leafsteamer\nleafsteamer.go()"), ("A011",)),
    (
        "a question is asked twice in one change",
        put(
            "f.md",
            bank(
                record(1, "lapsang"),
                record(
                    2,
                    "lapsang",
                    answer="Ten days and ten nights, over embers that never flame, says the master of Tongmu.",
                ),
                title="Sixth",
            ),
        ),
        ("D001", "D004"),
    ),
    (
        "a file is copied",
        lambda folder: void((folder / "g.md").write_bytes((folder / "e.md").read_bytes())),
        ("D007", "D001", "D001", "D001", "P001", "P001"),
    ),
    ("everything is deleted but one file", remove_all_but("first.md"), ()),
]


def codes(out: str) -> Counter[str]:
    return Counter(line.split(": ", 1)[1][:4] for line in out.splitlines())


def history(folder: Path, askew: Askew) -> list[tuple[str, Counter[str], Counter[str], Counter[str]]]:
    """For each step what is expected, what --since says and what the baseline of the step before lets through."""
    run(folder, "init", "--quiet", "--initial-branch=main")
    for name, text in START.items():
        (folder / name).write_bytes(text.encode())
    commit_all(folder)
    told = []
    for words, edit, expected in STEPS:
        assert askew("baseline").code == 0
        edit(folder)
        since = askew("check", "--since", "HEAD", "--exit-zero")
        known = askew("check", "--baseline", "askew-baseline.ndjson", "--exit-zero")
        assert (since.code, known.code) == (0, 0), since.err + known.err
        told.append((words, Counter(expected), codes(since.out), codes(known.out)))
        commit_all(folder)
    return told


def test_every_finding_is_reported_once_and_nothing_old(askew: Askew, tmp_path: Path) -> None:
    assert len(STEPS) == 30
    told = history(tmp_path, askew)
    assert [(words, since) for words, _, since, _ in told] == [(words, expected) for words, expected, *_ in told]
    assert [(words, known) for words, *_, known in told] == [(words, expected) for words, expected, *_ in told]
