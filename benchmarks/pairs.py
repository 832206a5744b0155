"""Judge labelled pairs of sentences by Askew's similarity and by plain Jaccard: do pairs that mean the same score higher?

    python benchmarks/pairs.py [FOLDER]

FOLDER has TSV files (text1, text2, label 1 or 0) whose names start with their language, zh_ or en_. Plain Jaccard is that
of pairs of characters in Chinese and of words in English. The frequencies are those of the file's own distinct texts.
Printed are the area under the ROC curve, and precision and recall of "the same" from each similarity on. Where the
extra `semantic` is installed, pairs that it looks at (no contrast, near the threshold for review) are placed above or
below that threshold by how likely they mean the same. None of these
sets is a bank of questions: they say whether the measure is better than none, not what a threshold should be.
"""

import argparse
import csv
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askew.duplicates.contrast import contrast
from askew.duplicates.meaning import Meaning, is_installed
from askew.duplicates.shingles import shingles
from askew.duplicates.verdict import thresholds
from askew.duplicates.weights import Frequencies, frequencies
from askew.duplicates.wording import letters, wording

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "pairs"
THRESHOLDS = (0.45, 0.60, 0.70, 0.80)
MERGE, REVIEW = 0.60, 0.45  # the defaults

Scores = NDArray[np.float64]


class Labelled(NamedTuple):
    """Two texts, and whether people say that they mean the same."""

    one: str
    other: str
    same: bool


def labelled(path: Path) -> list[Labelled]:
    """Return the pairs of a TSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Labelled(one, other, label == "1") for one, other, label in rows[1:]]


def folded(text: str) -> str:
    """Return a text without regard to case, width and punctuation."""
    return letters(unicodedata.normalize("NFKC", text).casefold())


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, or the text if it is shorter."""
    text = folded(text)
    return frozenset(text[i : i + 2] for i in range(max(1, len(text) - 1)))


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(folded(text).split())


def plain(pairs: Sequence[Labelled], cut: Callable[[str], frozenset[str]]) -> Scores:
    """Return the Jaccard similarities of pairs."""
    sets = ((cut(pair.one), cut(pair.other)) for pair in pairs)
    return np.array([len(one & other) / max(1, len(one | other)) for one, other in sets])


def askew(pairs: Sequence[Labelled], stripped: bool = True, weighed: bool = True) -> Scores:
    """Return Askew's similarities of pairs, or what is left of them without the wording or without weights."""
    known = wording()
    core = {text: known.text(text).core if stripped else folded(text) for pair in pairs for text in pair[:2]}
    sets = {text: shingles(text) for text in core.values()}
    found = frequencies(sets.values()) if weighed else Frequencies(texts=1)  # all the same
    return np.array([found.similarity(sets[core[pair.one]], sets[core[pair.other]]) for pair in pairs])


def vetoed(pairs: Sequence[Labelled]) -> NDArray[np.bool_]:
    """Return which pairs have a contrast, so that Askew would not call them the same whatever their similarity."""
    known = wording()
    texts = {text: known.text(text) for pair in pairs for text in pair[:2]}
    found = frequencies(map(shingles, {text.core for text in texts.values()}))
    return np.array([bool(contrast(texts[pair.one], texts[pair.other], known, found)) for pair in pairs])


def meant(pairs: Sequence[Labelled], scores: Scores, parted: NDArray[np.bool_]) -> Scores:
    """Return the similarities with those of doubtful pairs moved by meaning: to `review` where it is even, between the
    floor and `merge` by how likely it is.
    """
    merge, review, floor = thresholds(MERGE, REVIEW, len(pairs), semantic=True)
    meaning, known, found = Meaning(), wording(), scores.copy()
    for at in np.flatnonzero(~parted & (scores >= floor) & (scores < merge)).tolist():
        likely = meaning.likely(known.text(pairs[at].one).exact, known.text(pairs[at].other).exact)
        found[at] = np.interp(likely, (0, 0.5, 1), (floor, review, merge))
    return found


def area(scores: Scores, same: NDArray[np.bool_]) -> float:
    """Return the chance that a pair of the same scores higher than another pair, ties counting half (Mann-Whitney)."""
    values, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    positives = int(same.sum())
    return float((ranks[same].sum() - positives * (positives + 1) / 2) / (positives * (len(values[place]) - positives)))


def row(name: str, scores: Scores, same: NDArray[np.bool_]) -> str:
    """Return a line of the table: area, then precision and recall from each threshold on."""
    found = [f"{name:34} {area(scores, same):.4f}"]
    for threshold in THRESHOLDS:
        said = scores >= threshold
        right = int((said & same).sum())
        found.append(f"{right / max(1, int(said.sum())):.2f} {right / int(same.sum()):.2f}")
    return "   ".join(found)


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=PAIRS)
    for path in sorted(parser.parse_args().folder.glob("*.tsv")):
        pairs = labelled(path)
        same = np.array([pair.same for pair in pairs])
        print(f"\n{path.stem}: {len(pairs):,} pairs, {same.mean():.0%} the same")
        print(f"{'':34} {'AUC':6}   " + "   ".join(f"from {threshold:.2f}" for threshold in THRESHOLDS))
        scores, parted = askew(pairs), vetoed(pairs)
        print(row("Askew", scores, same))
        print(row("Askew, but for what contrast parts", np.where(parted, 0.0, scores), same))
        if is_installed():
            moved = meant(pairs, scores, parted)
            print(row("Askew, by meaning too", moved, same))
            print(row("  but for what contrast parts", np.where(parted, 0.0, moved), same))
        print(row("plain Jaccard", plain(pairs, bigrams if path.name.startswith("zh") else words), same))
        print(row("Askew's shingles alone", askew(pairs, stripped=False, weighed=False), same))
        print(row("  with the wording", askew(pairs, weighed=False), same))
        print(row("  with weights", askew(pairs, stripped=False), same))


if __name__ == "__main__":
    main()
