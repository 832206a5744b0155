"""Compare the parameter lists of an index with what `inspect.signature` says of the installed library.

    python benchmarks/api_signatures.py numpy sklearn --python path/to/environment/bin/python [--size 3000] [--seed 1]

Draws public functions and classes of each top-level module from the index, asks the environment's Python about them, and
prints the share of equal lists (names, kinds, what may be left out) among those that `inspect` has a signature of.
"""

import argparse
import json
import random
import subprocess
from collections.abc import Iterator

from askew.apis.collection import Apis, apis
from askew.apis.model import Signature

PROBE = """
import importlib, inspect, json, sys, warnings
warnings.simplefilter("ignore")
KINDS = {0: "positional", 1: "normal", 2: "args", 3: "keyword", 4: "kwargs"}
answers = {}
for dotted in json.load(sys.stdin):
    try:
        parts = dotted.split(".")
        value = importlib.import_module(parts[0])
        for place, part in enumerate(parts[1:], 2):
            try:
                value = getattr(value, part)
            except AttributeError:
                value = importlib.import_module(".".join(parts[:place]))
        parameters = inspect.signature(value).parameters.values()
        answers[dotted] = [
            [item.name, KINDS[int(item.kind)], item.default is item.empty and item.kind not in (2, 4)] for item in parameters
        ]
    except BaseException:
        pass
json.dump(answers, sys.stdout)
"""


def callables(known: Apis, root: str) -> Iterator[tuple[str, Signature]]:
    """Yield the public functions and classes of a library with their signatures in its newest version."""
    index = known.index(root)
    if index is None:
        return
    for module in index.modules:
        names = index.listing(module, index.library.newest) or {}
        for name in names if module.split(".")[0] == root else ():
            entry = known.resolve(f"{module}.{name}").entry
            signature = entry.signature(index.library.newest) if entry and entry.kind in ("class", "function") else None
            if signature is not None and "._" not in module:
                yield f"{module}.{name}", signature


def compare(root: str, python: str, size: int, seed: int) -> None:
    """Print the line of one library."""
    found = dict(callables(apis(), root))
    drawn = random.Random(seed).sample(sorted(found), min(size, len(found)))
    run = subprocess.run([python, "-c", PROBE], input=json.dumps(drawn), capture_output=True, text=True, check=False)
    answers = json.loads(run.stdout.strip().splitlines()[-1] if run.stdout.strip() else "{}")
    different = []
    for dotted, said in answers.items():
        known = [[item.name, item.kind, item.required] for item in found[dotted].parameters]
        if known != said:
            different.append(dotted)
    share = 1 - len(different) / len(answers) if answers else 0.0
    print(
        f"{root:12} {len(drawn):5} drawn, {len(answers):5} with a signature, {share:.4f} equal; e.g. {', '.join(different[:3])}"
    )


def main() -> None:
    """Print a line for each library."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roots", nargs="+", help="top-level modules")
    parser.add_argument("--python", required=True, help="the Python of an environment that has the libraries")
    parser.add_argument("--size", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for root in arguments.roots:
        compare(root, arguments.python, arguments.size, arguments.seed)


if __name__ == "__main__":
    main()
