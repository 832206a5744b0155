"""Some files of a tree compared with all of it, by way of the index."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from askew.comparing import Scope
from askew.config import Settings
from askew.duplicates.corpus import Corpus
from askew.duplicates.facts import DocumentFact
from askew.duplicates.shelf import Shelf
from askew.index import keys
from askew.index.files import UNSAVED, Content, Files, documents, identifiers, put, step
from askew.index.neighbourhood import Neighbourhood
from askew.index.store import transaction, with_index
from askew.tree import Tree

T = TypeVar("T")

MANY = 1_000  # records in scope from which on comparing the whole corpus is quicker


def with_corpus(
    tree: Tree,
    scope: Scope,
    settings: Settings,
    gather: Callable[[str, bytes], DocumentFact | None],
    work: Callable[[Corpus], T],
) -> tuple[T, str]:
    """Return what `work` makes of the corpus of the files of `tree` and those in `scope`, and a warning or "".

    `gather` returns the facts of a file from its path and content. What is unsaved leaves no trace in the index. The
    corpus may be less than it says if that makes no difference to what is in scope; `work` may be called twice.
    """
    own = {tree.name(path): path for path in scope.facts}
    paths = {**tree.files, **own}
    unsaved = {name: path for name, path in own.items() if path in scope.unsaved}
    saved = {name: path for name, path in paths.items() if name not in unsaved}
    files = Files(tree.root, saved, gather, settings.max_file_size)
    comparison = _Comparison(files, paths, unsaved, scope, settings, work)
    return with_index(tree.root if tree.cached else None, settings, comparison.result)


@dataclass(frozen=True)
class _Comparison(Generic[T]):
    files: Files
    paths: Mapping[str, str]
    unsaved: Mapping[str, str]
    scope: Scope
    settings: Settings
    work: Callable[[Corpus], T]

    def result(self, connection: sqlite3.Connection) -> T:
        names = step(connection, self.files)
        if sum(len(fact.records) for fact in self.scope.facts.values()) > MANY:
            return self.work(self._whole(connection, names))
        with transaction(connection, "DEFERRED"):
            present = identifiers(connection, names)
            if not self.unsaved and keys.are_in_step(connection, present):
                return self._near(connection, present)
        with transaction(connection, keep=not self.unsaved):
            for name, path in self.unsaved.items():
                put(connection, name, Content(UNSAVED, self.scope.digests[path], self.scope.facts[path]))
            present = identifiers(connection, [*names, *self.unsaved])
            keys.sync(connection, present)
            return self._near(connection, present)

    def _whole(self, connection: sqlite3.Connection, names: list[str]) -> Corpus:
        own = self.scope.facts
        others = {name: self.paths[name] for name in names if self.paths[name] not in own}
        with transaction(connection, "DEFERRED"):
            found = [*own.values(), *documents(connection, others)]
        return Corpus(found, self.settings, self._shelf, frozenset(own))

    def _near(self, connection: sqlite3.Connection, present: Mapping[int, str]) -> T:
        paths = {number: self.paths[name] for number, name in present.items()}
        found = Neighbourhood(connection, self.scope.facts.values(), paths, self.settings)
        own = frozenset(self.scope.facts)
        corpus = Corpus(
            found.documents, self.settings, self._shelf, own, lambda *_: found.meeting, lambda _: found.answers
        )
        result = self.work(corpus)
        if found.counts.failed is not None:
            raise found.counts.failed
        return result

    @property
    def _shelf(self) -> Shelf:
        return Shelf(self.settings, self.scope.unsaved)
