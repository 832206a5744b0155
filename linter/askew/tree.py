"""The tree: the files that a file is compared with when it is looked at by itself, as a hook does."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from askew.config import Settings
from askew.discover import NothingFoundError, discover
from askew.git import GitError, top, tracked
from askew.patterns import covers, matches


class Tree(NamedTuple):
    """The banks below `root`: their names, relative to `root` with forward slashes, and the paths to open them by.

    `cached` tells whether what is known of them may be kept there.
    """

    root: Path
    files: Mapping[str, str]
    cached: bool = True

    def name(self, path: str) -> str:
        """Return what the tree calls the file at `path`, which need not be one of its own, or the one it links to."""
        name = self._name(os.path.abspath(path))
        target = self._name(os.path.realpath(path)) if os.path.islink(path) else name
        return target if target in self.files else name

    def _name(self, path: str) -> str:
        return _relative(path, str(self.root)).replace(os.sep, "/")


def tree(settings: Settings) -> Tree | None:
    """Return the tree around the working directory; None outside repositories and without a configuration.

    It is what git tracks or has staged below the top of the repository, so that no draft is the older copy; without git
    what lies below the folder of the configuration. Of that, `include` and `exclude` decide.
    """
    here = Path.cwd()
    repository, root = top(here), root_of(settings)
    if root is None:
        return None
    names = _tracked(root) if repository is not None else None
    if names is None:
        return _walked(root, settings)
    kept = sorted(filter(is_kept(root, settings), names))
    return Tree(root, {name: _relative(os.path.join(root, name), str(here)) for name in kept})


def root_of(settings: Settings) -> Path | None:
    """Return the top of the repository around the working directory, else the folder of the configuration, if any."""
    return top(Path.cwd()) or (settings.root if settings.configured else None)


def _walked(root: Path, settings: Settings) -> Tree:
    try:
        paths = discover([os.path.relpath(root)], settings)
    except NothingFoundError:
        paths = []
    nothing = Tree(root, {})
    return Tree(root, {nothing.name(path): path for path in paths})


def _tracked(root: Path) -> set[str] | None:
    """What git tracks or has staged below `root`; None where it cannot be asked."""
    try:
        return tracked(root)
    except GitError:
        return None


def is_kept(root: Path, settings: Settings) -> Callable[[str], bool]:
    """Return what tells whether `include` and `exclude`, relative to the configuration, leave a name below `root`."""
    start = "" if root == settings.root else os.path.relpath(root, settings.root)

    def kept(name: str) -> bool:
        if start:
            name = os.path.normpath(os.path.join(start, name)).replace(os.sep, "/")
        return matches(name, settings.include) and not covers(name, settings.exclude)

    return kept


def _relative(path: str, start: str) -> str:
    """`os.path.relpath` of two absolute paths, quick where one lies below the other."""
    return path[len(start) + 1 :] if path.startswith(start + os.sep) else os.path.relpath(path, start)
