"""The half of api_oracle.py that runs where the libraries are: collects examples of docstrings, and runs programs.

    python benchmarks/oracle_probe.py collect < modules.json > examples.json
    python benchmarks/oracle_probe.py run < programs.json > outcomes.json

It needs nothing but the standard library and the libraries. What it runs is the libraries' own documentation, in this
process, one program after the other, each with names of its own and a few seconds.
"""

import ast
import builtins
import contextlib
import doctest
import functools
import importlib
import inspect
import io
import json
import os
import re
import signal
import sys
import tempfile
import types
import warnings
from collections.abc import Iterator
from typing import Any

SECONDS = 10
FENCE = re.compile(r"^( *)```python\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
UNSAFE = re.compile(
    r"multiprocess|distributed|\binput\(|os\._exit|fork|Thread|\.show\(|mlflow|http|download|fetch_|import _|\._\w+ import"
)


def collect(names: list[str], prelude: str) -> list[str]:
    """Return the examples in the docstrings of modules, each a program with the imports of `prelude` that it lacks."""
    found: dict[str, None] = {}
    for text in sorted(set(docstrings(names))):
        for program in programs(text):
            if not UNSAFE.search(program):
                found[with_imports(program, prelude)] = None
    return [program for program in found if program]


def docstrings(names: list[str]) -> Iterator[str]:
    """Yield the docstrings of what modules name."""
    seen: set[int] = set()
    for module in filter(None, map(found_at, names)):
        for name, value in sorted(vars(module).items()):
            if not name.startswith("_") and id(value) not in seen and not isinstance(value, types.ModuleType):
                seen.add(id(value))
                described = [value, *(vars(value).values() if inspect.isclass(value) else ())]
                yield from (text for item in described if isinstance(text := getattr(item, "__doc__", None), str))


def found_at(name: str) -> types.ModuleType | None:
    """Return the module at a dotted name, which may be an attribute and no more; None where there is none."""
    found: object = None
    try:
        found = importlib.import_module(name)
    except BaseException:
        with contextlib.suppress(BaseException):
            root, *rest = name.split(".")
            found = functools.reduce(getattr, rest, importlib.import_module(root))
    return found if isinstance(found, types.ModuleType) else None


def programs(text: str) -> Iterator[str]:
    """Yield the program that the prompts of a docstring make, and every Python fence in it."""
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:
        examples = []
    yield "".join(
        item.source for item in examples if not item.exc_msg and not item.source.lstrip().startswith(("%", "!"))
    )
    for match in FENCE.finditer(text):
        if ">>>" not in match[2]:
            yield inspect.cleandoc("\n" + match[2]) + "\n"


def with_imports(program: str, prelude: str) -> str:
    """Return a program with those lines of `prelude` in front whose last name it uses and does not bind."""
    try:
        nodes = list(ast.walk(ast.parse(program)))
    except SyntaxError:
        return ""
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {
        item.asname or item.name
        for node in nodes
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for item in node.names
    }
    lines = [line for line in prelude.splitlines() if line.split()[-1] in used - bound]
    return "".join(f"{line}\n" for line in lines) + program


class TimedOut(BaseException):
    """A program took too long."""


def outcome(program: str) -> tuple[list[int], str, str]:
    """Run a program statement by statement; return the numbers of those that ran, and the first error with its text.

    With an error the rest is still tried, since an example without its data may be followed by one that runs.
    """
    names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
    ran: list[int] = []
    error = message = ""
    for number, statement in enumerate(ast.parse(program).body):
        try:
            exec(compile(ast.Module([statement], []), "<example>", "exec"), names)
            ran.append(number)
        except TimedOut:
            return ran, error or "TimedOut", message
        except BaseException as raised:
            kinds = [kind.__name__ for kind in type(raised).__mro__]
            known = ("ImportError", "AttributeError", "TypeError")
            if not error:
                error = next((kind for kind in kinds if kind in known), kinds[0])
                message = str(raised)[:300]
    return ran, error, message


def expire(*_: object) -> None:
    """End the program that runs."""
    raise TimedOut


def run(tasks: list[str]) -> Iterator[tuple[list[int], str, str]]:
    """Yield what becomes of each program, in an empty folder and without its output."""
    for name in sorted(set(re.findall(r"^(?:import|from) (\w+)", "\n".join(tasks), re.MULTILINE))):
        with contextlib.suppress(BaseException):  # what loads slowly is loaded before the clock runs
            importlib.import_module(name)
    signal.signal(signal.SIGALRM, expire)
    for program in tasks:
        signal.alarm(SECONDS)
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                yield outcome(program)
        except TimedOut:
            yield [], "TimedOut", ""
        finally:
            signal.alarm(0)
            pyplot = sys.modules.get("matplotlib.pyplot")
            if pyplot is not None:
                pyplot.close("all")


def main(what: str) -> None:
    """Read the task from the standard input, do it and write the answer."""
    warnings.simplefilter("ignore")
    out = os.dup(1)
    os.dup2(2, 1)
    os.environ.update(MPLBACKEND="Agg", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
    given = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        answer = collect(**given) if what == "collect" else list(run(given))
        os.write(out, b"")
        with os.fdopen(out, "w") as stream:
            json.dump(answer, stream)
        os.chdir("/")
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
