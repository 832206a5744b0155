"""Building an index: environments, what the probe finds in them, one file per library; refused if the gate fails.

This runs the code of the libraries: they are imported, and their classes are called.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from askew.apis.environment import BuildError, Environment, Environments, Wanted
from askew.apis.gate import Verdict, judged
from askew.apis.look import Look, look
from askew.apis.merge import merged
from askew.apis.model import numeric
from askew.apis.recipe import Recipe, recipe_for
from askew.apis.store import FORMAT, SUFFIX, Tables, encoded
from askew.apis.typeshed import add_names
from askew.files import write

BUILDER = 3


class Request(NamedTuple):
    """One library to build: `versions` to install ("" for the newest), or `pythons` that have it.

    `wheels` are files to install as well; `beside` are the versions of what each version needs beside it.
    """

    library: str
    versions: tuple[str, ...] = ("",)
    pythons: tuple[Path, ...] = ()
    wheels: tuple[Path, ...] = ()
    beside: Mapping[str, Sequence[str]] = {}


class Built(NamedTuple):
    """An index that passed its gate: its file name and bytes, and what to say of it."""

    name: str
    data: bytes
    report: Mapping[str, Any]


def requests(words: Sequence[str], pythons: Sequence[Path], wheels: Sequence[Path]) -> list[Request]:
    """Return what `LIBRARY` and `LIBRARY==VERSION` ask for: one request a library, its versions merged."""
    found: dict[str, list[str]] = {}
    for word in words:
        library, _, version = word.partition("==")
        found.setdefault(library, []).append(version)
    return [
        Request(library, tuple(dict.fromkeys(versions)), tuple(pythons), tuple(wheels))
        for library, versions in found.items()
    ]


def build(request: Request, say: Callable[[str], None], environments: Environments | None = None) -> Built:
    """Build one library; raises BuildError, with the reasons, where something fails or the gate does not open.

    Environments are made in `environments` if that is given, else in a folder that is thrown away.
    """
    recipe = recipe_for(request.library)
    with tempfile.TemporaryDirectory() as folder:
        seen_in = _looks(request, recipe, say, environments or Environments(Path(folder)))
    looks = sorted(seen_in, key=lambda item: numeric(item.version))
    seen = Counter(item.version for item in looks)
    if max(seen.values()) > 1:
        raise BuildError(f"version {seen.most_common(1)[0][0]} of {recipe.name} was given twice")
    if recipe.is_stdlib:
        looks = [_everywhere(item, newest=item is looks[-1]) for item in looks]
    roots = tuple(dict.fromkeys(root for item in looks for root in item.roots))
    tables = merged(_header(recipe, looks, roots), [item.raw for item in looks])
    data, name = encoded(tables), file_name(recipe.name, roots)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        say(f"{recipe.name}: judging {len(data):,} bytes")
        verdict = judged(Path(folder), replace(recipe, roots=roots), looks)
    if verdict.faults:
        raise BuildError(
            f"the index of {recipe.name} is not good enough:\n" + "\n".join(f"  {fault}" for fault in verdict.faults)
        )
    return Built(name, data, _report(tables, looks, verdict, len(data)))


def _looks(request: Request, recipe: Recipe, say: Callable[[str], None], environments: Environments) -> list[Look]:
    found = []
    for place in range(len(request.pythons or request.versions)):
        if request.pythons:
            environment = Environment(request.pythons[place])
        else:
            environment = environments.get(_wanted(request, recipe, request.versions[place], say))
        say(f"{recipe.name}: importing it and looking at all of it, with {environment.python}")
        with tempfile.TemporaryDirectory() as folder:
            found.append(look(environment, recipe, Path(folder)))
    return found


def _everywhere(found: Look, *, newest: bool) -> Look:
    """What was found of Python's own library, with the names of other systems."""
    requirement = add_names(found.raw, found.version, newest=newest)
    return found._replace(source={**found.source, "beside": [requirement]})


def _wanted(request: Request, recipe: Recipe, number: str, say: Callable[[str], None]) -> Wanted:
    version = recipe.version(number)
    requirement = f"{recipe.distribution}=={version.number}" if version.number else recipe.distribution
    say(f"{recipe.name}: installing {requirement}")
    requirements = () if recipe.is_stdlib else (requirement, *version.requires)
    beside = request.beside.get(version.number, ())
    constraints = tuple(sorted({*beside, *requirements[:1]})) if beside else ()
    return Wanted(requirements, request.wheels, constraints, version.python)


def file_name(library: str, roots: Sequence[str]) -> str:
    """Return the name of an index file, which tells the top-level modules that it covers."""
    if library == "stdlib" or list(roots) == [library]:
        return f"{library}{SUFFIX}"
    return f"{library}@{'+'.join(roots)}{SUFFIX}"


def _header(recipe: Recipe, looks: Sequence[Look], roots: Sequence[str]) -> dict[str, Any]:
    manifest = {
        "builder": BUILDER,
        "sources": [dict(item.source) for item in looks],
        "counts": _counts(looks),
    }
    return {
        "kind": "askew-api-index",
        "format": FORMAT,
        "library": recipe.name,
        "distribution": "" if recipe.is_stdlib else recipe.distribution,
        "versions": [item.version for item in looks],
        "roots": list(roots),
        "manifest": manifest,
    }


def _counts(looks: Sequence[Look]) -> dict[str, int]:
    """Counts of the newest version."""
    objects = looks[-1].raw["objects"]
    words = [item["words"] for item in objects if item.get("words")]
    return {
        "modules": len(looks[-1].raw["modules"]),
        "objects": len(objects),
        "signatures": sum("words" in item for item in objects),
        "closed": sum(isinstance(item[-1], list) for item in words),
        "open": sum(str(item[-1]).startswith("**") for item in words),
    }


def _report(tables: Tables, looks: Sequence[Look], verdict: Verdict, size: int) -> dict[str, Any]:
    return {
        "library": tables.header["library"],
        "versions": tables.header["versions"],
        "bytes": size,
        **tables.header["manifest"]["counts"],
        **{key: value for key, value in verdict._asdict().items() if key != "faults"},
        "failed": {item.version: item.raw["failed"] for item in looks},
    }


def save(built: Built, folder: Path) -> Path:
    """Write an index into `folder`, which is made where there is none; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    write(str(folder / built.name), built.data)
    return folder / built.name
