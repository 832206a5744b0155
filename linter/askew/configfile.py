"""The configuration file: finding it, reading it, and what the command line says instead."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from askew.config import Settings, parse
from askew.configvalues import ConfigError

NAMES = ("askew.toml", "pyproject.toml")

Table = Mapping[str, Any]


def load(start: Path, given: Iterable[str] = ()) -> Settings:
    """Return the settings of the configuration at or above `start`, and of `given`, which wins.

    `given` are pairs KEY=VALUE in TOML, such as `duplicates.merge=0.7`. Raises ConfigError for what is no TOML or has a
    key or value that Askew does not know.
    """
    path, table = find(start)
    own = overrides(given)
    settings = _parsed(path, table, own)
    folder = path.parent if path else start
    apis = replace(settings.apis, paths=tuple(folder / item for item in settings.apis.paths))
    for item in apis.paths:
        if not item.is_dir():
            where = "--config" if "paths" in own.get("apis", {}) else path
            raise ConfigError(f"{where}: `apis.paths`: there is no folder {item}")
    baseline = folder / settings.baseline if settings.baseline else None
    return replace(settings, root=folder, configured=path is not None, apis=apis, baseline=baseline)


def _parsed(path: Path | None, table: Table, given: Table) -> Settings:
    """The settings of a table and what is given besides; an error names the command line where that alone is wrong."""
    try:
        return parse(merged(table, given), str(path or "--config"))
    except ConfigError:
        parse(given, "--config")
        raise


def find(start: Path) -> tuple[Path | None, Table]:
    """Return the nearest askew.toml, or pyproject.toml with [tool.askew], at or above `start`, and its table."""
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if os.path.lexists(path) and (table := _table(path)) is not None:
                return path, table
    return None, {}


def overrides(given: Iterable[str]) -> Table:
    """Return the table that pairs KEY=VALUE state together; raise ConfigError for one that is no TOML."""
    import tomli

    table: Table = {}
    for pair in given:
        try:
            table = merged(table, tomli.loads(pair))
        except tomli.TOMLDecodeError:
            raise ConfigError(
                f"--config takes KEY=VALUE in TOML, such as 'fail-on=\"error\"' or 'duplicates.merge=0.7', not `{pair}`"
            ) from None
    return table


def merged(table: Table, other: Table) -> Table:
    """Return a table with the values of another, which win, tables in them merged alike."""
    both = dict(table)
    for key, value in other.items():
        own = both.get(key)
        both[key] = merged(own, value) if isinstance(own, dict) and isinstance(value, dict) else value
    return both


def _table(path: Path) -> Table | None:
    import tomli

    try:
        data = tomli.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    if path.name == "askew.toml":
        return data
    tool = data.get("tool", {})
    own = tool.get("askew") if isinstance(tool, dict) else None
    if own is not None and not isinstance(own, dict):
        raise ConfigError(f"{path}: `tool.askew` must be a table")
    return own
