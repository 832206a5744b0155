"""Which of the old East Asian encodings bytes are in, by how much of what they say is everyday characters.

The makers of these encodings put what is used every day into rows of its own, the first level: where text in one encoding
is read as another, it lands in the rows of rare characters, on no character at all, or on signs that stand alone.
"""

import re
from functools import cache

_ROWS = {  # lead bytes of punctuation and of the first level; of equally plausible encodings the first is taken
    "euc_kr": [*range(0xA1, 0xA4), *range(0xB0, 0xC9)],
    "gb2312": [*range(0xA1, 0xA4), *range(0xB0, 0xD8)],
    "big5": [*range(0xA1, 0xC7)],
    "shift_jis": [*range(0x81, 0x84), *range(0x88, 0x98)],
}
_READ_AS = {"gb2312": "gb18030"}  # the larger set that holds it
_FREQUENT = {"euc_kr": r"[가고기는다로를서시어에은을의이자지하한]", "shift_jis": r"[ぁ-ヺ]"}  # text is never without
_LEAST = 0.1  # share of these
_PLAUSIBLE = 0.8
_TOGETHER = re.compile(r"[^\0-\x7f]{2,}")


def east_asian(data: bytes) -> str | None:
    """Return the encoding in which `data` is most plausible as Chinese, Japanese or Korean text, None for none."""
    shares = {encoding: _share(data, encoding) for encoding in _ROWS}
    best = max(shares, key=lambda encoding: shares[encoding])
    return _READ_AS.get(best, best) if shares[best] >= _PLAUSIBLE else None


def _share(data: bytes, encoding: str) -> float:
    """How much of what is not ASCII would be everyday characters beside others; 0 where `encoding` does not fit."""
    try:
        text = data.decode(_READ_AS.get(encoding, encoding))
    except UnicodeDecodeError:
        return 0
    foreign = sum(character > "\x7f" for character in text)
    frequent = _FREQUENT.get(encoding)
    if not foreign or (frequent and len(re.findall(frequent, text)) < _LEAST * foreign):
        return 0
    everyday = _everyday(encoding)
    return sum(character in everyday for run in _TOGETHER.findall(text) for character in run) / foreign


@cache
def _everyday(encoding: str) -> frozenset[str]:
    pairs = (bytes((lead, trail)) for lead in _ROWS[encoding] for trail in range(0x40, 0xFF))
    return frozenset(pair.decode(encoding, "ignore") for pair in pairs)
