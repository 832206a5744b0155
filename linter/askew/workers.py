"""Files linted by several processes, with the results of one."""

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from askew.config import Settings
from askew.linting import Item, Linted, lint
from askew.rule import Rule

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

WORTH = 4_000_000  # bytes; for less a process takes longer to begin than to work
_PARTS = 4  # for each process, so that none waits long for the last


class WorkerError(Exception):
    """A process ended before its work was done; the message says what to do."""


def parts(items: Sequence[Item], jobs: int) -> list[Sequence[Item]]:
    """Return `items` in order, cut into parts of about the same size, several for each process."""
    limit = sum(item.size for item in items) / (jobs * _PARTS)
    found: list[list[Item]] = [[]]
    filled = 0
    for item in items:
        if filled > limit:
            found.append([])
            filled = 0
        found[-1].append(item)
        filled += item.size
    return [part for part in found if part]


def worth(items: Iterable[Item]) -> bool:
    """Tell whether there is enough to do for more than one process."""
    return sum(item.size for item in items) >= WORTH


def processors() -> int:
    """Return how many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    items: Sequence[Item], rules: Sequence[Rule], settings: Settings, jobs: int
) -> Iterator[tuple[Sequence[Item], Linted]]:
    """Yield what `rules` say of `items`, part by part and in order, worked out by `jobs` processes.

    Raises WorkerError where one of them was killed.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    codes = [rule.code for rule in rules]
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    with ProcessPoolExecutor(jobs, context, _begin, (stop,)) as pool:
        waiting = [(part, pool.submit(_work, part, codes, settings)) for part in parts(items, jobs)]
        try:
            for part, future in waiting:
                yield part, future.result()
        except BrokenProcessPool:
            raise WorkerError("a process was killed, perhaps for lack of memory; `--jobs 1` needs the least") from None
        except BaseException:
            stop.set()  # killing them could leave the pool waiting for ever
            pool.shutdown(cancel_futures=True)
            raise


class _StoppedError(Exception):
    """Nobody waits for the results any more."""


_stop: "Event | None" = None


def _begin(stop: "Event") -> None:
    """Leave interrupts to the parent, which says when to stop."""
    global _stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stop = stop


def _heed(*_: int) -> None:
    if _stop is not None and _stop.is_set():
        raise _StoppedError


def _work(items: Sequence[Item], codes: Sequence[str], settings: Settings) -> Linted:
    from askew.checks import RULES

    wanted = set(codes)
    return lint(items, [rule for rule in RULES if rule.code in wanted], settings, _heed)
