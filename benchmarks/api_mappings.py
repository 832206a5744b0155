"""How many of a list of deprecated names Askew knows to be gone or deprecated: python benchmarks/api_mappings.py FILE.

FILE has lines of library, deprecated name and replacement, with tabs between them and a heading. Prints the share that
is reported where it is used, and each name that is not with what the indexes say of it.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from askew.apis.collection import apis
from askew.apis.judge import Judge


def main(path: str) -> None:
    """Run the benchmark."""
    judge = Judge(apis(), {})
    known: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in csv.DictReader(Path(path).read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        name = row["deprecated"]
        total[row["library"]] += 1
        if any(judge.used(name, None, called=True, instance=False)):
            known[row["library"]] += 1
        else:
            print(f"  {name}: {_why(judge, name)}")
    for library, count in total.items():
        print(f"{library:14} {known[library]:4} of {count:4}")
    print(f"{'all':14} {known.total():4} of {total.total():4}  {known.total() / total.total():.3f}")


def _why(judge: Judge, name: str) -> str:
    """What the indexes say of a name that nothing is reported of."""
    found = judge.resolve(name)
    if found.library is None:
        return "no index"
    if found.missing:
        return f"`{found.path}` lacks `{found.missing}`, which is not certain"
    if found.entry is None:
        return "nothing is known"
    versions = ", ".join(found.library.names(found.entry.versions))
    text = f", says {found.entry.deprecated!r}" if found.entry.deprecated else ""
    return f"a {found.entry.kind} of {versions}{text}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
