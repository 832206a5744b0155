"""Environments that have a library: made with pip, and thrown away when it was looked at."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

TIMEOUT = 3600
_QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "Agg",
}


class BuildError(Exception):
    """A build that failed; the message says at what, and shows the end of what the tool said."""


class Wanted(NamedTuple):
    """What to install: requirements and files, at versions that meet the `constraints`, by the Python `python`."""

    requirements: tuple[str, ...]
    wheels: tuple[Path, ...] = ()
    constraints: tuple[str, ...] = ()
    python: str = ""


class Environment(NamedTuple):
    """An environment's Python, and what pip says that it installed."""

    python: Path
    installed: Sequence[Mapping[str, Any]] = ()

    def source(self, distribution: str) -> dict[str, object]:
        """Return where a distribution came from, for the manifest: its file, and what was installed beside it."""
        found: dict[str, object] = {}
        beside = []
        for item in self.installed:
            name, version = item["metadata"]["name"], item["metadata"]["version"].partition("+")[0]
            if _normal(name) == _normal(distribution):
                found = _file(item["download_info"])
            else:
                beside.append(f"{_normal(name)}=={version}")
        return {**found, "beside": sorted(beside)} if found else {}


def _file(info: Mapping[str, Any]) -> dict[str, object]:
    url = info["url"]
    digest = info.get("archive_info", {}).get("hashes", {}).get("sha256", "")
    if not digest and url.startswith("file://"):
        digest = hashlib.sha256(Path(url.removeprefix("file://")).read_bytes()).hexdigest()
    kind = "wheel" if url.endswith(".whl") else "archive"
    return {"kind": kind, "file": url.rsplit("/", 1)[-1].replace("%2B", "+"), "sha256": digest}


def _normal(name: str) -> str:
    return name.casefold().replace("_", "-").replace(".", "-")


class Environments:
    """Environments below a folder, each made once: several libraries may be looked at in one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[Wanted, Environment] = {}

    def get(self, wanted: Wanted) -> Environment:
        """Return an environment with what is wanted, in any order; raises BuildError."""
        key = wanted._replace(requirements=tuple(sorted(set(wanted.requirements))))
        if key not in self._made:
            self._made[key] = made(self._folder / f"environment{len(self._made)}", key)
        return self._made[key]


def made(folder: Path, wanted: Wanted) -> Environment:
    """Make a virtual environment in `folder` with what is wanted; raises BuildError."""
    needed = [*map(str, wanted.wheels), *wanted.requirements]
    options = [] if needed else ["--without-pip"]
    run([str(_interpreter(wanted.python)), "-m", "venv", *options, str(folder)], "make an environment")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not needed:
        return Environment(python)
    report, constraints = folder / "report.json", folder / "constraints.txt"
    constraints.write_text("".join(f"{item}\n" for item in wanted.constraints), encoding="utf-8")
    command = f"{python} -m pip install --quiet --no-compile --disable-pip-version-check --report {report} --constraint {constraints}"
    run([*command.split(), *needed], f"install {' '.join(needed)}")
    return Environment(python, json.loads(report.read_text(encoding="utf-8")).get("install", ()))


def _interpreter(version: str) -> Path:
    """The Python of a version (`3.8`), ours for ""; it must be on the PATH."""
    if not version or version == "{}.{}".format(*sys.version_info[:2]):
        return Path(sys.executable)
    found = shutil.which(f"python{version}")
    if found is None:
        raise BuildError(f"there is no python{version} on the PATH: install that Python, or name one with --from-env")
    return Path(found)


def run(command: Sequence[str], purpose: str, text: str = "", folder: Path | None = None) -> str:
    """Run a command with `text` as its input and return what it says; raises BuildError where it fails."""
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
