"""The decisions that Askew would take itself: what repeats a better copy goes, until nothing does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from askew import baseline
from askew.applying.bank import Bank, BankError, Banks, OutsideError, bank_of
from askew.applying.plan import Change, Plan, name_of
from askew.applying.rewriting import Rewriting, rewritten
from askew.checks.duplicates import near_duplicate_question, repeated_question
from askew.comparing import compare
from askew.config import Settings
from askew.decisions import reference
from askew.duplicates.corpus import Corpus
from askew.duplicates.facts import DocumentFact
from askew.duplicates.shelf import Shelf
from askew.engine import begin
from askew.linting import rules_for
from askew.rule import Rule

Kind = Literal["identical", "near"]

KINDS = get_args(Kind)
_RULES = {"identical": repeated_question, "near": near_duplicate_question}


class _Found(NamedTuple):
    """The numbers of the records of one bank that repeat others, and of those whose repeating is known and accepted."""

    spare: set[int]
    accepted: set[int]


class _Cleaning:
    """One bank while it is cleaned: as it was, who goes, and as it would be then."""

    def __init__(self, bank: Bank, settings: Settings) -> None:
        self.bank, self.settings = bank, settings
        self.now, self.left = bank, list(range(len(bank.records)))
        self.drops: set[int] = set()
        self.kept: set[int] = set()
        self.problems: list[str] = []
        self.facts = self._facts()

    def _facts(self) -> DocumentFact | None:
        return begin(self.bank.path, self.now.data, (repeated_question,), self.settings).result.facts

    def take(self, found: _Found, *, renumber: bool) -> bool:
        """Drop what was found to be spare, as much of it as can be; tell whether anything was."""
        self.kept |= {self.left[place] for place in found.accepted}
        more = sorted({self.left[place] for place in found.spare} - self.kept)
        before = len(self.drops)
        stuck = self._drop(more, renumber=renumber) if more else {}
        while 0 < len(stuck) < len(more):  # what had to stay beside what is gone now may go
            more = sorted(stuck)
            stuck = self._drop(more, renumber=renumber)
        self.kept.update(stuck)
        self.problems += [
            f"{self.bank.path}:{self.bank.records[index].line}: stays, because {error}"
            for index, error in stuck.items()
        ]
        if len(self.drops) == before:
            return False
        self.left = [index for index in range(len(self.bank.records)) if index not in self.drops]
        self.facts = self._facts()
        return True

    def _drop(self, more: list[int], *, renumber: bool) -> dict[int, BankError]:
        """Drop `more` records together, or else those of both halves that can be; return why the others cannot."""
        wanted = Rewriting(self.drops | set(more), {}, renumber)
        try:
            after = rewritten(self.bank, wanted, self.settings)
        except BankError as error:
            if len(more) == 1:
                return {more[0]: error}
            half = len(more) // 2
            return self._drop(more[:half], renumber=renumber) | self._drop(more[half:], renumber=renumber)
        self.drops |= set(more)
        self.now = bank_of(self.bank.path, self.bank.target, after, self.settings)
        return {}


def suggested(
    files: Sequence[str],
    kinds: Iterable[Kind],
    banks: Banks,
    known: Sequence[baseline.Entry],
    *,
    renumber: bool = False,
) -> Plan:
    """Return what dropping every record of `files` comes to that repeats another in one of these ways.

    A finding that a bank suppresses, or that is in `known`, drops nothing. Raises OutsideError.
    """
    result = Plan()
    cleaned: dict[str, _Cleaning] = {}
    for path in files:
        try:
            bank = banks.at(path)
        except OutsideError:
            raise
        except BankError as error:
            result.notes.append(str(error))
            continue
        if bank is not None and bank.target not in (item.bank.target for item in cleaned.values()):
            cleaned[bank.path] = _Cleaning(bank, banks.settings)
    wanted = [_RULES[kind] for kind in kinds]
    going = True
    while going:
        going = False
        for path, found in _round(cleaned, wanted, banks.settings, known).items():
            going |= cleaned[path].take(found, renumber=renumber)
    for path, item in sorted(cleaned.items()):
        _put(result, path, item, banks)
    return result


def _round(
    cleaned: dict[str, _Cleaning], rules: Sequence[Rule], settings: Settings, known: Sequence[baseline.Entry]
) -> dict[str, _Found]:
    """What repeats others in the banks as they are now."""
    contents = {path: item.now.data for path, item in cleaned.items()}
    facts = [item.facts for item in cleaned.values() if item.facts is not None]
    compared = compare(Corpus(facts, settings, Shelf(settings, contents)), rules)
    if compared.crashes:
        raise RuntimeError(compared.crashes[0].traceback)
    found = [
        item
        for item in compared.diagnostics
        if any(item.code == rule.code for rule in rules_for(item.path, rules, settings))
    ]
    new = {(item.path, item.record) for item in baseline.sift(found, known).new}
    result: dict[str, _Found] = defaultdict(lambda: _Found(set(), set()))
    numbers = {
        (path, record.id): place for path, item in cleaned.items() for place, record in enumerate(item.now.records)
    }
    for path, name in {(item.path, item.record) for item in found}:
        group = result[path].spare if (path, name) in new else result[path].accepted
        group.add(numbers[path, name or ""])
    return result


def _put(result: Plan, path: str, item: _Cleaning, banks: Banks) -> None:
    """Add what became of one bank to the plan."""
    result.problems += item.problems
    if not item.drops:
        return
    result.made["drop"] += len(item.drops)
    result.changes.append(Change(path, item.bank.target, item.bank.data, item.now.data))
    for index in sorted(item.drops):
        result.done.append(name_of(item.bank, banks.root, reference(item.bank.document, item.bank.records[index])))
    if not item.left:
        result.notes.append(f"{path}: no record is left in it")
