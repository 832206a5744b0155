"""Count the dialects of the fences in the shared corpora, and draw those that do not parse to be judged by hand.

    python benchmarks/sample_dialects.py --size 60 --seed 1 -o sample.jsonl

Prints a table of fences per dialect and folder. Each line of the sample is a fence that `ast.parse` refuses as it
stands; a judge sets `true` to whether its dialect is right, and `reason` where that is not obvious.
"""

import argparse
import ast
import json
import random
import warnings
from collections import Counter, defaultdict
from pathlib import Path

from askew.code.blocks import code_blocks
from askew.markdown import parse
from askew.record import Code

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def fences() -> list[tuple[str, Code]]:
    """Return every fence that has a dialect, with the path of its file."""
    found = []
    for path in sorted(CORPORA.rglob("*.md")):
        name = path.relative_to(CORPORA).as_posix()
        found += [(name, code) for code in code_blocks(parse(path.name, path.read_bytes())) if code.dialect]
    return found


def refused(code: Code) -> bool:
    """Tell whether the standard parser refuses a fence as it stands."""
    try:
        ast.parse(code.text)
    except (SyntaxError, ValueError):
        return True
    return False


def main() -> None:
    """Print the table and write the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    found = fences()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for name, code in found:
        table[name.split("/")[0]][code.dialect] += 1
    for folder, counts in sorted(table.items()):
        print(f"{folder:44} {', '.join(f'{dialect} {count}' for dialect, count in counts.most_common())}")
    broken = [(name, code) for name, code in found if refused(code)]
    print(f"{len(found)} fences with a dialect, {len(broken)} refused by ast.parse")
    drawn = random.Random(arguments.seed).sample(broken, min(arguments.size, len(broken)))
    with arguments.output.open("w", encoding="utf-8") as out:
        for name, code in sorted(drawn, key=lambda pair: (pair[0], pair[1].line)):
            row = {"path": name, "line": code.line, "dialect": code.dialect, "true": None, "reason": ""}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
