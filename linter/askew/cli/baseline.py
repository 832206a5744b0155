"""askew baseline."""

import os
from dataclasses import replace
from pathlib import Path

import click

from askew import baseline as known
from askew.checks import selected
from askew.cli.common import config_option, files_of, settings_with, tree_of
from askew.cli.gate import entries, every, outdated
from askew.configvalues import ConfigError
from askew.reporters.text import count
from askew.run import check


@click.command(short_help="Write down what is known, so that only new findings are reported.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path(readable=False))
@click.option(
    "--baseline",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Default: that of the configuration, else {known.DEFAULT} beside it.",
)
@click.option("--prune", is_flag=True, help="Take out what is not there any more; add nothing.")
@config_option
def baseline(paths: tuple[str, ...], file: Path | None, prune: bool) -> None:
    """Write the findings in PATHS to a baseline, which `askew check --baseline` leaves out.

    Without PATHS it is the working directory. The reasons in a baseline stay, and so do its entries for files that PATHS
    leave out.
    """
    configured = settings_with(baseline=file)
    path = Path(os.path.relpath(configured.baseline or configured.root / known.DEFAULT))
    settings = replace(configured, baseline=path)
    before = entries(path) if prune or path.exists() else []
    try:
        rules = selected(settings)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    report = check(files_of(paths, settings), rules, settings, tree=tree_of(paths, rules, settings))
    for problem in [*report.problems, *(f"{crash.code} crashed on {crash.path}" for crash in report.crashes)]:
        raise click.UsageError(f"nothing written: {problem}")
    found = every(report)
    report.stale = known.sift(found, before).stale
    gone = outdated(report, rules, settings)
    if prune:
        after = [entry for entry in before if entry not in gone]
    else:
        after = known.entries_of(found, before) + [entry for entry in report.stale if entry not in gone]
    try:
        known.write(path, after)
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from None
    click.echo(f"{path}: {count(len(after), 'known finding')}, {len(gone)} taken out", err=True)
    if not configured.baseline:
        key = f'baseline = "{Path(os.path.relpath(path, configured.root)).as_posix()}"'
        click.echo(f"To use it: `askew check --baseline {path}`, or `{key}` in askew.toml", err=True)
