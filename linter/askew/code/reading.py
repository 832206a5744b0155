"""Reading Python out of a code block: line for line, with what is not Python left out."""

import re
from functools import lru_cache
from typing import NamedTuple

from askew.code import lines as look
from askew.code.parsing import Refusal, parsed, parses

_PROMPT = r"[ \t]*(?:(?P<first>>>>|In \[\d*\]:)|(?P<more>\.\.\.|\.{3,}:))(?: |$)"
_IPYTHON_MORE = r"\s+\.\.\.:(?: |$)"
_MAGIC = r"(\s*)(?:%{1,2}[A-Za-z_]|!|[\w.]+\?{1,2}\s*$|\?{1,2}\w)"
_ASSIGNED_MAGIC = r"(\s*+[\w, ]++=\s*+)[!%].*"
_MOST_OUTPUT = 40  # lines; more than that is not a program with some output pasted in


class Reading(NamedTuple):
    """The Python of a code block.

    `text` has the block's lines; `cut` says how many characters (margin, prompt) were cut off the front of each, -1
    for one that is no Python (output, magic) and is blank, or stands in, in `text`. () means that nothing was cut.
    """

    text: str
    cut: tuple[int, ...] = ()


@lru_cache(maxsize=1024)
def reading(dialect: str, text: str) -> Reading:
    """Return the Python in `text`, a code block of `dialect`."""
    if dialect == "repl":
        return _session(text)
    if dialect == "notebook":
        return _cell(text)
    plain = dedented(text)
    kept = without_output(plain) if dialect == "mixed" else plain
    if kept is text:
        return Reading(text)
    if kept is None:
        return Reading(plain, _margins(text, plain))
    lines = zip(_margins(text, plain), plain.split("\n"), kept.split("\n"), strict=True)
    return Reading(kept, tuple(margin if old == new else -1 for margin, old, new in lines))


def _margins(text: str, plain: str) -> tuple[int, ...]:
    """How much shorter each line of `plain` is than that of `text`."""
    return tuple(len(old) - len(new) for old, new in zip(text.split("\n"), plain.split("\n"), strict=True))


def dedented(code: str) -> str:
    """Return `code` without the margin of its first line, if all its lines have it."""
    margin = code[: len(code) - len(code.lstrip(" \t\n"))].rsplit("\n", 1)[-1]
    if not margin:
        return code
    lines = code.split("\n")
    if all(line.startswith(margin) or not line.strip() for line in lines):
        return "\n".join(line[len(margin) :] for line in lines)
    return code


def without_output(text: str) -> str | None:
    """Return `text` with the program output pasted into it blanked, None where code and output cannot be told apart."""
    lines, blanked = text.split("\n"), 0
    while isinstance(refusal := parsed("\n".join(lines)), Refusal):
        at_fault = lines[refusal.line - 1]
        blanked += 1
        if blanked > _MOST_OUTPUT or not _is_output(at_fault):
            return None
        lines[refusal.line - 1] = ""
    kept = "\n".join(lines)
    return kept if kept.strip() else None


def _is_output(line: str) -> bool:
    return (
        bool(line.strip())
        and not line[0].isspace()
        and not look.is_code(line)
        and not look.is_shell(line)
        and "=" not in line
    )


def _session(text: str) -> Reading:
    """The statements behind the prompts, and what stands before the first prompt where that is a program."""
    lines, cut, inside = [], [], False
    source = text.split("\n")
    for line in source:
        found = re.match(_PROMPT, line) or (inside and re.match(_IPYTHON_MORE, line)) or None
        if found and (inside or not found.re.groups or found["first"]):
            inside = True
            lines.append(line[found.end() :])
            cut.append(found.end())
        else:
            inside = False
            lines.append("")
            cut.append(-1)
    first = next((index for index, size in enumerate(cut) if size >= 0), 0)
    if parses("\n".join(source[:first])):
        lines[:first], cut[:first] = source[:first], [0] * first
    return _parsable(lines, cut)


def _parsable(lines: list[str], cut: list[int]) -> Reading:
    """A session without the statements that do not parse: to show what Python says of them is what sessions are for."""
    while isinstance(refusal := parsed("\n".join(lines)), Refusal):
        at_fault = min(refusal.line, len(lines)) - 1
        while at_fault > 0 and not lines[at_fault].strip():
            at_fault -= 1
        if not lines[at_fault].strip():
            return Reading("\n" * (len(lines) - 1), (-1,) * len(lines))
        start, end = _statement(lines, cut, at_fault)
        for index in range(start, end):
            lines[index], cut[index] = "", -1
    return Reading("\n".join(lines), tuple(cut))


def _statement(lines: list[str], cut: list[int], at: int) -> tuple[int, int]:
    """The lines of the statement that holds line `at`: from the last unindented line to the next one."""
    start = at
    while start > 0 and lines[start][:1].isspace() and cut[start - 1] >= 0:
        start -= 1
    end = at + 1
    while end < len(lines) and lines[end][:1].isspace():
        end += 1
    return start, end


def _cell(text: str) -> Reading:
    """A notebook cell: its magics stand as `pass`, a cell of another language is empty."""
    plain = dedented(text)
    lines = plain.split("\n")
    if re.match(r"\s*%%(?!time|timeit|capture|prun)\w", plain):
        return Reading("\n" * (len(lines) - 1), (-1,) * len(lines))
    cut = list(_margins(text, plain))
    for index, line in enumerate(lines):
        found = re.match(_MAGIC, line)
        assigned = re.match(_ASSIGNED_MAGIC, line)
        if found:
            lines[index], cut[index] = found[1] + "pass", -1
        elif assigned:
            lines[index], cut[index] = assigned[1] + "None", -1
    return Reading("\n".join(lines), tuple(cut))
