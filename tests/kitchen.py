"""A small corpus for the tests of `askew dups`: two banks with a near, an identical and a doubtful pair, and a contrast."""

from pathlib import Path

TEA = """# Tea

## 1. What is a tea cosy for?

It keeps the pot warm.

## 2. How do you descale a kettle?

Boil water with citric acid in it, wait for half an hour, pour it away and boil clear water twice.

## 3. What is the difference between green tea and black tea?

Green tea is not oxidised.

## 4. Why does a kettle whistle when the water boils?

Steam leaves through two plates with a hole in each, and the eddies between them sound.
"""
PANTRY = """# Pantry

## 1. Please explain how you descale a kettle.

Boil water with vinegar.

## 2. What is a tea cosy for?

It keeps the pot warm, so that the second cup is as hot as the first.

## 3. What is the difference between green tea and white tea?

White tea is withered and dried, and that is all.

## 4. Why does an electric kettle whistle when the water boils?

Steam leaves through two plates with a hole in each, and the eddies between them sound.
"""
TRAIN = """{"messages": [{"role": "user", "content": "How is a kettle descaled?"}, {"role": "assistant", "content": "With acid."}]}
{ "question": "What is a tea cosy for?",  "answer": "Warmth." }
{"instruction": "Name a tea that is not oxidised.", "output": "Sencha.", "source": "n\\u00b0 7"}
{"q": "WHAT IS A TEA COSY FOR", "a": "It keeps a pot warm."}
"""


def lay_out() -> None:
    """Put the banks into the working directory."""
    for name, text in (("tea.md", TEA), ("pantry.md", PANTRY)):
        Path(name).write_text(text, encoding="utf-8")
