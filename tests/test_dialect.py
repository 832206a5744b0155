"""What a code block holds, and the Python that can be read out of it."""

import sys
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.code.dialect import Dialect, dialect_of, language_name
from askew.code.parsing import parses
from askew.code.reading import Reading, dedented, reading, without_output
from tests.snippets import fuzz, snippet

IPYTHON = (
    "In [1]: import math\n\nIn [2]: def area(r):\n   ...:     return math.pi * r**2\n   ...: \n\n"
    "In [3]: area(2)\nOut[3]: 12.566370614359172\n"
)
TRACEBACK = 'Traceback (most recent call last):\n  File "tea.py", line 3, in <module>\n    boil()\nValueError: 水太冷\n'
DIALECTS = get_args(Dialect)


@pytest.mark.parametrize(
    ("info", "name"),
    [
        pytest.param("python", "python", id="one word"),
        pytest.param("Python", "python", id="a capital"),
        pytest.param("  py ", "py", id="blanks around it"),
        pytest.param('python title="tea.py"', "python", id="an attribute behind it"),
        pytest.param("python{1,3-4}", "python", id="line numbers glued to it"),
        pytest.param("py3 {highlight}", "py3", id="braces behind it"),
        pytest.param("python, linenos", "python", id="a comma behind it"),
        pytest.param("python:tea.py", "python", id="a file name behind a colon"),
        pytest.param("{.python .numberLines}", "python", id="Pandoc attributes"),
        pytest.param("{python}", "python", id="R Markdown"),
        pytest.param("C++", "c++", id="another language"),
        pytest.param("", "", id="none"),
        pytest.param("   ", "", id="blanks only"),
        pytest.param("{}", "", id="braces only"),
        pytest.param("indented", "", id="indented code"),
    ],
)
def test_language_of_an_info_string(info: str, name: str) -> None:
    assert language_name(info) == name


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        pytest.param("python", "cups = 3\n", id="python"),
        pytest.param("python", "for cup in cups\n    pour(cup)\n", id="python with a missing colon"),
        pytest.param("python", "scores = [1, 2\nprint(scores)\n", id="python with an open bracket"),
        pytest.param("python", "pip install numpy\nimport numpy\n", id="python below a shell command"),
        pytest.param("python", "    return await pour()\n", id="python with a margin"),
        pytest.param("python2", "print 'ready'\n", id="python2: print"),
        pytest.param("python2", "raise ValueError, '水太冷'\n", id="python2: raise with a comma"),
        pytest.param("python2", "try:\n    boil()\nexcept IOError, error:\n    pass\n", id="python2: except"),
        pytest.param("python2", "if cups <> 3:\n    pass\n", id="python2: unequal"),
        pytest.param("repl", ">>> 1 + 1\n2\n", id="repl"),
        pytest.param("repl", ">>> for cup in [1]:\n...     print(cup)\n...\n1\n", id="repl with continuation lines"),
        pytest.param("repl", "  >>> 1 + 1\n  2\n", id="repl with a margin"),
        pytest.param("repl", "import math\n\n>>> math.pi\n3.14\n", id="repl below a program"),
        pytest.param("repl", IPYTHON, id="repl of IPython"),
        pytest.param("repl", "In [1]: %time boil()\n\nIn [2]: !ls\n", id="repl of IPython with magics"),
        pytest.param("notebook", "%matplotlib inline\nimport numpy as np\n", id="notebook: magic"),
        pytest.param("notebook", "!pip install numpy\nimport numpy as np\n", id="notebook: shell"),
        pytest.param("notebook", "import math\nmath.sqrt?\n", id="notebook: a question"),
        pytest.param("notebook", "import math\nmath.sqrt??\n", id="notebook: two question marks"),
        pytest.param("notebook", "import math\n?math.sqrt\n", id="notebook: a question mark in front"),
        pytest.param("notebook", "%%bash\nls -l\necho 水开了\n", id="notebook: a cell of another language"),
        pytest.param("notebook", "%%time\nboil()\n", id="notebook: a timed cell"),
        pytest.param("notebook", "files = !ls\nprint(files)\n", id="notebook: the output of a command"),
        pytest.param("notebook", "def brew():\n    %timeit boil()\n", id="notebook: magic in a body"),
        pytest.param("mixed", "print('ready')\nready to pour\n", id="mixed: English output"),
        pytest.param("mixed", "print('水开了')\n输出：水开了\n", id="mixed: Chinese output"),
        pytest.param("mixed", "for i in (1, 2):\n    print(i, 'cups')\n1 cups\n2 cups\n", id="mixed: output of a loop"),
        pytest.param("translated", "如果 水温 > 90:\n    打印(水温)\n", id="translated: if"),
        pytest.param("translated", "def 泡茶():\n    返回 3\n", id="translated: return alone"),
        pytest.param("shell", "pip install numpy\n", id="shell: pip"),
        pytest.param("shell", "$ python brew.py --cups 3\n", id="shell: a prompt"),
        pytest.param(
            "shell", "# first\ncd bank\ngit pull\n\npython3 brew.py\n", id="shell: several lines and a comment"
        ),
        pytest.param("yaml", "tea: 龙井\nsteps:\n  - boil\n  - pour\n", id="yaml"),
        pytest.param("json", '{"hot": true, "cold": null}\n', id="json with true and null"),
        pytest.param("json", '[\n  {"热": false}\n]\n', id="json over several lines"),
        pytest.param("traceback", TRACEBACK, id="traceback"),
        pytest.param("traceback", "ValueError: 水 太 冷\n", id="the last line of a traceback"),
        pytest.param("pseudo", "FOR each cup IN cups DO\n    pour(cup)\nEND FOR\n", id="pseudo: capitals"),
        pytest.param("pseudo", "x ← 3\nrepeat\n    x ← x - 1\nuntil x\n", id="pseudo: arrows"),
        pytest.param("text", "Epoch 1/3 loss 0.9\n", id="text: a log"),
        pytest.param("text", "水开了，请关火。\n", id="text: a sentence"),
    ],
)
def test_a_block_with_a_python_label(dialect: str, text: str) -> None:
    assert dialect_of("python", text) == dialect
    assert dialect_of("py3", text) == dialect


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n\n", id="blank lines"),
        pytest.param("# only\n# 注释\n", id="only comments"),
        pytest.param("...\n", id="an ellipsis"),
        pytest.param('def two():\n    """Two.\n\n    >>> two()\n    2\n    """\n    return 2\n', id="a doctest"),
        pytest.param('text = """\n>>> 1\nIn [1]: x\n%magic\n!ls\n"""\n', id="prompts in a string"),
        pytest.param("except ValueError as error:\n    print(error)\n", id="a clause shown alone"),
        pytest.param("match tea:\n    case 'green'", id="a match half written"),
        pytest.param("def first[T](cups: list[T]) -> T:\n    return cups[0]\n", id="generic function"),
        pytest.param("class Pot[T]:\n    tea: T\n", id="generic class"),
        pytest.param("type Leaf = list[float]\n", id="a type alias alone"),
        pytest.param("type Leaf = list[float]\ntea: Leaf = []\n", id="a type alias and its use"),
        pytest.param('print(f"{tea["leaf"]}")\n', id="the same quotes inside an f-string"),
        pytest.param("match = 3\ntype = match\n", id="soft keywords as names"),
        pytest.param("打印 = print\n返回 = 打印('水开了')\n", id="names like translated keywords"),
        pytest.param("# 如果 水温 够高\nprint('返回 第一步')\n", id="translated keywords in a comment"),
        pytest.param('{"tea": "龙井", "cups": [2, 3]}\n', id="a dictionary that JSON could read"),
        pytest.param('{"hot": True, "cold": None}\n', id="a dictionary with Python's own words"),
        pytest.param("[true, false]\nprint(null)\n", id="names like those of JSON in a program"),
        pytest.param("tea: str\ncups: int\n", id="annotations that YAML could read"),
        pytest.param("print('%d cups' % 3)\nrest = 5 % cups\n", id="percent signs"),
        pytest.param("if cups != 3:\n    pass\n", id="an exclamation mark"),
        pytest.param("print ('ready')\nprint\n", id="print as a name"),
        pytest.param("ls = 3\ncd = ls - 1\n", id="names like shell commands"),
        pytest.param("ValueError\n", id="an error as an expression"),
        pytest.param("raise ValueError('水太冷')\n", id="an error that is raised"),
        pytest.param("cups = [2, 3]\nprint(cups)\n[2, 3]\n", id="output that reads as Python"),
        pytest.param("cups = 3\n倒茶（cups）\n", id="a call in full-width parentheses"),
        pytest.param("await boil()\nasync with pot as tea:\n    pass\n", id="await outside a function"),
        pytest.param("x = (\n", id="the first line of something"),
    ],
)
def test_what_stays_plain_python(text: str) -> None:
    assert dialect_of("python", text) == "python"


@pytest.mark.parametrize("lang", ["python2", "py2"])
@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        pytest.param("python2", "print 'ready'\n", id="what only Python 2 reads"),
        pytest.param("python2", "cups = 3\n", id="what both read"),
        pytest.param("python2", "cups = (\n", id="what neither reads"),
        pytest.param("python2", "pip install numpy\n", id="shell commands"),
        pytest.param("repl", ">>> print 'ready'\nready\n", id="a session"),
        pytest.param("json", '{"hot": true}\n', id="json"),
    ],
)
def test_a_label_that_says_python_2(lang: str, dialect: str, text: str) -> None:
    assert dialect_of(lang, text) == dialect


@pytest.mark.parametrize("text", ["", "1 + 1\n", ">>> 1\n1\n"], ids=["nothing", "no prompt", "a prompt"])
def test_a_pycon_label_is_believed(text: str) -> None:
    assert dialect_of("pycon", text) == "repl"


@pytest.mark.parametrize("lang", ["bash", "sql", "text", "c++", "pythonx", "json", "jinja"])
@pytest.mark.parametrize(
    "text", ["import os\n", ">>> 1\n1\n", "{}", ""], ids=["an import", "a prompt", "json", "empty"]
)
def test_other_languages_are_not_looked_at(lang: str, text: str) -> None:
    assert dialect_of(lang, text) == ""


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        pytest.param("python", "import math\nprint(math.pi)\n", id="an import"),
        pytest.param("python", "from tea import leaf, cup\n", id="a from-import"),
        pytest.param("python", "def brew(leaf):\n    return leaf\n", id="a function"),
        pytest.param("python", "async def brew():\n    pass\n", id="an async function"),
        pytest.param("python", "class Pot:\n    pass\n", id="a class"),
        pytest.param("python", "# 泡茶\n\nclass Pot(Kettle):\n    pass\n", id="a class below a comment"),
        pytest.param("repl", ">>> 1 + 1\n2\n", id="a session"),
        pytest.param("repl", "\n  >>> 1 +\n  SyntaxError\n", id="a session about an error"),
    ],
)
def test_no_label_and_clearly_python(dialect: str, text: str) -> None:
    assert dialect_of("", text) == dialect


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("cups = 3\n", id="an assignment, which many languages have"),
        pytest.param("print('ready')\n", id="a call"),
        pytest.param("import the tea\n", id="a sentence that begins with import"),
        pytest.param("from China import\n", id="a from-import without names"),
        pytest.param("import React from 'react';\n", id="JavaScript"),
        pytest.param("import java.util.List;\nclass Pot { }\n", id="Java"),
        pytest.param('import "fmt"\n', id="Go"),
        pytest.param("class Pot {\n}\n", id="a class in braces"),
        pytest.param("import os\nthis is no code\n", id="an import above words"),
        pytest.param("def brew(leaf):\nreturn leaf\n", id="a function without its margins"),
        pytest.param("def brew(leaf)\n  leaf\nend\n", id="Ruby"),
        pytest.param("print 'ready'\n", id="Python 2"),
        pytest.param("2 >>> 1\n", id="a shift in JavaScript"),
        pytest.param(">>>\n>>> quoted mail\n", id="arrows without a blank"),
        pytest.param("pip install numpy\n", id="shell"),
        pytest.param("import 水开了。\n", id="Chinese behind import"),
        pytest.param(TRACEBACK, id="a traceback"),
    ],
)
def test_no_label_and_not_clearly_python(text: str) -> None:
    assert dialect_of("", text) == ""


@pytest.mark.parametrize(
    ("dialect", "text", "read", "cut"),
    [
        pytest.param("python", "x = 1\n", "x = 1\n", (), id="nothing to cut"),
        pytest.param("python", "  x = 1\n\n  y = 2\n", "x = 1\n\ny = 2\n", (2, 0, 2, 0), id="a margin"),
        pytest.param("python", "  x = 1\ny = 2\n", "  x = 1\ny = 2\n", (), id="a margin of some lines only"),
        pytest.param("repl", ">>> 1 + 1\n2\n", "1 + 1\n\n", (4, -1, -1), id="prompt and output"),
        pytest.param(
            "repl",
            ">>> def brew():\n...     return 1\n...\n>>> brew()\n1",
            "def brew():\n    return 1\n\nbrew()\n",
            (4, 4, 3, 4, -1),
            id="continuation lines",
        ),
        pytest.param("repl", "  >>> 茶 = 1", "茶 = 1", (6,), id="a session with a margin"),
        pytest.param(
            "repl", "import math\n>>> math.pi\n3.14", "import math\nmath.pi\n", (0, 4, -1), id="a program above"
        ),
        pytest.param("repl", "Try this:\n>>> 1", "\n1", (-1, 4), id="words above"),
        pytest.param("repl", ">>> 1 +\nSyntaxError\n>>> y = 2", "\n\ny = 2", (-1, -1, 4), id="a statement that fails"),
        pytest.param("repl", "... x = 1", "", (-1,), id="a continuation of nothing"),
        pytest.param("repl", "", "", (-1,), id="an empty session"),
        pytest.param(
            "repl",
            IPYTHON,
            "import math\n\ndef area(r):\n    return math.pi * r**2\n\n\narea(2)\n\n",
            (8, -1, 8, 8, 8, -1, 8, -1, -1),
            id="IPython",
        ),
        pytest.param(
            "notebook", "%matplotlib inline\nx = 1\n!ls", "pass\nx = 1\npass", (-1, 0, -1), id="magics stand as pass"
        ),
        pytest.param(
            "notebook", "def f():\n    !ls\n    x?", "def f():\n    pass\n    pass", (0, -1, -1), id="magics in a body"
        ),
        pytest.param("notebook", "a = !ls\na, b = %x", "a = None\na, b = None", (-1, -1), id="what a command gives"),
        pytest.param("notebook", "%%bash\nls\n", "\n\n", (-1, -1, -1), id="a cell of another language"),
        pytest.param("notebook", "%%time\nx = 1", "pass\nx = 1", (-1, 0), id="a timed cell"),
        pytest.param("notebook", "  !ls\n  x = 1", "pass\nx = 1", (-1, 2), id="a cell with a margin"),
        pytest.param("notebook", "\n  !ls\n  x = 1", "\npass\nx = 1", (0, -1, 2), id="a margin below a blank line"),
        pytest.param("mixed", "print(1)\none cup\n", "print(1)\n\n", (0, -1, 0), id="output is blank"),
        pytest.param("mixed", "  print(1)\n  one cup\n", "print(1)\n\n", (2, -1, 0), id="output in code with a margin"),
        pytest.param("shell", "  ls\n", "ls\n", (2, 0), id="another language with a margin"),
    ],
)
def test_reading(dialect: str, text: str, read: str, cut: tuple[int, ...]) -> None:
    assert reading(dialect, text) == Reading(read, cut)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("    a\n    b\n", "a\nb\n", id="blanks"),
        pytest.param("\ta\n\t\tb\n", "a\n\tb\n", id="tabs"),
        pytest.param("  a\n    b\n\n  c", "a\n  b\n\nc", id="deeper lines and a blank one"),
        pytest.param("\n  a\n  b", "\na\nb", id="a blank line first"),
        pytest.param("   \n  a\n  b", " \na\nb", id="a line of blanks first"),
    ],
)
def test_a_common_margin_is_cut(text: str, plain: str) -> None:
    assert dedented(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="blanks"),
        pytest.param("a\n  b", id="no margin on the first line"),
        pytest.param("  a\nb", id="no margin on the second line"),
        pytest.param("\ta\n    b", id="tabs and blanks"),
        pytest.param('  """\ntext\n  """', id="a string that stands at the edge"),
    ],
)
def test_no_common_margin(text: str) -> None:
    assert dedented(text).strip() == text.strip()
    assert dedented(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("print(1)\none cup", "print(1)\n", id="one line"),
        pytest.param("print(1)\n水开了！\nprint(2)\nready now", "print(1)\n\nprint(2)\n", id="between statements"),
        pytest.param("print(1)\n" + "one cup\n" * 40, "print(1)\n" + "\n" * 40, id="forty lines"),
    ],
)
def test_output_is_blanked(text: str, kept: str) -> None:
    assert without_output(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("one cup\ntwo cups", id="output only"),
        pytest.param("print(1)\n" + "one cup\n" * 41, id="more output than code"),
        pytest.param("for x in y\n    print(x)", id="a statement with a fault"),
        pytest.param("print(1)\npip install tea", id="a shell command"),
        pytest.param("print(1)\n  one cup", id="an indented line"),
        pytest.param("print(1)\na b = 3", id="an assignment with a fault"),
    ],
)
def test_output_that_cannot_be_told_from_code(text: str) -> None:
    assert without_output(text) is None


def test_a_block_that_parses_has_no_output() -> None:
    assert without_output("x = 1\n") == "x = 1\n"


@fuzz(400)
@given(st.sampled_from(["python", "py2", "pycon", "", "sql"]), snippet())
def test_any_text_has_a_dialect(lang: str, text: str) -> None:
    assert dialect_of(lang, text) in DIALECTS


@fuzz(600)
@given(st.sampled_from(DIALECTS), snippet())
def test_a_reading_has_the_lines_of_its_block(dialect: str, text: str) -> None:
    read = reading(dialect, text)
    source, lines = text.split("\n"), read.text.split("\n")
    assert len(lines) == len(source)
    assert len(read.cut) in (0, len(source))
    for old, new, cut in zip(source, lines, read.cut or (0,) * len(source), strict=True):
        assert cut < 0 or old[cut:] == new


@fuzz(600)
@given(snippet())
def test_a_block_is_read_as_what_it_is(text: str) -> None:
    dialect = dialect_of("python", text)
    read = reading(dialect, text)
    for old, new, cut in zip(text.split("\n"), read.text.split("\n"), read.cut, strict=bool(read.cut)):
        assert cut < 0 or old[cut:] == new
    if dialect == "mixed":
        assert parses(read.text)
        assert -1 in read.cut


@fuzz(600)
@given(snippet())
def test_a_session_always_parses(text: str) -> None:
    assert parses(reading("repl", text).text)


def test_generics_are_python_for_every_interpreter() -> None:
    text = "def first[T](cups: list[T]) -> T:\n    return cups[0]\n"
    assert parses(text) is (sys.version_info >= (3, 12))
    assert dialect_of("python", text) == "python"
