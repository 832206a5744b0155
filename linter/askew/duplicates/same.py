"""Things of a corpus that are the same: answers but for a sentence or so, and whatever has equal keys."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from askew.duplicates.facts import Sentence
    from askew.duplicates.verdict import Member

T = TypeVar("T")

SAME_ANSWER = 0.80  # share of the letters of two answers that stand in sentences of both
_ANSWER = 40  # letters; a shorter answer may well be right twice
_MET_BY = 4  # sentences, those with the smallest hashes, by which answers that are the same meet
_CROWD = 64  # different answers with one sentence in common that a further one is compared with


def by_key(items: Iterable[T], key: Callable[[T], Hashable], rank: Callable[[T], Any]) -> list[list[T]]:
    """Return the items with equal keys together, the best (of the smallest rank) first."""
    same: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        same[key(item)].append(item)
    return [sorted(group, key=rank) for group in same.values()]


def same_answers(members: "Sequence[Member]") -> "list[list[Member]]":
    """Return the records whose answers are the same but for a sentence or so, the best first: each like the first."""
    centres: dict[int, list[list[Member]]] = defaultdict(list)
    found = []
    for member in sorted(members, key=lambda member: member.rank):
        if member.fact.letters < _ANSWER:
            continue
        keys = sorted(sentence.key for sentence in member.fact.sentences)[:_MET_BY]
        near = (group for key in keys for group in centres[key])
        group = next((group for group in near if shared_answer(group[0], member) >= SAME_ANSWER), None)
        if group is not None:
            group.append(member)
            continue
        found.append([member])
        for key in keys:
            if len(centres[key]) < _CROWD:
                centres[key].append(found[-1])
    return found


def shared_answer(one: "Member", other: "Member") -> float:
    """Return the share of the letters of two answers that stand in sentences of both, 0 to 1."""
    left, right = set(one.fact.sentences), set(other.fact.sentences)
    return _letters(left & right) / _letters(left | right)


def _letters(sentences: "Iterable[Sentence]") -> int:
    return sum(sentence.letters for sentence in sentences)
