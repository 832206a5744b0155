"""P2: what ruff says of the Python in fences, in our places and under our codes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from askew.code.changes import edits
from askew.code.listing import listing
from askew.code.resolve import names
from askew.code.scopes import Import
from askew.diagnostic import Finding, Fix, Safety, Severity
from askew.programs import used_later
from askew.rule import Program, Rule, rule

if TYPE_CHECKING:
    from askew.code.ruff import Remark


@rule("P201", Severity.WARNING, "python")
def unused_import(program: Program) -> Iterator[Finding]:
    """Import that nothing uses."""
    remarks = list(_remarks(program, "F401"))
    known = names(program.text) if remarks else None
    if known is not None and known.only_imports:  # the block shows the import itself
        return
    for remark in remarks:
        name = remark.message.split("`")[1]
        bound = _binding(program, remark.line, name)
        if bound is not None and (bound.guarded or bound.name in used_later(program)):
            continue
        yield _finding(program, remark, f"`{name}` is imported and never used", Safety.UNSAFE)


@rule("P202", Severity.WARNING, "python")
def duplicate_definition(program: Program) -> Iterator[Finding]:
    """Name that is imported or defined twice before anybody uses it."""
    lines = program.text.split("\n")
    for remark in _remarks(program, "F811"):
        if lines[remark.line - 1].lstrip().startswith("except"):  # `as e` is no definition that gets lost
            continue
        name = remark.message.split("`")[1]
        yield _finding(program, remark, f"`{name}` is bound a second time before it is used", Safety.SAFE)


@rule("P203", Severity.INFO, "python")
def empty_f_string(program: Program) -> Iterator[Finding]:
    """F-string without a placeholder."""
    for remark in _remarks(program, "F541"):
        yield _finding(program, remark, "the f-string has nothing to fill in", Safety.SAFE)


@rule("P204", Severity.INFO, "python")
def comparison_to_singleton(program: Program) -> Iterator[Finding]:
    """Comparison to None, True or False with `==`."""
    for remark in _remarks(program, "E711", "E712"):
        what = "None" if remark.code == "E711" else "True or False"
        yield _finding(program, remark, f"`==` or `!=` compares with {what}; that is asked with `is`, or not at all")


@rule("P205", Severity.WARNING, "python")
def is_literal(program: Program) -> Iterator[Finding]:
    """`is` that compares with a literal."""
    for remark in _remarks(program, "F632"):
        yield _finding(program, remark, "`is` compares with a literal: whether they are one object is chance; use `==`")


@rule("P206", Severity.WARNING, "python")
def broken_format(program: Program) -> Iterator[Finding]:
    """Format string that does not fit its arguments."""
    for remark in _remarks(program, "F50", "F52"):
        yield _finding(program, remark, f"the format does not fit its arguments: {_lowered(remark.message)}")


@rule("P207", Severity.WARNING, "python")
def repeated_key(program: Program) -> Iterator[Finding]:
    """Dictionary literal in which a later value replaces an earlier one."""
    for remark in _remarks(program, "F601", "F602"):
        yield _finding(program, remark, "the dictionary has this key twice: the first value is lost")


@rule("P208", Severity.WARNING, "python")
def always_true(program: Program) -> Iterator[Finding]:
    """Condition that is a tuple, and so always true."""
    for remark in _remarks(program, "F631", "F634"):
        yield _finding(program, remark, "the condition is a tuple with something in it, so it always holds")


@rule("P299", Severity.WARNING, "python")
def ruff_finding(program: Program) -> Iterator[Finding]:
    """Finding of a ruff rule that the configuration selects and Askew has no rule for."""
    for remark in program.opinion or ():
        if remark.code and not remark.code.startswith(_OWN):
            yield _finding(program, remark, f"{remark.code} {_lowered(remark.message)}")


_TITLES = {
    "F401": "Remove the import",
    "F811": "Remove the first one",
    "F541": "Remove the prefix",
    "E711": "Compare with `is`",
    "E712": "Compare with `is`, or not at all",
    "F632": "Compare with `==`",
}
_OWN = ("F401", "F811", "F541", "E711", "E712", "F632", "F50", "F52", "F601", "F602", "F631", "F634", "E902")


def _remarks(program: Program, *codes: str) -> "Iterator[Remark]":
    return (remark for remark in program.opinion or () if remark.code.startswith(codes))


def _binding(program: Program, line: int, imported: str) -> Import | None:
    """The import of `imported` on a line; ruff does not print the name that it binds."""
    known = names(program.text)
    own = [item for item in known.imports if item.line == line] if known is not None else []
    return next((item for item in own if item.target == imported or imported.startswith(f"{item.target}.")), None)


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def _finding(program: Program, remark: "Remark", message: str, safety: Safety = Safety.UNSAFE) -> Finding:
    lines = listing(program.document, program.code)
    span = lines.span(remark.line, remark.column, remark.end_line, remark.end_column)
    made = edits(program.document, lines, remark.changes)
    said = message if remark.code in message else f"{message} ({remark.code})"
    return Finding(span, said, Fix(_TITLES.get(remark.code, f"Fix {remark.code}"), safety, made) if made else None)


RULES: tuple[Rule, ...] = (
    unused_import,
    duplicate_definition,
    empty_f_string,
    comparison_to_singleton,
    is_literal,
    broken_format,
    repeated_key,
    always_true,
    ruff_finding,
)
