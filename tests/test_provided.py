"""The table of top-level modules that distributions provide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.apis.collection import apis
from askew.apis.provided import NAME, Provided, looks_local, packed
from askew.config import ApisSettings, Settings
from askew.data import data_dir
from tests.test_wrong_apis import found


@given(st.sets(st.text(min_size=1, max_size=20), max_size=200))
def test_every_name_that_went_in_is_in(names: set[str]) -> None:
    table = Provided(packed(names))
    assert all(name in table for name in names)


def test_what_did_not_go_in_is_not_in() -> None:
    table = Provided(packed(f"tea_{number}" for number in range(1000)))
    assert [number for number in range(1000, 3000) if f"tea_{number}" in table] == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"no table", id="something else"),
        pytest.param(packed(["tea", "cup"])[:-1], id="cut short"),
        pytest.param(packed(["tea", "cup"]) + b"\0\0", id="too long"),
    ],
)
def test_a_broken_table_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no table of modules"):
        Provided(data)


@pytest.mark.parametrize(
    "name", "requests flask cv2 PIL yaml bs4 google typing_extensions six dotenv llama_index cPickle bpy".split()
)
def test_the_shipped_table_knows(name: str) -> None:
    assert apis().provides(name)


@pytest.mark.parametrize("name", "keras_quantizer tealeaf_grading numpyy differential_privacy".split())
def test_the_shipped_table_does_not_know(name: str) -> None:
    assert not apis().provides(name)


def test_the_shipped_table_is_small() -> None:
    assert (data_dir("rules") / "apis" / NAME).stat().st_size < 2_500_000


@pytest.mark.parametrize(
    ("name", "local"),
    [
        pytest.param("utils", True, id="a common word"),
        pytest.param("my_kettle", True, id="mine"),
        pytest.param("mykettle", True, id="mine, in one word"),
        pytest.param("tea_model2", True, id="with a number"),
        pytest.param("_kettle", True, id="private"),
        pytest.param("茶壶", True, id="in Chinese"),
        pytest.param("tealeaf_grading", False, id="a name of its own"),
        pytest.param("kettle", False, id="one word"),
    ],
)
def test_what_looks_like_a_file_of_the_author(name: str, local: bool) -> None:
    assert looks_local(name) is local


@pytest.mark.parametrize(
    ("blocks", "codes"),
    [
        pytest.param(("import tealeaf_grading",), ["A011"], id="a module"),
        pytest.param(("from tealeaf_grading.nets import GradeNet",), ["A011"], id="a name of a module"),
        pytest.param(("import sys\nsys.path.append('teas')\nimport tealeaf_grading",), [], id="in a folder of its own"),
        pytest.param(("# tealeaf_grading.py\nx = 1", "import tealeaf_grading"), [], id="a file that is shown"),
        pytest.param(("from . import tealeaf_grading",), [], id="a part of the same package"),
        pytest.param(("import differential_privacy",), ["A001"], id="one of which more is known"),
    ],
)
def test_modules(blocks: tuple[str, ...], codes: list[str]) -> None:
    assert found(*blocks) == codes


def test_a_module_that_the_configuration_knows_is_left_alone() -> None:
    settings = Settings(apis=ApisSettings(known=("tealeaf_grading", "differential_privacy")))
    assert found("import tealeaf_grading, differential_privacy", settings=settings) == []
