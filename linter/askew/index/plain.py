"""Values as JSON and back by their types: what is stored is data, so a cache from elsewhere can run nothing."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from msgspec import MsgspecError
from msgspec.json import Decoder, encode

from askew.index.store import BrokenIndexError

T = TypeVar("T")

_decoder: Callable[[Any], Decoder[Any]] = cache(Decoder)


def to_json(value: object) -> bytes:
    """Return a value as JSON; raise UnicodeEncodeError where it has half a surrogate pair, as names of files may."""
    return encode(value)


def of_json(kind: type[T], data: bytes) -> T:
    """Return the value of type `kind` that `to_json` was given; raise BrokenIndexError for anything else."""
    try:
        found: T = _decoder(kind).decode(data)
    except (MsgspecError, TypeError, ValueError) as error:
        raise BrokenIndexError(str(error)) from error
    return found
