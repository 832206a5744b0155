"""askew init."""

import re
import shlex
from dataclasses import replace
from pathlib import Path

import click

from askew import __version__, toml
from askew.checks import selected
from askew.cli.common import files_of, write_lines
from askew.config import DEFAULT_INCLUDE, Settings
from askew.configfile import find
from askew.configvalues import ConfigError
from askew.glance import PROSE, Glance, glance
from askew.reporters.text import count
from askew.run import check
from askew.starter import configuration

_FILE = "askew.toml"


@click.command(short_help="Look at a corpus and write a configuration for it.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path(readable=False))
def init(paths: tuple[str, ...]) -> None:
    """Look at the banks at PATHS (default: the working directory) and write askew.toml, every key with what it is for.

    Standard output is what to put into .pre-commit-config.yaml. Where there is a configuration nothing is written.
    """
    _refuse_to_overwrite()
    settings = Settings(root=Path.cwd())
    wide = replace(settings, include=(*DEFAULT_INCLUDE, *(f"*{ending}" for ending in PROSE)))
    seen = glance(files_of(paths, wide), wide)
    if not seen.records:
        raise click.UsageError(
            "nothing written: there are no questions; docs/layouts.md says how banks are written, and `question` and "
            "`answer` below `[jsonl]` in askew.toml name other keys of JSONL"
        )
    settings = replace(settings, include=seen.include)
    report = check(files_of(paths, settings), selected(settings), settings)
    try:
        with Path(_FILE).open("x", encoding="utf-8", newline="\n") as file:
            file.write(configuration(seen, report))
    except OSError as error:
        raise click.UsageError(f"cannot write {_FILE}: {error.strerror}") from None
    click.echo(
        f"{_FILE} is written, for {count(len(seen.paths), 'bank')} and {count(seen.records, 'record')}", err=True
    )
    named = "".join(f" {shlex.quote(path)}" for path in paths)
    if report.diagnostics:
        found = count(len(report.diagnostics), "finding")
        click.echo(f"To accept what there is ({found}), and stop new ones: askew baseline{named}", err=True)
    click.echo("For pre-commit, in .pre-commit-config.yaml:", err=True)
    write_lines(_stanza(seen))


def _refuse_to_overwrite() -> None:
    try:
        path, _ = find(Path.cwd())
    except ConfigError as error:
        raise click.UsageError(f"nothing written: {error}") from None
    if path is not None:
        raise click.UsageError(f"nothing written: {path} is the configuration here; `askew config` shows what it says")


def _stanza(seen: Glance) -> list[str]:
    """The lines for .pre-commit-config.yaml, with the files to look at where the hooks would not look at them."""
    files = []
    if seen.include != DEFAULT_INCLUDE:
        endings = "|".join(re.escape(pattern.removeprefix("*.")) for pattern in seen.include)
        files = ["        files: " + toml.value(rf"\.({endings})$")]
    return [
        "repos:",
        "  - repo: https://git.example.org/askew  # where you have Askew from",
        f"    rev: v{__version__}",
        "    hooks:",
        "      - id: askew",
        *files,
        "      - id: askew-dups",
        *files,
    ]
