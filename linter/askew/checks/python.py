"""P0: Python in fences that is no Python, or not the Python it is labelled as."""

from collections.abc import Iterator

from askew.code.dialect import PYTHON
from askew.code.listing import Listing, listing
from askew.code.reading import reading
from askew.code.repairs import repair
from askew.code.syntax import Kind, Problem, problem
from askew.diagnostic import Edit, Finding, Fix, Safety, Severity
from askew.document import Span
from askew.rule import Fence, Program, Rule, rule

_RIGHT_LABELS = {
    "shell": ("bash", "shell commands"),
    "yaml": ("yaml", "YAML"),
    "json": ("json", "JSON"),
    "traceback": ("text", "a traceback"),
    "pseudo": ("text", "pseudo-code"),
    "text": ("text", "text or program output"),
}


@rule("P001", Severity.ERROR, "broken")
def syntax_error(program: Program) -> Iterator[Finding]:
    """Python fence that does not parse."""
    found = program.problem
    if found is not None and found.kind == "syntax" and not _is_newer(program):
        span = listing(program.document, program.code).line(found.line)
        yield Finding(span, f"the Python does not parse: {found.message}")


def _is_newer(program: Program) -> bool:
    """Whether code that this interpreter refuses is right in a newer Python."""
    if program.problem is not None and program.problem.for_all:
        return False
    if program.opinion is not None:
        return all(remark.needs for remark in program.opinion if not remark.code)
    from askew.code.grammar import newer_python_parses

    return newer_python_parses(program.text)


@rule("P002", Severity.WARNING, "code")
def python_2_code(fence: Fence) -> Iterator[Finding]:
    """Python 2 under a label that promises Python 3."""
    code, document = fence
    if code.dialect == "python2" and "2" not in code.lang:
        found = problem(reading(code.dialect, code.text).text)
        if found is not None and found.kind == "python2":
            line = listing(document, code).line(found.line)
            yield Finding(line, f"this is Python 2: in Python 3 {found.message}", _relabelled(fence, "python2"))


@rule("P003", Severity.ERROR, "code")
def lost_indentation(fence: Fence) -> Iterator[Finding]:
    """Python whose indentation got lost."""
    for found, lines in _problems(fence, "indentation"):
        yield Finding(lines.line(found.line), "the code has lost its indentation: no line of the block has any")


@rule("P004", Severity.ERROR, "code")
def full_width_punctuation(fence: Fence) -> Iterator[Finding]:
    """Full-width punctuation in code."""
    yield from _wrong_characters(fence, "punctuation", "full-width punctuation stands in the code", Safety.UNSAFE)


@rule("P005", Severity.ERROR, "code")
def html_entity(fence: Fence) -> Iterator[Finding]:
    """HTML entity in code, which a fence shows as it is written."""
    yield from _wrong_characters(fence, "entity", "an HTML entity stands in the code, and a fence shows it as it is")


@rule("P006", Severity.ERROR, "code")
def smart_quote(fence: Fence) -> Iterator[Finding]:
    """Typographic quote in code."""
    yield from _wrong_characters(fence, "quote", "typographic quotes stand where the code needs straight ones")


@rule("P007", Severity.WARNING, "code")
def wrong_label(fence: Fence) -> Iterator[Finding]:
    """Fence labelled as Python that holds something else."""
    if fence.code.dialect in _RIGHT_LABELS:
        label, what = _RIGHT_LABELS[fence.code.dialect]
        span = fence.document.line_span(fence.code.line)
        message = f"this fence holds {what}, not Python: the label is `{label}`"
        yield Finding(Span(fence.code.span.start, span.end), message, _relabelled(fence, label))


@rule("P008", Severity.ERROR, "code")
def translated_keyword(fence: Fence) -> Iterator[Finding]:
    """Python whose keywords were translated."""
    if fence.code.dialect == "translated":
        found = problem(reading(fence.code.dialect, fence.code.text).text)
        if found is not None:
            line = listing(fence.document, fence.code).line(found.line)
            yield Finding(line, "a keyword of Python was translated: the code cannot run")


@rule("P009", Severity.WARNING, "python")
def newer_python(program: Program) -> Iterator[Finding]:
    """Syntax that the targeted Python does not have yet."""
    target = program.settings.target_version
    remark = next((remark for remark in program.opinion or () if remark.needs), None)
    if target and remark is not None and _is_newer(program):
        lines = listing(program.document, program.code)
        span = lines.span(remark.line, remark.column, remark.end_line, remark.end_column)
        yield Finding(span, f"this needs Python {remark.needs}; the target is {target}")


@rule("P010", Severity.WARNING, "code")
def pasted_output(fence: Fence) -> Iterator[Finding]:
    """Program output that was pasted into the code."""
    if fence.code.dialect == "mixed":
        lines = listing(fence.document, fence.code)
        first = next(number for number, start in enumerate(lines.starts, 1) if start < 0)
        yield Finding(lines.line(first), "program output stands in the code: it cannot be run as it is")


def _problems(fence: Fence, kind: Kind) -> Iterator[tuple[Problem, Listing]]:
    """The problem of a fence, if it is of `kind`, with the listing to place it."""
    if fence.code.dialect in PYTHON:
        found = problem(reading(fence.code.dialect, fence.code.text).text)
        if found is not None and found.kind == kind:
            yield found, listing(fence.document, fence.code)


def _wrong_characters(fence: Fence, kind: Kind, message: str, safety: Safety = Safety.SAFE) -> Iterator[Finding]:
    for found, lines in _problems(fence, kind):
        cure = repair(lines.text)
        edits = []
        for item in cure.replacements if cure is not None else ():
            line = lines.text.count("\n", 0, item.start) + 1
            before = lines.text[lines.text.rfind("\n", 0, item.start) + 1 : item.start]
            start = lines.offset(line, len(before.encode()))
            if start is not None:
                edits.append(Edit(Span(start, start + len(lines.text[item.start : item.end].encode())), item.text))
        fix = Fix("Write what Python reads", safety, tuple(edits)) if edits else None
        yield Finding(lines.line(found.line), message, fix)


def _relabelled(fence: Fence, label: str) -> Fix | None:
    """The fix that gives a fence another language, and leaves the rest of its info string."""
    line = fence.document.line_span(fence.code.line)
    opening = fence.document.source[fence.code.span.start : line.end].lower()
    name = opening.lstrip(b"`~ {.")
    if not name.startswith(fence.code.lang.encode()):
        return None
    start = fence.code.span.start + len(opening) - len(name)
    span = Span(start, start + len(fence.code.lang.encode()))
    return Fix(f"Label the fence {label}", Safety.SAFE, (Edit(span, label),))


RULES: tuple[Rule, ...] = (
    syntax_error,
    python_2_code,
    lost_indentation,
    full_width_punctuation,
    html_entity,
    smart_quote,
    wrong_label,
    translated_keyword,
    newer_python,
    pasted_output,
)
