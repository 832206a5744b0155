"""Merging what was found in several versions: every object once, with what holds in which version."""

import json
from pathlib import Path
from typing import Any

import pytest

from askew.apis.index import Index
from askew.apis.merge import merged
from askew.apis.store import encoded
from askew.apis.typeshed import add_names


def a_class(name: str, bases: list[int], **names: int) -> dict[str, Any]:
    return {"kind": "class", "qual": name, "names": names, "open": False, "bases": bases}


def a_module(**names: int | str) -> dict[str, Any]:
    return {"names": names, "open": False}


def a_version(modules: dict[str, Any], *objects: dict[str, Any]) -> dict[str, Any]:
    return {"modules": modules, "objects": list(objects), "loose": []}


HEADER = {"kind": "askew-api-index", "format": 1, "library": "tea", "distribution": "tea", "roots": ["tea"]}
OLD = a_version(
    {"tea": a_module(Pot=0), "tea.old": a_module(Pot=0)},
    a_class("tea.core.Pot", [1], pour=-1),
    a_class("tea.core.Thing", [], weigh=-1, drop=-1),
)
NEW = a_version(
    {"tea": a_module(Pot=0, new="tea.new"), "tea.new": a_module(Pot=0, Lid=3)},
    a_class("tea.core.Pot", [1, 2], pour=-1, fill=-1),
    a_class("tea.core.Thing", [], weigh=-1),
    a_class("tea.core.Hot", [], heat=-1),
    a_class("tea.core.Lid", [4, 5], lift=-1),
    a_class("tea.left.Part", [], turn=-1),
    a_class("tea.right.Part", [], push=-1),
)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    (tmp_path / "tea.json.gz").write_bytes(encoded(merged({**HEADER, "versions": ["1", "2"]}, [OLD, NEW])))
    return Index(tmp_path / "tea.json.gz")


def test_an_object_is_one_row_though_some_paths_to_it_are_in_one_version() -> None:
    rows = [
        dict(row) for row in merged({**HEADER, "versions": ["1", "2"]}, [OLD, NEW]).objects if isinstance(row, dict)
    ]
    assert sorted(row["name"] for row in rows) == [
        "tea.Pot", "tea.core.Hot", "tea.core.Thing", "tea.left.Part", "tea.new.Lid", "tea.right.Part",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("module", "name", "versions"),
    [
        pytest.param("tea", "Pot", 3, id="a name of both"),
        pytest.param("tea.old", "Pot", 1, id="a path of the old one"),
        pytest.param("tea.new", "Pot", 2, id="a path of the new one"),
        pytest.param("tea.new", "Lid", 2, id="a class of the new one"),
    ],
)
def test_paths_hold_in_their_versions(index: Index, module: str, name: str, versions: int) -> None:
    found, unknown = index.find(module, name, 3)
    assert ([item.versions for item in found], unknown) == ([versions], 0)


@pytest.mark.parametrize(
    ("path", "members"),
    [
        pytest.param(("tea", "Pot"), {"pour": 3, "fill": 2, "weigh": 3, "drop": 1, "heat": 2}, id="bases that differ"),
        pytest.param(("tea.new", "Lid"), {"lift": 2, "turn": 2, "push": 2}, id="bases of one name"),
    ],
)
def test_members_hold_in_their_versions(index: Index, path: tuple[str, str], members: dict[str, int]) -> None:
    [found], _ = index.find(*path, 3)
    assert index.listing(found.target, found.versions) == members


@pytest.mark.parametrize(
    ("dotted", "newest", "there"),
    [
        pytest.param("os.startfile", False, True, id="of another system"),
        pytest.param("asyncio.WindowsSelectorEventLoopPolicy", False, True, id="by way of a star"),
        pytest.param("itertools.batched", False, False, id="newer than the Python"),
        pytest.param("itertools.batched", True, True, id="newer than the newest Python that is built"),
        pytest.param("os.popen4", True, False, id="of no Python 3"),
        pytest.param("inspect.getargspec", True, False, id="gone"),
    ],
)
def test_names_of_other_systems_and_newer_pythons(dotted: str, newest: bool, there: bool) -> None:
    pytest.importorskip("mypy")
    raw = a_version({"os": a_module(), "asyncio": a_module(), "itertools": a_module(), "inspect": a_module()})
    assert add_names(raw, "3.11", newest=newest).startswith("mypy==")
    module, _, name = dotted.partition(".")
    assert (name in raw["modules"][module]["names"]) == there


def test_names_in_classes_are_added_too() -> None:
    pytest.importorskip("mypy")
    raw = a_version({"pathlib": a_module(Path=0)}, a_class("pathlib.Path", [], exists=-1))
    add_names(raw, "3.13", newest=True)
    assert {"exists", "copy_into", "move"} <= set(raw["objects"][0]["names"])
    json.dumps(raw)
