"""What an index says: parameters, signatures, notes, entries and the outcome of looking a dotted name up."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

ParameterKind = Literal["positional", "normal", "args", "keyword", "kwargs"]
EntryKind = Literal["module", "class", "function", "value"]

STANDARD = frozenset(
    {
        *sys.stdlib_module_names,
        *"aifc asynchat asyncore audioop binhex cgi cgitb chunk crypt distutils dummy_threading formatter imghdr imp".split(),
        *"lib2to3 macpath mailcap msilib nis nntplib ossaudiodev parser pipes smtpd sndhdr spwd sunau symbol".split(),
        *"telnetlib uu xdrlib".split(),
    }
)
"""The top-level modules of Python's own library, those included that have gone since Python 3.8."""

_CLAUSE = re.compile(r"(?:\s*(===?|!=|>=|<=|>|<|~=))?\s*v?([\d.]+)(\.\*)?\s*")


class IndexFileError(Exception):
    """An index or overlay file that cannot be used; `path` is the file, the message names it and what to do."""

    def __init__(self, path: Path, fault: str, advice: str = "build it again with `askew api build`") -> None:
        super().__init__(f"{path}: {fault}; {advice}")
        self.path = path
        self.fault = fault


class Parameter(NamedTuple):
    """One parameter; `positional` takes no keyword, `keyword` no position, `args` and `kwargs` are starred."""

    name: str
    kind: ParameterKind
    required: bool


class Signature(NamedTuple):
    """The parameters in `versions` (a bitmask), without `self`.

    `accepts` are the keywords that `**kwargs` takes where they are all known; None where there is no `**kwargs`, or
    an open one. `open` tells these two apart: any keyword may be right.
    """

    versions: int
    parameters: tuple[Parameter, ...]
    accepts: frozenset[str] | None

    @property
    def open(self) -> bool:
        """Whether there may be keywords that nobody listed."""
        return self.accepts is None and any(item.kind == "kwargs" for item in self.parameters)

    @property
    def keywords(self) -> frozenset[str]:
        """The keywords that are known to be taken."""
        named = {item.name for item in self.parameters if item.kind in ("normal", "keyword")}
        return frozenset(named | (self.accepts or frozenset()))

    @property
    def text(self) -> str:
        """The parameters as a definition writes them, `=…` for a default, and what `**kwargs` takes."""
        stars = {"args": "*", "kwargs": "**"}
        words: list[str] = []
        for item in self.parameters:
            default = "" if item.required or item.kind in stars else "=…"
            if item.kind == "keyword" and not any(word.startswith("*") for word in words):
                words.append("*")
            words.append(f"{stars.get(item.kind, '')}{item.name}{default}")
        positional = sum(item.kind == "positional" for item in self.parameters)
        if positional:
            words.insert(positional, "/")
        taken = f" that takes {', '.join(sorted(self.accepts)) or 'nothing'}" if self.accepts is not None else ""
        return ", ".join(words) + taken


class Note(NamedTuple):
    """What passing one keyword leads to in `versions`: a "warning" or an "error", in the library's own words.

    `swallowed`: the keyword is taken and ignored without a word. `instead` is the keyword that is meant, "" if none.
    """

    severity: Literal["error", "warning"]
    text: str
    versions: int
    instead: str = ""
    swallowed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that the index knows.

    `name` is its canonical name, which may be another than the one asked for; `versions` are those in which it
    exists, or may exist, at the asked path. `signatures` is empty where nothing is known of them; a class has those
    of its construction, a method those of a bound method. `deprecated` is "" or what the library says. `returns` is
    a dotted class name where it is certain, else "". `bases` are names of classes.
    """

    name: str
    kind: EntryKind
    versions: int
    signatures: tuple[Signature, ...] = ()
    notes: Mapping[str, tuple[Note, ...]] | None = None
    deprecated: str = ""
    returns: str = ""
    bases: tuple[str, ...] = ()
    listing: Callable[[int], Mapping[str, int] | None] | None = None

    def members(self, versions: int | None = None) -> Mapping[str, int] | None:
        """Return the public names below, inherited ones included, each with its versions.

        None where there may be others in one of `versions` (default: all in which the entry exists).
        """
        return self.listing(self.versions if versions is None else versions) if self.listing else None

    def signature(self, versions: int) -> Signature | None:
        """Return the newest signature that holds in one of `versions`, None where none is known."""
        found = [item for item in self.signatures if item.versions & versions]
        return max(found, key=lambda item: item.versions & versions) if found else None


@dataclass(frozen=True, slots=True)
class Library:
    """A library with its versions: bit `i` of every mask of versions is `versions[i]`, oldest first."""

    name: str
    distribution: str
    versions: tuple[str, ...]
    roots: tuple[str, ...]
    path: Path = Path()

    @property
    def newest(self) -> int:
        """The mask of the newest version."""
        return 1 << (len(self.versions) - 1)

    @property
    def all(self) -> int:
        """The mask of all versions."""
        return (1 << len(self.versions)) - 1

    def mask(self, specifier: str) -> int:
        """Return the mask of the versions that meet `specifier` (`>=3`, `2.15`); ValueError if it is none."""
        return sum(1 << place for place, version in enumerate(self.versions) if satisfies(version, specifier))

    def names(self, mask: int) -> tuple[str, ...]:
        """Return the versions that `mask` stands for, newest first."""
        return tuple(version for place, version in enumerate(self.versions) if mask >> place & 1)[::-1]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The outcome of a look-up in the versions that were wanted.

    `entry` is set where the whole name exists in any version. `missing` is the first part that all wanted versions
    lack, "" where there is none; then `prefix` is the entry in front of it, `path` that entry's dotted name as asked,
    `once` the other versions in which the part is there (the last one, where nobody knows whether the wanted have it). `certain`: what `missing` says can be relied on; otherwise
    say nothing. `library` is whose versions the masks mean, None for a name of no library that we know.
    """

    library: Library | None = None
    entry: Entry | None = None
    prefix: Entry | None = None
    path: str = ""
    missing: str = ""
    once: int = 0
    certain: bool = False
    others: Callable[[], Iterable[str]] = tuple

    @property
    def near(self) -> tuple[str, ...]:
        """The names like the missing one, at most three, nearest first."""
        return nearest(self.missing, self.others()) if self.missing else ()


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of `known` that `name` may be a slip of, nearest first.

    Case and underscores do not count; otherwise one slip in four letters is allowed: a letter too many, too few, wrong,
    or two the wrong way round. The first letter is seldom wrong, so it has to be right.
    """
    wanted = _folded(name)
    allowed = max(1, len(wanted) // 4) if len(wanted) > 2 else 0
    found = []
    for item in set(known):
        other = _folded(item)
        like = other[:1] == wanted[:1] and abs(len(other) - len(wanted)) <= allowed
        if like and (slips := distance(wanted, other, allowed)) <= allowed:
            found.append((slips, item))
    return tuple(item for _, item in sorted(found)[:3])


def _folded(name: str) -> str:
    return name.casefold().replace("_", "")


def distance(one: str, other: str, limit: int) -> int:
    """The least number of slips between two words (optimal string alignment), or some number above `limit`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, before, row = before, row, [place]
        for column, wanted in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != wanted))
            if place > 1 and column > 1 and letter == other[column - 2] and wanted == one[place - 2]:
                cost = min(cost, last[column - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            break
    return row[-1]


def numeric(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version, for comparing."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found.group().split(".")) if found else ()


def satisfies(version: str, specifier: str) -> bool:
    """Tell whether `version` meets `specifier` (`>=3`, `>=1.2,<2`, `2.15`); ValueError if that is none."""
    return all(_meets(numeric(version), clause) for clause in specifier.split(",") if clause.strip())


def _meets(version: tuple[int, ...], clause: str) -> bool:
    found = _CLAUSE.fullmatch(clause)
    if found is None:
        raise ValueError(f"`{clause.strip()}` is no version and no comparison with one")
    sign, wanted = found.group(1) or "==", numeric(found.group(2))
    version += (0,) * (len(wanted) - len(version))
    cut = version[: len(wanted)]
    if sign == "~=":
        return version >= wanted and version[: len(wanted) - 1] == wanted[:-1]
    outcomes = {"=": cut == wanted, ">": version > wanted and cut != wanted, "<": version < wanted}
    if sign in ("!=", ">=", "<="):
        return {"!=": not outcomes["="], ">=": version >= wanted, "<=": outcomes["="] or outcomes["<"]}[sign]
    return outcomes[sign[:1]]
