"""All that a corpus has more than once, by question, answer, code or file: what `askew dups` reports."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal

from askew.duplicates.answers import shared
from askew.duplicates.clusters import Duplicate
from askew.duplicates.corpus import Corpus
from askew.duplicates.facts import CodeFact, DocumentFact
from askew.duplicates.novelty import Where
from askew.duplicates.reason import passages, reason
from askew.duplicates.repeated import Item, Repeated, Spare
from askew.duplicates.same import by_key
from askew.duplicates.verdict import Member

By = Literal["question", "answer", "code", "document"]

_SAME = {"answer": "the same answer", "code": "the same code", "document": "the same content"}


class Survey:
    """What is repeated in `corpus`, the biggest saving first.

    Where the corpus has a scope, it is what repeats things outside the scope; where `new` is given, what has to do with
    one of those, as `novelty` names them. `found` has the pairs worth a look only with `review`; `to_review` counts those
    that it leaves out.
    """

    def __init__(
        self,
        corpus: Corpus,
        by: By = "question",
        *,
        review: bool = False,
        new: Container[tuple[str, Where]] | None = None,
    ) -> None:
        self.corpus, self.by = corpus, by
        found = (repeated for repeated in _FINDERS[by](corpus) if new is None or self._has(repeated, new))
        everything = sorted(found, key=lambda repeated: repeated.order)
        self.found = [repeated for repeated in everything if review or repeated.kind != "review"]
        self.to_review = len(everything) - len(self.found)

    def _has(self, repeated: Repeated, new: Container[tuple[str, Where]]) -> bool:
        items = (repeated.keeper, *(spare.item for spare in repeated.spares))
        return any((item.path, item.line if self.by == "code" else item.id) in new for item in items)

    @property
    def redundant(self) -> list[tuple[Repeated, Spare]]:
        """What is certain enough to go, with what it repeats."""
        return [(repeated, spare) for repeated in self.found for spare in repeated.spares if spare.kind != "review"]

    def likeness(self, keeper: Item, spare: Spare) -> float | None:
        """Return how alike the answers of two records are, 0 to 1; None where one is missing. Reads both again."""
        if keeper.member is None or spare.item.member is None:
            return None
        return self.corpus.shelf.likeness(spare.item.member, keeper.member)

    def why(self, keeper: Item, spare: Spare) -> str:
        """Return in words why a spare is one; reads answers again where they are the reason."""
        verdict = spare.verdict
        if verdict is None:
            same = spare.kind == "identical"
            return _SAME[self.by] if same else f"{spare.score:.0%} of the letters stand in sentences of both"
        if verdict.kind == "identical":
            return "the same question"
        words = reason(verdict, self.corpus.wording) or "the same but for fillers"
        if verdict.kind == "near" or verdict.likely is not None:
            return words
        return f"{words}; the answers are {self.likeness(keeper, spare) or 0.0:.0%} alike"

    def differs(self, keeper: Item, spare: Spare) -> list[tuple[str, str]]:
        """Return the passages that only the question of the spare and only that of the keeper has, in order.

        Passed over are frames, fillers and particles, as they are for the verdict.
        """
        if spare.verdict is None or spare.kind == "identical" or keeper.member is None or spare.item.member is None:
            return []
        here, there = spare.verdict.texts
        if here.identity == there.identity:  # the titles, perhaps, and not the questions
            here, there = spare.item.member.fact.texts[0], keeper.member.fact.texts[0]
        return passages(here, there, self.corpus.wording)


def _questions(corpus: Corpus) -> Iterator[Repeated]:
    if corpus.scope is None:
        for cluster in corpus.clusters:
            yield _together(_record(cluster.keeper), map(_asker, cluster.duplicates))
        return
    found: dict[tuple[int, bool], tuple[Member, list[Spare]]] = {}
    for copy in corpus.copies_outside():
        key = id(copy.of), copy.verdict.kind == "review"
        found.setdefault(key, (copy.of, []))[1].append(_asker(Duplicate(copy.member, copy.verdict)))
    for keeper, spares in found.values():
        yield _together(_record(keeper), spares)


def _answers(corpus: Corpus) -> Iterator[Repeated]:
    found: dict[int, tuple[Member, list[Spare]]] = {}
    gone: set[int] = set()  # no reason for others to go: those may not be like what is kept
    for member, of in sorted(corpus.same_answers(), key=lambda pair: pair[0].rank):
        if id(of) not in gone and (corpus.scope is None or of.path not in corpus.scope):
            gone.add(id(member))
            score = shared(frozenset(member.fact.sentences), frozenset(of.fact.sentences))
            spare = Spare(_record(member), "identical" if score == 1 else "near", score)
            found.setdefault(id(of), (of, []))[1].append(spare)
    for keeper, spares in found.values():
        yield _together(_record(keeper), spares)


def _code(corpus: Corpus) -> Iterator[Repeated]:
    blocks = [(member, code) for member in corpus.members for code in member.fact.code]
    groups = by_key(blocks, lambda block: block[1].key, lambda block: (block[0].path, block[1].line))
    return _identical(corpus, [[_block(*block) for block in _once(group)] for group in groups])


def _once(blocks: Iterable[tuple[Member, CodeFact]]) -> Iterator[tuple[Member, CodeFact]]:
    """The first block of every record: an answer may well show its code twice."""
    found: dict[int, tuple[Member, CodeFact]] = {}
    for member, code in blocks:
        found.setdefault(id(member), (member, code))
    return iter(found.values())


def _documents(corpus: Corpus) -> Iterator[Repeated]:
    files = [document for document in corpus.documents if document.content]
    groups = by_key(files, lambda document: document.content, lambda document: document.path)
    return _identical(corpus, [[_file(corpus, item) for item in group] for group in groups if len(group) > 1])


_FINDERS = {"question": _questions, "answer": _answers, "code": _code, "document": _documents}


def _identical(corpus: Corpus, groups: Sequence[Sequence[Item]]) -> Iterator[Repeated]:
    for keeper, others in _repeats(corpus, groups):
        yield _together(keeper, [Spare(item, "identical", 1.0) for item in others])


def _repeats(corpus: Corpus, groups: Sequence[Sequence[Item]]) -> Iterator[tuple[Item, list[Item]]]:
    """Each item to keep with those that repeat it; with a scope, only what is kept outside it."""
    found: dict[int, tuple[Item, list[Item]]] = {}
    for item, of in corpus.repeats(groups, lambda item: item.path):
        if corpus.scope is None or of.path not in corpus.scope:
            found.setdefault(id(of), (of, []))[1].append(item)
    return iter(found.values())


def _together(keeper: Item, spares: Iterable[Spare]) -> Repeated:
    return Repeated(keeper, tuple(sorted(spares, key=lambda spare: (spare.item.path, spare.item.line))))


def _asker(duplicate: Duplicate) -> Spare:
    verdict = duplicate.verdict
    return Spare(_record(duplicate.member), verdict.kind, verdict.score, verdict)


def _record(member: Member) -> Item:
    return Item(member.path, member.fact.line, member.fact.size, member)


def _block(member: Member, code: CodeFact) -> Item:
    return Item(member.path, code.line, code.size, member)


def _file(corpus: Corpus, document: DocumentFact) -> Item:
    return Item(document.path, 1, corpus.shelf.size(document.path), None)
