"""A first look at a corpus: which files hold records, how those begin, what their Python imports."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from askew.code.dialect import PYTHON
from askew.code.parsing import parsed
from askew.code.reading import reading
from askew.config import DEFAULT_INCLUDE, Settings
from askew.export import documents, entries
from askew.extract import explained
from askew.record import Record

PROSE = (".txt", ".text", ".mkd", ".mkdn", ".mdown", ".qmd", ".rmd")
"""Endings of texts that may well be a bank, although `include` leaves them out by default."""


@dataclass
class Glance:
    """What is in the files that hold records: those files, counts of files by ending and layout, and more counts."""

    paths: list[str] = field(default_factory=list)
    records: int = 0
    endings: Counter[str] = field(default_factory=Counter)
    layouts: Counter[str] = field(default_factory=Counter)
    libraries: Counter[str] = field(default_factory=Counter)

    @property
    def include(self) -> tuple[str, ...]:
        """Patterns that match these files: the default ones and those of other endings."""
        others = (f"*{ending}" for ending in sorted(self.endings) if ending)
        return (*DEFAULT_INCLUDE, *(pattern for pattern in others if pattern not in DEFAULT_INCLUDE))


def glance(files: Sequence[str], settings: Settings) -> Glance:
    """Return what a first look at `files` shows; what cannot be read is passed over."""
    found = Glance()
    for document in documents(files, settings, []):
        if document.path.endswith(".jsonl"):
            layout, records = "JSONL", [entry.record for entry in entries(document, settings, [])]
        else:
            chosen, pairs = explained(document, settings.markers)
            layout = chosen.chosen[0].name if chosen.chosen else "other"
            records = [record for record, _ in pairs]
        if records:
            found.paths.append(document.path)
            found.records += len(records)
            found.endings[PurePath(document.path).suffix] += 1
            found.layouts[layout] += 1
            found.libraries.update(name for record in records for name in dict.fromkeys(_imported(record)))
    return found


def _imported(record: Record) -> Iterator[str]:
    """The top-level modules, without those of Python, that the Python of a record imports."""
    for code in record.code:
        tree = parsed(reading(code.dialect, code.text).text) if code.dialect in PYTHON else None
        for node in ast.walk(tree) if isinstance(tree, ast.Module) else ():
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            yield from (root for name in names if (root := name.partition(".")[0]) not in sys.stdlib_module_names)
