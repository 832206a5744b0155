"""The Python of a document as ruff and the rules that ask it see it."""

from askew.code.dialect import PYTHON
from askew.code.reading import reading
from askew.code.resolve import names
from askew.code.syntax import problem
from askew.document import Document
from askew.record import Code
from askew.rule import Bank, Program


def scripts(bank: Bank) -> tuple[tuple[Code, ...], ...]:
    """Return the code blocks of a document in the groups and order they are read in.

    That is by record, and those outside records together; with `code.scope = "document"` all in one.
    """
    if bank.settings.code.scope == "document":
        return (tuple(bank.code),) if bank.code else ()
    own = [record.code for record in bank.records if record.code]
    taken = {code.span for group in own for code in group}
    loose = tuple(code for code in bank.code if code.span not in taken)
    return (*own, loose) if loose else tuple(own)


def programs(bank: Bank) -> tuple[Program, ...]:
    """Return every program in a document, in the order they are read in.

    Sessions are left out: they show what Python says, and that is often the point of `==` with None in them.
    """
    document = bank.document.bare()
    return tuple(
        _program(code, script, bank, document)
        for script in scripts(bank)
        for code in script
        if code.dialect in PYTHON and code.dialect != "repl"
    )


def _program(code: Code, script: tuple[Code, ...], bank: Bank, document: Document) -> Program:
    text = reading(code.dialect, code.text).text
    return Program(code, document, bank.settings, text, problem(text), script)


def used_later(program: Program) -> frozenset[str]:
    """Return the names that the blocks read after `program` use."""
    after = (code for code in program.script if code.dialect in PYTHON and code.span > program.code.span)
    found = (names(reading(code.dialect, code.text).text) for code in after)
    return frozenset(use.name for known in found if known is not None for use in known.uses)
