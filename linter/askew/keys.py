"""The keys of the configuration: what each is for, what it is set to, and where that was said."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from askew.configfile import Table, find, load, overrides
from askew.data import data_dir


class Key(NamedTuple):
    """A key in its table ("" for none): what the schema says of it, and a value that could stand there."""

    table: str
    name: str
    description: str
    default: Any
    example: Any
    open: bool  # a table whose keys anybody may choose


class Setting(NamedTuple):
    """The value of a key, None where it has none, and where that was said."""

    table: str
    name: str
    value: Any
    origin: str


@cache
def tables() -> Mapping[str, str]:
    """Return what the tables of the configuration are for, by name."""
    return {name: spec["description"] for name, spec in _schema().items() if "properties" in spec}


@cache
def every() -> tuple[Key, ...]:
    """Return all keys, those without a table first, then by table."""
    found = [_key("", name, spec) for name, spec in _schema().items() if "properties" not in spec]
    for table in tables():
        found += [_key(table, name, spec) for name, spec in _schema()[table]["properties"].items()]
    return tuple(sorted(found, key=lambda key: (key.table != "", not key.table and key.open)))


def _schema() -> Mapping[str, Any]:
    data = json.loads((data_dir("schemas") / "config.schema.json").read_text(encoding="utf-8"))
    properties: Mapping[str, Any] = data["properties"]
    return properties


def _key(table: str, name: str, spec: Mapping[str, Any]) -> Key:
    default = spec.get("default")
    example = spec["examples"][0] if "examples" in spec else default
    return Key(table, name, spec["description"], default, example, spec.get("type") == "object")


def settings(start: Path, given: Iterable[str] = ()) -> tuple[Path | None, list[Setting]]:
    """Return the configuration file at or above `start`, and what holds there with the pairs KEY=VALUE `given`.

    The settings are in the order of `every`; of open tables there is one for each key. Raises ConfigError.
    """
    pairs = tuple(given)
    load(start, pairs)
    path, table = find(start)
    said = [(overrides(pairs), "--config"), (table, path.name if path else "")]
    return path, [setting for key in every() for setting in _settings(key, said)]


def _settings(key: Key, said: Iterable[tuple[Table, str]]) -> Iterator[Setting]:
    stated = [(own[key.name], origin) for table, origin in said if key.name in (own := _inside(table, key.table))]
    if not key.open:
        value, origin = stated[0] if stated else (key.default, "default")
        yield Setting(key.table, key.name, value, origin)
        return
    table = f"{key.table}.{key.name}".lstrip(".")
    merged = {name: (value, origin) for values, origin in reversed(stated) for name, value in values.items()}
    for name, (value, origin) in merged.items():
        yield Setting(table, name, value, origin)


def _inside(table: Table, name: str) -> Table:
    """A table of a table, empty where there is none."""
    own: Table = table.get(name, {}) if name else table
    return own
