"""Would a call be taken as it is written? Its keywords, and how many arguments it has."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from types import MappingProxyType

from askew.apis.model import Entry, Library, Note, Signature, nearest
from askew.apis.verdict import Fault, Verdict, by
from askew.code.scopes import Arguments, Keyword

_ABOUT_A_VALUE = (
    r"(?i)(?:the )?values? [`'\"]|support for |passing an? |\w+='\w+' is deprecated|.* with an output tensor list "
)
_ABOUT_A_USE = re.compile(
    r"not supported for|does(?: not|n't) (?:support|work)|ignored (?:because|when)|setting \S+ automatically|pass an explicit value"
    r"|\bbut (?:the|this parameter|you\b)",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"deprecat|renamed|removed|no longer|ignor|stop being|won't do|no effect|prefer|not supported in|^\d+\.\d+$",
    re.IGNORECASE,
)
_REFUSALS = ("deprecat", "no longer", "not supported", "removed", "unrecognized", "unexpected", "not a valid", "use `")


def keywords(
    dotted: str,
    entry: Entry,
    library: Library,
    wanted: int,
    arguments: Arguments,
    replacements: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Verdict]:
    """Yield a verdict on each keyword that the newest of the `wanted` versions (a mask) refuses or says something of.

    `replacements` has by `callable.keyword` what to write instead.
    """
    signature = entry.signature(wanted)
    for keyword in arguments.keywords:
        said = (entry.notes or {}).get(keyword.name, ())
        notes = tuple(note for note in said if _is_about(keyword.name, note))
        now = next((note for note in notes if note.versions & wanted), None)
        if now is not None:
            yield _noted(dotted, keyword, now, notes, library)
        elif any(note.versions & wanted for note in said):
            continue  # it is taken, or the library would not say which values it wants
        elif signature is not None and not signature.open and keyword.name not in signature.keywords:
            known = (replacements.get(f"{name}.{keyword.name}", "") for name in (dotted, entry.name))
            yield _unknown(dotted, keyword, signature, entry, library, wanted, next(filter(None, known), ""))


def _is_about(keyword: str, note: Note) -> bool:
    """Whether a note is about the keyword, not about another one, a value of it or what it goes together with."""
    if note.severity != "error":
        lasting = _PASSING.search(note.text) or note.instead or note.swallowed
        return bool(lasting) and not re.match(_ABOUT_A_VALUE, note.text) and not _ABOUT_A_USE.search(note.text)
    named = re.findall(r"[`'\"](\w+)[`'\"]", note.text)
    return any(word in note.text.casefold() for word in _REFUSALS) and (keyword in named or not named)


def _noted(dotted: str, keyword: Keyword, now: Note, notes: tuple[Note, ...], library: Library) -> Verdict:
    """The verdict on a keyword of which the library, or the overlay, says something itself."""
    others = [note for note in notes if note is not now and note.versions & ~now.versions]
    split = "".join(
        f"; {'an error' if note.severity == 'error' else 'a warning'} in {', '.join(library.names(note.versions))}"
        for note in others
    )
    text = now.text.rstrip(".")
    instead = f"; use `{now.instead}`" if now.instead and now.instead not in text else ""
    name = dotted.rsplit(".", 1)[-1]
    message = f"`{name}` with `{keyword.name}`: {text} {by(library, now.versions)}{split}{instead}"
    ignored = now.swallowed or "ignored" in text
    fault: Fault = "keyword" if now.severity == "error" else "ignored" if ignored else "deprecated"
    return Verdict(fault, message, -1, keyword, now.instead)


def _unknown(
    dotted: str, keyword: Keyword, signature: Signature, entry: Entry, library: Library, wanted: int, instead: str
) -> Verdict:
    name = dotted.rsplit(".", 1)[-1]
    near = nearest(keyword.name, signature.keywords)
    once = _versions(item for item in entry.signatures if keyword.name in item.keywords)
    instead = instead if instead.split("=")[0] in signature.keywords else ""
    hint = f"; use `{instead}`" if instead else f"; did you mean `{near[0]}`?" if near else ""
    if once:
        last = library.names(once)[0]
        message = f"`{name}` has lost its keyword `{keyword.name}` {by(library, wanted)}: {last} still took it{hint}"
        return Verdict("removed", message, -1, keyword, instead)
    versions = _versions(item for item in entry.signatures if not item.open)
    message = f"`{name}` has no keyword `{keyword.name}` {by(library, versions)}"
    if not hint and any(item.open for item in entry.signatures):
        return Verdict("removed", f"{message}; other versions may have taken it", -1, keyword)
    return Verdict("keyword", message + (hint or _listed(signature)), -1, keyword, instead)


def _listed(signature: Signature) -> str:
    known = [item.name for item in signature.parameters if item.kind in ("normal", "keyword")]
    more = ", …" * (len(known) > 5)
    none = "" if signature.parameters else "; it has none"
    return f"; it has {', '.join(known[:5])}{more}" if known else none


def counts(dotted: str, entry: Entry, library: Library, wanted: int, arguments: Arguments) -> Iterator[Verdict]:
    """Yield a verdict where the newest of the wanted versions would not take so many, or so few, arguments."""
    signature = entry.signature(wanted)
    fault = "" if arguments.open or signature is None else _count(signature, arguments)
    if not fault:
        return
    name = dotted.rsplit(".", 1)[-1]
    taken = _versions(item for item in entry.signatures if not _count(item, arguments))
    if taken & wanted:
        return
    if taken:
        message = f"`{name}` {fault} {by(library, wanted)}: {library.names(taken)[0]} still took this call"
        yield Verdict("removed", message, dotted.count("."), call=True)
    else:
        yield Verdict("arguments", f"`{name}` {fault} {by(library, entry.versions)}", dotted.count("."), call=True)


def _versions(signatures: Iterable[Signature]) -> int:
    """The mask of all versions that some signatures hold in."""
    return reduce(or_, (item.versions for item in signatures), 0)


def _count(signature: Signature, arguments: Arguments) -> str:
    """What is wrong with the number of arguments, "" for nothing."""
    parameters = signature.parameters
    by_place = [item for item in parameters if item.kind in ("positional", "normal")]
    passed = {item.name for item in arguments.keywords}
    starred = any(item.kind == "args" for item in parameters)
    if arguments.positional > len(by_place) and not starred:
        plural = "s" * (len(by_place) != 1)
        return f"takes at most {len(by_place)} positional argument{plural}, not {arguments.positional}"
    filled = {item.name for item in by_place[: arguments.positional]} | passed
    lacking = [item.name for item in parameters if item.required and item.name not in filled]
    lacking = [name for name in lacking if name not in ("args", "kwargs")]
    return f"needs {', '.join(f'`{name}`' for name in lacking)}" if lacking else ""
