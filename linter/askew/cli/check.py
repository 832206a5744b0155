"""askew check."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, get_args

import click

from askew.checks import demand_known, selected
from askew.cli.common import (
    FINDINGS,
    USAGE,
    complete_codes,
    config_option,
    files_of,
    settings_with,
    tree_of,
    use_color,
    write_lines,
)
from askew.cli.gate import Gate, gate_options
from askew.cli.outputs import Output, outputs, printed, without, write_files, write_summary
from askew.cli.progress import progress
from askew.cli.streams import output as output_stream
from askew.cli.streams import read_input
from askew.config import TARGETS, Settings
from askew.configvalues import ConfigError
from askew.diagnostic import Safety, Severity
from askew.linting import Means
from askew.place import with_paths
from askew.reporters import FORMATS, reporter
from askew.reporters.statistics import By
from askew.reporters.statistics import statistics as statistics_of
from askew.reporters.style import Style
from askew.reporters.text import count, printable, totals
from askew.rule import Rule
from askew.run import Report
from askew.run import add_ignores as run_add_ignores
from askew.run import check as run_check
from askew.run import fix as run_fix

if TYPE_CHECKING:
    from askew.tree import Tree


def _codes(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    codes = tuple(code.strip() for value in values for code in value.split(",") if code.strip())
    if values and not codes:
        raise click.BadParameter("it names no rule")
    try:
        demand_known(codes)
    except ConfigError as error:
        raise click.BadParameter(str(error)) from None
    return codes


_codes_option = partial(click.option, multiple=True, callback=_codes, shell_complete=complete_codes, metavar="CODES")


@click.command(short_help="Lint banks and report what is wrong.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path(readable=False))
@_codes_option("--select", help="Only these rules or families.")
@_codes_option("--extend-select", help="These rules as well.")
@_codes_option("--ignore", help="Not these rules or families.")
@click.option("--fix", is_flag=True, help="Write the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also those that may change the meaning.")
@click.option("--semantic", is_flag=True, help="Compare questions by meaning, too: needs askew[semantic].")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option("--add-ignore", metavar="REASON", help="Write a comment beside every finding that suppresses it.")
@gate_options
@click.option("--target-version", type=click.Choice(TARGETS), help="The Python that readers have.  [default: newest]")
@click.option("--output-format", type=click.Choice(FORMATS), help="Default: full on a terminal, else concise.")
@click.option("--output", multiple=True, callback=outputs, metavar="FORMAT=FILE", help="Write a report; `-` is stdout.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="Least severity that makes the exit code 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even where there are findings.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option("--statistics-by", type=click.Choice(get_args(By)), help="Count findings by rule, file or folder.")
@click.option("--stdin-filename", metavar="NAME", help="What to call the text of standard input (PATHS is `-`).")
@config_option
@click.option("--jobs", "-j", type=click.IntRange(0), default=0, help="Processes; 0 (the default) is what is quickest.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what is known of files between runs.")
@click.option("--traceback", is_flag=True, help="Show the traceback of a rule that crashes.")
def check(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    semantic: bool,
    diff: bool,
    add_ignore: str | None,
    target_version: str | None,
    output_format: str | None,
    output: tuple[Output, ...],
    fail_on: str | None,
    exit_zero: bool,
    statistics: bool,
    statistics_by: By | None,
    stdin_filename: str | None,
    jobs: int,
    no_cache: bool,
    traceback: bool,
    gate: Gate,
) -> None:
    """Lint the banks at PATHS: files, folders or glob patterns; the working directory where none is given.

    `-` reads standard input. Exit codes: 0 clean, 1 findings, 2 usage or a fault of Askew's.
    """
    settings = settings_with(
        select=select,
        fail_on=fail_on and Severity(fail_on),
        target_version=target_version,
        baseline=gate.baseline,
        semantic=semantic,
    )
    more, less = settings.extend_select + extend_select, settings.ignore + ignore
    settings = replace(settings, extend_select=more, ignore=less)
    rules = _rules(settings)
    stdin = _stdin(paths, stdin_filename)
    if add_ignore is not None and (stdin or fix or diff):
        raise click.UsageError("--add-ignore writes files: it goes with neither `-`, --fix nor --diff")
    if add_ignore is not None and not add_ignore.strip():
        raise click.UsageError("--add-ignore wants a reason for readers of the bank")
    gate.require(stdin=stdin is not None, writing=fix or diff or add_ignore is not None, baseline=settings.baseline)
    counted = statistics_by or ("rule" if statistics else None)
    taken = "the diff" if diff else "the fixed text" if stdin and fix else ""
    if counted and taken:
        raise click.UsageError(f"--statistics: standard output is for {taken}")
    shown = printed(output, output_format, taken=taken)
    missing: list[str] = []
    files: list[str] = []
    if not stdin:
        files = files_of(paths, settings, missing, gate.absent)
        files = gate.files(without(files, (item.file for item in output), paths, settings))
    tree = tree_of(paths, rules, settings, always=gate.change is not None or stdin_filename is not None)
    tree = tree and tree._replace(cached=not no_cache)
    unsaved = dict([stdin]) if stdin else gate.contents(files)

    def checked() -> Report:
        found = _check(files, rules, settings, unsaved, tree, jobs=jobs, cached=not no_cache)
        gate.sift(found, rules, settings)
        return found

    if add_ignore is not None:
        problems = run_add_ignores(files, checked().diagnostics, rules, settings, add_ignore)
        report = checked()
        report.problems += problems
    elif fix or diff:
        before = checked() if settings.baseline is not None else Report()
        allowed = frozenset({Safety.SAFE, Safety.UNSAFE} if unsafe_fixes else {Safety.SAFE})
        report = run_fix(files, rules, settings, allowed, stdin=stdin, write=not diff, tree=tree, known=before.known)
        gate.sift(report, rules, settings)
        report.stale = before.stale if diff else report.stale
    else:
        report = checked()
    report.problems += missing
    gate.tell_stale(report, rules, settings)
    report.diagnostics = with_paths(report.diagnostics)
    report.problems += write_files(output, report)
    if shown == "github" or any(item.format == "github" for item in output):
        report.problems += write_summary(report)
    if diff:
        write_lines(report.diffs, end="")
    elif report.fixed_input is not None:
        with output_stream() as out:
            out.buffer.write(report.fixed_input)
    elif shown is not None or counted or not output:
        _show(report, shown, counted)
    click.echo(_summary(report, diff=diff), err=True)
    for crash in report.crashes if traceback else ():
        click.echo(crash.traceback, err=True)
    for warning in report.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    for problem in report.problems:
        click.echo(f"error: {printable(problem)}", err=True)
    sys.exit(_exit_code(report, settings, exit_zero=exit_zero, diff=diff))


def _check(
    files: Sequence[str],
    rules: Sequence[Rule],
    settings: Settings,
    unsaved: Mapping[str, bytes],
    tree: "Tree | None",
    *,
    jobs: int,
    cached: bool,
) -> Report:
    from askew.cache.results import Cache
    from askew.tree import root_of
    from askew.workers import WorkerError

    root = root_of(settings) if cached and len(files) > 1 else None
    with progress(files) as watch:
        means = Means(jobs, Cache(root) if root is not None else None, watch)
        try:
            return run_check(files, rules, settings, unsaved, tree, means)
        except WorkerError as error:
            raise click.UsageError(str(error)) from None


def _rules(settings: Settings) -> tuple[Rule, ...]:
    try:
        return selected(settings)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None


def _stdin(paths: Sequence[str], name: str | None) -> tuple[str, bytes] | None:
    if "-" not in paths:
        if name is not None:
            raise click.UsageError("--stdin-filename goes with `-` as the path")
        return None
    if len(paths) > 1:
        raise click.UsageError("`-` (standard input) cannot be combined with other paths")
    return name or "stdin.md", read_input()


def _show(report: Report, output_format: str | None, by: By | None) -> None:
    style = Style(use_color(sys.stdout))
    if by is not None and output_format in (None, "full", "concise"):
        write_lines(statistics_of(report, style, by))
        return
    name = output_format or ("full" if sys.stdout.isatty() else "concise")
    write_lines(reporter(name)(report, style))


def _summary(report: Report, *, diff: bool) -> str:
    made = f"{count(report.fixed, 'fix', 'fixes')} {'to make' if diff else 'made'}; " if report.fixed else ""
    text = made + totals(report) + (f"; {len(report.known)} known to the baseline" if report.known else "")
    safe = sum(item.fix is not None and item.fix.safety is Safety.SAFE for item in report.diagnostics)
    unsafe = sum(item.fix is not None and item.fix.safety is Safety.UNSAFE for item in report.diagnostics)
    more = "more " if safe else ""
    offers = [f"{safe} with --fix"] * bool(safe) + [f"{unsafe} {more}with --fix --unsafe-fixes"] * bool(unsafe)
    return f"{text}; [*] fixable: {', '.join(offers)}" if offers and not diff else text


def _exit_code(report: Report, settings: Settings, *, exit_zero: bool, diff: bool) -> int:
    if report.crashes or report.problems:
        return USAGE
    failing = any(item.severity.rank <= settings.fail_on.rank for item in report.diagnostics)
    return FINDINGS if (failing or (diff and report.fixed)) and not exit_zero else 0
