"""Where the data that ships with Askew lies: rule pages and JSON Schemas."""

from pathlib import Path


def data_dir(name: str) -> Path:
    """Return the folder `name` ("rules" or "schemas"): inside the wheel, else beside the source root."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent.parent / name
