"""Examples of the libraries' own documentation as they are, and with one word made wrong: what is found, what falsely?

    python benchmarks/api_oracle.py --python ENVIRONMENT/bin/python [--pyright] [--show FOLDER] ROOT...

installs nothing: ENVIRONMENT has to have the libraries, best in the newest indexed versions. From the docstrings of
each ROOT programs are drawn and cut down to the statements that run there. In copies of them a module, a name, a
keyword or an attribute of an object is changed, by a slip of the pen or to another word of the same library. Only
copies that then stop at that statement count, with an ImportError, an AttributeError or a TypeError that speaks of the
wrong word. Found is what the A rules (or pyright, which sees the libraries) report in that statement and not in the
original; false is what they report of an original, deprecations apart. A finding that is true all the same, in a
function that never runs, has to be told by reading: `--show` writes all of them and what was missed.
"""

import argparse
import ast
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mutants import KINDS, Mutant, first_line, mutants, speaks_of

from askew.apis.collection import apis
from askew.checks import RULES
from askew.config import Settings
from askew.engine import lint

PRELUDE = """import numpy as np
import pandas as pd
import keras
import tensorflow as tf
import torch
import torch.nn as nn
import torch.nn.functional as F
import matplotlib.pyplot as plt"""
RULES_OF_APIS = [rule for rule in RULES if rule.code.startswith("A")]
HINTS = ("A005", "A008", "A010")
PROBE = Path(__file__).with_name("oracle_probe.py")


def probed(python: str, what: str, given: object) -> Any:
    """Return what the probe answers in the environment of `python`."""
    run = subprocess.run(
        [python, str(PROBE), what], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    if run.returncode or not run.stdout:
        sys.exit(f"{python}: {run.stderr[-2000:]}")
    return json.loads(run.stdout)


def cut(program: str, ran: Sequence[int]) -> str:
    """Return the statements that ran; nothing of a program in which two share a line."""
    lines = program.split("\n")
    kept: list[str] = []
    end = 0
    for number, statement in enumerate(ast.parse(program).body):
        start = first_line(statement)
        if start <= end:
            return ""
        end = statement.end_lineno or start
        kept += lines[start - 1 : end] if number in ran else ()
    return "".join(f"{line}\n" for line in kept)


def by_askew(programs: Sequence[str]) -> list[list[tuple[int, str, str]]]:
    """Return the findings in each program: line, code, message."""
    found = []
    for program in programs:
        bank = f"## 1. How is it done?\n\n````python\n{program}````\n"
        result = lint("bank.md", bank.encode(), RULES_OF_APIS, Settings())
        assert not result.crashes
        found.append([(item.place.line - 3, item.code, item.message) for item in result.diagnostics])
    return found


def by_pyright(programs: Sequence[str], python: str) -> list[list[tuple[int, str, str]]]:
    """Return what pyright reports as errors in each program."""
    found: list[list[tuple[int, str, str]]] = [[] for _ in programs]
    with tempfile.TemporaryDirectory() as folder:
        for number, program in enumerate(programs):
            Path(folder, f"example_{number}.py").write_text(program, encoding="utf-8")
        command = [str(Path(sys.executable).with_name("pyright")), "--outputjson", "--pythonpath", python, folder]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        for row in json.loads(run.stdout)["generalDiagnostics"]:
            if row["severity"] == "error":
                number = int(Path(row["file"]).stem.rsplit("_", 1)[-1])
                found[number].append((row["range"]["start"]["line"] + 1, row.get("rule", ""), row["message"]))
    return found


class Outcome(NamedTuple):
    """What one checker made of a library: `missed` mutants, and findings in `clean` programs."""

    caught: Counter[str]
    missed: list[Mutant]
    clean: list[tuple[str, tuple[int, str, str]]]


def judge(
    programs: Sequence[str],
    broken: Sequence[Mutant],
    clean: Sequence[list[tuple[int, str, str]]],
    found: Sequence[list[tuple[int, str, str]]],
) -> Outcome:
    """Return how often a checker was right, from its findings in originals and mutants."""
    before: Mapping[str, list[tuple[int, str, str]]] = dict(zip(programs, clean, strict=True))
    caught: Counter[str] = Counter()
    missed = []
    for mutant, findings in zip(broken, found, strict=True):
        new = [
            item for item in findings if mutant.first <= item[0] <= mutant.last and item not in before[mutant.original]
        ]
        if any(item[1] not in ("A008", "A010") for item in new):
            caught[mutant.kind] += 1
        else:
            missed.append(mutant)
    reported = [(program, item) for program in programs for item in before[program] if item[1] not in HINTS]
    return Outcome(caught, missed, reported)


def library(root: str, arguments: argparse.Namespace) -> Iterator[tuple[str, list[Mutant], Sequence[str], Outcome]]:
    """Yield a checker's name, the mutants, the programs and the outcome."""
    index = apis().index(root)
    modules = [name for name in index.modules if "._" not in name] if index else [root]
    draw = random.Random(f"{arguments.seed}:{root}")
    examples = probed(arguments.python, "collect", {"names": modules, "prelude": PRELUDE})
    drawn = draw.sample(examples, min(arguments.examples, len(examples)))
    outcomes = probed(arguments.python, "run", drawn)
    programs = list(
        dict.fromkeys(filter(None, (cut(text, ran) for text, (ran, *_) in zip(drawn, outcomes, strict=True))))
    )
    again = probed(arguments.python, "run", programs)
    programs = [text for text, (_, error, _) in zip(programs, again, strict=True) if not error]
    tried = list(mutants(programs, arguments.size, draw))
    fates = probed(arguments.python, "run", [item.text for item in tried])
    broken = [item for item, (_, error, text) in zip(tried, fates, strict=True) if speaks_of(item, error, text)]
    texts = [item.text for item in broken]
    yield "askew", broken, programs, judge(programs, broken, by_askew(programs), by_askew(texts))
    if arguments.pyright:
        python = arguments.python
        outcome = judge(programs, broken, by_pyright(programs, python), by_pyright(texts, python))
        yield "pyright", broken, programs, outcome


def show(folder: Path, root: str, name: str, outcome: Outcome) -> None:
    """Write what was missed and what was reported of good programs to files, to be read."""
    folder.mkdir(parents=True, exist_ok=True)
    missed = "".join(f"=== {item.kind}: {item.word} -> {item.wrong}\n{item.text}\n" for item in outcome.missed)
    clean = "".join(f"=== {line}: {code} {message}\n{program}\n" for program, (line, code, message) in outcome.clean)
    (folder / f"{root}-{name}-missed.txt").write_text(missed, encoding="utf-8")
    (folder / f"{root}-{name}-false.txt").write_text(clean, encoding="utf-8")


def row(title: str, all_of: Counter[str], caught: Counter[str], false: int, programs: int) -> str:
    """Return a line of the table."""
    shares = [_part(caught[kind], all_of[kind]) for kind in KINDS]
    named = KINDS[:-1]
    shares.append(_part(sum(caught[kind] for kind in named), sum(all_of[kind] for kind in named)))
    shares.append(_part(caught.total(), all_of.total()))
    return f"{title:22} {'  '.join(shares)}  {_part(false, programs, 4)}"


def _part(part: int, whole: int, digits: int = 3) -> str:
    return f"{part:5}/{whole:<5}" + (f"{part / whole:.{digits}f}" if whole else "  -  ")


def main() -> None:
    """Print a line for each library and checker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roots", nargs="+", metavar="ROOT", help="top-level modules of indexed libraries")
    parser.add_argument("--python", required=True, help="the Python of an environment that has the libraries")
    parser.add_argument(
        "--pyright", action="store_true", help="ask pyright as well; it has to be installed beside Python"
    )
    parser.add_argument(
        "--size", type=int, default=100, help="wrong words of each kind a library (default: %(default)s)"
    )
    parser.add_argument("--examples", type=int, default=400, help="examples drawn a library (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=Path, help="folder for what was missed and what was falsely reported")
    arguments = parser.parse_args()
    titles = (*KINDS, "all but attribute", "all", "good, reported")
    print(f"{'':22} {'  '.join(f'{title:>16}' for title in titles)}")
    for root in arguments.roots:
        for name, broken, programs, outcome in library(root, arguments):
            all_of = Counter(item.kind for item in broken)
            false = len({program for program, _ in outcome.clean})
            print(row(f"{root}, {name}", all_of, outcome.caught, false, len(programs)), flush=True)
            if arguments.show:
                show(arguments.show, root, name, outcome)


if __name__ == "__main__":
    main()
