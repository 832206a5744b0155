"""Environments that have a library, and running the probe inside them."""

import doctest
import hashlib
import json
import os
import shutil
import subprocess
import venv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from askew.apis.recipe import Recipe
from askew.code.resolve import names

TIMEOUT = 3600
_QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg"}
_FIND = """
import hashlib, importlib.metadata as m, json, platform, sys
name = sys.argv[1]
if name == "stdlib":
    print(json.dumps({"version": "%d.%d" % sys.version_info[:2], "file": "python-" + platform.python_version()}))
    sys.exit()
d = m.distribution(name)
record = next((f for f in d.files or () if f.name == "RECORD"), None)
data = record.read_binary() if record else b""
top = sorted({f.parts[0].split(".")[0] for f in d.files or () if f.suffix in (".py", ".so") and ".." not in f.parts})
print(json.dumps({"version": d.version, "roots": [r for r in top if r.isidentifier() and r[0] != "_"],
                  "file": record.as_posix() if record else "", "sha256": hashlib.sha256(data).hexdigest()}))
"""


_TRY = """
import importlib, json, os, sys, warnings
warnings.simplefilter("ignore")
out = os.dup(1); os.dup2(2, 1)
there = []
for dotted in json.load(sys.stdin):
    parts = dotted.split(".")
    try:
        value = importlib.import_module(parts[0])
        for place, part in enumerate(parts[1:], 1):
            try:
                value = getattr(value, part)
            except AttributeError:
                value = importlib.import_module(".".join(parts[:place + 1]))
        there.append(dotted)
    except BaseException:
        pass
os.write(out, json.dumps(there).encode())
os._exit(0)
"""
_TRUSTED = 0.97


class BuildError(Exception):
    """A build that failed; the message says at what, and shows the end of what the tool said."""


class Look(NamedTuple):
    """What was found of one version: `source` is where it came from, for the manifest.

    `used` are the names that the library's own examples use, `there` those of them that can be had when it is run.
    """

    version: str
    roots: tuple[str, ...]
    source: Mapping[str, str]
    raw: Mapping[str, Any]
    used: tuple[frozenset[str], ...] = ()
    there: frozenset[str] = frozenset()


def made(folder: Path, requirement: str, recipe: Recipe, wheels: Sequence[Path]) -> tuple[Path, dict[str, str]]:
    """Make a virtual environment in `folder` with a library; return its Python and where the library came from."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    report = folder / "report.json"
    wanted = [str(path) for path in wheels] or ([] if recipe.is_stdlib else [requirement])
    if wanted:
        command = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--report",
            str(report),
        ]
        _run([*command, *wanted, *recipe.requires], f"install {requirement}")
    return python, _origin(report, recipe) if wanted else {}


def _origin(report: Path, recipe: Recipe) -> dict[str, str]:
    """The wheel that pip took, with its hash."""
    for item in json.loads(report.read_text(encoding="utf-8")).get("install", ()):
        if _normal(item["metadata"]["name"]) == _normal(recipe.distribution):
            info = item["download_info"]
            digest = info.get("archive_info", {}).get("hashes", {}).get("sha256", "")
            return {"file": info["url"].rsplit("/", 1)[-1], "sha256": digest}
    return {}


def _normal(name: str) -> str:
    return name.casefold().replace("_", "-").replace(".", "-")


def look(python: Path, recipe: Recipe, folder: Path, origin: Mapping[str, str]) -> Look:
    """Run the probe with `python`, which must have the library, in `folder`; runs the library's code."""
    found = json.loads(_run([str(python), "-c", _FIND, recipe.distribution], f"find {recipe.distribution}"))
    known = found.get("roots", ())
    roots = recipe.roots if recipe.is_stdlib or set(recipe.roots) & set(known) or not known else tuple(known)
    shutil.copytree(Path(__file__).parent / "probe", folder / "askew_probe", dirs_exist_ok=True)
    output = folder / "found.json"
    lists = {"own": recipe.own, "skipped": recipe.skipped, "lean": recipe.lean}
    task = {"roots": list(roots), "shallow": recipe.shallow, **{key: list(value) for key, value in lists.items()}}
    _run(
        [str(python), "-m", "askew_probe"],
        f"look at {recipe.name}",
        json.dumps({**task, "output": str(output)}),
        folder,
    )
    source = {"version": found["version"], "file": found["file"], "sha256": found.get("sha256", ""), **origin}
    raw = json.loads(output.read_text(encoding="utf-8"))
    distrust(raw)
    used = tuple(names for names in (names_used(text, roots) for text in raw.pop("examples")) if names)
    wanted = json.dumps(sorted(frozenset().union(*used)))
    there = frozenset(json.loads(_run([str(python), "-c", _TRY], f"run {recipe.name}", wanted, folder)))
    return Look(found["version"], roots, source, raw, used, there)


def names_used(text: str, roots: Sequence[str]) -> frozenset[str]:
    """Return the dotted names below `roots` that the examples in a docstring use; none where they do not parse."""
    try:
        code = "".join(item.source for item in doctest.DocTestParser().get_examples(text) if not item.exc_msg)
    except ValueError:
        return frozenset()
    found = names(code)
    if found is None:
        return frozenset()
    targets = [use.target for use in found.uses if use.target and not use.instance]
    targets += [item.target for item in found.imports if not item.guarded]
    return frozenset(target for target in targets if target.split(".", 1)[0] in roots)


def distrust(raw: Mapping[str, Any]) -> None:
    """Where too many classes take a keyword that reading their source says they reject, believe only calls."""
    calls = raw["calls"]
    counts = Counter(calls.values())
    if counts["taken"] <= (1 - _TRUSTED) * (counts["taken"] + counts["rejected"]):
        return
    for record in raw["objects"]:
        words = record.get("words")
        if words and isinstance(words[-1], list) and calls.get(record["qual"]) != "rejected":
            words.pop()
    for name in [name for name, outcome in calls.items() if outcome != "rejected"]:
        del calls[name]


def _run(command: Sequence[str], purpose: str, text: str = "", folder: Path | None = None) -> str:
    try:
        done = subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            cwd=folder,
            timeout=TIMEOUT,
            env={**os.environ, **_QUIET},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(f"cannot {purpose}: {error}") from None
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-6:])
        raise BuildError(f"cannot {purpose}: exit code {done.returncode}\n{tail}")
    return done.stdout


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
