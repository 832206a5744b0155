"""Whether a newer Python than the one that runs Askew would read a text, where ruff is not there to tell."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def newer_python_parses(text: str) -> bool:
    """Tell whether `text` parses in some Python; libcst knows them all, whichever it runs on."""
    import libcst

    try:
        libcst.parse_module(text)
    except Exception:  # libcst raises more than its documented error for strange input
        return False
    return True
