"""The shapes of JSON objects that hold a question and its answer: our own, and those of training sets."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from askew.config import JsonlSettings

FieldPath = tuple[str | int, ...]

_USERS = frozenset(("user", "human"))
_ASSISTANTS = frozenset(("assistant", "gpt", "model", "bot"))
_OWN = frozenset(
    ("id", "path", "line", "end_line", "number", "title", "question", "answer", "sections", "code", "language")
)
_ALIASES = (("question", "answer"), ("question", "answers"), ("question", "answerKey"), ("instruction", "output"),
            ("instruction", "response"), ("prompt", "response"), ("prompt", "completion"), ("prompt", "chosen"),
            ("query", "response"), ("q", "a"), ("Question", "Answer"), ("problem", "solution"), ("input", "output"),
            ("input", "target"), ("inputs", "targets"), ("user", "assistant"), ("front", "back"), ("问题", "答案"),
            ("问题", "回答"), ("题目", "答案"))  # fmt: skip
_LETTERS = tuple("ABCDEFGH")  # keys of choices
_CONTEXTS = ("input", "context")  # what an instruction is about


class LineError(Exception):
    """A line that holds no record; the message says what is wrong with it."""


class Shape(NamedTuple):
    """Where an object keeps its parts; what is left over becomes the record's meta."""

    questions: tuple[FieldPath, ...]
    answer: FieldPath
    title: str | None = None
    number: str | None = None
    meta: Mapping[str, Any] = {}


def shape_of(data: Mapping[str, Any], own: JsonlSettings) -> Shape:
    """Return where an object keeps its parts: by the settings, else by its keys. Raises LineError where it has none."""
    if own.question or own.answer:
        return _pair(data, own.question or "question", own.answer or "answer", own.title)
    if own.preset == "messages" or (own.preset == "auto" and isinstance(data.get("messages"), list)):
        return _dialogue(data, "messages", "role", "content")
    if own.preset == "conversations" or (own.preset == "auto" and isinstance(data.get("conversations"), list)):
        turns = data.get("conversations")
        named = isinstance(turns, list) and any(isinstance(turn, dict) and "role" in turn for turn in turns)
        return _dialogue(data, "conversations", *(("role", "content") if named else ("from", "value")))
    if own.preset == "instruction":
        return _instruction(data, "output")
    if own.preset == "auto":
        return _told_by_keys(data)
    return _pair(data, "question", "answer", "title")


def _told_by_keys(data: Mapping[str, Any]) -> Shape:
    if _is_talk(data.get("data")):
        last = len(data["data"]) // 2 * 2 - 1
        rest = [text for place, text in enumerate(data["data"]) if place not in (last - 1, last)]
        meta = {key: value for key, value in data.items() if key != "data"} | ({"data": rest} if rest else {})
        return Shape((("data", last - 1),), ("data", last), meta=meta)
    question, answer = next(
        ((q, a) for q, a in _ALIASES if q in data and a in data),
        next(((q, a) for q, a in _ALIASES if q in data or a in data), ("question", "answer")),
    )
    return _instruction(data, answer) if question == "instruction" else _pair(data, question, answer, "title")


def _is_talk(value: Any) -> bool:
    """Whether a value is what two people said in turn."""
    return isinstance(value, list) and len(value) > 1 and all(isinstance(said, str) for said in value)


def _pair(data: Mapping[str, Any], question: str, answer: str, title: str | None) -> Shape:
    asked = _text(data, question, _USERS)
    replied = _choice(data, answer) or _text(data, answer, _ASSISTANTS)
    heading = data.get(title) if title else None
    count = data.get("number")
    known = {path[0] for path in (asked, replied) if len(path) == 1} | {title}
    if (question, answer) == ("question", "answer"):
        known |= _OWN - {question, answer}
    meta = {key: value for key, value in data.items() if key not in known}
    if isinstance(meta.get("meta"), dict):
        meta |= meta.pop("meta")
    return Shape(
        (asked,),
        replied,
        heading if isinstance(heading, str) else None,
        str(count) if isinstance(count, (str, int)) and not isinstance(count, bool) else None,
        meta,
    )


def _choice(data: Mapping[str, Any], answer: str) -> FieldPath | None:
    """Where the text of the right choice is, if an answer is the place or the label of one."""
    right = data.get(answer)
    if (
        isinstance(right, str)
        and right in _LETTERS
        and all(isinstance(data.get(key), str) for key in ("A", "B", right))
    ):
        return (right,)
    choices: Any = data.get("choices")
    path: FieldPath = ("choices",)
    if isinstance(data.get("question"), dict):
        choices, path = data["question"].get("choices"), ("question", "choices")
    labels: list[Any] = []
    if isinstance(choices, dict):
        labels, choices, path = choices.get("label", []), choices.get("text"), (*path, "text")
    if not isinstance(choices, list):
        return None
    if choices and all(isinstance(choice, dict) for choice in choices):
        labels = [choice.get("label") for choice in choices]
    place = labels.index(right) if isinstance(labels, list) and right in labels else right
    if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < len(choices):
        return None
    return _within(choices[place], (*path, place), _ASSISTANTS)


def _instruction(data: Mapping[str, Any], output: str) -> Shape:
    answer = _text(data, output, _ASSISTANTS)
    questions: tuple[FieldPath, ...] = (_text(data, "instruction", _USERS),)
    for key in _CONTEXTS:
        if isinstance(data.get(key), str) and data[key].strip():
            questions += ((key,),)
    meta = {key: value for key, value in data.items() if (key,) not in questions and key != output}
    return Shape(questions, answer, meta=meta)


def _dialogue(data: Mapping[str, Any], turns_key: str, who_key: str, text_key: str) -> Shape:
    """The last user/assistant pair of a dialogue; the other turns stay in the meta."""
    turns = data.get(turns_key)
    if not isinstance(turns, list):
        raise LineError(f"`{turns_key}` must be a list of turns, not {type_name(turns)}")
    for index in range(len(turns) - 1, 0, -1):
        asked = _said(turns[index - 1], (turns_key, index - 1), _USERS, who_key, text_key)
        replied = _said(turns[index], (turns_key, index), _ASSISTANTS, who_key, text_key)
        if asked and replied:
            rest = [turn for place, turn in enumerate(turns) if place not in (index - 1, index)]
            meta = {key: value for key, value in data.items() if key != turns_key}
            if rest:
                meta[turns_key] = rest
            return Shape((asked,), replied, meta=meta)
    raise LineError(f"`{turns_key}` has no user turn that an assistant turn with text follows")


def _said(turn: Any, path: FieldPath, who: frozenset[str], who_key: str, text_key: str) -> FieldPath | None:
    """Where the text of a turn is, None for one of somebody else or without text."""
    if not isinstance(turn, dict) or not isinstance(turn.get(who_key), str) or turn[who_key] not in who:
        return None
    return _within(turn.get(text_key), (*path, text_key), who)


def _text(data: Mapping[str, Any], key: str, who: frozenset[str]) -> FieldPath:
    """Where the text that a field holds is."""
    if key not in data:
        raise LineError(f"no `{key}`; the fields are: {', '.join(map(str, data)) or 'none'}")
    found = _within(data[key], (key,), who)
    if found is None:
        raise LineError(f"`{key}` must be a string, not {type_name(data[key])}")
    return found


def _within(value: Any, path: FieldPath, who: frozenset[str]) -> FieldPath | None:
    """Where the text in a value is: itself, its parts of type text, the last turn of somebody, or what names it."""
    if isinstance(value, str):
        return path
    if isinstance(value, dict):
        name = next((name for name in ("text", "stem") if name in value), "")
        texts = value.get(name)
        return (*path, name, 0) if _are_texts(texts) else (*path, name) if isinstance(texts, str) else None
    if not isinstance(value, list):
        return None
    for place in range(len(value) - 1, -1, -1):
        if found := _said(value[place], (*path, place), who, "role", "content"):
            return found
    parts = [place for place, part in enumerate(value) if isinstance(part, dict) and part.get("type") == "text"]
    return _within(value[parts[0]], (*path, parts[0]), who) if len(parts) == 1 else None


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(text, str) for text in value)


def type_name(value: Any) -> str:
    """Return what a JSON value is, in words."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
