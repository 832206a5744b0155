"""P1: names in Python fences that nothing binds."""

from collections.abc import Iterator

from askew.code.changes import Change, edits
from askew.code.imports import with_import
from askew.code.listing import listing
from askew.code.resolve import names
from askew.code.unbound import Reason, Unbound, unbound
from askew.diagnostic import Finding, Fix, Related, Safety, Severity
from askew.document import Document, Span
from askew.programs import scripts
from askew.record import Code
from askew.rule import Bank, Rule, rule


@rule("P101", Severity.ERROR, "text")
def forgotten_import(bank: Bank) -> Iterator[Finding]:
    """Name of a library that is used without being imported."""
    for item in _unbound(bank, "forgotten"):
        name = item.use.name
        if item.meant:
            message = f"`{name}` is not defined; `{item.meant}` is meant, and it is not imported: `{item.statement}`"
        else:
            message = f"`{name}` is not imported: `{item.statement}`"
        yield Finding(_span(bank.document, item), message, _with_import(bank.document, item))


@rule("P102", Severity.WARNING, "text")
def undefined_name(bank: Bank) -> Iterator[Finding]:
    """Function that the code calls and nobody wrote."""
    for item in _unbound(bank, "undefined"):
        yield Finding(_span(bank.document, item), f"`{item.use.name}` is called here and defined nowhere")
    for item in _unbound(bank, "python2"):
        message = f"`{item.use.name}` is Python 2; Python 3 has `{item.meant}`"
        yield Finding(_span(bank.document, item), message)


@rule("P103", Severity.INFO, "text", default=False)
def placeholder(bank: Bank) -> Iterator[Finding]:
    """Free name that the reader is to supply."""
    for item in _unbound(bank, "placeholder"):
        yield Finding(_span(bank.document, item), f"`{item.use.name}` is defined nowhere: the reader has to supply it")


@rule("P104", Severity.WARNING, "text")
def import_under_another_question(bank: Bank) -> Iterator[Finding]:
    """Name that is imported only under another question, or further down."""
    for item in _unbound(bank, "elsewhere"):
        assert item.origin is not None
        code, line = item.origin
        place = listing(bank.document, code).line(line)
        below = code.span.start > item.code.span.start and _same_script(bank, code, item.code)
        where = "further down" if below else "under another question"
        number = bank.document.line(place.start)
        message = f"`{item.use.name}` is imported only {where}, on line {number}: `{item.statement}`"
        fix = _with_import(bank.document, item)
        yield Finding(_span(bank.document, item), message, fix, (Related(place, "the import"),))


@rule("P105", Severity.WARNING, "text")
def unimported_module(bank: Bank) -> Iterator[Finding]:
    """Free name that looks like a module, which no import brings in."""
    for item in _unbound(bank, "module"):
        yield Finding(
            _span(bank.document, item), f"`{item.use.name}` is undefined; it looks like a module that is never imported"
        )


def _unbound(bank: Bank, reason: Reason) -> Iterator[Unbound]:
    return (item for item in unbound(scripts(bank)) if item.reason == reason)


def _with_import(document: Document, item: Unbound) -> Fix | None:
    """The fix that adds the missing import to the first block that needs it, and spells the name as the library does."""
    lines = listing(document, item.code)
    added = with_import(lines.text, item.statement) if item.first else None
    known = names(lines.text)
    if added is None or known is None:
        return None
    wrong = [use for use in known.free if use.name == item.use.name] if item.meant else []
    width = len(item.use.name.encode())
    renamed = (Change(use.line, use.column, use.line, use.column + width, item.meant) for use in wrong)
    made = edits(document, lines, (added, *renamed))
    safety = Safety.SAFE if item.meant else Safety.UNSAFE
    return Fix(f"Add `{item.statement}`", safety, made) if made else None


def _same_script(bank: Bank, one: Code, other: Code) -> bool:
    return any(one in script and other in script for script in scripts(bank))


def _span(document: Document, item: Unbound) -> Span:
    use = item.use
    end = use.column + len(use.name.encode())
    return listing(document, item.code).span(use.line, use.column, use.line, end)


RULES: tuple[Rule, ...] = (
    forgotten_import,
    undefined_name,
    placeholder,
    import_under_another_question,
    unimported_module,
)
