"""Whatever the input: no crash, places that hold, fixes that end, records that survive being written.

The examples are the same in every run. ASKEW_FUZZ=5000 looks at that many of each test, chosen anew.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askew import fixes
from askew.canonical import content, render
from askew.checks import RULES
from askew.code.blocks import code_blocks
from askew.comparing import compare
from askew.config import Settings
from askew.decode import decode
from askew.diagnostic import Diagnostic, Finding, Place, Safety
from askew.document import Document, Span
from askew.duplicates.corpus import Corpus
from askew.duplicates.shelf import Shelf
from askew.engine import lint
from askew.extract import extract
from askew.markdown import parse
from askew.place import place_of
from askew.programs import programs
from askew.record import Record
from askew.rule import Answered, Bank, Fence, Program
from askew.source import SourceError, document_of
from tests.conftest import ROOT

T = TypeVar("T", bound=Callable[..., None])

SETTINGS = Settings()
SAFE = frozenset({Safety.SAFE})
MORE = int(os.environ.get("ASKEW_FUZZ", "0"))
FILES = [path.read_text("utf-8", "replace") for path in sorted((ROOT / "corpus").rglob("*.md"))]
BANKS = [text for text in FILES if text and "\0" not in text]


def fuzz(examples: int) -> Callable[[T], T]:
    """Settings for a test that may not fail by chance or by the speed of the machine."""
    return settings(
        max_examples=MORE or examples,
        deadline=None,
        derandomize=not MORE,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


# The pieces of a bank: what starts records, what labels them, what stands in them, and what goes wrong there.

STARTS = [
    "# Kettles and cups",
    "## 1. Why does a kettle whistle?",
    "## 2. 水为什么会沸腾？",
    "## 3 kinds of tea",
    "## 10.",
    "### Q7: How hot is hot?",
    "### 题目 4：怎样选茶壶？",
    "#### 解析：**",
    "### **Answer**",
    "#### 3.1.2 茶的分类",
    "## 四、 储存 {#keep}",
    "### 🍵 参考答案 🍵",
    "## 总结",
    "##no space",
    "####### seven",
    "Setext title?\n===",
    "二级标题？\n---",
    "# ",
    "**题目：** 如何洗茶？",
    "**问题**：为什么要醒茶？",
    "**答案：**",
    "**答案：**很快就好。",
    "**参考答案：**\n**解析：**",
    "**Question:** What is a gaiwan?",
    "**Answer:** A bowl with a lid.",
    "**Q3.** Is it hot?",
    "**题目1：** 什么茶？ **题目2：** 哪种水？",
    "**1. 什么是茶饼？**",
    "**源代码：**",
    "问：几种？",
    "答：两种。",
    "Q: Which cup?",
    "A: This one.",
    "Q1：冷吗？",
    "Follow-up: and then?",
    "<!-- askew: record -->",
    "<!-- askew: answer -->",
    '<!-- askew: record {"title": "茶", "meta": {"level": 2}} -->',
    "<!-- askew: record {broken} -->",
    "<details>\n<summary>What is steam?</summary>",
    "<summary>2. 什么是蒸汽？</summary>",
    "</details>",
]
TEXTS = [
    "Water boils at a hundred degrees, less on a mountain.",
    "以下是示例代码：",
    "此处补充详细说明。",
    "TODO",
    "and so on, because",
    "- bullet\n- **bold** bullet\n  more of it",
    "- **Q：** 甲？\n- **A：** 乙。",
    "1. **先烧水。**\n2. 再放茶\n   1. 三克\n   2. 五克",
    "7) seven\n\n   loose\n8) eight",
    "- [ ] TODO\n- [x] `done`",
    "- [link](#a)\n- ![pot](pot.png)\n- \\*star\n-",
    "```python\ndef brew(grams: int) -> int:\n    return grams * 50\n```",
    "```python\nprint 'old'\n```",
    "```py\n>>> 1 + 1\n2\n```",
    "````\n```\ninner\n```\n````",
    "~~~sql\nSELECT 1;\n~~~",
    "```",
    "    indented = True\n\n    still = True",
    "| tea | 茶 |\n|---|:-:|\n| a \\| b | **c** |\n| `d` |",
    "|-|\n|**x：**y|",
    "> quoted\nlazy\n> - in it\n>   ```\n>   code\n>   ```",
    "> > deep\n>\n> **答案：** 引用里的。",
    "> [!NOTE]\n> beware",
    "<div align='right'>\n  <b>html</b>\n</div>",
    "a <b>tag</b> and <br/> and <!-- note --> and <unfinished",
    "\\(a_1 + b_2\\) and \\[ x^2 \\]",
    "\\[\n\\frac{a}{b}\n\\]",
    "$E = mc^2$ but 5$ and $$\\sum_i i$$",
    "$$\na*b*c\n$$",
    "他说**“重点”**然后走了。",
    "**注意：**先关火，**再倒水。**",
    "** not bold ** at all",
    "**a**b**c**d**",
    "***both*** ****none**** **",
    "2**10 == 1024 and `**kw`",
    "[**link：**x](http://example.org/a**b) ![i](p.png)",
    "text[^1] and [ref]\n\n[^1]: a **note：**here\n\n[ref]: http://example.org",
    "sentence ends here.## 5. Glued",
    "hard  \nbreak\\\nand soft",
    "&amp; &nbsp; &#x8336; &bogus;",
    "---",
    "* * *",
    "...",
    "↥ back to top",
    "**[⬆ Back to Top](#top)**",
    "---\ntitle: tea\nlevel: [1, 2]\n---",
]
ODD = "\t \xa0\u3000\u200b\u200d\ufeff\x0b\x0c\x1c\x85\u2028\x7f\x01\ufffd\U0001f469\u200d\U0001f52c\u0301\u05d0\u202e*_`#>|$\\[]()<&~:：？。-1.、"

odd = st.text(st.sampled_from(ODD) | st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
gap = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n", "", " ", "\n\n\n", "\r\n\r\n", "\r\n", "\r", " \n", "\n \n"])
prefix = st.sampled_from(["", "", "", "", "> ", "- ", "1. ", "   ", "\t", "> - "])


@st.composite
def piece(draw: st.DrawFn) -> str:
    """A piece of a bank, now and then inside a list item or a quote."""
    text = draw(st.sampled_from(STARTS) | st.sampled_from(TEXTS) | odd)
    first = draw(prefix)
    rest = first if first.startswith(">") else " " * len(first)
    return f"{first}{text}".replace("\n", f"\n{rest}") if first else text


@st.composite
def composed(draw: st.DrawFn) -> str:
    """A bank of pieces that seldom fit."""
    pieces = draw(st.lists(st.tuples(piece(), gap), max_size=14))
    return "".join(text + after for text, after in pieces)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A bank of ours after some accidents: slices lost, doubled, moved in from elsewhere."""
    text = draw(st.sampled_from(BANKS))
    if draw(st.booleans()):
        start = draw(st.integers(0, max(0, len(text) - 2000)))
        text = text[start : start + 2000]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 60) | st.integers(0, 800)))
        kind = draw(st.sampled_from(["delete", "double", "insert", "line ends"]))
        if kind == "delete":
            text = text[:at] + text[end:]
        elif kind == "double":
            text = text[:end] + text[at:end] + text[end:]
        elif kind == "insert":
            text = text[:at] + draw(piece() | odd) + text[at:]
        else:
            text = text[:at] + text[at:end].replace("\n", "\r\n") + text[end:]
    return text


banks = composed() | mutated()


# What must hold.


def lines_of(document: Document) -> list[str]:
    """The lines with their ends, cut without the code under test."""
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", document.source.decode())


def assert_inside(document: Document, span: Span) -> None:
    assert 0 <= span.start <= span.end <= len(document.source)
    for offset in span:  # a span never cuts a character in two
        document.source[:offset].decode()


def assert_agrees(document: Document, span: Span, place: Place) -> None:
    """The lines and columns count the same text as the offsets do."""
    assert_inside(document, span)
    lines = lines_of(document)
    for offset, line, column in ((span.start, *place[:2]), (span.end, *place[2:4])):
        before = "".join(lines[: line - 1]) + lines[line - 1][: column - 1]
        assert before == document.source[:offset].decode()


def findings(document: Document, records: list[Record]) -> Iterator[tuple[str, Finding]]:
    """What the rules say of a Markdown document, with spans."""
    bank = Bank(document, records, code_blocks(document), SETTINGS)
    subjects: dict[str, list[Bank] | list[Answered] | list[Fence] | list[Program]] = {
        "bank": [bank],
        "text": [bank],
        "record": [Answered(record, document) for record in records],
        "code": [Fence(code, document) for code in bank.code],
        "python": list(programs(bank)),
        "corpus": [],
        "broken": [program for program in programs(bank) if program.problem is not None],
        "input": [],
    }
    for rule in RULES:
        for subject in subjects[rule.scope]:
            for finding in rule.check(subject):
                yield rule.code, finding


def assert_sound(diagnostics: list[Diagnostic], document: Document) -> None:
    """No rule crashed, and every place is a place in the document."""
    assert [item.message for item in diagnostics if item.code == "X005"] == []
    assert [item.order for item in diagnostics] == sorted(item.order for item in diagnostics)
    assert len({item.fingerprint for item in diagnostics}) == len(diagnostics)
    lines = lines_of(document)
    for item in diagnostics:
        place = item.place
        assert (place.line, place.column) <= (place.end_line, place.end_column)
        ends = (place.line, place.column, place.byte_column), (place.end_line, place.end_column, place.end_byte_column)
        for line, column, byte_column in ends:
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
            before = lines[line - 1][: column - 1].encode()
            assert byte_column == len(before) + 1 + 3 * (document.bom and line == 1)
        for edit in item.fix.edits if item.fix else ():
            assert_agrees(document, edit.span, edit.place)


def assert_linted(text: str) -> None:
    """Linting gives what the rules say, each at a place that agrees with its span."""
    result = lint("bank.md", text.encode(), RULES, SETTINGS)
    document = document_of("bank.md", text.encode())
    assert result.crashes == []
    assert_sound(result.diagnostics, document)
    records = extract(document, SETTINGS.markers)
    assert result.records == len(records)
    if "askew:" in text:  # a suppression may hide what the rules say
        return
    said = list(findings(document, records))
    assert sorted((code, place_of(document, finding.span)) for code, finding in said) == sorted(
        (item.code, item.place) for item in result.diagnostics
    )
    for _, finding in said:
        assert_agrees(document, finding.span, place_of(document, finding.span))
        for other in finding.related:
            assert_inside(document, other.span)


def assert_compared(text: str) -> None:
    """What is said of a file beside a copy of itself stands in it, and no rule crashes."""
    contents = dict.fromkeys(("bank.md", "copy.md"), text.encode())
    facts = [lint(path, data, RULES, SETTINGS).facts for path, data in contents.items()]
    corpus = Corpus([item for item in facts if item is not None], SETTINGS, Shelf(SETTINGS, contents))
    found = compare(corpus, RULES)
    assert found.crashes == []
    assert_sound([item for item in found.diagnostics if item.path == "copy.md"], document_of("copy.md", text.encode()))


def assert_placed(text: str) -> None:
    """Blocks hold their inlines; records come one after the other, and their parts lie in them in order."""
    document = parse("bank.md", text.encode())
    for block in document.blocks:
        assert_inside(document, Span(block.start, block.end))
        assert 0 <= block.first <= block.last <= len(document.inlines)
        for node in document.inlines[block.first : block.last]:
            assert_inside(document, Span(node.start, node.end))
            assert block.start <= node.start <= node.end <= block.end
    records = extract(document, SETTINGS.markers)
    assert len({(record.path, record.id) for record in records}) == len(records)
    reached = 0
    for record in records:
        for span in (record.span, record.heading, record.question_span, record.answer_span):
            assert_inside(document, span)
        assert reached <= record.span.start == record.heading.start
        assert record.heading.end <= record.span.end
        assert record.heading.start <= record.question_span.start
        assert record.question_span.end <= record.answer_span.start
        assert record.answer_span.end <= record.span.end
        assert record.line == document.line(record.span.start) <= record.end_line <= len(document.line_starts)
        for part in record.sections:
            assert_inside(document, part.span)
            assert record.span.start <= part.span.start <= record.span.end
        for code in record.code:
            assert_inside(document, code.span)
            assert record.span.start <= code.span.start
        reached = record.span.end


def assert_fixed(text: str) -> None:
    """The safe fixes can be made, and once made there is none left to make."""
    fixed = fixes.fix("bank.md", text.encode(), RULES, SETTINGS, SAFE)
    decode(fixed.after)
    again = fixes.fix("bank.md", fixed.after, RULES, SETTINGS, SAFE)
    assert (again.made, again.after) == (0, fixed.after)
    assert bool(fixed.made) == (fixed.after != fixed.before)


def assert_read_back(text: str) -> None:
    """The records of a bank, written in our own layout, are the same records."""
    records = extract(parse("bank.md", text.encode()), SETTINGS.markers)
    written = render(records, SETTINGS.markers)
    found = extract(parse("written.md", written.encode()), SETTINGS.markers)
    assert [content(record) for record in found] == [content(record) for record in records]
    assert [record.id for record in found] == [record.id for record in records]


@fuzz(100)
@given(banks)
def test_comparing_takes_anything_and_says_where(text: str) -> None:
    assert_compared(text)


@fuzz(250)
@given(banks)
def test_lint_takes_anything_and_says_where(text: str) -> None:
    assert_linted(text)


@fuzz(250)
@given(banks)
def test_blocks_and_records_lie_where_they_say(text: str) -> None:
    assert_placed(text)


@fuzz(250)
@given(banks)
def test_safe_fixes_end_and_leave_nothing_to_fix(text: str) -> None:
    assert_fixed(text)


@fuzz(250)
@given(banks)
def test_written_records_are_read_back(text: str) -> None:
    assert_read_back(text)


# What longer searches found, cut down to what matters.

FOUND: dict[str, tuple[Callable[[str], None], str]] = {
    "bold as the whole text of a tight item": (assert_placed, "- **茶**\n- [水](#a)\n"),
    "a question label at the very end": (assert_placed, "## 1. 什么是茶？\n\n## 2. 什么是水？\n\n### 题目\n"),
    "a question label that ends the only record": (assert_placed, "# 什么是茶？\n## 题目"),
    "a label that does not render before a numbered one": (assert_placed, "**Q：**Q4**"),
    "a plain label before a numbered one in bold": (assert_placed, "答：**题目1**"),
    "a plain question before a numbered one in bold": (assert_placed, "Q：冷**Q3**"),
    "a label over two lines of bold": (assert_placed, "**Q：\nlevel:？**"),
    "two summaries in one block": (assert_placed, "<summary>2. 茶？</summary>\n<summary>3. 水？</summary>"),
    "a bold number with a space at the end of its line": (assert_placed, "**1.** \n**1 ？***"),
    "a question label behind the details of another": (
        assert_placed,
        "<details>\n<summary>What is steam?</summary>\n\n</details>\n\n问：几种？\n",
    ),
    "a label that the parser indents": (assert_linted, "**题目：** 如何洗茶？\n\t问：几种？\n"),
    "an emoji before bold": (assert_fixed, "⚠️**“重点”**然后走了。\n"),
    "a combining accent before bold": (assert_fixed, "cafe\u0301**“重点”**然后走了。\n"),
    "a zero-width space before bold": (assert_fixed, "警告\u200b**“重点”**然后走了。\n"),
    "bold that renders between bold that does not": (assert_fixed, "**答案：**使用**“分片”**技术。\n"),
    "a single star later in the paragraph": (assert_fixed, "**答案：**梯度把一个*\n"),
    "emphasis that a star of bold begins": (assert_fixed, "**答案：**张，*案**\n"),
    "a star at the start of bold": (assert_fixed, "**.***饼？**"),
    "bold that touches other bold": (assert_fixed, "**1. 什么是茶饼？****题目：** 如何洗茶？\n"),
    "a heading that opens with one star and closes with two": (assert_fixed, "#### *答案：**\n\n对。\n"),
    "bold across the text of a link": (assert_fixed, "# **g[**：**x](u)\n"),
    "a question in bold with text behind it": (assert_fixed, "**问题：什么是过拟合？**请简要说明。\n"),
    "numbered questions in bold with their answers behind": (
        assert_fixed,
        "**Q1：甲是什么？**是茶。\n\n**Q2：乙是什么？**是水。\n",
    ),
    "an answer label on an indented line": (assert_fixed, "**题目：** 什么是茶？\n **答案：**饮料。\n"),
    "answer labels in list items": (
        assert_fixed,
        "1. **问题：** 什么是茶？\n   **答案：**饮料。\n\n2. **问题：** 什么是水？\n   **答案：**液体。\n",
    ),
    "a number in bold with text behind it": (assert_fixed, "- **1.饼？**补\n1. **Ans**\n"),
    "a fence in a list that never closes": (assert_read_back, "问：几种？\n\n- ```\n\n"),
}


@pytest.mark.parametrize(("check", "text"), FOUND.values(), ids=FOUND.keys())
def test_what_was_found_before(check: Callable[[str], None], text: str) -> None:
    check(text)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A bank with some bytes gone wrong, in another encoding, or no bank at all."""
    data = draw(banks.map(str.encode) | banks.map(lambda text: text.encode("gb18030")) | st.binary(max_size=200))
    for place, end, new in draw(
        st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.binary(max_size=3)), max_size=4)
    ):
        at = int(place * len(data))
        data = data[:at] + new + data[at + end :]
    return data


@fuzz(120)
@given(damaged(), st.sampled_from(["bank.md", "bank.jsonl"]))
def test_lint_takes_any_bytes(data: bytes, path: str) -> None:
    """What is no text is refused, with one diagnostic."""
    result = lint(path, data, RULES, SETTINGS)
    assert result.crashes == []
    if "X002" in {item.code for item in result.diagnostics}:
        assert len(result.diagnostics) == 1
        with pytest.raises(SourceError):
            document_of(path, data)
    else:
        assert_sound(result.diagnostics, document_of(path, data))


values: st.SearchStrategy[object] = st.none() | st.booleans() | st.integers() | odd | st.lists(odd, max_size=2)


@st.composite
def jsonl_line(draw: st.DrawFn) -> str:
    """A line in some shape, its strings spelt in some way, sometimes cut off."""
    asked, said = draw(composed() | odd), draw(composed())
    shapes = [
        {"question": asked, "answer": said},
        {"instruction": asked, "input": draw(odd), "output": said},
        {"messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": said}]},
        {"conversations": [{"from": "human", "value": asked}, {"from": "gpt", "value": said}]},
    ]
    line: dict[str, object] = {**draw(st.dictionaries(odd, values, max_size=2)), **draw(st.sampled_from(shapes))}
    text = json.dumps(line, ensure_ascii=draw(st.booleans()))
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 9)) == 0 else text


@fuzz(120)
@given(st.lists(jsonl_line(), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_jsonl_is_linted_and_fixed_line_by_line(lines: list[str], end: str) -> None:
    data = end.join(lines).encode()
    result = lint("bank.jsonl", data, RULES, SETTINGS)
    assert result.crashes == []
    assert_sound(result.diagnostics, document_of("bank.jsonl", data))
    fixed = fixes.fix("bank.jsonl", data, RULES, SETTINGS, SAFE)
    again = fixes.fix("bank.jsonl", fixed.after, RULES, SETTINGS, SAFE)
    assert (again.made, again.after) == (0, fixed.after)
    touched = {item.place.line for item in result.diagnostics if item.fix}
    for number, (old, new) in enumerate(zip(lines, fixed.after.decode().split(end), strict=True), 1):
        assert old == new or (number in touched and json.loads(old).keys() == json.loads(new).keys())
