"""Index files and the reader, on a library of a few lines."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from askew.apis.collection import Apis
from askew.apis.model import IndexFileError, satisfies
from askew.apis.store import Tables, encoded
from askew.data import data_dir

HEADER = {
    "kind": "askew-api-index",
    "format": 1,
    "library": "tea",
    "distribution": "tea",
    "versions": ["1.0", "2.0"],
    "roots": ["tea"],
    "manifest": {
        "builder": 2,
        "sources": [
            {
                "version": "1.0",
                "python": "3.8.18",
                "kind": "record",
                "file": "RECORD",
                "sha256": "0" * 64,
                "beside": [],
            },
            {
                "version": "2.0",
                "python": "3.11.7",
                "kind": "wheel",
                "file": "tea.whl",
                "sha256": "1" * 64,
                "beside": ["a==1"],
            },
        ],
        "counts": {},
    },
}
TABLES = Tables(
    HEADER,
    {"tea": 0, "tea.pots": 1, "tea.lazy": 2, "tea.old": 3},
    ["shine"],
    [
        {"versions": 3, "values": "GREEN", "names": {"pots": "tea.pots", "brew": 1, "boil": [[1, 1]], "np": "numpy"}},
        {"versions": 3, "names": {"Pot": 0, "Lid": 2, "Odd": [[1, -1], [2, 0]]}},
        {"versions": 3, "open": 3},
        {"versions": 1, "names": {"Kettle": 0}},
    ],
    [
        {
            "kind": "class",
            "name": "tea.pots.Pot",
            "versions": 3,
            "values": "volume",
            "names": {"pour": 1},
            "bases": [[3, [2]]],
            "signatures": [[1, 0], [2, 1]],
            "notes": [["handle", "warning", 0, 2], ["handle", "error", 1, 1]],
            "deprecated": [[2, 0]],
        },
        {"kind": "function", "signatures": [[3, 2]], "returns": "tea.pots.Pot"},
        {"kind": "class", "name": "tea.pots.Lid", "versions": 3, "open": 1, "names": {"lift": 1, "drop": [[1, 1]]}},
    ],
    [
        ["size", "colour=", "**options", ["handle", "spout"]],
        ["size", "/", "*", "colour=", "**options"],
        ["*cups", "hot="],
    ],
    ["handle is ignored", "no handle"],
)


@pytest.fixture
def tea(tmp_path: Path) -> Apis:
    (tmp_path / "tea.json.gz").write_bytes(encoded(TABLES))
    return Apis([tmp_path])


def test_library(tea: Apis) -> None:
    library = tea.library("tea")
    assert library is not None
    assert (library.versions, library.newest, library.mask("<2"), library.names(3)) == (
        ("1.0", "2.0"),
        2,
        1,
        ("2.0", "1.0"),
    )
    assert tea.library("coffee") is None


def test_class(tea: Apis) -> None:
    entry = tea.resolve("tea.pots.Pot").entry
    assert entry is not None
    assert (entry.name, entry.kind, entry.versions, entry.bases) == ("tea.pots.Pot", "class", 3, ("tea.pots.Lid",))
    old, new = entry.signatures
    assert set(old.accepts or ()) == {"handle", "spout"}
    assert not old.open
    assert new.open
    assert [(item.name, item.kind, item.required) for item in new.parameters] == [
        ("size", "positional", True),
        ("colour", "keyword", False),
        ("options", "kwargs", False),
    ]
    assert entry.notes is not None
    assert [(note.severity, note.versions) for note in entry.notes["handle"]] == [("warning", 2), ("error", 1)]
    assert entry.deprecated == "handle is ignored"


def test_members_are_inherited_and_unknown_where_a_base_is_open(tea: Apis) -> None:
    entry = tea.resolve("tea.pots.Pot").entry
    assert entry is not None
    assert entry.members() is None
    assert entry.members(2) == {"volume": 2, "pour": 2, "lift": 2}


@pytest.mark.parametrize(
    ("dotted", "missing", "certain", "once", "near"),
    [
        pytest.param("tea.pots.Pott", "Pott", True, 0, ("Pot",), id="a misspelt name"),
        pytest.param("tea.boil", "boil", True, 1, (), id="a name that an older version had"),
        pytest.param("tea.old.Kettle", "old", True, 1, (), id="a module that an older version had"),
        pytest.param("tea.pots.Pot.spill.far", "spill", True, 0, (), id="the first of two missing parts"),
        pytest.param("tea.pots.Pot.lift", "", False, 0, (), id="an inherited name"),
        pytest.param("tea.lazy.anything", "", False, 0, (), id="a name in an open module"),
        pytest.param("tea.GREEN.anything", "", False, 0, (), id="an attribute of a value"),
        pytest.param("tea.brew.anything", "", False, 0, (), id="an attribute of a function"),
        pytest.param("tea._private", "", False, 0, (), id="a private name"),
        pytest.param("tea.np.anything", "", False, 0, (), id="a name of a library that is not indexed"),
        pytest.param("coffee.Cup", "", False, 0, (), id="a library that is not indexed"),
        pytest.param("tea" + ".a" * 1000, "", False, 0, (), id="a chain of a thousand parts"),
        pytest.param("tea..Pot", "", False, 0, (), id="an empty part"),
    ],
)
def test_missing(tea: Apis, dotted: str, missing: str, certain: bool, once: int, near: tuple[str, ...]) -> None:
    found = tea.resolve(dotted)
    assert (found.missing, found.certain, found.once) == (missing, certain, once)
    assert set(near) <= set(found.near)


def test_wanted_versions(tea: Apis) -> None:
    assert tea.resolve("tea.boil", 1).missing == ""
    found = tea.resolve("tea.boil", 2)
    assert found.entry is not None
    assert found.entry.versions == 1
    assert (found.path, found.missing) == ("tea", "boil")


def _repacked(change: Callable[[list[Any]], None]) -> bytes:
    lines = [json.loads(line) for line in gzip.decompress(encoded(TABLES)).splitlines()]
    change(lines)
    rest = gzip.compress("\n".join(json.dumps(line) for line in lines[1:]).encode())
    lines[0]["blocks"] = [[len(lines) - 1, len(rest)]]
    return gzip.compress(json.dumps(lines[0]).encode()) + rest


def _with_blocks(blocks: object) -> bytes:
    """The index with another list of blocks in its header."""
    first, *rest = encoded(TABLES).split(b"\x1f\x8b\x08")[1:]
    header = json.loads(gzip.decompress(b"\x1f\x8b\x08" + first)) | {"blocks": blocks}
    return gzip.compress(json.dumps(header).encode()) + b"".join(b"\x1f\x8b\x08" + item for item in rest)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        pytest.param(b"", "damaged", id="an empty file"),
        pytest.param(b"not gzip", "damaged", id="not gzip"),
        pytest.param(encoded(TABLES)[:-40], "promises", id="a truncated file"),
        pytest.param(encoded(TABLES)[:40], "damaged", id="a file that ends in its header"),
        pytest.param(encoded(TABLES)[:-40] + b"tea" * 13 + b"!", "damaged", id="a block that is damaged"),
        pytest.param(_with_blocks(None), "blocks", id="no blocks"),
        pytest.param(_with_blocks([[0, 0]]), "blocks", id="blocks of nothing"),
        pytest.param(_with_blocks([[1, 10]]), "promises", id="blocks of another size"),
        pytest.param(gzip.compress(b"[1]"), "no API index", id="another JSON file"),
        pytest.param(gzip.compress(b"{"), "no JSON", id="broken JSON"),
        pytest.param(_repacked(lambda lines: lines[0].update(format=99)), "update Askew", id="a newer format"),
        pytest.param(
            _repacked(lambda lines: lines[0].update(versions="1")), "`versions`", id="a header of other types"
        ),
        pytest.param(_repacked(lambda lines: lines.pop()), "promises", id="a missing line"),
        pytest.param(
            _repacked(lambda lines: lines[3].update(names={"Pot": 99})), "row 99", id="a row that is not there"
        ),
        pytest.param(
            _repacked(lambda lines: lines[3].update(names=7)), "breaks the format", id="names that are a number"
        ),
        pytest.param(
            _repacked(lambda lines: lines[3].update(versions="x")), "breaks the format", id="versions that are text"
        ),
        pytest.param(_repacked(lambda lines: lines.__setitem__(3, [])), "no object", id="a module that is a list"),
        pytest.param(_repacked(lambda lines: lines.__setitem__(1, [])), "no dict", id="a directory that is a list"),
    ],
)
def test_bad_files_are_named_and_left_out(tmp_path: Path, data: bytes, fault: str) -> None:
    (tmp_path / "tea.json.gz").write_bytes(data)
    known = Apis([tmp_path])
    assert known.resolve("tea.Pot").entry is None
    assert known.resolve("tea.Pot.x").certain is False
    [problem] = known.problems
    assert isinstance(problem, IndexFileError)
    assert "tea.json.gz" in str(problem)
    assert fault in str(problem)


def test_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert "apis.paths" in str(Apis([tmp_path / "nowhere"]).problems[0])


def test_bases_in_a_circle_end(tmp_path: Path) -> None:
    row = {"kind": "class", "name": "tea.A", "versions": 3, "bases": [[3, [0]]]}
    tables = TABLES._replace(directory={"tea": 0}, modules=[{"versions": 3, "names": {"A": 0}}], objects=[row])
    (tmp_path / "tea.json.gz").write_bytes(encoded(tables))
    known = Apis([tmp_path])
    entry = known.resolve("tea.A").entry
    assert entry is not None
    assert entry.members() is not None
    assert known.resolve("tea.A.x").certain is False


def test_same_tables_give_same_bytes() -> None:
    assert encoded(TABLES) == encoded(TABLES)
    assert encoded(TABLES)[4:8] == b"\0\0\0\0"


def test_a_large_file_is_read_in_parts(tmp_path: Path) -> None:
    modules = [{"versions": 3, "values": " ".join(f"n{place}x{name}" for name in range(3000))} for place in range(40)]
    directory = {"tea": 0} | {f"tea.m{place}": place for place in range(1, 40)}
    data = encoded(TABLES._replace(directory=directory, modules=modules))
    (tmp_path / "tea.json.gz").write_bytes(data)
    assert len(as_object(data)["header"]["blocks"]) > 3
    known = Apis([tmp_path])
    for place in range(1, 40):
        assert known.resolve(f"tea.m{place}.n{place}x2999").entry is not None
        assert known.resolve(f"tea.m{place}.n0x0").certain
    assert known.problems == []


def as_object(data: bytes) -> dict[str, Any]:
    """The lines of a file as the schema sees them."""
    lines = [json.loads(line) for line in gzip.decompress(data).splitlines()]
    found = dict(zip(("header", "directory", "loose"), lines, strict=False))
    rest = lines[3:]
    for name in ("modules", "objects", "signatures", "texts"):
        count = lines[0]["lines"][name]
        found[name], rest = rest[:count], rest[count:]
    return found


def test_schema() -> None:
    schema = json.loads((data_dir("schemas") / "api-index.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(as_object(encoded(TABLES))))


@pytest.mark.parametrize(
    ("version", "specifier", "holds"),
    [
        ("3.15.1", ">=3", True),
        ("2.15.0", ">=3", False),
        ("1.2.2", ">=1.2,<2", True),
        ("2.15.0", "2.15", True),
        ("2.15.0", "!=2.15.*", False),
        ("1.0", ">=1.0.0", True),
        ("1.5", "~=1.2", True),
    ],
)
def test_versions(version: str, specifier: str, holds: bool) -> None:
    assert satisfies(version, specifier) is holds


def test_bad_specifier() -> None:
    with pytest.raises(ValueError, match="no version"):
        satisfies("1.0", "newest")
