"""Python text to syntax tree, with every way in which that can fail."""

import ast
import re
import warnings
from functools import lru_cache
from typing import Literal, NamedTuple

_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_BRACKET = r"[()\[\]{}]"
_DEEPEST = 200  # brackets in brackets: as many as CPython takes
_LONGEST = 1_000_000  # characters; a longer block is data, and its tree would take gigabytes


class Refusal(NamedTuple):
    """Why a text has no tree, with the 1-based line of it that is to blame."""

    reason: Literal["syntax", "indentation", "tabs", "depth", "size", "character"]
    line: int

    @property
    def is_grammar(self) -> bool:
        """Whether the text is no Python of this version, rather than too much for any parser."""
        return self.reason in ("syntax", "indentation", "tabs")


@lru_cache(maxsize=256)
def parsed(text: str) -> ast.Module | Refusal:
    """Return the tree of `text`, which callers share and must not change, or why it has none. Never raises."""
    if len(text) > _LONGEST:
        return Refusal("size", 1)
    if "\0" in text:
        return Refusal("character", text.count("\n", 0, text.index("\0")) + 1)
    try:
        with warnings.catch_warnings():  # a corpus's code is not ours to warn about
            warnings.simplefilter("ignore")
            tree = compile(text, "", "exec", _FLAGS, dont_inherit=True)
    except SyntaxError as error:
        line = min(max(error.lineno or 1, 1), text.count("\n") + 1)
        if _bracket_depth(text) >= _DEEPEST:
            return Refusal("depth", 1)
        if isinstance(error, TabError):
            return Refusal("tabs", line)
        return Refusal("indentation" if isinstance(error, IndentationError) else "syntax", line)
    except (RecursionError, MemoryError):
        return Refusal("depth", 1)
    except UnicodeEncodeError as error:  # half of a surrogate pair
        return Refusal("character", text.count("\n", 0, error.start) + 1)
    except ValueError:
        return Refusal("character", 1)
    assert isinstance(tree, ast.Module)
    return tree


def _bracket_depth(text: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(_BRACKET, text):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    return deepest


def parses(text: str) -> bool:
    """Tell whether `text` is Python for the interpreter that runs Askew."""
    return isinstance(parsed(text), ast.Module)
