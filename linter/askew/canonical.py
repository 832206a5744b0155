"""The one layout in which Askew writes banks.

A record is a numbered heading, its labelled question and its answer. Where the text of some record could
be mistaken for the start of another, every record begins with `<!-- askew: record -->` and every answer with
`<!-- askew: answer -->`; what the text cannot carry (the metadata, a title like "3 kinds") stands as JSON in
the first comment.
"""

import json
from collections.abc import Sequence
from typing import Any

from askew.extract import extract
from askew.markdown import parse
from askew.markers import Markers
from askew.record import Record

_CARRIED = ("number", "title", "question", "meta")


def render(records: Sequence[Record], words: Markers) -> str:
    """Return `records` as one Markdown bank; parsing it gives the same records but for path, lines and ids' ordinals."""
    plain = "\n".join(_plain(record) for record in records)
    if _contents(extract(parse("", _bytes(plain)), words)) == _contents(records):
        return plain
    return "\n".join(_delimited(record, words) for record in records)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")  # half a character can come in by a JSON escape


def _contents(records: Sequence[Record]) -> list[dict[str, Any]]:
    return [content(record) for record in records]


def content(record: Record) -> dict[str, Any]:
    """Return what a record says, without where it stands: no path, lines or id."""
    data = record.to_json()
    for key in ("path", "line", "end_line", "id"):
        del data[key]
    for part in (*data["sections"], *data["code"]):
        part.pop("line")
        part.pop("end_line", None)
    return data


def _heading(record: Record) -> str:
    return f"## {record.number}. {record.title}" if record.number else f"## {record.title}"


def _parts(record: Record) -> tuple[str, str]:
    """The question and the answer as written, with the labels that are no part of their texts."""
    before = [part for part in record.sections if part.span.start < record.answer_span.start]
    question = "" if record.question == record.title else f"{record.question}\n\n"
    opening = ""
    for part in before:
        if part.kind == "question":
            question = f"**{part.label}：** {record.question}\n\n"
        elif part.kind == "answer":
            opening = f"**{part.label}：**\n\n"
    return question, f"{opening}{record.answer}"


def _plain(record: Record) -> str:
    question, answer = _parts(record)
    return f"{_heading(record)}\n\n{question}{answer}".rstrip() + "\n"


def _delimited(record: Record, words: Markers) -> str:
    """One delimited record: as text with the facts that text cannot carry, or else as facts altogether."""
    wanted = content(record)
    question, answer = _parts(record)
    for carried in ((), _CARRIED):
        facts = {key: wanted[key] for key in carried if carried}
        text = _with_facts(facts, f"{_heading(record)}\n\n{question}".rstrip(), answer)
        found = extract(parse("", _bytes(f"{text}\n<!-- askew: record -->\n## end\n")), words)
        if len(found) == 2 and content(found[0]) == wanted and found[1].title == "end":
            return text
    return _with_facts(wanted, _heading(record), "")


def _with_facts(facts: dict[str, Any], head: str, answer: str) -> str:
    stated = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
    comment = f"<!-- askew: record {stated} -->" if facts else "<!-- askew: record -->"
    return f"{comment}\n{head}\n\n<!-- askew: answer -->\n\n{answer}".rstrip() + "\n"
