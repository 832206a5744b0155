"""askew clean."""

import os
import shutil

import click

from askew.cli.common import config_option, settings_with
from askew.index.store import FOLDER
from askew.tree import root_of


@click.command(short_help="Remove what is kept between runs.")
@config_option
def clean() -> None:
    """Remove `.askew_cache`, in which Askew keeps what it knows of files between runs. No finding hangs on it."""
    root = root_of(settings_with())
    path = os.path.relpath(root / FOLDER) if root is not None else FOLDER
    if not os.path.isdir(path) or os.path.islink(path):
        click.echo(f"nothing to remove: there is no folder {path}", err=True)
        return
    try:
        shutil.rmtree(path)
    except OSError as error:
        raise click.UsageError(f"cannot remove {error.filename}: {error.strerror}") from None
    click.echo(f"removed {path}", err=True)
