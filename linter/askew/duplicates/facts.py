"""Facts: what is kept of a document to compare it with others. They are plain data, and need no document to be judged."""

import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from askew.checks.prose import is_todo
from askew.checks.questions import has_content
from askew.checks.series import truncated_answer
from askew.document import Block, Document, Span
from askew.duplicates.options import options
from askew.duplicates.wording import Text, Wording, letters
from askew.record import Code, Record, normalised
from askew.rule import Bank
from askew.suppress import Suppression

_ENDS = "。！？!?；;\n"
_SENTENCE_END = f"[{_ENDS}]+"
_SOFT_BREAK = r"(?<=[^\n])\n(?=[^\W\d_])"  # in a paragraph, which may be wrapped anywhere
_BLANKS = b" \t\n\r\x0b\x0c"
_SENTENCE = 8  # letters; less says too little to be recognised by
_FENCE = r"(?ms)^[^\S\n]*(`{3,}|~{3,}).*?(?:^[^\S\n]*\1|\Z)"
_COMMENT = r"(?m)(?:^|(?<=\s))#.*$"
_TOKEN = r"\w+|[^\w\s]"
_IMPORT = r"(?:from|import)\s"
_CODE = 25  # tokens; shorter code is written by everybody
_LONGEST_QUESTION = 2_000  # characters of a question that are compared
_HEADING = rb" {0,3}#{1,6}[ \t]+(.*)"
_HIDDEN = r"<!--.*?-->"
_TARGET = r"\]\([^()\s]*\)"
_TURNS = ("messages", "conversations")
_POINTING = r"(?i)(?:下面|以下|如下|下列|上述|这段|下方|上面)|\b(?:below|following|above|this code|this snippet)\b"


class _Letters(dict[int, int | None]):
    """What becomes of characters where sentences are compared: letters, digits and ends of sentences stay."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        stays = character in _ENDS or (character != "_" and re.match(r"\w", character) is not None)
        found = self[code] = code if stays else None
        return found


_LETTERS = _Letters()  # four times as fast as a pattern


class Sentence(NamedTuple):
    """A sentence of an answer: the hash of its letters, and how many it has."""

    key: int
    letters: int


class CodeFact(NamedTuple):
    """A code block worth comparing: the hash of its text without comments and blanks, its bytes, and where it stands."""

    key: int
    size: int
    line: int
    span: Span


class RecordFact(NamedTuple):
    """What is kept of one record.

    `texts` are its question and, where it has others, its title and what asks for the same by another name. `complete` tells that its answer is neither missing
    nor a stub nor cut off, `label` that there is none and that the question only names something. `length` is that of the answer in characters, `size` that of the record in bytes; `heading`
    and `answer` are spans in the file; `said` is the hash of what answers are likened by.
    """

    id: str
    line: int
    question: str
    texts: tuple[Text, ...]
    complete: bool
    sentences: tuple[Sentence, ...]
    code: tuple[CodeFact, ...]
    length: int
    size: int
    heading: Span
    answer: Span
    label: bool = False
    said: int = 0

    @property
    def letters(self) -> int:
        """The length of the answer's sentences, in letters."""
        return sum(sentence.letters for sentence in self.sentences)


class Accepted(NamedTuple):
    """A suppression that a finding about the corpus may fall under: its codes (() for all), its range and its reason."""

    codes: tuple[str, ...]
    covers: Span
    reason: str


class DocumentFact(NamedTuple):
    """What is kept of one file: the hash of its content without blanks (0 if it has none), its title and its records."""

    path: str
    content: int
    title: str
    heading: Span
    records: tuple[RecordFact, ...]
    accepted: tuple[Accepted, ...] = ()


def gather(bank: Bank, wording: Wording, suppressions: Iterable[Suppression] = ()) -> DocumentFact:
    """Return the facts of one document with its records and what its authors accept."""
    document = bank.document
    cut = [finding.span.start for finding in truncated_answer.check(bank)]
    records = tuple(_record(document, record, cut, wording) for record in bank.records)
    title = next(_titles(document), None)
    squeezed = document.source.translate(None, _BLANKS)
    return DocumentFact(
        path=document.path,
        content=key_of(squeezed) if squeezed else 0,
        title=letters(title.text.casefold()) if title is not None else "",
        heading=_first_line(document, Span(title.start, title.end)) if title is not None else Span(0, 0),
        records=records,
        accepted=tuple(Accepted(item.codes, item.covers, item.reason) for item in suppressions if not item.problem),
    )


def key_of(data: bytes) -> int:
    """Return the 63-bit hash of `data` by which equal things are found."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little") >> 1


def _titles(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind == "heading" and block.level == 1 and block.text.strip())


def _record(document: Document, record: Record, cut: list[int], wording: Wording) -> RecordFact:
    texts = dict.fromkeys(_texts(document, record, wording))
    span = record.answer_span
    answered = has_content(record)
    complete = answered and not any(span.start <= at <= span.end for at in cut)
    return RecordFact(
        id=record.id,
        line=record.line,
        question=record.question or record.title,
        texts=tuple(text for text in texts if wording.asks(text)),
        complete=complete and not is_todo(record.answer),
        sentences=tuple(sentences(prose(record.answer))),
        code=tuple(code for block in record.code if (code := _code(document, block)) is not None),
        length=len(record.answer),
        size=record.span.end - record.span.start,
        heading=_first_line(document, record.heading),
        answer=span,
        label=not answered and wording.names(record.question),
        said=key_of(_said(document, record)),
    )


def _said(document: Document, record: Record) -> bytes:
    """What `Shelf.answer` reads: of JSONL the answer, else its place in the file."""
    if document.path.endswith(".jsonl"):
        return record.answer.encode("utf-8", "surrogatepass")
    return document.source[record.answer_span.start : record.answer_span.end]


def _written_title(document: Document, record: Record) -> str:
    """The Markdown of a title that is a heading, "" for others: a record's title has neither code spans nor ornament."""
    line = _first_line(document, record.heading)
    match = re.match(_HEADING, document.source[line.start : line.end])
    if match is None:
        return ""
    title = re.sub(_HIDDEN, "", match[1].decode("utf-8", "replace")).rstrip("# \t\r")
    return html.unescape(re.sub(_TARGET, "]", title))


def _texts(document: Document, record: Record, wording: Wording) -> Iterator[Text]:
    """The texts of a record: its question, its title, then the question with the other names of what it asks for."""
    title = _written_title(document, record)
    asked = [text for text in dict.fromkeys((record.question, record.title)) if text and not text.isspace()]
    shown = [_besides(text, record) for text in asked]
    for text, hashed in zip(asked, shown, strict=True):
        written = title if text == record.title else ""
        found = wording.text(text[:_LONGEST_QUESTION], written[:_LONGEST_QUESTION])
        yield found._replace(exact=found.exact + hashed, core=found.core + hashed)
    if asked and not shown[0]:
        yield from wording.other_names(asked[0])


def _besides(question: str, record: Record) -> str:
    """The hash of what a question asks about besides, "" where it says all itself.

    That is what follows where it is too long to be compared, the code that it points at, what there is to choose from,
    and what was said before it.
    """
    start, rest = question[:_LONGEST_QUESTION], question[_LONGEST_QUESTION:]
    found = [normalised(rest)] if rest else []
    if record.code and re.search(_POINTING, start):
        found.append("".join(record.code[0].text.split()))
    found += [*options(record), *_said_before(record)]
    return f" {key_of(chr(0).join(found).encode('utf-8', 'surrogatepass')):x}" if any(found) else ""


def _said_before(record: Record) -> list[str]:
    """The other turns of a dialogue whose last question the record is."""
    turns: list[object] = next((record.meta[key] for key in _TURNS if isinstance(record.meta.get(key), list)), [])
    said = (turn for turn in turns if isinstance(turn, dict) and turn.get("role", turn.get("from")) != "system")
    return [json.dumps(turn, sort_keys=True, default=str) for turn in said]


def _first_line(document: Document, span: Span) -> Span:
    return Span(span.start, min(span.end, document.line_span(document.line(span.start)).end))


def prose(answer: str) -> str:
    """Return an answer without its fenced code."""
    return re.sub(_FENCE, "", answer) if "```" in answer or "~~~" in answer else answer


def sentences(answer: str) -> Iterator[Sentence]:
    """Yield the sentences of an answer that are long enough to be recognised, in order."""
    flowing = re.sub(_SOFT_BREAK, " ", answer.casefold()).replace(". ", "\n")
    for text in re.split(_SENTENCE_END, flowing.translate(_LETTERS)):
        if len(text) >= _SENTENCE:
            yield Sentence(key_of(text.encode("utf-8", "surrogatepass")), len(text))


def _code(document: Document, block: Code) -> CodeFact | None:
    """The fact of a code block, or None for one that is short or does nothing but import."""
    if len(block.text) < _CODE:
        return None
    text = re.sub(_COMMENT, "", block.text) if "#" in block.text else block.text
    if len(list(islice(re.finditer(_TOKEN, text), _CODE))) < _CODE or all(
        re.match(_IMPORT, line) for line in text.splitlines() if line.strip()
    ):
        return None
    key = key_of("".join(text.split()).encode("utf-8", "surrogatepass"))
    return CodeFact(
        key, len(block.text.encode("utf-8", "surrogatepass")), block.line, _first_line(document, block.span)
    )
