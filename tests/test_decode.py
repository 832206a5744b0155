"""Which encoding bytes are taken to be in."""

import pytest

from askew.decode import DecodeError, decode

TEXTS = {
    "simplified, with markup": ("# 题\n\n## 1. 什么是 **锁（互斥）**的作用？\n\n**答案：**互斥访问共享资源。\n", "gb18030"),
    "simplified, a line of JSON": ('{"question":"什么是锁？","answer":"互斥"}\n', "gb18030"),
    "simplified, a few characters": ("## 1. 茶？\n\n水。\n", "gb18030"),
    "simplified, whose bytes could all be Hangul": ("## 1. 茶的冲泡方法？\n\n不多。\n", "gb18030"),
    "simplified, beside code": ("## 1. 什么是闭包？\n\n```python\nprint('hello')\n```\n", "gb18030"),
    "simplified, with rare characters": ("## 1. 什么是耦合与阈值？\n\n冗余。\n", "gb18030"),
    "traditional in a simplified encoding": ("## 1. 什麼是綠茶？\n\n綠茶是不發酵的茶。\n", "gb18030"),
    "traditional, with markup": ("# 題\n\n## 1. 什麼是 **鎖（互斥）**的作用？\n\n避免競爭。\n", "big5"),
    "traditional, a line of JSON": ('{"question":"什麼是鎖？","answer":"互斥"}\n', "big5"),
    "Japanese": ("## 1. お茶とは何ですか？\n\n飲み物です。\n", "shift_jis"),
    "Japanese, a line of JSON": ('{"question":"ロックとは？","answer":"排他制御"}\n', "shift_jis"),
    "Korean": ("## 1. 녹차는 무엇입니까?\n\n발효하지 않은 차입니다.\n", "euc_kr"),
    "Korean, a line of JSON": ('{"question":"잠금이란 무엇인가?","answer":"상호 배제"}\n', "euc_kr"),
    "French": ("## 1. Qu’est-ce que le thé ?\n\nUne boisson préparée à l’eau chaude, séchée. Voilà, c’est tout.\n", "cp1252"),
    "German": ("## 1. Was ist Tee?\n\nEin Getränk aus Blättern, überbrüht. Äpfel gehören nicht dazu.\n", "cp1252"),
    "Spanish": ("## 1. ¿Qué es el té?\n\nUna infusión. ¿Por qué? Así es en España.\n", "cp1252"),
    "English with curly apostrophes": ("## 1. What’s tea?\n\nIt’s a drink. Don’t boil it. That’s all.\n", "cp1252"),
    "English with curly quotes": ("## 1. What is “tea”?\n\nIt’s a “drink”.\n", "cp1252"),
    "UTF-32 with a mark": ("## 1. 什么是茶？\n", "utf-32"),
    "UTF-16 with a mark": ("## 1. 什么是茶？\n", "utf-16"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_is_read_as_it_was_written(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.source.decode(), found.encoding.startswith(encoding)) == (text, True)


NONE = {
    "a stray byte": "## 1. 什么是茶？\n".encode() + b"\xff\n",
    "UTF-8 cut off again and again": "茶的".encode()[:-1] * 9 + b"\n",
    "all bytes above ASCII": bytes(range(128, 256)) * 8,
    "half of UTF-32": "茶".encode("utf-32")[:-2],
}


@pytest.mark.parametrize("data", NONE.values(), ids=NONE.keys())
def test_damage_is_no_encoding(data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(data)
