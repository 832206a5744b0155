"""What to say of a name that a library does not have: since when, and what is meant instead."""

from collections.abc import Callable, Iterator

from askew.apis.collection import Apis
from askew.apis.model import Library, Resolution
from askew.apis.verdict import Fault, Verdict, by, spelt


def missing(
    found: Resolution, apis: Apis, resolve: Callable[[str], Resolution], *, modules: int = 0, called: bool = False
) -> Iterator[Verdict]:
    """Yield the verdict on a name of which `found` says that it is missing.

    The first `modules` parts of it should be modules; `called` tells that it should be something that can be called.
    """
    library, prefix = found.library, found.prefix
    if not found.certain or library is None or prefix is None:
        return
    if prefix.kind != "module" and (
        (found.missing.endswith("_") and not found.near)
        or (prefix.name not in apis.overlay.complete and found.missing in apis.loose(library.roots[0]))
    ):
        return  # what fitting or the library itself sets on objects from outside
    part = found.path.count(".") + 1
    wrong = f"{found.path}.{found.missing}"
    instead = apis.overlay.replacements.get(wrong, "")
    is_module = part < modules
    near = tuple(name for name in found.near if not is_module or _is_module(resolve, f"{found.path}.{name}"))
    near = tuple(name for name in near if not called or not _is_module(resolve, f"{found.path}.{name}"))
    if len(library.versions) == 1 and not instead and not near:
        if library.name != "stdlib":
            home = _home(found, library, apis)
            message = f"`{wrong}` is not in {library.name} {library.versions[0]}"
            message += f", which has `{home}`" if home else "; older versions may have had it"
            yield Verdict("removed", message, part)
        return
    slip = f"; did you mean `{near[0]}`?" if near else ""
    home = "" if near and _same(near[0], found.missing) else _home(found, library, apis)
    path, wrong = spelt(found.path), spelt(wrong)
    hint = f"; use `{instead}`" if instead else f"; the library has `{home}`" if home else slip
    if found.once:
        fault: Fault = "removed"
        last = library.names(found.once)[0]
        message = f"`{wrong}` is gone {by(library, library.newest)}: {last} still had it{hint}"
    elif prefix.kind == "module":
        fault = "module" if is_module else "name"
        message = (
            f"`{path}` has no {'module' if is_module else 'name'} `{found.missing}` {by(library, library.all)}{hint}"
        )
    else:
        fault = "attribute"
        message = f"`{path}` has no attribute `{found.missing}` {by(library, library.all)}{hint}"
    only = near[0] if len(near) == 1 and _same(near[0], found.missing) else ""
    yield Verdict(fault, message, part, None, "" if instead else only)


def _is_module(resolve: Callable[[str], Resolution], dotted: str) -> bool:
    entry = resolve(dotted).entry
    return entry is not None and entry.kind == "module"


def _home(found: Resolution, library: Library, apis: Apis) -> str:
    """Where else the library has a name that a module lacks, "" where it has it nowhere, or it is no module's.

    The modules of Python's own library have little to do with each other, whatever names they share.
    """
    index = apis.index(library.roots[0]) if found.prefix and found.prefix.kind == "module" else None
    root = found.path.split(".", 1)[0] if library.name == "stdlib" else ""
    return index.home(found.missing, root) if index else ""


def _same(one: str, other: str) -> bool:
    """Whether two names are the same but for their case."""
    return one.casefold() == other.casefold()
