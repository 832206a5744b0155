"""All indexes of one or more folders, and looking dotted names up in them."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from askew.apis.index import VALUE, Found, Index
from askew.apis.model import (
    STANDARD,
    Entry,
    IndexFileError,
    Library,
    Note,
    Parameter,
    Resolution,
    Signature,
)
from askew.apis.overlay import NAME, Overlay, read_overlay
from askew.apis.provided import NAME as PROVIDED
from askew.apis.provided import Provided
from askew.apis.store import SUFFIX
from askew.data import data_dir

MAX_PARTS = 64


class Apis:
    """The indexes in `folders`; a file in a later folder wins over one of the same library in an earlier one.

    A file is opened when a name of its library is looked up; which one that is, its name tells: `keras.json.gz`, or
    `scikit-learn@sklearn.json.gz` where the importable names (joined by `+`) are others. `problems` are the files
    that could not be used; what is wrong in a row shows when the row is read, so ask for it at the end of a run.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        """Look into `folders`, without opening an index."""
        self.problems: list[IndexFileError] = []
        self._files: dict[str, Path] = {}
        self._indexes: dict[str, Index | None] = {}
        self._known: dict[tuple[str, int | None], Resolution] = {}
        for folder in folders:
            for path in self._listed(folder):
                for root in roots_of(path):
                    self._files[root] = path
        self._folders = tuple(folders)

    def _listed(self, folder: Path) -> list[Path]:
        try:
            return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
        except OSError as error:
            self.problems.append(IndexFileError(folder, error.strerror or "cannot be read", "check `apis.paths`"))
            return []

    @cached_property
    def overlay(self) -> Overlay:
        """The facts of all overlay files."""
        found = Overlay()
        for folder in self._folders:
            if (folder / NAME).is_file():
                try:
                    found = found.joined(read_overlay(folder / NAME))
                except IndexFileError as problem:
                    self.problems.append(problem)
        return found

    @property
    def roots(self) -> frozenset[str]:
        """The top-level modules that some index covers."""
        return frozenset(self._files)

    def provides(self, root: str) -> bool:
        """Tell whether a top-level module is known: to an index, the overlay or the table of what PyPI has."""
        return root in self._files or root in self.overlay.distributions or root in self._provided

    @cached_property
    def _provided(self) -> Container[str]:
        path = data_dir("rules") / "apis" / PROVIDED
        try:
            return Provided(path.read_bytes())
        except (OSError, ValueError) as error:
            self.problems.append(IndexFileError(path, str(error), "install Askew again"))
            return _Everything()

    def library(self, root: str) -> Library | None:
        """Return the library that the top-level module `root` belongs to, None if no index covers it."""
        index = self.index(root)
        return index.library if index else None

    def libraries(self) -> Iterator[Library]:
        """Yield all libraries by name; opens every file."""
        indexes = {str(path): self.index(root) for root, path in sorted(self._files.items())}
        yield from sorted((index.library for index in indexes.values() if index), key=lambda item: item.name)

    def index(self, root: str) -> Index | None:
        """Return the index that covers a top-level module, None if there is none that can be used."""
        if root not in self._files:
            return None
        path = self._files[root]
        if str(path) not in self._indexes:
            self._indexes[str(path)] = None
            try:
                self._indexes[str(path)] = Index(path)
            except IndexFileError as problem:
                self.problems.append(problem)
        return self._indexes[str(path)]

    def loose(self, root: str) -> frozenset[str]:
        """Return the attributes that any object of a library may have, since it sets them from outside."""
        index = self.index(root)
        try:
            return index.loose if index else frozenset()
        except IndexFileError as problem:
            self._drop(problem)
            return frozenset()

    def resolve(self, dotted: str, wanted: int | None = None) -> Resolution:
        """Return what is known of a dotted name in the `wanted` versions (default: the newest).

        Never raises: of a broken index nothing is known from then on, and `problems` has it.
        """
        key = (dotted, wanted)
        if key not in self._known:
            try:
                self._known[key] = self._resolved(dotted, wanted, 0)
            except IndexFileError as problem:
                self._drop(problem)
                self._known[key] = Resolution()
        return self._known[key]

    def _drop(self, problem: IndexFileError) -> None:
        self.problems.append(problem)
        self._indexes[str(problem.path)] = None

    def _resolved(self, dotted: str, wanted: int | None, depth: int) -> Resolution:
        dotted = self._alias(dotted)
        parts = dotted.split(".")
        index = self.index(parts[0])
        if index is None or depth > 8 or len(parts) > MAX_PARTS or not all(parts):
            return Resolution()
        library = index.library
        wanted = library.newest if wanted is None else wanted & library.all or library.newest
        walk = _Walk(index, parts[0], self.overlay, wanted)
        for place, part in enumerate(parts[1:], 2):
            elsewhere = walk.step(part)
            if elsewhere:
                return self._resolved(".".join((elsewhere, *parts[place:])), None, depth + 1)
        entry = walk.entry()
        return walk.resolution(self._noted(entry, dotted, library) if entry else None)

    def _alias(self, dotted: str) -> str:
        for length in range(dotted.count(".") + 1, 0, -1):
            front = ".".join(dotted.split(".")[:length]) if self.overlay.aliases else ""
            if front in self.overlay.aliases:
                return self.overlay.aliases[front] + dotted[len(front) :]
        return dotted

    def _noted(self, entry: Entry, dotted: str, library: Library) -> Entry:
        """The entry with what the overlay says of its keywords."""
        if {dotted, entry.name} & self.overlay.closed.keys():
            closed = [item._replace(accepts=item.accepts or frozenset()) for item in entry.signatures]
            entry = replace(entry, signatures=tuple(closed))
        taken = self.overlay.takes.get(entry.name)
        if taken:
            named = (Parameter(name, "keyword", required=False) for name in taken)
            signature = Signature(library.all, (Parameter("args", "args", required=False), *named), None)
            entry = replace(entry, signatures=(signature,))
        extra = [*self.overlay.keywords.get(dotted, ())]
        extra += self.overlay.keywords.get(entry.name, ()) if entry.name != dotted else ()
        if not extra:
            return entry
        notes: dict[str, tuple[Note, ...]] = dict(entry.notes or {})
        for item in extra:
            mask = library.mask(item.when) if item.when else library.all
            notes[item.keyword] = (item.note(mask), *notes.get(item.keyword, ()))
        return replace(entry, notes=notes)


class _Everything(Container[str]):
    """What stands for a table that cannot be read: nothing is missing from it."""

    def __contains__(self, _: object) -> bool:
        return True


class _Walk:
    """Going down a dotted name in all versions at once: what each part is in which versions."""

    def __init__(self, index: Index, index_root: str, overlay: Overlay, wanted: int) -> None:
        self.index = index
        self.overlay = overlay
        self.wanted = wanted
        self.path = index_root
        space = index.space(index_root)
        self.threads = [Found(space.versions if space else index.library.all, index_root)]
        self.before: list[Found] = []
        self.dark = 0
        self.lost: tuple[str, str, Entry | None, int, list[Found]] | None = None

    def step(self, part: str) -> str:
        """Go down to `part`; return the dotted name to go on with where it is a module of another library."""
        before, path = self.threads, self.path
        self.before = before
        found: list[Found] = []
        dark = self.dark
        for thread in before:
            more, unknown = self._below(thread, part)
            found.extend(more)
            dark |= unknown
        self.path, self.threads, self.dark = f"{path}.{part}", found, dark
        if self.lost is None and not (_versions(found) | dark) & self.wanted and before:
            self.lost = (path, part, self._entry(before, path), _versions(found), before)
        modules = {item.target for item in found if item.versions & self.wanted}
        target = next(iter(modules)) if len(modules) == 1 and not dark else ""
        return target if isinstance(target, str) and self._foreign(target) else ""

    def _foreign(self, target: str) -> bool:
        return target.split(".", 1)[0] not in self.index.library.roots

    def _below(self, thread: Found, part: str) -> tuple[list[Found], int]:
        if thread.target == VALUE or part.startswith("_"):
            return [], thread.versions
        found, unknown = self.index.find(thread.target, part, thread.versions)
        if self._declared_open():
            unknown = thread.versions & ~_versions(found)
        if self.path in self.overlay.complete or (found and self.path in self.overlay.gone):
            unknown = 0
        return found, unknown

    def _declared_open(self) -> bool:
        return any(self.path == name or self.path.startswith(f"{name}.") for name in self.overlay.open)

    def _entry(self, threads: Sequence[Found], path: str) -> Entry | None:
        if not threads:
            return None
        newest = max(threads, key=lambda item: item.versions)
        return self.index.entry(newest.target, path, _versions(threads))

    def entry(self) -> Entry | None:
        """Return the entry at the end; where the parts of several versions differ, the newest counts."""
        found = self._entry(self.threads, self.path)
        return replace(found, versions=found.versions | self.dark) if found and self.dark else found

    def resolution(self, entry: Entry | None) -> Resolution:
        """Return the outcome."""
        library = self.index.library
        if self.lost is None:
            there = _versions(self.threads)
            once = 0 if there & self.wanted else there
            return Resolution(library, entry, once=once, others=lambda: self._names(self.before))
        path, part, prefix, once, before = self.lost
        private = part.startswith("_")
        return Resolution(library, entry, prefix, path, part, once, not private, lambda: self._names(before))

    def _names(self, threads: Sequence[Found]) -> Iterable[str]:
        for thread in threads:
            if thread.versions & self.wanted:
                names, _ = self.index.members(thread.target)
                yield from (name for name, mask in names.items() if mask & self.wanted)


def _versions(found: Iterable[Found]) -> int:
    versions = 0
    for item in found:
        versions |= item.versions
    return versions


def roots_of(path: Path) -> tuple[str, ...]:
    """Return the top-level modules that an index file of this name covers."""
    if path.name == f"stdlib{SUFFIX}":
        return tuple(name for name in STANDARD if not name.startswith("_"))
    return tuple(path.name.removesuffix(SUFFIX).rsplit("@", 1)[-1].split("+"))


@lru_cache(maxsize=8)
def apis(paths: tuple[Path, ...] = ()) -> Apis:
    """Return the shipped indexes with those in the folders `paths`."""
    return Apis((data_dir("rules") / "apis", *paths))
