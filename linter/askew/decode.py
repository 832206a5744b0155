"""Bytes to text: UTF-8 first, then what the file declares, then what can be detected."""

import codecs
import re
from typing import NamedTuple

from askew.legacy import east_asian

_DECLARED = rb"(?:coding|charset|encoding)[\"']?\s*[:=]\s*[\"']?([A-Za-z0-9_-]+)"
_LEGACY = ("gb18030", "big5", "utf_16_le", "utf_16_be", "cp1252")  # what text of few everyday characters may be in
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_USUAL = r"[\t\n\r -~\u2010-\u2027\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]"
_MOSTLY = 0.9  # share of usual characters in what is text
_STRAY_BYTES = 8  # so few broken sequences in a file that otherwise is UTF-8 are damage, not another encoding


class DecodeError(Exception):
    """The bytes are no text that can be read; the message says where and what to do."""


class Decoded(NamedTuple):
    """The text of a file as UTF-8 without byte order mark, and how it was stored."""

    source: bytes
    encoding: str
    bom: bool


def decode(data: bytes) -> Decoded:
    """Return `data` as text; raise DecodeError for binary, damaged or unrecognisable content."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _as(data[len(mark) :], encoding, bom=True)
    if b"\0" in data:
        order = _utf16(data)
        if order is None:
            line = _line(data, data.index(0))
            raise DecodeError(f"binary file: a NUL byte on line {line}; remove it or exclude the file")
        return _as(data, order, bom=False)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, error)
    return Decoded(data, "utf-8", bom=False)


def _other(data: bytes, error: UnicodeDecodeError) -> Decoded:
    declared = re.search(_DECLARED, data[:1024])
    if declared:
        name = declared[1].decode("ascii")
        try:
            if codecs.lookup(name).name != "utf-8":
                return _as(data, name, bom=False)
        except LookupError:
            pass
    where = f"byte 0x{data[error.start]:02x} on line {_line(data, error.start)} is not UTF-8"
    broken = data.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
    if broken > _STRAY_BYTES or not _mostly_utf8(data, broken):
        encoding = east_asian(data) or _detected(data)
        if encoding is not None:
            return _as(data, encoding, bom=False)
    raise DecodeError(f"{where} and no other encoding fits; convert the file to UTF-8")


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_LEGACY)).best()
    return best.encoding if best is not None else None


def _as(data: bytes, encoding: str, *, bom: bool) -> Decoded:
    try:
        text = data.decode(encoding)
        source = text.encode("utf-8")
    except UnicodeError as error:
        raise DecodeError(f"not valid {encoding}: {error}; convert the file to UTF-8") from None
    if "\0" in text:
        raise DecodeError(f"binary file: a NUL character in its {encoding} text; exclude the file")
    return Decoded(source, encoding, bom)


def _mostly_utf8(data: bytes, broken: int) -> bool:
    characters = sum(1 for character in data.decode("utf-8", "ignore") if character > "\x7f")
    return characters > 4 * broken or (not characters and broken == 1)


def _utf16(data: bytes) -> str | None:
    """The byte order in which `data` reads as UTF-16 text without a byte order mark, if it does in one."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        usual = len(re.findall(_USUAL, text))
        if usual >= _MOSTLY * len(text):
            return encoding
    return None


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def encode(source: bytes, *, bom: bool) -> bytes:
    """Return the bytes of a UTF-8 file that holds `source`."""
    return codecs.BOM_UTF8 + source if bom else source
