"""Blocks, inlines and spans: what the parser hands on lies in the source where it says."""

import re
from dataclasses import dataclass

import pytest

from askew.document import Block, Document, Inline, Span
from askew.markdown import parse
from askew.source import document_of


def read(text: str) -> Document:
    return parse("bank.md", text.encode())


def shown(document: Document, node: Block) -> str:
    """A block's source without the blanks that end it: whether they belong to it is the parser's business."""
    return document.slice(node.start, node.end).rstrip()


def nodes(document: Document) -> list[Block | Inline]:
    return [*document.blocks, *document.inlines]


BLOCKS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "nothing": ("", []),
    "blank lines": ("\n \n\t\n", []),
    "headings and paragraphs": (
        "# Tea\n\nA drink.\nTwo lines.\n\n## Milk ##\nNo blank line.\n",
        [
            ("heading", "# Tea"),
            ("paragraph", "A drink.\nTwo lines."),
            ("heading", "## Milk ##"),
            ("paragraph", "No blank line."),
        ],
    ),
    "no line end at the end": ("# Tea\n\nA drink.", [("heading", "# Tea"), ("paragraph", "A drink.")]),
    "underlined headings": (
        "Tea\n===\n\nGreen\ntea\n---\nIt is green.\n",
        [("heading", "Tea\n==="), ("heading", "Green\ntea\n---"), ("paragraph", "It is green.")],
    ),
    "rules": ("***\n\n---\n* * *\n", [("rule", "***"), ("rule", "---"), ("rule", "* * *")]),
    "tight bullets": (
        "- 甲\n- 乙\n  丙\n- **丁**\n- [戊](#e)\n- `己`\n",
        [
            ("list", "- 甲\n- 乙\n  丙\n- **丁**\n- [戊](#e)\n- `己`"),
            ("item", "- 甲"),
            ("paragraph", "甲"),
            ("item", "- 乙\n  丙"),
            ("paragraph", "乙\n  丙"),
            ("item", "- **丁**"),
            ("paragraph", "**丁**"),
            ("item", "- [戊](#e)"),
            ("paragraph", "[戊](#e)"),
            ("item", "- `己`"),
            ("paragraph", "`己`"),
        ],
    ),
    "loose numbers": (
        "3. three\n\n   more\n4. four\n",
        [
            ("list", "3. three\n\n   more\n4. four"),
            ("item", "3. three\n\n   more"),
            ("paragraph", "three"),
            ("paragraph", "more"),
            ("item", "4. four"),
            ("paragraph", "four"),
        ],
    ),
    "a tight list in a tight list": (
        "- out **bold**\n  1. in [link](#a)\n  2. in ![pot](p.png)\n- out\n",
        [
            ("list", "- out **bold**\n  1. in [link](#a)\n  2. in ![pot](p.png)\n- out"),
            ("item", "- out **bold**\n  1. in [link](#a)\n  2. in ![pot](p.png)"),
            ("paragraph", "out **bold**"),
            ("list", "1. in [link](#a)\n  2. in ![pot](p.png)"),
            ("item", "1. in [link](#a)"),
            ("paragraph", "in [link](#a)"),
            ("item", "2. in ![pot](p.png)"),
            ("paragraph", "in ![pot](p.png)"),
            ("item", "- out"),
            ("paragraph", "out"),
        ],
    ),
    "tight items that hold other blocks": (
        "- text\n  # Head\n- text\n  ***\n  text\n-\n- > quote\n",
        [
            ("list", "- text\n  # Head\n- text\n  ***\n  text\n-\n- > quote"),
            ("item", "- text\n  # Head"),
            ("paragraph", "text"),
            ("heading", "# Head"),
            ("item", "- text\n  ***\n  text"),
            ("paragraph", "text"),
            ("rule", "***"),
            ("paragraph", "text"),
            ("item", "-"),
            ("item", "- > quote"),
            ("quote", "> quote"),
            ("paragraph", "quote"),
        ],
    ),
    "a tight item that begins with an escape": (
        "- \\*not bold\\*\n",
        [("list", "- \\*not bold\\*"), ("item", "- \\*not bold\\*"), ("paragraph", "\\*not bold\\*")],
    ),
    "task items": (
        "- [ ] **later**\n- [x] done\n",
        [
            ("list", "- [ ] **later**\n- [x] done"),
            ("item", "- [ ] **later**"),
            ("paragraph", "**later**"),
            ("item", "- [x] done"),
            ("paragraph", "done"),
        ],
    ),
    "quotes": (
        "> one\nlazy\n>\n> > two\n\nafter\n",
        [
            ("quote", "> one\nlazy\n>\n> > two"),
            ("paragraph", "one\nlazy"),
            ("quote", "> two"),
            ("paragraph", "two"),
            ("paragraph", "after"),
        ],
    ),
    "a note": ("> [!NOTE]\n> Hot.\n", [("quote", "> [!NOTE]\n> Hot."), ("paragraph", "Hot.")]),
    "a footnote is a container": (
        "Tea[^1].\n\n[^1]: Not coffee.\n",
        [("paragraph", "Tea[^1]."), ("quote", "[^1]: Not coffee."), ("paragraph", "Not coffee.")],
    ),
    "fences": (
        "```py\nx = 1\n```\n~~~\n```\n~~~\n````md\n```\n````\n",
        [("code", "```py\nx = 1\n```"), ("code", "~~~\n```\n~~~"), ("code", "````md\n```\n````")],
    ),
    "a fence without an end": ("text\n```\nx\n\ny\n", [("paragraph", "text"), ("code", "```\nx\n\ny")]),
    "an empty fence": ("```\n```\n", [("code", "```\n```")]),
    "indented code": ("    x\n\n    y\n\ntext\n", [("code", "x\n\n    y"), ("paragraph", "text")]),
    "a fence in a list item": (
        "1. Steps:\n\n   ```py\n   def f():\n       pass\n   ```\n\n2. Done\n",
        [
            ("list", "1. Steps:\n\n   ```py\n   def f():\n       pass\n   ```\n\n2. Done"),
            ("item", "1. Steps:\n\n   ```py\n   def f():\n       pass\n   ```"),
            ("paragraph", "Steps:"),
            ("code", "```py\n   def f():\n       pass\n   ```"),
            ("item", "2. Done"),
            ("paragraph", "Done"),
        ],
    ),
    "a fence in a quote in a list item": (
        "- > ~~~\n  > 茶\n  >\n  > 水\n  > ~~~\n",
        [
            ("list", "- > ~~~\n  > 茶\n  >\n  > 水\n  > ~~~"),
            ("item", "- > ~~~\n  > 茶\n  >\n  > 水\n  > ~~~"),
            ("quote", "> ~~~\n  > 茶\n  >\n  > 水\n  > ~~~"),
            ("code", "~~~\n  > 茶\n  >\n  > 水\n  > ~~~"),
        ],
    ),
    "a table": (
        "Before:\n\n| tea | 茶 |\n|-----|:--:|\n| `a` | **b** |\n\nAfter.\n",
        [("paragraph", "Before:"), ("table", "| tea | 茶 |\n|-----|:--:|\n| `a` | **b** |"), ("paragraph", "After.")],
    ),
    "maths is a paragraph": ("$$\nE = mc^2\n$$\n", [("paragraph", "$$\nE = mc^2\n$$")]),
    "html": (
        "<div>\n**no Markdown**\n</div>\n\n<details>\n<summary>A</summary>\n\n**Markdown**\n\n</details>\n\n<!-- 😀\n\n -->\n",
        [
            ("html", "<div>\n**no Markdown**\n</div>"),
            ("html", "<details>\n<summary>A</summary>"),
            ("paragraph", "**Markdown**"),
            ("html", "</details>"),
            ("html", "<!-- 😀\n\n -->"),
        ],
    ),
    "html in a list item": (
        "- <br>\n  a\n- b\n",
        [
            ("list", "- <br>\n  a\n- b"),
            ("item", "- <br>\n  a"),
            ("html", "<br>\n  a"),
            ("item", "- b"),
            ("paragraph", "b"),
        ],
    ),
    "front matter": (
        "---\ntitle: 茶\n---\n# Tea\n",
        [("metadata", "---\ntitle: 茶\n---"), ("heading", "# Tea")],
    ),
}


@pytest.mark.parametrize(("text", "blocks"), BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks_slice_back_to_their_text(text: str, blocks: list[tuple[str, str]]) -> None:
    document = read(text)
    assert [(block.kind, shown(document, block)) for block in document.blocks] == blocks


INLINES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "bold, links, code": (
        "**bold**, [link](http://example.org/a_b), `co*de`",
        [("strong", "**bold**"), ("link", "[link](http://example.org/a_b)"), ("code", "`co*de`")],
    ),
    "one in the other, outer first": (
        "[**`茶`** 😀](#a) **x `y`**",
        [("link", "[**`茶`** 😀](#a)"), ("strong", "**`茶`**"), ("code", "`茶`"), ("strong", "**x `y`**"), ("code", "`y`")],
    ),
    "bold in underscores": ("__bold__ and **", [("strong", "__bold__")]),
    "bold that is none": ("他说**“茶”**好 ** x ** \\**y\\**", []),
    "links of every form": (
        "[a](#b \"c\") [a][r] [r] <http://example.org> ![a](b.png)\n\n[r]: #r",
        [
            ("link", '[a](#b "c")'),
            ("link", "[a][r]"),
            ("link", "[r]"),
            ("link", "<http://example.org>"),
            ("image", "![a](b.png)"),
        ],
    ),
    "code with backticks in it": ("`` a`b `` 茶 ` c `", [("code", "`` a`b ``"), ("code", "` c `")]),
    "maths": (
        "茶 $a_1$ 水 $$\\sum$$, 5$ and \\$6\n\n$$\n甲\n$$",
        [("math", "$a_1$"), ("math", "$$\\sum$$"), ("math", "$$\n甲\n$$")],
    ),
    "no emphasis in maths": ("$**a**$", [("math", "$**a**$")]),
    "html": ("a<br/>b <b>c</b> <!-- d --> 1 < 2", [("html", t) for t in ("<br/>", "<b>", "</b>", "<!-- d -->")]),
    "breaks": ("a\nb  \nc\\\nd", [("break", "\n"), ("break", "  \n"), ("break", "\\\n")]),
    "breaks in a quote": ("> **a**\n> b", [("strong", "**a**"), ("break", "\n")]),
    "table cells": ("| **a** | `b \\| c` |\n|---|---|\n| $d$ |", [("strong", "**a**"), ("code", "`b \\| c`"), ("math", "$d$")]),
    "a heading": ("## **a** `b`", [("strong", "**a**"), ("code", "`b`")]),
    "tight items": ("- **a**\n- `b` **c**", [("strong", "**a**"), ("code", "`b`"), ("strong", "**c**")]),
    "bold over two lines": ("- **a\n  b**", [("strong", "**a\n  b**"), ("break", "\n")]),
    "nothing in code and html blocks": ("```\n**a** `b`\n```\n\n<div>\n**a**\n</div>", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "inlines"), INLINES.values(), ids=INLINES.keys())
def test_inlines_slice_back_to_their_text(text: str, inlines: list[tuple[str, str]]) -> None:
    document = read(f"{text}\n")
    found = [node for node in document.inlines if node.kind != "emphasis"]
    assert [(node.kind, document.slice(node.start, node.end)) for node in found] == inlines


TEXTS = {
    "a heading as its reader sees it": ("## **什么** 是 `x`？ ##\n", "什么 是 x？"),
    "an underlined heading of two lines": ("one\ntwo\n===\n", "one\ntwo"),
    "a paragraph": ("a **b**  \nc\\\nd &amp; \\* [e](#f) $g$\n", "a b\nc\nd & * e g"),
    "a paragraph in a quote": ("> a\n> b\nc\n", "a\nb\nc"),
    "a tight item": ("- a **b**\n  c\n", "a b\nc"),
    "a fence": ("```py\nx = 1\n\n    y\n```\n", "x = 1\n\n    y\n"),
    "a fence in a list item": ("1. \n   ```\n   x\n\n     y\n   ```\n", "x\n\n  y\n"),
    "a fence in a quote": ("> ```\n> x\n>\n>   y\n> ```\n", "x\n\n  y\n"),
    "a fence in a quote in a list item": ("- > ```\n  > 茶\n  >\n  > ```\n", "茶\n\n"),
    "a fence that is indented": ("  ```\n  x\n    y\n z\n  ```\n", "x\n  y\nz\n"),
    "indented code": ("    x\n      y\n\n    z\n", "x\n  y\n\nz\n"),
    "a fence with Windows line ends": ("```\r\nx\r\ny\r\n```\r\n", "x\ny\n"),
    "table cells": ("| a | **b** |\n|---|---|\n| `c` | d |\n", "a | b | c | d"),
    "front matter": ("---\nx: 1\ny:\n  - 茶\n---\n", "x: 1\ny:\n  - 茶\n"),
}


@pytest.mark.parametrize(("text", "plain"), TEXTS.values(), ids=TEXTS.keys())
def test_plain_text_of_the_innermost_block(text: str, plain: str) -> None:
    assert read(text).blocks[-1].text.replace("\r\n", "\n") == plain


INFOS = {
    "hash heading": ("#### a", [("heading", 4, "atx")]),
    "hash heading behind spaces": ("   ## a", [("heading", 2, "atx")]),
    "double underline": ("a\n=", [("heading", 1, "setext")]),
    "single underline": ("a\n-", [("heading", 2, "setext")]),
    "indented code": ("    a", [("code", 0, "indented")]),
    "fence with words": ("``` py title='a' \nb\n```", [("code", 0, "py title='a'")]),
    "fence without": ("~~~\nb\n~~~", [("code", 0, "")]),
    "bullets count from zero": (
        "* a\n* b",
        [("list", 0, "bullet"), ("item", 0, ""), ("paragraph", 0, ""), ("item", 1, ""), ("paragraph", 0, "")],
    ),
    "numbers count from the first": (
        "7. a\n7. b",
        [("list", 0, "ordered"), ("item", 7, ""), ("paragraph", 0, ""), ("item", 8, ""), ("paragraph", 0, "")],
    ),
}


@pytest.mark.parametrize(("text", "infos"), INFOS.values(), ids=INFOS.keys())
def test_levels_and_forms(text: str, infos: list[tuple[str, int, str]]) -> None:
    assert [(block.kind, block.level, block.info) for block in read(text).blocks] == infos


NOT_FRONT_MATTER = {
    "a pair of rules further down": "# Tea\n\n---\ntitle: tea\n---\n",
    "a pair of rules after a blank line": "\n---\ntitle: tea\n---\n",
    "a pair of rules after a space": " ---\ntitle: tea\n---\n",
    "an opening rule alone": "---\ntitle: tea\n",
    "prose between two rules": "---\nOnly words\n---\n",
    "a record between two rules": "---\n\n## 1. What is tea?\n\n**Answer:** a drink.\n\n---\n\n## 2. What is milk?\n",
    "a record with a full-width colon between two rules": "---\n\n**问题：** 什么是茶？\n\n---\n",
    "four dashes": "----\ntitle: tea\n----\n",
}


@pytest.mark.parametrize("text", NOT_FRONT_MATTER.values(), ids=NOT_FRONT_MATTER.keys())
def test_rules_that_are_no_front_matter(text: str) -> None:
    assert "metadata" not in {block.kind for block in read(text).blocks}


FRONT_MATTER = {
    "closed by dots": ("---\ntitle: tea\n...\n", "# Tea\n\n---\na: b\n---\n"),
    "spaces after the dashes": ("--- \ntitle: tea\n---\t\n", "text\n"),
    "Windows line ends": ("---\r\ntitle: 茶\r\n---\r\n", "text\r\n"),
    "markup in the values": ("---\ntitle: '# **a** `b` [c](d)'\n# a comment\n---\n", "# **e**\n"),
    "a blank line in it": ("---\na: 1\n\nb: 2\n---\n", "- c\n"),
    "empty": ("---\n---\n", "text\n"),
    "the end of the file": ("---\ntitle: tea\n---", ""),
    "a second pair of rules": ("---\na: 1\n---\n", "---\nb: 2\n---\n"),
}


@pytest.mark.parametrize(("matter", "rest"), FRONT_MATTER.values(), ids=FRONT_MATTER.keys())
def test_front_matter_shifts_the_rest_and_changes_nothing_in_it(matter: str, rest: str) -> None:
    """Only the first pair of rules counts; the blocks below are those of the text without it."""
    document, plain = read(matter + rest), read(f"\n{rest}")
    first, *blocks = document.blocks
    assert (first.kind, document.slice(first.start, first.end)) == ("metadata", matter)
    assert [(block.kind, block.text, document.slice(block.start, block.end)) for block in blocks] == [
        (block.kind, block.text, plain.slice(block.start, block.end)) for block in plain.blocks
    ]


EVERYTHING = [*(text for text, _ in BLOCKS.values()), *(f"{text}\n" for text, _ in INLINES.values())]
NAMES = [*BLOCKS, *(f"inlines: {name}" for name in INLINES)]


@pytest.mark.parametrize("text", EVERYTHING, ids=NAMES)
def test_windows_line_ends_make_no_difference(text: str) -> None:
    """The same blocks and inlines come out, on the same lines and columns."""
    unix, windows = read(text), read(text.replace("\n", "\r\n"))
    assert [node.kind for node in nodes(unix)] == [node.kind for node in nodes(windows)]
    assert [block.text for block in unix.blocks] == [block.text.replace("\r\n", "\n") for block in windows.blocks]
    for old, new in zip(nodes(unix), nodes(windows), strict=True):
        assert unix.position(old.start) == windows.position(new.start)
        text = windows.slice(new.start, new.end).replace("\r\n", "\n")
        assert unix.slice(old.start, old.end).rstrip() == text.rstrip()


@pytest.mark.parametrize("text", EVERYTHING, ids=NAMES)
def test_a_byte_order_mark_is_no_text(text: str) -> None:
    plain, marked = (document_of("bank.md", mark + text.encode()) for mark in (b"", b"\xef\xbb\xbf"))
    assert (plain.bom, marked.bom) == (False, True)
    assert (plain.source, plain.blocks, plain.inlines) == (marked.source, marked.blocks, marked.inlines)


@pytest.mark.parametrize("text", EVERYTHING, ids=NAMES)
def test_nodes_are_nested_and_in_order(text: str) -> None:
    document = read(text)
    size, reached, taken = len(document.source), 0, 0
    for index, block in enumerate(document.blocks):
        assert 0 <= block.start <= block.end <= size
        assert block.start >= reached, "blocks come in source order"
        reached = block.start
        if block.parent >= 0:
            outer = document.blocks[block.parent]
            assert block.parent < index
            assert outer.kind in ("list", "item", "quote")
            assert outer.start <= block.start
            assert block.end <= outer.end
        assert taken == block.first <= block.last, "each inline belongs to one block"
        taken = block.last
        for node in document.inlines[block.first : block.last]:
            assert block.start <= node.start < node.end <= block.end
    assert taken == len(document.inlines)


@dataclass(frozen=True)
class At:
    """Where a word stands: 1-based line and column."""

    text: str
    word: str
    line: int
    column: int


POSITIONS = {
    "the first character": At("x", "x", 1, 1),
    "behind Chinese": At("什么是茶？x", "x", 1, 6),
    "behind an emoji outside the basic plane": At("😀x", "x", 1, 2),
    "behind an emoji of three code points": At("👩‍🔬x", "x", 1, 4),
    "behind a combining accent": At("e\u0301x", "x", 1, 3),
    "behind a tab": At("\tx", "x", 1, 2),
    "on a later line": At("甲\n乙\n\n丙x", "x", 4, 2),
    "after Windows line ends": At("甲\r\n\r\n乙x", "x", 3, 2),
    "after old Mac line ends": At("甲\r\r乙x", "x", 3, 2),
    "after mixed line ends": At("甲\n\r\n\r乙x", "x", 4, 2),
    "separators that end no line": At("a\u2028b\x0bc\x0cd\x85e\x1cx", "x", 1, 11),
    "in a fence in a quote": At("> ```\n> 茶x\n> ```\n", "x", 2, 4),
    "behind front matter": At("---\ntitle: 茶\n---\n茶x", "x", 4, 2),
    "at the very end": At("茶\n茶", "", 2, 2),
    "behind the last line end": At("茶\n", "", 2, 1),
}


@pytest.mark.parametrize("at", POSITIONS.values(), ids=POSITIONS.keys())
def test_positions_count_lines_and_code_points(at: At) -> None:
    document = read(at.text)
    offset = len(at.text.rpartition(at.word)[0].encode()) if at.word else len(document.source)
    assert document.position(offset) == (at.line, at.column)
    assert document.line(offset) == at.line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "old Mac"])
def test_the_span_of_a_line_leaves_its_end_out(end: str) -> None:
    lines = ["甲", "", "b 😀", ""]
    document = read(end.join(lines))
    assert [document.slice(*document.line_span(number)) for number in (1, 2, 3, 4)] == lines
    assert document.line_span(4) == Span(len(document.source), len(document.source))


def test_a_block_knows_what_it_lies_in() -> None:
    document = read("> - a\n>\n>   ```\n>   x\n>   ```\n\nb\n")
    code = next(block for block in document.blocks if block.kind == "code")
    assert document.inside(code, "quote")
    assert document.inside(code, "item")
    assert not document.inside(code, "table")
    assert not document.inside(document.blocks[-1], "quote")


def test_every_offset_of_a_span_is_between_characters() -> None:
    text = re.sub("[a-z]", "茶", "\n\n".join(EVERYTHING[1:]))
    document = read(text)
    for node in nodes(document):
        document.source[: node.start].decode()
        document.source[: node.end].decode()
