"""Adding an import to a piece of Python, where isort would put it."""

import ast
import sys
from collections.abc import Sequence

from askew.code.changes import Change
from askew.code.parsing import parsed

_Import = ast.Import | ast.ImportFrom
_SECTIONS = ("future", "stdlib", "other", "local")


def with_import(text: str, statement: str) -> Change | None:
    """Return the change that adds a one-name import to `text`; None where `text` does not parse or has it already."""
    tree, wanted = parsed(text), ast.parse(statement).body[0]
    if not isinstance(tree, ast.Module) or not isinstance(wanted, (ast.Import, ast.ImportFrom)):
        return None
    present = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    alias = wanted.names[0]
    for node in (node for node in present if _same_module(node, wanted)):
        if any((known.name, known.asname) == (alias.name, alias.asname) for known in node.names):
            return None
        if isinstance(node, ast.ImportFrom) and not node.col_offset and node.names[0].name != "*":
            return _longer(text.split("\n"), node, alias)
    leading = _leading(tree.body)
    return _among(text.split("\n"), leading, wanted, statement) if leading else _alone(text, tree, statement)


def _same_module(node: _Import, wanted: _Import) -> bool:
    if isinstance(node, ast.ImportFrom) and isinstance(wanted, ast.ImportFrom):
        return (node.module, node.level) == (wanted.module, wanted.level)
    return isinstance(node, ast.Import) and isinstance(wanted, ast.Import)


def _leading(body: Sequence[ast.stmt]) -> list[ast.Import | ast.ImportFrom]:
    """The run of imports that a text begins with, behind its docstring."""
    found: list[ast.Import | ast.ImportFrom] = []
    for index, node in enumerate(body):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.append(node)
        elif index or not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    return found


def _rank(node: _Import) -> tuple[int, bool, str]:
    """isort's order: by section, `import` before `from`, then by module."""
    module = (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
    root = module.split(".", 1)[0]
    section = "future" if root == "__future__" else "stdlib" if root in sys.stdlib_module_names else "other"
    if isinstance(node, ast.ImportFrom) and node.level:
        section = "local"
    return _SECTIONS.index(section), isinstance(node, ast.ImportFrom), module.casefold()


def _among(lines: Sequence[str], leading: Sequence[_Import], wanted: _Import, statement: str) -> Change:
    """An import on a line of its own between those that are there, sections apart by a blank line."""
    section = _rank(wanted)[0]
    above = [node for node in leading if _rank(node) < _rank(wanted)]
    below = [node for node in leading if node not in above]
    if below and (not above or (_rank(above[-1])[0] != section and _rank(below[0])[0] == section)):
        gap = "\n" if _rank(below[0])[0] != section else ""
        return Change(below[0].lineno, 0, below[0].lineno, 0, f"{statement}\n{gap}")
    gap = "\n" if _rank(above[-1])[0] != section else ""
    line = above[-1].end_lineno or above[-1].lineno
    end = len(lines[line - 1].encode())
    return Change(line, end, line, end, f"\n{gap}{statement}")


def _alone(text: str, tree: ast.Module, statement: str) -> Change:
    """The first import of a text: behind its leading comment and docstring."""
    lines = text.split("\n")
    first = tree.body[0] if tree.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        line = (first.end_lineno or first.lineno) + 1
    else:
        line = next((number for number, text in enumerate(lines, 1) if not text.startswith("#")), 1)
    blank = line > len(lines) or not lines[line - 1].strip()
    return Change(line, 0, line, 0, f"{statement}\n" if blank else f"{statement}\n\n")


def _longer(lines: Sequence[str], node: ast.ImportFrom, alias: ast.alias) -> Change:
    """The statement `node` with one more name, in its place if the names are in order, else behind the last."""
    name = ast.unparse(alias)
    known = [item.name for item in node.names]
    place = sum(item <= alias.name for item in known) if known == sorted(known) else len(known)
    behind = place == len(known)
    item = node.names[-1] if behind else node.names[place]
    line = lines[item.lineno - 1].encode()
    margin = line[: item.col_offset]
    closing = lines[(node.end_lineno or node.lineno) - 1].encode()[: node.end_col_offset]
    if margin.strip() or item.lineno == node.lineno or not closing.endswith(b")"):  # not a line for each name
        column = (item.end_col_offset or 0) if behind else item.col_offset
        return Change(item.lineno, column, item.lineno, column, f", {name}" if behind else f"{name}, ")
    if not behind:
        return Change(item.lineno, 0, item.lineno, 0, f"{margin.decode()}{name},\n")
    rest = line[item.end_col_offset or 0 :].decode()
    comma = rest.lstrip().startswith(",")
    text = f"{rest if comma else ',' + rest}\n{margin.decode()}{name}{',' * comma}"
    return Change(item.lineno, item.end_col_offset or 0, item.lineno, len(line), text)
