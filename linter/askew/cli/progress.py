"""How far a run is, on a terminal."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from askew.reporters.text import count

_PATIENCE = 1.0  # seconds without a bar


@contextlib.contextmanager
def progress(paths: Iterable[str]) -> Iterator[Callable[[int, int], None]]:
    """Give what is to be told after each file, or every few, how many bytes and records they had.

    After a second a bar on standard error shows what is done and the time that the rest will take at that pace, if that is
    a terminal; it is gone when the work is.
    """
    if not sys.stderr.isatty():
        yield lambda _, __: None
        return
    size = sum(map(_size, paths))
    began, done, records = time.monotonic(), 0, 0
    bar: Any = click.progressbar(
        length=max(size, 1),
        file=sys.stderr,
        show_percent=False,
        item_show_func=lambda _: count(records, "record"),
        update_min_steps=max(size // 200, 1),
    )
    shown = False

    def watch(more: int, found: int) -> None:
        nonlocal done, records, shown
        done, records = done + more, records + found
        if not shown and time.monotonic() - began > _PATIENCE:
            shown = True
            bar.start = began
            more = done
        if shown:
            bar.update(more)

    try:
        yield watch
    finally:
        if shown:
            click.echo("\r\x1b[2K", nl=False, err=True)


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
