"""What a code block is, before anybody judges it."""

import re
from typing import Literal

Dialect = Literal["", "python", "python2", "repl", "notebook"]

PYTHON_NAMES = frozenset(("python", "py", "python3", "py3", "python2", "py2", "ipython", "ipython3", "pycon", "pyi"))

_PROMPT = re.compile(r"^\s*>>> ?", re.MULTILINE)
_IPYTHON_PROMPT = re.compile(r"^In \[\d*\]:", re.MULTILINE)
_MAGIC = re.compile(r"^\s*(?:%{1,2}[A-Za-z_]\w*|![A-Za-z./]|[\w.]+\?{1,2}\s*$)", re.MULTILINE)
_PYTHON_2 = frozenset(("python2", "py2"))


def language_name(info: str) -> str:
    """Return the language that an info string names, in lower case; "" for none and for indented code."""
    if info == "indented":
        return ""
    words = info.strip().strip("{}").lstrip(".").replace(",", " ").replace("{", " ").split()
    return words[0].casefold() if words else ""


def dialect_of(lang: str, text: str) -> Dialect:
    """Return "python", "python2", "repl" (>>> sessions) or "notebook" (%magic, !shell, name?) for Python, else ""."""
    if lang not in PYTHON_NAMES:
        return ""
    if lang == "pycon" or (">>>" in text and _PROMPT.search(text)) or ("In [" in text and _IPYTHON_PROMPT.search(text)):
        return "repl"
    if any(sign in text for sign in "%!?") and _MAGIC.search(text):
        return "notebook"
    return "python2" if lang in _PYTHON_2 else "python"
