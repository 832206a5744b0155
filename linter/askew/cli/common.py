"""What the commands share: settings, input files, exit codes."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from askew.applying.pending import unfinished
from askew.cli.streams import output
from askew.config import Settings
from askew.configfile import load
from askew.configvalues import ConfigError
from askew.discover import NothingFoundError, discover, names_files
from askew.rule import Rule

if TYPE_CHECKING:
    from askew.tree import Tree

FINDINGS = 1
USAGE = 2


_GIVEN = "askew.config"


def _keep(ctx: click.Context, _: click.Parameter, values: tuple[str, ...]) -> None:
    ctx.meta[_GIVEN] = values


config_option = click.option(
    "--config",
    multiple=True,
    metavar="KEY=VALUE",
    expose_value=False,
    callback=_keep,
    help="A setting, in TOML, that wins over the configuration.",
)
"""The option of every command that goes by the configuration."""


def complete_codes(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Return the codes of rules that the last word of `incomplete`, a list with commas, may become."""
    from askew.checks import RULES

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{rule.code}" for rule in RULES if rule.code.startswith(last.upper())]


def reference(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return the commit or branch that an option names; an empty name is a usage error."""
    if value is not None and not value.strip():
        raise click.BadParameter("it names no commit")
    return value


def given() -> tuple[str, ...]:
    """Return the pairs KEY=VALUE that the command line gives."""
    pairs: tuple[str, ...] = click.get_current_context().meta.get(_GIVEN, ())
    return pairs


def settings_with(*, semantic: bool = False, **changes: Any) -> Settings:
    """Return the configured settings with the command line's `changes`; a bad configuration is a usage error.

    Here every command that reads banks comes by, so here it is said where they may be half changed.
    """
    folder = unfinished(Path.cwd())
    if folder is not None:
        click.echo(f"warning: `askew apply` was interrupted in {folder}: run `askew apply --recover` there", err=True)
    try:
        settings = load(Path.cwd(), given())
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    if semantic:
        settings = replace(settings, duplicates=replace(settings.duplicates, semantic=True))
    return replace(settings, **{key: value for key, value in changes.items() if value not in (None, ())})


def files_of(
    paths: Sequence[str], settings: Settings, missing: list[str] | None = None, absent: Sequence[str] = ()
) -> list[str]:
    """Return the files that `paths` (default: the working directory) stand for, but the baseline; none is a usage error.

    So is a path that stands for nothing, unless what there is to say of it is to go to `missing`. Those of `absent` count
    as files, though they are not on the disk.
    """
    try:
        found = discover(paths or (".",), settings, missing, absent)
        known = settings.baseline and os.path.realpath(settings.baseline)
        return [path for path in found if os.path.realpath(path) != known] if known else found
    except NothingFoundError as error:
        raise click.UsageError(str(error)) from None


def tree_of(paths: Sequence[str], rules: Sequence[Rule], settings: Settings, *, always: bool = False) -> "Tree | None":
    """Return what files that are named outright are compared with, with `always` all of `paths`, if any of `rules` compares.

    None is what folders get: they stand for themselves.
    """
    if not any(rule.scope == "corpus" for rule in rules):
        return None
    from askew.tree import tree

    return tree(settings) if always or ("-" not in paths and names_files(paths)) else None


def use_color(stream: Any) -> bool:
    """Tell whether to colour what goes to `stream`: NO_COLOR and FORCE_COLOR count, then whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def write_file(path: str, content: bytes) -> None:
    """Write a file, all or nothing; one that cannot be written is a usage error."""
    from askew.files import write

    try:
        write(path, content)
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from None


def write_lines(lines: Iterable[str], end: str = "\n") -> None:
    """Write lines to standard output; one that cannot be written is a usage error."""
    with output() as out:
        for line in lines:
            out.write(f"{line}{end}")
