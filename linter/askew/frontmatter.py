"""YAML front matter as plain data."""

from collections.abc import Mapping
from typing import Any

from askew.document import Document


def front_matter(document: Document) -> Mapping[str, Any]:
    """Return the front matter of `document`, or {} where it has none or it is no YAML mapping.

    Values that JSON does not know (dates) become strings.
    """
    if not document.blocks or document.blocks[0].kind != "metadata":
        return {}
    import json

    import yaml

    try:
        data = yaml.safe_load(document.blocks[0].text)
        data = json.loads(json.dumps(data, default=str, allow_nan=False))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
