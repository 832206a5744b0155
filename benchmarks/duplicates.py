"""Find planted duplicates among made-up questions, with Askew and with other libraries, each in a process of its own.

    python benchmarks/duplicates.py [--sizes 10000,100000] [--rounds 3] [--only askew,rensa]

The contenders take turns. Printed are the medians of CPU and wall seconds from texts to pairs (without starting Python
and importing), of the CPU seconds of the whole process and its highest memory (os.wait4), then what was found: recall
against all pairs that are alike by the exact measure of the contender, and precision and recall against what was
planted. Above 10,000 texts the exact pairs are those of some texts drawn at random, compared with all others; what is
reported of others is not asked about then. The other libraries run on one thread and are skipped where they are not
installed; without Askew's full measure, nothing looks past frames or vetoes one-word differences.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from contenders import CONTENDERS, PLAIN, Pairs, library_of, merge_threshold, plain_cores, same
from questions import KINDS, corpus

from askew.duplicates import packing
from askew.duplicates.wording import Text, wording

SAMPLE = {10_000: 10_000, 100_000: 2_000, 1_000_000: 400}  # texts whose neighbours are looked up exactly


class Run(NamedTuple):
    """What one run of a contender took: seconds and bytes."""

    cpu: float
    wall: float
    process: float
    memory: int


def run(name: str, folder: Path) -> Run:
    """Run a contender in a process of its own; its pairs are in `folder` then."""
    environment = {**os.environ, "RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--contender", name, "--folder", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name} failed")
    cpu, wall = json.loads(printed)
    return Run(cpu, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def contend(name: str, folder: Path) -> None:
    """Be the process of a contender: read the texts, find the pairs, print CPU and wall seconds."""
    if library := library_of(name):
        import_module(library)
    texts = read(folder)
    cpu, wall = time.process_time(), time.perf_counter()
    pairs = CONTENDERS[name](texts)
    print(json.dumps([time.process_time() - cpu, time.perf_counter() - wall]))
    np.save(folder / f"{name}.npy", pairs)


def read(folder: Path) -> list[str]:
    """Return the texts of a folder."""
    return (folder / "texts.txt").read_text(encoding="utf-8").split("\n")


class Exact:
    """The exact neighbours of some texts among all, by a measure: shingles, weights and a threshold."""

    def __init__(self, packed: packing.Shingled, weights: packing.Ints, threshold: float) -> None:
        self.packed, self.weights, self.threshold = packed, weights, threshold
        owner = np.repeat(np.arange(len(packed.starts) - 1, dtype=np.int32), packed.lengths)
        self._owners = owner[np.argsort(packed.ids, kind="stable")]
        self._at = np.concatenate([[0], np.cumsum(np.bincount(packed.ids, minlength=len(packed.vocabulary)))])
        self._totals = np.bincount(owner, weights=weights[packed.ids], minlength=len(packed.starts) - 1)

    def neighbours(self, text: int) -> list[int]:
        """Return the other texts that are alike: all that share a shingle are compared."""
        shared = np.zeros(len(self._totals))
        for shingle in self.packed.ids[self.packed.starts[text] : self.packed.starts[text + 1]]:
            shared[self._owners[self._at[shingle] : self._at[shingle + 1]]] += self.weights[shingle]
        union = self._totals + self._totals[text] - shared
        alike = np.flatnonzero((shared > 0) & (shared >= union * (self.threshold - 1e-12)))
        return [int(other) for other in alike if other != text]


def exact_pairs(measure: Exact, sample: Sequence[int]) -> Pairs:
    """Return the pairs of each text of a sample with its neighbours, the smaller number first."""
    pairs = {(min(text, other), max(text, other)) for text in sample for other in measure.neighbours(text)}
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def truths(texts: Sequence[str], sample: Sequence[int]) -> dict[bool, set[tuple[int, int]]]:
    """Return the pairs that Askew's full measure (True) and plain Jaccard (False) should report of a sample of texts."""
    packed = packing.shingled(plain_cores(texts))
    plain = exact_pairs(Exact(packed, np.ones(len(packed.vocabulary), dtype=np.int64), PLAIN), sample)
    words = wording()
    packed = packing.shingled(words.text(text).core for text in texts)
    alike = exact_pairs(Exact(packed, packed.weights(), merge_threshold(len(texts))), sample)
    worded = _Worded(texts)
    full = same(worded, alike, words, packed.frequencies())
    return {True: _set(full), False: _set(plain)}


class _Worded(Sequence[Text]):
    """Texts in the form in which they are compared, when they are asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        return wording().text(self._texts[number])


def _set(pairs: Pairs) -> set[tuple[int, int]]:
    return {(min(pair), max(pair)) for pair in pairs.tolist()}


def judge(folder: Path) -> None:
    """Be the process that compares what the contenders found with the truth: print a line for each."""
    texts = read(folder)
    planted = {kind: _set(np.array(pairs)) for kind, pairs in json.loads((folder / "planted.json").read_text()).items()}
    every = set().union(*planted.values())
    sample = random.Random(1).sample(range(len(texts)), min(len(texts), SAMPLE.get(len(texts), 2_000)))
    truth = truths(texts, sample)
    chosen = set(sample)
    print(f"{'':18} {'pairs':>9} | exact: precision recall | planted: precision recall | {'  '.join(KINDS)}")
    for path in sorted(folder.glob("*.npy")):
        found = _set(np.load(path))
        right = truth[path.stem == "askew full"]
        asked = {pair for pair in found if not chosen.isdisjoint(pair)}
        kinds = "  ".join(f"{share(len(found & pairs), len(pairs)):>{len(kind)}}" for kind, pairs in planted.items())
        print(
            f"{path.stem:18} {len(found):9} | {share(len(asked & right), len(asked)):>16} {share(len(asked & right), len(right)):>6}"
            f" | {share(len(found & every), len(found)):>18} {share(len(found & every), len(every)):>6} | {kinds}"
        )


def share(part: int, whole: int) -> str:
    """Return a share with three digits."""
    return f"{part / whole:.3f}" if whole else "-"


def contest(size: int, rounds: int, names: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the tables for a corpus of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, __file__, "--make", str(size), "--folder", name], check=True)
        runs: dict[str, list[Run]] = {name: [] for name in names}
        for _ in range(rounds):
            for contender in names:
                runs[contender].append(run(contender, folder))
        yield f"\n{size:,} texts{'':7} CPU s   wall s | process CPU s  peak MB | CPU to rensa"
        taken = {
            name: [statistics.median(column) for column in zip(*found, strict=True)] for name, found in runs.items()
        }
        for contender, (cpu, wall, process, memory) in taken.items():
            ratio = "  ".join(f"{cpu / other[0]:.2f}" for rival, other in taken.items() if rival.startswith("rensa"))
            yield f"{contender:18} {cpu:8.2f} {wall:8.2f} | {process:13.2f} {memory / 1e6:8.0f} | {ratio}"
        judged = [sys.executable, __file__, "--judge", "--folder", name]
        yield subprocess.run(judged, check=True, capture_output=True, text=True).stdout.rstrip()


def make(size: int, folder: Path) -> None:
    """Write a corpus: making it takes memory that would count as a contender's, were it made where they are started."""
    made = corpus(size, seed=1)
    (folder / "texts.txt").write_text("\n".join(made.texts), encoding="utf-8")
    (folder / "planted.json").write_text(json.dumps(made.planted))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="beginnings of the names of contenders")
    for hidden in ("--contender", "--folder", "--make"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--judge", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contender:
        contend(arguments.contender, Path(arguments.folder))
    elif arguments.make:
        make(int(arguments.make), Path(arguments.folder))
    elif arguments.judge:
        judge(Path(arguments.folder))
    else:
        only = tuple(arguments.only.split(","))
        names = [name for name in CONTENDERS if name.startswith(only) and is_there(name)]
        for size in map(int, arguments.sizes.split(",")):
            for line in contest(size, arguments.rounds, names):
                print(line, flush=True)


def is_there(name: str) -> bool:
    """Tell whether the library of a contender is installed."""
    library = library_of(name)
    return not library or find_spec(library.split(".")[0]) is not None


if __name__ == "__main__":
    main()
