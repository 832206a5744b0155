"""Look at a library: what it is asked comes as JSON on standard input, what it found goes to a file."""

from __future__ import annotations

import json
import os
import sys
import warnings
from typing import Any

from .calls import check_closed
from .walk import Walk, docstrings


def main() -> None:
    """Run."""
    task: dict[str, Any] = json.loads(sys.stdin.read())
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(5000)
    walk = Walk(task["roots"], task["own"], task["skipped"], task["lean"], shallow=task["shallow"])
    walk.run()
    if not walk.modules:
        sys.exit(f"cannot import {', '.join(walk.roots)}: {walk.failed}")
    result = {
        "modules": walk.modules,
        "objects": walk.objects.records,
        "loose": sorted(walk.loose()),
        "failed": walk.failed,
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "calls": check_closed(walk.objects, task["fillers"]),
        "examples": list(docstrings(walk)),
    }
    with open(task["output"], "w", encoding="utf-8") as file:
        json.dump(result, file)
    sys.stdout.flush()
    os._exit(0)  # some libraries do not survive an orderly end after all of their modules were imported


if __name__ == "__main__":
    main()
