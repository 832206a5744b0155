"""Time `askew` as whole processes: a big bank on one core, one small file, and the bare start.

    python benchmarks/make_bank.py /tmp/bank && python benchmarks/speed.py /tmp/bank

Prints the medians of CPU seconds; the ratios are to `python -c "import click"`, which no command-line program in
Python with click can beat.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SMALL = "# Tea\n\n## 1. What is tea?\n\nAn infusion.\n\n```python\nprint('tea')\n```\n"


def cpu_seconds(command: Sequence[str], runs: int) -> float:
    """Return the median of user and system seconds that `command` takes, after one run that does not count."""
    taken = []
    for _ in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(taken[1:])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bank", type=Path, nargs="?", help="folder written by make_bank.py")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--select", default="Q,M,P001,X", help="the rules on the bank")
    arguments = parser.parse_args()
    for name in ("FORCE_COLOR", "PYTHONDONTWRITEBYTECODE"):  # click is installed with its bytecode
        os.environ.pop(name, None)
    askew = [sys.executable, "-m", "askew"]
    click = cpu_seconds([sys.executable, "-c", "import click"], arguments.runs)
    print(f"import click            {click * 1000:8.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "small.md")
        small.write_text(SMALL, encoding="utf-8")
        for name, command in (("--version", [*askew, "--version"]), ("check small.md", [*askew, "check", str(small)])):
            taken = cpu_seconds(command, arguments.runs)
            print(f"{name:22}  {taken * 1000:8.0f} ms   {taken / click:.2f} x import click")
    if arguments.bank:
        size = sum(path.stat().st_size for path in arguments.bank.rglob("*.md")) / 1e6
        command = [*askew, "check", "--exit-zero", "--no-cache", "-j1", "--select", arguments.select]
        taken = cpu_seconds([*command, str(arguments.bank)], max(1, arguments.runs // 5))
        print(f"{arguments.select:11} {size:3.0f} MB    {taken:8.2f} s    {size / taken:.1f} MB/s")


if __name__ == "__main__":
    main()
