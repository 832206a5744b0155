"""A: wrong APIs, judged by the indexes of what libraries have."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from askew.code.changes import Change, edits
from askew.code.comments import fails_on_purpose
from askew.code.listing import Listing, listing
from askew.code.references import Imported, Reference, references
from askew.code.scopes import Import
from askew.config import ApisSettings
from askew.diagnostic import Finding, Fix, Safety, Severity
from askew.document import Span
from askew.programs import scripts
from askew.record import Code
from askew.rule import Bank, Rule, rule

if TYPE_CHECKING:
    from askew.apis.judge import Judge
    from askew.apis.verdict import Fault, Verdict


@rule("A001", Severity.ERROR, "text")
def unknown_module(bank: Bank) -> Iterator[Finding]:
    """Import of a module that does not exist."""
    yield from _findings(bank, "module")


@rule("A002", Severity.ERROR, "text")
def unknown_name(bank: Bank) -> Iterator[Finding]:
    """Name that a module does not have, in any version."""
    yield from _findings(bank, "name")


@rule("A003", Severity.ERROR, "text")
def unknown_attribute(bank: Bank) -> Iterator[Finding]:
    """Attribute that objects of a class do not have, in any version."""
    yield from _findings(bank, "attribute")


@rule("A004", Severity.ERROR, "text")
def unknown_keyword(bank: Bank) -> Iterator[Finding]:
    """Keyword that a function or class does not take."""
    yield from _findings(bank, "keyword")


@rule("A005", Severity.WARNING, "text")
def ignored_keyword(bank: Bank) -> Iterator[Finding]:
    """Keyword that is taken and then ignored."""
    yield from _findings(bank, "ignored")


@rule("A006", Severity.ERROR, "text")
def wrong_arguments(bank: Bank) -> Iterator[Finding]:
    """Call with more arguments than are taken, or fewer than are needed."""
    yield from _findings(bank, "arguments")


@rule("A007", Severity.WARNING, "text")
def removed_name(bank: Bank) -> Iterator[Finding]:
    """Name, keyword or call that older versions had and the target has not."""
    yield from _findings(bank, "removed")


@rule("A008", Severity.INFO, "text")
def deprecated_name(bank: Bank) -> Iterator[Finding]:
    """Name or keyword that the library wants nobody to use any more."""
    yield from _findings(bank, "deprecated")


@rule("A009", Severity.ERROR, "text")
def called_module(bank: Bank) -> Iterator[Finding]:
    """Call of a module."""
    yield from _findings(bank, "called")


@rule("A010", Severity.INFO, "text")
def undocumented_spelling(bank: Bank) -> Iterator[Finding]:
    """Import that works, but that the library's documentation spells otherwise."""
    yield from _findings(bank, "spelling")


@rule("A011", Severity.WARNING, "text")
def unprovided_module(bank: Bank) -> Iterator[Finding]:
    """Import of a module that nothing known provides."""
    for finding in _findings(bank, "unprovided"):
        name = re.escape(bank.document.slice(*finding.span).encode())
        if not re.search(rb"\b%b(\.py\b|/)|\bsys\.path\b" % name, bank.document.source):  # a file that the text shows
            yield finding


_NAMES_PARTS = re.compile(r"OrderedDict|ModuleDict|add_module|register_module|\bsetattr\(|\.__class__\b")
_PROBES = ("hasattr(", "setattr(", "getattr(", "__version__")


class _Found(NamedTuple):
    """A verdict on an import or a use."""

    code: Code
    verdict: "Verdict"
    subject: Imported | Reference


def _findings(bank: Bank, fault: "Fault") -> Iterator[Finding]:
    for code, verdict, subject in _judged(scripts(bank), bank.settings.apis):
        if verdict.fault == fault:
            lines = listing(bank.document, code)
            span, change = _placed(lines, verdict, subject)
            made = edits(bank.document, lines, (change,)) if change is not None else ()
            title = f"Write {verdict.instead}"
            yield Finding(span, verdict.message, Fix(title, Safety.UNSAFE, made) if made else None)


def subjects(bank: Bank) -> dict[str, str]:
    """Return the dotted names that the findings in a text are about, by message."""
    return {
        verdict.message: subject.item.module if isinstance(subject, Imported) else subject.dotted
        for _, verdict, subject in _judged(scripts(bank), bank.settings.apis)
    }


def judge_of(settings: ApisSettings) -> "Judge":
    """Return the judge by whose indexes the findings are made."""
    return _judge(settings)


@lru_cache(maxsize=8)
def _judged(groups: tuple[tuple[Code, ...], ...], settings: ApisSettings) -> tuple[_Found, ...]:
    """The verdicts on a document, each once a block."""
    uses, imports = references(groups)
    if not uses and not imports:
        return ()
    judge = _judge(settings)
    found: dict[tuple[Code, str], _Found] = {}

    def take(verdict: "Verdict", subject: Imported | Reference, line: int) -> None:
        if not fails_on_purpose(subject.code.text, line):
            found.setdefault((subject.code, verdict.message), _Found(subject.code, verdict, subject))

    for imported in imports:
        if not imported.item.guarded:
            for verdict in judge.imported(imported.item.module, whole=imported.item.statement.startswith("import ")):
                take(verdict, imported, imported.item.line)
    patched = any(imported.item.module.split(".", 1)[0] not in judge.apis.roots for imported in imports)
    for use in uses:
        meant = use._replace(dotted=judge.followed(use.dotted)) if use.instance else use
        for verdict in _of_use(meant, judge, instance=use.instance, patched=patched):
            named = use.instance and meant.dotted.startswith("torch.") and _names_parts(use.code, groups)
            if not named and ("." not in use.use.name or _is_set_once(use.use.name, groups)):
                take(verdict, meant, use.use.line)
    return tuple(found.values())


def _names_parts(code: Code, groups: tuple[tuple[Code, ...], ...]) -> bool:
    """Whether the script that `code` belongs to gives names to parts of a module."""
    return any(_NAMES_PARTS.search(item.text) for group in groups if code in group for item in group)


def _is_set_once(name: str, groups: tuple[tuple[Code, ...], ...]) -> bool:
    """Whether a document sets the attribute of `self` with that name, or of anything, in one place only."""
    field = name.removeprefix("self.")
    setting = re.compile(rf"\.{field}\b[^\n=(]*=(?!=)|\b(?:as|for|del) \w+\.{field}\b")
    return sum(len(setting.findall(item.text)) for group in groups for item in group) == 1


@lru_cache(maxsize=8)
def _judge(settings: ApisSettings) -> "Judge":
    from askew.apis.collection import apis
    from askew.apis.judge import Judge

    return Judge(apis(settings.paths), dict(settings.targets), settings.known)


def problems(settings: ApisSettings) -> list[str]:
    """Return what is wrong with the index files that were opened so far, without opening any."""
    return [str(problem) for problem in _judge(settings).apis.problems] if _judge.cache_info().currsize else []


def _of_use(reference: Reference, judge: "Judge", *, instance: bool, patched: bool) -> "Iterator[Verdict]":
    use, text = reference.use, reference.code.text
    if use.guarded or not reference.dotted or _probes(text) or (instance and not use.path):
        return  # an object that is called is not made again
    before = reference.dotted.count(".") + 1 - len(use.path)  # parts that the import stands for
    found = judge.used(reference.dotted, use.arguments, called=use.called, instance=instance, patched=patched)
    for verdict in found:
        if verdict.keyword is not None or verdict.part >= before or verdict.call:
            if verdict.keyword is None and f".{reference.dotted.rsplit('.', 1)[-1]} =" in text:
                continue  # the code sets it itself
            yield verdict


@lru_cache(maxsize=8)
def _probes(text: str) -> bool:
    """Whether code finds out itself what there is, or brings its own names."""
    return any(sign in text for sign in _PROBES)


def _placed(lines: Listing, verdict: "Verdict", subject: Imported | Reference) -> tuple[Span, Change | None]:
    """The span to blame, and the change that writes what is meant."""
    if verdict.keyword is not None:
        start, size = (verdict.keyword.line, verdict.keyword.column), len(verdict.keyword.name.encode())
    elif isinstance(subject, Imported):
        start, size = _part_of_import(lines, subject.item, verdict.part)
    else:
        start, size = _part(subject, verdict.part)
    line, column = start
    change = Change(line, column, line, column + size, verdict.instead) if verdict.instead.isidentifier() else None
    return lines.span(line, column, line, column + size), change


def _part_of_import(lines: Listing, item: Import, part: int) -> tuple[tuple[int, int], int]:
    """The place and length of a part of the dotted name that an import asks for; of the name imported in case of doubt."""
    parts = item.module.split(".")
    (line, column), size = item.start, len(parts[part].encode())
    column += sum(len(name.encode()) + 1 for name in parts[:part])
    text = lines.text.split("\n")[line - 1].encode()
    if text[column : column + size] == parts[part].encode():
        return (line, column), size
    return (item.line, item.column), item.end_column - item.column


def _part(subject: Reference, part: int) -> tuple[tuple[int, int], int]:
    """The place and length of the part of a dotted name that a use spells out."""
    use = subject.use
    place = part - (subject.dotted.count(".") + 1 - len(use.path))
    if not 0 <= place < len(use.ends):
        return (use.line, use.column), len(use.name.encode())
    (line, end), size = use.ends[place], len(use.path[place].encode())
    return (line, end - size), size


RULES: tuple[Rule, ...] = (
    unknown_module,
    unknown_name,
    unknown_attribute,
    unknown_keyword,
    ignored_keyword,
    wrong_arguments,
    removed_name,
    deprecated_name,
    called_module,
    undocumented_spelling,
    unprovided_module,
)
