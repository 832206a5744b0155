"""Q: what a single record lacks."""

import re
from collections.abc import Iterator, Sequence

from askew.checks.prose import is_todo
from askew.diagnostic import Finding, Severity
from askew.document import Document, Span
from askew.record import Record, Section
from askew.rule import Answered, Rule, rule

_PROMISE = (
    r"(?im)(?:以下|下面|如下)(?:是|为|给出|展示了?|提供)?(?:一个|一段|完整|具体|简单|示例|实现|参考|核心|的|Python|python| )*"
    r"(?:代码|程序)(?:示例|片段|实现|如下)?(?=[：:，,。\s]|展示|演示|实现|给出|说明|$)"
    r"|(?:代码|程序)(?:实现|示例|片段)?(?:如下|见下)|示例代码[：:]"
    r"|\b(?:following|below)(?: (?:python|example|sample|short|simple|complete))* (?:code|snippet|script)\b"
    r"(?! (?:of|review|style|base|quality|conventions?|names?)\b)"
    r"|\b(?:code|snippet|script|implementation) (?:as follows|below(?=[:.,]|$))"
    r"|\bhere(?:'s| is)(?: (?:the|a|an|some|my|full|complete|example|sample|python))* (?:code|implementation|snippet)(?: example)?[:.]"
)
_CODE_WORDS = ("代码", "程序", "code", "Code", "snippet", "script", "implementation")  # a quick look before the search
_INLINE_CODE = r"(?i)`[^`]+`|~~~|<(?:pre|code|img|iframe|script)\b|!\[|\]\("


_MARKUP = r"[\s*#:：_-]"


def in_words(record: Record) -> str:
    """Return how messages name a record: by its number where it has one."""
    return f"question {record.number}" if record.number else "this question"


def has_content(record: Record) -> bool:
    """Tell whether a record has an answer beyond the labels that announce one."""
    if not record.answer.strip():
        return False
    parts = [part for part in record.sections if part.span.start >= record.answer_span.start]
    if not parts or any(part.text.strip() for part in parts):
        return True
    return parts[0].span.start > record.answer_span.start and bool(_without_labels(record, record.answer))


def _without_labels(record: Record, text: str) -> str:
    """What is left of a text without its labels, markup and blanks."""
    for part in record.sections:
        text = text.replace(part.label, "")
    return re.sub(_MARKUP, "", text)


@rule("Q002", Severity.WARNING, "record")
def empty_section(subject: Answered) -> Iterator[Finding]:
    """Label with nothing below it."""
    record, document = subject
    if not has_content(record):
        return
    for index, part in enumerate(record.sections):
        if not part.text.strip() and not _introduces(document, part, record.sections[index + 1 :]):
            yield Finding(_label_span(document, part), f"nothing stands under “{part.label}” in {in_words(record)}")


def _introduces(document: Document, part: Section, after: Sequence[Section]) -> bool:
    """Whether what follows an empty label belongs below it: an answer may consist of sections, code hardly."""
    if part.kind == "question":
        return True
    if part.kind in ("answer", "other"):
        return any(other.text.strip() for other in after)
    if not after:
        return False
    beside = document.source[after[0].span.start : after[0].span.start + 2]
    return after[0].kind in ("other", part.kind) or beside[:1] not in (b"*", b"#") or beside == b"* "


def _label_span(document: Document, part: Section) -> Span:
    end = document.source.find(b"\n", part.span.start)
    end = len(document.source) if end < 0 else end
    return Span(part.span.start, part.span.start + len(document.source[part.span.start : end].rstrip()))


@rule("Q005", Severity.WARNING, "record")
def missing_code(subject: Answered) -> Iterator[Finding]:
    """Answer that announces code and shows none."""
    record, document = subject
    if record.code or not _promises_code(record.answer):
        return
    if re.search(_INLINE_CODE, f"{record.question}\n{record.answer}"):
        return
    start, end = record.answer_span
    offset = start
    for line in document.source[start:end].split(b"\n"):
        text = line.decode("utf-8", "replace")
        match = re.search(_PROMISE, text)
        if match:
            place = offset + len(text[: match.start()].encode())
            span = Span(place, place + len(match[0].encode()))
            yield Finding(span, f"“{match[0]}”: there is no code in the answer to {in_words(record)}")
            return
        offset += len(line) + 1


def _promises_code(answer: str) -> bool:
    """Whether a line of an answer announces code; most name none, so that the long pattern is seldom needed."""
    if not any(word in answer for word in _CODE_WORDS):
        return False
    lines = (line for line in answer.split("\n") if any(word in line.lower() for word in _CODE_WORDS))
    return any(re.search(_PROMISE, line) for line in lines)


@rule("Q011", Severity.WARNING, "record")
def todo_stub(subject: Answered) -> Iterator[Finding]:
    """Answer that is only a note to write one."""
    record, document = subject
    parts = [part.text for part in record.sections if part.kind != "question" and part.text.strip()]
    if is_todo(record.answer) or (parts and all(map(is_todo, parts)) and _only_labels_and(record, parts)):
        start, end = record.answer_span
        start = end - len(document.source[start:end].lstrip())
        yield Finding(Span(start, end), f"the answer to {in_words(record)} is still to be written")


def _only_labels_and(record: Record, texts: Sequence[str]) -> bool:
    rest = record.answer
    for text in texts:
        rest = rest.replace(text, "", 1)
    return not _without_labels(record, rest)


RULES: tuple[Rule, ...] = (empty_section, missing_code, todo_stub)
