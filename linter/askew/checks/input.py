"""X: Askew's own rules about what it is given and how the run went."""

from collections.abc import Iterator
from itertools import pairwise

from askew.diagnostic import Finding, Severity
from askew.document import Span
from askew.rule import Bank, Rule, rule

MAX_DEPTH = 100
MAX_LINE = 1_000_000


@rule("X001", Severity.ERROR, "input")
def unreadable_file(_: Bank) -> Iterator[Finding]:
    """File that cannot be read."""
    yield from ()


@rule("X002", Severity.ERROR, "input")
def undecodable_file(_: Bank) -> Iterator[Finding]:
    """File that is no text in any known encoding."""
    yield from ()


@rule("X003", Severity.ERROR, "input")
def oversized_file(_: Bank) -> Iterator[Finding]:
    """File larger than the configured limit."""
    yield from ()


@rule("X004", Severity.ERROR, "input")
def broken_jsonl_line(_: Bank) -> Iterator[Finding]:
    """JSONL line that is not JSON or holds no question and answer."""
    yield from ()


@rule("X005", Severity.ERROR, "input")
def rule_crash(_: Bank) -> Iterator[Finding]:
    """Rule that failed with an error of ours."""
    yield from ()


@rule("X006", Severity.WARNING, "bank")
def legacy_encoding(bank: Bank) -> Iterator[Finding]:
    """File that is not UTF-8."""
    if bank.document.encoding != "utf-8":
        name = bank.document.encoding.replace("_", "-").upper()
        yield Finding(Span(0, 0), f"the file is {name}; convert to UTF-8 first: nothing in it is fixed until then")


@rule("X007", Severity.WARNING, "bank")
def empty_file(bank: Bank) -> Iterator[Finding]:
    """File without any content."""
    if not bank.document.source.strip():
        yield Finding(Span(0, 0), "the file is empty")
    elif len(bank.document.blocks) == 1 and bank.document.blocks[0].kind == "metadata":
        yield Finding(Span(0, 0), "the file holds nothing but front matter")


@rule("X008", Severity.WARNING, "bank")
def deep_nesting(bank: Bank) -> Iterator[Finding]:
    """Lists or quotes nested deeper than any renderer shows."""
    depths: list[int] = []
    for block in bank.document.blocks:
        above = depths[block.parent] if block.parent >= 0 else 0
        depths.append(above + (block.kind in ("item", "quote")))
        if depths[-1] > MAX_DEPTH:
            yield Finding(Span(block.start, block.start), f"lists or quotes are nested more than {MAX_DEPTH} deep")
            return


@rule("X009", Severity.WARNING, "bank")
def overlong_line(bank: Bank) -> Iterator[Finding]:
    """Line that is too long to be text."""
    source = bank.document.source
    if len(source) <= MAX_LINE:
        return
    for start, end in pairwise((*bank.document.line_starts, len(source))):
        if end - start > MAX_LINE:
            yield Finding(Span(start, start), f"the line has {end - start:,} bytes; is this text for readers?")


@rule("X010", Severity.WARNING, "input")
def unused_suppression(_: Bank) -> Iterator[Finding]:
    """Comment that suppresses a finding which is not there."""
    yield from ()


RULES: tuple[Rule, ...] = (
    unreadable_file,
    undecodable_file,
    oversized_file,
    broken_jsonl_line,
    rule_crash,
    legacy_encoding,
    empty_file,
    deep_nesting,
    overlong_line,
    unused_suppression,
)


def source_rule(code: str) -> Rule:
    """Return the X rule with this code."""
    return next(item for item in RULES if item.code == code)
