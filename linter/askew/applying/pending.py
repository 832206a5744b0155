"""Whether files may be half changed: looked up by every command, so it imports nothing."""

import os
from pathlib import Path

FOLDER = ".askew_apply"
PENDING = "pending"


def unfinished(start: Path) -> Path | None:
    """Return the folder, `start` or one above it, whose files are perhaps only half changed; None where there is none."""
    return next((folder for folder in (start, *start.parents) if os.path.isdir(folder / FOLDER / PENDING)), None)
