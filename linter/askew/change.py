"""A change: the files that differ from a commit, what they were, and the lines that it touches."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from askew import git
from askew.config import Settings
from askew.diagnostic import Diagnostic
from askew.linting import shown
from askew.tree import is_kept


class Change(NamedTuple):
    """What differs between a commit and the files below `root`, or with `staged` what the next commit will hold.

    `commits` has the commit under "", and what it says of submodules under their names with a slash. `names` are the files
    that differ, deleted ones too, relative to `root` with forward slashes.
    """

    root: Path
    commits: Mapping[str, str]
    names: frozenset[str]
    staged: bool = False

    def touched(self, paths: Sequence[str]) -> list[str]:
        """Return those of `paths` that differ; raise GitError for one outside the repository.

        A file that git does not track, be it ignored or in another repository below, is one of them unless only what is
        staged counts: nobody can tell what it was.
        """
        if self.staged:
            return [path for path in paths if self.name(path) in self.names]
        known = {prefix + name for prefix in self.commits for name in git.known(self.root / prefix)}
        same = known - self.names
        return [path for path in paths if self.name(path) not in same]

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
        names = list(filter(is_kept(self.root, settings), self.names))
        found = {}
        for prefix, commit in self.commits.items():
            below = [name.removeprefix(prefix) for name in names if name.startswith(prefix)]
            for name, data in git.contents(self.root / prefix, commit, below).items():
                found[self.path(prefix + name)] = data
        return found

    def staged_contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return what is staged of the files at `paths`, by path."""
        names = {path: self.name(path) for path in paths}
        contents = git.contents(self.root, "", names.values())
        return {path: contents[name] for path, name in names.items() if name in contents}

    def absent(self) -> list[str]:
        """Return the paths of the files that are staged and not in the working tree any more."""
        gone = [path for path in map(self.path, sorted(self.names)) if not os.path.isfile(path)]
        return list(self.staged_contents(gone)) if self.staged and gone else []

    def on_its_lines(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return those of the diagnostics of touched files that speak of a line that the change adds or alters.

        Of a file that the diff does not have, as it is not tracked, that is every line.
        """
        lines = {
            shown(self.path(prefix + name)): at
            for prefix, commit in self.commits.items()
            for name, at in git.touched_lines(self.root / prefix, commit, staged=self.staged).items()
        }
        return [item for item in diagnostics if _meets(item, lines.get(item.path))]


def _meets(item: Diagnostic, lines: frozenset[int] | None) -> bool:
    place = item.place
    last = max(place.line, place.end_line - (place.end_column == 1))
    return lines is None or any(line in lines for line in range(place.line, last + 1))


def since(reference: str) -> Change:
    """Return what the working tree has changed since HEAD grew from `reference`; raise GitError where git cannot say."""
    root = _root()
    return _change(root, git.merge_base(root, reference))


def uncommitted() -> Change:
    """Return what the working tree has changed since the last commit, untracked files included; may raise GitError."""
    root = _root()
    return _change(root, git.head(root))


def to_commit() -> Change:
    """Return what is staged; raise GitError where git cannot say."""
    root = _root()
    return Change(root, {"": git.head(root)}, frozenset(git.staged(root)), staged=True)


def _change(root: Path, commit: str) -> Change:
    commits = {"": commit, **dict(_submodules(root, commit))}
    names = (prefix + name for prefix, sha in commits.items() for name in git.changed(root / prefix, sha))
    return Change(root, commits, frozenset(names))


def _submodules(root: Path, commit: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The submodules of a commit and theirs, by name with a slash, with the commits that they were at."""
    for name, sha in git.submodules(root, commit).items():
        yield f"{prefix}{name}/", sha
        yield from _submodules(root / name, sha, f"{prefix}{name}/")


def _root() -> Path:
    root = git.top(Path.cwd())
    if root is None:
        raise git.GitError("there is no git repository here to compare with")
    return root
