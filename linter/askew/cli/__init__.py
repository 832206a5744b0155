"""The command line: options to library calls to reporters to exit codes, and nothing else."""

import importlib
from typing import Any

import click

from askew import __version__

_COMMANDS = {
    "check": "Lint banks and report what is wrong.",
    "baseline": "Write down what is known, so that only new findings are reported.",
    "dups": "Find questions that are asked twice, and clean a corpus of them.",
    "report": "Write a page to clean a corpus by, or its content as a table or data.",
    "apply": "Carry out what was decided about duplicates and findings.",
    "parse": "Write the records of banks as JSONL, JSON or Markdown.",
    "api": "Show what is known of libraries, or index more of them.",
    "clean": "Remove what is kept between runs.",
    "init": "Look at a corpus and write a configuration for it.",
    "config": "Show what is configured, and where.",
    "rule": "Explain a rule, or list all rules.",
}


_INTERRUPTED = 130


class _Lazy(click.Group):
    """A group that imports a command when it is called for, so that --version and --help are quick."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """Return the command called `name`."""
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"askew.cli.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an interrupt is told in one line, with the exit code that shells give it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(_INTERRUPTED)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Name the nearest command where there is none of that name."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from askew.configvalues import did_you_mean

            raise click.UsageError(f"no command `{args[0]}`{did_you_mean(args[0], _COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="askew", message="%(prog)s %(version)s")
def main() -> None:
    """Askew finds what is wrong in banks of questions and answers.

    Point it at your bank: askew check path/to/bank
    """
