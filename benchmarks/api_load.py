"""How much CPU time an index takes to open, and how large it is: python benchmarks/api_load.py."""

import time

from askew.apis.index import Index
from askew.apis.store import SUFFIX
from askew.data import data_dir

RUNS = 7
LIMIT = 30.0


def main() -> None:
    """Run the benchmark."""
    whole = 0
    for path in sorted((data_dir("rules") / "apis").glob(f"*{SUFFIX}")):
        times = []
        for _ in range(RUNS):
            started = time.process_time()
            index = Index(path)
            index.members(index.library.roots[0])
            times.append((time.process_time() - started) * 1000)
        whole += path.stat().st_size
        slow = "  TOO SLOW" if min(times) > LIMIT else ""
        versions = ", ".join(index.library.versions)
        print(f"{index.library.name:30} {versions:18} {path.stat().st_size:>9,} bytes {min(times):6.1f} ms{slow}")
    print(f"{whole:,} bytes together")


if __name__ == "__main__":
    main()
