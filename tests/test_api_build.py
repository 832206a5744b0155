"""Building an index, and what `askew api` prints; no network: a package of our own, and one that is installed."""

import json
import sys
from pathlib import Path

import pytest

from askew.apis.build import build, requests
from askew.apis.collection import Apis
from askew.apis.environment import BuildError, look
from askew.apis.gate import judged
from askew.apis.merge import merged
from askew.apis.recipe import Recipe
from askew.apis.store import encoded
from tests.conftest import Askew

SOURCE = {
    "askew_tea/__init__.py": '''
"""Tea."""
import warnings
from . import pots
GREEN = 1

def __getattr__(name):
    if name == "black":
        return 2
    raise AttributeError(name)

def brew(leaves, /, hot=True, *, lid=None):
    """Brew.

    >>> import askew_tea
    >>> askew_tea.brew(1)
    """
    if lid is not None:
        warnings.warn("lid is deprecated, use cover", FutureWarning)
''',
    "askew_tea/pots.py": """
import warnings

class Thing:
    def __init__(self, name=None, **kwargs):
        if kwargs.pop("decay", None) is not None:
            warnings.warn("decay does nothing")
        weight = kwargs.pop("weight", None)
        if kwargs:
            raise ValueError(f"not recognized: {kwargs}")
        self.name = name

class Pot(Thing):
    def __init__(self, volume=1, **kwargs):
        super().__init__(**kwargs)
        self.volume = volume

    def pour(self, cups): ...

class Swallows:
    def __init__(self, **kwargs):
        self.size = kwargs.get("size")

class Passes(Pot):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

class Lazy:
    def __getattr__(self, name): ...

class Dynamic:
    def __init__(self, **kwargs):
        for cup, size in kwargs.items():
            setattr(self, cup, size)
""",
    "askew_tea-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: askew-tea\nVersion: 1.0\n",
    "askew_tea-1.0.dist-info/RECORD": "askew_tea/__init__.py,,\naskew_tea-1.0.dist-info/RECORD,,\n",
}


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Apis:
    folder = tmp_path_factory.mktemp("tea")
    for name, text in SOURCE.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_text(text, encoding="utf-8")
    recipe = Recipe("askew-tea", "askew-tea", ("askew_tea",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder / "site"))
        found = look(Path(sys.executable), recipe, folder, {})
    header = {"kind": "askew-api-index", "format": 1, "library": "askew-tea", "distribution": "askew-tea"}
    tables = merged({**header, "versions": [found.version], "roots": ["askew_tea"]}, [found.raw])
    (folder / "out").mkdir()
    (folder / "out" / "askew-tea@askew_tea.json.gz").write_bytes(encoded(tables))
    assert judged(folder / "out", recipe, [found]).faults == ()
    return Apis([folder / "out"])


def accepts(tea: Apis, name: str) -> set[str] | None:
    entry = tea.resolve(f"askew_tea.pots.{name}").entry
    assert entry is not None
    found = entry.signatures[0].accepts
    return None if found is None else set(found)


def test_keywords_are_closed_by_following_them(tea: Apis) -> None:
    assert accepts(tea, "Thing") == {"decay", "weight"}
    assert accepts(tea, "Pot") == {"decay", "weight", "name"}
    assert accepts(tea, "Passes") == {"decay", "weight", "name", "volume"}
    assert accepts(tea, "Swallows") is None
    entry = tea.resolve("askew_tea.pots.Pot").entry
    assert entry is not None
    assert entry.notes is not None
    assert entry.notes["decay"][0].text == "decay does nothing"


def test_members(tea: Apis) -> None:
    found = {name: tea.resolve(f"askew_tea.pots.{name}").entry for name in ("Pot", "Lazy", "Dynamic")}
    members = {name: entry.members() for name, entry in found.items() if entry}
    assert members["Lazy"] is None
    assert members["Dynamic"] is None
    assert set(members["Pot"] or ()) >= {"volume", "name", "pour"}


def test_functions_and_lazy_names(tea: Apis) -> None:
    brew, pour = tea.resolve("askew_tea.brew").entry, tea.resolve("askew_tea.pots.Pot.pour").entry
    assert brew is not None
    assert pour is not None
    assert [item.kind for item in brew.signatures[0].parameters] == ["positional", "normal", "keyword"]
    assert (brew.notes or {})["lid"][0].severity == "warning"
    assert [item.name for item in pour.signatures[0].parameters] == ["cups"]
    assert tea.resolve("askew_tea.black").entry is not None
    assert tea.resolve("askew_tea.red").certain


def test_same_library_gives_same_bytes() -> None:
    [request] = requests(["pathspec"], [Path(sys.executable)], [])
    assert build(request, lambda _: None).data == build(request, lambda _: None).data


def test_library_that_is_not_there() -> None:
    [request] = requests(["no-such-library"], [Path(sys.executable)], [])
    with pytest.raises(BuildError, match="cannot find no-such-library"):
        build(request, lambda _: None)


def test_versions_of_one_library_are_one_request() -> None:
    [request] = requests(["tea==1", "tea==2"], [], [])
    assert request.versions == ("1", "2")


def test_show(askew: Askew) -> None:
    result = askew("api", "show", "keras.optimizers.Adam", "keras.optimizers.AdaGrad", "differential_privacy")
    assert result.code == 1
    assert "decay=: warning in 3." in result.out
    assert "has no `AdaGrad`; like it: Adagrad" in result.out
    assert "no importable module" in result.out


def test_show_as_json(askew: Askew) -> None:
    [answer] = json.loads(askew("api", "show", "keras.layers.Dense", "--output-format", "json").out)
    assert (answer["known"], answer["kind"]) == (True, "class")


def test_list(askew: Askew) -> None:
    result = askew("api", "list")
    assert result.code == 0
    assert "scikit-learn" in result.out
    assert "import sklearn" in result.out
