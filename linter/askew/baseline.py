"""The baseline: findings that are known and accepted, so that only new ones are reported.

It is a file of JSON lines, one a finding, sorted by path, rule and fingerprint, so that diffs and merges are readable.
An entry has no line number: what moves with its text stays known, also into another file.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from askew.checks.prose import quoted
from askew.diagnostic import Diagnostic

_HINT = 80  # characters of the message that an entry keeps for people
_KEYS = ("path", "rule", "fingerprint", "hint", "reason")


class BaselineError(Exception):
    """A baseline that cannot be used; the message names file and line and says what is wrong."""


class Entry(NamedTuple):
    """A known finding: where it was, what it said, and why it is accepted ("" where nobody says)."""

    path: str
    rule: str
    fingerprint: str
    hint: str = ""
    reason: str = ""
    line: int = 0  # of the baseline that it stands on


class Sorted(NamedTuple):
    """Findings held against a baseline: the new ones, the known ones, and the entries that fit no finding."""

    new: list[Diagnostic]
    known: list[Diagnostic]
    stale: list[Entry]


def sift(diagnostics: Iterable[Diagnostic], entries: Iterable[Entry]) -> Sorted:
    """Return `diagnostics` held against `entries`, each entry for one finding.

    Of several findings with one fingerprint those whose path is that of an entry come first, the others are moved or new.
    """
    spare: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        spare[entry.fingerprint].append(entry)
    left, known = [], []
    for item in diagnostics:
        at_home = next((entry for entry in spare[item.fingerprint] if entry.path == item.path), None)
        if at_home is None:
            left.append(item)
        else:
            spare[item.fingerprint].remove(at_home)
            known.append(item)
    new = []
    for item in left:
        if spare[item.fingerprint]:
            spare[item.fingerprint].pop(0)
            known.append(item)
        else:
            new.append(item)
    stale = sorted(entry for rest in spare.values() for entry in rest)
    return Sorted(new, sorted(known, key=lambda item: item.order), stale)


def entries_of(diagnostics: Iterable[Diagnostic], before: Sequence[Entry] = ()) -> list[Entry]:
    """Return a baseline for `diagnostics`; the reasons of the entries that there were `before` are kept."""
    reasons = {(entry.fingerprint, entry.path): entry.reason for entry in before}
    anywhere = {entry.fingerprint: entry.reason for entry in before}
    return sorted(
        Entry(
            item.path,
            item.code,
            item.fingerprint,
            quoted(item.message, _HINT),
            reasons.get((item.fingerprint, item.path), anywhere.get(item.fingerprint, "")),
        )
        for item in diagnostics
    )


def render(entries: Iterable[Entry]) -> str:
    """Return the content of a baseline file, sorted."""
    return "".join(f"{json.dumps(_data(entry), ensure_ascii=False)}\n" for entry in sorted(entries))


def _data(entry: Entry) -> Mapping[str, str]:
    data = {key: getattr(entry, key) for key in _KEYS}
    return {key: value for key, value in data.items() if value}


def read(path: Path) -> list[Entry]:
    """Return the entries of the baseline at `path`; raise BaselineError where it cannot be read or a line is no entry."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BaselineError(f"{path}: no such file; `askew baseline` writes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineError(f"{path}: {error}") from None
    return [_entry(line, number, path) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _entry(line: str, number: int, path: Path) -> Entry:
    where = f"{path}:{number}"
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise BaselineError(f"{where}: a merge conflict; keep the lines of both sides")
    try:
        data: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BaselineError(f"{where}: not JSON: {error}") from None
    if not isinstance(data, dict) or not all(isinstance(data.get(key), str) for key in _KEYS[:3]):
        raise BaselineError(f"{where}: an entry needs `path`, `rule` and `fingerprint`, all of them strings")
    texts = {key: data[key] for key in _KEYS if isinstance(data.get(key), str)}
    return Entry(**texts, line=number)
