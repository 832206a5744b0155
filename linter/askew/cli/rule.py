"""askew rule."""

import json
import sys
from collections.abc import Iterator

import click

from askew.checks import RULES
from askew.cli.common import complete_codes, write_lines
from askew.configvalues import did_you_mean
from askew.manual import page
from askew.rule import Rule


@click.command(short_help="Explain a rule, or list all rules.")
@click.argument("code", required=False, shell_complete=complete_codes)
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
def rule(code: str | None, output_format: str) -> None:
    """Print the manual page of the rule CODE (a code or a name), or a list of all rules."""
    if code is None:
        write_lines(_list(output_format))
        return
    found = next((item for item in RULES if code.casefold() in (item.code.casefold(), item.name)), None)
    if found is None:
        known = {item.code: item for item in RULES} | {item.name: item for item in RULES}
        near = did_you_mean(code, known)
        raise click.UsageError(f"no rule `{code}`{near if 'mean' in near else '; `askew rule` lists all'}")
    if output_format == "json":
        write_lines([json.dumps({**_data(found), "page": page(found)}, ensure_ascii=False, indent=2)])
    else:
        write_lines([page(found).rstrip("\n")])
    sys.exit(0)


def _data(found: Rule) -> dict[str, object]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "default": found.default,
        "summary": found.summary,
    }


def _list(output_format: str) -> Iterator[str]:
    if output_format == "json":
        yield json.dumps([_data(item) for item in RULES], ensure_ascii=False, indent=2)
        return
    width = max(len(item.name) for item in RULES)
    for item in RULES:
        off = "" if item.default else " (off by default)"
        yield f"{item.code}  {item.severity:7}  {item.name:{width}}  {item.summary}{off}"
