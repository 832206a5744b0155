"""Build all shipped indexes again, each in environments that are thrown away: hours, and some 15 GB of downloads.

    python benchmarks/api_rebuild.py [LIBRARY...] [-o FOLDER]

This runs the code of the libraries. Where FOLDER already has an index of the same name the outcome says whether the
bytes are the same. The versions are the shipped ones; the older one of two is there for what has gone since.
"""

import argparse
import sys
import time
from pathlib import Path

from askew.apis.build import Request, build, save
from askew.apis.environment import BuildError
from askew.data import data_dir

VERSIONS = {
    "stdlib": ("",),
    "numpy": ("1.23.5", "2.4.6"),
    "scikit-learn": ("1.2.2", "1.9.1"),
    "keras": ("2.15.0", "3.15.1"),
    "tensorflow": ("2.15.1", "2.21.0"),
    "tf_keras": ("2.21.0",),
    "tensorflow-model-optimization": ("0.8.1",),
    "pandas": ("1.5.3", "3.1.1"),
    "matplotlib": ("3.11.2",),
    "torch": ("2.13.0",),
    "scipy": ("1.17.1",),
    "imbalanced-learn": ("0.14.2",),
    "seaborn": ("0.13.2",),
    "xgboost": ("3.2.0",),
    "lightgbm": ("4.7.0",),
    "transformers": ("5.23.0",),
}


def main() -> int:
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("libraries", nargs="*", default=list(VERSIONS), metavar="LIBRARY")
    parser.add_argument("-o", "--output", type=Path, default=data_dir("rules") / "apis")
    given = parser.parse_args()
    failed = 0
    for library in given.libraries:
        started = time.perf_counter()
        try:
            built = build(Request(library, VERSIONS[library]), lambda text: print(text, file=sys.stderr))
        except BuildError as error:
            print(f"{library}: {error}")
            failed += 1
            continue
        old = given.output / built.name
        same = "same bytes" if old.is_file() and old.read_bytes() == built.data else "new bytes"
        save(built, given.output)
        seconds = time.perf_counter() - started
        print(f"{library}: {len(built.data):,} bytes, {same}, {seconds:.0f} s; {dict(built.report)}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
