"""One index file as objects: its library, modules and classes, decoded when they are asked for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from askew.apis.model import Entry, EntryKind, IndexFileError, Library, Note, Parameter, ParameterKind, Signature
from askew.apis.store import Lines

Reference = int | str
"""What a name stands for: the number of an object, VALUE, or the dotted name of a module."""

VALUE: Reference = -1
MAX_DEPTH = 100
_HIDDEN = frozenset(("core", "experimental", "externals", "internal", "pylab", "raw_ops", "src", "testing", "tests"))
_ODD = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Found(NamedTuple):
    """What a name is in `versions`."""

    versions: int
    target: Reference


class Space(NamedTuple):
    """A module or class: its own names, the versions in which it may have more, and those in which it exists."""

    names: Mapping[str, tuple[Found, ...]]
    open: int
    versions: int
    bases: tuple[tuple[int, tuple[Reference, ...]], ...] = ()


class Index:
    """What one file says; every method raises IndexFileError where the file breaks its own rules."""

    def __init__(self, path: Path) -> None:
        """Unpack `path`."""
        self._lines = Lines(path)
        header = self._lines.header
        versions, roots = tuple(header["versions"]), tuple(header["roots"])
        self.library = Library(header["library"], header["distribution"], versions, roots, path)
        self.manifest: Mapping[str, Any] = header.get("manifest", {})
        self._directory = self._decoded(1, dict)
        self._spaces: dict[Reference, Space | None] = {}
        self._members: dict[Reference, tuple[Mapping[str, int], int]] = {}

    def _decoded(self, line: int, kind: type) -> Any:
        value = self._lines.decode(line)
        if not isinstance(value, kind):
            raise self._fault(f"line {line + 1} is no {kind.__name__}")
        return value

    def _fault(self, text: str) -> IndexFileError:
        return IndexFileError(self.library.path, text)

    @cached_property
    def loose(self) -> frozenset[str]:
        """Attributes that the library sets on objects from outside: any object may have them."""
        return frozenset(self._decoded(2, list))

    @property
    def modules(self) -> Sequence[str]:
        """The dotted names of all modules."""
        return list(self._directory)

    def home(self, name: str, root: str = "") -> str:
        """Return where the library's own function, class or module `name` is in the newest version, "" if nowhere.

        With `root` only what is below that top-level module counts. Of several places it is the least deep one, and of those the one where it says itself that it is.
        """
        own: list[str] = []
        if name in _HIDDEN:
            return ""
        for module, target in self._places.get(name, ()):
            if root not in ("", module.split(".", 1)[0]):
                continue
            true_name = target if isinstance(target, str) else str(self._row(target).get("name") or f"{module}.{name}")
            if true_name == f"{module}.{name}" and (not own or own[0].count(".") == true_name.count(".")):
                return true_name
            if true_name.split(".", 1)[0] in self.library.roots and true_name.rpartition(".")[2] == name:
                own.append(true_name if isinstance(target, str) else f"{module}.{name}")
        return own[0] if own else ""

    @cached_property
    def _places(self) -> Mapping[str, Sequence[tuple[str, Reference]]]:
        """The public modules that have a name which is no value, those of the first root and the least deep first."""
        found: dict[str, list[tuple[str, Reference]]] = {}
        roots = self.library.roots
        for module in sorted(
            self._directory, key=lambda name: (roots.index(name.split(".", 1)[0]), name.count("."), name)
        ):
            space = None if _HIDDEN.intersection(module.split(".")) or "._" in module else self.space(module)
            for name, items in space.names.items() if space else ():
                target = next((item.target for item in items if item.versions & self.library.newest), VALUE)
                if target != VALUE:
                    found.setdefault(name, []).append((module, target))
        return found

    def space(self, reference: Reference) -> Space | None:
        """Return the names in a module (a dotted name) or class (a number), None for what has no names."""
        if reference not in self._spaces:
            self._spaces[reference] = self._read_space(reference)
        return self._spaces[reference]

    def _read_space(self, reference: Reference) -> Space | None:
        if isinstance(reference, str) and reference not in self._directory:
            return None
        try:
            row = self._row(reference)
            if row.get("kind", "module") not in ("module", "class"):
                return None
            versions = row["versions"]
            names: dict[str, tuple[Found, ...]] = {
                name: (Found(versions, VALUE),) for name in row.get("values", "").split()
            }
            for name, value in row.get("names", {}).items():
                names[name] = self._found(value, versions)
            bases = tuple((int(mask), tuple(items)) for mask, items in row.get("bases", ()))
            return Space(names, row.get("open", 0) | 0, versions | 0, bases)
        except _ODD:
            raise self._fault(f"what it says of {reference} breaks the format") from None

    @staticmethod
    def _found(value: Any, versions: int) -> tuple[Found, ...]:
        if isinstance(value, list):
            return tuple(Found(mask | 0, target) for mask, target in value)
        return (Found(versions, value),)

    def _row(self, reference: Reference) -> Mapping[str, Any]:
        table = "modules" if isinstance(reference, str) else "objects"
        row = self._lines.get(table, self._directory[reference] if isinstance(reference, str) else reference)
        if not isinstance(row, dict):
            raise self._fault(f"{table} has a row that is no object")
        return row

    def find(self, reference: Reference, name: str, versions: int, depth: int = 0) -> tuple[list[Found], int]:
        """Return what `name` is below a module or class in `versions`, and the versions in which nobody knows."""
        space = self.space(reference)
        if space is None or depth > MAX_DEPTH:
            return [], versions
        found = [Found(item.versions & versions, item.target) for item in space.names.get(name, ())]
        found = [item for item in found if item.versions]
        left = versions
        for item in found:
            left &= ~item.versions
        if (
            isinstance(reference, str)
            and left
            and (inner := self.space(f"{reference}.{name}"))
            and inner.versions & left
        ):
            found.append(Found(inner.versions & left, f"{reference}.{name}"))
            left &= ~inner.versions
        return self._inherited(space, name, left, found, depth)

    def _inherited(self, space: Space, name: str, left: int, found: list[Found], depth: int) -> tuple[list[Found], int]:
        unknown = left & space.open
        for mask, bases in space.bases:
            for base in bases:
                if left & mask:
                    more, dark = self.find(base, name, left & mask, depth + 1)
                    found.extend(more)
                    unknown |= dark
                    for item in more:
                        left &= ~item.versions
        return found, unknown & left

    def members(self, reference: Reference) -> tuple[Mapping[str, int], int]:
        """Return the public names below with their versions, and the versions in which there may be more."""
        if reference not in self._members:
            self._members[reference] = ({}, 0)  # a class that is its own base has nothing more
            self._members[reference] = self._read_members(reference)
        return self._members[reference]

    def _read_members(self, reference: Reference) -> tuple[Mapping[str, int], int]:
        space = self.space(reference)
        if space is None:
            return {}, self.library.all
        names = {name: _union(found) for name, found in space.names.items()}
        unknown = space.open
        if isinstance(reference, str):
            for child, inner in self._children(reference):
                names[child] = names.get(child, 0) | inner.versions
        for mask, bases in space.bases:
            for base in bases:
                more, dark = self.members(base)
                unknown |= dark & mask
                for name, versions in more.items():
                    if versions & mask:
                        names[name] = names.get(name, 0) | (versions & mask)
        return names, unknown

    def _children(self, module: str) -> Iterator[tuple[str, Space]]:
        for name in self._directory:
            before, _, last = name.rpartition(".")
            if before == module and (space := self.space(name)):
                yield last, space

    def listing(self, reference: Reference, versions: int) -> Mapping[str, int] | None:
        """Return the names below in `versions`, None where there may be others."""
        names, unknown = self.members(reference)
        if unknown & versions:
            return None
        return {name: mask & versions for name, mask in names.items() if mask & versions}

    def entry(self, reference: Reference, path: str, versions: int) -> Entry:
        """Return the entry of what stands at `path` in `versions`."""
        if reference == VALUE or (isinstance(reference, str) and reference not in self._directory):
            return Entry(path, "module" if isinstance(reference, str) else "value", versions)
        row = self._row(reference)
        try:
            kind: EntryKind = "module" if isinstance(reference, str) else row["kind"]
            name = reference if isinstance(reference, str) else row.get("name") or path
            notes: dict[str, tuple[Note, ...]] = {}
            for keyword, severity, text, mask in row.get("notes", ()):
                notes[keyword] = (*notes.get(keyword, ()), Note(severity, self._lines.get("texts", text), mask | 0))
            texts = [self._lines.get("texts", text) for mask, text in row.get("deprecated", ()) if mask & versions]
            bases = tuple(self._name(base) for mask, items in row.get("bases", ()) if mask & versions for base in items)
            signatures = tuple(self._signature(mask, number) for mask, number in row.get("signatures", ()))
            listing = None if kind in ("function", "value") else lambda wanted: self.listing(reference, wanted)
            deprecated, returns = texts[-1] if texts else "", row.get("returns", "")
            return Entry(name, kind, versions, signatures, notes, deprecated, returns, bases, listing)
        except _ODD:
            raise self._fault(f"what it says of {path} breaks the format") from None

    def _name(self, reference: Reference) -> str:
        return str(self._row(reference)["name"])

    def _signature(self, versions: int, number: int) -> Signature:
        return _signature(versions | 0, self._lines.get("signatures", number))


def _union(found: Sequence[Found]) -> int:
    versions = 0
    for item in found:
        versions |= item.versions
    return versions


def _signature(versions: int, words: Sequence[Any]) -> Signature:
    """A signature from its words: `a`, `b=` (may be left out), `/` and `*` as in Python, last a list of `accepts`."""
    accepts = frozenset(words[-1]) if words and isinstance(words[-1], list) else None
    texts = [word for word in words if isinstance(word, str)]
    slash = texts.index("/") if "/" in texts else 0
    parameters: list[Parameter] = []
    keyword_only = False
    for place, word in enumerate(texts):
        if word.startswith("**"):
            parameters.append(Parameter(word[2:], "kwargs", False))
        elif word.startswith("*"):
            keyword_only = True
            if len(word) > 1:
                parameters.append(Parameter(word[1:], "args", False))
        elif word != "/":
            kind: ParameterKind = "keyword" if keyword_only else "positional" if place < slash else "normal"
            parameters.append(Parameter(word.rstrip("="), kind, not word.endswith("=")))
    return Signature(versions, tuple(parameters), accepts)
