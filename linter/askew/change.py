"""A change: the files that differ from a commit, what they were, and the lines that it touches."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from askew import git
from askew.config import Settings
from askew.diagnostic import Diagnostic
from askew.linting import shown
from askew.tree import is_kept


class Change(NamedTuple):
    """What differs between `commit` and the files below `root`, or with `staged` what the next commit will hold.

    `names` are the files that differ, deleted ones too, relative to `root` with forward slashes.
    """

    root: Path
    commit: str
    names: frozenset[str]
    staged: bool = False

    def touched(self, paths: Sequence[str]) -> list[str]:
        """Return those of `paths` that differ; raise GitError for one outside the repository."""
        return [path for path in paths if self.name(path) in self.names]

    def name(self, path: str) -> str:
        """Return what git calls the file at `path`; raise GitError where it lies outside the repository."""
        folder, name = os.path.split(os.path.abspath(path))
        relative = os.path.relpath(os.path.join(os.path.realpath(folder), name), os.path.realpath(self.root))
        if relative.split(os.sep, 1)[0] == os.pardir:
            raise git.GitError(f"{path} lies outside the repository {self.root}")
        return relative.replace(os.sep, "/")

    def path(self, name: str) -> str:
        """Return the path, from the working directory, of the file that git calls `name`."""
        return os.path.relpath(os.path.join(self.root, name))

    def before(self, settings: Settings) -> dict[str, bytes]:
        """Return what the banks among the files that differ were in the commit, by path, if they were there."""
        names = filter(is_kept(self.root, settings), self.names)
        return self._by_path(git.contents(self.root, self.commit, names))

    def staged_contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return what is staged of the files at `paths`, by path."""
        names = {path: self.name(path) for path in paths}
        contents = git.contents(self.root, "", names.values())
        return {path: contents[name] for path, name in names.items() if name in contents}

    def absent(self) -> list[str]:
        """Return the paths of the files that are staged and not in the working tree any more."""
        gone = [path for path in map(self.path, sorted(self.names)) if not os.path.lexists(path)]
        return list(self.staged_contents(gone)) if self.staged and gone else []

    def _by_path(self, contents: Mapping[str, bytes]) -> dict[str, bytes]:
        return {self.path(name): data for name, data in contents.items()}

    def on_its_lines(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the diagnostics that speak of a line that the change adds or alters."""
        lines = {shown(self.path(name)): at for name, at in self._lines().items()}
        return [item for item in diagnostics if item.path in lines and _meets(item, lines[item.path])]

    def _lines(self) -> dict[str, frozenset[int] | None]:
        """The lines that differ, by name; None for all of them, where the diff does not tell."""
        told = git.touched_lines(self.root, self.commit, staged=self.staged)
        return {**dict.fromkeys(self.names), **told}


def _meets(item: Diagnostic, lines: frozenset[int] | None) -> bool:
    place = item.place
    last = max(place.line, place.end_line - (place.end_column == 1))
    return lines is None or any(line in lines for line in range(place.line, last + 1))


def since(reference: str) -> Change:
    """Return what the working tree has changed since HEAD grew from `reference`; raise GitError where git cannot say."""
    root = _root()
    commit = git.merge_base(root, reference)
    return Change(root, commit, frozenset(git.changed(root, commit)))


def uncommitted() -> Change:
    """Return what the working tree has changed since the last commit, untracked files included; may raise GitError."""
    root = _root()
    commit = git.head(root)
    return Change(root, commit, frozenset(git.changed(root, commit)))


def to_commit() -> Change:
    """Return what is staged; raise GitError where git cannot say."""
    root = _root()
    return Change(root, git.head(root), frozenset(git.staged(root)), staged=True)


def _root() -> Path:
    root = git.top(Path.cwd())
    if root is None:
        raise git.GitError("there is no git repository here to compare with")
    return root
