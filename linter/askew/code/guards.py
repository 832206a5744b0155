"""What guards a place in a script: errors that are caught around it, and questions for the version in use."""

import ast
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

_CATCHING = ("suppress", "raises", "assertRaises", "assertRaisesRegex")
_ANY = ("ImportError", "NameError", "AttributeError", "TypeError")
_FLAG = re.compile(r"(?i)(?:^|_)(?:py|python)_?[23]|version_info$|_version$")
_VERSIONS = frozenset(
    ("version_info", "hexversion", "__version__", "VERSION", "python_version", "python_version_tuple")
)
_SYSTEMS = frozenset(("sys.platform", "sys.version", "os.name", "platform.system", "platform.python_implementation"))


class Guards:
    """The guards around the place that is being read."""

    def __init__(self) -> None:
        self._caught: tuple[frozenset[str], ...] = ()
        self._flags: set[str] = set()

    def catch(self, error: str) -> bool:
        """Tell whether an error that is raised here is caught, or cannot be raised in the version that is judged by."""
        return bool(self._caught) and any(error in caught for caught in self._caught)

    @contextmanager
    def _within(self, errors: Iterable[str]) -> Iterator[None]:
        around, self._caught = self._caught, (*self._caught, frozenset(errors))
        yield
        self._caught = around

    def choosing(self, node: ast.If | ast.IfExp) -> AbstractContextManager[None]:
        """Return the guard of all that a choice has: what hangs on a version is for others than the one that is judged by."""
        return self._within(_ANY if _asks_version(node.test, self._flags) else ())

    def trying(self, node: ast.Try | ast.TryStar) -> AbstractContextManager[None]:
        """Return the guard of what is tried."""
        return self._within(_caught_by(node))

    def handling(self, node: ast.Try | ast.TryStar) -> AbstractContextManager[None]:
        """Return the guard of the handlers: the second choice of an import may fail as well."""
        fallback = {"ImportError", "ModuleNotFoundError"}.intersection(_caught_by(node))
        return self._within(("ImportError",) if fallback else ())

    def suppressing(self, node: ast.With | ast.AsyncWith) -> AbstractContextManager[None]:
        """Return the guard of the body: `with suppress(ImportError)` and `with raises(AttributeError)` catch what it raises."""
        return self._within(_suppressed_by(node.items))

    def note(self, node: ast.Assign) -> None:
        """Take note of names for a question about the version: `PY2 = sys.version_info[0] == 2`."""
        value = node.value
        if isinstance(value, (ast.Compare, ast.Subscript, ast.Attribute)) and _asks_version(value, self._flags):
            self._flags.update(target.id for target in node.targets if isinstance(target, ast.Name))


def _caught_by(node: ast.Try | ast.TryStar) -> Iterable[str]:
    return [name for handler in node.handlers for name in _errors_of(handler.type)]


def _errors_of(node: ast.expr | None) -> Iterable[str]:
    """The names of the errors that a handler catches; a bare one catches all that is asked about."""
    if node is None:
        return _ANY
    caught = [item.id for item in ast.walk(node) if isinstance(item, ast.Name)]
    if "Exception" in caught:
        return (*caught, "ImportError", "AttributeError", "TypeError")
    return (*caught, "ImportError") if "ModuleNotFoundError" in caught else caught


def _asks_version(test: ast.expr, flags: Container[str]) -> bool:
    """Whether a condition hangs on the version of Python or of a library, or on the system; `flags` are names for one."""
    return any(_is_version(node, flags) for node in ast.walk(test))


def _is_version(node: ast.AST, flags: Container[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in flags or _FLAG.search(node.id) is not None
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    return node.attr in _VERSIONS or f"{owner}.{node.attr}" in _SYSTEMS or _FLAG.search(node.attr) is not None


def _suppressed_by(items: Sequence[ast.withitem]) -> Iterable[str]:
    """The names of the errors that a `with suppress(…)` or `with raises(…)`, or the like of unittest, catches."""
    calls = [item.context_expr for item in items if isinstance(item.context_expr, ast.Call)]
    guards = [call for call in calls if ast.unparse(call.func).rsplit(".", 1)[-1] in _CATCHING]
    return [name for call in guards for argument in call.args for name in _errors_of(argument)]
