"""All patterns of the package, and texts that make a careless one try every way to fail.

Run as a program it says which pattern it is at and tries them all; `test_patterns.py` limits its processor time.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

import askew

FUNCTIONS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
AT_ONE_PLACE = {"match", "fullmatch"}
BUILDING = "askew.apis.probe"  # reads what libraries say of themselves when an index is built, never a corpus
LENGTH = 2_000
USUAL = (
    "a",
    "1",
    " ",
    "\n",
    "_",
    "-",
    ".",
    "*",
    "`",
    "|",
    "(",
    "[",
    "<",
    '"',
    "\\",
    "#",
    ":",
    "=",
    ",",
    "一",
    "，",
    "\ufe0f",
)
MIXED = ("a ", "a\n", " \n", "\n\n", "x\n", "- ", "\n- ", "\n> ", "**a", "`a", "a.", "a,", '\\"', "a: ", "[a", "<a")
ENDS = ("\0", "!\n", "a", ",")
BEGINNINGS = ("", " ", "\n")


class Used(NamedTuple):
    """A pattern, where it is, and whether it is only tried at one place of a text."""

    where: str
    pattern: re.Pattern[Any]
    at_one_place: bool


@cache
def used() -> tuple[Used, ...]:
    """Return the patterns of all modules: compiled ones among the constants, and what is given to functions of `re`."""
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(askew.__path__, "askew.")
        if not info.name.endswith("__main__") and not info.name.startswith(BUILDING)
    ]
    source = "\n".join(map(inspect.getsource, modules))
    found: dict[tuple[str | bytes, int], Used] = {}
    for item in (item for module in modules for item in (*_constants(module, source), *_given(module))):
        known = found.setdefault((item.pattern.pattern, item.pattern.flags), item)
        found[item.pattern.pattern, item.pattern.flags] = known._replace(
            at_one_place=known.at_one_place and item.at_one_place
        )
    return tuple(found.values())


def _constants(module: ModuleType, source: str) -> Iterator[Used]:
    for name, value in vars(module).items():
        patterns = list(_compiled(value))
        calls = set(re.findall(rf"\b{name}\.(\w+)\(", source)) & FUNCTIONS if patterns else set()
        for pattern in patterns:
            yield Used(f"{module.__name__}.{name}", pattern, bool(calls) and calls <= AT_ONE_PLACE)


def _compiled(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from _compiled(item)
    elif isinstance(value, Mapping):
        yield from _compiled(tuple(value.items()))


def _given(module: ModuleType) -> Iterator[Used]:
    """What a module gives to the functions of `re`: texts and constants; not what is put together at run time."""
    tree = ast.parse(inspect.getsource(module))
    constants = {id(node) for item in tree.body if isinstance(item, ast.Assign) for node in ast.walk(item)}
    calls = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if id(node) in constants:  # `_constants` has it, and knows what it is used for
            continue
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=function), args=[first, *_]):
                try:
                    text = eval(compile(ast.Expression(first), "", "eval"), vars(module))
                except NameError:
                    continue
                if isinstance(text, (str, bytes)):
                    called = calls.get(id(node), "") if function == "compile" else function
                    yield Used(f"{module.__name__}:{node.lineno}", re.compile(text), called in AT_ONE_PLACE)


def attacks(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Yield long repeats of the characters and pieces of a pattern, behind its beginnings, with ends that do not fit."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    own = dict.fromkeys(character for character in text if not character.isalnum() or not character.isascii())
    words = re.findall(r"[^\W\d_]+", text)
    plain = re.sub(r"\\[bAZzB]|\(\?[a-zA-Z]+\)|\(\?<?[:=!]|[()^$|?*+]|\{[\d,]*\}", "", text)
    plain = re.sub(r"\[\^?(\\?.)[^\]]*\]", r"\1", plain).replace("\\s", " ").replace("\\w", "a").replace("\\d", "1")
    pieces = dict.fromkeys((*USUAL, *MIXED, *own, *words[:6], plain[:12], plain))
    for start in dict.fromkeys((*BEGINNINGS, plain[:1], plain[:3], plain)):
        for piece in filter(None, pieces):
            for end in ENDS:
                yield start + piece * (LENGTH // len(piece)) + end


def attack(item: Used) -> None:
    """Let a pattern look through all texts that are made for it."""
    for text in attacks(item.pattern):
        subject = text if isinstance(item.pattern.pattern, str) else text.encode()
        if item.at_one_place:
            item.pattern.match(subject)
            item.pattern.fullmatch(subject)
        else:
            item.pattern.search(subject)


if __name__ == "__main__":
    for each in used():
        print(f"{each.where}: {each.pattern.pattern!r}", flush=True)
        attack(each)
    print("done")
    sys.exit(0)
