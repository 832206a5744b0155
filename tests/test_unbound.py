"""Names that nothing binds, and why: judged over whole banks."""

import ast
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.code.blocks import code_blocks
from askew.code.unbound import Unbound, unbound
from askew.config import CodeSettings, Settings
from askew.extract import extract
from askew.markdown import parse
from askew.programs import scripts
from askew.rule import Bank
from tests.snippets import LINES, bank, fuzz

SETTINGS = Settings()


def found_in(text: str, *, whole: bool = False) -> tuple[Unbound, ...]:
    document = parse("bank.md", text.encode())
    code = code_blocks(document)
    records = extract(document, SETTINGS.markers, code)
    settings = replace(SETTINGS, code=CodeSettings("document" if whole else "record"))
    return unbound(scripts(Bank(document, records, code, settings)))


def judged(*answers: str, whole: bool = False) -> list[tuple[str, str]]:
    return [(item.use.name, item.reason) for item in found_in(bank(*answers), whole=whole)]


def statements(*answers: str) -> dict[str, str]:
    return {item.use.name: item.statement for item in found_in(bank(*answers)) if item.statement}


@pytest.mark.parametrize(
    ("code", "name", "statement"),
    [
        pytest.param("np.array([1])", "np", "import numpy as np", id="a customary alias"),
        pytest.param("plt.plot([1])", "plt", "import matplotlib.pyplot as plt", id="an alias of a submodule"),
        pytest.param("F.relu(1)", "F", "import torch.nn.functional as F", id="a short alias that has what is asked"),
        pytest.param("nn.Linear(3, 4)", "nn", "import torch.nn as nn", id="torch's nn"),
        pytest.param("json.dumps(1)", "json", "import json", id="a module"),
        pytest.param("math.pi", "math", "import math", id="a module that is not called"),
        pytest.param("random.choice('ab')", "random", "import random", id="a word that is a module, too"),
        pytest.param("os.path.join('a')", "os", "import os", id="a module of a module that comes with it"),
        pytest.param("Counter('tea')", "Counter", "from collections import Counter", id="a class"),
        pytest.param("x = defaultdict(list)", "defaultdict", "from collections import defaultdict", id="a function"),
        pytest.param("@dataclass\nclass Pot: pass", "dataclass", "from dataclasses import dataclass", id="a decorator"),
        pytest.param("def f(x: Optional[int]): pass", "Optional", "from typing import Optional", id="an annotation"),
        pytest.param("class Pot(Enum): pass", "Enum", "from enum import Enum", id="a base class"),
        pytest.param("Path.home()", "Path", "from pathlib import Path", id="a method of a class"),
        pytest.param("def f():\n    return math.pi", "math", "import math", id="in a function"),
        pytest.param("concurrent.futures.wait([])", "concurrent", "import concurrent.futures", id="a module in a package"),
        pytest.param(
            "matplotlib.pyplot.plot([1])", "matplotlib", "import matplotlib.pyplot", id="a module in a package of others"
        ),
        pytest.param("from functools import wraps\nwraps\nreduce(max, [1])", "reduce", "from functools import reduce", id="of a library in use"),
    ],
)  # fmt: skip
def test_forgotten_imports(code: str, name: str, statement: str) -> None:
    found = [item for item in found_in(bank(code)) if item.use.name == name]
    assert [(item.reason, item.statement, item.meant) for item in found] == [("forgotten", statement, "")]


@pytest.mark.parametrize(
    ("code", "name", "statement"),
    [
        pytest.param("from keras.layers import Dense\nDense(1)\nDropout(1)", "Dropout", "from keras.layers import Dropout", id="keras"),
        pytest.param(
            "from tensorflow.keras.layers import Dense\nDense(1)\nDropout(1)",
            "Dropout",
            "from tensorflow.keras.layers import Dropout",
            id="tensorflow.keras",
        ),
        pytest.param(
            "from tensorflow.keras import layers\nlayers\nAdam()",
            "Adam",
            "from tensorflow.keras.optimizers import Adam",
            id="another module of tensorflow.keras",
        ),
        pytest.param("from keras import layers\nlayers\nAdam()", "Adam", "from keras.optimizers import Adam", id="another module of keras"),
        pytest.param("import torch\ntorch\nAdam()", "Adam", "from torch.optim import Adam", id="torch"),
    ],
)  # fmt: skip
def test_an_import_follows_the_style_of_the_document(code: str, name: str, statement: str) -> None:
    assert statements(code)[name] == statement


def test_the_style_of_the_own_answer_counts_most() -> None:
    keras = "from keras.layers import Dense\nDense(1)"
    tensorflow = "from tensorflow.keras.layers import Flatten\nFlatten()"
    assert statements(keras, f"{tensorflow}\nDropout(1)")["Dropout"] == "from tensorflow.keras.layers import Dropout"
    assert statements(tensorflow, f"{keras}\nDropout(1)")["Dropout"] == "from keras.layers import Dropout"


@pytest.mark.parametrize(
    ("code", "meant", "statement"),
    [
        pytest.param("import torch\ntorch\nAdaGrad()", "Adagrad", "from torch.optim import Adagrad", id="torch"),
        pytest.param(
            "from tensorflow.keras.layers import Dense\nDense(1)\nLeakyRelu()",
            "LeakyReLU",
            "from tensorflow.keras.layers import LeakyReLU",
            id="tensorflow",
        ),
        pytest.param(
            "from keras.optimizers import Adam\nAdam()\nAdaGrad()", "Adagrad", "from keras.optimizers import Adagrad", id="keras"
        ),
    ],
)  # fmt: skip
def test_classes_in_the_wrong_case(code: str, meant: str, statement: str) -> None:
    last = found_in(bank(code))[-1]
    assert (last.reason, last.meant, last.statement) == ("forgotten", meant, statement)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("AdaGrad()", id="no library in use"),
        pytest.param("import torch\ntorch\nAdaGrad", id="not called"),
        pytest.param("import torch\ntorch\nadagrad()", id="no class"),
        pytest.param("import torch\ntorch\nAdaGrad.x()", id="a method of it"),
        pytest.param("import math\nmath\nPI()", id="a constant of a module"),
    ],
)
def test_no_other_case_is_meant(code: str) -> None:
    assert {item.reason for item in found_in(bank(code))} == {"placeholder"}


@pytest.mark.parametrize(
    ("code", "name", "meant"),
    [
        pytest.param("xrange(3)", "xrange", "range", id="xrange"),
        pytest.param("name = raw_input('茶？')", "raw_input", "input", id="raw_input"),
        pytest.param("unicode(3)", "unicode", "str", id="unicode"),
        pytest.param("unichr(33592)", "unichr", "chr", id="unichr"),
        pytest.param("long(3)", "long", "int", id="long"),
        pytest.param("reduce(max, [1])", "reduce", "functools.reduce", id="reduce"),
        pytest.param("execfile('tea.py')", "execfile", "exec(open(…).read())", id="execfile"),
        pytest.param("def f():\n    return xrange(3)", "xrange", "range", id="in a function"),
    ],
)
def test_functions_of_python_2(code: str, name: str, meant: str) -> None:
    assert [(item.use.name, item.reason, item.meant) for item in found_in(bank(code))] == [(name, "python2", meant)]


@pytest.mark.parametrize(
    "name",
    ["keras_tuner", "torch_geometric", "tf_agents", "sklearn_extra", "my_numpy_helpers"],
)
def test_names_that_look_like_modules(name: str) -> None:
    assert judged(f"{name}.boil(1)\n{name}.deep.pour(2)") == [(name, "module")]


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("def f():\n    return boil(1)", id="in a function"),
        pytest.param("f = lambda: boil(1)", id="in a lambda"),
        pytest.param("class Pot:\n    def f(self):\n        return boil(self)", id="in a method"),
        pytest.param("async def f():\n    await boil()", id="in an async function"),
        pytest.param("def f():\n    return [boil(cup) for cup in range(3)]", id="in a comprehension in a function"),
    ],
)
def test_helpers_that_nobody_wrote(code: str) -> None:
    assert judged(code) == [("boil", "undefined")]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("model.fit(1)", "model", id="an object"),
        pytest.param("x_train", "x_train", id="data"),
        pytest.param("boil(1)", "boil", id="a function at the top"),
        pytest.param("def f(x=boil()): pass", "boil", id="a function in a default"),
        pytest.param("@boil()\ndef f(): pass", "boil", id="a function as decorator"),
        pytest.param("class Pot:\n    tea = boil()", "boil", id="a function in a class"),
        pytest.param("def f():\n    return boil", "boil", id="a function that is not called"),
        pytest.param("def f():\n    return kettle.boil()", "kettle", id="an object in a function"),
        pytest.param("F.brew(1)", "F", id="a short name that is no alias here"),
        pytest.param("time.brew()", "time", id="a module without such a function"),
        pytest.param("code.append(1)", "code", id="a variable called like a module"),
        pytest.param("sqrt(2)", "sqrt", id="a function that several libraries have"),
        pytest.param("deque", "deque", id="a function of a library that is not called"),
        pytest.param("unicode", "unicode", id="a name of Python 2 that is not called"),
        pytest.param("torch_model.fit(1)", "torch_model", id="an object called after a library"),
        pytest.param("keras_tuner", "keras_tuner", id="a module that is not asked anything"),
        pytest.param("torch_teacher.predict(1)\nprint(torch_teacher)", "torch_teacher", id="a module that is handed over"),
        pytest.param("C(3)", "C", id="a letter"),
    ],
)  # fmt: skip
def test_what_stays_a_placeholder(code: str, name: str) -> None:
    assert judged(code) == [(name, "placeholder")]


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(["import math\nprint(math.pi)"], id="an import"),
        pytest.param(["import math\n---\nprint(math.pi)"], id="an import in the block above"),
        pytest.param(["import math\n---\nx = 1\n---\nprint(math.pi, x)"], id="an import two blocks above"),
        pytest.param(["from math import *\nsqrt(np.pi)"], id="a star"),
        pytest.param(["from math import *\n---\nsqrt(2)"], id="a star in the block above"),
        pytest.param(["sqrt(2)\n---\nfrom math import *"], id="a star in the block below"),
        pytest.param(["import numpy as np (\n---\nnp.array(1)"], id="a name from a block that does not parse"),
        pytest.param(["np = 3\nprint(np)"], id="a variable called like an alias"),
        pytest.param(["def mean(np):\n    return np.mean()"], id="a parameter called like an alias"),
        pytest.param(["class Counter: pass\nCounter()"], id="a class called like a library's"),
        pytest.param(["def f():\n    return boil(1)\n---\ndef boil(x): pass"], id="a helper in the block below"),
        pytest.param(["def f():\n    return math.pi\n---\nimport math"], id="an import below a function"),
        pytest.param(["print(cups)\n---\ncups = 3"], id="a variable set in the block below"),
        pytest.param(["try:\n    math.pi\nexcept NameError:\n    pass"], id="a name that may be missing"),
        pytest.param(
            ["try:\n    xrange\nexcept NameError:\n    xrange = range"], id="a name of Python 2 that is looked for"
        ),
        pytest.param([">>> import math\n>>> math.pi\n3.14"], id="a session"),
        pytest.param(["%matplotlib inline\nimport math\nprint(math.pi)"], id="a notebook cell"),
        pytest.param(["print 'ready', np"], id="Python 2"),
        pytest.param(["pip install numpy"], id="shell"),
        pytest.param(["print(__name__, display(_), In)"], id="what a notebook has"),
        pytest.param(["x = 'np.array'  # np.array(1)"], id="names in strings and comments"),
        pytest.param(["def f(x: 'Optional[int]'): pass"], id="an annotation in quotes"),
        pytest.param(["for np in range(3): print(np)"], id="a loop variable"),
    ],
)
def test_what_is_bound(answers: list[str]) -> None:
    assert judged(*answers) == []


@pytest.mark.parametrize(
    ("answers", "name", "statement"),
    [
        pytest.param(["import math\nmath.pi", "math.pi"], "math", "import math", id="a module"),
        pytest.param(["import numpy as np\nnp.pi", "np.pi"], "np", "import numpy as np", id="an alias"),
        pytest.param(["import my.pots as p\np.x", "p.x"], "p", "import my.pots as p", id="an alias of a submodule"),
        pytest.param(["from my import Pot\nPot", "Pot()"], "Pot", "from my import Pot", id="a class"),
        pytest.param(["from my import Pot as P\nP", "P()"], "P", "from my import Pot as P", id="a class under an alias"),
        pytest.param(["from my import boil as b\nb", "b()"], "b", "from my import boil as b", id="a function under an alias"),
        pytest.param(["from . import pot\npot", "pot.x"], "pot", "from . import pot", id="a module of the same package"),
        pytest.param(["from .. import pot\npot", "pot.x"], "pot", "from .. import pot", id="a module of the package above"),
        pytest.param(["from .pots import lid\nlid", "lid()"], "lid", "from .pots import lid", id="a name of a package"),
        pytest.param(
            ["import xml.etree.ElementTree\nxml", "xml.etree.ElementTree.parse(1)"],
            "xml",
            "import xml.etree.ElementTree",
            id="a dotted module",
        ),
        pytest.param(["math.pi", "import math\nmath.pi"], "math", "import math", id="an import under a later question"),
        pytest.param(
            ["try:\n    import math\nexcept ImportError:\n    math = None", "math.pi"], "math", "import math", id="with a fallback"
        ),
        pytest.param(["from a import boil\nboil", "boil(1)"], "boil", "from a import boil", id="a library nobody knows"),
    ],
)  # fmt: skip
def test_imports_under_another_question(answers: list[str], name: str, statement: str) -> None:
    found = [item for item in found_in(bank(*answers)) if item.use.name == name]
    assert [(item.reason, item.statement) for item in found] == [("elsewhere", statement)]
    assert found[0].origin is not None


def test_the_nearest_import_above_is_named() -> None:
    answers = ["import math\nmath", "x = 1\n---\nimport math\nmath", "math.pi", "import math\nmath"]
    (found,) = found_in(bank(*answers))
    assert found.origin is not None
    code, line = found.origin
    assert (code.text, code.line, line) == ("import math\nmath\n", 14, 1)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        pytest.param(["def f():\n    import math\n    return math", "math.pi"], "forgotten", id="an import in a function"),
        pytest.param(["def boil(x): pass", "boil(1)"], "placeholder", id="a function defined under another question"),
        pytest.param(
            ["def boil(x): pass", "def f():\n    return boil(1)"], "placeholder", id="such a function called in another one"
        ),
        pytest.param(["np = load()\nnp", "np.array(1)"], "placeholder", id="a variable set under another question"),
        pytest.param(["from math import *", "math.pi"], "forgotten", id="a star under another question"),
        pytest.param(["import math (", "math.pi"], "forgotten", id="an import in a block that does not parse"),
    ],
)  # fmt: skip
def test_what_another_question_does_not_give(answers: list[str], reason: str) -> None:
    assert judged(*answers)[-1][1] == reason


def test_a_use_above_the_import_of_the_same_answer() -> None:
    (found,) = found_in(bank("math.pi\n---\nimport math\nmath.e"))
    assert (found.reason, found.use.name, found.statement) == ("elsewhere", "math", "import math")
    assert found.origin is not None
    assert found.code.span < found.origin[0].span


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        pytest.param(["import math\nmath", "math.pi"], [], id="an import above"),
        pytest.param(["math.pi", "import math\nmath"], [("math", "elsewhere")], id="an import below"),
        pytest.param(["def f():\n    return math.pi", "import math\nmath"], [], id="an import below a function"),
        pytest.param(["x = 1", "print(x)"], [], id="a variable above"),
        pytest.param(["def boil(): pass", "def f():\n    boil()"], [], id="a function above"),
        pytest.param(["from math import *", "np.pi"], [], id="a star above"),
        pytest.param(["np.pi", "np.e"], [("np", "forgotten"), ("np", "forgotten")], id="nothing at all"),
    ],
)
def test_a_document_that_is_one_script(answers: list[str], found: list[tuple[str, str]]) -> None:
    assert judged(*answers, whole=True) == found


def test_only_the_first_block_that_lacks_a_name_is_the_first() -> None:
    found = found_in(bank("np.pi\nnp.e\n---\nnp.pi\n---\nplt.plot(np)", "np.e"))
    assert [(item.use.name, item.first) for item in found] == [
        ("np", True),
        ("np", False),
        ("plt", True),
        ("np", False),
        ("np", True),
    ]


def test_names_come_in_order_and_once_for_each_block() -> None:
    code = "print(b, a)\nprint(a, c, b)"
    assert [name for name, _ in judged(code)] == ["b", "a", "c"]


def test_blocks_outside_records_are_one_script() -> None:
    text = f"Intro.\n\n```python\nimport math\n```\n\nMore.\n\n```python\nmath.pi\n```\n\n{bank('x = 1')}"
    assert found_in(text) == ()


def test_code_of_other_languages_is_passed_over() -> None:
    assert found_in("## 1. Why?\n\n```js\nnp.array(1)\n```\n\n```\nnp.array(1)\n```\n\n    np.array(1)\n") == ()


def test_the_place_of_a_use_is_that_in_its_block() -> None:
    (found,) = found_in("## 1. 为什么？\n\n- 因为：\n\n  ```python\n  print('水', np.pi)\n  ```\n")
    assert (found.use.line, found.use.column) == (1, 13)


line = st.sampled_from(LINES)
answers = st.lists(
    st.lists(st.lists(line, max_size=4).map("\n".join), min_size=1, max_size=3).map("\n---\n".join), max_size=4
)


@fuzz(300)
@given(answers, st.booleans())
def test_every_verdict_can_be_acted_on(texts: list[str], whole: bool) -> None:
    for item in found_in(bank(*texts), whole=whole):
        assert bool(item.statement) == (item.reason in {"forgotten", "elsewhere"})
        assert (item.origin is not None) == (item.reason == "elsewhere")
        if item.statement:
            (node,) = ast.parse(item.statement).body
            assert isinstance(node, (ast.Import, ast.ImportFrom))


def test_a_class_that_only_the_index_knows_is_completed_from_it() -> None:
    code = "from transformers import AutoTokenizer\ntokenizer = AutoTokenizer\nmodel = LlamaForCausalLM(1)"
    assert statements(code) == {"LlamaForCausalLM": "from transformers import LlamaForCausalLM"}
    assert statements(code.replace("Llama", "Teapot")) == {}
