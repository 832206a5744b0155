"""Files linted, each by itself: by one process or several, and only where what they give is not known."""

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from askew.checks import ignored
from askew.config import Settings
from askew.engine import Pending, Result, begin, finish, refused
from askew.patterns import covers, relative
from askew.rule import Rule
from askew.source import SourceError, digest_of, read_bytes, stamp_of

if TYPE_CHECKING:
    from askew.cache.results import Cache
    from askew.code.ruff import Ruff


class Item(NamedTuple):
    """A file to lint: its path as reports show it, and its content or why there is none."""

    path: str
    data: bytes | SourceError

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.data) if isinstance(self.data, bytes) else 0


class Linted(NamedTuple):
    """The results of some files, in their order, and why there is no second opinion on their Python, or ""."""

    results: list[Result]
    problem: str


class Means(NamedTuple):
    """How files are gone over: by how many processes, 0 for what is quickest; with which cache; who hears of it.

    `watch` is told after every file, or every few, how many bytes and records these were.
    """

    jobs: int = 1
    cache: "Cache | None" = None
    watch: Callable[[int, int], None] = lambda _, __: None


ALONE = Means(jobs=1)
"""One process and nothing else."""


class Files(NamedTuple):
    """Files that were linted, by path: what they gave, the digests of those that have content, and their cache keys.

    `problem` is that of `Linted`.
    """

    results: dict[str, Result]
    digests: dict[str, bytes]
    keys: dict[str, bytes]
    problem: str


def files(
    paths: Sequence[str], rules: Sequence[Rule], settings: Settings, unsaved: Mapping[str, bytes], means: Means
) -> Files:
    """Return what `rules` say of the files at `paths`, and of those in `unsaved`, which are taken to hold what it says.

    A result that the cache knows comes without facts. Raises WorkerError where a process was killed.
    """
    intake = _Intake(paths, settings, unsaved, means.cache)
    found = Files({name: Result([], 0, [], []) for name in intake.paths}, intake.digests, {}, "")  # for the order
    if means.cache is not None:
        _take_known(found, intake, rules, settings, means.cache, means.watch)
    fresh = list(intake.items.values())
    done = _spread(fresh, rules, settings, means)
    for item, result in zip(fresh, done.results, strict=True):
        found.results[item.path] = result
        if means.cache is not None and item.path in found.keys and not result.crashes and not done.problem:
            means.cache.add(found.keys[item.path], result)
    return found._replace(problem=done.problem)


class _Intake:
    """The files of a run: `paths` by the names that reports show, those that were read, and the digests of all that have content.

    A file that is as it was when the cache saw it last is not read.
    """

    def __init__(
        self, paths: Sequence[str], settings: Settings, unsaved: Mapping[str, bytes], cache: "Cache | None"
    ) -> None:
        self._settings, self._cache = settings, cache
        self.paths = {shown(path): path for path in [*unsaved, *paths]}
        self.items: dict[str, Item] = {}
        self.digests: dict[str, bytes] = {}
        saved = [path for path in paths if path not in unsaved] if cache is not None else []
        self._stamps = {path: stamp for path in saved if (stamp := stamp_of(path)) is not None}
        known = cache.digests(self._stamps) if cache is not None else {}
        for name, path in self.paths.items():
            if path in known:
                self.digests[name] = known[path]
            elif path in unsaved:
                self._take(name, unsaved[path])
            else:
                self.read(name)

    def read(self, name: str) -> None:
        """Read a file, whatever was known of it."""
        path = self.paths[name]
        self._take(name, _content(path, self._settings))
        if self._cache is not None and path in self._stamps and name in self.digests:
            self._cache.add_digest(path, self._stamps[path], self.digests[name])

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        return self.items[name].size if name in self.items else self._stamps[self.paths[name]].size

    def _take(self, name: str, data: bytes | SourceError) -> None:
        self.items[name] = Item(name, data)
        self.digests.pop(name, None)
        if isinstance(data, bytes):
            self.digests[name] = digest_of(data)


def _take_known(
    found: Files,
    intake: _Intake,
    rules: Sequence[Rule],
    settings: Settings,
    cache: "Cache",
    watch: Callable[[int, int], None],
) -> None:
    """Put what the cache knows into `found`, and take it out of the intake; what it does not know is read."""
    from askew.cache.keys import of_file, of_rules

    every = of_rules(rules)

    def key(name: str) -> bytes:
        own = rules_for(name, rules, settings)
        return of_file(name, found.digests[name], every if own is rules else of_rules(own), settings)

    found.keys.update({name: key(name) for name in found.digests})
    known = cache.results(list(found.keys.values()))
    for name, value in list(found.keys.items()):
        if value in known:
            found.results[name] = known[value]
            watch(intake.size(name), known[value].records)
            intake.items.pop(name, None)
        elif name not in intake.items:
            intake.read(name)
            del found.keys[name]
            if name in found.digests:
                found.keys[name] = key(name)


def _spread(items: Sequence[Item], rules: Sequence[Rule], settings: Settings, means: Means) -> Linted:
    from askew import workers

    jobs = means.jobs or (workers.processors() if workers.worth(items) else 1)
    if jobs == 1 or len(items) < 2:
        return lint(items, rules, settings, means.watch)
    together = Linted([], "")
    for part, done in workers.spread(items, rules, settings, jobs):
        together = Linted(together.results + done.results, together.problem or done.problem)
        means.watch(sum(item.size for item in part), sum(result.records for result in done.results))
    return together


def lint(
    items: Iterable[Item], rules: Sequence[Rule], settings: Settings, watch: Callable[[int, int], None] = ALONE.watch
) -> Linted:
    """Return what `rules` say of each of `items`; ruff is asked once about all of them."""
    with uncollected():
        comparing = [rule for rule in rules if rule.scope == "corpus"]
        pending = []
        for item in items:
            own = [rule for rule in rules_for(item.path, rules, settings) if rule.scope != "corpus"]
            pending.append(started(*item, [*own, *comparing], settings))
            watch(item.size, pending[-1].result.records)
        texts = [text for item in pending for text in item.texts]
        ruff = second_opinion(settings) if texts else None
        opinions = ruff.opinions(texts) if ruff else {}
        return Linted([finish(item, opinions) for item in pending], ruff.problem if ruff else "")


def started(path: str, data: bytes | SourceError, rules: Sequence[Rule], settings: Settings) -> Pending:
    """Return the file that reports call `path` with all findings but those that need a second opinion."""
    if isinstance(data, SourceError):
        return Pending(path, rules, refused(path, data, rules), ())
    return begin(path, data, rules, settings)


def second_opinion(settings: Settings) -> "Ruff":
    """Return ruff as `settings` want it asked."""
    from askew.code.ruff import Ruff

    return Ruff(settings.ruff.select, settings.ruff.ignore, settings.target_version)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector: a run leaves nothing behind that reference counts do not free."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def inputs(
    paths: Sequence[str], settings: Settings, unsaved: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes | SourceError]]:
    """Yield every file with its content, or with the reason why there is none."""
    yield from unsaved.items()
    for path in paths:
        if path not in unsaved:
            yield path, _content(path, settings)


def _content(path: str, settings: Settings) -> bytes | SourceError:
    try:
        return read_bytes(path, settings.max_file_size)
    except SourceError as error:
        return error


def shown(path: str) -> str:
    """Return a path as reports show it: with forward slashes, relative to the working directory if below it."""
    pure = PurePath(path)
    if pure.is_absolute():
        with contextlib.suppress(ValueError):
            pure = pure.relative_to(Path.cwd())
    return pure.as_posix()


def rules_for(path: str, rules: Sequence[Rule], settings: Settings) -> Sequence[Rule]:
    """Return `rules` without those that per-path-ignores switch off for `path`."""
    if not settings.per_path_ignores:
        return rules
    name = relative(path, settings.root)
    codes = [
        code
        for pattern, selectors in settings.per_path_ignores.items()
        if covers(name, (pattern,))
        for code in selectors
    ]
    return ignored(rules, codes)
