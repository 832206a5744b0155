"""What is wrong with a use of a library, and how a message names what it was judged by."""

from typing import Literal, NamedTuple

from askew.apis.model import Library
from askew.code.scopes import Keyword

Fault = Literal[
    "module",
    "unprovided",
    "name",
    "attribute",
    "keyword",
    "ignored",
    "arguments",
    "removed",
    "deprecated",
    "called",
    "spelling",
]


class Verdict(NamedTuple):
    """What is wrong: `part` is the number of the dotted name's part to blame, or `keyword` the keyword.

    `call` tells that the name is all right and calling it like this is not;
    `instead` is the one name that should stand there, "" where nobody knows.
    """

    fault: Fault
    message: str
    part: int = -1
    keyword: Keyword | None = None
    instead: str = ""
    call: bool = False


def by(library: Library, versions: int) -> str:
    """Return the versions that a verdict was reached by, in brackets; `versions` is a mask."""
    return f"({shown_name(library)} {', '.join(library.names(versions))})"


def spelt(dotted: str) -> str:
    """Return a dotted name as code spells it: Python's own names without their module."""
    return dotted.removeprefix("builtins.")


def shown_name(library: Library) -> str:
    """Return what readers call a library."""
    return "Python" if library.name == "stdlib" else library.name
