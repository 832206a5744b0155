"""Signatures as words: `a`, `b=` (may be left out), `/`, `*`, `*args`, `**kwargs`, and last a list of what that takes."""

from __future__ import annotations

import ast
import inspect
import re
from typing import Any, List

from .source import last_name

Words = List[Any]
_RENAMERS = re.compile(r"rename|alias|replace|legacy|kwarg|_args?\b|_arg_|keyword", re.IGNORECASE)


def words_of(callable_: Any, *, bound: bool) -> Words | None:
    """Return the signature that Python itself tells, without its first parameter where `bound`; None if it cannot."""
    try:
        parameters = list(inspect.signature(callable_).parameters.values())
    except (TypeError, ValueError, AttributeError, NameError, RuntimeError, RecursionError):
        return None
    if bound and parameters and parameters[0].kind in (0, 1):
        parameters = parameters[1:]
    elif bound and not (parameters and parameters[0].kind == 2):
        return None
    words: Words = []
    kinds = [item.kind for item in parameters]
    for place, item in enumerate(parameters):
        if item.kind == item.KEYWORD_ONLY and "*" not in words and item.VAR_POSITIONAL not in kinds:
            words.append("*")
        star = "*" if item.kind == item.VAR_POSITIONAL else "**" if item.kind == item.VAR_KEYWORD else ""
        words.append(f"{star}{item.name}{'' if star or item.default is item.empty else '='}")
        if item.kind == item.POSITIONAL_ONLY and item.POSITIONAL_ONLY not in kinds[place + 1 :]:
            words.append("/")
    return words


def words_in(arguments: ast.arguments, *, bound: bool) -> Words:
    """Return the signature that a definition writes out."""
    plain = [*arguments.posonlyargs, *arguments.args]
    first_default = len(plain) - len(arguments.defaults)
    words: Words = [f"{item.arg}{'=' if place >= first_default else ''}" for place, item in enumerate(plain)]
    slash = len(arguments.posonlyargs)
    hidden = 0
    while hidden < len(plain) and plain[hidden].arg.startswith("__"):
        hidden += 1
    slash = max(slash, hidden)
    if slash:
        words.insert(slash, "/")
    if bound and words:
        words.pop(0)
        if slash == 1:
            words.pop(0)
    if arguments.vararg or arguments.kwonlyargs:
        words.append(f"*{arguments.vararg.arg if arguments.vararg else ''}")
    defaults = zip(arguments.kwonlyargs, arguments.kw_defaults)
    words += [f"{item.arg}{'=' if default is not None else ''}" for item, default in defaults]
    if arguments.kwarg:
        words.append(f"**{arguments.kwarg.arg}")
    return words


def overloaded(choices: list[Words], aliases: dict[str, tuple[str, ...]]) -> Words:
    """Return the one signature, or one that takes whatever one of several takes or the `aliases` of its names."""
    return choices[0] if len(choices) == 1 and not aliases else loosened(choices, aliases)


def loosened(choices: list[Words], aliases: dict[str, tuple[str, ...]]) -> Words:
    """Return a signature that takes the keywords of all `choices` and their `aliases`, and any positions."""
    names: list[str] = []
    rest = ""
    for words in choices:
        slash = words.index("/") if "/" in words else 0
        for place, word in enumerate(words):
            if word.startswith("**"):
                rest = word
            elif word[0] not in "*/" and place >= slash:
                name = word.rstrip("=")
                names += [name, *aliases.get(name, ())]
    return ["*args", *(f"{name}=" for name in dict.fromkeys(names)), *([rest] if rest else [])]


def extra_keywords(node: ast.FunctionDef | ast.AsyncFunctionDef | None, words: Words) -> set[str]:
    """Return the old keywords that a decorator still takes: the names in decorators which speak of renaming."""
    known = {word.rstrip("=") for word in words if isinstance(word, str)}
    found: set[str] = set()
    for decorator in node.decorator_list if node else ():
        if isinstance(decorator, ast.Call) and _RENAMERS.search(last_name(decorator)):
            for item in ast.walk(decorator):
                if isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value.isidentifier():
                    found.add(item.value)
            found |= {item.arg for item in decorator.keywords if item.arg}
    return found - known


def with_extra(words: Words, extra: set[str]) -> Words:
    """Return a signature that takes more keywords."""
    new = sorted(extra - {word.rstrip("=") for word in words if isinstance(word, str)})
    if not new:
        return words
    end = next(
        (place for place, word in enumerate(words) if isinstance(word, list) or word.startswith("**")), len(words)
    )
    star = [] if any(isinstance(word, str) and re.match(r"\*(?!\*)", word) for word in words) else ["*"]
    return [*words[:end], *star, *(f"{name}=" for name in new), *words[end:]]
