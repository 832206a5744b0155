"""Calibrate the embeddings' cosines: how likely is it that two questions of the same words ask the same?

    python scripts/meaning.py

Reads meaning.tsv beside this file (same, one, other), pairs in our own words that contrast.py cannot tell apart, and
writes rules/meaning.json: a logistic curve fitted by Newton's method. Needs the extra `semantic`.
"""

import csv
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from askew.data import data_dir
from askew.duplicates.contrast import contrast
from askew.duplicates.meaning import MODEL, Meaning
from askew.duplicates.weights import Frequencies
from askew.duplicates.wording import wording

_STEPS = 50
_PRIOR = 1e-3  # a little ridge: keeps the curve finite where a table could be parted without fault


def logistic(values: NDArray[np.float64], same: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the intercept and slope that make `same` likeliest, given one value a pair."""
    middle, spread = values.mean(), values.std()
    columns = np.stack([np.ones(len(values)), (values - middle) / spread], axis=1)
    found = np.zeros(2)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-columns @ found))
        steepness = (columns * (likely * (1 - likely))[:, None]).T @ columns + _PRIOR * np.eye(2)
        found += np.linalg.solve(steepness, columns.T @ (same - likely) - _PRIOR * found)
    slope = found[1] / spread
    return float(found[0] - slope * middle), float(slope)


def main() -> None:
    """Write rules/meaning.json."""
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    words, model = wording(), Meaning()
    pairs = [(words.text(row["one"]), words.text(row["other"])) for row in rows]
    if told := [one.exact for one, other in pairs if contrast(one, other, words, Frequencies(texts=1))]:
        raise SystemExit(f"contrast.py tells these apart, so they are never embedded: {told}")
    cosines = np.array([model.cosine(one.exact, other.exact) for one, other in pairs])
    intercept, slope = logistic(cosines, np.array([row["same"] == "1" for row in rows]))
    curve = {"model": MODEL, "pairs": len(rows), "intercept": round(intercept, 2), "slope": round(slope, 2)}
    (data_dir("rules") / "meaning.json").write_text(json.dumps(curve, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
