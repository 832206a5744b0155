"""PATH:LINE, as people type or paste it, to the record that stands there."""

import re
from bisect import bisect_right

from askew.checks.prose import quoted
from askew.duplicates.corpus import Corpus
from askew.duplicates.verdict import Member

_PLACE = re.compile(r"(.+?):(\d+)(?::\d*)?")


class PlaceError(Exception):
    """A place that leads to no record; the message says what is near."""


def parsed(place: str) -> tuple[str, int]:
    """Return the path and line of `place`; a column behind them is passed over. Raises PlaceError."""
    match = _PLACE.fullmatch(place)
    if match is None:
        raise PlaceError(f"{place}: a place is PATH:LINE, such as bank.md:12")
    return match[1], int(match[2])


def record_at(corpus: Corpus, path: str, line: int) -> Member:
    """Return the record of the file at `path` (as reports show it) that `line` lies in; raises PlaceError."""
    members = [member for member in corpus.members if member.path == path]
    if not members:
        raise PlaceError(f"{path}: no records in it")
    index = bisect_right([member.fact.line for member in members], line)
    if index and line <= corpus.shelf.last_line(path, members[index - 1].fact):
        return members[index - 1]
    near = (f"line {member.fact.line} ({quoted(member.fact.question)})" for member in members[max(0, index - 1) :][:2])
    raise PlaceError(f"{path}:{line}: no record there; near it are those on {' and '.join(near)}")
