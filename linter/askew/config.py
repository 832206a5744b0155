"""Settings: what askew.toml or [tool.askew] may say, checked, with defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

from askew import __version__
from askew.configvalues import (
    ConfigError,
    Reader,
    groups,
    one_of,
    read,
    ruff_selectors,
    selectors,
    share,
    size,
    split,
    string,
    strings,
    switch,
)  # fmt: skip
from askew.diagnostic import Severity
from askew.markers import Markers, markers
from askew.vocabulary import LABELS, SectionKind

DEFAULT_INCLUDE = ("*.md", "*.markdown", "*.mdx", "*.jsonl")
DEFAULT_RUFF = ("F401", "F50", "F52", "F541", "F601", "F602", "F631", "F632", "F634", "F811", "E711", "E712")
TARGETS = tuple(f"py3{minor}" for minor in range(7, 15))


@dataclass(frozen=True)
class JsonlSettings:
    """How the objects of JSONL files name their parts; `preset` "auto" tells the known shapes apart by their keys."""

    preset: str = "auto"
    question: str | None = None
    answer: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class MarkdownSettings:
    """What the reader's renderer does: `math` is "commonmark", "dollar" or "backslash"."""

    math: str = "commonmark"


@dataclass(frozen=True)
class CodeSettings:
    """How Python in fences is read: `scope` "record" takes each answer for itself, "document" a file for one script."""

    scope: str = "record"


@dataclass(frozen=True)
class RuffSettings:
    """Which of ruff's rules are asked for, as ruff's own selectors."""

    select: tuple[str, ...] = DEFAULT_RUFF
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class ApisSettings:
    """What wrong APIs are judged by: folders with further indexes, and versions of libraries (`keras`, `>=3`).

    `known` are top-level modules that exist although nothing known provides them.
    """

    paths: tuple[Path, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class DuplicatesSettings:
    """When two questions are duplicates: similarities from 0 to 1, and a bank's own frames and groups of synonyms.

    With `semantic` those that no word of content tells apart are compared by meaning too (the extra `semantic`).
    """

    merge: float = 0.60
    review: float = 0.45
    frames: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    semantic: bool = False


@dataclass(frozen=True)
class Settings:
    """The settings of one run; `root` is the folder that patterns are relative to, that of the file if `configured`.

    `target_version` is the Python that readers have, such as "py311"; "" for the newest. `baseline` is the file of
    known findings.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = ()
    max_file_size: int = 20_000_000
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layout: Mapping[SectionKind, tuple[str, ...]] = field(default_factory=dict)
    jsonl: JsonlSettings = JsonlSettings()
    markdown: MarkdownSettings = MarkdownSettings()
    code: CodeSettings = CodeSettings()
    ruff: RuffSettings = RuffSettings()
    apis: ApisSettings = ApisSettings()
    duplicates: DuplicatesSettings = DuplicatesSettings()
    target_version: str = ""
    required_version: str = ""
    baseline: Path | None = None
    root: Path = Path()
    configured: bool = False

    @property
    def markers(self) -> Markers:
        """The label vocabulary with the user's own words."""
        return markers(tuple(sorted(self.layout.items())))


def parse(table: Mapping[str, Any], where: str) -> Settings:
    """Return the settings that a TOML table states; raise ConfigError where it cannot be used."""
    return Settings(**read(table, _KEYS, where, ""))


def _path(value: Any, what: str) -> Path:
    return Path(string(value, what))


def _required_version(value: Any, what: str) -> str:
    from askew.apis.model import satisfies

    try:
        fits = satisfies(__version__, string(value, what))
    except ValueError as error:
        raise ConfigError(f"{what}: {error}") from None
    if not fits:
        raise ConfigError(f"{what} is {value}, and this is Askew {__version__}: install one that fits")
    return cast("str", value)


def _severity(value: Any, what: str) -> Severity:
    return Severity(one_of(*Severity)(value, what))


def _ignores(value: Any, what: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ConfigError(f"{what} must be a table of patterns with lists of rule codes")
    return {pattern: selectors(codes, f"{what}.{pattern}") for pattern, codes in value.items()}


def _layout(value: Any, what: str) -> dict[str, tuple[str, ...]]:
    table = read(value, dict.fromkeys(LABELS, strings), *split(what))
    return {key.replace("_", "-"): names for key, names in table.items()}


def _jsonl(value: Any, what: str) -> JsonlSettings:
    presets = one_of("auto", "record", "instruction", "messages", "conversations")
    keys: dict[str, Reader] = {item.name: string for item in fields(JsonlSettings)} | {"preset": presets}
    return JsonlSettings(**read(value, keys, *split(what)))


def _markdown(value: Any, what: str) -> MarkdownSettings:
    keys = {"math": one_of("commonmark", "dollar", "backslash")}
    return MarkdownSettings(**read(value, keys, *split(what)))


def _code(value: Any, what: str) -> CodeSettings:
    keys = {"scope": one_of("record", "document")}
    return CodeSettings(**read(value, keys, *split(what)))


def _apis(value: Any, what: str) -> ApisSettings:
    table = read(value, {"paths": strings, "targets": _targets, "known": strings}, *split(what))
    paths = tuple(Path(path) for path in table.get("paths", ()))
    return ApisSettings(paths, table.get("targets", ()), table.get("known", ()))


def _targets(value: Any, what: str) -> tuple[tuple[str, str], ...]:
    from askew.apis.model import satisfies

    if not isinstance(value, dict):
        raise ConfigError(f'{what} must be a table of libraries with versions, such as keras = ">=3"')
    for library, specifier in value.items():
        try:
            satisfies("1", string(specifier, f"{what}: `{library}`"))
        except ValueError as error:
            raise ConfigError(f"{what}: `{library}`: {error}") from None
    return tuple(sorted(value.items()))


def _duplicates(value: Any, what: str) -> DuplicatesSettings:
    keys: dict[str, Reader] = {
        "merge": share, "review": share, "frames": strings, "synonyms": groups, "semantic": switch
    }  # fmt: skip
    own = DuplicatesSettings(**read(value, keys, *split(what)))
    if own.review > own.merge:
        raise ConfigError(f"{what}: `review` ({own.review}) must not be above `merge` ({own.merge})")
    return own


def _ruff(value: Any, what: str) -> RuffSettings:
    return RuffSettings(**read(value, {"select": ruff_selectors, "ignore": ruff_selectors}, *split(what)))


_KEYS: Mapping[str, Reader] = {
    "select": selectors,
    "ignore": selectors,
    "extend-select": selectors,
    "fail-on": _severity,
    "include": strings,
    "exclude": strings,
    "max-file-size": size,
    "per-path-ignores": _ignores,
    "layout": _layout,
    "jsonl": _jsonl,
    "markdown": _markdown,
    "target-version": one_of(*TARGETS),
    "code": _code,
    "ruff": _ruff,
    "apis": _apis,
    "duplicates": _duplicates,
    "baseline": _path,
    "required-version": _required_version,
}
