"""Chinese in one script: questions in traditional characters as they are asked in simplified ones."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_SIMPLIFIED = "gb2312"  # has every simplified character in common use, and none that is only traditional


def simplified(text: str) -> str:
    """Return a text in simplified characters and the words of the mainland (資料庫 as 数据库) if it is in traditional ones."""
    if text.isascii():
        return text
    rare = set(text).difference(text.encode(_SIMPLIFIED, "ignore").decode(_SIMPLIFIED))
    traditional = {sign for sign in rare if "㐀" <= sign <= "鿿"}
    if not traditional:
        return text
    found: str = _converter().convert(text)
    return found if traditional.difference(found) else text


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("tw2sp")
