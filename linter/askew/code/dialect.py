"""What a code block is, before anybody judges it."""

import re

PYTHON_NAMES = frozenset(("python", "py", "python3", "py3", "python2", "py2", "ipython", "ipython3", "pycon", "pyi"))

_PROMPT = re.compile(r"^\s*>>> ?", re.MULTILINE)
_IPYTHON_PROMPT = re.compile(r"^In \[\d*\]:", re.MULTILINE)
_MAGIC = re.compile(r"^\s*(?:%{1,2}[A-Za-z_]\w*|![A-Za-z./])", re.MULTILINE)


def language_name(info: str) -> str:
    """Return the language that an info string names, in lower case; "" for none and for indented code."""
    if info == "indented":
        return ""
    words = info.strip().strip("{}").lstrip(".").replace(",", " ").replace("{", " ").split()
    return words[0].casefold() if words else ""


def dialect_of(lang: str, text: str) -> str:
    """Return "python", "repl" (>>> sessions) or "notebook" (%magic, !shell) for Python, else ""."""
    if lang not in PYTHON_NAMES:
        return ""
    if lang == "pycon" or (">>>" in text and _PROMPT.search(text)) or ("In [" in text and _IPYTHON_PROMPT.search(text)):
        return "repl"
    return "notebook" if ("%" in text or "!" in text) and _MAGIC.search(text) else "python"
