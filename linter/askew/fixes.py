"""Fixes: apply, lint again, until nothing is left to fix; then prove that nothing else changed; then write."""

import difflib
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from askew.config import Settings
from askew.decode import decode, encode
from askew.diagnostic import Diagnostic, Edit, Safety
from askew.document import Document
from askew.engine import Result, lint
from askew.extract import extract
from askew.markdown import parse
from askew.place import apply_edits
from askew.record import normalised
from askew.rendering import rendering_difference
from askew.rule import Rule

MAX_ROUNDS = 20
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class FixError(Exception):
    """Fixes that would change more than they should: our bug, so nothing is written."""


class Fixed(NamedTuple):
    """The content of a file before and after, how many fixes were made, and what is left to say about it."""

    before: bytes
    after: bytes
    made: int
    result: Result


def fix(path: str, data: bytes, rules: Sequence[Rule], settings: Settings, allowed: frozenset[Safety]) -> Fixed:
    """Return `data` with every fix of an `allowed` safety made. Raises FixError where the proof fails.

    A file that is not UTF-8 is never changed.
    """
    result = lint(path, data, rules, settings)
    if not any(_edits(item, allowed) for item in result.diagnostics):
        return Fixed(data, data, 0, result)
    decoded = decode(data)
    if decoded.encoding != "utf-8":
        return Fixed(data, data, 0, result)
    source, made = decoded.source, 0
    for safety in (Safety.SAFE, Safety.UNSAFE):  # the safe ones first: their proof is the stricter one
        if safety in allowed:
            source, count = _apply(path, source, rules, settings, frozenset({Safety.SAFE, safety}))
            made += count
    after = encode(source, bom=decoded.bom)
    return Fixed(data, after, made, lint(path, after, rules, settings))


def _apply(
    path: str, before: bytes, rules: Sequence[Rule], settings: Settings, allowed: frozenset[Safety]
) -> tuple[bytes, int]:
    """The source with all `allowed` fixes made and proved, and their number."""
    source, count, applied = before, 0, set[str]()
    for _ in range(MAX_ROUNDS):
        chosen = _choose(lint(path, source, rules, settings).diagnostics, allowed)
        if not chosen:
            break
        source = apply_edits(source, [Edit(edit.span, edit.text) for item in chosen for edit in _edits(item, allowed)])
        count += len(chosen)
        applied |= {item.code for item in chosen}
    else:
        raise FixError(f"{path}: fixes of {', '.join(sorted(applied))} never end; this is a bug of Askew")
    if count:
        _prove(path, before, source, applied, settings, text_changes=Safety.UNSAFE in allowed)
    return source, count


def _edits(item: Diagnostic, allowed: frozenset[Safety]) -> Sequence[Any]:
    return item.fix.edits if item.fix is not None and item.fix.safety in allowed else ()


def _choose(diagnostics: Sequence[Diagnostic], allowed: frozenset[Safety]) -> list[Diagnostic]:
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


def _prove(path: str, before: bytes, after: bytes, codes: set[str], settings: Settings, *, text_changes: bool) -> None:
    """Raise FixError unless both versions hold the same code and, for safe fixes, the same records and rendering."""
    if path.endswith(".jsonl"):
        different = _json_difference(before, after, settings, text_changes=text_changes)
    else:
        different = _difference(parse(path, before), parse(path, after), settings, text_changes=text_changes)
    if different:
        raise FixError(
            f"{path}: nothing written, because the fixes of {', '.join(sorted(codes))} would change {different}; "
            "this is a bug of Askew, please report it"
        )


def _difference(before: Document, after: Document, settings: Settings, *, text_changes: bool) -> str:
    """What differs between two versions of a document; "" for nothing that must not.

    Code never changes. Records and rendering may only where a fix that changes the text was asked for.
    """
    if [block.text for block in before.blocks if block.kind == "code"] != [
        block.text for block in after.blocks if block.kind == "code"
    ]:
        return "code"
    if text_changes:
        return ""
    old, new = extract(before, settings.markers), extract(after, settings.markers)
    if len(old) != len(new):
        return f"the number of records from {len(old)} to {len(new)}"
    if [(record.number, normalised(record.title)) for record in old] != [
        (record.number, normalised(record.title)) for record in new
    ]:
        return "the titles of records"
    return rendering_difference(before.source.decode("utf-8"), after.source.decode("utf-8"))


def _json_difference(before: bytes, after: bytes, settings: Settings, *, text_changes: bool) -> str:
    old, new = before.split(b"\n"), after.split(b"\n")
    if len(old) != len(new):
        return "the number of lines"
    for one, other in zip(old, new, strict=True):
        difference = (
            "" if one == other else _line_difference(one.decode(), other.decode(), settings, text_changes=text_changes)
        )
        if difference:
            return difference
    return ""


def _line_difference(old: str, new: str, settings: Settings, *, text_changes: bool) -> str:
    """What differs between two versions of a JSON text of which only strings may, and they only as Markdown may."""
    if _JSON_STRING.sub('""', old) != _JSON_STRING.sub('""', new):
        return "more than a string"
    for one, other in zip(_JSON_STRING.findall(old), _JSON_STRING.findall(new), strict=True):
        if one != other:
            texts = [parse("", json.loads(literal).encode("utf-8", "replace")) for literal in (one, other)]
            difference = _difference(texts[0], texts[1], settings, text_changes=text_changes)
            if difference:
                return difference
    return ""


def diff(path: str, fixed: Fixed) -> str:
    """Return the unified diff of what was fixed."""
    before, after = (_lines(decode(data).source.decode()) for data in (fixed.before, fixed.after))
    lines = difflib.unified_diff(before, after, path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; only a line feed ends one, as in patches."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
