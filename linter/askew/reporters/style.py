"""Colours, or none, and how wide a line may be."""

from dataclasses import dataclass

from askew.diagnostic import Severity

_KIND = {"identical": "31;1", "near": "33;1", "review": "36;1"}
_SEVERITY = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}


@dataclass(frozen=True)
class Style:
    """Puts ANSI colours around text, if `color` is set; `width` are the columns to fill."""

    color: bool = False
    width: int = 100

    def __call__(self, text: str, code: str) -> str:
        """Return `text` in the SGR style `code`."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def bold(self, text: str) -> str:
        """Return `text` in bold."""
        return self(text, "1")

    def dim(self, text: str) -> str:
        """Return `text` dimmed."""
        return self(text, "2")

    def kind(self, text: str, kind: str) -> str:
        """Return `text` in the colour of a kind of duplicate: identical, near or review."""
        return self(text, _KIND[kind])

    def severity(self, text: str, severity: Severity) -> str:
        """Return `text` in the colour of a severity."""
        return self(text, _SEVERITY[severity])
