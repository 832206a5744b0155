"""The text that a page has room for: what is longer is cut, the longest texts first."""

from collections.abc import Iterable

TEXT = 400_000  # bytes for the questions, answers and code of all clusters together
_LEAST, _MOST = 240, 6_000  # bytes that every text is granted, and the most that any gets


def level(sizes: Iterable[int], room: int = TEXT) -> int:
    """Return the length that texts of `sizes` bytes are to be cut to so that together they fill `room` bytes at most.

    It lies between a length that every text is granted, whatever the room, and one beyond which nobody reads on.
    """
    left = sorted(sizes)
    for at, size in enumerate(left):
        share = room // (len(left) - at)
        if size > share:
            return min(max(share, _LEAST), _MOST)
        room -= size
    return _MOST


def cut(text: str, most: int) -> str:
    """Return as much of `text` as `most` bytes of UTF-8 hold."""
    data = text.encode("utf-8", "surrogatepass")
    return text if len(data) <= most else data[:most].decode("utf-8", "ignore")
