"""Programs in which one word that names a part of a library is wrong."""

import ast
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from keyword import iskeyword
from typing import NamedTuple

KINDS = ("module", "name", "direct keyword", "method's keyword", "attribute")
REFUSAL = re.compile("keyword|argument|propert|parameter", re.IGNORECASE)


class Site(NamedTuple):
    """A word in a program that can be made wrong: 0-based line and column in characters, and its statement."""

    kind: str
    word: str
    line: int
    column: int
    statement: int


class Mutant(NamedTuple):
    """A program with one wrong word instead of `word`, in lines `first` to `last` (1-based) of its last statement."""

    kind: str
    original: str
    text: str
    word: str
    wrong: str
    first: int
    last: int


def sites(program: str) -> Iterator[Site]:
    """Yield the words of a program that name parts of libraries, or of their objects."""
    lines = program.split("\n")
    tree = ast.parse(program)
    imported: set[str] = set()
    for number, statement in enumerate(tree.body):
        imported |= _imported(statement)
        for node in ast.walk(statement):
            yield from _imports(node, lines, number)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                kind = "name" if _root(node) in imported else "attribute"
                yield Site(kind, node.attr, (node.end_lineno or 0) - 1, _end(node, lines) - len(node.attr), number)
            elif isinstance(node, ast.Call):
                kind = "direct keyword" if _root(node.func) in imported else "method's keyword"
                for keyword in node.keywords if isinstance(node.func, (ast.Name, ast.Attribute)) else ():
                    if keyword.arg and (kind == "direct keyword" or isinstance(node.func, ast.Attribute)):
                        yield Site(kind, keyword.arg, keyword.lineno - 1, _column(keyword, lines), number)


def _imported(statement: ast.stmt) -> set[str]:
    items = statement.names if isinstance(statement, (ast.Import, ast.ImportFrom)) else ()
    return {item.asname or item.name.split(".", 1)[0] for item in items}


def _imports(node: ast.AST, lines: Sequence[str], number: int) -> Iterator[Site]:
    """The parts of dotted modules behind the first, and the names that are imported."""
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield from _dotted(node.module, node.lineno - 1, lines[node.lineno - 1].index(node.module), number)
        for item in node.names if node.names[0].name != "*" else ():
            yield Site("name", item.name, item.lineno - 1, item.col_offset, number)
    elif isinstance(node, ast.Import):
        for item in node.names:
            yield from _dotted(item.name, item.lineno - 1, item.col_offset, number)


def _dotted(module: str, line: int, column: int, number: int) -> Iterator[Site]:
    parts = module.split(".")
    for place, part in enumerate(parts):
        if place:
            yield Site("module", part, line, column, number)
        column += len(part) + 1


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _column(node: ast.keyword, lines: Sequence[str]) -> int:
    return len(lines[node.lineno - 1].encode()[: node.col_offset].decode())


def _end(node: ast.Attribute, lines: Sequence[str]) -> int:
    assert node.end_lineno is not None
    return len(lines[node.end_lineno - 1].encode()[: node.end_col_offset].decode())


def wrong(word: str, words: Sequence[str], draw: random.Random) -> str:
    """Return a wrong spelling of `word`, or another of `words`."""
    place = draw.randrange(len(word))
    slips = [
        word[:place] + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        word[:place] + word[place] + word[place:],
        word + "s" if not word.endswith("s") else word[:-1],
        word.lower() if not word.islower() else word.capitalize(),
        word.replace("_", "") if "_" in word else f"{word}_value",
    ]
    made = draw.choice(slips) if draw.random() < 0.5 else draw.choice(words)
    return made if made.isidentifier() and not iskeyword(made) and made != word else f"{word}x"


def mutants(programs: Sequence[str], size: int, draw: random.Random) -> Iterator[Mutant]:
    """Yield for each kind up to `size` programs with one wrong word, one of each kind in a program."""
    words: dict[str, set[str]] = defaultdict(set)
    found = {program: list(sites(program)) for program in programs}
    for places in found.values():
        for site in places:
            words[site.kind].add(site.word)
    known = {kind: sorted(group) for kind, group in words.items()}
    counts: Counter[str] = Counter()
    for program, places in found.items():
        for kind in KINDS:
            usable = [site for site in places if site.kind == kind]
            if usable and counts[kind] < size:
                counts[kind] += 1
                yield _mutant(program, draw.choice(usable), known[kind], draw)


def _mutant(program: str, site: Site, words: Sequence[str], draw: random.Random) -> Mutant:
    lines = program.split("\n")
    made = wrong(site.word, words, draw)
    line = lines[site.line]
    assert line[site.column :].startswith(site.word), (program, site)
    lines[site.line] = line[: site.column] + made + line[site.column + len(site.word) :]
    statement = ast.parse(program).body[site.statement]
    text = "\n".join(lines[: statement.end_lineno]) + "\n"
    return Mutant(site.kind, program, text, site.word, made, first_line(statement), statement.end_lineno or 0)


def speaks_of(mutant: Mutant, error: str, text: str) -> bool:
    """Tell whether an error says that there is no such name, or no such keyword."""
    quoted = text.replace(f".{mutant.wrong}'", f"'{mutant.wrong}'")
    if mutant.kind.endswith("keyword"):
        return error in ("TypeError", "AttributeError") and mutant.wrong in text and bool(REFUSAL.search(text))
    return error in ("ImportError", "AttributeError") and f"'{mutant.wrong}'" in quoted


def first_line(statement: ast.stmt) -> int:
    """Return the 1-based line on which a statement begins, with its decorators."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(item.lineno for item in decorators)])
