"""Decisions on findings and duplicates: what a report exports and `askew apply` carries out."""

import hashlib


def digest(text: str) -> str:
    """Return the 16 hex digits by which the text of a record is known again, whatever its line ends and last blanks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:16]
