"""The keys of the index: by what the records of the corpus find each other, counted on as files come and go."""

import sqlite3
import struct
from collections import Counter
from collections.abc import Iterable, Sequence

from askew.duplicates.answers import answer_of, meeting_keys, name_of
from askew.duplicates.facts import RecordFact, key_of
from askew.duplicates.shingles import shingles
from askew.duplicates.signature import Scheme, band_keys, scheme_for, signature
from askew.duplicates.wording import Text
from askew.index.plain import of_json

_BULK = 400  # texts from which on NumPy pays for its import
_CHUNK = 100_000  # rows

Added = list[tuple[int, str]]  # numbers of texts and their cores


def text_key(text: Text) -> bytes:
    """Return a text as bytes that are in the same order as `Text.order`."""
    return "\0".join(text.order).encode("utf-8", "surrogatepass")


def text_of_key(key: bytes) -> Text:
    """Return the text of `text_key`."""
    return Text.of_order(*key.decode("utf-8", "surrogatepass").split("\0"))


def identity_key(text: Text) -> int:
    """Return the 63-bit hash by which the records that ask the same are found."""
    return key_of(text.identity.encode("utf-8", "surrogatepass"))


def shingle_key(shingle: str) -> bytes:
    """Return a shingle as it is stored."""
    return shingle.encode("utf-8", "surrogatepass")


def are_in_step(connection: sqlite3.Connection, files: Iterable[int]) -> bool:
    """Tell whether the keys of these files, and of no others, are stored."""
    keyed = connection.execute("SELECT id FROM files WHERE keyed = 1")
    return {number for (number,) in keyed} == set(files) and _scheme(connection) == _wanted_scheme(connection)


def sync(connection: sqlite3.Connection, files: Iterable[int]) -> None:
    """Make the keys those of the files with these numbers; to be called in a transaction."""
    keyed = {number for (number,) in connection.execute("SELECT id FROM files WHERE keyed = 1")}
    wanted = set(files)
    added: Added = []
    for file in sorted(wanted - keyed):  # first, so that what a new version has in common with the old one stays
        added += _add(connection, file)
    removed = [text for file in sorted(keyed - wanted) for text in _remove(connection, file)]
    _count(connection, [core for _, core in added], 1)
    _count(connection, [core for _, core in _drop_unused(connection, removed)], -1)
    scheme = _wanted_scheme(connection)
    if scheme != _scheme(connection):
        _rebuild_bands(connection, scheme)
    else:
        _add_bands(connection, added, scheme)


def _records(connection: sqlite3.Connection, file: int) -> list[tuple[int, RecordFact]]:
    found = connection.execute("SELECT id, fact FROM records WHERE file = ?", (file,))
    return [(number, of_json(RecordFact, fact)) for number, fact in found.fetchall()]


def _add(connection: sqlite3.Connection, file: int) -> Added:
    """Store the keys of a file but those of its texts' bands; return the texts that are new."""
    added: Added = []
    for record, fact in _records(connection, file):
        for place, text in enumerate(fact.texts):
            key = text_key(text)
            known = connection.execute("SELECT id FROM texts WHERE text = ?", (key,)).fetchone()
            if known is None:
                query = "INSERT INTO texts (text, exact, uses) VALUES (?, ?, 0)"
                number = connection.execute(query, (key, identity_key(text))).lastrowid or 0
                added.append((number, text.core))
            else:
                number = known[0]
            connection.execute("UPDATE texts SET uses = uses + 1 WHERE id = ?", (number,))
            connection.execute("INSERT INTO asks VALUES (?, ?, ?)", (number, record, place))
        connection.executemany("INSERT INTO answers VALUES (?, ?, ?)", _answer_rows(record, fact))
        connection.executemany("INSERT OR IGNORE INTO code VALUES (?, ?, ?)", _code_rows(record, fact))
    connection.execute("UPDATE files SET keyed = 1 WHERE id = ?", (file,))
    return added


def _remove(connection: sqlite3.Connection, file: int) -> list[int]:
    """Remove the keys of a file but those of its texts' bands; return the texts that it asked."""
    removed = []
    for record, fact in _records(connection, file):
        asked = connection.execute("SELECT text FROM asks WHERE record = ?", (record,)).fetchall()
        connection.executemany("UPDATE texts SET uses = uses - 1 WHERE id = ?", asked)
        connection.executemany("DELETE FROM asks WHERE text = ? AND record = ?", ((text, record) for (text,) in asked))
        connection.executemany(
            "DELETE FROM answers WHERE key = ? AND answer = ? AND record = ?", _answer_rows(record, fact)
        )
        connection.executemany("DELETE FROM code WHERE key = ? AND record = ? AND line = ?", _code_rows(record, fact))
        removed += [text for (text,) in asked]
    connection.execute("UPDATE files SET keyed = 0 WHERE id = ?", (file,))
    connection.execute(
        "DELETE FROM records WHERE file IN (SELECT id FROM files WHERE id = ? AND path IS NULL)", (file,)
    )
    connection.execute("DELETE FROM files WHERE id = ? AND path IS NULL", (file,))
    return removed


def _answer_rows(record: int, fact: RecordFact) -> list[tuple[int, int, int]]:
    answer = answer_of(fact)
    return [(key, name_of(answer), record) for key in meeting_keys(answer)] if answer is not None else []


def _code_rows(record: int, fact: RecordFact) -> list[tuple[int, int, int]]:
    return [(code.key, record, code.line) for code in fact.code]


def _drop_unused(connection: sqlite3.Connection, texts: Iterable[int]) -> Added:
    """Remove those of the texts, and their bands, that nobody asks any more; return them."""
    dropped: Added = []
    for number in dict.fromkeys(texts):
        query = "SELECT text, bands FROM texts WHERE id = ? AND uses = 0"
        for key, bands in connection.execute(query, (number,)).fetchall():
            rows = ((band, number) for band in unpacked(bands or b""))
            connection.executemany("DELETE FROM bands WHERE key = ? AND text = ?", rows)
            connection.execute("DELETE FROM texts WHERE id = ?", (number,))
            dropped.append((number, text_of_key(key).core))
    return dropped


def _count(connection: sqlite3.Connection, cores: Iterable[str], sign: int) -> None:
    """Add texts to the frequencies of their shingles, or take them off."""
    counts = Counter(shingle for core in cores for shingle in shingles(core))
    rows = [(shingle_key(shingle), sign * count) for shingle, count in counts.items()]
    query = "INSERT INTO shingles VALUES (?, ?) ON CONFLICT (shingle) DO UPDATE SET texts = texts + excluded.texts"
    connection.executemany(query, sorted(rows))
    if sign < 0:
        connection.executemany("DELETE FROM shingles WHERE shingle = ? AND texts = 0", ((key,) for key, _ in rows))


def _scheme(connection: sqlite3.Connection) -> Scheme | None:
    found = connection.execute("SELECT bands, rows FROM scheme").fetchone()
    return Scheme(*found) if found is not None else None


def text_count(connection: sqlite3.Connection) -> int:
    """Return the number of distinct texts of the corpus."""
    return int(connection.execute("SELECT count(*) FROM texts").fetchone()[0])


def _wanted_scheme(connection: sqlite3.Connection) -> Scheme:
    return scheme_for(text_count(connection))


def _rebuild_bands(connection: sqlite3.Connection, scheme: Scheme) -> None:
    connection.execute("DELETE FROM bands")
    connection.execute("DELETE FROM scheme")
    connection.execute("INSERT INTO scheme VALUES (?, ?)", scheme)
    found = connection.execute("SELECT id, text FROM texts").fetchall()
    _add_bands(connection, [(number, text_of_key(key).core) for number, key in found], scheme)


def _add_bands(connection: sqlite3.Connection, texts: Added, scheme: Scheme) -> None:
    if len(texts) > _BULK:
        _add_many_bands(connection, texts, scheme)
        return
    for number, core in texts:
        found = shingles(core)
        if found:
            keys = [_signed(key) for key in band_keys(signature(found, scheme.bands * scheme.rows), scheme)]
            connection.execute(
                "UPDATE texts SET bands = ? WHERE id = ?", (struct.pack(f"<{len(keys)}q", *keys), number)
            )
            connection.executemany("INSERT INTO bands VALUES (?, ?)", ((key, number) for key in sorted(set(keys))))


def _add_many_bands(connection: sqlite3.Connection, texts: Added, scheme: Scheme) -> None:
    import numpy as np

    from askew.duplicates import bulk, packing

    ids = np.array([number for number, _ in texts], dtype=np.int64)
    table = np.zeros((len(texts), scheme.bands), dtype="<i8")
    signed = np.zeros(len(texts), dtype=bool)
    for band, (numbers, keys) in enumerate(bulk.band_keys(packing.shingled(core for _, core in texts), scheme)):
        table[numbers, band] = keys.view(np.int64)
        signed[numbers] = True
    at = np.flatnonzero(signed)
    query = "UPDATE texts SET bands = ? WHERE id = ?"
    connection.executemany(query, ((table[row].tobytes(), int(ids[row])) for row in at.tolist()))
    keys, owners = table[at].ravel(), np.repeat(ids[at], scheme.bands)
    order = np.lexsort((owners, keys))
    for start in range(0, len(order), _CHUNK):
        chosen = order[start : start + _CHUNK]
        rows = zip(keys[chosen].tolist(), owners[chosen].tolist(), strict=True)
        connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", rows)


def unpacked(bands: bytes) -> Sequence[int]:
    """Return the keys of the bands of a text as they are stored."""
    return struct.unpack(f"<{len(bands) // 8}q", bands)


def _signed(key: int) -> int:
    """A key of 64 bits as SQLite's integers, which have a sign."""
    return key - (1 << 64) if key >> 63 else key
