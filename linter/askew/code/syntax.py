"""Whether a block of Python parses, and in our own words what is wrong with one that does not."""

import ast
import re
import sys
from functools import lru_cache
from typing import NamedTuple

_OPENING, _CLOSING = "([{", ")]}"
_SCAN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<long>\"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z)|'{3}(?:\\.|[^\\])*?(?:'{3}|\Z))"""
    r"""|(?P<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(?P<bracket>[()\[\]{}])|(?P<line>\n)""",
    re.DOTALL,
)
_FAULTS = (
    (
        r"^\s*(?:\$\s*)?(?:pip3?|conda|apt(?:-get)?|brew|npm|cd|git|python3?|docker) [\w./-]",
        "this line is a shell command",
    ),
    (r"[（），：；“”‘’【】。！？]", "full-width punctuation stands where Python wants ASCII"),
    (
        r"^\s*(?:def|class|import|from|return|if|for|while)[^\x00-\x7f]",
        "a space is missing after the keyword",
    ),
    (r"^\s*(?:def|class)\s+\w+[-\s]+\w", "a name has a space or hyphen in it"),
    (r"^\s*print\s+[^(=\s]", "`print` needs parentheses (this is Python 2)"),
    (r"^\s*except\s+.+,\s*\w+\s*:", "`except …, name` must be `except … as name` (this is Python 2)"),
    (r"\bb(?:'[^']*[^\x00-\x7f]|\"[^\"]*[^\x00-\x7f])", "a bytes literal takes ASCII characters only"),
    (
        r"^\s*(?:def|class|if|elif|else|for|while|try|except|with|finally)\b[^:]*$",
        "the colon at the end of this line is missing",
    ),
    (r"^\s*(?:if|elif|while)\s[^=!<>]*[^=!<>:]=[^=]", "`=` stands in a condition; comparing is `==`"),
    (r"^\s*(?:Traceback|File \"|\w*Error\b)", "this line is the output of a program"),
)
_FRAGMENT = r"\s*(?:except|finally|elif|else)\b[^\n]*:[ \t]*(?:#.*)?\n"  # shown as part of a statement
_NEWER_GRAMMAR = r"(?m)^\s*(?:(?:async\s+)?def|class)\s+\w+\[|^\s*type\s+\w+(?:\[.*\])?\s*="
_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Problem(NamedTuple):
    """Why a block does not parse: the 1-based line and column in it (column 0: the whole line), and a message."""

    line: int
    column: int
    message: str


@lru_cache(maxsize=4096)
def problem(code: str) -> Problem | None:
    """Return what keeps `code` from parsing, or None.

    Margins that all lines share do not matter, and a block that begins with a clause (`except …:`) is taken for the
    part of a statement that it is.
    """
    code = dedented(code)
    try:
        compile(code, "", "exec", _FLAGS, dont_inherit=True)
    except SyntaxError as error:
        if re.match(_FRAGMENT, code) or (sys.version_info < (3, 12) and re.search(_NEWER_GRAMMAR, code)):
            return None
        return _explained(code, error)
    except (RecursionError, MemoryError):
        return Problem(1, 0, "the code is nested too deeply to be parsed")
    except ValueError:
        line = code.count("\n", 0, max(code.find("\0"), 0)) + 1
        return Problem(line, 0, "a NUL character stands in the code")
    return None


def dedented(code: str) -> str:
    """Return `code` without the margin of its first line, if all its lines have it."""
    margin = code[: len(code) - len(code.lstrip(" \t"))].rsplit("\n", 1)[-1]
    if not margin:
        return code
    lines = code.split("\n")
    if all(line.startswith(margin) or not line.strip() for line in lines):
        return "\n".join(line[len(margin) :] for line in lines)
    return code


def _explained(code: str, error: SyntaxError) -> Problem:
    found = _bracket_problem(code)
    lines = code.count("\n") + 1
    line = min(max(error.lineno or 1, 1), lines)
    if found is not None and (found.line <= line or line >= code.rstrip().count("\n")):
        return found
    if isinstance(error, TabError):
        return Problem(line, 0, "tabs and spaces are mixed in the indentation")
    if isinstance(error, IndentationError) and _lacks_body(code, line):
        return Problem(line, 0, "nothing stands in the body that the line above opens")
    if isinstance(error, IndentationError):
        return Problem(line, 0, "the indentation of this line does not fit the lines around it")
    text = code.split("\n")[line - 1]
    message = next((said for pattern, said in _FAULTS if re.search(pattern, text)), "Python cannot read this line")
    return Problem(line, 0, message)


def _lacks_body(code: str, line: int) -> bool:
    """Whether a line, or the end of the code, stands where the body of a compound statement should."""
    lines = [text.split("#", 1)[0].rstrip() for text in code.split("\n")]
    above = next((text for text in reversed(lines[: line - 1]) if text), "")
    here = next((text for text in lines[line - 1 :] if text), "")
    if not here and not above.endswith(":"):
        above = next((text for text in reversed(lines) if text), "")
    return above.endswith(":") and _margin(here) <= _margin(above)


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _bracket_problem(code: str) -> Problem | None:
    """The first bracket without partner or string without end."""
    opened: list[tuple[str, int]] = []
    for match in _SCAN.finditer(code):
        text = match[0]
        if match["string"] and (len(text) == 1 or text[-1] != text[0]):
            return _at(code, match.start(), f"the string that starts with {text[0]} here is never closed")
        if match["long"] and (len(text) < 6 or not text.endswith(text[:3])):
            return _at(code, match.start(), f"the string that starts with {text[:3]} here is never closed")
        if not match["bracket"]:
            continue
        if text in _OPENING:
            opened.append((text, match.start()))
        elif not opened:
            return _at(code, match.start(), f"this `{text}` closes nothing")
        elif _CLOSING[_OPENING.index(opened[-1][0])] != text:
            return _at(code, match.start(), f"this `{text}` does not fit the `{opened[-1][0]}` that is open")
        else:
            opened.pop()
    if opened:
        return _at(code, opened[-1][1], f"this `{opened[-1][0]}` is never closed")
    return None


def _at(code: str, offset: int, message: str) -> Problem:
    return Problem(code.count("\n", 0, offset) + 1, offset - code.rfind("\n", 0, offset), message)
