"""Fixes of Python in fences: what they make of it, wherever the fence stands, and what they leave alone."""

import json
import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew import fixes
from askew.checks import RULES
from askew.config import Settings
from askew.diagnostic import Safety
from askew.linting import second_opinion
from tests.snippets import fuzz

SETTINGS = Settings()
ASK = second_opinion(SETTINGS).opinions  # asks about each text once, whichever test it is in
SAFE = frozenset({Safety.SAFE})
ANY = frozenset({Safety.SAFE, Safety.UNSAFE})


def fixed(text: str, codes: Sequence[str] = ("P",), allowed: frozenset[Safety] = ANY, path: str = "bank.md") -> str:
    """The text with the fixes of some rules made."""
    rules = [rule for rule in RULES if rule.code.startswith(tuple(codes)) and rule.default]
    return fixes.fix(path, text.encode(), rules, SETTINGS, allowed, ASK).after.decode()


def fence(code: str, label: str = "python") -> str:
    return f"```{label}\n{code}\n```\n"


def prefixed(text: str, first: str, rest: str) -> str:
    lines = text.rstrip("\n").split("\n")
    below = (f"{rest}{line}".rstrip(" \t") if not line else f"{rest}{line}" for line in lines[1:])
    return "\n".join([f"{first}{lines[0]}", *below, ""])


CONTAINERS: dict[str, Callable[[str], str]] = {
    "at the top": lambda text: text,
    "behind prose": lambda text: f"水开了。\n\n{text}\n再等等。\n",
    "beginning an item": lambda text: prefixed(text, "- ", "  "),
    "in an item": lambda text: "* 茶：\n\n" + prefixed(text, "  ", "  "),
    "in a numbered item": lambda text: "1. tea\n\n" + prefixed(text, "   ", "   "),
    "beginning a numbered item": lambda text: prefixed(text, "10. ", "    "),
    "in a list in a list": lambda text: "- a\n  1. b\n\n" + prefixed(text, "     ", "     "),
    "in a quote": lambda text: prefixed(text, "> ", "> "),
    "in a quote without blanks": lambda text: prefixed(text, ">", ">"),
    "in a list in a quote": lambda text: "> - a\n>\n" + prefixed(text, ">   ", ">   "),
    "in a quote in a list": lambda text: prefixed(text, "- > ", "  > "),
    "with a margin of three blanks": lambda text: prefixed(text, "   ", "   "),
    "in an item behind a tab": lambda text: "1. a\n\n" + prefixed(text, "\t", "\t"),
    "with carriage returns": lambda text: text.replace("\n", "\r\n"),
    "in a quote with carriage returns": lambda text: prefixed(text, "> ", "> ").replace("\n", "\r\n"),
    "with a byte order mark": lambda text: f"\ufeff{text}",
    "without a line end": lambda text: text.rstrip("\n"),
}
FAULTS = {
    "P002": (fence("print 'ready'"), fence("print 'ready'", "python2")),
    "P004": (fence("cups = [1，2]\nprint（cups）"), fence("cups = [1,2]\nprint(cups)")),
    "P005": (fence("if a &lt; b:\n    print(&quot;水&quot;)"), fence('if a < b:\n    print("水")')),
    "P006": (fence("tea = “龙井”\nprint(‘茶’, tea)"), fence("tea = \"龙井\"\nprint('茶', tea)")),
    "P007": (fence("pip install tea\npython brew.py"), fence("pip install tea\npython brew.py", "bash")),
    "P101": (fence("print('水', np.pi)"), fence("import numpy as np\n\nprint('水', np.pi)")),
    "P201": (fence("import os\nimport math\n\nprint(math.pi)"), fence("import math\n\nprint(math.pi)")),
    "P202": (fence("import math\nimport math\n\nprint(math.pi)"), fence("import math\n\nprint(math.pi)")),
    "P203": (fence("print('水', f'开了')\nif x:\n    y = f'茶'"), fence("print('水', '开了')\nif x:\n    y = '茶'")),
    "P204": (fence("if '水' and x == None:\n    pass"), fence("if '水' and x is None:\n    pass")),
    "P205": (fence("if x is '水' or y is not 3:\n    pass"), fence("if x == '水' or y != 3:\n    pass")),
}


def tidy(text: str) -> str:
    """The text without blanks at the ends of lines."""
    return re.sub(r"[ \t]+(?=\r?\n|\Z)", "", text)


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("code", FAULTS)
def test_a_fix_is_the_same_wherever_the_fence_stands(code: str, container: str) -> None:
    put = CONTAINERS[container]
    before, after = FAULTS[code]
    assert tidy(fixed(put(before), [code])) == put(after)
    assert fixed(put(after), [code]) == put(after)


@pytest.mark.parametrize("container", [name for name in CONTAINERS if "returns" not in name and "mark" not in name])
def test_an_import_of_another_question_is_repeated(container: str) -> None:
    put = CONTAINERS[container]
    above = f"## 1. 茶？\n\n{fence('import math')}\n## 2. 水？\n\n"
    after = above + put(fence("import math\n\nprint(math.pi)"))
    assert tidy(fixed(above + put(fence("print(math.pi)")), ["P104"])) == after


@pytest.mark.parametrize("container", ["in an item", "in a quote", "in a list in a list", "in a quote in a list"])
@pytest.mark.parametrize("code", ["P101", "P202"])
def test_no_line_gets_blanks_at_its_end(code: str, container: str) -> None:
    before, _ = FAULTS[code]
    after = fixed(CONTAINERS[container](before), [code])
    assert after == tidy(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("if x:\n\tprint(f'水')\n\timport os", "if x:\n\tprint('水')", id="code behind tabs"),
        pytest.param("    print(f'水')", "    print('水')", id="code with a margin"),
        pytest.param("\tprint(f'水')", "\tprint('水')", id="code with a tab for a margin"),
        pytest.param("    tea = “茶”\n    print(tea)", '    tea = "茶"\n    print(tea)', id="quotes in code with a margin"),
        pytest.param("def f():\n    import os\n    return 1", "def f():\n    return 1", id="an import in a function"),
        pytest.param("def f():\n    import os", "def f():\n    pass", id="an import that is the whole function"),
        pytest.param("import os, sys\nprint(sys)", "import sys\nprint(sys)", id="one import of two"),
        pytest.param("from a import b, c\nprint(c)", "from a import c\nprint(c)", id="one name of two"),
        pytest.param("from a import (\n    b,\n    c,\n)\nprint(c)", "from a import (\n    c,\n)\nprint(c)", id="one line of two"),
        pytest.param("x = 1\nimport os", "x = 1", id="an import at the end"),
        pytest.param("    x = 1\n    import os", "    x = 1", id="an import at the end of code with a margin"),
        pytest.param("import os; x = 1", "x = 1", id="an import before a semicolon"),
        pytest.param("print(f'{{tea}}')", "print('{tea}')", id="doubled braces"),
        pytest.param("x = f'''茶\n水'''", "x = '''茶\n水'''", id="a string of two lines"),
        pytest.param("%%time\nprint(f'水')", "%%time\nprint('水')", id="a notebook cell"),
        pytest.param("!ls\nx = f'水'\nfiles = !ls", "!ls\nx = '水'\nfiles = !ls", id="between commands"),
        pytest.param("\n    !ls\n    x = f'水'", "\n    !ls\n    x = '水'", id="a notebook cell with a margin below a blank line"),
        pytest.param("    print(f'水')\n    two cups", "    print('水')\n    two cups", id="code with output and a margin"),
        pytest.param("tea = “龙井”\nprint（tea）", 'tea = "龙井"\nprint(tea)', id="two kinds of wrong characters"),
        pytest.param("print(&#39;水&#39;)", "print('水')", id="numbered entities"),
        pytest.param(">>> a &lt; b\nTrue", ">>> a < b\nTrue", id="an entity in a session that Python could read with it"),
        pytest.param("import os\ntea = “茶”", 'tea = "茶"', id="quotes that hid an unused import"),
        pytest.param("print（np.pi）", "import numpy as np\n\nprint(np.pi)", id="punctuation that hid a forgotten import"),
        pytest.param("x = “茶” is 3", 'x = "茶" == 3', id="quotes that hid a comparison"),
        pytest.param(
            "json.dumps(np.pi)\nplt.show()",
            "import json\n\nimport matplotlib.pyplot as plt\nimport numpy as np\n\njson.dumps(np.pi)\nplt.show()",
            id="three imports",
        ),
        pytest.param("# 水\nprint(np.pi)", "# 水\nimport numpy as np\n\nprint(np.pi)", id="an import below a comment"),
        pytest.param(
            "from math import pi  # 圆\nprint(pi, math.e)", "import math\nfrom math import pi  # 圆\nprint(pi, math.e)", id="an import above one"
        ),
        pytest.param(
            "from collections import Counter  # 数\nCounter(deque())",
            "from collections import Counter, deque  # 数\nCounter(deque())",
            id="a longer import",
        ),
        pytest.param(
            "import torch\nprint(torch, AdaGrad(lr=AdaGrad()))",
            "import torch\nfrom torch.optim import Adagrad\nprint(torch, Adagrad(lr=Adagrad()))",
            id="a class in the wrong case",
        ),
        pytest.param("import os\nimport re\nprint(f'a', np.pi)", "import numpy as np\n\nprint('a', np.pi)", id="several rules at once"),
    ],
)  # fmt: skip
def test_what_fixes_make_of_code(before: str, after: str) -> None:
    assert fixed(fence(before)) == fence(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "```Python title='tea'\npip install tea\n```\n",
            "```bash title='tea'\npip install tea\n```\n",
            id="an attribute",
        ),
        pytest.param("~~~~py\npip install tea\n~~~~\n", "~~~~bash\npip install tea\n~~~~\n", id="tildes"),
        pytest.param("``` python\npip install tea\n```\n", "``` bash\npip install tea\n```\n", id="a blank before it"),
        pytest.param(
            "```{.python .wide}\npip install tea\n```\n", "```{.bash .wide}\npip install tea\n```\n", id="Pandoc"
        ),
        pytest.param(
            "```python{1,2}\npip install tea\n```\n", "```bash{1,2}\npip install tea\n```\n", id="line numbers"
        ),
        pytest.param("```python\npip install tea", "```bash\npip install tea", id="a fence that is never closed"),
        pytest.param(
            "```python python\npip install tea\n```\n", "```bash python\npip install tea\n```\n", id="the word twice"
        ),
    ],
)
def test_a_label_is_changed_and_the_rest_of_its_line_kept(before: str, after: str) -> None:
    assert fixed(before, ["P007"]) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(fence("import math\n\nprint(math.pi)"), id="clean code"),
        pytest.param(fence(">>> import os\n>>> print(f'水', np.pi)\n>>> x == None\n>>> x is 3"), id="a session"),
        pytest.param(fence(">>> tea = “茶”\n>>> print（tea）\n>>> if a &lt; b:"), id="a session with wrong characters"),
        pytest.param(fence(">>> print 'ready'\nready"), id="a session of Python 2"),
        pytest.param(fence("In [1]: import os\n\nIn [2]: f'水'"), id="a session of IPython"),
        pytest.param(fence("import os\nimport sys"), id="nothing but imports"),
        pytest.param(fence("import math") + "\n" + fence("print(math.pi)"), id="an import for the next block"),
        pytest.param(fence("try:\n    import os\nexcept ImportError:\n    os = None"), id="an import with a fallback"),
        pytest.param(fence("import os", "js") + fence("pip install tea", "bash"), id="other languages"),
        pytest.param("print（“水”）&lt; f'a' import os\n", id="prose"),
        pytest.param("`print（“水”）` and `import os`\n", id="a code span"),
        pytest.param(fence("x = '（“&lt;”）'  # （“&lt;”）"), id="wrong characters in strings and comments"),
        pytest.param(fence("tea = “龙井\nprint（tea"), id="what does not parse even then"),
        pytest.param(fence("x = a &lt; b &amp;&amp; c"), id="another language with entities"),
        pytest.param(fence("x = 1\nx = ("), id="broken code"),
        pytest.param(fence("print(f'{cups} 杯')\nx is None\nx == 1"), id="look-alikes"),
        pytest.param(fence("def f():\n    return 1\n\n\ndef f():\n    return 2"), id="two functions of one name"),
        pytest.param(fence("model.fit(x)\nboil(1)"), id="placeholders"),
        pytest.param(fence("def f():\n    boil(1)\n    xrange(2)"), id="helpers that nobody wrote"),
        pytest.param(fence("from math import *\nprint(np.pi)"), id="what a star may bring"),
        pytest.param(fence("print(np.pi)  # askew: ignore[P101] 上文"), id="a suppressed finding"),
        pytest.param("<!-- askew: ignore -->\n" + fence("import os\nx = f'水'"), id="a suppressed block"),
        pytest.param("- ```python\n\tx = f'水'\n  ```\n", id="a tab of which a list item takes half"),
        pytest.param("$$\nf'水' import os\n$$\n", id="a formula"),
        pytest.param("<pre>\nimport os\nx = f'水'\n</pre>\n", id="HTML"),
        pytest.param("---\ncode: import os\n---\n\nx\n", id="front matter"),
    ],
)
def test_what_must_not_change(text: str) -> None:
    assert fixed(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```\nimport os\nprint(1)\n```\n", id="a fence without a label"),
        pytest.param("    import os\n    print(1)\n", id="indented code"),
        pytest.param("- a\n\n      import os\n      print(1)\n", id="indented code in a list"),
        pytest.param("```\nimport os\nprint(1)\n```\n\n" + fence("x = f'水'"), id="and a fence with one"),
    ],
)
def test_code_without_a_label_does_not_stop_the_fixes(text: str) -> None:
    after = fixed(text)
    assert "print(1)" in after
    assert "f'水'" not in after


@pytest.mark.parametrize(
    ("code", "is_safe"),
    [
        ("P002", True),
        ("P004", False),
        ("P005", True),
        ("P006", True),
        ("P007", True),
        ("P101", False),
        ("P201", False),
        ("P202", True),
        ("P203", True),
        ("P204", False),
        ("P205", False),
    ],
)
def test_unsafe_fixes_must_be_allowed(code: str, is_safe: bool) -> None:
    before, after = FAULTS[code]
    assert fixed(before, [code], SAFE) == (after if is_safe else before)


def test_without_ruff_its_fixes_are_left_out() -> None:
    text = fence("x = “茶”") + fence("print(np.pi, f'水')")
    alone = fixes.fix("bank.md", text.encode(), RULES, SETTINGS, ANY).after.decode()
    assert alone == fence('x = "茶"') + fence("import numpy as np\n\nprint(np.pi, f'水')")


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        pytest.param("import os\ntea = “茶”", 'import os\ntea = "茶"', id="an unused import"),
        pytest.param("tea = “茶” + np.pi", 'tea = "茶" + np.pi', id="a forgotten import"),
        pytest.param("if a &lt; b is 3:\n    pass", "if a < b is 3:\n    pass", id="a comparison with a literal"),
    ],
)
def test_a_safe_repair_may_uncover_what_is_wrong_besides(hidden: str, shown: str) -> None:
    assert fixed(fence(hidden), allowed=SAFE) == fence(shown)


@pytest.mark.parametrize("code", FAULTS)
def test_a_fix_in_a_json_string(code: str) -> None:
    before, after = (json.dumps({"question": "茶？", "answer": text}, ensure_ascii=False) for text in FAULTS[code])
    assert fixed(f"{before}\n", [code], path="bank.jsonl") == f"{after}\n"


# Whole documents, put together at random.

BODIES = [before.split("\n", 1)[1].rsplit("\n", 2)[0] for before, _ in FAULTS.values()] + [
    "import math\nimport os\n\nprint(math.pi)",
    "from collections import Counter\nprint(Counter(f'水'), deque())",
    "def 泡茶(x):\n    import re\n    if x is 3 or x == None:\n        return f'茶' + np.mean(x)",
    ">>> import os\n>>> f'水'\n'水'",
    "!ls\nimport os\nx = f'水'",
    "    print(f'水')\n\n    import sys",
    "if x:\n\tprint(f'水')\n\n\timport os",
    "print('水')\ntwo cups\nx = f'茶'",
    "x = (",
    "",
    "# 茶\n",
    "x = 1  # askew: ignore[P]",
]
LABELS = ["python", "python", "py", "python3 title='茶'", "", "bash"]


@st.composite
def banks(draw: st.DrawFn) -> str:
    """Questions with prose (every line of it has a §) and code in containers."""
    parts = []
    for number in range(draw(st.integers(1, 3))):
        parts.append(f"## {number + 1}. § 第几杯茶？\n")
        for _ in range(draw(st.integers(1, 2))):
            code = fence(draw(st.sampled_from(BODIES)), draw(st.sampled_from(LABELS)))
            put = CONTAINERS[
                draw(st.sampled_from([name for name in CONTAINERS if "with a b" not in name and "out" not in name]))
            ]
            parts += ["§ 水开了，请关火。\n", put(code)]
    text = "\n".join(parts)
    return text.replace("\r\n", "\n").replace("\n", "\r\n") if draw(st.booleans()) else text.replace("\r\n", "\n")


@fuzz(300)
@given(banks())
def test_fixes_end_and_keep_what_is_no_code(text: str) -> None:
    after = fixed(text)
    assert fixed(after) == after
    assert [line for line in after.split("\n") if "§" in line] == [line for line in text.split("\n") if "§" in line]
    assert ("\r\n" in text) == ("\r\n" in after)
    assert after.count("\n") == after.count("\r\n") or "\r\n" not in after


@fuzz(150)
@given(banks())
def test_safe_fixes_end_and_never_add_or_take_lines_of_prose(text: str) -> None:
    after = fixed(text, allowed=SAFE)
    assert fixed(after, allowed=SAFE) == after
    assert [line for line in after.split("\n") if "§" in line] == [line for line in text.split("\n") if "§" in line]
