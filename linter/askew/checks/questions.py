"""Q: what a single record lacks."""

import re
from collections.abc import Iterator

from askew.checks.prose import is_todo
from askew.diagnostic import Finding, Severity
from askew.document import Document, Span
from askew.record import Record, Section
from askew.rule import Answered, Rule, rule

_PROMISE = re.compile(
    r"(?:以下|下面|如下)(?:是|的|为|给出|展示)?[^，。：:；\n]{0,12}(?:代码|程序)(?!题)|(?:代码|程序)(?:实现|示例|片段)?如下"
    r"|\b(?:following|below)(?: \w+){0,2} (?:code|snippet|program|script)\b"
    r"|\b(?:code|snippet|script)(?: \w+){0,2} (?:below|as follows)\b",
    re.IGNORECASE,
)
_INLINE_CODE = re.compile(r"`[^`]+`|<(?:pre|code|img|iframe|script)\b|!\[|\]\(", re.IGNORECASE)


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
    return parts[0].span.start > record.answer_span.start and not _only_labels(record)


def _only_labels(record: Record) -> bool:
    rest = record.answer
    for part in record.sections:
        rest = rest.replace(part.label, "")
    return not re.sub(r"[\s*#:：_-]", "", rest)


@rule("Q002", Severity.WARNING, "record")
def empty_section(subject: Answered) -> Iterator[Finding]:
    """Label with nothing below it."""
    record, document = subject
    if not has_content(record):
        return
    for index, part in enumerate(record.sections):
        after = record.sections[index + 1 :]
        if part.text.strip() or (any(other.text.strip() for other in after) and part.kind != "question"):
            continue
        if part.kind == "question" and record.question.strip():
            continue
        yield Finding(_label_span(document, part), f"nothing stands under “{part.label}” in {in_words(record)}")


def _label_span(document: Document, part: Section) -> Span:
    end = document.source.find(b"\n", part.span.start)
    end = len(document.source) if end < 0 else end
    return Span(part.span.start, part.span.start + len(document.source[part.span.start : end].rstrip()))


@rule("Q005", Severity.WARNING, "record")
def missing_code(subject: Answered) -> Iterator[Finding]:
    """Answer that announces code and shows none."""
    record, document = subject
    if record.code or not _PROMISE.search(record.answer) or _INLINE_CODE.search(record.answer):
        return
    start, end = record.answer_span
    offset = start
    for line in document.source[start:end].split(b"\n"):
        text = line.decode("utf-8", "replace")
        match = _PROMISE.search(text)
        if match:
            place = offset + len(text[: match.start()].encode())
            span = Span(place, place + len(match[0].encode()))
            yield Finding(span, f"“{match[0]}”: there is no code in the answer to {in_words(record)}")
            return
        offset += len(line) + 1


@rule("Q011", Severity.WARNING, "record")
def todo_stub(subject: Answered) -> Iterator[Finding]:
    """Answer that is only a note to write one."""
    record, _ = subject
    if is_todo(record.answer):
        yield Finding(record.answer_span, f"the answer to {in_words(record)} is still to be written")


RULES: tuple[Rule, ...] = (empty_section, missing_code, todo_stub)
