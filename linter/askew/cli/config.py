"""askew config."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from askew import keys, toml
from askew.cli.common import config_option, given, write_lines
from askew.configvalues import ConfigError
from askew.reporters.text import printable


@click.command(short_help="Show what is configured, and where.")
@config_option
def config() -> None:
    """Write the settings that hold in the working directory as TOML, each with where it comes from."""
    try:
        path, found = keys.settings(Path.cwd(), given())
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    write_lines([f"# {printable(str(path))}" if path else "# no configuration file", *_lines(found)])


def _lines(settings: Iterable[keys.Setting]) -> Iterator[str]:
    for table, group in groupby(settings, key=lambda setting: setting.table):
        if table:
            yield ""
            yield f"[{table}]"
        for _, name, value, origin in group:
            if value is None:
                yield f"# {name} is not set"
            else:
                yield f"{toml.key(name)} = {toml.value(value)}  # {origin}"
