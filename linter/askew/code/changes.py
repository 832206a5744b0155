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
        if start is None or end is None:
            return ()
        prefix = lines.prefix(document, change.line)
        if lines.has_prompts and (change.line != change.end_line or "\n" in change.text):
            return ()
        found.append(Edit(Span(start, end), change.text.replace("\n", "\n" + prefix)))
    return tuple(found)
