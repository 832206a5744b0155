"""What keeps a block of Python from parsing, in our own words: CPython's change from version to version."""

import keyword
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from askew.code import lines as look
from askew.code.parsing import Refusal, parsed
from askew.code.repairs import STRING_OR_COMMENT, repair

Kind = Literal["syntax", "python2", "indentation", "translated", "entity", "quote", "punctuation"]

_OPENING, _CLOSING = "([{", ")]}"
_SCAN = STRING_OR_COMMENT + r"|(?P<bracket>[()\[\]{}])"
_WORDS = rf"(?:{'|'.join(keyword.kwlist)})\b"
_FAULTS = (
    (r"[（），：；“”‘’【】。！？]", "full-width punctuation stands where Python wants ASCII"),
    (r"^\s*(?:def|class|import|from|return|if|for|while)[^\x00-\x7f]", "a space is missing after the keyword"),
    (r"^\s*(?:def|class)\s+\w+[-\s]+\w", "a name has a space or hyphen in it"),
    (r"\bb(?:'[^']*[^\x00-\x7f]|\"[^\"]*[^\x00-\x7f])", "a bytes literal takes ASCII characters only"),
    (
        r"^\s*(?:def|class|if|elif|else|for|while|try|except|with|finally)\b[^:]*$",
        "the colon at the end of this line is missing",
    ),
    (r"^\s*(?:`{3,}|~{3,})\s*$", "this is a code fence, indented too far to close the block"),
    (
        rf"^\s*(?!{_WORDS})[\w.]+\s+(?!{_WORDS})[\w.]+\s*=(?!=)|=\s*(?!{_WORDS})[a-zA-Z_]\w*\s+(?!{_WORDS})\w+\s*$",
        "two names stand side by side",
    ),
    (r"^\s*(?:if|elif|while)\s[^=!<>]*[^=!<>:]=[^=]", "`=` stands in a condition; comparing is `==`"),
)
_FRAGMENT = r"\s*(?:except|finally|elif|else)\b[^\n#]*:[ \t]*(?:#.*)?\n"  # shown as part of a statement
_ODDITIES = {
    "tabs": "tabs and spaces are mixed in the indentation",
    "depth": "the code is nested too deeply to be parsed",
    "size": "the block is too long to be parsed",
    "character": "a character stands in the code that no source may hold",
}


class Problem(NamedTuple):
    """Why a block does not parse: the 1-based line in it, and a message.

    `kind` says which rule is to report it. `for_all`: no Python would read this, of whatever version.
    """

    kind: Kind
    line: int
    message: str
    for_all: bool = False


@lru_cache(maxsize=1024)
def problem(code: str) -> Problem | None:
    """Return what keeps `code` from parsing, or None.

    A block that begins with a clause (`except …:`) is taken for the part of a statement that it is.
    """
    refusal = parsed(code)
    wrong = repair(code) if not isinstance(refusal, Refusal) or refusal.is_grammar else None
    if wrong is not None:
        line = code.count("\n", 0, wrong.first) + 1
        return Problem(wrong.kind, line, "")
    if not isinstance(refusal, Refusal) or re.match(_FRAGMENT, code):
        return None
    if refusal.reason in _ODDITIES:
        return Problem("syntax", refusal.line, _ODDITIES[refusal.reason], for_all=True)
    return _explained(code, refusal)


def _explained(code: str, refusal: Refusal) -> Problem:
    line, found = refusal.line, _bracket_problem(code)
    at_fault = code.split("\n")[line - 1]
    if look.python_2(at_fault):
        return Problem("python2", line, look.python_2(at_fault))
    if look.is_translated(at_fault):
        return Problem("translated", line, "")
    if found is not None and (found.line <= line or line >= code.rstrip().count("\n")):
        return found
    if refusal.reason == "indentation" and _lacks_body(code, line):
        if _has_lost_its_margins(code):
            return Problem("indentation", line, "")
        return Problem("syntax", line, "nothing stands in the body that the line above opens")
    if refusal.reason == "indentation":
        return Problem("syntax", line, "the indentation of this line does not fit the lines around it")
    return Problem("syntax", line, _said_of(at_fault))


def _said_of(line: str) -> str:
    if look.is_shell(line):
        return "this line is a shell command"
    if look.is_traceback(line):
        return "this line is the output of a program"
    return next((said for pattern, said in _FAULTS if re.search(pattern, line)), "Python cannot read this line")


def _has_lost_its_margins(code: str) -> bool:
    """Whether bodies follow, but no line of the block is indented: the margins fell off on the way here."""
    lines = [text for text in code.split("\n") if text.strip()]
    said = [text for text in lines if not text.startswith("#")]
    return not said[-1].rstrip().endswith(":") and not any(text[0].isspace() for text in lines)


def _lacks_body(code: str, line: int) -> bool:
    """Whether a line, or the end of the code, stands where the body of a compound statement should."""
    lines = [text.split("#", 1)[0].rstrip() for text in code.split("\n")]
    above = [text for text in lines[: line - 1] if text]
    below = [text for text in lines[line - 1 :] if text]
    if below and not (above and above[-1].endswith(":")) and below[0].endswith(":"):
        above, below = [below[0]], below[1:]  # the interpreter blames the line that opens the body
    return bool(above) and above[-1].endswith(":") and (not below or _margin(below[0]) <= _margin(above[-1]))


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _bracket_problem(code: str) -> Problem | None:
    """The first bracket without partner or string without end."""
    opened: list[tuple[str, int]] = []
    for match in re.finditer(_SCAN, code, re.DOTALL):
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
    return Problem("syntax", code.count("\n", 0, offset) + 1, message)
