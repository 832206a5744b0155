"""One file in, diagnostics out: run the rules and place what they find. No I/O, no printing.

Linting a file has two halves, so that all files of a run can share one process of ruff: `begin` runs every rule that
needs nothing but the file, `finish` those that want to hear the second opinion on its Python.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from askew.checks import RULES
from askew.checks.input import broken_jsonl_line, rule_crash, source_rule, unused_suppression
from askew.code.blocks import code_blocks
from askew.config import Settings
from askew.diagnostic import Diagnostic, Finding
from askew.document import Document, Span
from askew.extract import extract
from askew.place import Region, in_line, in_markdown, with_ordinals
from askew.programs import programs
from askew.record import Record
from askew.rule import Answered, Bank, Fence, Program, Rule, Scope
from askew.source import SourceError, document_of
from askew.suppress import Suppressed, Suppression, suppressions, unused

if TYPE_CHECKING:
    from askew.code.ruff import Opinion
    from askew.duplicates.facts import DocumentFact
    from askew.jsonl import BadLine, Entry


_SECOND: tuple[Scope, ...] = ("python", "broken")  # scopes of the rules that want to hear the second opinion


class Crash(NamedTuple):
    """A rule that raised: our fault, reported after everything else."""

    code: str
    path: str
    traceback: str


class Result(NamedTuple):
    """What linting one file gave: its diagnostics in order, the number of its records, and what else there was.

    `facts` are for the rules that compare files, None where no such rule was asked for.
    """

    diagnostics: list[Diagnostic]
    records: int
    crashes: list[Crash]
    suppressed: list[Suppressed]
    facts: "DocumentFact | None" = None


class _View(NamedTuple):
    """A text to run rules of some scopes over, how to place what they find, and what its author suppresses."""

    bank: Bank
    scopes: tuple[Scope, ...]
    place: Callable[[Rule, Finding], Diagnostic]
    suppressions: tuple[Suppression, ...]


class _Half(NamedTuple):
    """What is left of a view for `finish`: its programs, without the blocks and records of the document."""

    programs: tuple[Program, ...]
    place: Callable[[Rule, Finding], Diagnostic]
    suppressions: tuple[Suppression, ...]


class Pending(NamedTuple):
    """A file of which only the rules that need a second opinion have yet to run."""

    path: str
    rules: Sequence[Rule]
    result: Result
    halves: tuple[_Half, ...]

    @property
    def texts(self) -> Iterator[str]:
        """The Python that a second opinion is wanted on; what is too deep for one parser might take another down."""
        programs = (program for half in self.halves for program in half.programs)
        return (program.text for program in programs if program.problem is None or not program.problem.for_all)


def lint(path: str, data: bytes, rules: Sequence[Rule], settings: Settings, ask: "Ask | None" = None) -> Result:
    """Return what `rules` say about the content of the file at `path`; raises for no content.

    `ask` gives the second opinions on texts; without it the rules that live on them find nothing.
    """
    pending = begin(path, data, rules, settings)
    return finish(pending, ask(pending.texts) if ask is not None else None)


Ask = Callable[[Iterator[str]], "Mapping[str, Opinion] | None"]


def begin(path: str, data: bytes, rules: Sequence[Rule], settings: Settings) -> Pending:
    """Return the file at `path` with all findings but those that need a second opinion."""
    try:
        document = document_of(path, data)
    except SourceError as error:
        return Pending(path, rules, refused(path, error, rules), ())
    result = Result([], 0, [], [])
    if path.endswith(".jsonl"):
        views, count = _jsonl(document, rules, settings, result)
    else:
        view = _markdown_view(document, settings)
        views, count = iter([view]), len(view.bank.records)
    halves = []
    for view in views:
        for rule in rules:
            if rule.scope in view.scopes:
                _run(rule, _subjects(rule.scope, view.bank), view, document.path, result)
        half = _half(view, rules)
        if half.programs or half.suppressions:
            halves.append(half)
        if "bank" in view.scopes and any(rule.scope == "corpus" for rule in rules):
            result = result._replace(facts=_facts(view))
    return Pending(path, rules, result._replace(records=count), tuple(halves))


def _facts(view: _View) -> "DocumentFact":
    from askew.duplicates.corpus import wording_of
    from askew.duplicates.facts import gather

    return gather(view.bank, wording_of(view.bank.settings), view.suppressions)


def finish(pending: Pending, opinions: "Mapping[str, Opinion] | None") -> Result:
    """Return the findings of a pending file, those included that hang on `opinions` about its Python, if there are any."""
    result = pending.result
    unheard: tuple[Scope, ...] = ("corpus",) if opinions is not None else ("corpus", *_SECOND)
    asked = [rule.code for rule in pending.rules if rule.scope not in unheard]
    for half in pending.halves:
        heard = [
            program._replace(opinion=opinions.get(program.text) if opinions is not None else None)
            for program in half.programs
        ]
        for rule in pending.rules:
            if rule.scope in _SECOND:
                _run(rule, _programs(rule.scope, heard), half, pending.path, result)
        if half.suppressions and unused_suppression in pending.rules:
            known = [rule.code for rule in RULES if rule.scope != "input"]
            for finding in unused(half.suppressions, asked, known):
                result.diagnostics.append(half.place(unused_suppression, finding))
    return result._replace(diagnostics=with_ordinals(result.diagnostics))


def refused(path: str, error: SourceError, rules: Sequence[Rule]) -> Result:
    """Return the result for a file that gives no document: one diagnostic, if its rule is among `rules`."""
    rule = source_rule(error.code)
    finding = Finding(Span(0, 0), str(error))
    found = [in_markdown(rule, finding, Document(path, b""), ())] if rule in rules else []
    return Result(with_ordinals(found), 0, [], [])


def _markdown_view(document: Document, settings: Settings) -> _View:
    code = code_blocks(document)
    records = extract(document, settings.markers, code)
    bank = Bank(document, records, code, settings)
    return _View(bank, ("bank", "text", "record", "code"), _placing(bank), suppressions(document, records, code))


def _placing(bank: Bank) -> Callable[[Rule, Finding], Diagnostic]:
    """How to place findings about a document; holds on to its source, not to its blocks."""
    regions = tuple(Region(record.span, record.id) for record in bank.records)
    return partial(in_markdown, document=bank.document.bare(), regions=regions)


def _jsonl(
    document: Document, rules: Sequence[Rule], settings: Settings, result: Result
) -> tuple[Iterator[_View], int]:
    """The views of a JSONL file and the number of its records; its broken lines go to `result`."""
    from askew import jsonl

    items = jsonl.read(document, settings)
    if broken_jsonl_line in rules:
        bad = (Finding(item.span, item.message) for item in items if isinstance(item, jsonl.BadLine))
        result.diagnostics.extend(in_markdown(broken_jsonl_line, finding, document, ()) for finding in bad)
    return _jsonl_views(document, items, settings), sum(isinstance(item, jsonl.Entry) for item in items)


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
                said = suppressions(field.document, own, bank.code)
                yield _View(bank, ("text", "record", "code"), place, said)
            line = item.span
            records.append(_on_line(item.record, line))
    whole = Bank(document, records, (), settings)
    yield _View(whole, ("bank",), _placing(whole), ())


def _on_line(record: Record, line: Span) -> Record:
    """A JSONL record with the span of its line for every span."""
    sections = tuple(part._replace(span=line) for part in record.sections)
    code = tuple(block._replace(span=line, line=record.line) for block in record.code)
    return replace(record, span=line, heading=line, question_span=line, answer_span=line, sections=sections, code=code)


def _half(view: _View, rules: Sequence[Rule]) -> _Half:
    """What the rules that ask for a second opinion need of a view: where all ask about broken programs, only those."""
    scopes = {rule.scope for rule in rules}.intersection(_SECOND) if view.bank.code else ()
    found = programs(view.bank) if scopes else ()
    wanted = found if "python" in scopes else _programs("broken", found)
    return _Half(tuple(wanted), view.place, view.suppressions)


def _run(rule: Rule, subjects: Iterator[object], view: _View | _Half, path: str, result: Result) -> None:
    """Add what one rule says of some subjects; a rule that raises becomes a diagnostic of its own."""
    try:
        for subject in subjects:
            for finding in rule.check(subject):
                accepted = next(
                    (item for item in view.suppressions if item.suppresses(rule.code, finding.span.start)), None
                )
                diagnostic = view.place(rule, finding)
                if accepted is None:
                    result.diagnostics.append(diagnostic)
                else:
                    where = diagnostic.path, diagnostic.place.line, diagnostic.message
                    result.suppressed.append(Suppressed(rule.code, *where, accepted.reason))
    except Exception as error:  # a rule must not take the run down
        import traceback

        last = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{rule.code} crashed: {type(error).__name__}: {error} ({last.name}); please report it"
        result.diagnostics.append(view.place(rule_crash, Finding(Span(0, 0), message)))
        result.crashes.append(Crash(rule.code, path, traceback.format_exc()))


def _programs(scope: Scope, programs: Sequence[Program]) -> Iterator[Program]:
    return (program for program in programs if scope == "python" or program.problem is not None)


def _subjects(scope: Scope, bank: Bank) -> Iterator[object]:
    if scope == "record":
        return (Answered(record, bank.document) for record in bank.records)
    if scope == "code":
        return (Fence(code, bank.document) for code in bank.code)
    return iter((bank,))
