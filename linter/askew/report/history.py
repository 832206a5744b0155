"""The history of a corpus: a file of JSON lines, one summary a run, that a report draws its trend from."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from askew import __version__
from askew.report.overview import Summary

Data = dict[str, object]


class HistoryError(Exception):
    """A history that cannot be used; the message names file and line and says what is wrong."""


def read(path: Path) -> list[Data]:
    """Return the runs in the history at `path`, oldest first, [] where there is no file; raise HistoryError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise HistoryError(f"{path}: {error}") from None
    return [_run(line, f"{path}:{number}") for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _run(line: str, where: str) -> Data:
    try:
        data: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise HistoryError(f"{where}: not JSON: {error}") from None
    numbers = [data.get(name) for name in Summary._fields] if isinstance(data, dict) else [None]
    if not all(type(number) is int and number >= 0 for number in numbers) or not isinstance(data.get("time"), str):
        raise HistoryError(f"{where}: no summary of a run: it needs `time` and the counts {', '.join(Summary._fields)}")
    return {name: data[name] for name in ("time", "askew", *Summary._fields) if name in data}


def run_of(summary: Summary) -> Data:
    """Return the summary of a run that ends now, as the line of a history has it."""
    return {"time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "askew": __version__, **summary._asdict()}


def with_run(path: Path, run: Data) -> bytes:
    """Return the content of the history at `path` with one more run at its end; raises OSError."""
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    return before + json.dumps(run).encode() + b"\n"
