"""Which files a run looks at: paths, globs and folders, without what git ignores."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from askew.config import Settings
from askew.patterns import covers, matches, relative

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SKIPPED_FOLDERS = frozenset(
    (".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache",
     ".ruff_cache", ".pytest_cache", ".askew_cache", ".askew_apply", ".ipynb_checkpoints", "site-packages")
)  # fmt: skip

_HIDDEN = "/"  # counts what `exclude` and .gitignore hide; no file ends in that

Ignores = tuple[tuple[str, "GitIgnoreSpec"], ...]


class NothingFoundError(Exception):
    """No file to look at; the message says what there was and what to set."""


def discover(
    paths: Sequence[str], settings: Settings, missing: list[str] | None = None, absent: Sequence[str] = ()
) -> list[str]:
    """Return the files that `paths` (files, folders, glob patterns) stand for, each once, sorted.

    A file named outright is always taken; a folder yields what matches `include` and neither `exclude` nor
    .gitignore. Those of `absent` count as files, though they are not on the disk. What there is to say of paths that stand
    for nothing goes to `missing`. Raises NothingFoundError for such a path where that is not given, and where no file is
    left.
    """
    found: list[str] = []
    nowhere: list[str] = []
    passed: Counter[str] = Counter()
    for path in paths:
        others = [name for name in absent if _stands_for(path, name, settings)]
        names = _expand(path)
        if not (names or others):
            nowhere.append(f"{path}: {'pattern matches nothing' if _is_pattern(path) else 'no such file or folder'}")
        found += others
        for name in names:
            found += _walk(name, settings, passed) if os.path.isdir(name) else [os.path.normpath(name)]
    if nowhere and (missing is None or not found):
        raise NothingFoundError("; ".join(nowhere))
    if not found:
        raise NothingFoundError(_nothing(paths, passed, settings))
    if missing is not None:
        missing += nowhere
    return _each_once(sorted(set(found)))


def names_files(paths: Iterable[str]) -> bool:
    """Tell whether one of `paths` stands for a file by itself, not only for what is in a folder."""
    return any(not os.path.isdir(name) for path in paths for name in _expand(path))


def _stands_for(path: str, name: str, settings: Settings) -> bool:
    """Whether a file that is not on the disk is what a path names, matches it as a pattern, or is a bank below it."""
    if os.path.abspath(path) == os.path.abspath(name):
        return True
    whole, pattern = relative(name, Path()), relative(path, Path())
    if _is_pattern(path) and ("**" in pattern or whole.count("/") == pattern.count("/")):
        return matches(whole, (f"/{pattern}",))
    below = os.path.relpath(name, path).split(os.sep)
    if below[0] == os.pardir or not SKIPPED_FOLDERS.isdisjoint(below[:-1]):
        return False
    inside = relative(name, settings.root)
    return matches(inside, settings.include) and not covers(inside, settings.exclude)


def _expand(path: str) -> list[str]:
    """The files and folders that a path stands for."""
    if os.path.lexists(path):
        return [path]
    import glob

    return sorted(glob.glob(path, recursive=True)) if _is_pattern(path) else []


def _is_pattern(path: str) -> bool:
    import glob

    return glob.has_magic(path)


def _each_once(paths: Iterable[str]) -> list[str]:
    """The paths without those that only lead to the file of another: of several the one that is no link."""
    real = cache(os.path.realpath)
    names: dict[str, str] = {}
    for path in paths:
        folder, name = os.path.split(path)
        place = os.path.join(real(folder or "."), name)
        file = os.path.realpath(place) if os.path.islink(place) else place
        if file == os.path.abspath(path):
            names[file] = path
        else:
            names.setdefault(file, path)
    return sorted(names.values())


def _walk(top: str, settings: Settings, passed: Counter[str]) -> Iterator[str]:
    """Yield matching files below `top`; count the endings of those that `include` passes over."""
    seen: set[tuple[int, int]] = set()
    pending: list[tuple[str, Ignores]] = [(os.path.normpath(top), _ignores_above(top))]
    while pending:
        folder, ignores = pending.pop()
        try:
            status = os.stat(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        ignores += tuple(_ignore_file(folder, entries))
        inside = relative(folder, settings.root)
        for entry in entries:
            path = os.path.join(folder, entry.name) if folder != "." else entry.name
            name = f"{inside}/{entry.name}" if inside != "." else entry.name
            is_folder = _is_folder(entry)
            if _ignored(path, ignores, is_folder) or matches(name, settings.exclude):
                passed[_HIDDEN] += 1
            elif is_folder:
                if entry.name not in SKIPPED_FOLDERS:
                    pending.append((path, ignores))
            elif matches(name, settings.include):
                yield path
            else:
                passed[Path(entry.name).suffix or entry.name] += 1


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _ignore_file(folder: str, entries: Iterable[os.DirEntry[str]]) -> Iterator[tuple[str, "GitIgnoreSpec"]]:
    if any(entry.name == ".gitignore" for entry in entries):
        spec = _read_ignores(Path(folder, ".gitignore"))
        if spec is not None:
            yield folder, spec


def _read_ignores(path: Path) -> "GitIgnoreSpec | None":
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except (OSError, ValueError):
        return None


def _ignores_above(top: str) -> Ignores:
    """The .gitignore files between the root of the repository that holds `top` and `top` itself."""
    folder = Path(top).resolve()
    parents = [folder, *folder.parents]
    root = next((index for index, parent in enumerate(parents) if (parent / ".git").exists()), None)
    if not root:
        return ()
    specs = ((str(parent), _read_ignores(parent / ".gitignore")) for parent in reversed(parents[1 : root + 1]))
    return tuple((parent, spec) for parent, spec in specs if spec is not None)


def _ignored(path: str, ignores: Ignores, is_folder: bool) -> bool:
    verdict = False
    for base, spec in ignores:
        relative = os.path.relpath(os.path.abspath(path) if os.path.isabs(base) else path, base)
        result = spec.check_file(relative + "/" * is_folder)
        if result.include is not None:
            verdict = result.include
    return verdict


def _nothing(paths: Sequence[str], passed: Counter[str], settings: Settings) -> str:
    where = ", ".join(paths)
    hidden = passed.pop(_HIDDEN, 0)
    if hidden:
        what = "1 file or folder is" if hidden == 1 else f"{hidden} files or folders are"
        where = f"{where}: {what} hidden by `exclude` or .gitignore"
    if not passed:
        return f"{where}: no files"
    seen = ", ".join(f"{count} {ending}" for ending, count in passed.most_common(5))
    common = passed.most_common(1)[0][0]
    pattern = f"*{common}" if common.startswith(".") else common
    included = ", ".join(settings.include)
    return (
        f'{where}: no file matches {included}; found {seen}: to lint them set `include = ["{pattern}"]` in askew.toml'
    )
