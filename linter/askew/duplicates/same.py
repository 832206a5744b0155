"""Things of a corpus that are the same: whatever has equal keys."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def by_key(items: Iterable[T], key: Callable[[T], Hashable], rank: Callable[[T], Any]) -> list[list[T]]:
    """Return the items with equal keys together, the best (of the smallest rank) first."""
    same: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        same[key(item)].append(item)
    return [sorted(group, key=rank) for group in same.values()]
