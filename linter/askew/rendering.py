"""What a reader sees of a Markdown text, to compare two versions of it."""

from collections import Counter
from typing import NamedTuple

from askew.markdown import events


class Rendering(NamedTuple):
    """The events of a text without bold, blanks and asterisks; and its bold texts, counted."""

    shown: list[str]
    bold: Counter[str]


def rendering(text: str) -> Rendering:
    """Return what a reader sees of `text`."""
    import json

    shown: list[str] = []
    bold: Counter[str] = Counter()
    starts: list[int] = []
    plain = ""
    in_code = False
    for event in events(text):
        if event == {"End": "CodeBlock"}:
            in_code = False
        elif isinstance(event, dict) and isinstance(event.get("Start"), dict) and "CodeBlock" in event["Start"]:
            in_code = True
            shown.append("code block")
        elif in_code:
            continue
        elif event == {"Start": "Strong"}:
            starts.append(len(plain))
        elif event == {"End": "Strong"}:
            bold[plain[starts.pop() :].strip()] += 1
        elif isinstance(event, dict) and "Text" in event:
            plain += event["Text"]
            shown += [c for c in event["Text"] if not c.isspace() and c != "*"]
        else:
            shown.append(json.dumps(event, sort_keys=True, default=str))
    return Rendering(shown, bold)


def rendering_difference(before: str, after: str) -> str:
    """Return what a reader would see changed outside code, as "change …"; or "".

    Asterisks that became bold, and blanks beside them, do not count.
    """
    old, new = rendering(before), rendering(after)
    if old.shown != new.shown:
        return "change the text or its structure"
    return "change bold that was right" if old.bold - new.bold else ""
