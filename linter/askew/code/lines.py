"""What single lines of a code block look like, where no parser can tell."""

import re

_STATEMENT = (
    r"\s*(?:def|class|import|from|for|while|if|elif|else|try|except|finally|with|return|raise|assert|pass|break|continue"
    r"|print|async|await|yield|del|global|nonlocal|lambda)\b(?:.*[:(\[{,\\\"'=.]|\s+[\w*.]+(?:\s+(?:as|import|in)\b.*)?\s*$|\s*$)"
    r"|\s*[fF][rR]?[\"']|\s*(?:match|case)\b.*:\s*$|\s*type\s+\w.*=|\s*@\w|\s*[)\]}]"
)
_ASSIGNMENT = r"\s*+[\w.]++(?:\[[^\]]*\])*+(?:\s*,\s*[\w.]++)*+\s*+(?::\s*[\w.\[\], |]++\s*+)?(?:[-+*/%|&^@]|//|\*\*|<<|>>)?=(?!=)"
_CALL = r"\s*(?:[^\W\d][\w.]*\(|[A-Za-z_][\w.]*（|[^\W\d][\w.]*（[^（）]*）\s*$|[^\W\d]\w*\[.*\]\.\w)"
_SHELL = (
    r"\s*(?:\$\s+\S|(?:sudo\s+)?(?:pip3?|conda|mamba|poetry|uv|apt(?:-get)?|yum|brew|npm|npx|yarn|cd|ls|mkdir|rm|cp|mv|cat|echo|"
    r"export|source|git|python3?|docker|kubectl|curl|wget|chmod|tar|unzip|make|ssh|pytest|nvidia-smi)\s+[\w./~$\"'-])"
)
_ERROR = r"(?:[\w.]+\.)?\w*(?:Error|Exception|Warning|Interrupt|Exit|StopIteration)(?::\s.*)?$"
_FRAME = r"Traceback \(most recent call last\):|\s*File \"[^\"]*\", line \d+"
_KEY = r"\s*(?:-\s+)?[\w./-]+:(?:\s+\S.*)?$|\s*-\s+\S"
_PSEUDO = (
    r"\s*(?:(?:BEGIN|END|IF|ELSE|THEN|WHILE|FOR|FUNCTION|PROCEDURE|RETURN|REPEAT|UNTIL|INPUT|OUTPUT)\b"
    r"|(?:end (?:if|for|while|function)|for each|repeat|until|procedure|algorithm|function \w+\()\b)|.*(?:←|:=\s)|.*\b(?:then|do)\s*$"
)
_TRANSLATED = r"\s*(?:如果|否则如果|否则|那么|当|循环|对于|定义(?:函数)?|函数|返回|打印|导入|类|尝试|除了|捕获|跳出|继续)(?:$|[\s(（:：])"
_PYTHON_2 = (
    (
        r"\s*print\s+[^(=\s.,)\]:|+*/%-]|\s*print\s*(?:\(.*\))?\s*%|\s*print\s*>>",
        "`print` needs parentheses",
    ),
    (r"\s*except\s+[^:]+,\s*[a-z_]\w*\s*:", "`except …, name:` must be `except … as name:`"),
    (r"\s*raise\s+[\w.]+\s*,", "`raise Error, text` must be `raise Error(text)`"),
    (r"\s*(?:True|False)\s*=(?!=)", "`True` and `False` cannot be assigned to"),
    (r"\s*exec\s+[\"'\w]", "`exec` needs parentheses"),
    (r".*\s<>\s", "`<>` must be `!=`"),
    (r".*(?<![\w.\"'])0\d+\b(?!\.)", "an octal number is written `0o…`"),
    (r".*\b\d+[lL]\b", "an integer has no `L` behind it"),
    (r".*\bur[\"']", "a string has no prefix `ur`"),
    (r".*`[\w.() ]+`", "backquotes must be `repr(…)`"),
    (r"\s*def\s+\w+\(.*\([\w, ]+\)\s*\)?.*:|.*\blambda\s*\(", "a parameter cannot be a tuple"),
)


def is_code(line: str) -> bool:
    """Tell whether a line reads like a statement of Python, or a part of one."""
    return bool(re.match(_STATEMENT, line) or re.match(_ASSIGNMENT, line) or re.match(_CALL, line))


def is_shell(line: str) -> bool:
    """Tell whether a line reads like a shell command."""
    return bool(re.match(_SHELL, line))


def is_traceback(line: str) -> bool:
    """Tell whether a line reads like a frame, or the last line, of a traceback."""
    return bool(re.match(_FRAME, line) or re.match(_ERROR, line))


def is_mapping(line: str) -> bool:
    """Tell whether a line reads like an entry of a YAML mapping or list."""
    return bool(re.match(_KEY, line))


def is_pseudo(line: str) -> bool:
    """Tell whether a line reads like pseudo-code: words of structure that Python does not have."""
    return bool(re.match(_PSEUDO, line))


def is_translated(line: str) -> bool:
    """Tell whether a line begins with a keyword of Python in Chinese."""
    return bool(re.match(_TRANSLATED, line))


def python_2(line: str) -> str:
    """Return what Python 3 wants in place of a line's Python 2, "" where there is none."""
    return next((wanted for pattern, wanted in _PYTHON_2 if re.match(pattern, line)), "")
