"""Values as JSON and back by their types: what is stored is data, so a cache from elsewhere can run nothing."""

from collections.abc import Hashable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from askew.index.store import BrokenIndexError

if TYPE_CHECKING:
    from msgspec.json import Decoder

T = TypeVar("T")


def to_json(value: object) -> bytes:
    """Return a value as JSON; raise UnicodeEncodeError where it has half a surrogate pair, as names of files may."""
    from msgspec.json import encode

    return encode(value)


def of_json(kind: type[T], data: bytes) -> T:
    """Return the value of type `kind` that `to_json` was given; raise BrokenIndexError for anything else."""
    try:
        found: T = _decoder(cast(Hashable, kind)).decode(data)
    except (TypeError, ValueError) as error:  # also what msgspec raises
        raise BrokenIndexError(str(error)) from error
    return found


@cache
def _decoder(kind: Any) -> "Decoder[Any]":
    from msgspec.json import Decoder

    return Decoder(kind)
