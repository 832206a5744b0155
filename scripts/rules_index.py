"""Write docs/rules.md: every rule with its manual page. With --check, fail if it is stale."""

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from askew.checks import RULES
from askew.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "docs" / "rules.md"
FAMILIES = {
    "A": "Wrong APIs of libraries, in Python in fences",
    "D": "Duplicates: what a corpus has more than once",
    "M": "Markdown that renders otherwise than it was meant",
    "P": "Python in fences",
    "Q": "Structure of questions and answers",
    "S": "Semantic slips in machine learning code",
    "X": "Askew's own: what it was given and how the run went",
}
INTRODUCTION = """\
# Rules

A rule's page says what it reports and why, and shows input that it reports and input that it leaves alone; the tests
run these examples. `askew rule CODE` prints the page. Severity: *error* certainly harms a reader, *warning* probably
does, *info* is advice. Fix: \N{WRENCH} marks rules that can mend at least some of what they find.
"""


def page(rule: Rule) -> Path:
    """Return the manual page of a rule."""
    return ROOT / "rules" / f"{rule.code}-{rule.name}.md"


def index() -> Iterator[str]:
    """Yield the lines of the index."""
    yield INTRODUCTION
    for family, rules in groupby(RULES, key=lambda rule: rule.code[0]):
        yield f"## {family}: {FAMILIES[family]}\n"
        yield "| Rule | Reports | Severity | Fix |"
        yield "|---|---|---|---|"
        for rule in rules:
            name = f"[{rule.code} {rule.name}](../rules/{page(rule).name})"
            off = "" if rule.default else " Off by default."
            fix = "\N{WRENCH}" if "```diff" in page(rule).read_text(encoding="utf-8") else ""
            yield f"| {name} | {rule.summary}{off} | {rule.severity} | {fix} |"
        yield ""


def main() -> None:
    """Write the index, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the index is stale")
    text = "\n".join(index()).rstrip("\n") + "\n"
    if not parser.parse_args().check:
        INDEX.write_text(text, encoding="utf-8", newline="\n")
    elif not INDEX.exists() or INDEX.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{INDEX.relative_to(ROOT)} is stale; run python scripts/rules_index.py")


if __name__ == "__main__":
    main()
