"""Draw findings of `askew check` to be judged by hand, or count what the judges said.

A judge sets `true` of each line to true or false, and `reason` where it is not obvious.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent


class Finding(TypedDict):
    """One finding and its verdict, as in the files; `true` is None until a judge has seen it."""

    fingerprint: str
    code: str
    path: str
    line: int
    message: str
    true: bool | None
    reason: str


def check(paths: list[str], corpora: Path) -> list[Finding]:
    """Return what `askew check` finds, unjudged; paths below the corpora are relative to them."""
    command = [sys.executable, "-m", "askew", "check", *paths, "--output-format", "json", "--exit-zero"]
    run = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if run.returncode:
        sys.exit(f"askew check ended with {run.returncode}")
    findings: list[Finding] = []
    for row in json.loads(run.stdout)["diagnostics"]:
        path = Path(row["path"]).resolve()
        findings.append(
            {
                "fingerprint": row["fingerprint"],
                "code": row["code"],
                "path": path.relative_to(corpora).as_posix() if path.is_relative_to(corpora) else row["path"],
                "line": row["line"],
                "message": row["message"],
                "true": None,
                "reason": "",
            }
        )
    return findings


def sample(findings: list[Finding], size: int, seed: int) -> Iterator[Finding]:
    """Yield up to so many findings of each rule; the draw of a rule depends on no other rule."""
    ordered = sorted(findings, key=itemgetter("code", "path", "line", "fingerprint"))
    for code, group in groupby(ordered, key=itemgetter("code")):
        rule = list(group)
        drawn = random.Random(f"{seed}:{code}").sample(range(len(rule)), min(size, len(rule)))
        yield from (rule[index] for index in sorted(drawn))


def read_judged(path: Path) -> dict[str, Finding]:
    """Return the findings of the file that have a verdict, by fingerprint."""
    with path.open(encoding="utf-8") as lines:
        findings: list[Finding] = [json.loads(line) for line in lines]
    return {finding["fingerprint"]: finding for finding in findings if finding["true"] is not None}


def table(findings: dict[str, Finding]) -> Iterator[str]:
    """Yield a line per rule and one for all: findings judged, found true, and their share."""
    verdicts: dict[str, list[bool | None]] = defaultdict(list)
    for finding in findings.values():
        verdicts[finding["code"]].append(finding["true"])
        verdicts["all"].append(finding["true"])
    yield "rule    judged   true   share"
    for code in sorted(verdicts):
        judged, true = len(verdicts[code]), sum(map(bool, verdicts[code]))
        yield f"{code:6}{judged:8}{true:7}{true / judged:8.3f}"


def agreement(first: dict[str, Finding], second: dict[str, Finding]) -> Iterator[str]:
    """Yield how far two judges agree on the findings that both judged, then where they do not."""
    shared = [fingerprint for fingerprint in first if fingerprint in second]
    apart = [key for key in shared if first[key]["true"] != second[key]["true"]]
    share = f" ({1 - len(apart) / len(shared):.3f})" if shared else ""
    yield f"agreement: {len(shared) - len(apart)} of {len(shared)}{share}"
    for key in apart:
        finding = first[key]
        verdicts = f"{str(finding['true']).lower()}/{str(second[key]['true']).lower()}"
        yield f"  {finding['code']} {finding['path']}:{finding['line']} {verdicts} {key}"


def tally(paths: list[Path]) -> Iterator[str]:
    """Yield the table of each judged file and, of exactly two, the agreement."""
    readers = [read_judged(path) for path in paths]
    for path, findings in zip(paths, readers, strict=True):
        yield str(path)
        yield from table(findings)
    if len(readers) == 2:
        yield from agreement(*readers)


def main() -> None:
    """Read the command line; write a sample, or print a tally."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="what to check")
    parser.add_argument("-o", "--output", type=Path, help="file for the sample (JSONL)")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="default: ../shared")
    parser.add_argument("--per-rule", type=int, default=20, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    parser.add_argument("--tally", nargs="+", type=Path, metavar="FILE", help="count judged files instead")
    options = parser.parse_args()
    if options.tally:
        print(*tally(options.tally), sep="\n")
        return
    if not options.paths or not options.output:
        parser.error("give PATH and -o, or --tally FILE")
    findings = check(options.paths, options.shared.resolve() / "corpora")
    drawn = list(sample(findings, options.per_rule, options.seed))
    lines = [json.dumps(finding, ensure_ascii=False) + "\n" for finding in drawn]
    options.output.write_text("".join(lines), encoding="utf-8")
    print(f"{len(drawn)} of {len(findings)} findings in {options.output}")


if __name__ == "__main__":
    main()
