"""Python and near-Python to draw examples from, and how many of them to look at."""

import os
from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

T = TypeVar("T", bound=Callable[..., None])

MORE = int(os.environ.get("ASKEW_FUZZ", "0"))

LINES = [
    "import math",
    "import numpy as np, os.path",
    "from tea import green, black as strong",
    "from cups import *",
    "from . import pot",
    "from pots import (",
    "    kettle,  # 水壶",
    "def brew(leaf, *, hot=True):",
    "async def pour():",
    "def brew[T](leaf: T) -> T:",
    "type Leaf = str",
    "class Pot(Kettle):",
    "    def fill(self, water=cups): self.water = water",
    "    return leaf",
    "        pass",
    "\tpass",
    "    await pour()",
    "for cup in cups:",
    "while True: break",
    "if 水温 > 90:",
    "elif cold:",
    "else:",
    "try:",
    "except NameError:",
    "except ValueError as error:",
    "except* OSError:",
    "finally:",
    "with open(pot) as tea, cup:",
    "match tea:",
    '    case {"leaf": [green, *rest]}:',
    "    case _ if hot: pass",
    "cups = [cup for cup in range(3) if (last := cup)]",
    "x: int = 3",
    "x += 1",
    "a, *b = c[0], d.e.f(1)",
    "global cups",
    "    nonlocal cups",
    "del cups, pot",
    "@cache",
    "lambda x, y=cups: x + y + z",
    "assert (3 > 2, 'wrong')",
    "print('水开了')",
    'print("他说“水开了”", f"{水温} 度")',
    "print 'old'",
    "raise ValueError, 'cold'",
    "if a &lt; b &amp;&amp; c:",
    "tea = “龙井”",
    "print（水温，时间）",
    "温度 ＝ 90",
    "'''",
    '"""doc',
    "'open",
    "(",
    "]",
    "[1, 2,",
    "x = 1 \\",
    "# a comment: 注意（水）",
    "# noqa",
    ">>> import math",
    ">>> math.pi",
    ">>> for cup in cups:",
    "...     pour(cup)",
    "... ",
    "...",
    "    >>> 1 +",
    "In [3]: tea = 1",
    "   ...: cups = 2",
    "Out[3]: 1",
    "%matplotlib inline",
    "%%bash",
    "%%time",
    "!pip install tea",
    "files = !ls",
    "    %time pour()",
    "pot?",
    "pip install tea",
    "$ ls -l",
    "Epoch 1/3 loss 0.9",
    "水开了，请关火",
    "Traceback (most recent call last):",
    '  File "tea.py", line 3, in <module>',
    "ValueError: cold",
    "tea: green",
    "  - leaf",
    '{"hot": true, "cold": null}',
    "FOR each cup DO",
    "如果 水温 > 90:",
    "返回 茶",
    "",
    " ",
    "\t",
    "    ",
]
ODD = "\t \xa0\u3000\u200b\ufeff\x0b\x0c\x1c\x85\u2028\0\x01\ufffd\U0001f469é́́\\'\"#()[]{}:;,.=<>!%?@&`“”‘’（），：01_aλ茶\r"


def bank(*answers: str) -> str:
    """A bank with a question for every answer; `---` cuts an answer into several blocks."""
    parts = []
    for number, answer in enumerate(answers, 1):
        blocks = "\n\n".join(f"```python\n{code.strip()}\n```" for code in answer.split("---\n"))
        parts.append(f"## {number}. 第 {number} 杯茶怎么泡？\n\n{blocks}\n")
    return "\n".join(parts)


odd = st.text(st.sampled_from(ODD) | st.characters(), max_size=12)
text = st.lists(st.sampled_from(LINES) | st.sampled_from(LINES) | odd, max_size=12).map("\n".join)
margin = st.sampled_from(["", "", "", "    ", "\t", "  "])


@st.composite
def snippet(draw: st.DrawFn) -> str:
    """A text that may be Python, now and then with a margin or blank lines around it."""
    found = draw(text)
    before = draw(margin)
    if before:
        found = "\n".join(before + line for line in found.split("\n"))
    return draw(st.sampled_from(["", "", "\n", " \n"])) + found + draw(st.sampled_from(["", "\n", "\n\n"]))


def fuzz(examples: int) -> Callable[[T], T]:
    """Settings for a test that may not fail by chance or by the speed of the machine."""
    return settings(
        max_examples=MORE or examples,
        deadline=None,
        derandomize=not MORE,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
