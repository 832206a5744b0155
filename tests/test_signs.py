"""Which signs make two questions different that have the same letters, and which are only how a question is written."""

import pytest

from askew.duplicates.contrast import contrast
from askew.duplicates.signs import signs
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import wording
from tests.test_duplicates import said

WORDING = wording()

APART = {
    "division": ("What does `print(7 / 2)` show?", "What does `print(7 // 2)` show?"),
    "an index from the end": ("What is `[4,5,6][-1]`?", "What is `[4,5,6][1]`?"),
    "operators twice as long": ("What does `&` do in C?", "What does `&&` do in C?"),
    "a dash and a stroke": ("What does `-` do in awk?", "What does `/` do in awk?"),
    "redirections": ("What does `>` do in a shell?", "What does `>>` do in a shell?"),
    "one and two equality signs": ("What does == compare?", "What does === compare?"),
    "placeholders": ("MyBatis 中 #{} 的作用", "MyBatis 中 ${} 的作用"),
    "variables of a shell": ("Shell 中 $? 表示什么？", "Shell 中 $! 表示什么？"),
    "case behind a backslash": ("What does `\\s` match?", "What does `\\S` match?"),
    "punctuation in code": ("What does `?.` mean?", "What does `??` mean?"),
    "stars": ("What is `*` for in a call?", "What is `**` for in a call?"),
    "combinators": ("选择器 `ul > li` 的含义", "选择器 `ul ~ li` 的含义"),
    "no combinator": ("选择器 `ul > li` 的含义", "选择器 `ul li` 的含义"),
    "a negative number": ("What does an exit code of -2 mean?", "What does an exit code of 2 mean?"),
    "minus and plus": ("What is `8 - 5`?", "What is `8 + 5`?"),
    "smaller, or equal too": ("Is a<b stable?", "Is a<=b stable?"),
    "what is smaller": ("What is `a < b`?", "What is `b < a`?"),
    "sets": ("什么是 A∩B？", "什么是 A∪B？"),
    "upper and lower": ("$y^3$ 的含义", "$y_3$ 的含义"),
    "a factorial": ("What is O(n)?", "What is O(n!)?"),
    "negations": ("`!x` 的值是什么", "`!!x` 的值是什么"),
    "up and down": ("What is x-- in C?", "What is ++x in C?"),
    "a number in quotes": ('What is `"2" + 2`?', "What is `2 + 2`?"),
    "brackets": ("How do you write `[]` in YAML?", "How do you write `{}` in YAML?"),
    "an annotation": ("什么是 @Bean？", "什么是 Bean？"),
    "a name with a full stop": ("什么是 .NET？", "什么是 NET？"),
    "a name with a star": ("What is A search?", "What is A* search?"),
    "wildcards": ("通配符 % 的作用", "通配符 _ 的作用"),
    "options": ("What does `git branch -d` do?", "What does `git branch -D` do?"),
    "what is given": ("What is P(A|B)?", "What is P(B|A)?"),
    "words that are code": ("What is `x or y`?", "What is `x and y`?"),
    "a sign and a word": ("Difference between === and ==", "Difference between == and is"),
}
SAME = {
    "blanks and marks": ("什么是 Java？", "什么是Java?"),
    "code or not": ("What is a `list`?", "What is a list?"),
    "full width": ("什么是 Ａ＋Ｂ？", "什么是 A+B？"),
    "strokes between words": ("输入/输出 的延迟", "输入、输出的延迟"),
    "an and between letters": ("What is Q&A?", "What is Q & A?"),
    "a word with signs": ("What is C++?", "What is `C++`?"),
    "hyphens": ("Is it a trade-off?", "Is it a trade off?"),
    "quotes": ("什么是“绿茶”？", "什么是 '绿茶'？"),
    "a protocol": ("What is TCP/IP?", "What is TCP IP?"),
    "an ellipsis": ("什么是绿茶……", "什么是绿茶..."),
    "ornaments": ("⭐ 什么是绿茶？★★", "什么是绿茶？"),
    "bold": ("**What is green tea?**", "What is green tea?"),
    "a dash of a list": ("- 什么是绿茶", "什么是绿茶"),
    "a dash between words": ("Tea - storage", "Tea storage"),
    "a tag": ("[高频] 什么是绿茶", "高频：什么是绿茶"),
    "a tilde at the end": ("什么是绿茶~", "什么是绿茶"),
    "blanks in code": ("What is `7//2`?", "What is `7 // 2`?"),
    "an expression, in code or not": ("What is `7 // 2`?", "What is 7 // 2?"),
    "the order of what is compared": ("`==` 和 `===`", "`===` 和 `==`"),
    "maths": ("$O(n)$ 是什么", "O(n) 是什么"),
    "a call": ("What is `pour()`?", "What is `pour`?"),
    "a blank before the mark": ("What is tea ? Explain.", "What is tea? Explain."),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_other_signs_make_another_question(one: str, other: str) -> None:
    left, right = WORDING.text(one), WORDING.text(other)
    assert left.identity != right.identity
    assert contrast(left, right, WORDING, Frequencies())
    assert said({"a.md": f"## {one}\n\n第一。\n", "b.md": f"## {other}\n\n其二。\n"}) == []


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_how_a_question_is_written_makes_none(one: str, other: str) -> None:
    assert signs(one) == signs(other)


TITLES = {
    "a link": ("## [`==` 表示什么？](#equality)", "## `==` 表示什么？"),
    "closed": ("## What is `7 // 2`? ##", "## What is `7 // 2`?"),
    "a comment": ("## What is `7 // 2`? <!-- askew: ignore[P101] r -->", "## What is `7 // 2`?"),
    "a comment, closed": ("## What is `7 // 2`? <!-- [why] --> ##", "## What is `7 // 2`?"),
    "entities": ("## What is a &lt; b?", "## What is `a < b`?"),
}


@pytest.mark.parametrize(("one", "other"), TITLES.values(), ids=TITLES.keys())
def test_signs_are_read_where_a_title_is_written(one: str, other: str) -> None:
    assert "D001" in {code for code, *_ in said({"a.md": f"{one}\n\n第一。\n", "b.md": f"{other}\n\n其二。\n"})}
