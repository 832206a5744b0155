"""Following objects: which one a name is, where it comes from, and what is done with it."""

import pytest

from askew.code.blocks import code_blocks
from askew.code.flow import flow
from askew.code.meanings import meanings
from askew.code.parsing import parsed
from askew.code.reading import reading
from askew.code.values import Call, Flow
from askew.markdown import parse
from tests.snippets import bank


def followed(text: str) -> Flow:
    """What happens in the one script of a bank; `---` cuts it into blocks."""
    document = parse("bank.md", bank(text).encode())
    script = code_blocks(document)
    known = meanings((script,), 0)
    blocks = ((code, parsed(reading(code.dialect, code.text).text)) for code in script)
    return flow(blocks, lambda code, node: known[code].of(node))


def shown(text: str) -> Call:
    """The last call of `show` in a script."""
    found = followed(f"import tea\n{text}")
    return found.calls_of["tea.show"][-1]


def origins(text: str) -> list[str]:
    """What made each of the arguments that a script shows."""
    return [value.made + (f"[{value.part[0]}]" if value.call and value.part else "") for value in shown(text).arguments]


@pytest.mark.parametrize(
    ("code", "made"),
    [
        pytest.param("x = tea.brew()\ntea.show(x)", ["tea.brew"], id="a name"),
        pytest.param("x = y = tea.brew()\ntea.show(x, y)", ["tea.brew", "tea.brew"], id="two names"),
        pytest.param("x: object = tea.brew()\ntea.show(x)", ["tea.brew"], id="an annotated name"),
        pytest.param("if (x := tea.brew()):\n    tea.show(x)", ["tea.brew"], id="a walrus"),
        pytest.param("x, y = tea.brew(), tea.pour()\ntea.show(y, x)", ["tea.pour", "tea.brew"], id="two at once"),
        pytest.param("(a, b), *c = tea.brew()\ntea.show(a)", [""], id="parts with a star"),
        pytest.param("x = [tea.brew(), 1]\ntea.show(x[0], x[i])", ["tea.brew", ""], id="items of a list"),
        pytest.param("async def f():\n    x = await tea.brew()\n    tea.show(x)", ["tea.brew"], id="awaited"),
        pytest.param("x = tea.brew()\nx = 3\ntea.show(x)", [""], id="bound again"),
        pytest.param("x = tea.brew()\nx += 1\ntea.show(x)", [""], id="added to"),
        pytest.param("x = tea.brew()\ndel x\ntea.show(x)", [""], id="deleted"),
        pytest.param("x = tea.brew()\nimport x\ntea.show(x)", [""], id="imported over"),
        pytest.param("x = tea.brew()\ndef x(): pass\ntea.show(x)", [""], id="defined over"),
        pytest.param("x = tea.brew()\nx = x if hot else 3\ntea.show(x)", [""], id="one of two"),
        pytest.param("brew = tea.brew\nx = brew()\ntea.show(x)", ["tea.brew"], id="a function with another name"),
        pytest.param("from tea import *\nx = tea.brew()\ntea.show(x)", ["tea.brew"], id="a star of nobody knows what"),
        pytest.param("with tea.brew() as x:\n    tea.show(x)", ["tea.brew"], id="a context"),
        pytest.param("tea.show([x for x in tea.brew()], lambda x: x)", ["", ""], id="names of their own"),
        pytest.param("x = tea.brew()\ny = [x for x in z]\ntea.show(x)", ["tea.brew"], id="the same name in a comprehension"),
        pytest.param("x = tea.brew()\n---\ntea.show(x)", ["tea.brew"], id="in the next block"),
        pytest.param("x = tea.brew()\n---\nif (\n---\ntea.show(x)", [""], id="behind a block that does not parse"),
        pytest.param("def f():\n    x = tea.brew()\nx = 3\nf()\ntea.show(x)", [""], id="a name of a function"),
        pytest.param("x = tea.brew()\ndef f():\n    tea.show(x)", ["tea.brew"], id="a name around a function"),
        pytest.param("def f():\n    tea.show(x)\nx = tea.brew()", ["tea.brew"], id="a name that is bound later"),
        pytest.param("x = tea.brew()\ndef f():\n    tea.show(x)\nx = 3", [""], id="a name that has two values"),
        pytest.param("class A:\n    def f(self):\n        self.x = tea.brew()\n        tea.show(self.x)", ["tea.brew"], id="an attribute of self"),
        pytest.param("class A:\n    def __init__(self):\n        self.x = tea.brew()\n    def f(self):\n        tea.show(self.x)", ["tea.brew"], id="an attribute set in another method"),
        pytest.param("class A:\n    def __init__(self):\n        self.x = tea.brew()\n    def g(self):\n        self.x = 3\n    def f(self):\n        tea.show(self.x)", [""], id="an attribute set twice"),
        pytest.param("class A:\n    def f(self):\n        self.x = tea.brew()\n        self.x = 3\n        self.g()\n        tea.show(self.x)", [""], id="a method that may set attributes"),
    ],
)  # fmt: skip
def test_where_an_object_comes_from(code: str, made: list[str]) -> None:
    assert origins(code) == made


def test_parts_of_a_result_are_numbered() -> None:
    (a, b), c = (shown(f"(a, b), c = tea.brew()\ntea.show({names})").arguments for names in ("a, b", "c"))
    assert [value.part for value in (a, b, *c)] == [(0, 0), (0, 1), (1,)]
    assert shown("x = tea.brew()[1]\ntea.show(x)").arguments[0].part == (1,)


@pytest.mark.parametrize(
    ("code", "same"),
    [
        pytest.param("if hot:\n    x = tea.brew()", True, id="bound in a branch only"),
        pytest.param("x = 3\nif hot:\n    x = tea.brew()", False, id="bound before, too"),
        pytest.param("if hot:\n    x = tea.brew()\nelse:\n    x = 3", False, id="bound in both branches"),
        pytest.param("x = 3\nif hot:\n    return_ = 1\nx = tea.brew()", True, id="bound behind a branch"),
        pytest.param("x = tea.brew()\nif cold:\n    raise ValueError\n", True, id="a branch that ends the program"),
        pytest.param("x = tea.brew()\nif cold:\n    x = 3\n    raise ValueError", True, id="bound in one that ends it"),
        pytest.param("for i in y:\n    x = tea.brew()", True, id="bound in a loop only"),
        pytest.param("x = 3\nwhile y:\n    x = tea.brew()\n    break", False, id="bound before a loop, too"),
        pytest.param("try:\n    x = tea.brew()\nexcept OSError:\n    raise", True, id="bound in a try"),
        pytest.param("try:\n    x = tea.brew()\nexcept OSError:\n    x = 3", False, id="bound in a handler, too"),
        pytest.param(
            "x = 3\ntry:\n    x = tea.brew()\nexcept OSError:\n    pass", False, id="perhaps not bound in a try"
        ),
        pytest.param("match y:\n    case 1:\n        x = tea.brew()", True, id="bound in a case only"),
        pytest.param("x = tea.brew()\nmatch y:\n    case x:\n        pass", False, id="bound by a pattern"),
        pytest.param("if __name__ == '__main__':\n    x = 3\n    x = tea.brew()", True, id="bound in the main part"),
    ],
)
def test_an_object_behind_branches(code: str, same: bool) -> None:
    assert origins(f"{code}\ntea.show(x)") == ["tea.brew" if same else ""]


def test_an_object_in_a_loop_may_be_that_of_the_round_before() -> None:
    assert origins("x = tea.brew()\nfor i in y:\n    tea.show(x)\n    x = 3") == [""]


@pytest.mark.parametrize(
    ("code", "deeds"),
    [
        pytest.param("x.boil(1)", ["boil"], id="a method"),
        pytest.param("x.leaf.boil()", [".leaf", "boil"], id="a method of a part"),
        pytest.param("x['a'] = 1", ["[]="], id="an item that is set"),
        pytest.param("x.loc[1] = 2", [".loc", "[]="], id="an item of a part that is set"),
        pytest.param("x.hot = True", ["=hot"], id="an attribute that is set"),
        pytest.param("y = f((x, 1), z=[x])", ["passed", "passed"], id="passed in a tuple and a list"),
        pytest.param("x(1)", ["()"], id="called"),
        pytest.param("y = x + 1", [""], id="computed with"),
        pytest.param("y = x", [], id="given another name"),
        pytest.param("y = x\ny.boil()", ["boil"], id="done with it under another name"),
        pytest.param("x = 1\nx.boil()", [], id="done with another object of that name"),
    ],
)
def test_what_is_done_with_an_object(code: str, deeds: list[str]) -> None:
    value = followed(f"import tea\nx = tea.brew()\n{code}").bound[0].value
    assert [deed.what for deed in value.deeds] == deeds


def test_what_surely_happens_before() -> None:
    found = followed("import tea\nx = tea.brew()\nif y:\n    x.boil()\n    x.pour()\nx.drink()\n")
    made, boil, pour, drink = (call.step for call in found.calls)
    assert made.surely_before(boil)
    assert boil.surely_before(pour)
    assert not boil.surely_before(drink)
    assert not drink.surely_before(made)


def test_what_a_function_returns_and_is_called_with() -> None:
    found = followed(
        "import tea\ndef f(a, *, b=1):\n    if a:\n        return tea.brew()\n    return a, b\ny = f(2, b=3)"
    )
    assert [value.made for value in found.functions[".f"].returns] == ["tea.brew", ""]
    assert [(len(call.arguments), list(call.keywords)) for call in found.calls_of[".f"]] == [(1, ["b"])]


def test_a_statement_is_shown_where_a_notebook_would() -> None:
    found = followed("x.a()\ndef f():\n    x.b()\nif y:\n    x.c()\nx.d()")
    assert [item.call.method for item in found.dropped if item.is_shown] == ["d"]
    assert [item.call.method for item in found.dropped if item.function is not None] == ["b"]


def test_code_too_deep_to_follow_gives_nothing() -> None:
    assert followed("x = " + "-" * 150 + "y" + ".a" * 2000).calls == []
