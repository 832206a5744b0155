"""What single lines of a code block look like, where no parser can tell."""

import re

_STATEMENT = re.compile(
    r"\s*(?:def|class|import|from|for|while|if|elif|else|try|except|finally|with|return|raise|assert|pass|break|continue"
    r"|print|async|await|yield|del|global|nonlocal|lambda)\b(?:.*[:(\[{,\\\"'=.]|\s+[\w*.]+(?:\s+(?:as|import|in)\b.*)?\s*$|\s*$)"
    r"|\s*[fF][rR]?[\"']|\s*(?:match|case)\b.*:\s*$|\s*type\s+\w.*=|\s*@\w|\s*[)\]}]"
)
_ASSIGNMENT = re.compile(
    r"\s*[\w.]+(?:\[[^\]]*\])*(?:\s*,\s*[\w.]+)*\s*(?::\s*[\w.\[\], |]+)?\s*(?:[-+*/%|&^@]|//|\*\*|<<|>>)?=(?!=)"
)
_CALL = re.compile(r"\s*(?:[^\W\d][\w.]*\(|[A-Za-z_][\w.]*（|[^\W\d][\w.]*（[^（）]*）\s*$|[^\W\d]\w*\[.*\]\.\w)")
_SHELL = re.compile(
    r"\s*(?:\$\s+\S|(?:sudo\s+)?(?:pip3?|conda|mamba|poetry|uv|apt(?:-get)?|yum|brew|npm|npx|yarn|cd|ls|mkdir|rm|cp|mv|cat|echo|"
    r"export|source|git|python3?|docker|kubectl|curl|wget|chmod|tar|unzip|make|ssh|pytest|nvidia-smi)\s+[\w./~$\"'-])"
)
_ERROR = re.compile(r"(?:[\w.]+\.)?\w*(?:Error|Exception|Warning|Interrupt|Exit|StopIteration)(?::\s.*)?$")
_FRAME = re.compile(r"Traceback \(most recent call last\):|\s*File \"[^\"]*\", line \d+")
_KEY = re.compile(r"\s*(?:-\s+)?[\w./-]+:(?:\s+\S.*)?$|\s*-\s+\S")
_PSEUDO = re.compile(
    r"\s*(?:(?:BEGIN|END|IF|ELSE|THEN|WHILE|FOR|FUNCTION|PROCEDURE|RETURN|REPEAT|UNTIL|INPUT|OUTPUT)\b"
    r"|(?:end (?:if|for|while|function)|for each|repeat|until|procedure|algorithm|function \w+\()\b)|.*(?:←|:=\s)|.*\b(?:then|do)\s*$"
)
_TRANSLATED = re.compile(
    r"\s*(?:如果|否则如果|否则|那么|当|循环|对于|定义(?:函数)?|函数|返回|打印|导入|类|尝试|除了|捕获|跳出|继续)(?:$|[\s(（:：])"
)
_PYTHON_2 = (
    (
        re.compile(r"\s*print\s+[^(=\s.,)\]:|+*/%-]|\s*print\s*(?:\(.*\))?\s*%|\s*print\s*>>"),
        "`print` needs parentheses",
    ),
    (re.compile(r"\s*except\s+[^:]+,\s*[a-z_]\w*\s*:"), "`except …, name:` must be `except … as name:`"),
    (re.compile(r"\s*raise\s+[\w.]+\s*,"), "`raise Error, text` must be `raise Error(text)`"),
    (re.compile(r"\s*(?:True|False)\s*=(?!=)"), "`True` and `False` cannot be assigned to"),
    (re.compile(r"\s*exec\s+[\"'\w]"), "`exec` needs parentheses"),
    (re.compile(r".*\s<>\s"), "`<>` must be `!=`"),
    (re.compile(r".*(?<![\w.\"'])0\d+\b(?!\.)"), "an octal number is written `0o…`"),
    (re.compile(r".*\b\d+[lL]\b"), "an integer has no `L` behind it"),
    (re.compile(r".*\bur[\"']"), "a string has no prefix `ur`"),
    (re.compile(r".*`[\w.() ]+`"), "backquotes must be `repr(…)`"),
    (re.compile(r"\s*def\s+\w+\(.*\([\w, ]+\)\s*\)?.*:|.*\blambda\s*\("), "a parameter cannot be a tuple"),
)


def is_code(line: str) -> bool:
    """Tell whether a line reads like a statement of Python, or a part of one."""
    return bool(_STATEMENT.match(line) or _ASSIGNMENT.match(line) or _CALL.match(line))


def is_shell(line: str) -> bool:
    """Tell whether a line reads like a shell command."""
    return bool(_SHELL.match(line))


def is_traceback(line: str) -> bool:
    """Tell whether a line reads like a frame, or the last line, of a traceback."""
    return bool(_FRAME.match(line) or _ERROR.match(line))


def is_mapping(line: str) -> bool:
    """Tell whether a line reads like an entry of a YAML mapping or list."""
    return bool(_KEY.match(line))


def is_pseudo(line: str) -> bool:
    """Tell whether a line reads like pseudo-code: words of structure that Python does not have."""
    return bool(_PSEUDO.match(line))


def is_translated(line: str) -> bool:
    """Tell whether a line begins with a keyword of Python in Chinese."""
    return bool(_TRANSLATED.match(line))


def python_2(line: str) -> str:
    """Return what Python 3 wants in place of a line's Python 2, "" where there is none."""
    return next((wanted for pattern, wanted in _PYTHON_2 if pattern.match(line)), "")
