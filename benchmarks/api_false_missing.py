"""Names that working code uses and an index says are missing: each is run, to tell false ones from dead code.

    python benchmarks/api_false_missing.py PYTHON [ROOT...]

reads all Python in the site-packages of PYTHON (an environment whose versions are the newest that are shipped), looks
every dotted name up that comes from an indexed library, and tries each that is said to be missing with PYTHON. ROOT
limits this to libraries. Prints the false ones and counts; exits with 1 where more than 0.5 % of the files have one.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from askew.apis.collection import apis
from askew.code.resolve import names

LIMIT = 0.005
_TRY = """
import importlib, json, os, sys, warnings
warnings.simplefilter("ignore")
out = os.dup(1); os.dup2(2, 1)
found = {}
for dotted in json.load(sys.stdin):
    parts = dotted.split(".")
    value, there = None, False
    try:
        value, there = importlib.import_module(parts[0]), True
        for place, part in enumerate(parts[1:], 1):
            try:
                value = getattr(value, part)
            except AttributeError:
                value = importlib.import_module(".".join(parts[:place + 1]))
    except BaseException:
        there = False
    found[dotted] = there
os.write(out, json.dumps(found).encode())
os._exit(0)
"""


def main(python: str, *roots: str) -> int:
    """Run the benchmark; return the exit code."""
    known = apis()
    where = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    users: dict[str, set[str]] = defaultdict(set)
    files = looked_up = 0
    for path in sorted(Path(where.stdout.strip()).rglob("*.py")):
        files += 1
        for dotted in _used(path):
            root = dotted.split(".", 1)[0]
            if root in known.roots and (not roots or root in roots):
                looked_up += 1
                answer = known.resolve(dotted)
                if answer.missing and answer.certain:
                    users[f"{answer.path}.{answer.missing}"].add(str(path))
    tried = subprocess.run(
        [python, "-c", _TRY], input=json.dumps(sorted(users)), capture_output=True, text=True, check=True
    )
    false = [name for name, there in json.loads(tried.stdout).items() if there]
    for name in false:
        print(f"false: {name} ({len(users[name])} files, such as {min(users[name])})")
    wrong = len(set[str]().union(*(users[name] for name in false)))
    print(
        f"{files:,} files, {looked_up:,} names; {len(users):,} said to be missing, {len(false):,} of them false, in {wrong:,} files"
    )
    return int(wrong > LIMIT * files)


def _used(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, or asks of what it imports."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    found = names(text)
    for target in {item.target for item in found.imports} if found else ():
        yield target
    for target in {use.target for use in found.uses if use.target and "(" not in use.target} if found else ():
        yield target


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
