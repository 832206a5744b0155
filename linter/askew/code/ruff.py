"""ruff as the second opinion: all blocks of a run in one process."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from askew.code.changes import Change

NEWEST = "py314"
TESTED = ((0, 12), (1, 0))  # from, up to but without
_TESTED_RANGE = ">={}.{},<{}.{}".format(*TESTED[0], *TESTED[1])
_BAD_USAGE = 2
_MOST_CRASHES = 40  # enough to find a few texts among a hundred thousand
_CANARY = "canary.py"
_SINCE = re.compile(r"syntax was added in Python (3\.\d+)")


class RuffError(Exception):
    """Why there is no second opinion; the message says what to do."""


class CrashError(RuffError):
    """ruff ended with a signal or a panic."""


class Remark(NamedTuple):
    """One thing that ruff says of a text: 1-based lines, 0-based columns in UTF-8 bytes; code "" for broken syntax."""

    code: str
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    changes: tuple[Change, ...]

    @property
    def needs(self) -> str:
        """The Python version whose syntax this is, "" where it is no question of versions."""
        found = _SINCE.search(self.message)
        return found[1] if found and not self.code else ""


Opinion = tuple[Remark, ...]


class Ruff:
    """What ruff says of texts, each asked about once.

    `select` and `ignore` are ruff's own selectors, `target` a version like "py312". When ruff fails, `problem` says
    why and nothing more is asked.
    """

    def __init__(self, select: Sequence[str], ignore: Sequence[str] = (), target: str = "") -> None:
        self.problem = ""
        self._arguments = [f"--target-version={target or NEWEST}", f"--select={','.join(select) or 'E902'}"]
        self._arguments += [f"--ignore={','.join(ignore)}"] if ignore else []
        self._known: dict[str, Opinion] = {}
        self._binary = ""
        self._crashes = 0
        self._hopeless: set[str] = set()

    def opinions(self, texts: Iterable[str]) -> Mapping[str, Opinion] | None:
        """Return what ruff says of each of `texts`, None where it could not be asked."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known and text not in self._hopeless]
        if new and not self.problem:
            try:
                self._known.update(self._ask(new))
            except RuffError as error:
                self.problem = f"{self._cause(error)}; the checks that need it were left out"
        return None if self.problem else self._known

    def _cause(self, error: RuffError) -> RuffError:
        """What to say of an error: that this version is not tested, where that is so."""
        if self._binary:
            try:
                _demand_tested(_run([self._binary, "--version"]))
            except RuffError as other:
                return other
        return error

    def _ask(self, texts: Sequence[str]) -> Mapping[str, Opinion]:
        """Ask about all of `texts` at once, and where that crashes ruff about ever fewer, to find the text that does."""
        if not self._binary:
            self._binary = binary()
        try:
            return dict(zip(texts, _ask(texts, self._binary, self._arguments), strict=True))
        except CrashError:
            self._crashes += 1
            if len(texts) == 1 or self._crashes > _MOST_CRASHES:
                raise
        found: dict[str, Opinion] = {}
        middle = len(texts) // 2
        for half in (texts[:middle], texts[middle:]):
            try:
                found.update(self._ask(half))
            except CrashError:
                if len(half) > 1:
                    raise
                self._hopeless.update(half)
        return found


def _ask(texts: Sequence[str], binary: str, arguments: Sequence[str]) -> list[Opinion]:
    with tempfile.TemporaryDirectory(prefix="askew-") as folder:
        Path(folder, _CANARY).write_text("(\n", encoding="utf-8")
        for index, text in enumerate(texts):
            with open(f"{folder}/{index}.py", "wb") as file:
                file.write(text.encode("utf-8", "replace"))
        flags = ("--isolated", "--no-cache", "--no-respect-gitignore", "--ignore-noqa", "--output-format=json")
        version = f'--config=required-version="{_TESTED_RANGE}"'  # any other refuses to answer
        answer = _run([binary, "check", *flags, version, *arguments, "."], folder)
    try:
        return _sorted_out(json.loads(answer), texts)
    except (ValueError, KeyError, TypeError):
        raise RuffError(f"{binary} did not answer in JSON of the known shape") from None


def binary() -> str:
    """Return the ruff beside the interpreter that runs Askew, else the one on the PATH; raise RuffError for none."""
    import shutil

    found = shutil.which("ruff", path=os.path.dirname(sys.executable)) or shutil.which("ruff")
    if not found:
        raise RuffError("ruff is not installed (`pip install ruff`)")
    return found


@cache
def unknown(selectors: tuple[str, ...]) -> str:
    """Return one of `selectors` that ruff does not know, "" where it knows them all or cannot be asked."""
    try:
        _run([binary(), "check", "--isolated", "--no-cache", f"--select={','.join(selectors)}", os.devnull])
    except RuffError as error:
        return next((item for item in selectors if re.search(rf"[`']{re.escape(item)}[`']", str(error))), "")
    return ""


def _run(command: Sequence[str], folder: str | None = None) -> str:
    """The standard output of a command that may end with 1, as ruff does when it finds something."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUFF_")}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    except OSError as error:
        raise RuffError(f"{command[0]} does not start: {error.strerror}") from None
    if done.returncode not in (0, 1):
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        kind = RuffError if done.returncode == _BAD_USAGE else CrashError
        raise kind(f"{command[0]} failed with exit code {done.returncode}: {said}")
    return done.stdout.decode("utf-8", "replace")


def _demand_tested(said: str) -> None:
    found = re.search(r"\b(\d+)\.(\d+)", said)
    if not found or not TESTED[0] <= (int(found[1]), int(found[2])) < TESTED[1]:
        raise RuffError(f"{said.strip() or 'ruff'} is not a version that Askew is tested with (ruff{_TESTED_RANGE})")


def _sorted_out(items: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> list[Opinion]:
    """The remarks of each text, in order; RuffError unless ruff noticed what is wrong with the canary."""
    found: list[list[Remark]] = [[] for _ in texts]
    lines: dict[int, list[str]] = {}
    seen = False
    for item in items:
        name = os.path.basename(item["filename"])
        if name == _CANARY:
            seen = True
            continue
        index = int(name[:-3])
        if index not in lines:
            lines[index] = texts[index].split("\n")
        found[index].append(_remark(item, lines[index]))
    if not seen:
        raise RuffError("ruff looked at nothing")
    return [tuple(sorted(remarks, key=lambda remark: (remark.line, remark.column, remark.code))) for remarks in found]


def _remark(item: Mapping[str, Any], lines: Sequence[str]) -> Remark:
    code = item["code"] if item["code"] not in (None, "invalid-syntax") else ""
    changes = [
        Change(*_place(edit["location"], lines), *_place(edit["end_location"], lines), edit["content"])
        for edit in (item["fix"] or {}).get("edits", ())
    ]
    place = (*_place(item["location"], lines), *_place(item["end_location"], lines))
    return Remark(code, item["message"], *place, tuple(changes))


def _place(location: Mapping[str, int], lines: Sequence[str]) -> tuple[int, int]:
    """ruff counts columns from 1 in characters; syntax trees and documents count bytes."""
    row, column = location["row"], location["column"] - 1
    text = lines[row - 1] if row <= len(lines) else ""
    return row, column if text.isascii() else len(text[:column].encode())
