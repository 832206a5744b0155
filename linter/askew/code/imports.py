"""Adding an import to a piece of Python, where isort would put it."""

import ast
import sys
from collections.abc import Sequence

from askew.code.changes import Change
from askew.code.parsing import parsed

_SECTIONS = ("future", "stdlib", "other")


def with_import(text: str, statement: str) -> Change | None:
    """Return the change that adds a one-name import to `text`; None where `text` does not parse or has it already."""
    tree, wanted = parsed(text), ast.parse(statement).body[0]
    if not isinstance(tree, ast.Module) or not isinstance(wanted, (ast.Import, ast.ImportFrom)):
        return None
    present = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in present:
        if isinstance(node, ast.ImportFrom) and isinstance(wanted, ast.ImportFrom) and _same_module(node, wanted):
            return _longer(text, node, wanted.names[0])
    leading = _leading(tree.body)
    before = [node for node in leading if _rank(node) < _rank(wanted)]
    if leading:
        return _among(before[-1] if before else None, leading, wanted, statement)
    return _alone(text, tree, statement)


def _same_module(node: ast.ImportFrom, wanted: ast.ImportFrom) -> bool:
    stars = any(alias.name == "*" for alias in node.names)
    return node.module == wanted.module and node.level == wanted.level and not stars


def _leading(body: Sequence[ast.stmt]) -> list[ast.Import | ast.ImportFrom]:
    """The run of imports that a text begins with, behind its docstring."""
    found: list[ast.Import | ast.ImportFrom] = []
    for index, node in enumerate(body):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.append(node)
        elif index or not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    return found


def _rank(node: ast.Import | ast.ImportFrom) -> tuple[int, bool, str]:
    """isort's order: by section, `import` before `from`, then by module."""
    module = (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
    root = module.split(".", 1)[0]
    section = "future" if root == "__future__" else "stdlib" if root in sys.stdlib_module_names else "other"
    return _SECTIONS.index(section), isinstance(node, ast.ImportFrom), module.casefold()


def _among(
    above: ast.Import | ast.ImportFrom | None,
    leading: Sequence[ast.Import | ast.ImportFrom],
    wanted: ast.Import | ast.ImportFrom,
    statement: str,
) -> Change:
    """An import on a line of its own between those that are there, sections apart by a blank line."""
    if above is None:
        first = leading[0]
        gap = "\n" if _rank(first)[0] != _rank(wanted)[0] else ""
        return Change(first.lineno, 0, first.lineno, 0, f"{statement}\n{gap}")
    gap = "\n" if _rank(above)[0] != _rank(wanted)[0] else ""
    line, column = above.end_lineno or above.lineno, above.end_col_offset or 0
    return Change(line, column, line, column, f"\n{gap}{statement}")


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


def _longer(text: str, node: ast.ImportFrom, alias: ast.alias) -> Change | None:
    """The statement `node` with one more name, everything else about it as it was written."""
    written = ast.get_source_segment(text, node)
    if written is None or node.col_offset or any(known.name == alias.name for known in node.names):
        return None
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    known = [name.name for name in node.names]
    place = sum(name < alias.name for name in known) if known == sorted(known) else len(known)
    if end_line == node.lineno and not written.endswith(")"):
        names = [ast.unparse(name) for name in (*node.names[:place], alias, *node.names[place:])]
        column = len(written[: written.rindex("import")].encode()) + len("import ")
        return Change(node.lineno, column, end_line, end_column, ", ".join(names))
    return Change(node.lineno, 0, end_line, end_column, _inserted(written, alias, place))


def _inserted(written: str, alias: ast.alias, place: int) -> str:
    """An import of several lines with `alias` as its name number `place`, in the style of the others."""
    import libcst as cst

    module = cst.parse_module(written)
    old = cst.ensure_type(cst.ensure_type(module.body[0], cst.SimpleStatementLine).body[0], cst.ImportFrom)
    assert not isinstance(old.names, cst.ImportStar)
    names = list(old.names)
    comma = next((name.comma for name in names if isinstance(name.comma, cst.Comma)), None)
    comma = comma or cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    new = cst.ImportAlias(
        cst.Name(alias.name), cst.AsName(cst.Name(alias.asname)) if alias.asname else None, comma=comma
    )
    if place == len(names):
        new = new.with_changes(comma=names[-1].comma)
        names[-1] = names[-1].with_changes(comma=comma)
    return module.with_deep_changes(old, names=[*names[:place], new, *names[place:]]).code
