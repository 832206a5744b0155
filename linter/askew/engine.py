"""One file in, diagnostics out: run the rules and place what they find. No I/O, no printing."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from askew.checks.input import broken_jsonl_line, rule_crash, source_rule
from askew.code.blocks import code_blocks
from askew.config import Settings
from askew.diagnostic import Diagnostic, Finding
from askew.document import Document, Span
from askew.extract import extract
from askew.place import in_line, in_markdown, with_ordinals
from askew.record import Record
from askew.rule import Answered, Bank, Fence, Rule, Scope
from askew.source import SourceError, document_of

if TYPE_CHECKING:
    from askew.jsonl import BadLine, Entry


class Crash(NamedTuple):
    """A rule that raised: our fault, reported after everything else."""

    code: str
    path: str
    traceback: str


class Result(NamedTuple):
    """What linting one file gave: its diagnostics in order, the number of its records, and rules that crashed."""

    diagnostics: list[Diagnostic]
    records: int
    crashes: list[Crash]


class _View(NamedTuple):
    """A text to run rules of some scopes over, and how to place what they find."""

    bank: Bank
    scopes: tuple[Scope, ...]
    place: Callable[[Rule, Finding], Diagnostic]


def lint(path: str, data: bytes, rules: Sequence[Rule], settings: Settings) -> Result:
    """Return what `rules` say about the content of the file at `path`; raises for no content."""
    try:
        document = document_of(path, data)
    except SourceError as error:
        return refused(path, error, rules)
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    records = 0
    if path.endswith(".jsonl"):
        from askew import jsonl

        items = jsonl.read(document, settings)
        views = _jsonl_views(document, items, settings)
        records = sum(isinstance(item, jsonl.Entry) for item in items)
        if broken_jsonl_line in rules:
            bad = (Finding(item.span, item.message) for item in items if isinstance(item, jsonl.BadLine))
            found += (in_markdown(broken_jsonl_line, finding, document, ()) for finding in bad)
    else:
        view = _markdown_view(document, settings)
        views, records = iter([view]), len(view.bank.records)
    with warnings.catch_warnings():  # compiling a corpus's Python may warn about it
        warnings.simplefilter("ignore")
        for view in views:
            for rule in rules:
                if rule.scope in view.scopes:
                    _run(rule, view, found, crashes)
    return Result(with_ordinals(found), records, crashes)


def refused(path: str, error: SourceError, rules: Sequence[Rule]) -> Result:
    """Return the result for a file that gives no document: one diagnostic, if its rule is among `rules`."""
    rule = source_rule(error.code)
    finding = Finding(Span(0, 0), str(error))
    found = [in_markdown(rule, finding, Document(path, b""), ())] if rule in rules else []
    return Result(with_ordinals(found), 0, [])


def _markdown_view(document: Document, settings: Settings) -> _View:
    code = code_blocks(document)
    records = extract(document, settings.markers, code)
    bank = Bank(document, records, code, settings)
    place = partial(in_markdown, document=document, records=records)
    return _View(bank, ("bank", "text", "record", "code"), place)


def _jsonl_views(document: Document, items: "Sequence[Entry | BadLine]", settings: Settings) -> Iterator[_View]:
    """A view of every field of every line, then one of the file with its records."""
    from askew.jsonl import Entry

    records = []
    for item in items:
        if isinstance(item, Entry):
            for field in item.fields:
                own = (item.record,) if field is item.fields[-1] else ()
                bank = Bank(field.document, own, code_blocks(field.document), settings)
                place = partial(in_line, document=document, entry=item, field=field)
                yield _View(bank, ("text", "record", "code"), place)
            line = item.span
            records.append(_on_line(item.record, line))
    whole = Bank(document, records, (), settings)
    yield _View(whole, ("bank",), partial(in_markdown, document=document, records=records))


def _on_line(record: Record, line: Span) -> Record:
    """A JSONL record with the span of its line for every span."""
    sections = tuple(part._replace(span=line) for part in record.sections)
    return replace(record, span=line, heading=line, question_span=line, answer_span=line, sections=sections)


def _run(rule: Rule, view: _View, found: list[Diagnostic], crashes: list[Crash]) -> None:
    """Add what one rule says of one view; a rule that raises becomes a diagnostic of its own."""
    bank = view.bank
    try:
        for subject in _subjects(rule.scope, bank):
            found.extend(view.place(rule, finding) for finding in rule.check(subject))
    except Exception as error:  # a rule must not take the run down
        import traceback

        last = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{rule.code} crashed: {type(error).__name__}: {error} ({last.name}); please report it"
        found.append(view.place(rule_crash, Finding(Span(0, 0), message)))
        crashes.append(Crash(rule.code, bank.document.path, traceback.format_exc()))


def _subjects(scope: Scope, bank: Bank) -> Iterator[object]:
    if scope == "record":
        return (Answered(record, bank.document) for record in bank.records)
    if scope == "code":
        return (Fence(code, bank.document) for code in bank.code)
    return iter((bank,))
