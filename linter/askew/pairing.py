"""Two lists paired off: what of the one has no counterpart in the other, and the other way round."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")


def leftovers(items: Iterable[S], others: Iterable[T], *keys: Callable[[Any], Hashable]) -> tuple[list[S], list[T]]:
    """Return those of `items` and of `others` that find no partner, each taken for one.

    Partners are equal in the first of `keys` that gives any; those for whom it gives none are tried by the next.
    """
    left, spare = list(items), list(others)
    for key in keys:
        waiting: dict[Hashable, list[T]] = defaultdict(list)
        for other in reversed(spare):
            waiting[key(other)].append(other)
        alone = []
        for item in left:
            partners = waiting.get(key(item))
            if partners:
                partners.pop()
            else:
                alone.append(item)
        left, spare = alone, [other for rest in waiting.values() for other in reversed(rest)]
    return left, spare
