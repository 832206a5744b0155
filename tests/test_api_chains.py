"""What calls on the way in a dotted name give."""

import pytest

from askew.apis.chains import followed
from askew.apis.model import Entry, Library, Resolution
from askew.apis.overlay import Overlay, Returned

TEA = Library("tea", "tea", ("1.0",), ("tea",))
ENTRIES = {
    "tea.Pot": Entry("tea.Pot", "class", 1),
    "tea.brew": Entry("tea.brew", "function", 1, returns="tea.Cup"),
    "tea.old_brew": Entry("tea.brew", "function", 1),
    "tea.boil": Entry("tea.boil", "function", 1),
    "tea.Pot.warm": Entry("tea.Thing.warm", "function", 1, returns="self"),
    "tea.Cup": Entry("tea.Cup", "class", 1),
    "tea.Cup.pot": Entry("tea.Cup.pot", "function", 1, returns="tea.Pot"),
    "tea.SIZE": Entry("tea.SIZE", "value", 1),
    "tea.serve": Entry("tea.serve", "function", 1),
    "tea.pour": Entry("tea.pour", "function", 1, returns="tea.Pot"),
}
OVERLAY = Overlay(
    returns={
        "tea.serve": Returned(("tea.Pot", "tea.Cup"), most=0),
        "tea.pour": Returned(("tea.Cup",), frozenset(("many",))),
        "tea.brew": Returned(("tea.Cup",)),
    }
)


def resolve(dotted: str) -> Resolution:
    return Resolution(TEA, ENTRIES.get(dotted))


@pytest.mark.parametrize(
    ("dotted", "meant"),
    [
        pytest.param("tea.Pot.lid", "tea.Pot.lid", id="no call"),
        pytest.param("tea.Pot(1).lid", "tea.Pot.lid", id="a class"),
        pytest.param("tea.brew().lid", "tea.Cup.lid", id="a function"),
        pytest.param("tea.Pot().warm().warm(hot).lid", "tea.Pot.lid", id="methods that give their object"),
        pytest.param("tea.brew().pot().warm().lid", "tea.Pot.lid", id="one after the other"),
        pytest.param("tea.old_brew().lid", "tea.Cup.lid", id="another name of what the overlay knows"),
        pytest.param("tea.serve()[1].lid", "tea.Cup.lid", id="a part of a tuple"),
        pytest.param("tea.serve(hot)[0].lid", "tea.Pot.lid", id="with a keyword that changes nothing"),
        pytest.param("tea.pour(2,hot).lid", "tea.Cup.lid", id="the overlay is right"),
        pytest.param("tea.brew(*).lid", "tea.Cup.lid", id="unknown arguments that change nothing"),
    ],
)
def test_calls_give_what_is_known(dotted: str, meant: str) -> None:
    assert followed(dotted, resolve, OVERLAY) == meant


@pytest.mark.parametrize(
    "dotted",
    [
        pytest.param("tea.boil().lid", id="a function that may give anything"),
        pytest.param("tea.steep().lid", id="an unknown function"),
        pytest.param("tea.SIZE().lid", id="no callable"),
        pytest.param("tea.Pot(1)(2).lid", id="an object that is called"),
        pytest.param("tea.Pot()[0].lid", id="a part of an object"),
        pytest.param("tea.brew()[0].lid", id="a part of what is no tuple"),
        pytest.param("tea.serve().lid", id="the tuple itself"),
        pytest.param("tea.serve()[2].lid", id="a part that it does not have"),
        pytest.param("tea.serve(1)[1].lid", id="more arguments than are understood"),
        pytest.param("tea.serve(*)[1].lid", id="perhaps more arguments than are understood"),
        pytest.param("tea.pour(2,many).lid", id="a keyword that changes what is given"),
        pytest.param("tea.pour(*).lid", id="perhaps a keyword that changes what is given"),
    ],
)
def test_what_is_unclear_is_nothing(dotted: str) -> None:
    assert followed(dotted, resolve, OVERLAY) == ""
