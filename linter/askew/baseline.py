"""The baseline: findings that are known and accepted, so that only new ones are reported.

It is a file of JSON lines, one a finding, sorted by path, rule and fingerprint, so that diffs and merges are readable.
An entry has no line number: what moves with its text stays known, also into another file.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from askew import files
from askew.checks.prose import quoted
from askew.diagnostic import Diagnostic
from askew.pairing import leftovers

DEFAULT = "askew-baseline.ndjson"  # beside the configuration
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
    found = list(diagnostics)
    new, stale = leftovers(found, entries, lambda item: (item.path, item.fingerprint), lambda item: item.fingerprint)
    unknown = set(map(id, new))
    return Sorted(new, [item for item in found if id(item) not in unknown], sorted(stale))


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


def outdated(stale: Iterable[Entry], paths: Iterable[str], codes: Iterable[str]) -> list[Entry]:
    """Return the `stale` entries of which a run of the rules `codes` over the files `paths` can tell that they are.

    What no rule was run for, or stands in a file that is there but was not looked at, may be true still.
    """
    linted, asked = set(paths), set(codes)
    return [
        entry for entry in stale if entry.rule in asked and (entry.path in linted or not os.path.exists(entry.path))
    ]


def content(path: Path, entries: Iterable[Entry]) -> bytes:
    """Return the content of a baseline at `path`, in which paths are relative to its folder."""
    return render(entry._replace(path=_between(entry.path, os.curdir, path.parent)) for entry in entries).encode()


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline; raise OSError where that cannot be done."""
    files.write(str(path), content(path, entries))


def read(path: Path) -> list[Entry]:
    """Return the entries of the baseline at `path`, their paths relative to the working directory.

    Raises BaselineError where it cannot be read or a line is no entry.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BaselineError(f"{path}: no such file; `askew baseline` writes one") from None
    except UnicodeDecodeError:
        raise BaselineError(f"{path}: not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror}") from None
    entries = (_entry(line, number, path) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    return [entry._replace(path=_between(entry.path, path.parent, os.curdir)) for entry in entries]


def _between(path: str, folder: str | Path, other: str | Path) -> str:
    """A path that is relative to one folder as seen from another."""
    if os.path.isabs(path) or os.path.abspath(folder) == os.path.abspath(other):
        return path
    return os.path.relpath(os.path.join(folder, path), other).replace(os.sep, "/")


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
