"""Where a missing import is written, and what becomes of the imports that are there."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.code.imports import with_import
from askew.code.parsing import parses
from tests.snippets import fuzz


def added(text: str, statement: str) -> str | None:
    """The text with the import added, None where there is no change to make."""
    change = with_import(text, statement)
    if change is None:
        return None
    lines = text.encode().split(b"\n")
    start, end = (
        sum(len(line) + 1 for line in lines[: line - 1]) + column
        for line, column in ((change.line, change.column), (change.end_line, change.end_column))
    )
    data = text.encode()
    assert start <= end <= len(data)
    return (data[:start] + change.text.encode() + data[end:]).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", "import math\n", id="an empty text"),
        pytest.param("x = 1\n", "import math\n\nx = 1\n", id="above the first statement"),
        pytest.param("\nx = 1\n", "import math\n\nx = 1\n", id="above a blank line"),
        pytest.param("def f():\n    pass\n", "import math\n\ndef f():\n    pass\n", id="above a function"),
        pytest.param("# 泡茶\nx = 1\n", "# 泡茶\nimport math\n\nx = 1\n", id="behind a comment"),
        pytest.param("# 泡\n# 茶\n\nx = 1\n", "# 泡\n# 茶\nimport math\n\nx = 1\n", id="behind two comments and a blank line"),
        pytest.param("# 泡茶\n", "# 泡茶\nimport math\n", id="behind a comment that is all"),
        pytest.param('"""Tea."""\nx = 1\n', '"""Tea."""\nimport math\n\nx = 1\n', id="behind a docstring"),
        pytest.param('"""Tea.\n\n茶。\n"""\n\nx = 1\n', '"""Tea.\n\n茶。\n"""\nimport math\n\nx = 1\n', id="behind a long docstring"),
        pytest.param('# 泡茶\n"""Tea."""\n\nx = 1\n', '# 泡茶\n"""Tea."""\nimport math\n\nx = 1\n', id="behind both"),
        pytest.param("x = 1\nimport os\n", "import math\n\nx = 1\nimport os\n", id="above all where imports do not lead"),
        pytest.param("if x:\n    import os\n", "import math\n\nif x:\n    import os\n", id="above an import in a branch"),
        pytest.param(
            "try:\n    import os\nexcept ImportError:\n    pass\n",
            "import math\n\ntry:\n    import os\nexcept ImportError:\n    pass\n",
            id="above an import with a fallback",
        ),
    ],
)  # fmt: skip
def test_the_first_import(before: str, after: str) -> None:
    assert added(before, "import math") == after


@pytest.mark.parametrize(
    ("before", "statement", "after"),
    [
        pytest.param("import os\nx\n", "import math", "import math\nimport os\nx\n", id="above a later one"),
        pytest.param("import math\nx\n", "import os", "import math\nimport os\nx\n", id="below an earlier one"),
        pytest.param("import abc\nimport sys\nx\n", "import os", "import abc\nimport os\nimport sys\nx\n", id="between two"),
        pytest.param("import Os\nx\n", "import abc_tea", "import abc_tea\nimport Os\nx\n", id="capitals count for nothing"),
        pytest.param("from abc import ABC\n", "import sys", "import sys\nfrom abc import ABC\n", id="import before from"),
        pytest.param("import sys\n", "from abc import ABC", "import sys\nfrom abc import ABC\n", id="from after import"),
        pytest.param("import numpy as np\n", "import os", "import os\n\nimport numpy as np\n", id="the standard library first"),
        pytest.param("import os\n", "import numpy as np", "import os\n\nimport numpy as np\n", id="other libraries last"),
        pytest.param(
            "import os\n\nimport numpy as np\n", "import sys", "import os\nimport sys\n\nimport numpy as np\n", id="end of a section"
        ),
        pytest.param(
            "import os\n\nimport numpy as np\n",
            "import matplotlib.pyplot as plt",
            "import os\n\nimport matplotlib.pyplot as plt\nimport numpy as np\n",
            id="start of a section",
        ),
        pytest.param(
            "from __future__ import annotations\nx\n", "import os", "from __future__ import annotations\n\nimport os\nx\n", id="the future"
        ),
        pytest.param(
            '"""茶。"""\n\nimport os\n', "import sys", '"""茶。"""\n\nimport os\nimport sys\n', id="below a docstring and an import"
        ),
        pytest.param("# 茶\nimport os\n", "import abc", "# 茶\nimport abc\nimport os\n", id="below a comment"),
        pytest.param(
            "from abc import (\n    ABC,\n)\nx\n",
            "from math import pi",
            "from abc import (\n    ABC,\n)\nfrom math import pi\nx\n",
            id="below an import of several lines",
        ),
        pytest.param("import os  # 系统\nx\n", "import sys", "import os  # 系统\nimport sys\nx\n", id="below an import with a comment"),
        pytest.param("import 茶\nx\n", "import 龙井", "import 茶\nimport 龙井\nx\n", id="Chinese modules"),
        pytest.param("from .pots import lid\n", "from zoo import ape", "from zoo import ape\n\nfrom .pots import lid\n", id="relative imports last"),
        pytest.param("from math import *\n", "from math import pi", "from math import pi\nfrom math import *\n", id="beside a star"),
        pytest.param("from .math import e\n", "from math import pi", "from math import pi\n\nfrom .math import e\n", id="another level"),
    ],
)  # fmt: skip
def test_among_imports(before: str, statement: str, after: str) -> None:
    assert added(before, statement) == after


@pytest.mark.parametrize(
    ("before", "statement", "after"),
    [
        pytest.param("from a import b\n", "from a import c", "from a import b, c\n", id="behind one name"),
        pytest.param("from a import c\n", "from a import b", "from a import b, c\n", id="before one name"),
        pytest.param("from a import b, d\n", "from a import c", "from a import b, c, d\n", id="between names"),
        pytest.param("from a import d, b\n", "from a import c", "from a import d, b, c\n", id="behind names without order"),
        pytest.param("from a import b  # 茶\n", "from a import c", "from a import b, c  # 茶\n", id="before a comment"),
        pytest.param("from a import b; x = 1\n", "from a import c", "from a import b, c; x = 1\n", id="before a semicolon"),
        pytest.param("from a import b as x\n", "from a import c", "from a import b as x, c\n", id="an alias"),
        pytest.param("from a import b\n", "from a import c as x", "from a import b, c as x\n", id="a new alias"),
        pytest.param("from . import b\n", "from . import a", "from . import a, b\n", id="the same package"),
        pytest.param("from 茶 import 水\n", "from 茶 import 杯", "from 茶 import 杯, 水\n", id="Chinese names"),
        pytest.param("from a.import_b import c\n", "from a.import_b import d", "from a.import_b import c, d\n", id="import in a name"),
        pytest.param("from a import (b, d)\n", "from a import c", "from a import (b, c, d)\n", id="parentheses"),
        pytest.param("from a import (b, d,)\n", "from a import c", "from a import (b, c, d,)\n", id="a comma at the end"),
        pytest.param("from a import (\n    b,\n    d,\n)\n", "from a import c", "from a import (\n    b,\n    c,\n    d,\n)\n", id="lines"),
        pytest.param("from a import (\n    b,\n    d,\n)\n", "from a import e", "from a import (\n    b,\n    d,\n    e,\n)\n", id="a last line"),
        pytest.param("from a import (\n    b,\n    d\n)\n", "from a import e", "from a import (\n    b,\n    d,\n    e\n)\n", id="no last comma"),
        pytest.param("from a import b, \\\n    d\n", "from a import c", "from a import b, \\\n    c, d\n", id="a backslash"),
        pytest.param("from a import b, \\\n    d\n", "from a import e", "from a import b, \\\n    d, e\n", id="a backslash before the last"),
        pytest.param(
            "from a import (\n    b,  # 茶\n    d,  # 水\n)\n",
            "from a import c",
            "from a import (\n    b,  # 茶\n    c,\n    d,  # 水\n)\n",
            id="lines with comments",
        ),
        pytest.param(
            "from a import (\n    b,  # 茶\n    d,  # 水\n)\n",
            "from a import e",
            "from a import (\n    b,  # 茶\n    d,  # 水\n    e,\n)\n",
            id="a last line behind comments",
        ),
        pytest.param(
            "from a import (  # 茶\n    b,\n)\n", "from a import c", "from a import (  # 茶\n    b,\n    c,\n)\n", id="a comment at the bracket"
        ),
        pytest.param("x = 1\nfrom a import b\n", "from a import c", "x = 1\nfrom a import b, c\n", id="an import that does not lead"),
        pytest.param("from a import b as c\n", "from a import b", "from a import b as c, b\n", id="the same name without its alias"),
    ],
)  # fmt: skip
def test_longer_imports(before: str, statement: str, after: str) -> None:
    assert added(before, statement) == after


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        pytest.param("x = (\n", "import math", id="a text that does not parse"),
        pytest.param("print 'ready'\n", "import math", id="Python 2"),
        pytest.param("x = 1\n", "math", id="a statement that imports nothing"),
        pytest.param("from a import b\n", "from a import b", id="a name that is there"),
        pytest.param(
            "from a import (\n    b,\n    c,\n)\n", "from a import c", id="a name that is there on a line of its own"
        ),
        pytest.param("import math\n", "import math", id="a module that is there"),
        pytest.param("import math, os\n", "import os", id="a module that is there beside another"),
        pytest.param("import numpy as np\n", "import numpy as np", id="an alias that is there"),
    ],
)
def test_nothing_to_add(text: str, statement: str) -> None:
    assert with_import(text, statement) is None


IMPORTS = [
    "import os",
    "import sys, re",
    "import numpy as np  # 数组",
    "import matplotlib.pyplot as plt",
    "from __future__ import annotations",
    "from math import pi",
    "from math import (\n    e,\n    tau,  # 两倍\n)",
    "from math import e, \\\n    tau",
    "from tea import *",
    "from . import pot",
    "from .pots import lid, cup",
]
OTHERS = ["# 泡茶", "", "x = 1", "def f():\n    import os", '"""茶。"""', "if x:\n    pass", "'''a\nb'''; y = 2"]
STATEMENTS = [
    "import math",
    "import os",
    "import numpy as np",
    "import zlib as z",
    "from math import inf",
    "from math import e",
    "from tea import leaf",
    "from . import kettle",
    "from .pots import handle as h",
]
texts = st.lists(st.sampled_from(IMPORTS) | st.sampled_from(IMPORTS) | st.sampled_from(OTHERS), max_size=6).map(
    lambda lines: "\n".join([*lines, ""])
)


def imported(node: ast.stmt) -> set[tuple[str | None, int, str, str | None]] | None:
    """What an import statement imports, None for another statement."""
    if isinstance(node, ast.Import):
        return {(None, 0, alias.name, alias.asname) for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module, node.level, alias.name, alias.asname) for alias in node.names}
    return None


@fuzz(500)
@given(texts, st.sampled_from(STATEMENTS))
def test_an_import_is_added_and_nothing_else_changes(text: str, statement: str) -> None:
    after = added(text, statement)
    if after is None:
        return
    assert parses(after)
    old, new = ast.parse(text).body, ast.parse(after).body
    wanted = imported(ast.parse(statement).body[0])
    assert wanted is not None
    if len(new) == len(old):
        changed = [(one, other) for one, other in zip(old, new, strict=True) if ast.dump(one) != ast.dump(other)]
        assert [(imported(one) or set()) | wanted for one, _ in changed] == [imported(other) for _, other in changed]
        assert len(changed) == 1
    else:
        dumps, extra = [ast.dump(node) for node in new], [i for i, node in enumerate(new) if imported(node) == wanted]
        assert [ast.dump(node) for node in old] in [dumps[:index] + dumps[index + 1 :] for index in extra]
    assert sorted(line for line in after.split("\n") if "#" in line) == sorted(
        line for line in text.split("\n") if "#" in line
    )


@fuzz(500)
@given(texts, st.sampled_from(STATEMENTS))
def test_an_import_is_added_once(text: str, statement: str) -> None:
    after = added(text, statement)
    assert after is None or with_import(after, statement) is None
