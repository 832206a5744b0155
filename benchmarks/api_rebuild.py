"""Build all shipped indexes again, each in environments that are thrown away: half an hour, and some 15 GB of downloads.

    python benchmarks/api_rebuild.py [LIBRARY...] [-o FOLDER] [--fresh]

This runs the code of the libraries. The versions are those in rules/apis/libraries.toml; old ones want old Pythons, which
must be on the PATH (python3.8 and so on). What is installed beside a library is what its index says was there the last
time, or with --fresh the newest that fits. The outcome says whether the bytes are the same as those in FOLDER, and the
hashes of all indexes there are written into its SHA256SUMS.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from askew.apis.build import Request, build, file_name, save
from askew.apis.environment import BuildError, Environments
from askew.apis.index import Index
from askew.apis.model import IndexFileError
from askew.apis.recipe import recipes
from askew.apis.store import SUFFIX
from askew.data import data_dir


def request(library: str, folder: Path, *, fresh: bool) -> Request:
    """Return what to build for a library: all its versions, with the neighbours that its index in `folder` names."""
    recipe = recipes()[library]
    try:
        path = folder / file_name(library, recipe.roots)
        sources = Index(path).manifest["sources"] if path.is_file() and not fresh else []
    except IndexFileError:
        sources = []
    numbers = tuple(item.number for item in recipe.versions)
    return Request(library, numbers, beside={item["version"]: item.get("beside", ()) for item in sources})


def sums(folder: Path) -> str:
    """Return the SHA-256 of every index in a folder, as `sha256sum` writes them."""
    files = sorted(folder.glob(f"*{SUFFIX}"))
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def main() -> int:
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("libraries", nargs="*", default=list(recipes()), metavar="LIBRARY")
    parser.add_argument("-o", "--output", type=Path, default=data_dir("rules") / "apis")
    parser.add_argument("--fresh", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        failed = rebuild(given.libraries, given.output, Environments(Path(folder)), fresh=given.fresh)
    (given.output / "SHA256SUMS").write_text(sums(given.output), encoding="utf-8")
    return int(failed > 0)


def rebuild(libraries: Sequence[str], output: Path, environments: Environments, *, fresh: bool) -> int:
    """Build libraries into a folder; return how many failed."""
    failed = 0
    for library in libraries:
        started = time.perf_counter()
        try:
            built = build(request(library, output, fresh=fresh), _say, environments)
        except BuildError as error:
            print(f"{library}: {error}")
            failed += 1
            continue
        old = output / built.name
        same = "same bytes" if old.is_file() and old.read_bytes() == built.data else "new bytes"
        save(built, output)
        seconds = time.perf_counter() - started
        print(f"{library}: {len(built.data):,} bytes, {same}, {seconds:.0f} s; {_told(built.report)}", flush=True)
    return failed


def _told(report: Mapping[str, Any]) -> str:
    """A report on one line, with the number of modules and objects that could not be looked at."""
    failed = {version: len(items) for version, items in report["failed"].items()}
    return ", ".join(f"{key}: {value}" for key, value in {**report, "failed": failed}.items())


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
