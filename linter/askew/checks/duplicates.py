"""D: what a corpus says more than once."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from askew.checks.prose import quoted
from askew.diagnostic import Severity
from askew.duplicates.same import by_key
from askew.rule import Elsewhere, Match, Rule, rule

if TYPE_CHECKING:  # facts are gathered, and reasons worded, with the help of other checks: they import this package
    from askew.duplicates.corpus import Copy, Corpus
    from askew.duplicates.facts import DocumentFact
    from askew.duplicates.verdict import Kind, Member

_OTHER_ANSWER = 0.10  # likeness below which two answers are different ones


@rule("D001", Severity.WARNING, "corpus")
def repeated_question(corpus: "Corpus") -> Iterator[Match]:
    """Question that the corpus asks word for word elsewhere."""
    for copy in _copies(corpus, "identical"):
        yield _match(copy.member, copy.of, "the same question as")


@rule("D002", Severity.WARNING, "corpus")
def near_duplicate_question(corpus: "Corpus") -> Iterator[Match]:
    """Question that the corpus asks elsewhere in other words."""
    for copy in _copies(corpus, "near"):
        yield _match(copy.member, copy.of, "nearly the same question as", _why(corpus, copy))


@rule("D003", Severity.INFO, "corpus")
def similar_question(corpus: "Corpus") -> Iterator[Match]:
    """Question that may be asked elsewhere: alike, with an answer that is alike too."""
    for copy in _copies(corpus, "review"):
        why = _why(corpus, copy)
        if copy.verdict.likely is None:
            why += f"; the answers are {corpus.shelf.likeness(copy.member, copy.of) or 0.0:.0%} alike"
        yield _match(copy.member, copy.of, "perhaps the same question as", why)


@rule("D004", Severity.INFO, "corpus")
def differing_answer(corpus: "Corpus") -> Iterator[Match]:
    """Question that is asked twice and answered in other words."""
    for copy in _copies(corpus, "identical", "near"):
        one, other = copy.member, copy.of
        if not (one.fact.complete and other.fact.complete):
            continue
        alike = corpus.shelf.likeness(one, other)
        if alike is not None and alike < _OTHER_ANSWER:
            lengths = f"{one.fact.letters} letters of prose against {other.fact.letters}"
            yield _match(
                copy.member, copy.of, "answered in other words than", f"the answers are {alike:.0%} alike, {lengths}"
            )


@rule("D005", Severity.WARNING, "corpus")
def repeated_answer(corpus: "Corpus") -> Iterator[Match]:
    """Answer that stands under another question as well."""
    for member, other in corpus.same_answers():
        if not corpus.same_question(member, other):
            yield _match(member, other, "the same answer as to")


@rule("D006", Severity.INFO, "corpus")
def repeated_code(corpus: "Corpus") -> Iterator[Match]:
    """Code block that stands under another question as well."""
    found = [(member, code) for member in corpus.members for code in member.fact.code]
    groups = by_key(found, lambda item: item[1].key, lambda item: (item[0].path, item[1].line))
    for (member, code), (other, _) in corpus.repeats(groups, lambda item: item[0].path):
        if member is not other and not corpus.same_question(member, other):
            match = _match(member, other, "the same code as under")
            yield match._replace(span=code.span)


@rule("D007", Severity.WARNING, "corpus")
def copied_document(corpus: "Corpus") -> Iterator[Match]:
    """File with the same content as another."""
    files = [document for document in corpus.documents if document.content]
    for document, other in corpus.repeats(by_key(files, lambda item: item.content, _path), _path):
        yield _of_document(document, other, "the same content as")


@rule("D008", Severity.INFO, "corpus")
def repeated_title(corpus: "Corpus") -> Iterator[Match]:
    """File with the same title as another, but not its content."""
    contents = Counter(item.content for item in corpus.documents)
    named = (item for item in corpus.documents if item.title and item.title not in corpus.wording.headings)
    titled = [item for item in named if contents[item.content] == 1]
    for document, other in corpus.repeats(by_key(titled, lambda item: item.title, _path), _path):
        yield _of_document(document, other, "the same title as")


def _path(document: "DocumentFact") -> str:
    return document.path


def _copies(corpus: "Corpus", *kinds: "Kind") -> "Iterator[Copy]":
    return (copy for copy in corpus.copies if copy.verdict.kind in kinds)


def _why(corpus: "Corpus", copy: "Copy") -> str:
    from askew.duplicates.reason import reason

    return ": ".join(filter(None, (f"{copy.verdict.score:.2f}", reason(copy.verdict, corpus.wording))))


def _match(member: "Member", of: "Member", message: str, why: str = "") -> Match:
    text = f"{message} {of.path}:{of.fact.line}" + (f" ({why})" if why else "")
    elsewhere = Elsewhere(of.path, of.fact.heading, quoted(of.fact.question))
    return Match(member.path, member.fact.heading, member.fact.id, text, (elsewhere,))


def _of_document(document: "DocumentFact", other: "DocumentFact", message: str) -> Match:
    elsewhere = Elsewhere(other.path, other.heading, message)
    return Match(document.path, document.heading, None, f"{message} {other.path}", (elsewhere,))


RULES: tuple[Rule, ...] = (
    repeated_question,
    near_duplicate_question,
    similar_question,
    differing_answer,
    repeated_answer,
    repeated_code,
    copied_document,
    repeated_title,
)
