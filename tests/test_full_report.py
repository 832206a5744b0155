"""The full format: the source line with carets under it, by display width."""

import json
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import ROOT, Askew

INCOMING = ROOT / "corpus" / "incoming"

# name: (rule, source, what is shown below the headline)
SHOWN = {
    "plain text": (
        "M002",
        "## What is **tea?\n",
        """
 --> bank.md:1:12
  |
1 | ## What is **tea?
  |            ^^
  = fix: Remove the `**`

""",
    ),
    "under Chinese after Chinese": (
        "M001",
        "说明：**答案：**一种饮料。\n",
        """
 --> bank.md:1:4
  |
1 | 说明：**答案：**一种饮料。
  |       ^^^^^^^^^^
  = fix: Put a space after the closing `**`

""",
    ),
    "under Latin after both": (
        "M002",
        "## 绿茶 and 红茶 **tea\n",
        """
 --> bank.md:1:14
  |
1 | ## 绿茶 and 红茶 **tea
  |                  ^^
  = fix: Remove the `**`

""",
    ),
    "after a tab": (
        "M001",
        "| 茶 |\n|---|\n|\t**好处：**多 |\n",
        """
 --> bank.md:3:3
  |
3 | |    **好处：**多 |
  |      ^^^^^^^^^^
  = fix: Put a space after the closing `**`

""",
    ),
    "after what a terminal must not see": (
        "M001",
        "铃\x07与\x1b[31m零\u200b宽**好处：**多\n",
        """
 --> bank.md:1:12
  |
1 | 铃�与�[31m零�宽**好处：**多
  |                ^^^^^^^^^^
  = fix: Put a space after the closing `**`

""",
    ),
    "a range of several lines": (
        "M004",
        "So: \\[ a = b\n  \\cdot c \\] holds.\n",
        """
 --> bank.md:1:5
  |
1 | So: \\[ a = b
  |     ^^^^^^^^
  = fix (unsafe): Write $$…$$

""",
    ),
    "a line number of two digits": (
        "M002",
        "\n" * 9 + "## **tea\n",
        """
  --> bank.md:10:4
   |
10 | ## **tea
   |    ^^
   = fix: Remove the `**`

""",
    ),
    "another place": (
        "Q008",
        "## 9. What is tea?\n\nA.\n\n## 11. What is milk?\n\nB.\n\n## 12. Why?\n\nC.\n",
        """
 --> bank.md:5:1
  |
5 | ## 11. What is milk?
  | ^^^^^^^^^^^^^^^^^^^^
  = see bank.md:1:1: question 9: What is tea?

""",
    ),
    "a blank line, which is not shown": (
        "M007",
        "\n\n# Tea\n",
        """
 --> bank.md:1:1
  = fix: Remove the blank lines

""",
    ),
    "a long line, cut on both sides": (
        "M004",
        "A " * 70 + "\\( n \\) " + "b " * 70 + "\n",
        f"""
 --> bank.md:1:141
  |
1 | …{" A" * 16} \\( n \\) {"b " * 29}b…
  | {" " * 34}^^^^^^^
  = fix (unsafe): Write $…$

""",
    ),
    "a long Chinese line, cut on both sides": (
        "M004",
        "茶" * 70 + "\\( n \\) " + "水" * 70 + "\n",
        f"""
 --> bank.md:1:71
  |
1 | …{"茶" * 16}\\( n \\) {"水" * 30}…
  | {" " * 33}^^^^^^^
  = fix (unsafe): Write $…$

""",
    ),
    "a long range, cut at its end": (
        "M004",
        "\\( " + "茶" * 70 + "_n \\)\n",
        f"""
 --> bank.md:1:1
  |
1 | \\( {"茶" * 48}…
  | {"^" * 99}
  = fix (unsafe): Write $…$

""",
    ),
}


def columns(text: str) -> list[str]:
    """The characters of a line by terminal column; a wide one fills two."""
    wide = ("W", "F")
    return [cell for char in text for cell in ([char, ""] if unicodedata.east_asian_width(char) in wide else [char])]


@pytest.mark.parametrize("case", SHOWN.values(), ids=SHOWN.keys())
def test_full_report_of(case: tuple[str, str, str], askew: Askew) -> None:
    code, source, shown = case
    args = ["check", "-", "--stdin-filename", "bank.md", "--output-format", "full", "--select", code]
    headline, rest = askew(*args, stdin=source.encode()).out.split("\n", 1)
    assert headline.startswith(f"{code} ")
    assert rest == shown.removeprefix("\n")


def test_a_headline_is_the_concise_line_without_its_place(askew: Askew) -> None:
    concise = askew("check", INCOMING, "--output-format", "concise").out.splitlines()
    blocks = askew("check", INCOMING, "--output-format", "full").out.split("\n\n")[:-1]
    for line, block in zip(concise, blocks, strict=True):
        headline, place, *_ = block.splitlines()
        assert f"{place.split('--> ')[1]}: {headline}" == line


def test_the_carets_stand_under_the_range(askew: Askew) -> None:
    command = ["check", str(INCOMING), "--select", "M,P,Q", "--output-format"]
    listed = json.loads(askew(*command, "json").out)["diagnostics"]
    compared = 0
    for item, block in zip(listed, askew(*command, "full").out.split("\n\n"), strict=False):
        if item["end_line"] != item["line"]:
            continue
        _, _, _, source, carets, *_ = block.splitlines()
        line = Path(item["path"]).read_text(encoding="utf-8").splitlines()[item["line"] - 1]
        marked = columns(source)[carets.index("^") : carets.rindex("^") + 1]
        assert "".join(marked) == line[item["column"] - 1 : item["end_column"] - 1]
        compared += 1
    assert compared > 20
