"""Many checks of one tree at once, one of them killed in each round: no wrong verdict, no lost file, no lock in the way.

python benchmarks/load.py [--processes 8] [--rounds 20] [--seed 1]
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
CHECK = (sys.executable, "-m", "askew", "check", "--output-format", "json", "--exit-zero")


def tree(folder: Path) -> list[Path]:
    """Fill a repository with copies of the demonstration banks; return its files."""
    for copy in range(6):
        for path in CORPUS.rglob("*.*"):
            target = folder / str(copy) / path.relative_to(CORPUS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
    return sorted(path for path in folder.rglob("*.md") if ".git" not in path.parts)


def commands(files: list[Path], folder: Path, number: int, dice: random.Random) -> list[tuple[str, ...]]:
    """Return what the processes of a round run: the whole tree, or some of its files as a hook names them."""
    some = [str(path.relative_to(folder)) for path in dice.sample(files, 5)]
    return [CHECK if process % 2 else (*CHECK, *some) for process in range(number)]


def expected(command: tuple[str, ...], folder: Path) -> str:
    """Return what a command says when it is alone and keeps nothing."""
    return subprocess.run([*command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=True).stdout


@click.command()
@click.option("--processes", default=8, show_default=True)
@click.option("--rounds", default=20, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(processes: int, rounds: int, seed: int) -> None:
    """Run the rounds and print what went wrong; exit with 1 if anything did."""
    dice = random.Random(seed)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = tree(folder)
        contents = {path: path.read_bytes() for path in files}
        for number in range(rounds):
            changed = dice.choice(files)
            changed.write_bytes(contents[changed] + f"\n<!-- round {number} -->\n".encode())
            contents[changed] = changed.read_bytes()
            asked = commands(files, folder, processes, dice)
            right = {command: expected(command, folder) for command in set(asked)}
            running = [subprocess.Popen(command, cwd=folder, stdout=-1, stderr=-1, text=True) for command in asked]
            victim = dice.randrange(processes)
            time.sleep(dice.uniform(0.05, 1.5))
            running[victim].send_signal(signal.SIGKILL)
            for index, (command, process) in enumerate(zip(asked, running, strict=True)):
                out, err = process.communicate()
                if index != victim or process.returncode == 0:
                    faults += [f"round {number}: another verdict of process {index}"] * (out != right[command])
                    faults += [
                        f"round {number}: {line}" for line in err.splitlines() if line.startswith(("warning", "error"))
                    ]
            faults += [f"round {number}: {path} differs" for path in files if path.read_bytes() != contents[path]]
    print(f"{rounds} rounds of {processes} processes: {len(faults)} faults", *faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
