"""Building an index, and what `askew api` prints; no network: a package of our own, and one that is installed."""

import hashlib
import json
import platform
import sys
import zipfile
from pathlib import Path

import pytest

from askew.apis.build import build, requests
from askew.apis.collection import Apis
from askew.apis.environment import BuildError, Environment
from askew.apis.examples import Example, examples
from askew.apis.gate import judged
from askew.apis.index import Index
from askew.apis.look import Look, distrust, look
from askew.apis.merge import merged
from askew.apis.recipe import Known, Recipe
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
    if name == "bitter":
        raise ImportError("bitter has been removed: drink green")
    if name == "rare":
        raise ImportError("rare needs gold")
    raise AttributeError(name)

def deprecated(text, name="old", warn_once=False):
    return lambda function: function

def rename_parameter(old, new):
    return lambda function: function

@deprecated("use brew", warn_once=True)
def boil(water): ...

@rename_parameter("heat", "warmth")
def warm(water, warmth=1): ...

def brew(leaves, /, hot=True, *, lid=None):
    """Brew.

    >>> import askew_tea
    >>> askew_tea.brew(1)
    """
    if lid is not None:
        warnings.warn("lid is deprecated, use cover", FutureWarning)
''',
    "askew_tea/pots.py": """
import functools
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

    def warm(self):
        self.hot = True
        return self

    def fill(self, water) -> "Pot | None":
        return self if water else None

    def drops(self):
        yield self
        return self

    def cup(self, size):
        return self if size else Thing()

    def thing(self) -> "Thing":
        return Thing()

    def box(self) -> "Box | None":
        return Box()

class Swallows:
    def __init__(self, **kwargs):
        self.size = kwargs.get("size")

class Passes(Pot):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

class Sets:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setter = getattr(self, f"set_{name}", None)
            if setter is None:
                raise AttributeError(f"no such property: {name}")
            setter(value)

class Checks:
    def __init__(self, **kwargs):
        for name in kwargs:
            if name not in {"size", "lid"}:
                raise TypeError(f"not known: {name}")

class Refuses:
    def __init__(self, **kwargs):
        for name in kwargs:
            if name in {"decay"}:
                raise ValueError(f"{name} has gone")

class Becomes:
    def __new__(cls, *args, **kwargs):
        if kwargs.get("small"):
            cls = Pot
        return super().__new__(cls)

    def __init__(self, size=1): ...

class Values:
    def __init__(self, heat=None, lid=None, time=None):
        if heat == "auto":
            warnings.warn("heat='auto' is deprecated", FutureWarning)
        if lid is None:
            warnings.warn("lid=None is deprecated", FutureWarning)
        if time is not None:
            warnings.warn("time is deprecated", FutureWarning)

def lenient(cls):
    first = cls.__init__

    @functools.wraps(first)
    def made(self, *args, **kwargs):
        first(self, *args, **{name: value for name, value in kwargs.items() if name == "size"})

    cls.__init__ = made
    return cls

def strict(cls):
    first = cls.__init__

    @functools.wraps(first)
    def made(self, *args, **kwargs):
        first(self, *args, **kwargs)

    cls.__init__ = made
    return cls

@lenient
class Tin:
    def __init__(self, size=1): ...

@strict
class Box:
    def __init__(self, size=1): ...

def potter(glaze, **kwargs):
    return Pot(2, **kwargs)

def recaster(**kwargs):
    return Becomes(**kwargs)

class Potter:
    def __call__(self, glaze, **kwargs):
        return potter(glaze, **kwargs)

master = Potter()

class Again:
    def __init__(self, size=1, **kwargs):
        if size == 1:
            Again(2, **kwargs), Once(**kwargs), Again(3, **kwargs)
        if size == 2:
            Once(**kwargs), Again(4, **kwargs), Once(**kwargs)

class Once:
    def __init__(self, **kwargs):
        Again(1, **kwargs), Again(2, **kwargs), Again(3, **kwargs), Once(**kwargs)

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

WHEEL = "Wheel-Version: 1.0\nGenerator: tea\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


RECIPE = Recipe("askew-tea", "askew-tea", ("askew_tea",))


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Look:
    folder = tmp_path_factory.mktemp("look")
    for name, text in SOURCE.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder / "site"))
        return look(Environment(Path(sys.executable)), RECIPE, folder)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory, looked: Look) -> Apis:
    folder = tmp_path_factory.mktemp("tea")
    header = {"kind": "askew-api-index", "format": 1, "library": "askew-tea", "distribution": "askew-tea"}
    tables = merged({**header, "versions": [looked.version], "roots": ["askew_tea"]}, [looked.raw])
    (folder / "askew-tea@askew_tea.json.gz").write_bytes(encoded(tables))
    assert judged(folder, RECIPE, [looked]).faults == ()
    return Apis([folder])


def accepts(tea: Apis, name: str) -> set[str] | None:
    entry = tea.resolve(f"askew_tea.pots.{name}").entry
    assert entry is not None
    found = entry.signatures[0].accepts
    return None if found is None else set(found)


def test_keywords_are_closed_by_following_them(tea: Apis) -> None:
    assert accepts(tea, "Thing") == {"decay", "weight"}
    assert accepts(tea, "Pot") == {"decay", "weight", "name"}
    assert accepts(tea, "Passes") == {"decay", "weight", "name", "volume"}
    assert accepts(tea, "potter") == {"decay", "weight", "name"}
    assert accepts(tea, "master") == {"decay", "weight", "name"}
    assert accepts(tea, "recaster") is None
    assert accepts(tea, "Again") is None
    assert accepts(tea, "Swallows") is None
    assert accepts(tea, "Sets") is None
    assert accepts(tea, "Checks") == {"size", "lid"}
    assert accepts(tea, "Refuses") is None
    entry = tea.resolve("askew_tea.pots.Pot").entry
    assert entry is not None
    assert entry.notes is not None
    assert entry.notes["decay"][0].text == "decay does nothing"


@pytest.mark.parametrize(
    ("method", "returns"),
    [
        pytest.param("warm", "self", id="the object itself"),
        pytest.param("fill", "", id="an annotation with a class that others are derived from"),
        pytest.param("drops", "", id="a generator"),
        pytest.param("cup", "", id="the object or another"),
        pytest.param("thing", "", id="the class may be another one"),
        pytest.param("box", "askew_tea.pots.Box", id="an annotation"),
    ],
)
def test_what_calls_return(tea: Apis, method: str, returns: str) -> None:
    entry = tea.resolve(f"askew_tea.pots.Pot.{method}").entry
    assert entry is not None
    assert entry.returns == returns


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
    assert tea.resolve("askew_tea.rare").entry is not None
    assert tea.resolve("askew_tea.bitter").missing == "bitter"


def test_decorators_give_keywords_only_where_they_rename(tea: Apis) -> None:
    found = {name: tea.resolve(f"askew_tea.{name}").entry for name in ("boil", "warm")}
    keywords = {name: set(entry.signatures[0].keywords) for name, entry in found.items() if entry}
    assert keywords["boil"] == {"water"}
    assert keywords["warm"] == {"water", "warmth", "heat"}


def test_a_class_that_makes_objects_of_others_has_no_signature(tea: Apis) -> None:
    entry = tea.resolve("askew_tea.pots.Becomes").entry
    assert entry is not None
    assert entry.signatures == ()


def test_a_class_that_takes_what_its_signature_does_not_show_is_open(tea: Apis) -> None:
    found = {name: tea.resolve(f"askew_tea.pots.{name}").entry for name in ("Tin", "Box")}
    assert {name: entry.signatures[0].open for name, entry in found.items() if entry} == {"Tin": True, "Box": False}


def test_a_warning_about_a_value_is_no_warning_about_its_keyword(tea: Apis) -> None:
    entry = tea.resolve("askew_tea.pots.Values").entry
    assert entry is not None
    assert set(entry.notes or {}) == {"time"}


def folder_of(known: Apis) -> Path:
    library = known.library("askew_tea")
    assert library is not None
    return library.path.parent


def shown(*programs: str) -> tuple[Example, ...]:
    return examples([f"Deprecated.\n\n>>> {text}\n" for text in programs], ["askew_tea"])


@pytest.mark.parametrize(
    ("program", "outcome"),
    [
        pytest.param("import askew_tea; askew_tea.brew(1, hot=2)", "", id="nothing found"),
        pytest.param("import askew_tea; askew_tea.brew(1, heat=2)", "wrong", id="a keyword"),
        pytest.param("import askew_tea; askew_tea.brew()", "excused", id="a finding that the recipe excuses"),
        pytest.param("import askew_tea; askew_tea.stew(1)", "right", id="a name that is not there when it is run"),
        pytest.param("import askew_tea; askew_tea.pour(1)", "wrong", id="a name that is there when it is run"),
        pytest.param("import askew_tea; askew_tea.brew(1, lid=2)", "right", id="a warning that the docstring tells of"),
        pytest.param("import numpy; numpy.arrray(1)", "", id="another library"),
    ],
)
def test_examples_are_judged(tea: Apis, looked: Look, program: str, outcome: str) -> None:
    recipe = Recipe("askew-tea", "askew-tea", ("askew_tea",), findings=(Known("A006 `brew` needs", "to see it"),))
    there = frozenset({"askew_tea", "askew_tea.brew", "askew_tea.pour"})
    plenty = shown(program, *["import askew_tea"] * 1000)
    verdict = judged(folder_of(tea), recipe, [looked._replace(examples=plenty, there=there)])
    assert (len(verdict.faults), verdict.right, len(verdict.excused)) == (
        outcome == "wrong",
        outcome == "right",
        outcome == "excused",
    )


def test_too_many_excuses_are_a_fault(tea: Apis, looked: Look) -> None:
    recipe = Recipe("askew-tea", "askew-tea", ("askew_tea",), findings=(Known("A006 `brew` needs", "to see it"),))
    few = shown("import askew_tea; askew_tea.brew()", *["import askew_tea"] * 100)
    [fault] = judged(folder_of(tea), recipe, [looked._replace(examples=few)]).faults
    assert "too many" in fault


@pytest.mark.parametrize(
    ("rejected", "taken", "unclear", "left"),
    [
        pytest.param(97, 3, 0, {"rejected", "taken", "unclear", "function"}, id="enough reject"),
        pytest.param(90, 0, 10, {"rejected", "function"}, id="too many calls give no verdict"),
        pytest.param(50, 50, 0, {"rejected"}, id="the source was misread"),
    ],
)
def test_what_no_call_has_proven_is_opened(rejected: int, taken: int, unclear: int, left: set[str]) -> None:
    counts = {"rejected": rejected, "taken": taken, "unclear": unclear}
    calls = {f"{outcome}{place}": outcome for outcome, count in counts.items() for place in range(count)}
    objects = [{"kind": "class", "qual": name, "words": ["**kwargs", []]} for name in calls]
    objects.append({"kind": "function", "qual": "function", "words": ["**kwargs", []]})
    opened = distrust({"calls": calls, "objects": objects})
    closed = {str(item["qual"]).rstrip("0123456789") for item in objects if len(item["words"]) > 1}
    assert closed == {item for item in left if counts.get(item, 1)}
    assert len(opened) == (0 if "unclear" in left else taken + unclear)


def test_same_library_gives_same_bytes() -> None:
    [request] = requests(["pathspec"], [Path(sys.executable)], [])
    assert build(request, lambda _: None).data == build(request, lambda _: None).data


def test_a_wheel_is_installed_and_named_in_the_manifest(
    tmp_path: Path, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "askew_tea-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        for name, text in {**SOURCE, "askew_tea-1.0.dist-info/WHEEL": WHEEL}.items():
            file.writestr(name, text)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    result = askew("api", "build", "askew-tea", "--wheel", wheel, "-o", "out")
    assert result.code == 0, result.err
    assert json.loads(result.out)["versions"] == ["1.0"]
    index = Index(tmp_path / "out" / "askew-tea@askew_tea.json.gz")
    [source] = index.manifest["sources"]
    assert (source["kind"], source["file"]) == ("wheel", wheel.name)
    assert source["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.mark.network
def test_a_small_library_is_built_byte_for_byte() -> None:
    """The file was written by `askew api build tabulate==0.8.10 tabulate==0.9.0`."""
    golden = Path(__file__).parent / "data" / "tabulate.json.gz"
    sources = Index(golden).manifest["sources"]
    if {source["python"] for source in sources} != {platform.python_version()}:
        pytest.skip(f"it was built by Python {sources[-1]['python']}")
    [request] = requests([f"tabulate=={source['version']}" for source in sources], [], [])
    assert build(request, lambda _: None).data == golden.read_bytes()


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
