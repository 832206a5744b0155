"""Judging one reference by the indexes: is there such a name, and would the call be taken?"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from askew.apis.arguments import counts, keywords
from askew.apis.chains import followed
from askew.apis.collection import Apis
from askew.apis.missing import missing
from askew.apis.model import Entry, Library, Resolution, distance, nearest, satisfies
from askew.apis.provided import looks_local
from askew.apis.verdict import Verdict, by, shown_name, spelt
from askew.code.scopes import Arguments

_SLIP = 4  # letters; a shorter name is like too many others
_DEEP = 8  # classes above each other
_WORDS = frozenset("chunk crypt formatter parser pipes symbol".split())  # gone from Python: people's own files, rather
_KEPT = 1 << 16  # answers that are remembered: banks ask the same again and again


class Judge:
    """Judges dotted names by the indexes of `apis`, in the versions that `targets` (library to specifier) name.

    `known` are top-level modules of which the reader says that they exist.
    """

    def __init__(self, apis: Apis, targets: Mapping[str, str], known: Iterable[str] = ()) -> None:
        self.apis = apis
        self.targets = targets
        self.known = frozenset(known)
        self._sound: set[tuple[object, ...]] = set()
        self.followed = lru_cache(_KEPT)(self._followed)
        self.imported = lru_cache(_KEPT)(self._imported)

    def wanted(self, root: str) -> int | None:
        """Return the mask of the versions to judge by, None for the newest."""
        library = self.apis.library(root)
        specifier = self.targets.get(library.name) or self.targets.get(root) if library else None
        return library.mask(specifier) or None if library and specifier else None

    def resolve(self, dotted: str) -> Resolution:
        """Return what the wanted versions know of a dotted name."""
        return self.apis.resolve(dotted, self.wanted(dotted.split(".", 1)[0]))

    def _followed(self, dotted: str) -> str:
        """Return a dotted name with classes in place of the calls on the way, "" where one of them gives who knows what."""
        return followed(dotted, self.resolve, self.apis.overlay)

    def _imported(self, module: str, *, whole: bool) -> tuple[Verdict, ...]:
        """Return what is wrong with importing a dotted name; `whole`: all of it is to be a module (`import a.b`)."""
        return tuple(self._of_import(module, whole=whole))

    def _of_import(self, module: str, *, whole: bool) -> Iterator[Verdict]:
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
        if (gone := self._gone(root)) is not None:
            yield from [gone] if root not in _WORDS else []
            return
        if found.missing:
            yield from missing(found, self.apis, self.resolve, modules=module.count(".") + whole)
            return
        yield from self._not_a_module(module, module.count(".") + whole)
        spelling = self.apis.overlay.spellings.get(module.rpartition(".")[0])
        if spelling is not None and spelling.instead == module:
            yield Verdict("spelling", f"this import works, but {spelling.text}", module.count("."))

    def _gone(self, root: str) -> Verdict | None:
        """The verdict on a top-level module that only older versions have."""
        index = self.apis.index(root)
        space = index.space(root) if index is not None else None
        if index is None or space is None or space.versions & (self.wanted(root) or index.library.newest):
            return None
        library, instead = index.library, self.apis.overlay.replacements.get(root, "")
        hint = f"; use `{instead}`" if instead else ""
        last = library.names(space.versions)[0]
        return Verdict("removed", f"`{root}` is gone {by(library, library.newest)}: {last} still had it{hint}", 0)

    def _not_a_module(self, dotted: str, length: int) -> Iterator[Verdict]:
        """The verdict on an import whose first `length` parts, modules all, end in a function or class."""
        front = ".".join(dotted.split(".")[:length])
        found = self.resolve(front)
        index = self.apis.index(front.split(".", 1)[0])
        if found.entry is None or found.library is None or index is None or front in index.modules:
            return
        if found.entry.kind in ("class", "function"):
            origin, _, name = front.rpartition(".")
            message = f"`{front}` is a {found.entry.kind}, not a module {by(found.library, found.entry.versions)}"
            use = f"; write `from {origin} import {name}`" if length == dotted.count(".") + 1 else ""
            yield Verdict("module", message + use, length - 1)

    def _unprovided(self, root: str) -> Iterator[Verdict]:
        if not looks_local(root):
            near = nearest(root, self.apis.roots)
            hint = f"did you mean `{near[0]}`?" if near else "if it is your own, name it in `apis.known`"
            yield Verdict("unprovided", f"no distribution that Askew knows of provides a module `{root}`; {hint}", 0)

    def used(
        self, dotted: str, arguments: Arguments | None, *, called: bool, instance: bool, patched: bool = False
    ) -> Iterator[Verdict]:
        """Yield what is wrong with using, or calling, a dotted name.

        `patched`: there may be code that adds methods to the classes of others.
        """
        passed = (
            (arguments.positional, arguments.open, *(item.name for item in arguments.keywords)) if arguments else None
        )
        key = dotted, passed, called, instance, patched
        if key in self._sound:
            return
        sound = True
        for verdict in self._of_use(dotted, arguments, called=called, instance=instance, patched=patched):
            sound = False
            yield verdict
        if sound and len(self._sound) < _KEPT:
            self._sound.add(key)

    def _of_use(
        self, dotted: str, arguments: Arguments | None, *, called: bool, instance: bool, patched: bool
    ) -> Iterator[Verdict]:
        if (gone := self._removed(dotted)) is not None:
            yield gone
            return
        if (root := dotted.split(".", 1)[0]) in _WORDS and self._gone(root):
            return
        path, _, name = dotted.rpartition(".")
        if instance and path in self.apis.overlay.objects:
            yield from self._of_object(path, name)
            return
        found = self.resolve(dotted)
        if found.missing:
            ends = dotted.endswith(f"{found.path}.{found.missing}")
            yield from missing(found, self.apis, self.resolve, called=called and ends)
            return
        entry, library = found.entry, found.library
        if instance and (entry is None or found.once):
            yield from self._slip(dotted, found, called=called, patched=patched)
        if entry is None or library is None:
            return
        last = dotted.count(".")
        if called and entry.kind == "module":
            yield Verdict(
                "called",
                f"`{dotted}` is a module, which cannot be called {by(library, entry.versions)}",
                last,
                call=True,
            )
        elif called and entry.name in self.apis.overlay.values:
            instead = self.apis.overlay.replacements.get(dotted, "")
            hint = f"; use `{instead}`" if instead else ""
            message = (
                f"`{spelt(path)}` has no method `{name}` {by(library, entry.versions)}, but a value of that name{hint}"
            )
            yield Verdict("attribute", message, last)
        elif text := self._deprecation(dotted, entry):
            yield Verdict("deprecated", f"`{dotted}` is deprecated {by(library, library.newest)}: {text}", last)
        if arguments is not None and entry.kind in ("class", "function") and self._takes(dotted, entry, arguments):
            wanted = (self.wanted(dotted.split(".", 1)[0]) or library.newest) & entry.versions
            yield from keywords(dotted, entry, library, wanted, arguments, self.apis.overlay.replacements)
            if instance or not self._is_method(dotted):
                yield from counts(dotted, entry, library, wanted, arguments)

    def _of_object(self, path: str, name: str) -> Iterator[Verdict]:
        """The verdict on an attribute of what calling `path` gives."""
        members = self.apis.overlay.objects[path]
        if name not in members and not name.startswith("_"):
            near = nearest(name, members)
            hint = f"; did you mean `{near[0]}`?" if near else f"; it has {', '.join(sorted(members)[:5])}"
            message = f"what `{spelt(path)}` gives has no attribute `{name}`{hint}"
            yield Verdict("attribute", message, path.count(".") + 1)

    def _takes(self, dotted: str, entry: Entry, arguments: Arguments) -> bool:
        """Whether it is known what a call like this may pass."""
        overlay = self.apis.overlay
        unless = overlay.closed.get(dotted) or overlay.closed.get(entry.name) or frozenset()
        return not {dotted, entry.name} & overlay.calls and not any(item.name in unless for item in arguments.keywords)

    def _slip(self, dotted: str, found: Resolution, *, called: bool, patched: bool) -> Iterator[Verdict]:
        """The verdict on what may be an attribute of an object, but is no method and called, or all but the name of one.

        Objects of some classes have attributes that no class shows, as a table its columns; those are not called.
        """
        path, _, name = dotted.rpartition(".")
        owner, library = self.resolve(path).entry, found.library
        if owner is None or owner.kind != "class" or library is None:
            return
        if name.startswith("_") or name in self.apis.loose(library.roots[0]):
            return
        overlay = self.apis.overlay
        if not called and not self._is_one_of(path, owner, overlay.parts):
            return
        allowed = 1 + (len(name) >= 2 * _SLIP)
        near = [item for item in nearest(name, found.others()) if distance(name, item, allowed) <= allowed]
        near = near if len(name) >= _SLIP and not found.once else []
        known = overlay.sealed if patched else overlay.data
        if near or (called and self._is_one_of(path, owner, known)):
            yield self._no_method(dotted, owner, library, near, found.once)

    def _no_method(self, dotted: str, owner: Entry, library: Library, near: Sequence[str], once: int) -> Verdict:
        path, _, name = dotted.rpartition(".")
        instead = self.apis.overlay.replacements.get(dotted, "")
        hint = f"; use `{instead}`" if instead else f"; did you mean `{near[0]}`?" if near else ""
        only = near[0] if len(near) == 1 and not instead else ""
        if once:
            last = library.names(once)[0]
            message = f"`{spelt(dotted)}` is gone {by(library, library.newest)}: {last} still had it{hint}"
            return Verdict("removed", message, dotted.count("."))
        if len(library.versions) == 1 and not hint:
            message = f"`{dotted}` is not in {library.name} {library.versions[0]}; older versions may have had it"
            return Verdict("removed", message, dotted.count("."))
        message = f"`{spelt(path)}` has no method `{name}` {by(library, owner.versions)}{hint}"
        return Verdict("attribute", message, dotted.count("."), None, only)

    def _is_one_of(self, path: str, owner: Entry, names: Container[str], depth: int = 0) -> bool:
        """Whether a class, or one that it is derived from in the same library, is one of those named."""
        if path in names or owner.name in names:
            return True
        same = [base for base in owner.bases if base.split(".", 1)[0] == path.split(".", 1)[0]]
        found = [(base, self.resolve(base).entry) for base in same] if depth < _DEEP else []
        return any(entry is not None and self._is_one_of(base, entry, names, depth + 1) for base, entry in found)

    def _removed(self, dotted: str) -> Verdict | None:
        """The verdict on a name of which the overlay says that it works no more, or on what was below it."""
        parts = dotted.split(".")
        fronts = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
        root = parts[0] if parts[0] not in self.apis.overlay.removed else "sys"  # a module of Python's, too
        library = self.apis.library(root) if self.apis.overlay.removed else None
        item = next((self.apis.overlay.removed[name] for name in fronts if name in self.apis.overlay.removed), None)
        if library is None or item is None:
            return None
        version = library.names(self.wanted(library.roots[0]) or library.newest)[0]
        if item.last and satisfies(version, f"<={item.last}"):
            return None
        since = f"{item.last} was the last to have it" if item.last else "all that is left of it raises an error"
        use = f"; use `{item.instead}`" if item.instead else ""
        message = f"`{item.name}` is gone ({shown_name(library)} {version}): {since}{use}"
        return Verdict("removed", message, item.name.count("."))

    def _deprecation(self, dotted: str, entry: Entry) -> str:
        """What the library says of a name that nobody should use any more, "" where it says nothing."""
        known = self.apis.overlay.deprecated
        if instead := known.get(dotted) or known.get(entry.name):
            return f"use `{instead}`"
        about_a_parameter = entry.deprecated.startswith("deprecated since")  # or it may be
        own = f"use `{dotted.rpartition('.')[2]}` instead"  # said of an old name for it
        about_another = own.casefold() in entry.deprecated.casefold()
        return "" if about_a_parameter or about_another else entry.deprecated

    def _is_method(self, dotted: str) -> bool:
        owner = self.resolve(dotted.rpartition(".")[0]).entry
        return owner is not None and owner.kind == "class"
