"""Dotted names with calls on the way, `pandas.read_csv(1).head`: what do the calls give?"""

import re
from collections.abc import Callable

from askew.apis.model import Resolution
from askew.apis.overlay import Overlay, Returned

_CALL = re.compile(r"\(([^()]*)\)(?:\[(\d+)\])?")


def followed(dotted: str, resolve: Callable[[str], Resolution], overlay: Overlay) -> str:
    """Return a dotted name with the class of what it gives in place of each call, "" where one of them is unclear.

    Where that is a class without a name, the callable stands for it.

    What a call passes stands in its brackets: how many arguments, then the keywords, or a star for what nobody knows.
    """
    while (call := _CALL.search(dotted)) is not None:
        given = _given(dotted[: call.start()], call[1], call[2], resolve, overlay)
        rest = dotted[call.end() :]
        if not given or rest.startswith("("):  # what an object gives when it is called is its own affair
            return ""
        dotted = given + rest
    return dotted


def _given(name: str, passed: str, part: str | None, resolve: Callable[[str], Resolution], overlay: Overlay) -> str:
    """The class of what calling `name` gives, or of a part of that; "" where it is unclear."""
    found = resolve(name)
    entry = found.entry
    known = overlay.returns.get(name) or (entry and overlay.returns.get(entry.name))
    if known:
        return _told(known, passed, part)
    if name in overlay.objects:
        return name if part is None else ""
    if entry is None or found.missing:
        return ""
    if part is not None or entry.kind not in ("class", "function"):
        return ""
    if entry.kind == "class":
        return name
    return name.rpartition(".")[0] if entry.returns == "self" else entry.returns


def _told(known: Returned, passed: str, part: str | None) -> str:
    """What the overlay says that a call gives."""
    arguments = frozenset(filter(None, passed.split(",")))
    count = next((item for item in arguments if item.isdigit()), "0")
    if arguments & known.unless or ("*" in arguments and (known.unless or known.most is not None)):
        return ""
    if known.most is not None and int(count) > known.most:
        return ""
    if len(known.classes) == 1:
        return "" if part is not None else known.classes[0]
    return known.classes[int(part)] if part is not None and int(part) < len(known.classes) else ""
