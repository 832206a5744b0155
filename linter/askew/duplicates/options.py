"""The options of a question that has some to choose from: without them its stem says little."""

import json
import re
import unicodedata
from collections.abc import Iterator

from askew.record import Record

_OPTION = (
    r"(?m)(?:^[ \t]*(?:[-*+][ \t]+)?(?:\[[ xX]\][ \t]*)?|(?<=\s))(?:\*\*)?[(]?([A-H])(?:[.)]|[、:](?=.))(?:\*\*)?[ \t]*"
)
_STEM = r"(?i)(?:下列|以下|下面).{0,80}(?:正确|错误|不对|对|属于|符合|合适|是|有)|\(\s*\)|_{3,}|\bwhich (?:one )?of (?:the following|these)\b"
_FIELDS = ("choices", "options", *"ABCDEFGH")  # of JSONL
_OPEN_STEM = r"(?i)^(?:下列|以下|下面).{0,80}(?:正确|错误|不对|对)的?(?:是|有|一项|选项)|\bwhich (?:one )?of (?:the following|these)\b"


def options(record: Record) -> list[str]:
    """Return what a record gives to choose from, sorted; its answer where it only says that there is a choice.

    That of JSONL has a field for them.

    Options stand in the question, or before the answer proper where it is one that asks to choose or has a label.
    """
    given = [json.dumps(record.meta[key], sort_keys=True) for key in _FIELDS if record.meta.get(key)]
    if given:
        return given
    question = unicodedata.normalize("NFKC", record.question)
    found = _options(question)
    if not found and (re.search(_STEM, question) or any(section.kind == "answer" for section in record.sections)):
        found = _options(unicodedata.normalize("NFKC", _before_answer(record)), first=True)
    if not found and re.search(_OPEN_STEM, question):
        return ["".join(record.answer.split())]
    return sorted(found)


def _before_answer(record: Record) -> str:
    """The answer up to the label that says which option is right."""
    labels = (section.label for section in record.sections if section.kind == "answer")
    ends = (match.start() for label in labels if (match := re.search(_line_with(label), record.answer)))
    return record.answer[: min(ends, default=len(record.answer))]


def _line_with(label: str) -> str:
    return rf"(?m)^[ \t>*_#【\[(（-]*{re.escape(label)}"


def _options(text: str, *, first: bool = False) -> list[str]:
    """The options of a text, letters in order from A on; with `first` only where the text begins with them."""
    starts = list(_in_order(text))
    if len(starts) < 2 or (first and text[: starts[0].start()].strip()):
        return []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [
        "".join(text[match.end() : end].split()).strip("-*;。.").casefold()
        for match, end in zip(starts, ends, strict=True)
    ]


def _in_order(text: str) -> Iterator[re.Match[str]]:
    wanted = "A"
    for match in re.finditer(_OPTION, text):
        if match[1] == wanted:
            yield match
            wanted = chr(ord(wanted) + 1)
