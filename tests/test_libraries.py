"""The table of public names: in order, and true to itself."""

import json

import pytest

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
