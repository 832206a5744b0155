"""Time the duplicate hook: one changed file of a big repository, whole processes.

    python benchmarks/make_bank.py /tmp/bank && python benchmarks/warm_hook.py /tmp/bank

The bank is copied into a repository of its own. Each run changes a question of one file with records first. Prints
medians, their ratio to `python -c "import click"`, measured in alternation, and the most memory a run took. Wall times
on a machine that does something else say little: the ratio of CPU seconds is the figure. The second ratio is that of
the same command without rules that compare files.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_FEW, _MANY = 3, 30  # records of a file that somebody works on


class Cost(NamedTuple):
    """CPU and wall seconds of a process, and the most memory it held, in MB."""

    cpu: float
    wall: float
    memory: float


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Return what `command` takes in `folder`."""
    start = time.perf_counter()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    wall = time.perf_counter() - start
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1e3)


def repository(bank: Path, folder: Path) -> None:
    """Make `folder` a repository that tracks a copy of `bank`."""
    shutil.copytree(bank, folder)
    for command in (["git", "init", "-q"], ["git", "add", "-A"]):
        subprocess.run(command, cwd=folder, check=True)


def candidates(folder: Path) -> list[Path]:
    """Return the files of a few questions each."""
    found = sorted(folder.rglob("*.md"))
    return [path for path in found if _FEW <= path.read_bytes().count(b"\n## ") <= _MANY]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bank", type=Path, help="folder written by make_bank.py")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--select", default="D")
    arguments = parser.parse_args()
    check = [sys.executable, "-m", "askew", "check", "--exit-zero", "--select", arguments.select]
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top, "bank")
        repository(arguments.bank, folder)
        chosen = candidates(folder)
        cold = cost([*check, str(chosen[0])], folder)
        size = sum(path.stat().st_size for path in folder.glob(".askew_cache/*/*")) / 1e6
        print(
            f"cold      {cold.cpu:6.2f} CPU s  {cold.wall:6.2f} s  {cold.memory:4.0f} MB; the index has {size:.0f} MB"
        )
        clicks, alone, warm = [], [], []
        for number in range(arguments.runs):
            path = chosen[number * 7 % len(chosen)]
            path.write_bytes(path.read_bytes().replace(b"\n## ", b"\n## x%d " % number, 1))
            clicks.append(cost([sys.executable, "-c", "import click"], folder))
            alone.append(cost([*check[:-1], "Q001", str(path.relative_to(folder))], folder))
            warm.append(cost([*check, str(path.relative_to(folder))], folder))
    for name, costs in (("click", clicks), ("alone", alone), ("warm", warm)):
        cpu, wall = (statistics.median(getattr(item, field) for item in costs) for field in ("cpu", "wall"))
        print(f"{name:8}  {cpu * 1e3:6.0f} CPU ms {wall * 1e3:6.0f} ms {max(item.memory for item in costs):4.0f} MB")
    for name, costs in (("alone", alone), ("warm", warm)):
        ratios = [one.cpu / other.cpu for one, other in zip(costs, clicks, strict=True)]
        print(f"{name} / click: {statistics.median(ratios):.2f} (CPU)")


if __name__ == "__main__":
    main()
