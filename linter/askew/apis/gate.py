"""What must hold of an index before it is written."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from askew.apis.collection import Apis
from askew.apis.environment import Look
from askew.apis.recipe import Recipe

REJECTED = 0.97
FALSE = 0.005


class Verdict(NamedTuple):
    """The outcome of the gate: `faults` are reasons not to write; the counts go into the report."""

    faults: tuple[str, ...]
    called: int
    rejected: int
    taken: int
    blocks: int
    false: tuple[str, ...]


def judged(folder: Path, recipe: Recipe, looks: Sequence[Look]) -> Verdict:
    """Judge the only index in `folder`."""
    found = Apis([folder])
    faults = [*_names(found, recipe), *(str(problem) for problem in found.problems)]
    calls = [outcome for item in looks for outcome in item.raw["calls"].values()]
    rejected, taken = calls.count("rejected"), calls.count("taken")
    if rejected + taken >= 20 and rejected < REJECTED * (rejected + taken):
        faults.append(f"only {rejected} of {rejected + taken} classes with closed keywords reject a made-up one")
    newest = looks[-1]
    false = frozenset(name for name in newest.there if _is_missing(found, name))
    wrong = sum(bool(used & false) for used in newest.used)
    if wrong > FALSE * len(newest.used):
        listed = ", ".join(sorted(false)[:9])
        faults.append(
            f"{wrong} of {len(newest.used)} examples of the library use names wrongly said to be missing: {listed}"
        )
    return Verdict(tuple(faults), len(calls), rejected, taken, len(newest.used), tuple(sorted(false)))


def _names(found: Apis, recipe: Recipe) -> Iterator[str]:
    for dotted in (*recipe.resolve, *recipe.newest):
        if found.resolve(dotted).entry is None:
            yield f"{dotted} does not resolve"
    for dotted in recipe.newest:
        if found.resolve(dotted).missing:
            yield f"{dotted} does not resolve in the newest version"
    for dotted in recipe.missing:
        answer = found.resolve(dotted)
        if answer.entry is not None or not answer.certain:
            yield f"{dotted} is not said to be missing"


def _is_missing(found: Apis, dotted: str) -> bool:
    answer = found.resolve(dotted)
    return bool(answer.missing) and answer.certain
