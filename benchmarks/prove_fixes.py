"""Make every fix of code in the shared corpora, in memory, and prove from outside that nothing else changed.

    python benchmarks/prove_fixes.py [--safe-only]

Prints the fixes made by rule. Fails where a byte outside the code blocks changed, a changed block does not parse, or a
second run would change anything. The check is its own: lines outside code are compared as lines, blocks with libcst.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import libcst

from askew.checks import selected
from askew.code.blocks import code_blocks
from askew.code.dialect import PYTHON
from askew.code.reading import reading
from askew.config import Settings
from askew.diagnostic import Safety
from askew.document import Document
from askew.fixes import fix
from askew.linting import second_opinion
from askew.markdown import parse
from askew.record import Code

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
SETTINGS = Settings(select=("P",))
RULES = selected(SETTINGS)
ASK = second_opinion(SETTINGS).opinions


def outside(document: Document, blocks: tuple[Code, ...]) -> list[bytes]:
    """Return the lines of a document that belong to no code block, the lines of its fences included."""
    inside = {line for code in blocks for line in range(code.line, code.end_line + 1)}
    return [line for number, line in enumerate(document.source.split(b"\n"), 1) if number not in inside]


def runs(code: Code) -> bool:
    """Tell whether the Python of a block parses."""
    try:
        libcst.parse_module(reading(code.dialect, code.text).text)
    except libcst.ParserSyntaxError:
        return False
    return True


def faults(path: Path, before: bytes, after: bytes, allowed: frozenset[Safety]) -> list[str]:
    """Return what is wrong with the fixes made in one file."""
    old, new = parse(path.name, before), parse(path.name, after)
    old_code, new_code = code_blocks(old), code_blocks(new)
    found = []
    if outside(old, old_code) != outside(new, new_code):
        found.append("a line outside the code changed")
    if len(old_code) != len(new_code):
        found.append("the number of blocks changed")
    for one, other in zip(old_code, new_code, strict=False):
        if one.text != other.text and not (other.dialect in PYTHON and runs(other)):
            found.append(f"the block on line {other.line} does not parse")
    if fix(path.name, after, RULES, SETTINGS, allowed, ASK).after != after:
        found.append("a second run changes more")
    return found


def main() -> None:
    """Print the table; end with 1 where a file is at fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--safe-only", action="store_true")
    unsafe = frozenset[Safety]() if parser.parse_args().safe_only else frozenset({Safety.UNSAFE})
    allowed = frozenset({Safety.SAFE}) | unsafe
    made: Counter[str] = Counter()
    changed = failed = 0
    for path in sorted(CORPORA.rglob("*.md")):
        before = path.read_bytes()
        after = fix(path.name, before, RULES, SETTINGS, allowed, ASK).after
        if after == before:
            continue
        changed += 1
        for rule in RULES:
            made[rule.code] += fix(path.name, before, [rule], SETTINGS, allowed, ASK).made
        for fault in faults(path, before, after, allowed):
            failed += 1
            print(f"{path.relative_to(CORPORA)}: {fault}")
    print(f"{changed} files changed, {failed} faults; fixes made by each rule alone:")
    for code, count in sorted(made.items()):
        if count:
            print(f"  {code}  {count:5}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
