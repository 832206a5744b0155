"""Which names a piece of Python binds, and which of those it reads come from elsewhere."""

import random
import symtable
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from askew.code.resolve import names
from askew.code.scopes import BUILTINS, Names, Use
from tests.snippets import fuzz, snippet

GENERIC = pytest.mark.skipif(sys.version_info < (3, 12), reason="syntax of Python 3.12")


def read(text: str) -> Names:
    found = names(text)
    assert found is not None
    return found


def free(text: str) -> set[str]:
    return {use.name for use in read(text).free}


def use_of(name: str, text: str) -> Use:
    """The last use of a name itself, not of an object that calling it makes."""
    return [use for use in read(text).uses if use.name == name and not use.calls][-1]


@pytest.mark.parametrize(
    ("text", "name", "target"),
    [
        pytest.param("import math\nmath.pi", "math", "math.pi", id="a module"),
        pytest.param("import numpy as np\nnp.array(1)", "np", "numpy.array", id="an alias"),
        pytest.param("import os.path\nos.path.join", "os", "os.path.join", id="a dotted module"),
        pytest.param("import os.path as p\np.join", "p", "os.path.join", id="a dotted module under an alias"),
        pytest.param("from math import pi\npi", "pi", "math.pi", id="a name of a module"),
        pytest.param("from math import pi as π\nπ", "π", "math.pi", id="a name under an alias"),
        pytest.param("from . import pot\npot.lid", "pot", ".pot.lid", id="a module of the same package"),
        pytest.param("from ..pots import lid\nlid()", "lid", "..pots.lid", id="a name of a package above"),
        pytest.param(
            "import tensorflow as tf\ntf.keras.layers.Dense(8)",
            "tf",
            "tensorflow.keras.layers.Dense",
            id="a long chain",
        ),
        pytest.param("import numpy as np\nla = np.linalg\nla.norm(x)", "la", "numpy.linalg.norm", id="another name for it"),
        pytest.param("def f():\n    import math\n    return math.pi", "math", "math.pi", id="an import in a function"),
        pytest.param("import math\ndef f():\n    return math.pi", "math", "math.pi", id="an import outside the function"),
        pytest.param("def f():\n    return math.pi\nimport math", "math", "math.pi", id="an import behind the function"),
        pytest.param("import math as m\nimport cmath as m\nm.pi", "m", "cmath.pi", id="the later of two imports"),
    ],
)  # fmt: skip
def test_targets_of_imports(text: str, name: str, target: str) -> None:
    found = use_of(name, text)
    assert (found.target, found.bound) == (target, True)


@pytest.mark.parametrize(
    ("text", "name", "target"),
    [
        pytest.param("from keras import Sequential\nm = Sequential()\nm.add(1)", "m", "keras.Sequential().add", id="a class"),
        pytest.param(
            "import tensorflow as tf\nm = tf.keras.Sequential()\nm.add(1)",
            "m",
            "tensorflow.keras.Sequential().add",
            id="a class of a module",
        ),
        pytest.param("import a\np = a.pot(1, lid=2)\np.lid", "p", "a.pot(1,lid).lid", id="what a function gives"),
        pytest.param("import a\np = a.pot(*x)\np.lid", "p", "a.pot(*).lid", id="unknown arguments"),
        pytest.param("from a import Pot\np = Pot().lid\np.x", "p", "a.Pot().lid.x", id="an attribute of an instance"),
        pytest.param("import a\np = a.Pot(1)\nq = p(2)\nq.x", "q", "a.Pot(1)(1).x", id="what an instance gives"),
        pytest.param("import a\np, q = a.pot()\nq.lid", "q", "a.pot()[1].lid", id="a part of what it gives"),
        pytest.param("import a\np = a.pot().pour(1)\np.lid", "p", "a.pot().pour(1).lid", id="a chain of calls"),
        pytest.param("import a\np = a.pot()\np = p.pour()\np.lid", "p", "a.pot().pour().lid", id="one after the other"),
        pytest.param("from a import Pot\nwith Pot(1) as p:\n    p.x", "p", "a.Pot(1).__enter__().x", id="what a context gives"),
        pytest.param("p = [q for q in r]\np.x", "p", "builtins.list().x", id="a list"),
        pytest.param("p = f'{q}'\np.x", "p", "builtins.str().x", id="a text"),
        pytest.param("p = {}.x(1)\np.y", "p", "builtins.dict().x(1).y", id="a chain from a literal"),
        pytest.param("p = open('q')\np.x", "p", "builtins.open(1).x", id="what a function of Python gives"),
        pytest.param("from a import Pot\np = q = Pot()\np.lid", "p", "a.Pot().lid", id="two names at once"),
        pytest.param("from a import Pot\ndef f():\n    p = Pot()\n    p.lid", "p", "a.Pot().lid", id="in a function"),
        pytest.param("from a import Pot\np = Pot()\ndef f():\n    p.lid", "p", "a.Pot().lid", id="used in a function"),
    ],
)  # fmt: skip
def test_targets_of_instances(text: str, name: str, target: str) -> None:
    assert use_of(name, text).target == target


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("import numpy as np\ndef f(np):\n    np.pi", "np", id="a parameter with the name of an import"),
        pytest.param("import math\nmath = pots[0]\nmath.pi", "math", id="a variable that replaces it"),
        pytest.param("from a import Pot\np = Pot()\np = q or r\np.x", "p", id="an instance that is replaced"),
        pytest.param("from a import Pot\np = [Pot()][0]\np.x", "p", id="an instance in a list"),
        pytest.param("p = None\np.x", "p", id="nothing"),
        pytest.param("from a import pots\np, *q = pots()\np.x", "p", id="a part of who knows how many"),
        pytest.param("from a import pots\np, (q, r) = pots()\nq.x", "q", id="a part of a part"),
        pytest.param("from a import pots\np, q = pots\nq.x", "q", id="a part of what is no call"),
        pytest.param("from a import Pot\nfor p in Pot():\n    p.x", "p", id="what a loop gives"),
        pytest.param("from a import pot\nwith pot as p:\n    p.x", "p", id="a context that no call makes"),
        pytest.param("class Pot:\n    pass\np = Pot()\np.x", "p", id="a class of its own"),
        pytest.param("math.pi", "math", id="no import"),
        pytest.param("from math import *\npi", "pi", id="what a star may bring"),
        pytest.param(
            "from a import Pot\ndef f():\n    p.x\np = Pot()\np = 3", "p", id="what it is when the function is called"
        ),
    ],
)
def test_what_is_not_known(text: str, name: str) -> None:
    assert use_of(name, text).target == ""


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        pytest.param("import math", [("math", "math", 1, False, False)], id="a module"),
        pytest.param("\nimport a.b, c as d", [("a", "a", 2, False, False), ("d", "c", 2, False, False)], id="two at once"),
        pytest.param(
            "from a import (\n    b,\n    c as d,\n)",
            [("b", "a.b", 2, False, False), ("d", "a.c", 3, False, False)],
            id="several lines",
        ),
        pytest.param("from a import *", [], id="a star binds nothing by itself"),
        pytest.param("def f():\n    import a", [("a", "a", 2, False, True)], id="in a function"),
        pytest.param("class A:\n    import a", [("a", "a", 2, False, True)], id="in a class"),
        pytest.param("if x:\n    import a", [("a", "a", 2, False, False)], id="in a branch"),
        pytest.param(
            "try:\n    import a\nexcept ImportError:\n    import b as a",
            [("a", "a", 2, True, False), ("a", "b", 4, True, False)],
            id="with a fallback",
        ),
        pytest.param("try:\n    import a\nexcept ModuleNotFoundError:\n    pass", [("a", "a", 2, True, False)], id="the new error"),
        pytest.param("try:\n    import a\nexcept (ImportError, OSError):\n    pass", [("a", "a", 2, True, False)], id="two errors"),
        pytest.param("try:\n    import a\nexcept:\n    pass", [("a", "a", 2, True, False)], id="any error"),
        pytest.param("try:\n    import a\nexcept ValueError:\n    pass", [("a", "a", 2, False, False)], id="another error"),
        pytest.param("try:\n    import a\nfinally:\n    pass", [("a", "a", 2, False, False)], id="no handler"),
        pytest.param(
            "if PY2:\n    import a\nelse:\n    import b as a", [("a", "a", 2, True, False), ("a", "b", 4, True, False)], id="for a version"
        ),
        pytest.param(
            "try:\n    pass\nexcept ImportError:\n    pass\nelse:\n    import a", [("a", "a", 6, False, False)], id="in the else"
        ),
    ],
)  # fmt: skip
def test_imports(text: str, imports: list[tuple[str, str, int, bool, bool]]) -> None:
    found = read(text).imports
    assert [(item.name, item.target, item.line, item.guarded, item.nested) for item in found] == imports


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param("import a.b, c as d", ["import a.b", "import c as d"], id="modules"),
        pytest.param("from a import b, c as d", ["from a import b", "from a import c as d"], id="names"),
        pytest.param("from . import a\nfrom ..b import c", ["from . import a", "from ..b import c"], id="relative"),
    ],
)
def test_each_name_has_an_import_of_its_own(text: str, statements: list[str]) -> None:
    assert [item.statement for item in read(text).imports] == statements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import os\nfrom sys import path", True, id="imports"),
        pytest.param("from math import *", True, id="a star"),
        pytest.param("import os\nos", False, id="and a use"),
        pytest.param("try:\n    import os\nexcept ImportError:\n    pass", False, id="a guarded import"),
        pytest.param("import os  # 系统\n# 好了", True, id="and comments"),
    ],
)
def test_a_text_that_only_imports(text: str, expected: bool) -> None:
    assert read(text).only_imports is expected


def test_stars_are_told() -> None:
    assert read("from math import *\nfrom . import *\nfrom .pots import *").stars == ("math", ".", ".pots")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        pytest.param("x = 1\ny: int = 2\nz += 3", {"x", "y", "z"}, id="assignments"),
        pytest.param("a, (b, *c) = [d] = x", {"a", "b", "c", "d"}, id="taking apart"),
        pytest.param("def f(x):\n    y = 1", {"f"}, id="a function, not what is in it"),
        pytest.param("class A:\n    x = 1", {"A"}, id="a class, not what is in it"),
        pytest.param("[x for x in y if (z := x)]", {"z"}, id="a walrus in a comprehension"),
        pytest.param("def f():\n    global x\n    x = 1", {"f", "x"}, id="a global of a function"),
        pytest.param("def f():\n    global x\n    import x", {"f", "x"}, id="a global import"),
        pytest.param("def f():\n    global g\n    def g(): pass", {"f", "g"}, id="a global function"),
        pytest.param("for i in x:\n    j = 1\nelse:\n    k = 2", {"i", "j", "k"}, id="loops"),
        pytest.param("with a as b, c as (d, e): pass", {"b", "d", "e"}, id="contexts"),
        pytest.param("try: pass\nexcept E as e: pass", {"e"}, id="handlers"),
        pytest.param("match x:\n    case [a, *b] | {'k': a, **b} as c: pass", {"a", "b", "c"}, id="patterns"),
        pytest.param("x.y = 1\nx[0] = 2", set(), id="attributes and items bind nothing"),
        pytest.param("lambda x: (y := x)", set(), id="a walrus in a lambda"),
        pytest.param(
            "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2", {"f"}, id="a nonlocal"
        ),
        pytest.param(
            "def f():\n    def g():\n        nonlocal x\n        x = 2\n    x = 1", {"f"}, id="a nonlocal bound below"
        ),
        pytest.param(
            "def f():\n    a = 1\n    def g():\n        b = 1\n        def h():\n            nonlocal a, b\n            a = b = 2",
            {"f"},
            id="two nonlocals of two functions",
        ),
    ],
)  # fmt: skip
def test_what_the_top_level_binds(text: str, bound: set[str]) -> None:
    assert read(text).bound == bound


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x = y", {"y"}, id="an assigned value"),
        pytest.param("f(a, *b, k=c, **d)", {"f", "a", "b", "c", "d"}, id="a call"),
        pytest.param("x[a:b, c] = d", {"x", "a", "b", "c", "d"}, id="an item"),
        pytest.param("f'{a!r:{b}} {c.d}'", {"a", "b", "c"}, id="an f-string"),
        pytest.param("@a.b(c)\ndef f(): pass", {"a", "c"}, id="decorators"),
        pytest.param("class A(b, metaclass=c): d", {"b", "c", "d"}, id="a class"),
        pytest.param("def f(x=a, *, y=b): pass", {"a", "b"}, id="defaults"),
        pytest.param("def f(x: a, *y: b) -> c: pass", {"a", "b", "c"}, id="annotations"),
        pytest.param("def f(x: x, *y: z) -> z:\n    z = 1", {"x", "z"}, id="annotations called like parameters and locals"),
        pytest.param("x: a = 1", {"a"}, id="the annotation of a variable"),
        pytest.param("lambda x, y=a: x + b", {"a", "b"}, id="a lambda"),
        pytest.param("[x for x in x]", {"x"}, id="what a comprehension goes over"),
        pytest.param("[i for i in a for j in b if c]; i", {"a", "b", "c", "i"}, id="a comprehension's own variable outside"),
        pytest.param("class A:\n    n = 1\n    m = [n for _ in range(n)]", {"n"}, id="a class variable in a comprehension"),
        pytest.param("class A:\n    n = 1\n    def f(self): return n", {"n"}, id="a class variable in a method"),
        pytest.param("def f():\n    x = 1\nx", {"x"}, id="a local outside its function"),
        pytest.param("def f():\n    g\n    def g(): pass\ng", {"g"}, id="a function in a function outside"),
        pytest.param("class A:\n    x = 1\nx", {"x"}, id="a class variable outside"),
        pytest.param("def f():\n    global x\n    return x", {"x"}, id="a global that nobody sets"),
        pytest.param("try: a\nexcept b as c: d", {"a", "b", "d"}, id="handlers"),
        pytest.param("match a:\n    case b.c | D(e, f=g): h", {"a", "b", "D", "h"}, id="patterns"),
        pytest.param("with a as b[c]: pass", {"a", "b", "c"}, id="a context into an item"),
        pytest.param("async def f():\n    async for x in a: await b(x)", {"a", "b"}, id="async"),
        pytest.param("print(茶, 水)", {"茶", "水"}, id="Chinese names"),
        pytest.param("x: 'a' = 1", set(), id="an annotation in quotes is not looked at"),
        pytest.param("from math import *\npi", {"pi"}, id="what a star may bring"),
        pytest.param("import a.b as c\na", {"a"}, id="the real name of an alias"),
        pytest.param("from a import b\na", {"a"}, id="the module of a from-import"),
        pytest.param("del x", set(), id="a deletion is no reading"),
        pytest.param(
            "def f():\n    a = 1\n    def g():\n        b = 1\n        def h():\n            nonlocal a, b\n"
            "            a = b = 2\nprint(b)",
            {"b"},
            id="a nonlocal of an inner function outside",
        ),
    ],
)  # fmt: skip
def test_free_names(text: str, expected: set[str]) -> None:
    assert free(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("print(len([1]), __name__, __file__, __doc__)", id="what Python has"),
        pytest.param("display(_, __, In, Out)\nget_ipython()", id="what a notebook has"),
        pytest.param("print(x)\nx = 1", id="a use above the assignment"),
        pytest.param("x = x + 1", id="a variable that needs itself"),
        pytest.param("def f(): return g()\ndef g(): return 1", id="a function defined below"),
        pytest.param("def f(): return f()", id="recursion"),
        pytest.param("class A:\n    def f(self): return A()", id="a class in its own method"),
        pytest.param("class A:\n    def f(self): return __class__", id="the class cell in a method"),
        pytest.param("class A:\n    name = __qualname__ + __module__", id="what a class body has"),
        pytest.param("x: int = 1\n__annotations__", id="the annotations of a module"),
        pytest.param("class A:\n    n = 1\n    m = n + 1", id="a class variable in the class"),
        pytest.param("class A:\n    n = 1\n    m = [0 for _ in n]", id="a class variable that a comprehension goes over"),
        pytest.param("class A:\n    n = 1\n    def f(self, k=n): pass", id="a class variable as a default"),
        pytest.param("def f():\n    x = 1\n    class A:\n        y = x", id="a local in a class in the function"),
        pytest.param("def f():\n    x = 1\n    return lambda: [x for _ in 'a']", id="a local in a lambda and a comprehension"),
        pytest.param("[y for x in [[1]] for y in x]", id="one comprehension variable in the next loop"),
        pytest.param("[[y for y in x] for x in [[1]]]", id="a comprehension in a comprehension"),
        pytest.param("{k: v for k, v in {}.items() if k}", id="a dictionary comprehension"),
        pytest.param("if any((hit := x) for x in 'ab'):\n    print(hit)", id="a walrus in a generator"),
        pytest.param("while (n := 3) and n: pass", id="a walrus and its use on one line"),
        pytest.param("def f(n, *args, k, **rest): return n, args, k, rest", id="all kinds of parameters"),
        pytest.param("def f(a, /, b): return a, b", id="positional-only parameters"),
        pytest.param("lambda *a, **k: (a, k)", id="parameters of a lambda"),
        pytest.param("try:\n    1\nexcept ValueError as e:\n    print(e)", id="an error with a name"),
        pytest.param("try:\n    1\nexcept* OSError as group:\n    print(group)", id="a group of errors"),
        pytest.param("with open('a') as f, f as g:\n    print(g)", id="a context used by the next one"),
        pytest.param("for i, (a, *b) in []: print(i, a, b)\nprint(i)", id="loop variables behind the loop"),
        pytest.param("match 1:\n    case {'a': x, **rest} if x: print(rest)", id="captures in a mapping"),
        pytest.param("match 1:\n    case [x, *_] | (x, *_) as y: print(x, y)", id="captures in alternatives"),
        pytest.param("match 1:\n    case int(real=r): print(r)", id="captures in a class pattern"),
        pytest.param("def f():\n    global x\n    x = 1\ndef g(): return x", id="a global of another function"),
        pytest.param("def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += 1\n        return x", id="a nonlocal"),
        pytest.param("import os.path\nos.getcwd()", id="the root of a dotted import"),
        pytest.param("try:\n    import a\nexcept ImportError:\n    a = None\nprint(a)", id="an import with a fallback"),
        pytest.param("if 1:\n    def f(): pass\nelse:\n    f = None\nf()", id="a definition in both branches"),
        pytest.param("x = 1\ndel x\nprint(x)", id="a name that was deleted, which is a matter of order"),
        pytest.param("async def f():\n    async with f() as x:\n        return [y async for y in x]", id="async names"),
        pytest.param("@property\ndef f(): pass\n@f\ndef g(): pass", id="a decorator defined above"),
        pytest.param("def deco(f): return f\nclass A:\n    @deco\n    def g(self): pass", id="a decorator in a class"),
        pytest.param("type = 1\nmatch = type\ncase = match", id="soft keywords as names"),
        pytest.param("def f[T](x): pass".replace("[T]", ""), id="a plain function"),
        pytest.param("x = 'y'; f'{x}' 'z'", id="words in strings"),
        pytest.param("a.b.c = a = 1".replace("a.b.c = ", ""), id="one name"),
        pytest.param("reveal_type(1)", id="what type checkers have"),
    ],
)  # fmt: skip
def test_nothing_is_free(text: str) -> None:
    assert free(text) == set()


@GENERIC
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def f[T](x: T) -> T: return x", set(), id="a function"),
        pytest.param("def f[T: a](x: T): pass", {"a"}, id="a bound"),
        pytest.param("def f[*Ts, **P](x: P): return Ts", set(), id="all kinds of parameters"),
        pytest.param("class A[T]:\n    x: T", set(), id="a class"),
        pytest.param("class A[T](list[T]): pass", set(), id="a base class"),
        pytest.param("type A[T] = list[T] | b", {"b"}, id="an alias"),
        pytest.param("type A = A | None", set(), id="an alias of itself"),
        pytest.param("def f[T](): pass\nT", {"T"}, id="a parameter outside"),
        pytest.param("type A[T] = T\nT", {"T"}, id="a parameter of an alias outside"),
    ],
)
def test_type_parameters(text: str, expected: set[str]) -> None:
    assert free(text) == expected


@pytest.mark.parametrize(
    ("text", "deferred"),
    [
        pytest.param("def f(): return x", True, id="in a function"),
        pytest.param("lambda: x", True, id="in a lambda"),
        pytest.param("class A:\n    def f(self): x", True, id="in a method"),
        pytest.param("def f():\n    class A: x", True, id="in a class in a function"),
        pytest.param("def f(): [x for _ in 'a']", True, id="in a comprehension in a function"),
        pytest.param("class A: x", False, id="in a class"),
        pytest.param("[x for _ in 'a']", False, id="in a comprehension"),
        pytest.param("def f(y=x): pass", False, id="in a default"),
        pytest.param("lambda y=x: y", False, id="in a default of a lambda"),
        pytest.param("@x\ndef f(): pass", False, id="in a decorator"),
        pytest.param("if 1:\n    x", False, id="in a branch"),
    ],
)
def test_what_is_read_only_when_a_function_is_called(text: str, deferred: bool) -> None:
    assert use_of("x", text).deferred is deferred


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        pytest.param("try:\n    x\nexcept NameError:\n    pass", True, id="in the body"),
        pytest.param("try:\n    f(x)\nexcept (NameError, ValueError):\n    pass", True, id="two errors"),
        pytest.param("try:\n    x\nexcept:\n    pass", True, id="any error"),
        pytest.param("try:\n    try:\n        x\n    finally:\n        pass\nexcept NameError:\n    pass", True, id="an outer try"),
        pytest.param("try:\n    pass\nexcept NameError:\n    x", False, id="in the handler"),
        pytest.param("try:\n    pass\nexcept NameError:\n    pass\nelse:\n    x", False, id="in the else"),
        pytest.param("try:\n    pass\nexcept NameError:\n    pass\nx", False, id="behind it"),
        pytest.param("try:\n    x\nexcept ValueError:\n    pass", False, id="another error"),
        pytest.param("try:\n    x\nfinally:\n    pass", False, id="no handler"),
        pytest.param("import sys\nif sys.version_info[0] < 3:\n    x", True, id="for an old Python"),
        pytest.param("import sys\nif sys.version_info.major == 2:\n    pass\nelse:\n    x", True, id="for the new one"),
        pytest.param("from sys import version_info as v\nif v >= (3, 10):\n    pass\nx", False, id="for all"),
        pytest.param("import sys\nold = sys.version_info < (3,)\nif old:\n    x", True, id="a name for the test"),
        pytest.param("import six\nif six.PY2:\n    x", True, id="six"),
        pytest.param("if not PY3:\n    x", True, id="a name that says it"),
        pytest.param("import sys\nif sys.platform == 'win32':\n    x", True, id="a system"),
        pytest.param("import os\nif os.name == 'nt':\n    x", True, id="another name of a system"),
        pytest.param("import tensorflow as tf\nif tf.__version__ < '2':\n    x", True, id="a version of a library"),
        pytest.param("import sys\ny = x if sys.version_info[0] < 3 else 1", True, id="in an expression"),
        pytest.param("import sys\nif len(sys.argv) > 1:\n    x", False, id="another question to sys"),
        pytest.param("if pots > 3:\n    x", False, id="another condition"),
    ],
)  # fmt: skip
def test_uses_that_are_looked_after(text: str, guarded: bool) -> None:
    assert use_of("x", text).guarded is guarded


@pytest.mark.parametrize(
    ("text", "path", "called", "line", "column"),
    [
        pytest.param("x", (), False, 1, 0, id="a name"),
        pytest.param("x()", (), True, 1, 0, id="a call"),
        pytest.param("\n  \nx.y.z()", ("y", "z"), True, 3, 0, id="a chain that is called"),
        pytest.param("x.y", ("y",), False, 1, 0, id="an attribute"),
        pytest.param("x.y().z", ("y",), True, 1, 0, id="an attribute of what a call gives"),
        pytest.param("x[0].y()", (), False, 1, 0, id="an attribute of an item"),
        pytest.param("print('水', x)", (), False, 1, 13, id="behind Chinese text, in bytes"),
        pytest.param("x.y = 1", ("y",), False, 1, 0, id="an attribute that is set"),
    ],
)  # fmt: skip
def test_how_a_name_is_used(text: str, path: tuple[str, ...], called: bool, line: int, column: int) -> None:
    found = use_of("x", text)
    assert (found.path, found.called, found.line, found.column) == (path, called, line, column)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = (", id="broken"),
        pytest.param("x = '\0'", id="a NUL"),
        pytest.param("(" * 3000 + ")" * 3000, id="too deep"),
        pytest.param("print 'ready'", id="Python 2"),
    ],
)
def test_no_names_where_it_does_not_parse(text: str) -> None:
    assert names(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + ".b" * 900, id="a chain of attributes"),
        pytest.param("1" + " + a" * 900, id="a sum"),
        pytest.param("a" + "()" * 900, id="calls of calls"),
        pytest.param("if a: pass\n" + "elif a: pass\n" * 900, id="a chain of branches"),
    ],
)
def test_deep_trees_do_no_harm(text: str) -> None:
    found = names(text)
    assert found is None or {use.name for use in found.free} == {"a"}


@fuzz(600)
@given(snippet())
def test_any_text_has_names_or_none(text: str) -> None:
    found = names(text)
    for use in found.uses if found is not None else ():
        assert use.line <= len(text.splitlines())
        assert use.bound or not use.target


# Against the compiler's own table of symbols.

NAMES = ["a", "b", "c", "d"]
FORMS = [
    "len",
    "{}.{n}",
    "{}({}, k={n})",
    "[{n}{v} for {n}{v} in {} if {n}{v} or {}]",
    "(lambda {n}, m={}: {} or {n})",
    "f'{{{n}}}'",
    "({n} := {})",
    "{{{}: {}}}",
]
HEADS = [
    "def {n}({m}={e}):",
    "async def {n}({m}, *args: {e}):",
    "@{m}\ndef {n}() -> {e}:",
    "class {n}({m}):",
    "if {e}:",
    "for {n} in {e}:",
    "with {e} as {n}:",
    "try:\n    {e}\nexcept {m} as {n}:",
    "match {e}:\n  case [{n}, *{m}2]:",
    "while {e}:",
]
SIMPLE = [
    "{n} = {e}",
    "{n}, x{m} = {e}, {e}",
    "{n} += {e}",
    "{e}",
    "import {n}",
    "import {n}.{m} as {m}",
    "from {n} import {m}",
    "{n}: {e} = {e}",
    "{n}.{m} = {e}",
]


DECLARATIONS = ["pass", "pass", "global {n}", "nonlocal {n}", "nonlocal {n}, {m}"]


def expression(dice: random.Random, depth: int = 2) -> str:
    if depth == 0 or dice.random() < 0.4:
        return dice.choice(NAMES)
    form = dice.choice(FORMS)
    parts = [expression(dice, depth - 1) for _ in range(form.count("{}"))]
    return form.format(*parts, n=dice.choice(NAMES), v=depth)


def block(dice: random.Random, depth: int = 3) -> str:
    """Some statements of every kind; not all of them may stand together."""
    lines = []
    for _ in range(dice.randint(1, 3)):
        fill = {"n": dice.choice(NAMES), "m": dice.choice(NAMES), "e": expression(dice)}
        if depth and dice.random() < 0.5:
            head = dice.choice(HEADS).format(**fill)
            last = head.rsplit("\n", 1)[-1]
            margin = " " * (len(last) - len(last.lstrip()) + 4)
            lines.append(head)
            if "def " in head:
                lines.append(margin + dice.choice(DECLARATIONS).format(**fill))
            lines += [margin + line for line in block(dice, depth - 1).split("\n")]
        else:
            lines.append(dice.choice(SIMPLE).format(**fill))
    return "\n".join(lines)


def free_by_symtable(text: str) -> set[str]:
    """The globals that are read somewhere and set nowhere."""
    top = symtable.symtable(text, "", "exec")
    tables, referenced, assigned = [top], set(), set()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if table is top or symbol.is_global():
                sets = symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
                referenced |= {symbol.get_name()} if symbol.is_referenced() else set()
                assigned |= {symbol.get_name()} if sets else set()
    return referenced - assigned - BUILTINS


@fuzz(2500)
@given(st.integers(0, 2**64).map(lambda seed: block(random.Random(seed))))
def test_the_compiler_agrees_about_free_names(text: str) -> None:
    try:
        expected = free_by_symtable(text)
    except SyntaxError:
        assume(False)
    assert free(text) == expected


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        pytest.param("import tea\ntea.Pot(3).pour(1)", ["tea.Pot", "tea.Pot(1).pour"], id="an object of a class"),
        pytest.param("from tea import Pot\nPot().lid.lift()", ["tea.Pot", "tea.Pot().lid.lift"], id="a chain of them"),
        pytest.param("import tea\ntea.brew(3).pour(1)", ["tea.brew", "tea.brew(1).pour"], id="what a function gives"),
        pytest.param("import tea\ntea.Pot.new().pour()", ["tea.Pot.new", "tea.Pot.new().pour"], id="what a method gives"),
        pytest.param("import tea\npot = tea.Pot()\npot.Lid().lift()", ["tea.Pot", "tea.Pot().Lid", "tea.Pot().Lid().lift"], id="what an object's method gives"),
        pytest.param("from tea import Pot\nPot(1)(2).lift()", ["tea.Pot", "tea.Pot(1)(1).lift"], id="an object that is called"),
        pytest.param("class Pot: ...\nPot().pour()", ["", ""], id="a class of one's own"),
    ],
)  # fmt: skip
def test_what_is_asked_of_an_object_that_is_made_on_the_spot(text: str, targets: list[str]) -> None:
    assert [use.target for use in read(text).uses] == targets


def test_an_object_made_on_the_spot_is_no_free_name() -> None:
    assert [use.path for use in read("Pot().pour()").free] == [()]
