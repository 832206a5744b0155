"""What a code block is, before anybody judges it."""

import json
import re
from functools import lru_cache
from typing import Literal

from askew.code import lines as look
from askew.code.parsing import Refusal, parsed, parses
from askew.code.reading import dedented, reading, without_output

Dialect = Literal[
    "",
    "python",
    "python2",
    "repl",
    "notebook",
    "mixed",
    "translated",
    "shell",
    "yaml",
    "json",
    "traceback",
    "pseudo",
    "text",
]

PYTHON_NAMES = frozenset(("python", "py", "python3", "py3", "python2", "py2", "ipython", "ipython3", "pycon", "pyi"))
PYTHON = frozenset(("python", "repl", "notebook", "mixed"))  # dialects that hold Python 3

_PYTHON_2_NAMES = frozenset(("python2", "py2"))
_PROMPT = r"(?m)^[ \t]*(?:>>> ?|In \[\d*\]: )"
_MAGIC = (
    r"(?m)^[^\S\n]*(?:%{1,2}[A-Za-z_]\w*|![A-Za-z./]|[\w.]+\?{1,2}[^\S\n]*$|\?{1,2}\w|\w+[^\S\n]*=[^\S\n]*[!%][A-Za-z])"
)
_CLEAR_SIGN = (
    r"(?m)^(?:import [\w.]+(?: as \w+)?(?:, ?\w+)*|from [\w.]+ import .+|(?:async )?def \w+\(.*|class \w+[(:].*)\s*$"
)


def language_name(info: str) -> str:
    """Return the language that an info string names, in lower case; "" for none and for indented code."""
    if info == "indented":
        return ""
    words = info.strip().strip("{}").lstrip(".").replace(",", " ").replace("{", " ").split()
    return words[0].casefold().split(":", 1)[0] if words else ""


def dialect_of(lang: str, text: str) -> Dialect:
    """Return what a block labelled `lang` holds; "" for other languages.

    A block that parses is "python". A block under a Python label that does not is looked at line by line: a >>>
    session ("repl"), a notebook cell with %magic or !shell, Python 2, Python with program output pasted into it
    ("mixed"), with translated keywords, or no Python at all ("shell", "yaml", "json", "traceback", "pseudo", "text").
    A block without label is "python" or "repl" where that is beyond doubt.
    """
    if not lang:
        return _unlabelled(text)
    if lang not in PYTHON_NAMES:
        return ""
    if lang == "pycon":
        return "repl"
    return _labelled(text, lang in _PYTHON_2_NAMES)


@lru_cache(maxsize=1024)
def _labelled(text: str, python_2: bool) -> Dialect:
    plain = dedented(text)
    refusal = parsed(plain)
    if not isinstance(refusal, Refusal):
        return "json" if _is_json(plain) else "python2" if python_2 else "python"
    if ">>>" in text or "In [" in text:
        if re.search(_PROMPT, text):
            return "repl"
    elif any(sign in text for sign in "%!?") and _is_notebook(text):
        return "notebook"
    if python_2:
        return "python2"
    if refusal.reason not in ("syntax", "indentation"):
        return "python"
    return _refused(plain, refusal)


def _unlabelled(text: str) -> Dialect:
    if text.lstrip().startswith(">>> "):
        return "repl"
    return "python" if re.search(_CLEAR_SIGN, text) and parses(dedented(text)) else ""


def _is_notebook(text: str) -> bool:
    found = re.search(_MAGIC, text)
    if found is None:
        return False
    return found[0].lstrip()[:1] in ("%", "!") or parses(reading("notebook", text).text)


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "[") or not any(word in text for word in ("true", "false", "null")):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _refused(text: str, refusal: Refusal) -> Dialect:
    """What a text that does not parse as Python is."""
    at_fault = text.split("\n")[refusal.line - 1]
    said = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if all(look.is_shell(line) for line in said):
        return "shell"
    if look.is_traceback(said[0]) and look.is_traceback(said[-1]):
        return "traceback"
    if look.python_2(at_fault):
        return "python2"
    if look.is_translated(at_fault):
        return "translated"
    if not any(look.is_code(line) for line in said):
        return _not_python(said)
    if sum(look.is_pseudo(line) for line in said) * 3 >= len(said):
        return "pseudo"
    return "mixed" if without_output(text) is not None else "python"


def _not_python(said: list[str]) -> Dialect:
    """What lines are, none of which is a statement of Python."""
    if len(said) > 1 and all(look.is_mapping(line) or line.startswith((" ", "\t")) for line in said):
        return "yaml"
    if sum(look.is_pseudo(line) for line in said) * 3 >= len(said):
        return "pseudo"
    return "text"
