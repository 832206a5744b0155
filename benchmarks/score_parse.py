"""Compare the questions that `askew parse` finds in the shared corpora with the expected ones.

Exits with 1 when a folder of the corpora is below its targets.
"""

import argparse
import json
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LINES_APART = 2
ALIKE = 0.85
TARGETS = {"pycnblog-sample": (0.95, 0.0), "wtfpython": (0.95, 0.95)}
DEFAULT_TARGET = (0.98, 0.97)  # recall, precision


class Question(NamedTuple):
    """A question, expected or found, under all the texts that it may be known by."""

    line: int
    texts: tuple[str, ...]
    empty: bool = False


class Score(NamedTuple):
    """What became of the questions of one file or folder; the lists hold `path:line  text`."""

    expected: int
    found: int
    matched: int
    empty: int
    missed: list[str]
    wrong: list[str]

    @property
    def precision(self) -> float:
        """Return the share of the found questions that are expected."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the expected questions that are found."""
        return self.matched / self.expected if self.expected else 1.0


def read_expected(path: Path) -> dict[str, list[Question]]:
    """Return the expected questions by path relative to the corpora."""
    questions: dict[str, list[Question]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        questions[row["path"]].append(Question(row["line"], (row["question"],)))
    return questions


def read_found(output: str, corpora: Path) -> dict[str, list[Question]]:
    """Return the records in the output of `askew parse`, by path relative to the corpora."""
    questions: dict[str, list[Question]] = defaultdict(list)
    for line in output.split("\n"):
        if line:
            row = json.loads(line)
            path = Path(row["path"]).resolve().relative_to(corpora).as_posix()
            texts = (row["title"] or "", row["question"] or "")
            questions[path].append(Question(row["line"], texts, not (row["answer"] or "").strip()))
    return questions


def letters(text: str) -> str:
    """Return the letters and digits of the text, case folded."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def likeness(one: Question, other: Question) -> float:
    """Return how alike the two questions are, by their most similar texts."""
    return max(
        SequenceMatcher(None, letters(text), letters(known), autojunk=False).ratio()
        for text in one.texts
        for known in other.texts
    )


def matches(expected: list[Question], found: list[Question]) -> Iterator[tuple[int, int]]:
    """Yield the indices of matching questions, nearest lines first, then most alike; each index once."""
    pairs = sorted(
        (abs(want.line - have.line), -likeness(want, have), i, j)
        for i, want in enumerate(expected)
        for j, have in enumerate(found)
        if abs(want.line - have.line) <= LINES_APART
    )
    matched_expected: set[int] = set()
    matched_found: set[int] = set()
    for _, unlikeness, i, j in pairs:
        if -unlikeness >= ALIKE and i not in matched_expected and j not in matched_found:
            matched_expected.add(i)
            matched_found.add(j)
            yield i, j


def score_file(path: str, expected: list[Question], found: list[Question]) -> Score:
    """Return the score of one file."""
    pairs = list(matches(expected, found))
    unmatched = set(range(len(expected))) - {i for i, _ in pairs}
    unexpected = set(range(len(found))) - {j for _, j in pairs}
    return Score(
        expected=len(expected),
        found=len(found),
        matched=len(pairs),
        empty=sum(question.empty for question in found),
        missed=[shown(path, expected[i]) for i in sorted(unmatched)],
        wrong=[shown(path, found[j]) for j in sorted(unexpected)],
    )


def shown(path: str, question: Question) -> str:
    """Return one line that leads to the question."""
    text = " | ".join(dict.fromkeys(filter(None, question.texts)))
    return f"{path}:{question.line}  {' '.join(text.split())[:120]}"


def total(scores: list[Score]) -> Score:
    """Return the scores of several files as one."""
    return Score(
        expected=sum(score.expected for score in scores),
        found=sum(score.found for score in scores),
        matched=sum(score.matched for score in scores),
        empty=sum(score.empty for score in scores),
        missed=[line for score in scores for line in score.missed],
        wrong=[line for score in scores for line in score.wrong],
    )


def score_folders(expected: dict[str, list[Question]], found: dict[str, list[Question]]) -> dict[str, Score]:
    """Return the score of each top folder; files without expected questions do not count."""
    folders: dict[str, list[Score]] = defaultdict(list)
    for path in sorted(expected):
        folders[path.split("/")[0]].append(score_file(path, expected[path], found.get(path, [])))
    return {folder: total(scores) for folder, scores in folders.items()}


def on_target(folder: str, score: Score) -> bool:
    """Return whether the folder is as good as it has to be."""
    recall, precision = TARGETS.get(folder, DEFAULT_TARGET)
    return score.recall >= recall and score.precision >= precision


def report(folder: str, score: Score, examples: int) -> Iterator[str]:
    """Yield the table row of one folder and the first questions that it missed or made up."""
    verdict = "ok" if on_target(folder, score) else "BELOW TARGET"
    yield (
        f"{folder:45}{score.expected:9}{score.found:7}{score.matched:9}"
        f"{score.precision:11.3f}{score.recall:8.3f}{score.empty:7}  {verdict}"
    )
    yield from (f"    missed  {line}" for line in score.missed[:examples])
    yield from (f"    false   {line}" for line in score.wrong[:examples])


def main() -> int:
    """Run the comparison, print it, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="default: ../shared")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list N of each kind per folder")
    parser.add_argument(
        "command",
        nargs="*",
        metavar="COMMAND",
        default=[sys.executable, "-m", "askew"],
        help="what to run instead of this Python's askew; after --",
    )
    options = parser.parse_args()
    corpora = options.shared.resolve() / "corpora"
    expected = read_expected(options.shared / "expected" / "questions.jsonl")
    run = subprocess.run(
        [*options.command, "parse", str(corpora)], stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    if run.returncode not in (0, 1):
        parser.exit(2, f"askew parse ended with {run.returncode}\n")
    folders = score_folders(expected, read_found(run.stdout, corpora))
    print(f"{'folder':45} expected  found  matched  precision  recall  empty")
    for folder, score in folders.items():
        print(*report(folder, score, options.misses), sep="\n")
    return int(not all(on_target(folder, score) for folder, score in folders.items()))


if __name__ == "__main__":
    sys.exit(main())
