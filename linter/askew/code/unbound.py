"""Names that nothing binds, each with the reason why."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from askew.code.dialect import PYTHON
from askew.code.libraries import Libraries, libraries
from askew.code.reading import reading
from askew.code.resolve import names
from askew.code.scopes import Import, Names, Use
from askew.record import Code

Reason = Literal["elsewhere", "forgotten", "python2", "module", "undefined", "placeholder"]
Script = tuple[Code, ...]

_WORD = r"[^\W\d]\w*"
_SURE_ALIAS = 2  # letters; a shorter alias (F, K) may be a variable unless the module has what is asked of it
_NO_MODULE = frozenset(
    "model models data dataset datasets loader layer layers optimizer input inputs output outputs tensor tensors array result"
    " results x y df loss train test val device config cfg session sess fn func object obj client instance estimator"
    " classifier regressor net network weights params history callback callbacks image images var vars list dict".split()
)
_APART = frozenset(("concurrent", "email", "http", "importlib", "matplotlib", "sklearn", "urllib", "xml"))
_PYTHON_2 = {
    "xrange": "range",
    "raw_input": "input",
    "unicode": "str",
    "unichr": "chr",
    "basestring": "str",
    "long": "int",
    "reduce": "functools.reduce",
    "execfile": "exec(open(…).read())",
}


class Unbound(NamedTuple):
    """A name that is used in `code` and bound by nothing before it, with the reason.

    `statement` is the import that would bind it and `meant` its right spelling, "" where there is none. `origin` is
    the block, under another question or further down, that imports it, with the line of the import in it. `first`: no block before it in
    its script lacks the name.
    """

    reason: Reason
    use: Use
    code: Code
    statement: str = ""
    meant: str = ""
    origin: tuple[Code, int] | None = None
    first: bool = True


class _Context(NamedTuple):
    """What is known of the whole document while one name is judged, and of the script that the name stands in.

    `imports` maps a name to its imports with the number of their script, `targets` are the dotted names imported,
    those of the script itself in `own`; `only_calls` are free names of which nothing is done but `x.f(…)`.
    """

    imports: Mapping[str, Sequence[tuple[int, Code, Import]]]
    defined: frozenset[str]
    roots: frozenset[str]
    targets: tuple[str, ...]
    only_calls: frozenset[str]
    public: Libraries
    script: int = 0
    own: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def unbound(scripts: tuple[Script, ...]) -> tuple[Unbound, ...]:
    """Return the unbound names of a document, one per name and block, in order.

    A script is the code blocks that are read in one go, as a rule those of one record.
    """
    resolved = [[(code, names(_text(code))) for code in script if code.dialect in PYTHON] for script in scripts]
    context = _context(resolved) if any(True for script in resolved for _ in _free(script)) else None
    return tuple(item for index, script in enumerate(resolved) if context for item in _judged(index, script, context))


def _judged(index: int, script: Sequence[tuple[Code, Names | None]], context: _Context) -> Iterator[Unbound]:
    """The verdicts on one script."""
    context = context._replace(script=index, own=tuple(_targets(script)))
    lacking: set[str] = set()
    for code, use in _free(script):
        yield _judge(use, code, context)._replace(first=use.name not in lacking)
        lacking.add(use.name)


def _targets(script: Sequence[tuple[Code, Names | None]]) -> Iterator[str]:
    """The dotted names that a script imports."""
    for _, known in script:
        if known is not None:
            yield from (item.target for item in known.imports)
            yield from known.stars


def _text(code: Code) -> str:
    return reading(code.dialect, code.text).text


def _free(script: Sequence[tuple[Code, Names | None]]) -> Iterator[tuple[Code, Use]]:
    """The first use in each block of every name that no block before it binds.

    A function may use what a later block binds; elsewhere only an import that comes too late counts.
    """
    if any(known is not None and known.stars for _, known in script):
        return
    lost = {word for code, known in script if known is None for word in re.findall(_WORD, code.text)}
    everything = {name for _, known in script if known is not None for name in known.bound}
    imported = {item.name for _, known in script if known is not None for item in known.imports if not item.nested}
    so_far: set[str] = set()
    for code, known in script:
        if known is None:
            continue
        seen: set[str] = set()
        for use in sorted(known.free, key=lambda use: (use.line, use.column)):
            if use.name in seen or use.name in so_far or use.name in lost or use.guarded:
                continue
            if use.name in everything and (use.deferred or use.name not in imported):
                continue
            seen.add(use.name)
            yield code, use
        so_far |= known.bound


def _context(scripts: Sequence[Sequence[tuple[Code, Names | None]]]) -> _Context:
    imports: dict[str, list[tuple[int, Code, Import]]] = {}
    defined: set[str] = set()
    chains: set[str] = set()
    others: set[str] = set()
    for number, script in enumerate(scripts):
        for code, known in script:
            if known is None:
                continue
            defined |= known.bound
            for item in known.imports:
                imports.setdefault(item.name, []).append((number, code, item))
            for use in known.free:
                (chains if use.path and use.called else others).add(use.name)
    targets = tuple(target for script in scripts for target in _targets(script))
    roots = frozenset(target.split(".", 1)[0] for target in targets)
    return _Context(imports, frozenset(defined), roots, targets, frozenset(chains - others), libraries())


def _judge(use: Use, code: Code, context: _Context) -> Unbound:
    """The verdict on one free name."""
    origin = _origin(use, context)
    if origin is not None:
        return Unbound("elsewhere", use, code, origin[2].statement, "", (origin[1], origin[2].line))
    if use.name in context.defined:
        return Unbound("placeholder", use, code)
    statement, meant = _forgotten(use, context)
    if statement:
        return Unbound("forgotten", use, code, statement, meant)
    if use.name in _PYTHON_2 and use.called:
        return Unbound("python2", use, code, "", _PYTHON_2[use.name])
    if use.name in context.only_calls and _like_a_module(use.name, context.public):
        return Unbound("module", use, code)
    if use.called and use.deferred and not use.path:
        return Unbound("undefined", use, code)
    return Unbound("placeholder", use, code)


def _origin(use: Use, context: _Context) -> tuple[int, Code, Import] | None:
    """The import of a name that stands elsewhere: the nearest one above, else the first."""
    found = [item for item in context.imports.get(use.name, ()) if not item[2].nested]
    above = [item for item in found if item[0] <= context.script]
    return above[-1] if above else found[0] if found else None


def _forgotten(use: Use, context: _Context) -> tuple[str, str]:
    """The import that is missing, and the right spelling of the name where it is misspelt."""
    public, name = context.public, use.name
    if use.path:
        return _module_import(use, context), ""
    is_class = name[:1].isupper() and len(name) > 1
    if not use.called and not is_class:
        return "", ""
    usual = public.conventional.get(name, "")
    module = usual if usual.split(".", 1)[0] in sys.stdlib_module_names else _provider(name, context) or usual
    if module:
        return f"from {module} import {name}", ""
    if use.called:
        for spelling in public.spellings(name):
            module = _provider(spelling, context)
            if module and is_class and spelling[:1].isupper():
                return f"from {module} import {spelling}", spelling
    module = public.home(name, context.roots) if is_class and use.called else ""
    return (f"from {module} import {name}" if module else ""), ""


def _module_import(use: Use, context: _Context) -> str:
    """The import of a module that attributes are asked of; "" where the name may be a variable."""
    public, name, asked = context.public, use.name, use.path[0]
    module = public.aliases.get(name, "")
    has_it = asked in public.modules.get(module, ())
    if module and (has_it or (module in public.distinctive and len(name) >= _SURE_ALIAS)):
        return f"import {module} as {name}"
    if name in public.distinctive or asked in public.modules.get(name, ()):
        own = name in _APART and f"{name}.{asked}" in public.modules
        return f"import {name}.{asked}" if own else f"import {name}"
    if name in public.conventional:
        return f"from {public.conventional[name]} import {name}"
    if name[:1].isupper():
        module = _provider(name, context)
        return f"from {module} import {name}" if module else ""
    return ""


def _provider(name: str, context: _Context) -> str:
    """The module of a library in use that has `name`: of several the one most like what is imported already."""
    usable = [
        module
        for module in context.public.providers(name)
        if module.split(".", 1)[0] in context.roots and f"{module}.{name}" not in context.public.modules
    ]
    if not usable:
        return ""
    return max(
        usable,
        key=lambda module: (
            _nearness(module, context.own),
            _nearness(module, context.targets),
            -module.count("."),
            module,
        ),
    )


def _nearness(module: str, targets: Sequence[str]) -> tuple[int, int]:
    """How many leading parts a module shares with an import, and how early that import stands."""
    best = (0, 0)
    for position, target in enumerate(targets):
        shared = 0
        for one, other in zip(module.split("."), target.split("."), strict=False):
            if one != other:
                break
            shared += 1
        best = max(best, (shared, -position))
    return best


def _like_a_module(name: str, public: Libraries) -> bool:
    """Whether a name holds the name of a library and no word that only an object's name would have."""
    words = name.casefold().split("_")
    return len(words) > 1 and any(word in public.roots for word in words) and not _NO_MODULE.intersection(words)
