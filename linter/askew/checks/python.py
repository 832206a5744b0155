"""P: Python in fences."""

from collections.abc import Iterator

from askew.code.blocks import code_span
from askew.code.syntax import problem
from askew.diagnostic import Finding, Severity
from askew.document import Span
from askew.rule import Fence, Rule, rule


@rule("P001", Severity.ERROR, "code")
def syntax_error(fence: Fence) -> Iterator[Finding]:
    """Python fence that does not parse."""
    code, document = fence
    if code.dialect != "python":
        return
    found = problem(code.text)
    if found is not None:
        line = code_span(document, document.blocks[code.block], found.line)
        span = Span(line.start, line.end)
        yield Finding(span, f"the Python does not parse: {found.message}")


RULES: tuple[Rule, ...] = (syntax_error,)
