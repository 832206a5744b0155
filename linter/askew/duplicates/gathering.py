"""Reading a corpus: files in, facts out, and what is wrong with those that give none."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from askew.checks.duplicates import repeated_question
from askew.checks.input import broken_jsonl_line, oversized_file, undecodable_file, unreadable_file
from askew.config import Settings
from askew.duplicates.facts import DocumentFact
from askew.engine import begin
from askew.linting import shown
from askew.source import SourceError, read_bytes

_RULES = (repeated_question, unreadable_file, undecodable_file, oversized_file, broken_jsonl_line)


class Gathered(NamedTuple):
    """The facts of the files that could be read, and a message for every file or line that could not."""

    facts: list[DocumentFact]
    faults: list[str]


def gather_files(files: Sequence[str], settings: Settings, unsaved: Mapping[str, bytes] | None = None) -> Gathered:
    """Return the facts of `files`, and of those in `unsaved`, which hold what it says; paths are as reports show them."""
    facts: list[DocumentFact] = []
    faults: list[str] = []
    given = unsaved or {}
    for path in [*files, *given]:
        name = shown(path)
        try:
            data = given[path] if path in given else read_bytes(path, settings.max_file_size)
            result = begin(name, data, _RULES, settings).result
        except SourceError as error:
            faults.append(f"{name}: {error}")
            continue
        if result.facts is not None:
            facts.append(result.facts)
            faults += [f"{name}:{item.place.line}: {item.message}" for item in result.diagnostics]
        else:
            faults += [f"{name}: {item.message}" for item in result.diagnostics]
    return Gathered(facts, faults)


def each_once(files: Iterable[str]) -> list[str]:
    """Return `files` in order, each once, whatever names and links lead to it."""
    return list({os.path.realpath(path): path for path in reversed(list(files))}.values())[::-1]
