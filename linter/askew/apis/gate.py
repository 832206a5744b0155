"""What must hold of an index before it is written."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from askew.apis.collection import Apis
from askew.apis.examples import findings, is_right
from askew.apis.look import TRUSTED, Look
from askew.apis.recipe import Recipe

EXCUSED = 0.005


class Verdict(NamedTuple):
    """The outcome of the gate: `faults` are reasons not to write; the rest goes into the report.

    Of the classes that were `called` with a made-up keyword some `rejected` it, some have `taken` it and were opened,
    the `unclear` ones failed for another reason; those in `opened` were opened since too few calls gave a verdict. Of
    the findings in `examples`, `right` ones hold when the library is run, `excused` ones are in the recipe.
    """

    faults: tuple[str, ...]
    called: int
    rejected: int
    taken: int
    unclear: tuple[str, ...]
    opened: tuple[str, ...]
    examples: int
    right: int
    excused: tuple[str, ...]


def judged(folder: Path, recipe: Recipe, looks: Sequence[Look]) -> Verdict:
    """Judge the only index in `folder`."""
    found = Apis([folder])
    faults = [*_names(found, recipe), *(str(problem) for problem in found.problems)]
    calls = [(name, outcome) for item in looks for name, outcome in item.raw["calls"].items()]
    opened = [name for item in looks for name in item.raw["opened"]]
    outcomes = [outcome for _, outcome in calls]
    rejected = outcomes.count("rejected")
    if rejected < TRUSTED * (len(calls) - len(opened)):
        faults.append(
            f"only {rejected} of {len(calls) - len(opened)} classes with closed keywords reject a made-up one"
        )
    right, excused, wrong = _examples(folder, recipe, looks[-1])
    faults += wrong
    shown = len(looks[-1].examples)
    if len(excused) > EXCUSED * shown:
        faults.append(f"findings are excused in {len(excused)} of {shown} examples, which are too many")
    unclear = tuple(sorted({name for name, outcome in calls if outcome == "unclear"}))
    return Verdict(
        faults=tuple(faults),
        called=len(calls),
        rejected=rejected,
        taken=outcomes.count("taken"),
        unclear=unclear,
        opened=tuple(sorted(set(opened))),
        examples=shown,
        right=right,
        excused=tuple(excused),
    )


def _examples(folder: Path, recipe: Recipe, newest: Look) -> tuple[int, list[str], list[str]]:
    """How many findings in the library's examples are right, those that are excused, and those that are neither."""
    right = 0
    excused: list[str] = []
    wrong: list[str] = []
    for example in newest.examples:
        own = [item for item in findings(example, folder) if f"{recipe.name} {newest.version}" in item]
        left = [item for item in own if not is_right(item, example, newest.there)]
        right += len(own) - len(left)
        known = {item for item in left if any(item.startswith(entry.finding) for entry in recipe.findings)}
        excused += [", ".join(sorted(known))] if known else []
        wrong += [f"in an example of its own: {item}" for item in left if item not in known]
    return right, excused, wrong


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
