"""askew report."""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from askew.cli.common import USAGE, config_option, files_of, settings_with, write_file, write_lines
from askew.cli.gate import entries
from askew.cli.outputs import STDOUT, without, writable
from askew.config import Settings
from askew.configvalues import ConfigError
from askew.report.checked import Checked, checked
from askew.report.history import HistoryError, read, run_of, with_run
from askew.report.overview import summary
from askew.reporters.text import count, printable

_FILE = "askew-report.html"  # where a page goes that is not told
_RUNS = re.compile(r"(?i)\s*(?:javascript|data|vbscript):")


def _template(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if "{path}" not in value or set(re.findall(r"\{(.*?)\}", value)) - {"path", "line"}:
        raise click.BadParameter("it needs {path}, may have {line}, and nothing else in braces")
    if _RUNS.match(value) or value.startswith("{"):
        raise click.BadParameter(f"`{value}` is no address of a file; it starts with https: or vscode:, for example")
    return value


@click.command(short_help="Write a page to clean a corpus by, or its content as a table or data.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("-o", "--output", metavar="FILE", help=f"Where to write; `-` is stdout.  [default: {_FILE}, else stdout]")
@click.option(
    "--output-format", type=click.Choice(["html", "markdown", "csv", "json"]), default="html", show_default=True
)
@click.option(
    "--link-template", callback=_template, metavar="URL", help="Where places link to, with {path} and {line}."
)
@click.option("--history", metavar="FILE", help="Add a summary of this run to FILE, and show the trend.")
@config_option
def report(
    paths: tuple[str, ...], output: str | None, output_format: str, link_template: str | None, history: str | None
) -> None:
    """Write what is wrong with the banks at PATHS and what they have twice: files, folders or glob patterns.

    Without PATHS it is the working directory. Exit codes: 0 written, whatever was found, 2 usage or a fault of Askew's.
    """
    if link_template is not None and output_format != "html":
        raise click.UsageError("--link-template goes with --output-format html")
    output = output or (_FILE if output_format == "html" else STDOUT)
    writable(output, "--output")
    before = _before(history, output)
    settings = settings_with()
    files = files_of(paths, settings)
    for option, file in (("--output", output), ("--history", history)):
        files = without(files, [file] if file else [], paths, settings, option)
    found = _checked(files, settings)
    runs = [*before, run_of(summary(found))] if history is not None else []
    text = _text(_model(found, settings, runs), output_format, _title(paths), link_template, output)
    if output == STDOUT:
        write_lines([text])
    else:
        write_file(output, f"{text}\n".encode("utf-8", "backslashreplace"))
    if history is not None:
        write_file(history, with_run(Path(history), runs[-1]))
    _summarise(found, output)
    sys.exit(USAGE if found.run.crashes or found.run.problems else 0)


def _checked(files: Sequence[str], settings: Settings) -> Checked:
    known = entries(settings.baseline) if settings.baseline is not None else []
    try:
        return checked(files, settings, known)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None


def _before(history: str | None, output: str) -> list[dict[str, object]]:
    """The runs in a history, before anything is done."""
    if history is None:
        return []
    writable(history, "--history")
    if history == STDOUT or os.path.realpath(history) == os.path.realpath(output):
        raise click.UsageError("--history and --output must be two files")
    try:
        return read(Path(history))
    except HistoryError as error:
        raise click.UsageError(str(error)) from None


def _model(found: Checked, settings: Settings, runs: list[dict[str, object]]) -> dict[str, Any]:
    from askew.report.model import model

    return model(found, settings, runs)


def _text(model: dict[str, Any], output_format: str, title: str, link: str | None, output: str) -> str:
    if output_format == "html":
        from askew.report.page import local_link, page

        return page(model, title, link or local_link(output))
    if output_format == "markdown":
        from askew.report.markdown import markdown

        return "\n".join(markdown(model))
    from askew.report.tables import csv, json

    return "\n".join(csv(model) if output_format == "csv" else json(model))


def _title(paths: Sequence[str]) -> str:
    """What a page is about: the paths as given, for the working directory its name."""
    return " ".join(paths) if any(path != "." for path in paths) else Path.cwd().name


def _summarise(found: Checked, output: str) -> None:
    numbers = summary(found)
    written = "" if output == STDOUT else f"{printable(output)}: "
    findings = count(numbers.error + numbers.warning + numbers.info, "finding")
    seen = f"{count(numbers.documents, 'file')}, {count(numbers.records, 'record')}"
    click.echo(f"{written}{findings}, {count(numbers.clusters, 'cluster')} in {seen}", err=True)
    for warning in found.run.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
