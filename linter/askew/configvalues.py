"""Reading the values of a configuration: what is wrong with one is said with its key and where it was stated."""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast


class ConfigError(Exception):
    """A configuration that cannot be used; the message names the file, the key and what would be right."""


_SIZE = r"(?i)(\d+(?:\.\d+)?)\s*([kmg]?)b?"
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


Reader = Callable[[Any, str], Any]
"""What returns a value as it is used, given what messages call it; raises ConfigError for one that cannot be used."""


def read(table: Any, keys: Mapping[str, Reader], where: str, prefix: str) -> dict[str, Any]:
    """Return the values of a table, each read by the reader of its key; raise ConfigError for a key without one."""
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: `{prefix.rstrip('.')}` must be a table")
    values = {}
    for key, value in table.items():
        if key not in keys:
            raise ConfigError(f"{where}: unknown key `{prefix}{key}`{did_you_mean(key, keys)}")
        values[key.replace("-", "_")] = keys[key](value, f"{where}: `{prefix}{key}`")
    return values


def did_you_mean(word: str, known: Mapping[str, object]) -> str:
    """Return "; did you mean `…`?" for the nearest known word, or all of them where none is near."""
    import difflib

    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean `{near[0]}`?" if near else f"; known are: {', '.join(known)}"


def strings(value: Any, what: str) -> tuple[str, ...]:
    """Return a list of strings, none of them empty."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ConfigError(f"{what} must be a list of strings")
    return tuple(value)


def selectors(value: Any, what: str) -> tuple[str, ...]:
    """Return a list of selectors that each name a rule."""
    from askew.checks import demand_known

    found = strings(value, what)
    try:
        demand_known(found)
    except ConfigError as error:
        raise ConfigError(f"{what}: {error}") from None
    return found


def string(value: Any, what: str) -> str:
    """Return a string that is not empty."""
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{what} must be a string")
    return value


def one_of(*choices: str) -> Reader:
    """Return what reads one of `choices`."""

    def read(value: Any, what: str) -> str:
        if value not in choices:
            raise ConfigError(f"{what} must be one of: {', '.join(choices)}")
        return cast("str", value)

    return read


def size(value: Any, what: str) -> int:
    """Return a number of bytes."""
    match = re.fullmatch(_SIZE, value.strip()) if isinstance(value, str) else None
    if match and float(match[1]) > 0:
        return int(float(match[1]) * _UNITS[match[2].casefold()])
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise ConfigError(f'{what} must be a number of bytes or a size such as "20 MB"')


def share(value: Any, what: str) -> float:
    """Return a number above 0 and up to 1."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        raise ConfigError(f"{what} must be a number above 0 and up to 1")
    return float(value)


def switch(value: Any, what: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ConfigError(f"{what} must be true or false")
    return value


def groups(value: Any, what: str) -> tuple[tuple[str, ...], ...]:
    """Return a list of lists of strings."""
    if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
        raise ConfigError(f"{what} must be a list of lists of words that mean the same")
    return tuple(strings(group, what) for group in value)


def ruff_selectors(value: Any, what: str) -> tuple[str, ...]:
    """Return a list of selectors that ruff, where it can be asked, knows."""
    from askew.code.ruff import unknown

    found = strings(value, what)
    wrong = unknown(found)
    if wrong:
        raise ConfigError(f"{what}: ruff has no rule `{wrong}`")
    return found


def split(what: str) -> tuple[str, str]:
    """Return the file and the key prefix of a message's subject."""
    where, _, key = what.rpartition(": ")
    return where, key.strip("`") + "."
