"""Q: what only shows when the records of a file are seen together."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from askew.checks.prose import dangles, is_finished, is_placeholder, quoted
from askew.checks.questions import has_content, in_words
from askew.diagnostic import Finding, Related, Severity
from askew.document import Block, Document, Span
from askew.markers import value_of
from askew.record import Record, Section
from askew.rule import Bank, Rule, rule
from askew.titles import is_filled_in

_CODE_PROMISE = r"(?i)源代码实例|源代码示例|代码实例|代码示例|示例代码|源代码解析|(?:source )?code (?:examples?|samples?|snippets?)|(?:example|sample) code"
_CODE_SIGNS = ("代码", "code")  # one of them is in every promise: a quick look before the search
_TASK_PROMISE = (
    r"(?i)算法编程题|编程题|编程题目|算法题|(?:programming|coding) (?:questions?|problems?|exercises?|challenges?)"
)
_TASK_SIGNS = ("编程题", "算法题", "programming", "coding")
_TASK = (
    r"(?i)编程|编写|算法题|代码|手写|写一个|写出|实现|程序|设计一|反转|排序|遍历|合并|查找|给定|求出"
    r"|\b(?:write|implement|reverse|sort|merge|traverse|code|program|function|algorithm|sql|in place)\b"
)
_DENIAL = r"(?i)(?:不|没有|无|未|without|\bno\b|\bnot\b)[^，。,.]{0,8}$"
_USUAL = 0.8  # share of finished texts that makes an unfinished last one suspicious
_NEARLY_ALL = 0.9
_SENTENCE_LENGTH = 15  # characters; shorter answers are often no sentences
_FEW = 5  # texts below which no habit is inferred
_ODD = 0.05  # share of odd steps beyond which numbers are no series but names,
_FEW_ODD = 3  # unless they are so few, and at most every fourth
_MINORITY = 0.25
_PLACEHOLDER_LENGTH = 60  # characters
_REPEATS = 3  # questions with the same placeholder


@rule("Q001", Severity.ERROR, "bank")
def missing_answer(bank: Bank) -> Iterator[Finding]:
    """Question without an answer, in a file whose other questions have one."""
    bare = [record for record in bank.records if not (has_content(record) or is_filled_in(record.question))]
    if len(bare) * 2 > len(bank.records) > 2:
        return
    for record in bare:
        yield Finding(_line_of(bank.document, record.heading), f"{in_words(record)} has no answer")


def _line_of(document: Document, span: Span) -> Span:
    """A span without the line ends at its end."""
    return Span(span.start, span.start + len(document.source[span.start : span.end].rstrip()))


@rule("Q003", Severity.ERROR, "bank")
def truncated_question(bank: Bank) -> Iterator[Finding]:
    """Question at the end of a file that stops in mid-sentence."""
    *others, last = bank.records or (None,)
    if (
        last is None
        or not _ends_file(bank, last)
        or has_content(last)
        or (is_finished(last.question) and not dangles(last.question))
    ):
        return
    usual = sum(is_finished(record.question) for record in others if record)
    if dangles(last.question) or (len(others) >= _FEW and usual >= _USUAL * len(others)):
        yield Finding(_tail(bank.document, last.span), f"{in_words(last)} stops in mid-sentence; the file ends here")


@rule("Q004", Severity.ERROR, "bank")
def truncated_answer(bank: Bank) -> Iterator[Finding]:
    """Answer at the end of a file that stops in mid-sentence."""
    if not bank.records or not has_content(bank.records[-1]):
        return
    last = bank.records[-1]
    block = _last_prose(bank.document, last) if _ends_file(bank, last) else None
    if block is None:
        return
    text = _end_of(block)
    if is_finished(text) and not dangles(text):
        return
    peers = _peers(bank, block)
    usual = sum(is_finished(end) for end in peers)
    if dangles(text) or (len(peers) >= _FEW and usual >= _NEARLY_ALL * len(peers) and len(text) >= _SENTENCE_LENGTH):
        span = Span(last.span.start, block.end)
        message = f"the answer to {in_words(last)} stops in mid-sentence; the file ends here"
        yield Finding(_tail(bank.document, span), message)


def _ends_file(bank: Bank, record: Record) -> bool:
    """Whether a record is the last thing in a Markdown file."""
    return bool(bank.document.blocks) and not bank.document.source[record.span.end :].strip()


def _peers(bank: Bank, block: Block) -> list[str]:
    """How the texts end that `block` is to be compared with: its list's items, or the other answers' last paragraphs."""
    document = bank.document
    if document.inside(block, "item"):
        items = document.blocks[document.blocks[block.parent].parent]
        inside = (b for b in document.blocks if b.kind == "paragraph" and items.start <= b.start < block.start)
        return [_end_of(b) for b in inside] * 2
    ends = [b for record in bank.records[:-1] if (b := _last_prose(document, record))]
    return [_end_of(b) for b in ends if not document.inside(b, "item")]


def _last_prose(document: Document, record: Record) -> Block | None:
    """The paragraph that ends an answer, or None where it ends in something else or a rule sets its end apart."""
    start, end = record.answer_span
    first = max(0, bisect_right(document.blocks, start, key=_start) - 1)
    last = bisect_left(document.blocks, end, key=_start)
    inside = [block for block in document.blocks[first:last] if block.end > start]
    leaf = next((block for block in reversed(inside) if block.kind not in ("list", "item", "quote")), None)
    if leaf is None or leaf.kind != "paragraph" or any(block.kind == "rule" for block in inside):
        return None
    return leaf


def _start(block: Block) -> int:
    return block.start


def _end_of(block: Block) -> str:
    return block.text.rstrip().rsplit("\n", 1)[-1]


def _tail(document: Document, span: Span) -> Span:
    """The last few characters of a span."""
    text = document.source[span.start : span.end].rstrip().decode("utf-8", "replace")
    tail = text.rsplit("\n", 1)[-1][-12:]
    end = span.start + len(text.encode())
    return Span(end - len(tail.encode()), end)


@rule("Q006", Severity.WARNING, "bank")
def undelivered_code(bank: Bank) -> Iterator[Finding]:
    """File that promises code examples and has none."""
    if bank.records and not bank.code:
        for span, words in _promises(bank, _CODE_PROMISE, _CODE_SIGNS):
            yield Finding(span, f"“{words}” is promised, and there is no code block in this file")


@rule("Q007", Severity.INFO, "bank")
def undelivered_programming_questions(bank: Bank) -> Iterator[Finding]:
    """File that promises programming questions and has none."""
    if not bank.records or bank.code or any(re.search(_TASK, f"{r.title} {r.question}") for r in bank.records):
        return
    for span, words in _promises(bank, _TASK_PROMISE, _TASK_SIGNS):
        yield Finding(span, f"“{words}” is promised, and no question in this file asks for a program")


def _promises(bank: Bank, pattern: str, signs: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """The first promise of each paragraph and heading outside the records, unless it is denied or kept by a link."""
    source = bank.document.source.decode("utf-8").lower()
    if not any(sign in source for sign in signs) or not re.search(pattern, source):
        return
    for block in bank.document.blocks:
        if block.kind in ("paragraph", "heading") and not _in_record(bank, block.start):
            text = bank.document.slice(block.start, block.end)
            match = re.search(pattern, text)
            if match and not re.search(_DENIAL, text[: match.start()]) and "](" not in text[match.end() :]:
                start = block.start + len(text[: match.start()].encode())
                yield Span(start, start + len(match[0].encode())), match[0]


def _in_record(bank: Bank, offset: int) -> bool:
    index = bisect_right(bank.records, offset, key=lambda record: record.span.start) - 1
    return index >= 0 and offset < bank.records[index].span.end


@rule("Q008", Severity.WARNING, "bank")
def number_gap(bank: Bank) -> Iterator[Finding]:
    """Question number that leaves some out."""
    for before, record in _steps(bank.document, _numbered(bank)):
        wanted, got = _value(before), _value(record)
        if got > wanted + 1:
            missing = f"{wanted + 1} is" if got == wanted + 2 else f"{wanted + 1} to {got - 1} are"
            message = f"question {record.number} follows question {before.number}; {missing} missing"
            yield Finding(_line_of(bank.document, record.heading), message, related=(_related(bank, before),))


@rule("Q009", Severity.WARNING, "bank")
def repeated_number(bank: Bank) -> Iterator[Finding]:
    """Question number that was used before."""
    runs: dict[int, dict[int, Record]] = {}  # by indentation: below a question others may be counted
    for record in _numbered(bank):
        number, indented = _value(record), _indentation(bank.document, record)
        runs = {depth: run for depth, run in runs.items() if depth <= indented}
        run = runs.setdefault(indented, {})
        if number == 1:
            run.clear()
        if number in run:
            message = f"a second question {record.number}"
            yield Finding(_line_of(bank.document, record.heading), message, related=(_related(bank, run[number]),))
        run.setdefault(number, record)


def _numbered(bank: Bank) -> Sequence[Record]:
    """The records in a series of plain numbers; none where outline numbers or too many odd steps show no series."""
    numbered = [record for record in bank.records if record.number]
    if any("." in (record.number or "") or value_of(record.number or "") is None for record in numbered):
        return ()
    steps = _steps(bank.document, numbered)
    odd = sum(_value(after) not in (_value(before) + 1, 1) for before, after in steps)
    return numbered if odd <= max(1, min(_FEW_ODD, len(numbered) // 4), _ODD * len(numbered)) else ()


def _steps(document: Document, numbered: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Each record with the one that its number is to follow: the one before it, or before those counted below that one."""
    outer: dict[int, Record] = {}  # the last record by indentation
    for before, record in pairwise(numbered):
        outer[_indentation(document, before)] = before
        indented = _indentation(document, record)
        outer = {depth: other for depth, other in outer.items() if depth <= indented}
        beside = outer.get(indented, before)
        yield beside if _value(record) == _value(beside) + 1 else before, record


def _indentation(document: Document, record: Record) -> int:
    """How far a record is indented, in bytes."""
    start = document.source.rfind(b"\n", 0, record.heading.start) + 1
    line = document.source[start : record.heading.end]
    return len(line) - len(line.lstrip(b" \t"))


def _value(record: Record) -> int:
    return value_of(record.number or "") or 0


def _related(bank: Bank, record: Record) -> Related:
    return Related(_line_of(bank.document, record.heading), f"question {record.number}: {quoted(record.title)}")


@rule("Q010", Severity.INFO, "bank")
def mixed_labels(bank: Bank) -> Iterator[Finding]:
    """Label that the rest of the file spells otherwise."""
    uses: dict[str, list[Section]] = defaultdict(list)
    for record in bank.records:
        firsts = {part.kind: part for part in reversed(record.sections)}  # a second one is named apart from the first
        for kind in firsts.keys() & {"answer", "analysis", "code"}:
            uses[kind].append(firsts[kind])
    for parts in uses.values():
        counts = Counter(part.label for part in parts)
        usual, most = counts.most_common(1)[0]
        for part in parts:
            if part.label != usual and most >= _FEW - 2 and counts[part.label] <= _MINORITY * len(parts):
                message = f"“{part.label}” is “{usual}” elsewhere in this file ({most} of {len(parts)})"
                yield Finding(_label_span(bank.document, part), message)


def _label_span(document: Document, part: Section) -> Span:
    return _find(document, Span(part.span.start, max(part.span.end, part.span.start)), part.label)


@rule("Q012", Severity.WARNING, "bank")
def template_filler(bank: Bank) -> Iterator[Finding]:
    """Placeholder sentence that stands under several questions."""
    counts: Counter[str] = Counter()
    for record in bank.records:
        counts.update(map(str.strip, set(record.answer.split("\n"))))
    fillers = {
        text: count
        for text, count in counts.items()
        if count >= _REPEATS and len(text) <= _PLACEHOLDER_LENGTH and is_placeholder(text)
    }
    for record in bank.records if fillers else ():
        for text in {line.strip() for line in record.answer.split("\n")} & fillers.keys():
            if not any(text in code.text for code in record.code):
                message = f"the same placeholder stands under {fillers[text]} questions of this file"
                yield Finding(_find(bank.document, record.answer_span, text), message)


def _find(document: Document, span: Span, text: str) -> Span:
    """The place of `text` in a span, or the whole span where it is written otherwise (escaped, in JSON)."""
    start = document.source.find(text.encode(), *span)
    return Span(start, start + len(text.encode())) if start >= 0 else span


RULES: tuple[Rule, ...] = (
    missing_answer,
    truncated_question,
    truncated_answer,
    undelivered_code,
    undelivered_programming_questions,
    number_gap,
    repeated_number,
    mixed_labels,
    template_filler,
)
