"""Writing suppressions: a comment for every finding that a bank is to keep, with the reason."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from askew.checks.input import unused_suppression
from askew.config import Settings
from askew.decode import DecodeError, decode, encode
from askew.diagnostic import Diagnostic, Edit
from askew.document import Block, Document, Span
from askew.engine import Ask, lint
from askew.extract import extract
from askew.markdown import parse
from askew.place import apply_edits
from askew.rule import Rule

_CLOSING = rb"[ \t]+#+[ \t]*\Z"  # what may end a heading and is not shown
_BESIDE = ("heading", "paragraph", "code", "table", "html")


class IgnoreError(Exception):
    """Why the findings of a file cannot be suppressed in it."""


class Ignored(NamedTuple):
    """The content of a file with comments, and why some of its findings have none."""

    data: bytes
    problems: list[str]


def ignore(
    path: str,
    data: bytes,
    found: Iterable[Diagnostic],
    rules: Sequence[Rule],
    settings: Settings,
    reason: str,
    ask: Ask | None,
) -> Ignored:
    """Return the content of the file at `path` with `found`, which `rules` find in it, suppressed for `reason`.

    A heading gets its comment at its end, any other block on the line above it, or at its end where it is text that begins
    a list item; what is about no block is suppressed for the file. A finding that its own comment would change is left
    alone, and told. Raises IgnoreError where the file takes no comments, or the records would change.
    """
    document = _document(path, data, reason)
    codes: dict[int, set[str]] = defaultdict(set)
    for item in found:
        codes[_block_of(document, item)].add(item.code)
    problems = [
        f"no comment can stand above line {_line(document, index)}, where a list item begins"
        for index, names in sorted(codes.items())
        if _edit(document, index, names, reason) is None
    ]
    compared = {rule.code for rule in rules if rule.scope == "corpus"}  # one file does not tell whether they are needed
    while True:
        made = {index: _edit(document, index, names, reason) for index, names in codes.items() if names}
        edits = {index: edit for index, edit in made.items() if edit is not None}
        after = encode(apply_edits(document.source, edits.values()), bom=document.bom) if edits else data
        again = lint(path, after, (*rules, unused_suppression), settings, ask).diagnostics
        useless = [index for index in _useless(again, edits, document.source) if codes[index] - compared]
        if not useless:
            break
        for index in useless:
            left = ", ".join(sorted(codes[index] - compared))
            problems.append(
                f"line {_line(document, index)}: no comment can suppress {left}: it would change what is found"
            )
            codes[index] &= compared
    if _titles(document, settings) != _titles(parse(path, decode(after).source), settings):
        raise IgnoreError("the comments would change the records")
    return Ignored(after, problems)


def _document(path: str, data: bytes, reason: str) -> Document:
    if path.endswith(".jsonl"):
        raise IgnoreError("JSONL has no comments; use per-path-ignores in the configuration")
    if "--" in reason or "*/" in reason or "\n" in reason:
        raise IgnoreError("a reason may hold neither `--` nor `*/`, which would end its comment")
    try:
        decoded = decode(data)
    except DecodeError as error:
        raise IgnoreError(str(error)) from None
    if decoded.encoding != "utf-8":
        raise IgnoreError("the file is not UTF-8; convert it first")
    return replace(parse(path, decoded.source), bom=decoded.bom)


def _block_of(document: Document, item: Diagnostic) -> int:
    """The index of the innermost block that can have a comment beside it, -1 for the file."""
    line = document.line_span(item.place.line)
    offset = line.start + len(document.slice(*line)[: item.place.column - 1].encode())
    holding = [
        index for index, block in enumerate(document.blocks) if block.start <= offset < max(block.end, block.start + 1)
    ]
    return next((index for index in reversed(holding) if document.blocks[index].kind in _BESIDE), -1)


def _line(document: Document, index: int) -> int:
    """The line of the block with an index, the first for the file."""
    return document.line(document.blocks[index].start) if index >= 0 else 1


def _edit(document: Document, index: int, codes: Iterable[str], reason: str) -> Edit | None:
    """The edit that writes the comment for one block, or with index -1 for the file; None where no comment can stand."""
    mdx = document.path.endswith(".mdx")
    opening, closing = ("{/*", "*/}") if mdx else ("<!--", "-->")
    newline = "\r\n" if b"\r\n" in document.source else "\n"
    scope = "ignore" if index >= 0 else "ignore-file"
    comment = f"{opening} askew: {scope}[{', '.join(sorted(codes))}] {reason} {closing}"
    if index < 0:
        front = next((block.end for block in document.blocks[:1] if block.kind == "metadata"), 0)
        return Edit(Span(front, front), f"{comment}{newline}{newline}")
    block = document.blocks[index]
    line = document.line_span(document.line(block.start))
    prefix = document.slice(line.start, block.start)
    if block.kind == "heading" and not mdx:  # there the asterisks of the comment would be markup
        return _behind(document, block, comment)
    if not prefix.strip(" \t>"):
        gap = f"{prefix.rstrip()}{newline}" if block.kind == "heading" else ""
        return Edit(Span(line.start, line.start), f"{prefix}{comment}{newline}{gap}")
    return _behind(document, block, comment) if block.kind == "paragraph" and not mdx else None


def _behind(document: Document, block: Block, comment: str) -> Edit:
    """The edit that puts a comment behind the first line of a heading, or behind a paragraph."""
    text = document.source[block.start : block.end].rstrip()
    if block.kind == "heading":
        text = document.source[block.start : document.line_span(document.line(block.start)).end]
        text = re.sub(_CLOSING, b"", text) if block.info == "atx" else text
    end = block.start + len(text)
    return Edit(Span(end, end), f" {comment}")


def _useless(found: Sequence[Diagnostic], edits: Mapping[int, Edit], source: bytes) -> list[int]:
    """The blocks whose comment suppresses nothing, since it changed what was found."""
    lines = {item.place.line for item in found if item.code == unused_suppression.code}
    wrong, added = [], 0
    for index, edit in sorted(edits.items(), key=lambda pair: pair[1].span):
        line = source.count(b"\n", 0, edit.span.start) + added + 1
        added += edit.text.count("\n")
        if line in lines:
            wrong.append(index)
    return wrong


def _titles(document: Document, settings: Settings) -> list[str]:
    return [record.title for record in extract(document, settings.markers)]
