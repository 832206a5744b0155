"""Time the checks of Python in fences on many distinct blocks, beside ruff, pyflakes and pyright on the same ones.

    python benchmarks/code_blocks.py [--blocks 10000] [--select P,A]

The blocks are those of the shared corpora, again and again with other names for what they bind, so that no two are
the same. Prints CPU seconds and peak memory. pyflakes and pyright are timed where they are installed.
"""

import argparse
import gc
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from askew.checks import selected
from askew.code.blocks import code_blocks
from askew.code.dialect import dialect_of
from askew.code.reading import reading
from askew.code.resolve import names
from askew.config import Settings
from askew.markdown import parse
from askew.run import check

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
BLOCKS_PER_FILE = 20


def programs() -> list[str]:
    """Return the distinct programs of the shared corpora that parse."""
    found: dict[str, None] = {}
    for path in sorted(CORPORA.rglob("*.md")):
        for code in code_blocks(parse(path.name, path.read_bytes())):
            if code.dialect == "python" and names(code.text) is not None and "```" not in code.text:
                found[code.text] = None
    return list(found)


def variants(texts: Sequence[str], count: int) -> Iterator[str]:
    """Yield `count` programs, all different: those of `texts` with a number behind every name that they bind."""
    for number in range(count):
        text = texts[number % len(texts)]
        renamed = renumbered(text, number)
        yield renamed if renamed != text else f"{text}\nlast_{number} = {number}\n"


def renumbered(text: str, number: int) -> str:
    """Return `text` with a number behind every name that it binds, imports apart."""
    known = names(text)
    assert known is not None
    bound = known.bound - {item.name for item in known.imports}
    return re.sub(r"(?<![\w.])[^\W\d]\w*", lambda match: match[0] + f"_{number}" * (match[0] in bound), text)


def cpu(who: int) -> float:
    """Return the CPU seconds so far of this process (RUSAGE_SELF) or of its children (RUSAGE_CHILDREN)."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def report(what: str, seconds: float, note: str = "") -> None:
    """Print a line of the table."""
    print(f"{what:34}  {seconds:7.2f} CPU s  {note}", flush=True)


def time_own_pass(blocks: Sequence[str]) -> None:
    """Tell dialects apart and resolve names, and nothing else; without the collector, as in a run."""
    gc.disable()
    before = cpu(resource.RUSAGE_SELF)
    for block in blocks:
        names(reading(dialect_of("python", block), block).text)
    report("dialects and names alone", cpu(resource.RUSAGE_SELF) - before)
    gc.enable()


def time_askew(folder: Path, families: Sequence[str]) -> None:
    """Run the rules of `families` over the banks in `folder`; ruff is the only child."""
    settings = Settings(select=tuple(families))
    own, children, start = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN), time.perf_counter()
    result = check([str(path) for path in sorted(folder.glob("*.md"))], selected(settings), settings)
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    report(
        f"askew, {' and '.join(families)} rules, own pass",
        cpu(resource.RUSAGE_SELF) - own,
        f"{len(result.diagnostics)} findings",
    )
    report(
        "  and its one process of ruff", cpu(resource.RUSAGE_CHILDREN) - children, f"{wall:.1f} s wall, {peak:.0f} MB"
    )


def time_peer(name: str, command: Sequence[str], folder: Path) -> None:
    """Time another checker over the same blocks as files."""
    program = shutil.which(command[0], path=str(Path(sys.executable).parent)) or shutil.which(command[0])
    if program is None:
        print(f"{name:34}  not installed")
        return
    before = cpu(resource.RUSAGE_CHILDREN)
    subprocess.run([program, *command[1:], str(folder)], capture_output=True, check=False)
    report(name, cpu(resource.RUSAGE_CHILDREN) - before)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blocks", type=int, default=10_000)
    parser.add_argument("--select", default="P", help="families of rules, with commas; X alone is reading and no more")
    arguments = parser.parse_args()
    blocks = list(variants(programs(), arguments.blocks))
    assert len(set(blocks)) == len(blocks)
    names.cache_clear()
    with tempfile.TemporaryDirectory() as temporary:
        banks, files = Path(temporary, "banks"), Path(temporary, "files")
        banks.mkdir()
        files.mkdir()
        for start in range(0, len(blocks), BLOCKS_PER_FILE):
            group = enumerate(blocks[start : start + BLOCKS_PER_FILE], 1)
            text = "".join(
                f"## {number}. How is it written?\n\n```python\n{block.rstrip()}\n```\n\n" for number, block in group
            )
            (banks / f"{start:06}.md").write_text(text, encoding="utf-8")
        for number, block in enumerate(blocks):
            (files / f"{number:06}.py").write_text(block, encoding="utf-8")
        print(f"{len(blocks):,} blocks, {sum(map(len, blocks)) / 1e6:.1f} M characters")
        time_own_pass(blocks)
        names.cache_clear()
        time_askew(banks, arguments.select.split(","))
        time_peer("ruff alone, F rules", ("ruff", "check", "--isolated", "--no-cache", "--select=F"), files)
        time_peer("pyflakes", ("pyflakes",), files)
        time_peer("pyright", ("pyright",), files)


if __name__ == "__main__":
    main()
