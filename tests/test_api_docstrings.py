"""What the docstrings of a library tell of its signatures."""

import pytest

from askew.apis.probe.docstrings import listed, told_words
from askew.apis.probe.properties import documented

NUMPYDOC = """Brew.

Parameters
----------
leaves, water : int
    What goes in.
hot : bool
    Not cold: heat it.
**others
    Ignored.

Returns
-------
tea : str

Other Parameters
----------------
lid : str
"""


def in_c(docstring: str, name: str = "brew") -> object:
    """A function of which only the name and the docstring are told."""

    def function() -> None: ...

    function.__name__, function.__doc__ = name, docstring
    return function


@pytest.mark.parametrize(
    ("docstring", "words"),
    [
        pytest.param("brew(leaves, hot=True, *, lid=None) -> Tea", ["*args", "leaves=", "hot=", "lid="], id="a call"),
        pytest.param("tea.brew(leaves)\n\nBrew.", ["*args", "leaves="], id="a call with the module before it"),
        pytest.param(".. function:: brew(leaves) -> Tea", ["*args", "leaves="], id="a directive"),
        pytest.param("brew(leaves[, hot[, lid]])", ["*args", "leaves=", "hot=", "lid="], id="brackets around the rest"),
        pytest.param("brew(leaves: Tea, hot: bool = True)", ["*args", "leaves=", "hot="], id="annotations"),
        pytest.param("brew(leaves)\nbrew(water, hot)\n", ["*args", "leaves=", "water=", "hot="], id="two ways to call"),
        pytest.param("brew(leaves, **rest)", ["*args", "leaves=", "**rest"], id="keywords that are not listed"),
        pytest.param(
            NUMPYDOC, ["*args", "leaves=", "water=", "hot=", "lid=", "**others"], id="the sections of numpydoc"
        ),
    ],
)
def test_a_docstring_tells_which_keywords_are_taken(docstring: str, words: list[str]) -> None:
    assert told_words(in_c(docstring), {}) == words


def test_the_name_in_c_may_have_the_module_before_it() -> None:
    assert told_words(in_c("pots.brew(leaves)", "pots_brew"), {}) == ["*args", "leaves="]


def test_names_that_stand_for_others_are_taken_too() -> None:
    assert told_words(in_c("brew(leaves)"), {"leaves": ("herbs",)}) == ["*args", "leaves=", "herbs="]


class Kettle:
    """A class, with no word on how it is made."""


class Samovar(Kettle):
    pass


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(in_c(""), id="nothing is said"),
        pytest.param(in_c("Brew tea (black or green)."), id="a sentence"),
        pytest.param(in_c("steep(leaves)"), id="a call of something else"),
        pytest.param(in_c("brew(bool hot, Tea leaves)"), id="a call that is not written as Python"),
        pytest.param(in_c("brew(leaves)\nbrew(bool hot)"), id="of two calls one not written as Python"),
        pytest.param(in_c("Parameters\n==========\nleaves : int\n"), id="a section of another style"),
        pytest.param(Samovar, id="a docstring that only the base class has"),
        pytest.param(3, id="no callable"),
    ],
)
def test_a_docstring_that_does_not_tell_tells_nothing(value: object) -> None:
    assert told_words(value, {}) is None


def test_parameters_are_listed_stars_and_all() -> None:
    assert listed(NUMPYDOC) == ["leaves", "water", "hot", "**others", "lid"]


class Cup:
    """What has properties."""

    def __init__(self, volume: int = 1, **kwargs: object) -> None: ...
    def set_color(self) -> None: ...
    def set_size(self) -> None: ...
    def set_weight(self) -> None: ...
    def set_handle(self) -> None: ...


class Mug(Cup):
    """Has one property more."""

    def set_print(self) -> None: ...


class Saucer:
    """Has no properties to speak of."""

    def set_size(self) -> None: ...


PROPERTIES = {"color", "size", "weight", "handle", "print", "volume"}


def pour(tea: str, *, slowly: bool = False, **kwargs: object) -> None:
    """Pour tea.

    Parameters
    ----------
    tea : str
    neatly : bool
    **kwargs : `.Cup` properties
    """


def serve(tea: str, **kwargs: object) -> None:
    """Serve tea.

    **kwargs
        All others are passed on to `pour`.
    """


def steep(**kwargs: object) -> None:
    """Steep tea.

    kwargs : other keyword arguments
        They go to `tests.test_api_docstrings.pour`.
    """


def store(**kwargs: object) -> None:
    """Store cups.

    **kwargs
        Properties:
        place: str
        depth or d: float
    """


@pytest.mark.parametrize(
    ("function", "names"),
    [
        pytest.param(pour, PROPERTIES | {"tea", "neatly"}, id="properties of a class and of those derived from it"),
        pytest.param(serve, PROPERTIES | {"tea", "neatly", "slowly"}, id="what another function takes"),
        pytest.param(steep, PROPERTIES | {"tea", "neatly", "slowly"}, id="an entry without stars, and a dotted name"),
        pytest.param(store, {"place", "depth", "d"}, id="a table"),
    ],
)
def test_a_docstring_tells_what_kwargs_takes(function: object, names: frozenset[str]) -> None:
    assert documented(function, None, None) == frozenset(names)


def unknown_class(**kwargs: object) -> None:
    """Do it.

    **kwargs : `.Teapot` properties
    """


def no_properties(**kwargs: object) -> None:
    """Do it.

    **kwargs : `.Saucer` properties
    """


def one_of_two(**kwargs: object) -> None:
    """Do it.

    **kwargs
        Properties of `.Cup`, or of a `.Teapot`.
    """


def no_mention(**kwargs: object) -> None:
    """Do it.

    **kwargs
        Whatever ``Cup`` takes.
    """


def other_name(**options: object) -> None:
    """Do it.

    **kwargs : `.Cup` properties
    """


def a_function_that_helps(**kwargs: object) -> None:
    """Do it.

    **kwargs
        Cups, each of which `told_words` has a word on.
    """


def round_and_round(**kwargs: object) -> None:
    """Do it.

    **kwargs
        As `round_and_round`.
    """


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(unknown_class, id="a class that is not there"),
        pytest.param(no_properties, id="a class without properties"),
        pytest.param(one_of_two, id="one of two is not there"),
        pytest.param(no_mention, id="no mention"),
        pytest.param(other_name, id="an entry of another name"),
        pytest.param(a_function_that_helps, id="a function that sets no properties"),
        pytest.param(round_and_round, id="a docstring that refers to itself"),
        pytest.param(len, id="no **kwargs at all"),
    ],
)
def test_what_a_docstring_leaves_open_stays_open(function: object) -> None:
    assert documented(function, None, None) is None
