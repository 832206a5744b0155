"""Judging one reference by the indexes: is there such a name, and would the call be taken?"""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Literal, NamedTuple

from askew.apis.collection import Apis
from askew.apis.model import Entry, Library, Note, Resolution, Signature, nearest, satisfies
from askew.apis.provided import looks_local
from askew.code.scopes import Arguments, Keyword

Fault = Literal[
    "module",
    "unprovided",
    "name",
    "attribute",
    "keyword",
    "ignored",
    "arguments",
    "removed",
    "deprecated",
    "called",
    "spelling",
]

_REFUSALS = ("deprecat", "no longer", "not supported", "removed", "unrecognized", "unexpected", "not a valid", "use `")


class Verdict(NamedTuple):
    """What is wrong: `part` is the number of the dotted name's part to blame, or `keyword` the keyword.

    `call` tells that the name is all right and calling it like this is not;
    `instead` is the one name that should stand there, "" where nobody knows.
    """

    fault: Fault
    message: str
    part: int = -1
    keyword: Keyword | None = None
    instead: str = ""
    call: bool = False


class Judge:
    """Judges dotted names by the indexes of `apis`, in the versions that `targets` (library to specifier) name.

    `known` are top-level modules of which the reader says that they exist.
    """

    def __init__(self, apis: Apis, targets: Mapping[str, str], known: Iterable[str] = ()) -> None:
        self.apis = apis
        self.targets = targets
        self.known = frozenset(known)

    def wanted(self, root: str) -> int | None:
        """Return the mask of the versions to judge by, None for the newest."""
        library = self.apis.library(root)
        specifier = self.targets.get(library.name) or self.targets.get(root) if library else None
        return library.mask(specifier) or None if library and specifier else None

    def resolve(self, dotted: str) -> Resolution:
        """Return what the wanted versions know of a dotted name."""
        return self.apis.resolve(dotted, self.wanted(dotted.split(".", 1)[0]))

    def imported(self, module: str, *, whole: bool) -> Iterator[Verdict]:
        """Yield what is wrong with importing a dotted name; `whole`: all of it is to be a module (`import a.b`)."""
        root = module.split(".", 1)[0]
        if not root or root in self.known:
            return
        absent = self.apis.overlay.absent.get(root)
        if absent is not None:
            hint = f"; is `{absent.instead}` meant?" if absent.instead else ""
            yield Verdict("module", f"there is no module `{root}`: {absent.text}{hint}", 0)
            return
        if not self.apis.provides(root):
            yield from self._unprovided(root)
            return
        if (gone := self._removed(module)) is not None:
            yield gone
            return
        found = self.resolve(module)
        if found.missing:
            yield from self._missing(found, modules=module.count(".") + whole)
            return
        spelling = self.apis.overlay.spellings.get(module.rpartition(".")[0])
        if spelling is not None and spelling.instead == module:
            yield Verdict("spelling", f"this import works, but {spelling.text}", module.count("."))

    def _unprovided(self, root: str) -> Iterator[Verdict]:
        if not looks_local(root):
            near = nearest(root, self.apis.roots)
            hint = f"did you mean `{near[0]}`?" if near else "if it is your own, name it in `apis.known`"
            yield Verdict("unprovided", f"no distribution that Askew knows of provides a module `{root}`; {hint}", 0)

    def used(self, dotted: str, arguments: Arguments | None, *, called: bool, instance: bool) -> Iterator[Verdict]:
        """Yield what is wrong with using, or calling, a dotted name."""
        if (gone := self._removed(dotted)) is not None:
            yield gone
            return
        found = self.resolve(dotted)
        if found.missing:
            yield from self._missing(found, modules=0)
            return
        entry, library = found.entry, found.library
        if entry is None or library is None:
            return
        last = dotted.count(".")
        if called and entry.kind == "module":
            yield Verdict(
                "called",
                f"`{dotted}` is a module, which cannot be called {_by(library, entry.versions)}",
                last,
                call=True,
            )
        elif text := self._deprecation(dotted, entry):
            yield Verdict("deprecated", f"`{dotted}` is deprecated {_by(library, library.newest)}: {text}", last)
        known = entry.kind in ("class", "function") and not {dotted, entry.name} & self.apis.overlay.calls
        if arguments is not None and known:
            wanted = (self.wanted(dotted.split(".", 1)[0]) or library.newest) & entry.versions
            yield from _keywords(dotted, entry, library, wanted, arguments)
            if instance or not self._is_method(dotted):
                yield from _counts(dotted, entry, library, wanted, arguments)

    def _removed(self, dotted: str) -> Verdict | None:
        """The verdict on a name of which the overlay says that it works no more, or on what was below it."""
        library = self.apis.library(dotted.split(".", 1)[0]) if self.apis.overlay.removed else None
        parts = dotted.split(".")
        fronts = (".".join(parts[:length]) for length in range(2, len(parts) + 1))
        item = next((self.apis.overlay.removed[name] for name in fronts if name in self.apis.overlay.removed), None)
        if library is None or item is None:
            return None
        version = library.names(self.wanted(library.roots[0]) or library.newest)[0]
        if item.last and satisfies(version, f"<={item.last}"):
            return None
        since = f"{item.last} was the last to have it" if item.last else "all that is left of it raises an error"
        use = f"; use `{item.instead}`" if item.instead else ""
        message = f"`{item.name}` is gone ({_name(library)} {version}): {since}{use}"
        return Verdict("removed", message, item.name.count("."))

    def _deprecation(self, dotted: str, entry: Entry) -> str:
        """What the library says of a name that nobody should use any more, "" where it says nothing."""
        known = self.apis.overlay.deprecated
        if instead := known.get(dotted) or known.get(entry.name):
            return f"use `{instead}`"
        about_a_parameter = entry.deprecated.startswith("deprecated since")  # or it may be
        return "" if about_a_parameter else entry.deprecated

    def _is_method(self, dotted: str) -> bool:
        owner = self.resolve(dotted.rpartition(".")[0]).entry
        return owner is not None and owner.kind == "class"

    def _missing(self, found: Resolution, *, modules: int) -> Iterator[Verdict]:
        library, prefix = found.library, found.prefix
        if not found.certain or library is None or prefix is None:
            return
        if prefix.kind != "module" and (
            found.missing.endswith("_") or found.missing in self.apis.loose(library.roots[0])
        ):
            return  # what fitting or the library itself sets on objects from outside
        part = found.path.count(".") + 1
        wrong = f"{found.path}.{found.missing}"
        instead = self.apis.overlay.replacements.get(wrong, "")
        is_module = part < modules
        near = tuple(name for name in found.near if not is_module or self._is_module(f"{found.path}.{name}"))
        if len(library.versions) == 1 and not instead and not near:
            if library.name != "stdlib":
                home = self._home(found, library)
                message = f"`{wrong}` is not in {library.name} {library.versions[0]}"
                message += f", which has `{home}`" if home else "; older versions may have had it"
                yield Verdict("removed", message, part)
            return
        slip = f"; did you mean `{near[0]}`?" if near else ""
        home = "" if near and _same(near[0], found.missing) else self._home(found, library)
        hint = f"; use `{instead}`" if instead else f"; the library has `{home}`" if home else slip
        if found.once:
            fault: Fault = "removed"
            last = library.names(found.once)[0]
            message = f"`{wrong}` is gone {_by(library, library.newest)}: {last} still had it{hint}"
        elif prefix.kind == "module":
            fault = "module" if is_module else "name"
            message = f"`{found.path}` has no {'module' if is_module else 'name'} `{found.missing}` {_by(library, library.all)}{hint}"
        else:
            fault = "attribute"
            message = f"`{found.path}` has no attribute `{found.missing}` {_by(library, library.all)}{hint}"
        only = near[0] if len(near) == 1 and _same(near[0], found.missing) else ""
        yield Verdict(fault, message, part, None, "" if instead else only)

    def _is_module(self, dotted: str) -> bool:
        entry = self.resolve(dotted).entry
        return entry is not None and entry.kind == "module"

    def _home(self, found: Resolution, library: Library) -> str:
        """Where else the library has a name that a module lacks, "" where it has it nowhere, or it is no module's."""
        index = self.apis.index(library.roots[0]) if found.prefix and found.prefix.kind == "module" else None
        return index.home(found.missing) if index else ""


def _same(one: str, other: str) -> bool:
    """Whether two names are the same but for their case."""
    return one.casefold() == other.casefold()


def _by(library: Library, versions: int) -> str:
    """The versions that a verdict was reached by, in brackets."""
    return f"({_name(library)} {', '.join(library.names(versions))})"


def _name(library: Library) -> str:
    return "Python" if library.name == "stdlib" else library.name


def _keywords(dotted: str, entry: Entry, library: Library, wanted: int, arguments: Arguments) -> Iterator[Verdict]:
    signature = entry.signature(wanted)
    for keyword in arguments.keywords:
        notes = tuple(note for note in (entry.notes or {}).get(keyword.name, ()) if _is_about_it(note))
        now = next((note for note in notes if note.versions & wanted), None)
        if now is not None:
            yield _noted(dotted, keyword, now, notes, library)
        elif signature is not None and not signature.open and keyword.name not in signature.keywords:
            yield _unknown(dotted, keyword, signature, entry, library, wanted)


def _is_about_it(note: Note) -> bool:
    """Whether an error is about the keyword, not about the value that it had when the index was built."""
    return note.severity != "error" or any(word in note.text.casefold() for word in _REFUSALS)


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
    message = f"`{name}` with `{keyword.name}`: {text} {_by(library, now.versions)}{split}{instead}"
    ignored = now.swallowed or "ignored" in text
    fault: Fault = "keyword" if now.severity == "error" else "ignored" if ignored else "deprecated"
    return Verdict(fault, message, -1, keyword, now.instead)


def _unknown(
    dotted: str, keyword: Keyword, signature: Signature, entry: Entry, library: Library, wanted: int
) -> Verdict:
    name = dotted.rsplit(".", 1)[-1]
    near = nearest(keyword.name, signature.keywords)
    once = _versions(item for item in entry.signatures if item.open or keyword.name in item.keywords)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    if once:
        last = library.names(once)[0]
        message = f"`{name}` has lost its keyword `{keyword.name}` {_by(library, wanted)}: {last} still took it{hint}"
        return Verdict("removed", message, -1, keyword)
    versions = _versions(entry.signatures)
    message = f"`{name}` has no keyword `{keyword.name}` {_by(library, versions)}{hint or _listed(signature)}"
    return Verdict("keyword", message, -1, keyword)


def _listed(signature: Signature) -> str:
    known = [item.name for item in signature.parameters if item.kind in ("normal", "keyword")]
    more = ", …" * (len(known) > 5)
    return f"; it has {', '.join(known[:5])}{more}" if known else "; it has none"


def _counts(dotted: str, entry: Entry, library: Library, wanted: int, arguments: Arguments) -> Iterator[Verdict]:
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
        message = f"`{name}` {fault} {_by(library, wanted)}: {library.names(taken)[0]} still took this call"
        yield Verdict("removed", message, dotted.count("."), call=True)
    else:
        yield Verdict("arguments", f"`{name}` {fault} {_by(library, entry.versions)}", dotted.count("."), call=True)


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
