"""Writing files: all or nothing, and never through a link that leads out of the tree."""

import errno
import os
import tempfile
from pathlib import Path

from askew.git import top


def write(path: str, data: bytes) -> None:
    """Put `data` into the file at `path` (or what it links to), all or nothing; raises OSError.

    A file that exists keeps its mode; a new one gets the mode that opening it would have given it. Of the repository, or
    else the folder, that is worked in, no link is followed that leads out of it: others may have put it there.
    """
    target = Path(os.path.realpath(path))
    if _is_led_out(path, target):
        raise OSError(errno.EPERM, "it is a link that leads out of the tree", path)
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


def _is_led_out(path: str, target: Path) -> bool:
    here = Path.cwd()
    root = top(here) or here
    return Path(os.path.abspath(path)).is_relative_to(root) and not target.is_relative_to(os.path.realpath(root))


def mode_of(target: Path) -> int:
    """Return the mode that a file at `target` has, or would get if it were made now."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
