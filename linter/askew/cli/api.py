"""askew api: what is known of libraries, and building indexes of more."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from askew.apis.collection import Apis, apis
from askew.apis.model import Entry, Library, Resolution
from askew.cli.common import FINDINGS, write_lines

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PATHS = click.option("--path", "paths", multiple=True, type=_FOLDER, help="A folder with more indexes.")
_FORMAT = click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)


@click.group(short_help="Show what is known of libraries, or index more of them.")
def api() -> None:
    """Show what is known of the names in libraries, or build indexes of more libraries."""


@api.command("list")
@_PATHS
@_FORMAT
def list_(paths: tuple[Path, ...], output_format: str) -> None:
    """List the libraries that are indexed, with their versions."""
    known = apis(paths)
    libraries = list(known.libraries())
    if output_format == "json":
        write_lines([json.dumps([_data(item) for item in libraries], indent=2)])
    else:
        width = max((len(item.name) for item in libraries), default=0)
        write_lines(f"{item.name:{width}}  {', '.join(reversed(item.versions))}{_imported(item)}" for item in libraries)
    _problems(known)


def _imported(library: Library) -> str:
    plain = library.name == "stdlib" or library.roots == (library.name,)
    return "" if plain else f"  (import {', '.join(library.roots)})"


def _data(library: Library) -> dict[str, object]:
    return {
        "library": library.name,
        "distribution": library.distribution,
        "versions": list(library.versions),
        "roots": list(library.roots),
    }


@api.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@_PATHS
@_FORMAT
def show(names: tuple[str, ...], paths: tuple[Path, ...], output_format: str) -> None:
    """Print what is known of dotted names, such as tensorflow.keras.optimizers.Adam.

    Exit codes: 0 all are known, 1 one is not.
    """
    known = apis(paths)
    answers = [(name, known.resolve(name)) for name in names]
    if output_format == "json":
        write_lines([json.dumps([_answer(name, answer) for name, answer in answers], indent=2)])
    else:
        write_lines(line for name, answer in answers for line in _lines(known, name, answer))
    _problems(known)
    sys.exit(0 if all(answer.entry for _, answer in answers) else FINDINGS)


def _lines(known: Apis, name: str, answer: Resolution) -> Iterator[str]:
    entry, library = answer.entry, answer.library
    if entry is None or library is None:
        yield f"{name}: {_unknown(known, name, answer)}"
        return
    other = f" (that is {entry.name})" if entry.name != name else ""
    yield f"{name}: {entry.kind}{other}"
    yield f"  {library.name} {', '.join(library.names(entry.versions))}{_gone(entry, library)}"
    for signature in reversed(entry.signatures):
        here = signature.versions & entry.versions
        if here:
            yield f"  {', '.join(library.names(here))}: {name.rsplit('.', 1)[-1]}({signature.text})"
    for keyword, notes in sorted((entry.notes or {}).items()):
        for note in notes:
            if note.versions & entry.versions:
                yield f"  {keyword}=: {note.severity} in {', '.join(library.names(note.versions))}: {note.text}"
    if entry.bases:
        yield f"  bases: {', '.join(entry.bases)}"
    if entry.returns:
        yield f"  returns {entry.returns}"
    if entry.deprecated:
        yield f"  deprecated: {entry.deprecated}"
    if entry.kind in ("module", "class"):
        members = entry.members()
        yield "  may have any names" if members is None else f"  {len(members):,} names"


def _gone(entry: Entry, library: Library) -> str:
    lost = library.all & ~entry.versions
    return f", not in {', '.join(library.names(lost))}" if lost else ""


def _unknown(known: Apis, name: str, answer: Resolution) -> str:
    absent = known.overlay.absent.get(name.split(".", 1)[0])
    if absent is not None:
        return absent.text
    if answer.library is None:
        return f"no index covers `{name.split('.', 1)[0]}`; `askew api list` says which there are"
    if not answer.certain:
        return "unknown"
    near = f"; like it: {', '.join(answer.near)}" if answer.near else ""
    return f"{answer.path} of {answer.library.name} {answer.library.versions[-1]} has no `{answer.missing}`{near}"


def _answer(name: str, answer: Resolution) -> dict[str, object]:
    entry, library = answer.entry, answer.library
    if entry is None or library is None:
        return {
            "asked": name,
            "known": False,
            "missing": answer.missing,
            "certain": answer.certain,
            "near": list(answer.near),
        }
    members = entry.members()
    return {
        "asked": name,
        "known": True,
        "name": entry.name,
        "kind": entry.kind,
        "library": library.name,
        "versions": list(library.names(entry.versions)),
        "signatures": [
            {"versions": list(library.names(item.versions)), "parameters": item.text} for item in entry.signatures
        ],
        "notes": {key: [note.text for note in notes] for key, notes in sorted((entry.notes or {}).items())},
        "deprecated": entry.deprecated,
        "returns": entry.returns,
        "bases": list(entry.bases),
        "members": None if members is None else sorted(members),
    }


@api.command()
@click.argument("libraries", nargs=-1, required=True, metavar="LIBRARY[==VERSION]...")
@click.option(
    "--from-env", multiple=True, is_flag=False, flag_value=sys.executable, metavar="[PYTHON]",
    help="Look at what this Python (default: Askew's own) has installed; again for more versions.",
)  # fmt: skip
@click.option("--wheel", "wheels", multiple=True, type=_FILE, help="Install this file as well.")
@click.option("-o", "--output", type=_FOLDER, default=Path(), help="Where to put the files.  [default: here]")
def build(libraries: tuple[str, ...], from_env: tuple[str, ...], wheels: tuple[Path, ...], output: Path) -> None:
    """Index libraries, so that banks are checked against them. RUNS THE CODE OF THE LIBRARIES.

    Each version is installed into an environment that is thrown away (or taken from --from-env), imported, and its
    classes are called. `a==1 a==2` makes one index of two versions. The report goes to standard output. What does not
    pass its gate is not written; the exit code is then 1.
    """
    from askew.apis.build import build as build_one
    from askew.apis.build import requests, save
    from askew.apis.environment import BuildError

    failed = False
    click.echo("this runs the code of " + ", ".join(libraries), err=True)
    for request in requests(
        libraries, [Path(item).absolute() for item in from_env], [item.absolute() for item in wheels]
    ):
        try:
            built = build_one(request, lambda text: click.echo(text, err=True))
            click.echo(f"{request.library}: wrote {save(built, output)}", err=True)
            write_lines([json.dumps(built.report, sort_keys=True)])
        except (BuildError, OSError) as error:
            click.echo(f"error: {error}", err=True)
            failed = True
    sys.exit(FINDINGS if failed else 0)


def _problems(known: Apis) -> None:
    for problem in known.problems:
        click.echo(f"warning: {problem}", err=True)
