"""The Python of a document as ruff and the rules that ask it see it."""

from collections.abc import Sequence

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
    """Return every program in a document, each with the names that blocks read after it use.

    Sessions are left out: they show what Python says, and that is often the point of `==` with None in them.
    """
    document = bank.document.bare()
    return tuple(program for group in scripts(bank) for program in _in_order(group, bank, document))


def _in_order(group: Sequence[Code], bank: Bank, document: Document) -> list[Program]:
    later: frozenset[str] = frozenset()
    found = []
    for code in reversed([code for code in group if code.dialect in PYTHON]):
        text = reading(code.dialect, code.text).text
        known = names(text)
        if code.dialect != "repl":
            only_imports = known is not None and known.only_imports
            found.append(Program(code, document, bank.settings, text, problem(text), later, only_imports))
        later |= {use.name for use in known.uses} if known is not None else frozenset()
    return found[::-1]
