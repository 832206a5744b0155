"""Asking git, without what a repository could make it run: no hooks, pagers, monitors, external diffs or prompts."""

import ast
import contextlib
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=true")
_DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--ignore-submodules")
_FILE, _HUNK = b"diff --git ", re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_PATIENCE = 120  # seconds
_FILES = (b"100644", b"100755")  # modes; links and submodules have no text of their own
_LINK = b"160000"  # a submodule


class GitError(Exception):
    """Git cannot say what was asked; the message says why and what to do."""


def top(start: Path) -> Path | None:
    """Return the top of the repository that holds `start`, None outside of one."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def ask(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what `git ARGUMENTS` writes when run in `root` with `given` to read; raise GitError where it fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _index(root)
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ("git", "--no-pager", *_QUIET, *arguments)
    try:
        done = subprocess.run(command, cwd=root, env=environment, input=given, capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"cannot run git: {error}") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {done.returncode}"]
        hint = next((f"; to trust it run `{line.strip()}`" for line in words if "safe.directory" in line), "")
        raise GitError(f"git {arguments[0]}: {words[0]}{hint}")
    return done.stdout


def _index(root: Path) -> dict[str, str]:
    """The index that a hook of `git commit FILE` is to see: what that will commit. That of another repository is none."""
    path = os.environ.get("GIT_INDEX_FILE", "")
    own = path and Path(root, path).resolve().is_relative_to(_git_folder(root).resolve())
    return {"GIT_INDEX_FILE": path} if own else {}


def _git_folder(root: Path) -> Path:
    """Where git keeps what belongs to the working tree at `root`; in linked ones and submodules a file says where."""
    found = root / ".git"
    with contextlib.suppress(OSError):
        return root / os.fsdecode(found.read_bytes().removeprefix(b"gitdir:").strip())
    return found


def merge_base(root: Path, reference: str) -> str:
    """Return the commit that HEAD grew from `reference` at; raise GitError, with what to fetch, where there is none."""
    shallow = ask(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    depth = (
        "; the clone is shallow: fetch the whole history (actions/checkout: `fetch-depth: 0`, GitLab: `GIT_DEPTH: 0`)"
    )
    try:
        ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except GitError:
        hint = depth if shallow else "; fetch it first, for example `git fetch origin`"
        raise GitError(f"there is no commit `{reference}` here{hint}") from None
    try:
        return ask(root, "merge-base", "--end-of-options", reference, "HEAD").decode().split()[0]
    except (GitError, IndexError):
        raise GitError(f"`{reference}` and HEAD have no commit in common{depth if shallow else ''}") from None


def head(root: Path) -> str:
    """Return the last commit, or the empty tree where there is none yet; raise GitError where git does not read `root`."""
    try:
        return ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitError:
        ask(root, "rev-parse", "--git-dir")
        return ask(root, "hash-object", "-t", "tree", "--stdin").decode().strip()


def tracked(root: Path) -> set[str]:
    """Return the names of the files that are tracked or staged, without links."""
    listed = ask(root, "ls-files", "-z", "--stage").split(b"\0")
    return {os.fsdecode(line.partition(b"\t")[2]) for line in listed if line.startswith(_FILES)}


def known(root: Path) -> set[str]:
    """Return the names of all that is tracked or staged, links and submodules too."""
    return set(_names(ask(root, "ls-files", "-z")))


def changed(root: Path, commit: str) -> set[str]:
    """Return the names of the files that differ between `commit` and the working tree, untracked and deleted ones too."""
    differing = ask(root, "diff", "--name-only", "-z", *_DIFF, commit, "--")
    return set(_names(differing)) | untracked(root)


def untracked(root: Path) -> set[str]:
    """Return the names of the files that git neither tracks nor ignores."""
    return set(_names(ask(root, "ls-files", "-z", "--others", "--exclude-standard")))


def staged(root: Path) -> set[str]:
    """Return the names of the files that the next commit changes or adds."""
    return set(_names(ask(root, "diff", "--cached", "--name-only", "-z", "--diff-filter=d", *_DIFF, "--")))


def submodules(root: Path, commit: str) -> dict[str, str]:
    """Return the commits that `commit` has of submodules, by name, of those that are checked out and hold that commit."""
    listed = ask(root, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
    entries = [
        (os.fsdecode(line.partition(b"\t")[2]), line.split()[2].decode()) for line in listed if line.startswith(_LINK)
    ]
    return {name: sha for name, sha in entries if _is_own(root / name) and _has(root / name, sha)}


def _is_own(folder: Path) -> bool:
    """Whether a folder is the top of a repository, and no link to one."""
    return (folder / ".git").exists() and not folder.is_symlink()


def _has(root: Path, commit: str) -> bool:
    try:
        ask(root, "cat-file", "-e", f"{commit}^{{commit}}")
    except GitError:
        return False
    return True


def contents(root: Path, commit: str, names: Iterable[str]) -> dict[str, bytes]:
    """Return the contents that the files called `names` have in `commit` ("" for what is staged), where they are there."""
    wanted = set(names)
    if commit:
        listed = ask(root, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
        entries = [(*info.split(), name) for info, _, name in (line.partition(b"\t") for line in listed if line)]
        blobs = {os.fsdecode(name): sha for mode, _, sha, name in entries if mode in _FILES}
    else:
        listed = ask(root, "ls-files", "-z", "--stage").split(b"\0")
        entries = [(*info.split(), name) for info, _, name in (line.partition(b"\t") for line in listed if line)]
        blobs = {os.fsdecode(name): sha for mode, sha, stage, name in entries if mode in _FILES and stage == b"0"}
    chosen = {name: sha for name, sha in blobs.items() if name in wanted}
    return dict(zip(chosen, _blobs(root, list(chosen.values())), strict=True))


def _blobs(root: Path, shas: list[bytes]) -> Iterator[bytes]:
    """The contents of objects, in order."""
    data = ask(root, "cat-file", "--batch", given=b"".join(sha + b"\n" for sha in shas)) if shas else b""
    at = 0
    for _ in shas:
        end = data.index(b"\n", at)
        size = int(data[at:end].split()[2])
        yield data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def touched_lines(root: Path, commit: str, *, staged: bool = False) -> dict[str, frozenset[int]]:
    """Return the 1-based lines, by file that differs, that `commit` has not or has otherwise; untracked files not.

    They are those of the working tree, or of what is staged.
    """
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
    diff = ask(root, "diff", *("--cached",) * staged, "-U0", "--text", *_DIFF, *prefixes, commit, "--")
    touched: dict[str, frozenset[int]] = {}
    name, left = "", 0
    for line in diff.split(b"\n"):
        if left:
            left -= line.startswith((b"+", b"-"))
        elif line.startswith(_FILE):
            names = line.removeprefix(_FILE)  # the same twice
            name = _unquoted(names[: len(names) // 2]).removeprefix("a/")
            touched.setdefault(name, frozenset())
        elif hunk := _HUNK.match(line):
            removed, start, added = (1 if number is None else int(number) for number in hunk.groups())
            touched[name] |= frozenset(range(start, start + added))
            left = removed + added
    return touched


def _unquoted(name: bytes) -> str:
    """A name as a diff has it: what is not plain ASCII is quoted as in C, which is how Python writes bytes."""
    return os.fsdecode(ast.literal_eval(f"b{name.decode()}") if name.startswith(b'"') else name)


def _names(listed: bytes) -> Iterator[str]:
    return (os.fsdecode(name) for name in listed.split(b"\0") if name)
