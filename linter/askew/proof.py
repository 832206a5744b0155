"""The proof before anything is written: that fixes changed what they were to change, and nothing else."""

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence

from askew.code.blocks import code_blocks
from askew.code.dialect import PYTHON
from askew.code.grammar import newer_python_parses
from askew.code.reading import reading
from askew.code.syntax import problem
from askew.config import Settings
from askew.diagnostic import Diagnostic
from askew.document import Document
from askew.extract import extract
from askew.markdown import parse
from askew.record import normalised
from askew.rendering import rendering_difference

_CODE = ("A", "P", "S")  # the families of rules whose fixes may change code
_REPAIRS = frozenset(("P004", "P005", "P006"))
_JSON_STRING = re.compile(r'"(?:[^"\\]|(?s:\\.))*+(?:"|\\?\Z)')


def difference(
    path: str, before: bytes, after: bytes, codes: Collection[str], settings: Settings, *, text_changes: bool
) -> str:
    """Return what the fixes of the rules `codes` changed between two versions that they must not; "" for nothing.

    Code may change only where a fix of an A, P or S rule was made, and must parse then; what is outside the code only where
    one of another rule was. Records and rendering may only where `text_changes` were asked for.
    """
    in_code = any(code.startswith(_CODE) for code in codes)
    outside = any(not code.startswith(_CODE) for code in codes)

    def compare(old: Document, new: Document) -> str:
        return _code_difference(old, new, in_code=in_code) or _text_difference(
            old, new, settings, outside=outside, text_changes=text_changes
        )

    if not path.endswith(".jsonl"):
        return compare(parse(path, before), parse(path, after))
    old_lines, new_lines = before.split(b"\n"), after.split(b"\n")
    if len(old_lines) != len(new_lines):
        return "change the number of lines"
    for one, other in zip(old_lines, new_lines, strict=True):
        if one != other:
            for old, new in _strings(one.decode(), other.decode()):
                found = "change more than a string" if new is None else compare(old, new)
                if found:
                    return found
    return ""


def new_finding(before: Sequence[Diagnostic], after: Sequence[Diagnostic], codes: Collection[str]) -> str:
    """Return which rule finds more in code after the fixes of the rules `codes` than before; "" for none.

    Code that did not parse may show what its error hid, and code that is understood better what it does wrong (S).
    The rules about unbound names count as one: which of them speaks depends on what the rest of the document imports.
    """
    if _REPAIRS.intersection(codes):
        return ""
    old, new = (
        Counter(
            item.code[:2] if item.code.startswith("P1") else item.code
            for item in found
            if item.code.startswith(("A", "P"))
        )
        for found in (before, after)
    )
    more = new - old
    return f"bring new findings ({', '.join(sorted(more))})" if more else ""


def _code_difference(before: Document, after: Document, *, in_code: bool) -> str:
    old, new = code_blocks(before), code_blocks(after)
    if len(old) != len(new):
        return "change the number of code blocks"
    for one, other in zip(old, new, strict=True):
        if one.text != other.text:
            if not in_code:
                return "change code"
            if not _runs(other.text, other.dialect if other.dialect in PYTHON else one.dialect):
                return "leave code that does not parse"
    return ""


def _runs(text: str, dialect: str) -> bool:
    python = reading(dialect, text).text
    return dialect in PYTHON and (problem(python) is None or newer_python_parses(python))


def _text_difference(
    before: Document, after: Document, settings: Settings, *, outside: bool, text_changes: bool
) -> str:
    if not outside:
        return "" if _without_code(before) == _without_code(after) else "change text outside the code"
    if text_changes:
        return ""
    old, new = extract(before, settings.markers), extract(after, settings.markers)
    if len(old) != len(new):
        return f"change the number of records from {len(old)} to {len(new)}"
    if [(record.number, normalised(record.title)) for record in old] != [
        (record.number, normalised(record.title)) for record in new
    ]:
        return "change the titles of records"
    return rendering_difference(before.source.decode("utf-8"), after.source.decode("utf-8"))


def _without_code(document: Document) -> list[bytes]:
    """What stands between the code blocks of a document."""
    pieces, position = [], 0
    for block in document.blocks:
        if block.kind == "code":
            pieces.append(document.source[position : block.start])
            position = block.end
    return [*pieces, document.source[position:]]


def _strings(old: str, new: str) -> list[tuple[Document, Document | None]]:
    """The strings that differ between two versions of a JSON text, as documents; None where more than strings does."""
    if _JSON_STRING.sub('""', old) != _JSON_STRING.sub('""', new):
        return [(Document("", b""), None)]
    pairs = zip(_JSON_STRING.findall(old), _JSON_STRING.findall(new), strict=True)
    try:
        return [(_text(one), _text(other)) for one, other in pairs if one != other]
    except ValueError:  # a string that never ends
        return [(Document("", b""), None)]


def _text(literal: str) -> Document:
    return parse("", json.loads(literal).encode("utf-8", "replace"))
