"""Draw docs/images/check.svg: what `askew check` shows on a terminal. With --check, fail if the picture is stale."""

import argparse
import io
import os
import re
import subprocess
import sys
from html import escape, unescape
from itertools import accumulate
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "check.svg"
COMMAND = ("check", "corpus/incoming/training-zh.md", "--select", "M002,Q001,Q004,Q009")
TEXT = re.compile(
    r'<text (class="askew-r\d+") x="([\d.]+)" (y="[\d.]+") textLength="[\d.]+" [^>]*>(.*?)</text>', re.DOTALL
)
CELL = 12.2  # the width of a column in rich's picture
# rich's own frame loads its font from the network; a page with our picture loads nothing.
FRAME = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }}
{styles}
</style>
{chrome}
<g class="{unique_id}-matrix" transform="translate({terminal_x}, {terminal_y})">
{matrix}
</g>
</svg>
"""


def terminal() -> str:
    """Return the command and its output, coloured."""
    done = subprocess.run(
        [sys.executable, "-m", "askew", *COMMAND, "--output-format", "full"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"FORCE_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 1:
        raise SystemExit(f"askew ended with {done.returncode}, not with findings:\n{done.stdout}")
    return f"\x1b[1m$ askew {' '.join(COMMAND)}\x1b[0m\n\n{done.stdout.rstrip()}"


def drawn(text: str) -> str:
    """Return the picture of a terminal that shows `text`."""
    shown = Text.from_ansi(text)
    console = Console(record=True, file=io.StringIO(), width=max(cell_len(line) for line in shown.plain.splitlines()))
    console.print(shown, overflow="ignore", no_wrap=True, crop=False)
    picture = console.export_svg(title="", unique_id="askew", code_format=FRAME)
    return "".join(f"{line.rstrip()}\n" for line in TEXT.sub(placed, picture).splitlines() if line.strip())


def placed(match: re.Match[str]) -> str:
    """Put each word and each wide character in its column, whatever the font; rich squeezes wide ones into one."""
    style, x, y, content = match.groups()
    text = unescape(content)
    columns = list(accumulate(map(cell_len, text), initial=0))
    pieces = []
    for piece in re.finditer(r"[^\s\u2e80-\uffef]+|[\u2e80-\uffef]", text):
        start, end = columns[piece.start()], columns[piece.end()]
        place = f'x="{float(x) + start * CELL:g}" {y} textLength="{(end - start) * CELL:g}"'
        pieces.append(f"<text {style} {place}>{escape(piece[0], quote=False)}</text>\n")
    return "".join(pieces)


def texts(picture: str) -> list[str]:
    """Return what a picture shows, without the frame, which another version of rich may draw otherwise."""
    return [line for line in picture.splitlines() if line.startswith("<text ")]


def main() -> None:
    """Draw the picture, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the picture is stale")
    picture = drawn(terminal())
    if parser.parse_args().check:
        if not PICTURE.exists() or texts(PICTURE.read_text(encoding="utf-8")) != texts(picture):
            raise SystemExit(f"{PICTURE.relative_to(ROOT)} is stale; run python scripts/picture.py")
        return
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
