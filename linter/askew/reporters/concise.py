"""One line a diagnostic: path:line:col: CODE message."""

from collections.abc import Iterator

from askew.reporters.style import Style
from askew.run import Report


def report(run: Report, style: Style) -> Iterator[str]:
    """Yield a line for every diagnostic."""
    for item in run.diagnostics:
        where = f"{style.bold(item.path)}:{item.place.line}:{item.place.column}:"
        mark = " [*]" if item.fix is not None else ""
        yield f"{where} {style.severity(item.code, item.severity)}{mark} {printable(item.message)}"


def printable(text: str) -> str:
    """Return `text` on one line, with control characters made visible."""
    return "".join(
        c if c.isprintable() else f"\\x{ord(c):02x}" if ord(c) < 256 else "\N{REPLACEMENT CHARACTER}" for c in text
    )
