"""Deprecations in a library's own words: of objects, and of their parameters."""

from __future__ import annotations

import ast
import re
from typing import Any

from .source import clean, last_name, text_of
from .values import given, name_of

_DIRECTIVE = re.compile(r"\.\. deprecated::\s*([^\n]*)\n((?:[ \t]+[^\n]*\n?)*)")
_SECTION = re.compile(r"\n\s*(Parameters|Args|Arguments|Returns|Examples?)\b:?\s*\n")
_FIRST = re.compile(r"(deprecated|DEPRECATED)\b[:.]?\s*")
_WARN = ("warn", "warning", "warn_deprecated", "warn_once")


def deprecation(value: Any, node: ast.AST | None) -> str:
    """Return what a library says of an object that it wants nobody to use any more, "" if nothing."""
    text = getattr(value, "__deprecated__", None)
    if isinstance(text, str):
        return clean(text)
    for decorator in getattr(node, "decorator_list", ()):
        if isinstance(decorator, ast.Call) and last_name(decorator) in ("deprecated", "deprecate"):
            texts = [text_of(item) for item in (*decorator.args, *(item.value for item in decorator.keywords))]
            words = [item for item in texts if " " in item]
            return clean(max(words, key=len)) if words else "deprecated"
    return _documented(getattr(value, "__doc__", None))


def _documented(text: object) -> str:
    if not isinstance(text, str):
        return ""
    head = _SECTION.split(text, maxsplit=1)[0]
    found = _DIRECTIVE.search(head)
    if found and not head[: found.start()].endswith("    " * 3):
        return clean(f"deprecated since {found.group(1).strip()}: {found.group(2).strip()}".rstrip(": "))
    lines = head.strip().split("\n\n", 1)[0]
    return clean(lines) if _FIRST.match(lines) else ""


def parameter_notes(node: ast.FunctionDef | ast.AsyncFunctionDef | None) -> dict[str, tuple[str, str]]:
    """Return what a function warns of when one of its parameters is passed."""
    if node is None:
        return {}
    optional = _optional(node.args)
    found: dict[str, tuple[str, str]] = {}
    for item in ast.walk(node):
        if isinstance(item, ast.If):
            names = {name_of(node) for node in given(item.test)} & optional
            text = _warning(item.body) if len(names) == 1 else ""
            name = next(iter(names), "")
            if text and name in text and "deprecat" in text.casefold():
                found[name] = ("warning", clean(text))
    return found


def _optional(arguments: ast.arguments) -> set[str]:
    plain = [*arguments.posonlyargs, *arguments.args]
    named = [item.arg for item in plain[len(plain) - len(arguments.defaults) :]]
    return {*named, *(item.arg for item in arguments.kwonlyargs)}


def _warning(body: list[ast.stmt]) -> str:
    for statement in body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            if last_name(call) in _WARN and call.args:
                return text_of(call.args[0])
    return ""
