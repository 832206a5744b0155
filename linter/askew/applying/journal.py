"""Changing many files at once: all of them or none, whatever happens in between, and back again.

In `.askew_apply`, beside the configuration, `pending` holds the old and the new content of every file and, once all that is
on the disk, the journal with their hashes. Only then are files replaced, each by a rename. What is done becomes `applied`.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, Literal, NamedTuple

from askew.applying.pending import FOLDER, PENDING
from askew.applying.plan import Change
from askew.discover import SKIPPED_FOLDERS
from askew.files import mode_of

_APPLIED, _SPENT, _JOURNAL = "applied", "spent", "journal.json"
_VERSION = 1

Purpose = Literal["apply", "undo"]


class JournalError(Exception):
    """Files that are not as the journal says, or a journal that cannot be used; the message says what to do."""


class _File(NamedTuple):
    """A file of a journal, relative to the root, with the hashes of its old and new content, None for no file."""

    path: str
    old: str | None
    new: str | None


class _Journal(NamedTuple):
    purpose: Purpose
    files: list[_File]
    done: list[str]


def done(root: Path) -> dict[str, Collection[str]]:
    """Return the names of the records that went when files were last changed below `root`, by file.

    A file that is again as it was before has none.
    """
    root = Path(os.path.realpath(root))
    found: dict[str, Collection[str]] = {}
    with contextlib.suppress(JournalError, OSError):
        journal = _read(root, _APPLIED)
        for file in journal.files:
            target = _target(root, file)
            if _hash(target) != file.old:
                found[str(target)] = frozenset(name for name in journal.done if name.startswith(f"{file.path} "))
    return found


def commit(root: Path, changes: Sequence[Change], names: Sequence[str], purpose: Purpose = "apply") -> None:
    """Make all `changes` to files below `root`, or none, and remember `names`.

    Raises OSError and JournalError, with all files as they were; where even that cannot be, the next run says so.
    """
    root = Path(os.path.realpath(root))
    with _held(root) as folder:
        if (folder / PENDING).exists():
            raise JournalError("an earlier run was interrupted here: run `askew apply --recover` first")
        files = [
            _File(os.path.relpath(item.target, root), _hashed(item.before), _hashed(item.after)) for item in changes
        ]
        journal = _Journal(purpose, files, list(names))
        for file in files:
            _target(root, file)
        try:
            _stage(folder / PENDING, changes, journal)
            _forward(root, journal)
            _finish(folder, journal)
        except BaseException:
            _back(root, journal)
            raise


def recover(root: Path) -> str:
    """Complete or roll back what was interrupted below `root`; return in words which. Raises OSError and JournalError."""
    root = Path(os.path.realpath(root))
    with _held(root) as folder:
        if not (folder / PENDING / _JOURNAL).exists():
            _discard(folder / PENDING)
            return "rolled back: all files are old, none had been changed yet"
        journal = _read(root, PENDING)
        count = f"all {len(journal.files)} files are" if len(journal.files) != 1 else "the one file is"
        try:
            _forward(root, journal)
        except JournalError:
            strange = _back(root, journal)
            others = f"; changed by somebody else, and left as they are: {', '.join(strange)}" if strange else ""
            return f"rolled back: {count} old{others}"
        _finish(folder, journal)
        return f"completed: {count} {'new' if journal.purpose == 'apply' else 'as before the changes that are undone'}"


def undo(root: Path) -> list[str]:
    """Take back what was last applied below `root`; return the files. Raises OSError, and JournalError with nothing changed."""
    root = Path(os.path.realpath(root))
    journal = _read(root, _APPLIED)
    changes = []
    for index, file in enumerate(journal.files):
        target = _target(root, file)
        if _hash(target) != file.new:
            raise JournalError(f"{file.path} has changed since; nothing was undone")
        before = None if file.old is None else (root / FOLDER / _APPLIED / f"old-{index}").read_bytes()
        if _hashed(before) != file.old:
            raise JournalError(f"the old content of {file.path} was damaged; nothing was undone")
        after = target.read_bytes() if file.new is not None else None
        changes.append(Change(file.path, str(target), after, before))
    commit(root, changes, [], "undo")
    return [file.path for file in journal.files]


@contextlib.contextmanager
def _held(root: Path) -> Iterator[Path]:
    """The folder of the journal, for this process alone; it does not stay where nothing is left in it."""
    folder = root / FOLDER
    if folder.is_symlink():
        raise JournalError(f"{folder} is a link; remove it")
    folder.mkdir(exist_ok=True)
    with _locked(folder):
        try:
            _discard(folder / _SPENT)
            if not (folder / ".gitignore").exists():
                (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            yield folder
        finally:
            if not any((folder / name).exists() for name in (PENDING, _APPLIED)):
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, where the system has one."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise JournalError("another `askew apply` is at work here") from None
        yield
    finally:
        os.close(descriptor)


def _stage(pending: Path, changes: Sequence[Change], journal: _Journal) -> None:
    """Put everything on the disk that finishing or rolling back may need, the journal last."""
    pending.mkdir()
    for index, item in enumerate(changes):
        mode = mode_of(Path(item.target))
        for name, content in (("old", item.before), ("new", item.after)):
            if content is not None:
                _put(pending / f"{name}-{index}", content, mode)
    data = {"version": _VERSION, **journal._asdict(), "files": [file._asdict() for file in journal.files]}
    _put(pending / f"{_JOURNAL}.new", json.dumps(data, ensure_ascii=False, indent=1).encode(), 0o644)
    _sync(pending)
    os.rename(pending / f"{_JOURNAL}.new", pending / _JOURNAL)
    _sync(pending)
    _sync(pending.parent)


def _forward(root: Path, journal: _Journal) -> None:
    """Replace every file that is still old; raise JournalError where one is neither old nor new."""
    pending = root / FOLDER / PENDING
    for index, file in enumerate(journal.files):
        target, staged = _target(root, file), pending / f"new-{index}"
        now = _hash(target)
        if now == file.new:
            continue
        if now != file.old or (file.new is not None and (staged.is_symlink() or _hash(staged) != file.new)):
            raise JournalError(f"{file.path} was changed by somebody else meanwhile; nothing was changed")
        if file.new is None:
            target.unlink()
        else:
            os.replace(staged, target)
    for parent in {_target(root, file).parent for file in journal.files}:
        _sync(parent)


def _finish(folder: Path, journal: _Journal) -> None:
    _discard(folder / _APPLIED)
    if journal.purpose == "apply":
        os.rename(folder / PENDING, folder / _APPLIED)
        with contextlib.suppress(OSError):  # it is done, if perhaps only after a power cut
            _sync(folder)
    else:
        _discard(folder / PENDING)


def _back(root: Path, journal: _Journal) -> list[str]:
    """Put every file back that is new; return those that somebody else has changed."""
    pending = root / FOLDER / PENDING
    strange = []
    for index, file in enumerate(journal.files):
        target, staged = _target(root, file), pending / f"old-{index}"
        now = _hash(target)
        if now == file.old:
            continue
        if now != file.new or (file.old is not None and (staged.is_symlink() or _hash(staged) != file.old)):
            strange.append(file.path)
        elif file.old is None:
            target.unlink()
        else:
            os.replace(staged, target)
    for parent in {_target(root, file).parent for file in journal.files}:
        _sync(parent)
    _discard(pending)
    return strange


def _discard(path: Path) -> None:
    """Remove a folder, at once for whoever looks for it; what cannot be removed of it is tried again the next time."""
    spent = path.parent / _SPENT
    if spent.exists():
        shutil.rmtree(spent)
    if path.exists():
        os.rename(path, spent)
        shutil.rmtree(spent, ignore_errors=True)


def _put(path: Path, content: bytes, mode: int) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _hashed(content: bytes | None) -> str | None:
    return hashlib.sha256(content).hexdigest() if content is not None else None


def _hash(path: Path) -> str | None:
    return _hashed(path.read_bytes()) if path.is_file() else None


def _target(root: Path, file: _File) -> Path:
    target = root / file.path
    if Path(os.path.realpath(target)) != target or not target.is_relative_to(root):
        raise JournalError(f"{file.path} is a link, or lies in one, since the journal was written; remove the link")
    passed_over = {part.casefold() for part in PurePath(file.path).parts} & SKIPPED_FOLDERS
    if passed_over:  # a journal that came with a bank must not write hooks
        raise JournalError(f"{file.path}: nothing in {passed_over.pop()} is changed")
    return target


def _read(root: Path, name: str) -> _Journal:
    """The journal in one of the folders; it may have come with the bank, so nothing in it is taken on trust."""
    path = root / FOLDER / name / _JOURNAL
    try:
        data: Any = json.loads(path.read_bytes())
        files = [_File(str(item["path"]), item["old"], item["new"]) for item in data["files"]]
        purpose, names = data["purpose"], [str(item) for item in data["done"]]
    except FileNotFoundError:
        raise JournalError("nothing was applied here that could be undone") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise JournalError(f"{path} is damaged") from None
    if data.get("version") != _VERSION or purpose not in ("apply", "undo"):
        raise JournalError(f"{path} was written by another version of Askew")
    for file in files:
        pure = PurePath(file.path)
        if (
            pure.is_absolute()
            or ".." in pure.parts
            or not all(isinstance(item, (str, type(None))) for item in file[1:])
        ):
            raise JournalError(f"{path} is damaged: {file.path}")
    return _Journal(purpose, files, names)
