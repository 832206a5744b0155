"""The standard streams, which may be closed or full."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import NoReturn, TextIO

import click


class _Lossy(io.TextIOWrapper):
    """A stream that takes everything: what can be told to nobody changes nothing."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError:
            _discard(self)
            return len(text)


def prepare() -> None:
    """Have every standard stream there: standard output fails if it is closed, standard error never does."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")  # refuses what is written
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    elif isinstance(sys.stderr, io.TextIOWrapper):
        own = sys.stderr
        sys.stderr = _Lossy(own.buffer, own.encoding, own.errors, line_buffering=True)


def read_input() -> bytes:
    """Return what standard input holds; one that is closed is a usage error."""
    if sys.stdin is None:
        raise click.UsageError("`-` stands for standard input, which is closed")
    return sys.stdin.buffer.read()


@contextlib.contextmanager
def output() -> Iterator[TextIO]:
    """Give standard output, as UTF-8 with line feeds; where it cannot be written, that is a usage error.

    A reader that closes the pipe early ends the program quietly.
    """
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        yield out
        out.flush()
    except BrokenPipeError:
        _discard(out)
        sys.exit(1)
    except OSError as error:
        _discard(out)
        raise click.UsageError(f"cannot write to standard output: {error.strerror or error}") from None


def fail(error: OSError) -> NoReturn:
    """End the program for an error of the system that nobody has foreseen, in one line."""
    _discard(sys.stdout)
    click.echo(f"error: {error}", err=True)
    sys.exit(2)


def _discard(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere, so that it can be closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
