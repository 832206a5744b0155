"""`askew dups --since`: only clusters that gained a member."""

from pathlib import Path

import pytest

from tests.conftest import Askew
from tests.kitchen import PANTRY, TEA, lay_out
from tests.test_git import commit_all, run

NEAR = "pantry.md:3: near 1.00 of tea.md:7: the same once “please explain” is dropped"
SAME = "tea.md:3: identical 1.00 of pantry.md:7: the same question"
CODE = "\n```python\nfor cup in range(12):\n    print(cup, cup * 2, cup * 3, cup * 4, cup * 5)\n```\n"

# what the change is: (files, options, lines)
CHANGES = {
    "none": ({}, [], []),
    "a question that nobody asked": ({"new": "## 1. What is mate?\n\nA drink.\n\n## 2. What is rice?\n\nA grass.\n"}, [], []),
    "a third copy": (
        {"new": "## 1. What is mate?\n\nA drink.\n\n## 2. What is a tea cosy for?\n\nWarmth.\n"},
        [],
        ["new.md:5: identical 1.00 of pantry.md:7: the same question", SAME],
    ),
    "a better copy, which is to be kept": (
        {"new": f"## 1. What is mate?\n\nA drink.\n\n## 2. What is a tea cosy for?\n\n{'It keeps the pot warm. ' * 9}\n"},
        [],
        [
            "pantry.md:7: identical 1.00 of new.md:5: the same question",
            "tea.md:3: identical 1.00 of new.md:5: the same question",
        ],
    ),
    "a question that moved": (
        {"tea": TEA.split("## 2.")[0] + "## 3." + TEA.split("## 3.")[1], "new": "# New\n\n## 2." + TEA.split("## 2.")[1].split("## 3.")[0]},
        [],
        [],
    ),
    "a file that was renamed": ({"tea": None, "new": TEA}, [], []),
    "other numbers and answers": ({"tea": TEA.replace("## ", "## 1").replace("green tea is", "it is")}, [], []),
    "another wording of what was there twice": (
        {"pantry": PANTRY.replace("Please explain how", "Explain how")},
        [],
        ["pantry.md:3: near 1.00 of tea.md:7: the same once “explain” is dropped"],
    ),
    "an answer": (
        {"new": "## 1. What is mate?\n\n" + TEA.split("boils?\n\n")[1] + "\n## 2. What is rice?\n\nA grass.\n"},
        ["--by", "answer"],
        ["new.md:1: identical 1.00 of tea.md:15: the same answer", "pantry.md:15: identical 1.00 of tea.md:15: the same answer"],
    ),
    "no answer": ({"tea": TEA.replace("cosy", "hat")}, ["--by", "answer"], []),
    "code": ({"pantry": PANTRY + CODE}, ["--by", "code"], ["tea.md:19: identical 1.00 of pantry.md:19: the same code"]),
    "a file": ({"new": "\n" + TEA + CODE}, ["--by", "document"], ["tea.md:1: identical 1.00 of new.md:1: the same content"]),
    "against what was there": (
        {"new": "## 1. What is mate?\n\nA drink.\n\n## 2. What is a tea cosy for?\n\nWarmth.\n"},
        ["new.md", "tea.md", "--against", "pantry.md"],
        ["new.md:5: identical 1.00 of pantry.md:7: the same question", SAME],
    ),
}  # fmt: skip


@pytest.fixture
def kitchen(askew: Askew, tmp_path: Path) -> Path:
    """The working directory, a repository whose only commit has duplicates already."""
    assert askew is not None
    lay_out()
    Path("tea.md").write_text(TEA + CODE, encoding="utf-8")
    run(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit_all(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", CHANGES.values(), ids=CHANGES.keys())
def test_only_what_gained_a_member(
    case: tuple[dict[str, str | None], list[str], list[str]], kitchen: Path, askew: Askew
) -> None:
    files, options, lines = case
    for name, text in files.items():
        path = kitchen / f"{name}.md"
        path.unlink() if text is None else path.write_text(text + (CODE if name == "tea" else ""), encoding="utf-8")
    found = askew("dups", "--since", "HEAD", *options)
    assert sorted(found.out.splitlines()) == sorted(lines)
    assert found.code == int(bool(lines))
    assert lines or found.err.startswith("no new duplicates: ")


def test_what_was_committed_on_a_branch_is_new(kitchen: Path, askew: Askew) -> None:
    run(kitchen, "switch", "--quiet", "-c", "topic")
    (kitchen / "new.md").write_text(PANTRY, encoding="utf-8")
    commit_all(kitchen)
    assert askew("dups", "--since", "HEAD").out == ""
    assert len(askew("dups", "--since", "main").out.splitlines()) > 4
    assert askew("dups", "tea.md", "pantry.md", "--since", "main").out == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--since", "nowhere"], "there is no commit `nowhere` here", id="an unknown commit"),
        pytest.param(["--since", "HEAD", "/etc/hostname"], "lies outside the repository", id="a file from elsewhere"),
        pytest.param(["--since", "HEAD", "--explain", "tea.md:3", "tea.md:7"], "--explain goes with", id="one pair"),
    ],
)
def test_what_cannot_be_judged(kitchen: Path, askew: Askew, options: list[str], message: str) -> None:
    found = askew("dups", *options)
    assert (found.code, found.out) == (2, ""), kitchen
    assert message in " ".join(found.err.split())
