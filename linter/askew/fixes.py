"""Fixes: apply, lint again, until nothing is left to fix; then prove that nothing else changed; then write."""

import difflib
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from askew import proof
from askew.config import Settings
from askew.decode import decode, encode
from askew.diagnostic import Diagnostic, Edit, Safety
from askew.engine import Ask, Result, lint
from askew.place import apply_edits
from askew.rule import Rule

MAX_ROUNDS = 20


class FixError(Exception):
    """Fixes that would change more than they should: our bug, so nothing is written."""


class Fixed(NamedTuple):
    """The content of a file before and after, how many fixes were made, and what is left to say about it."""

    before: bytes
    after: bytes
    made: int
    result: Result


def fix(
    path: str,
    data: bytes,
    rules: Sequence[Rule],
    settings: Settings,
    allowed: frozenset[Safety],
    ask: Ask | None = None,
    known: Iterable[Diagnostic] = (),
) -> Fixed:
    """Return `data` with every fix of an `allowed` safety made. Raises FixError where the proof fails.

    A file that is not UTF-8 is never changed, nor is what is `known`.
    """
    result = lint(path, data, rules, settings, ask)
    if not any(_edits(item, allowed) for item in result.diagnostics):
        return Fixed(data, data, 0, result)
    decoded = decode(data)
    if decoded.encoding != "utf-8":
        return Fixed(data, data, 0, result)
    source, made = decoded.source, 0
    accepted = {item.fingerprint for item in known}
    for safety in (Safety.SAFE, Safety.UNSAFE):  # the safe ones first: their proof is the stricter one
        if safety in allowed:
            source, count = _apply(path, source, rules, settings, frozenset({Safety.SAFE, safety}), ask, accepted)
            made += count
    after = encode(source, bom=decoded.bom)
    return Fixed(data, after, made, lint(path, after, rules, settings, ask))


def _apply(
    path: str,
    before: bytes,
    rules: Sequence[Rule],
    settings: Settings,
    allowed: frozenset[Safety],
    ask: Ask | None,
    accepted: Collection[str],
) -> tuple[bytes, int]:
    """The source with all `allowed` fixes of what is not `accepted` made and proved, and their number."""
    source, count, applied = before, 0, set[str]()
    at_first: list[Diagnostic] | None = None
    for _ in range(MAX_ROUNDS):
        found = lint(path, source, rules, settings, ask).diagnostics
        at_first = found if at_first is None else at_first
        chosen = _choose((item for item in found if item.fingerprint not in accepted), allowed)
        if not chosen:
            break
        source = apply_edits(source, [Edit(edit.span, edit.text) for item in chosen for edit in _edits(item, allowed)])
        count += len(chosen)
        applied |= {item.code for item in chosen}
    else:
        raise FixError(f"{path}: fixes of {', '.join(sorted(applied))} never end; this is a bug of Askew")
    if count:
        wrong = proof.difference(path, before, source, applied, settings, text_changes=Safety.UNSAFE in allowed)
        wrong = wrong or proof.new_finding(at_first or [], found, applied)
        if wrong:
            raise FixError(
                f"{path}: nothing written, because the fixes of {', '.join(sorted(applied))} would {wrong}; "
                "this is a bug of Askew, please report it"
            )
    return source, count


def _edits(item: Diagnostic, allowed: frozenset[Safety]) -> Sequence[Any]:
    return item.fix.edits if item.fix is not None and item.fix.safety in allowed else ()


def _choose(diagnostics: Iterable[Diagnostic], allowed: frozenset[Safety]) -> list[Diagnostic]:
    """The diagnostics, first come first served, whose fixes do not overlap."""
    chosen, taken = [], list[tuple[int, int]]()
    for item in diagnostics:
        spans = [(edit.span.start, edit.span.end) for edit in _edits(item, allowed)]
        if spans and not any(_overlap(span, other) for span in spans for other in taken):
            chosen.append(item)
            taken += spans
    return chosen


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one == other or (one[0] < other[1] and other[0] < one[1])


def diff(path: str, fixed: Fixed) -> str:
    """Return the unified diff of what was fixed."""
    return unified(path, fixed.before, fixed.after)


def unified(path: str, before: bytes, after: bytes) -> str:
    """Return the unified diff of two contents of the file at `path`."""
    old, new = (_lines(_text(data)) for data in (before, after))
    lines = difflib.unified_diff(old, new, path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _text(data: bytes) -> str:
    """The text of a file, its byte order mark included: a patch without it fits nowhere."""
    decoded = decode(data)
    return encode(decoded.source, bom=decoded.bom).decode()


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; only a line feed ends one, as in patches."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
