"""Kill `askew apply --write` at random moments; recover; every file must be old or every file new, and nothing else touched.

    kill_apply.py FOLDER [--times 50] [--seed 0]

FOLDER is a bank with duplicates: a copy of it is cleaned and killed, over and over. Most of the time of a run is reading and
comparing, so the moments are drawn from what touches the disk: one half of them from staging, which begins when the folder of
the journal appears, the other from replacing, which begins when the journal does.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ASKEW = (sys.executable, "-m", "askew", "apply")
FOLDER, JOURNAL = ".askew_apply", "pending/journal.json"
WRITE = (*ASKEW, "--accept", "identical,near", "--write", "bank")


def main() -> None:
    """Print how often which outcome came, and fail for a wrong one."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--times", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        old = fresh(root, given.folder)
        staging, replacing = run_to_the_end(root)
        new = state(root)
        changed = sum(old.get(path) != content for path, content in new.items())
        print(f"{changed} of {len(new)} files change; staging takes {staging:.3f} s, replacing {replacing:.3f} s")
        seen: Counter[str] = Counter()
        for number in range(given.times):
            fresh(root, given.folder)
            sign, longest = ("", staging) if number % 2 else (JOURNAL, replacing)
            seen[killed(root, sign, chance.uniform(0, longest), old, new)] += 1
    for outcome, count in sorted(seen.items()):
        print(f"{count:4}  {outcome}")
    if any(outcome.startswith("WRONG") for outcome in seen):
        sys.exit(1)


def fresh(root: Path, folder: Path) -> dict[str, bytes]:
    """Lay the bank out anew; return its files."""
    for path in root.iterdir():
        shutil.rmtree(path)
    shutil.copytree(folder, root / "bank", copy_function=shutil.copyfile)
    for path in (root / "bank").rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (root / "bank").chmod(0o755)
    return state(root)


def state(root: Path) -> dict[str, bytes]:
    """Every file below `root` with its content, without what the journal keeps."""
    files = (path for path in root.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def run_to_the_end(root: Path) -> tuple[float, float]:
    """Clean the bank; return how long staging and replacing take, in seconds."""
    process = begun(root, "")
    times = [time.perf_counter()]
    for name in (JOURNAL, "applied"):
        wait_for(process, root / FOLDER / name)
        times.append(time.perf_counter())
    process.wait()
    return times[1] - times[0], times[2] - times[1]


def begun(root: Path, sign: str) -> "subprocess.Popen[bytes]":
    """Start cleaning; return once there is `sign` in the folder of the journal."""
    process = subprocess.Popen(WRITE, cwd=root, stderr=subprocess.DEVNULL)
    wait_for(process, root / FOLDER / sign)
    return process


def wait_for(process: "subprocess.Popen[bytes]", path: Path) -> None:
    """Return once `path` is there, or the process is not."""
    while not path.exists() and process.poll() is None:
        time.sleep(0.0002)


def killed(root: Path, sign: str, after: float, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """Kill a run so many seconds after `sign` of it, recover; return in words what came of it."""
    process = begun(root, sign)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    half = state(root)
    was = "old" if half == old else "new" if half == new else "half changed"
    done = subprocess.run([*ASKEW, "--recover"], cwd=root, capture_output=True, encoding="utf-8", check=False)
    said = done.stderr.strip()
    now = state(root)
    told = "old" if "old" in said else "new" if "new" in said else was
    if done.returncode or now != (old if told == "old" else new) or (root / FOLDER / "pending").exists():
        return f"WRONG: {was}, then said `{said}`"
    return f"found {was}; {said}"


if __name__ == "__main__":
    main()
