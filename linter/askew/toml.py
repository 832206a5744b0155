"""Writing TOML; the standard library only reads it."""

import json
import re
from collections.abc import Mapping, Sequence

Value = str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"]

_BARE = r"[A-Za-z0-9_-]+"


def key(name: str) -> str:
    """Return a key, in quotes where it needs them."""
    return name if re.fullmatch(_BARE, name) else value(name)


def value(data: Value) -> str:
    """Return a value on one line; a table is an inline one."""
    if isinstance(data, str):
        return json.dumps(data, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(data, Mapping):
        pairs = ", ".join(f"{key(name)} = {value(item)}" for name, item in data.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(data, Sequence):
        return f"[{', '.join(map(value, data))}]"
    return json.dumps(data)
