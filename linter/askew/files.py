"""Writing files: all or nothing."""

import os
import tempfile
from pathlib import Path


def write(path: str, data: bytes) -> None:
    """Put `data` into the file at `path` (or what it links to), all or nothing; raises OSError.

    A file that exists keeps its mode; a new one gets the mode that opening it would have given it.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a pipe or device is written to, not replaced
        target.write_bytes(data)
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode_of(target))
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def mode_of(target: Path) -> int:
    """Return the mode that a file at `target` has, or would get if it were made now."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
