"""Cleaning real banks by the suggested keepers: what repeats something goes, and nothing else changes."""

import re
import shutil
from pathlib import Path

import pytest

from askew.applying.bank import Bank, bank_of
from askew.config import Settings
from tests.conftest import Askew


def banks(folder: Path) -> dict[str, Bank]:
    paths = sorted(folder.glob("*.md"))
    return {path.name: bank_of(path.name, str(path), path.read_bytes(), Settings()) for path in paths}


def unnumbered(record: bytes) -> bytes:
    return re.sub(rb"\A(#+ *)[0-9]+", rb"\1", record)


@pytest.mark.parametrize("options", [(), ("--renumber",)], ids=["numbers as they are", "renumbered"])
def test_the_articles_lose_their_duplicates_and_nothing_else(
    options: tuple[str, ...], corpora: Path, askew: Askew
) -> None:
    shutil.copytree(corpora / "seeds", "seeds", copy_function=shutil.copyfile)
    Path("seeds").chmod(0o755)
    before = banks(Path("seeds"))
    dropped = len(askew("dups", "seeds", "--output-format", "concise").out.splitlines())
    assert dropped > 20
    found = askew("apply", "--accept", "identical,near", "seeds", "--write", *options)
    assert (found.code, found.err.split(" in ")[0]) == (0, f"{dropped} records dropped")
    assert askew("check", "seeds", "--select", "D001,D002").out == ""
    after = banks(Path("seeds"))
    count = sum(len(bank.records) for bank in before.values())
    assert sum(len(bank.records) for bank in after.values()) == count - dropped
    for name, old in before.items():
        texts = [unnumbered(old.raw(index)) if options else old.raw(index) for index in range(len(old.records))]
        new = after[name]
        left = [unnumbered(new.raw(index)) if options else new.raw(index) for index in range(len(new.records))]
        rest = iter(texts)
        assert all(text in rest for text in left)  # in order
        numbers = [record.number for record in new.records]
        assert not options or numbers == [str(number) for number in range(1, len(numbers) + 1)]
    contents = {path.name: path.read_bytes() for path in Path("seeds").iterdir()}
    again = askew("apply", "--accept", "identical,near", "seeds", "--write", *options)
    assert (again.code, again.err) == (0, "nothing to do\n")
    assert {path.name: path.read_bytes() for path in Path("seeds").iterdir()} == contents
    assert askew("apply", "--undo").code == 0
    assert {path.name: path.read_bytes() for path in Path("seeds").iterdir()} == {
        name: bank.data for name, bank in before.items()
    }
