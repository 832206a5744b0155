"""Why a block does not parse, in our words, and which characters are to blame."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.code.parsing import Refusal, parsed, parses
from askew.code.repairs import Repair, repair, replaced
from askew.code.syntax import Kind, Problem, problem
from tests.snippets import fuzz, snippet

DEEP = "the code is nested too deeply to be parsed"
LONG = "the block is too long to be parsed"
NO_SOURCE = "a character stands in the code that no source may hold"
WIDE = "full-width punctuation stands where Python wants ASCII"


def said(code: str) -> tuple[Kind, int, str] | None:
    found = problem(code)
    return (found.kind, found.line, found.message) if found is not None else None


def mended(code: str) -> str | None:
    """The code with its repair made, None where there is none to make."""
    found = repair(code)
    return replaced(code, found.replacements) if found is not None and found.replacements else None


@pytest.mark.parametrize(
    ("code", "line", "message"),
    [
        pytest.param("x = 1\nfor cup in cups\n    pour(cup)\n", 2, "colon at the end", id="a loop without colon"),
        pytest.param("class Pot\n    tea = 1\n", 1, "colon at the end", id="a class without colon"),
        pytest.param("if 水温 = 90:\n    pour()\n", 1, "comparing is `==`", id="one equals sign in a condition"),
        pytest.param("while hot = True:\n    wait()\n", 1, "comparing is `==`", id="one equals sign in a loop"),
        pytest.param("x = 1\ncups = [1, 2\nprint(cups)\n", 2, "`[` is never closed", id="an open bracket"),
        pytest.param("print((1)\n", 1, "`(` is never closed", id="an open parenthesis"),
        pytest.param("cups = 1]\n", 1, "`]` closes nothing", id="a bracket too many"),
        pytest.param("cups = (1]\n", 1, "`]` does not fit the `(`", id="two kinds of brackets"),
        pytest.param("tea = 'green\nx = 1\n", 1, "starts with ' here is never closed", id="an open string"),
        pytest.param('x = 1\n"""tea\nx = 2\n', 2, 'starts with """ here is never closed', id="an open docstring"),
        pytest.param("pip install numpy\nimport numpy\n", 1, "shell command", id="a shell command"),
        pytest.param("x = 1\nValueError: 水太冷 了\n", 2, "output of a program", id="an error message"),
        pytest.param("def 泡 茶():\n    pass\n", 1, "space or hyphen", id="a blank in a name"),
        pytest.param("def pour-tea():\n    pass\n", 1, "space or hyphen", id="a hyphen in a name"),
        pytest.param("x = b'茶'\n", 1, "ASCII characters only", id="Chinese in bytes"),
        pytest.param("for cup in cups:\n", 1, "nothing stands in the body", id="a loop without body"),
        pytest.param("def brew():\n    # later\n\nx = 1\n", 4, "nothing stands in the body", id="a comment for a body"),
        pytest.param("x = 1\n    y = 2\n", 2, "does not fit the lines around it", id="a line too far right"),
        pytest.param("if x:\n    y\n  z\n", 3, "does not fit the lines around it", id="a line too far left"),
        pytest.param("x = \n", 1, "cannot read this line", id="nothing assigned"),
        pytest.param("x = 1\n\npour the tea\n", 3, "cannot read this line", id="words"),
        pytest.param("if x:\n        y = 1\n\tz = 2\n", 3, "tabs and spaces are mixed", id="tabs and blanks"),
    ],
)
def test_what_is_wrong_and_where(code: str, line: int, message: str) -> None:
    found = problem(code)
    assert found is not None
    assert (found.kind, found.line) == ("syntax", line)
    assert message in found.message


@pytest.mark.parametrize(
    ("code", "kind", "line"),
    [
        pytest.param("x = 1\nprint 'ready'\n", "python2", 2, id="print without parentheses"),
        pytest.param("try:\n    boil()\nexcept IOError, error:\n    pass\n", "python2", 3, id="except with a comma"),
        pytest.param("raise ValueError, '水太冷'\n", "python2", 1, id="raise with a comma"),
        pytest.param("if cups <> 3:\n    pass\n", "python2", 1, id="the old unequal"),
        pytest.param("mode = 0755\n", "python2", 1, id="an old octal number"),
        pytest.param("cups = 3L\n", "python2", 1, id="a long number"),
        pytest.param("tea = ur'茶'\n", "python2", 1, id="a prefix of old"),
        pytest.param("tea = `cups`\n", "python2", 1, id="backquotes"),
        pytest.param("exec 'x = 1'\n", "python2", 1, id="exec as a statement"),
        pytest.param("f = lambda (a, b): a\n", "python2", 1, id="a tuple as parameter"),
        pytest.param("for cup in cups:\npour(cup)\n", "indentation", 2, id="a margin lost"),
        pytest.param("class Pot:\ndef fill(self):\nself.x = 1\n", "indentation", 2, id="all margins lost"),
        pytest.param("x = 1\n如果 x > 1:\n    print(x)\n", "translated", 2, id="a translated if"),
        pytest.param("def 泡茶():\n    返回 3\n", "translated", 2, id="a translated return"),
        pytest.param("x = 1\nif a &lt; b:\n    pass\n", "entity", 2, id="an entity"),
        pytest.param("a &lt; b\n", "entity", 1, id="an entity that happens to parse"),
        pytest.param("x = 1\ntea = “龙井”\n", "quote", 2, id="curved quotes"),
        pytest.param("x = 1\nprint（水温，时间）\n", "punctuation", 2, id="full-width punctuation"),
        pytest.param("cups＝3\n", "punctuation", 1, id="a full-width equals sign"),
        pytest.param("x = 1\n　y = 2\n", "punctuation", 2, id="an ideographic space"),
    ],
)
def test_faults_with_a_name_of_their_own(code: str, kind: Kind, line: int) -> None:
    found = problem(code)
    assert found is not None
    assert (found.kind, found.line) == (kind, line)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="blanks"),
        pytest.param("# 注意：水（温）\n", id="a comment in Chinese"),
        pytest.param("print('他说“水开了”，请关火。')\n", id="Chinese punctuation in a string"),
        pytest.param('text = """\n“茶” &lt; （水）\n"""\n', id="everything in a long string"),
        pytest.param("html = '&lt;b&gt;'  # &amp; so on\n", id="entities in a string and a comment"),
        pytest.param("mask = hot&lt\nrest = hot & gt; x = 1\n", id="an ampersand and names like entities"),
        pytest.param("return await pour()\n", id="a part of a function"),
        pytest.param("async with pot as tea:\n    pass\n", id="await outside a function"),
        pytest.param("    x = 1\n".lstrip(), id="a line cut out"),
        pytest.param("except ValueError as error:\n    print(error)\n", id="an except clause alone"),
        pytest.param("finally:\n    pot.empty()\n", id="a finally clause alone"),
        pytest.param("elif hot:  # 热\n    pour()\n", id="an elif clause alone"),
        pytest.param("x = 1\fy = 2\n".replace("\f", "\n\f"), id="a form feed before a statement"),
        pytest.param("if x:\n\f    y = 2\n", id="a form feed in a margin"),
        pytest.param("x = '\\N{BULLET}' '\\x00'\n", id="escapes"),
        pytest.param("x = 1\r\ny = 2\r\n", id="carriage returns"),
        pytest.param("# coding: nonsense\nx = 1\n", id="an encoding that does not exist"),
        pytest.param("assert (3 > 2, '错')\nx is 1\n'\\d'\n", id="what Python warns about"),
        pytest.param("from __future__ import braces_of_tea\n", id="a future that is unknown"),
    ],
)
def test_nothing_is_wrong(code: str) -> None:
    assert problem(code) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("x = 1\n" * 20_000, None, id="twenty thousand lines"),
        pytest.param(
            "x = 1\n" * 20_000 + "x = (\n", ("syntax", 20_001, "this `(` is never closed"), id="a fault behind them"),
        pytest.param("x = '" + "茶" * 2_000_000 + "'", ("syntax", 1, LONG), id="a line of megabytes"),
        pytest.param("x = '" + "a" * 900_000 + "'", None, id="a line of nearly a megabyte"),
        pytest.param("(" * 3000 + ")" * 3000, ("syntax", 1, DEEP), id="parentheses in parentheses"),
        pytest.param("[" * 3000, ("syntax", 1, DEEP), id="three thousand open brackets"),
        pytest.param("(" * 150 + "1" + ")" * 150, None, id="parentheses as deep as Python takes"),
        pytest.param("a" + ".b" * 50_000, ("syntax", 1, DEEP), id="a chain of attributes"),
        pytest.param("1" + " + 1" * 50_000, ("syntax", 1, DEEP), id="a sum without end"),
        pytest.param("-" * 50_000 + "1", ("syntax", 1, DEEP), id="minus signs"),
        pytest.param("lambda: " * 5000 + "1", ("syntax", 1, DEEP), id="lambdas in lambdas"),
        pytest.param("x = 1\ny = '\0'\n", ("syntax", 2, NO_SOURCE), id="a NUL"),
        pytest.param("x = '\ud800'\n", ("syntax", 1, NO_SOURCE), id="half of a surrogate pair"),
        pytest.param("x = 1\n\udfff = 1\n", ("syntax", 2, NO_SOURCE), id="half of a surrogate pair further down"),
        pytest.param("x\x0b= 1\n", ("syntax", 1, "Python cannot read this line"), id="a vertical tab"),
        pytest.param("﻿x = 1\n", ("syntax", 1, "Python cannot read this line"), id="a byte order mark"),
        pytest.param("x = 1 \\", ("syntax", 1, "Python cannot read this line"), id="a backslash at the end"),
        pytest.param("(]" * 50_000, ("syntax", 1, "this `]` does not fit the `(` that is open"), id="brackets crosswise"),
        pytest.param("，" * 50_000, ("punctuation", 1, ""), id="fifty thousand commas"),
        pytest.param("&lt;" * 50_000, ("entity", 1, ""), id="fifty thousand entities"),
    ],
)  # fmt: skip
def test_extremes(code: str, expected: tuple[Kind, int, str] | None) -> None:
    assert said(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("'" * 30_001, id="quotes"),
        pytest.param('"""' * 10_001 + "'", id="long quotes"),
        pytest.param("'\\" * 30_000, id="quotes and backslashes"),
        pytest.param("'''" + "\\'" * 100_000, id="a long string that never ends"),
        pytest.param("f'{" * 300, id="f-strings in f-strings"),
        pytest.param("".join(" " * depth + "if x:\n" for depth in range(120)), id="ifs in ifs"),
        pytest.param("x = " + "9" * 5000 + "\n", id="a number with more digits than Python converts"),
    ],
)
def test_extremes_in_which_something_is_wrong(code: str) -> None:
    found = problem(code)
    assert found is not None
    assert 1 <= found.line <= code.count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("if a &lt; b &amp;&amp; c:\n    d\n", None, id="entities that hide another language"),
        pytest.param("if a &lt; b and c &gt;= d:\n    e\n", "if a < b and c >= d:\n    e\n", id="comparisons"),
        pytest.param("print(&quot;茶 &lt; 水&quot;)\n", 'print("茶 < 水")\n', id="quotes"),
        pytest.param("print(&#39;茶&#039;)\n", "print('茶')\n", id="numbered entities"),
        pytest.param("if x:\n&nbsp;&nbsp;&nbsp;&nbsp;y\n", "if x:\n    y\n", id="a margin of entities"),
        pytest.param("x = a &lt; b  # &lt;\n", "x = a < b  # &lt;\n", id="not in a comment"),
        pytest.param("x = a &lt; '&lt;'\n", "x = a < '&lt;'\n", id="not in a string"),
        pytest.param("tea = “龙井”\n", 'tea = "龙井"\n', id="curved quotes"),
        pytest.param("tea = ‘green’\n", "tea = 'green'\n", id="single curved quotes"),
        pytest.param("tea = “龙井，雀舌（嫩）”\n", 'tea = "龙井，雀舌（嫩）"\n', id="punctuation between curved quotes"),
        pytest.param("tea = “他说‘好’”\n", 'tea = "他说‘好’"\n', id="curved quotes between curved quotes"),
        pytest.param("a = '“'\nb = “茶”\n", "a = '“'\nb = \"茶\"\n", id="curved quotes in a string stay"),
        pytest.param("a = 1  # it’s\nb = “茶”\n", 'a = 1  # it’s\nb = "茶"\n', id="curved quotes in a comment stay"),
        pytest.param("print(“他说\"好\"”)\n", None, id="straight quotes between curved ones"),
        pytest.param("tea = “green\n", None, id="a curved quote alone"),
        pytest.param("for t in temps：\n    print（t，1）\n", "for t in temps:\n    print(t,1)\n", id="full-width signs"),
        pytest.param("temps ＝ ［80，90］\n", "temps = [80,90]\n", id="full-width brackets"),
        pytest.param("print（'水：温'）# 注意：\n", "print('水：温')# 注意：\n", id="full-width signs in a string stay"),
        pytest.param("if x：\n　　y\n", "if x:\n  y\n", id="a margin of ideographic spaces"),
        pytest.param("print（x\n", None, id="what stays broken"),
        pytest.param("水开了，请关火。\n", None, id="a sentence"),
        pytest.param("x = “茶”，“水”\n", 'x = "茶","水"\n', id="two kinds at once"),
    ],
)  # fmt: skip
def test_repairs(before: str, after: str | None) -> None:
    assert mended(before) == after


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("x = 1\n", id="nothing wrong"),
        pytest.param("x = (\n", id="another fault"),
        pytest.param("x = '（“&lt;”）'\n", id="in a string"),
        pytest.param("x = (  # （“&lt;”）\n", id="in a comment"),
        pytest.param("x = '''\n（“&lt;”）\n", id="in a string without end"),
        pytest.param("（".encode().decode("latin-1"), id="mojibake"),
        pytest.param("a & b; lt\n", id="an ampersand with a blank behind it"),
        pytest.param("x = '龙井' 、 '雀舌'\n", id="a sign that stands for nothing in Python"),
    ],
)
def test_no_repair(code: str) -> None:
    assert repair(code) is None


def test_a_repair_says_where_the_first_character_is() -> None:
    assert repair("x = 1\nprint（x\n") == Repair("punctuation", 11, ())


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        pytest.param("x = 1\nx = (\n", Refusal("syntax", 2), id="syntax"),
        pytest.param("x = 1\n  y = 2\n", Refusal("indentation", 2), id="indentation"),
        pytest.param("if x:\n        y = 1\n\tz = 2\n", Refusal("tabs", 3), id="tabs"),
        pytest.param("x\n" + "(" * 300 + ")" * 300, Refusal("depth", 1), id="depth"),
        pytest.param("x = 1\n" * 200_000, Refusal("size", 1), id="size"),
        pytest.param("x = 1\n\0\n", Refusal("character", 2), id="a NUL"),
        pytest.param("\ud800", Refusal("character", 1), id="a surrogate"),
    ],
)
def test_refusals(code: str, refusal: Refusal) -> None:
    assert parsed(code) == refusal
    assert refusal.is_grammar is (refusal.reason in {"syntax", "indentation", "tabs"})


@fuzz(600)
@given(snippet())
def test_any_text_parses_or_has_a_problem(text: str) -> None:
    found = problem(text)
    assert found is None or 1 <= found.line <= text.count("\n") + 1
    if found is None and not parses(text):
        assert text.lstrip().startswith(("except", "finally", "elif", "else"))
    if parses(text):
        assert found is None or found.kind == "entity"


@fuzz(600)
@given(snippet())
def test_a_repair_parses_and_touches_only_its_characters(text: str) -> None:
    found = repair(text)
    if found is None or not found.replacements:
        return
    after = replaced(text, found.replacements)
    assert isinstance(parsed(after), ast.Module)
    assert found.first == found.replacements[0].start
    position = moved = 0
    for item in found.replacements:
        assert position <= item.start < item.end
        assert after[position + moved : item.start + moved] == text[position : item.start]
        old = text[item.start : item.end]
        assert (old[0], old[-1]) == ("&", ";") or (len(old) == 1 and not old.isascii())
        assert len(item.text) == 1
        assert item.text.isascii()
        position, moved = item.end, moved + len(item.text) - len(old)
    assert after[position + moved :] == text[position:]


signs = st.lists(
    st.sampled_from([*"（），：“”‘’＝　", "&lt;", "&quot;", "tea", "'茶（“”）'", "# “，”\n", " ", "\n"]), max_size=8
)


@fuzz(600)
@given(signs.map("".join))
def test_strings_and_comments_survive_a_repair(text: str) -> None:
    found = repair(text)
    for item in found.replacements if found is not None else ():
        assert "'" not in text[item.start : item.end]
        assert not text[: item.start].rsplit("\n", 1)[-1].lstrip().startswith("#")
    after = replaced(text, found.replacements) if found is not None else text
    assert after.count("'茶（“”）'") == text.count("'茶（“”）'")


def test_a_problem_is_no_problem_of_versions_where_no_parser_can_read_it() -> None:
    assert problem("(" * 3000) == Problem("syntax", 1, DEEP, for_all=True)
    assert problem("x = (") == Problem("syntax", 1, "this `(` is never closed")
