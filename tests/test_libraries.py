"""The table of public names: in order, and true to itself."""

import json

import pytest

from askew.apis.collection import apis
from askew.code.libraries import libraries
from askew.data import data_dir

TABLE = json.loads((data_dir("rules") / "names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", ["aliases", "conventional", "modules"])
def test_a_part_is_in_order(part: str) -> None:
    assert list(TABLE[part]) == sorted(TABLE[part])


def test_every_module_has_its_names_once_and_in_order() -> None:
    modules = TABLE["modules"]
    assert {module for module, names in modules.items() if names != sorted(set(names))} == set()
    assert {name for names in modules.values() for name in names if not name.isidentifier()} == set()


def test_what_can_mean_one_thing_only_is_in_its_module() -> None:
    wrong = {name: module for name, module in TABLE["conventional"].items() if name not in TABLE["modules"][module]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        pytest.param("AdaGrad", ["Adagrad"], id="a slip of case"),
        pytest.param("Adagrad", [], id="the name itself"),
        pytest.param("zzz", [], id="no such name"),
    ],
)
def test_spellings(name: str, spellings: list[str]) -> None:
    assert list(libraries().spellings(name)) == spellings


def test_every_name_of_an_indexed_library_is_in_its_index() -> None:
    known = apis()
    stale = []
    for module, names in TABLE["modules"].items():
        index = known.index(module.split(".", 1)[0])
        if index is not None and module in index.modules:
            there, unknown = index.members(module)
            stale += [f"{module}.{name}" for name in names if not there.get(name, 0) | unknown]
    assert stale == []


@pytest.mark.parametrize(
    ("name", "roots", "module"),
    [
        pytest.param("LlamaForCausalLM", {"transformers"}, "transformers", id="a class that the table lacks"),
        pytest.param("Linear", {"torch", "numpy"}, "torch.nn", id="of several places the least deep"),
        pytest.param("NotFittedError", {"sklearn"}, "sklearn.exceptions", id="and the one that it names itself"),
        pytest.param("LlamaForCausalLM", {"torch"}, "", id="a library that is not in use"),
        pytest.param("Counter", {"sklearn", "os"}, "", id="what a library imports for itself"),
        pytest.param("Teapot", {"sklearn", "torch"}, "", id="no library's"),
    ],
)
def test_what_the_indexes_add(name: str, roots: set[str], module: str) -> None:
    assert libraries().home(name, roots) == module
