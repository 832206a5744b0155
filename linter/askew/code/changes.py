"""Changes to a piece of Python, and the edits of the document that make them."""

from typing import NamedTuple

from askew.code.listing import Listing
from askew.diagnostic import Edit
from askew.document import Document, Span


class Change(NamedTuple):
    """Replace the text between two places: 1-based lines, 0-based columns in UTF-8 bytes."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def edits(document: Document, lines: Listing, changes: tuple[Change, ...]) -> tuple[Edit, ...]:
    """Return the edits that make `changes` in a code block, new lines behind the prefix of those they stand among.

    () where one of the changes touches a line that cannot be edited, or runs across the prompts of a session.
    """
    found = []
    for change in changes:
        start, end = lines.offset(change.line, change.column), lines.offset(change.end_line, change.end_column)
        crosses = change.line != change.end_line or "\n" in change.text
        prefix = lines.prefix(document, change.line)
        if start is None or end is None or (crosses and (lines.has_prompts or prefix.strip(" \t>"))):
            return ()
        new, newline = change.text.split("\n"), _newline(document, lines, change.line)
        shown = [prefix + line if line else prefix.rstrip() for line in new]
        if crosses and change.column == change.end_column == 0 and not new[-1]:  # whole lines, prefixes and all
            start, end = lines.lines[change.line - 1].start, lines.lines[change.end_line - 1].start
            text = "".join(line + newline for line in shown[:-1])
        else:
            text = newline.join([new[0], *shown[1:]])
        found.append(Edit(Span(start, end), text))
    return tuple(found)


def _newline(document: Document, lines: Listing, number: int) -> str:
    """How the line ends: a new one ends so too."""
    end = lines.lines[number - 1].end
    return "\r\n" if document.source[end : end + 2] == b"\r\n" else "\n"
