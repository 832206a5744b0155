"""Damage to files, drawn from a seed."""

import random


def damaged(content: bytes, seed: int) -> bytes:
    """`content` as a bad disk or a broken transfer may leave it: overwritten, cut short, or with a page of it elsewhere."""
    chance = random.Random(seed)
    at = chance.randrange(len(content))
    match seed % 6:
        case 0:
            return content[: -chance.randint(1, 20)]
        case 1:
            return content[:at]
        case 2:
            return content[:at] + bytes(len(content[at : at + 2000])) + content[at + 2000 :]
        case 3:
            page = chance.randrange(len(content) // 4096) * 4096
            at -= at % 4096
            return content[:at] + content[page : page + 4096] + content[at + 4096 :]
        case kind:
            bytes_ = bytearray(content)
            for _ in range(chance.randint(1, 50)):
                bytes_[chance.randrange(len(content) if kind == 4 else 120)] = chance.randrange(256)
            return bytes(bytes_)
