"""The shipped indexes: within their limits, and right in what was settled by running the libraries."""

import hashlib
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from askew.apis.build import BUILDER
from askew.apis.collection import Apis
from askew.apis.index import Index
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


def test_files_are_those_that_the_last_build_wrote() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_manifest_names_the_wheels_of_all_versions(path: Path) -> None:
    index = Index(path)
    assert index.manifest["builder"] == BUILDER
    sources = index.manifest["sources"]
    recipe = recipes()[index.library.name]
    assert tuple(item["version"] for item in sources) == index.library.versions
    assert index.library.versions == tuple(item.number for item in recipe.versions)
    assert {item["kind"] for item in sources} == {"interpreter" if recipe.is_stdlib else "wheel"}
    assert all(bool(item["sha256"]) != recipe.is_stdlib for item in sources)


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


def versions(shipped: Apis, root: str, specifier: str) -> int:
    library = shipped.library(root)
    assert library is not None
    return library.mask(specifier)


def test_contrast_range_is_no_keyword_in_any_version(shipped: Apis) -> None:
    entry = entry_of(shipped, "tensorflow.keras.preprocessing.image.ImageDataGenerator")
    assert entry.versions == versions(shipped, "tensorflow", ">=2.5")
    assert sum(item.versions for item in entry.signatures) == entry.versions
    for item in entry.signatures:
        assert not item.open
        assert "contrast_range" not in item.keywords
        assert "brightness_range" in item.keywords


def test_image_data_generator_left_keras_3(shipped: Apis) -> None:
    found = shipped.resolve("keras.preprocessing.image.ImageDataGenerator")
    assert (found.missing, found.certain) == ("ImageDataGenerator", True)
    assert found.once == versions(shipped, "keras", "<3")


def test_decay_warns_in_keras_3_and_raises_before(shipped: Apis) -> None:
    for dotted, last in (("keras.optimizers.Adam", "2.15"), ("tensorflow.keras.optimizers.Adam", "2.15")):
        entry = entry_of(shipped, dotted)
        root = dotted.split(".", 1)[0]
        old, new = versions(shipped, root, last), versions(shipped, root, ">2.15")
        assert entry.notes is not None
        assert {(note.severity, note.versions) for note in entry.notes["decay"]} >= {("warning", new), ("error", old)}
        before, now = entry.signature(old), entry.signature(new)
        assert before is not None
        assert now is not None
        assert "decay" not in before.keywords
        assert "decay" in now.keywords


@pytest.mark.parametrize("name", ["train.AdamOptimizer", "ConfigProto", "placeholder"])
def test_tensorflow_1_is_in_compat_only(shipped: Apis, name: str) -> None:
    found = shipped.resolve(f"tensorflow.{name}")
    assert (found.missing, found.certain) == (name.rsplit(".", 1)[-1], True)
    assert entry_of(shipped, f"tensorflow.compat.v1.{name}").versions == versions(shipped, "tensorflow", ">=2")
    assert f"tensorflow.{name}" in shipped.overlay.replacements


@pytest.mark.parametrize(
    ("dotted", "last"),
    [
        pytest.param("sklearn.datasets.load_boston", "1.1.3", id="a data set"),
        pytest.param("sklearn.preprocessing.data.StandardScaler", "0.22.2", id="a module that became private"),
        pytest.param("sklearn.metrics.plot_confusion_matrix", "1.1.3", id="a plot"),
        pytest.param("numpy.alltrue", "1.26.4", id="an alias"),
        pytest.param("numpy.float", "1.23.5", id="a type of Python under another name"),
        pytest.param("pandas.Series.is_monotonic", "1.5.3", id="a property"),
        pytest.param("pandas.DataFrame.append", "1.5.3", id="a method"),
        pytest.param("pandas.DataFrame.ix", "0.25.3", id="an indexer"),
        pytest.param("scipy.integrate.simps", "1.11.4", id="a function of SciPy"),
        pytest.param("scipy.signal.hann", "1.11.4", id="a window"),
        pytest.param("matplotlib.cm.get_cmap", "3.1.3", id="a function of Matplotlib"),
        pytest.param("keras.utils.np_utils.to_categorical", "2.3.1", id="a module of Keras"),
        pytest.param("keras.layers.convolutional.Conv2D", "2.3.1", id="a module of layers"),
        pytest.param("tensorflow.keras.layers.experimental.preprocessing.Resizing", "2.15.1", id="an experiment"),
        pytest.param("tensorflow.keras.wrappers.scikit_learn.KerasClassifier", "2.5.3", id="a wrapper"),
        pytest.param("transformers.AdamW", "4.30.2", id="an optimizer"),
        pytest.param("transformers.TFBertModel", "4.30.2", id="a class of another framework"),
        pytest.param("asyncio.coroutine", "3.10", id="a decorator of Python"),
        pytest.param("base64.encodestring", "3.8", id="a function of Python that was renamed"),
        pytest.param("inspect.getargspec", "3.10", id="a function of Python"),
        pytest.param("distutils.core.setup", "3.11", id="a module of Python"),
        pytest.param("unittest.makeSuite", "3.12", id="a helper of Python"),
    ],
)
def test_what_is_gone_is_known_with_the_last_version_that_had_it(shipped: Apis, dotted: str, last: str) -> None:
    found = shipped.resolve(dotted)
    assert found.missing
    assert found.certain
    assert found.library is not None
    assert found.library.names(found.once)[0].startswith(last)


@pytest.mark.parametrize(
    "dotted",
    ["os.startfile", "asyncio.WindowsSelectorEventLoopPolicy", "ctypes.windll", "string.templatelib", "winreg.OpenKey"],
)
def test_names_of_other_systems_and_newer_pythons_are_not_missing(shipped: Apis, dotted: str) -> None:
    assert not shipped.resolve(dotted).missing


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
