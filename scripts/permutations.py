"""Write rules/permutations.json, the permutations of datasketch's MinHash with our seed; --check says whether it is fresh."""

import json
import sys
from pathlib import Path

from datasketch import MinHash

from askew.duplicates.signature import PERMUTATIONS

TARGET = Path(__file__).parent.parent / "rules/permutations.json"


def main() -> None:
    """Write the file, or with --check end with exit code 1 where it is not what would be written."""
    a, b = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32").permutations
    text = json.dumps({"scheme": "affine32", "seed": 1, "a": a.tolist(), "b": b.tolist()}) + "\n"
    if "--check" not in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != text:
        sys.exit(f"{TARGET} is stale: run scripts/permutations.py")


if __name__ == "__main__":
    main()
