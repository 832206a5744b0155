"""The shipped indexes: within their limits, and right in what was settled by running the libraries."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from askew.apis.collection import Apis
from askew.apis.model import Entry
from askew.apis.recipe import recipes
from askew.data import data_dir
from tests.test_api_index import as_object

FOLDER = data_dir("rules") / "apis"
FILES = sorted(FOLDER.glob("*.json.gz"))


@pytest.fixture(scope="module")
def shipped() -> Apis:
    return Apis([FOLDER])


def entry_of(shipped: Apis, dotted: str) -> Entry:
    found = shipped.resolve(dotted).entry
    assert found is not None, dotted
    return found


def test_all_files_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES) <= 2_000_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_header_and_a_sample_of_rows_meet_the_schema(path: Path) -> None:
    schema = json.loads((data_dir("schemas") / "api-index.schema.json").read_text(encoding="utf-8"))
    found = as_object(path.read_bytes())
    for name in ("modules", "objects", "signatures"):
        found[name] = found[name][:: max(1, len(found[name]) // 60)]
    assert not list(Draft202012Validator(schema).iter_errors(found))


@pytest.mark.parametrize("name", recipes())
def test_names_that_must_be_there_and_names_that_must_not(shipped: Apis, name: str) -> None:
    recipe = recipes()[name]
    if not set(recipe.roots) & shipped.roots:
        pytest.skip("not shipped")
    assert [dotted for dotted in (*recipe.resolve, *recipe.newest) if shipped.resolve(dotted).entry is None] == []
    assert [dotted for dotted in recipe.newest if shipped.resolve(dotted).missing] == []
    assert [dotted for dotted in recipe.missing if not shipped.resolve(dotted).certain] == []
    assert shipped.problems == []


def test_contrast_range_is_no_keyword_in_any_version(shipped: Apis) -> None:
    entry = entry_of(shipped, "tensorflow.keras.preprocessing.image.ImageDataGenerator")
    assert entry.versions == 3
    assert {bit for item in entry.signatures for bit in (1, 2) if item.versions & bit} == {1, 2}
    for item in entry.signatures:
        assert not item.open
        assert "contrast_range" not in item.keywords
        assert "brightness_range" in item.keywords


def test_image_data_generator_left_keras_3(shipped: Apis) -> None:
    found = shipped.resolve("keras.preprocessing.image.ImageDataGenerator")
    assert (found.missing, found.certain) == ("ImageDataGenerator", True)
    assert found.library is not None
    assert [name.split(".")[0] for name in found.library.names(found.once)] == ["2"]


def test_decay_warns_in_keras_3_and_raises_before(shipped: Apis) -> None:
    for dotted in ("keras.optimizers.Adam", "tensorflow.keras.optimizers.Adam"):
        entry = entry_of(shipped, dotted)
        assert entry.notes is not None
        assert {(note.severity, note.versions) for note in entry.notes["decay"]} == {("warning", 2), ("error", 1)}
        old, new = entry.signature(1), entry.signature(2)
        assert old is not None
        assert new is not None
        assert "decay" not in old.keywords
        assert "decay" in new.keywords


@pytest.mark.parametrize("name", ["train.AdamOptimizer", "ConfigProto", "placeholder"])
def test_tensorflow_1_is_in_compat_only(shipped: Apis, name: str) -> None:
    found = shipped.resolve(f"tensorflow.{name}")
    assert (found.missing, found.certain) == (name.rsplit(".", 1)[-1], True)
    assert entry_of(shipped, f"tensorflow.compat.v1.{name}").versions == 3
    assert f"tensorflow.{name}" in shipped.overlay.replacements


def test_tfmot_edits_its_path(shipped: Apis) -> None:
    assert entry_of(shipped, "tensorflow_model_optimization.sparsity.keras").kind == "module"
    entry = entry_of(shipped, "tensorflow_model_optimization.sparsity.keras.prune_low_magnitude")
    assert entry.notes is not None
    [note] = entry.notes["pruning_params"]
    assert (note.swallowed, note.instead) == (True, "pruning_schedule")
    assert all(item.open for item in entry.signatures)


def test_prune_is_a_module(shipped: Apis) -> None:
    assert entry_of(shipped, "torch.nn.utils.prune").kind == "module"


def test_what_cannot_be_imported(shipped: Apis) -> None:
    assert set(shipped.overlay.absent) >= {"differential_privacy", "tensorflow_model_server", "keras_quantizer"}
    assert "0.1.0" in shipped.overlay.absent["differential_privacy"].text


def test_a_method_that_is_gone_from_an_open_class(shipped: Apis) -> None:
    found = shipped.resolve("pandas.DataFrame.append")
    assert (found.missing, found.certain) == ("append", True)
    assert not shipped.resolve("pandas.DataFrame.price").certain


@pytest.mark.parametrize(
    "dotted",
    ["numpy.core.multiarray.x", "tensorflow.python.keras.x", "keras.src.x", "torch.ops.x", "sklearn.externals.x"],
)
def test_internals_are_left_alone(shipped: Apis, dotted: str) -> None:
    assert not shipped.resolve(dotted).certain
