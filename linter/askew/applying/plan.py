"""Decisions and banks in, new contents of files out: what carrying the decisions out would change, and what cannot be."""

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from askew import baseline
from askew.applying.bank import Bank, BankError, Banks, State, places
from askew.applying.merging import Addition, addition
from askew.applying.rewriting import Rewriting, rewritten
from askew.decisions import Action, Decision, DecisionsError, Reference


class Change(NamedTuple):
    """A file that changes: what reports call it, the file itself, and its content before and after; None is no file."""

    path: str
    target: str
    before: bytes | None
    after: bytes | None


@dataclass
class Plan:
    """What carrying decisions out comes to.

    `made` counts the decisions that can be, by action, `already` those that are carried out; `merged` counts the
    sections that keepers get. `problems` say which decisions cannot be carried out, and why; `notes` are for people.
    `done` names the records that go, as the next run with the same decisions knows them.
    """

    changes: list[Change] = field(default_factory=list)
    made: Counter[Action] = field(default_factory=Counter)
    already: int = 0
    merged: int = 0
    accepted: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


def plan(
    decisions: Sequence[Decision],
    banks: Banks,
    known: Path,
    *,
    renumber: bool = False,
    done: Mapping[str, Collection[str]] | None = None,
) -> Plan:
    """Return what `decisions` come to; what they accept goes into the baseline at `known`.

    `done` has, by file, the names of the records that went when it was last written and is as it was left. Raises
    BankError for files that nothing may be done with, DecisionsError where none of the files is there, and
    BaselineError for a baseline that cannot be read.
    """
    return _Planner(decisions, banks, renumber, done or {}).plan(known)


def name_of(bank: Bank, root: Path, record: Reference) -> str:
    """Return what a record of `bank` that goes is known by."""
    return f"{os.path.relpath(bank.target, root)} {record.id} {record.digest}"


@dataclass
class _Work:
    """What is wanted of one bank: who goes, with its reference, and what keepers get."""

    drops: dict[int, Reference] = field(default_factory=dict)
    additions: dict[int, list[Addition]] = field(default_factory=lambda: defaultdict(list))


class _Planner:
    def __init__(
        self, decisions: Sequence[Decision], banks: Banks, renumber: bool, done: Mapping[str, Collection[str]]
    ) -> None:
        self.decisions, self.banks, self.renumber, self.done = decisions, banks, renumber, done
        self.result = Plan()
        self.work: dict[str, _Work] = defaultdict(_Work)
        self.found = self._found()

    def plan(self, known: Path) -> Plan:
        seen = set()
        for item in self.decisions:
            name = item.action, tuple(record.key for record in item.records), item.findings
            if name not in seen:
                seen.add(name)
                self._take(item)
        for target, work in sorted(self.work.items()):
            self._rewrite(target, work)
        self._accept(known)
        return self.result

    def _bank(self, record: Reference) -> Bank | None:
        return self.banks.at(record.path)

    def _found(self) -> dict[Reference, int | State]:
        """Where every record that a decision names is now."""
        named: dict[str, list[Reference]] = defaultdict(list)
        missing: list[Reference] = []
        for item in self.decisions:
            for record in (*([item.keeper] if item.keeper else []), *item.records):
                bank = self._bank(record)
                if bank is None:
                    missing.append(record)
                else:
                    named[bank.target].append(record)
        if missing and not named:
            raise DecisionsError(
                f"there is no {missing[0].path} here, nor any other file of these decisions: "
                "run `askew apply` where the report was made"
            )
        found: dict[Reference, int | State] = dict.fromkeys(missing, "gone")
        for target, records in named.items():
            bank = self.banks.at(target)
            assert bank is not None
            gone = {record for record in records if self._is_done(bank, record)}
            found |= places(bank, (record for record in records if record not in gone)) | dict.fromkeys(gone, "gone")
        return found

    def _is_done(self, bank: Bank, record: Reference) -> bool:
        return name_of(bank, self.banks.root, record) in self.done.get(bank.target, ())

    def _take(self, item: Decision) -> None:
        """Take one decision up: count it, note what it wants of banks, or say why it cannot be carried out."""
        changed = next((record for record in item.records if self.found[record] == "changed"), None)
        if item.action == "ignore" or item.action == "keep":
            self.result.made[item.action] += 1
        elif changed is not None:
            self.result.problems.append(f"{changed}: has changed since it was decided on")
        elif item.keeper is None:
            self.result.made[item.action] += 1
        elif self.found[item.records[0]] == "gone":
            self.result.already += 1
        elif isinstance(self.found[item.keeper], str):
            what = "has changed since" if self.found[item.keeper] == "changed" else "is no longer there"
            self.result.problems.append(f"{item.records[0]}: stays, because its keeper {item.keeper} {what}")
        else:
            self._go(item.action, item.records[0], item.keeper)

    def _go(self, action: Action, record: Reference, keeper: Reference) -> None:
        bank, place, of, at = self._bank(record), self.found[record], self._bank(keeper), self.found[keeper]
        assert bank is not None
        assert of is not None
        assert isinstance(place, int)
        assert isinstance(at, int)
        self.work[bank.target].drops[place] = record
        if action == "merge":
            got = self.work[of.target].additions[at]
            more = addition(of.records[at], got, bank.records[place], bank.path)
            got.append(more)
            self.result.merged += len(more.sections)
            if not more.sections:
                action = "drop"
                self.result.notes.append(f"{record}: dropped without a merge: it has no section that {keeper} lacks")
        self.result.made[action] += 1

    def _rewrite(self, target: str, work: _Work) -> None:
        bank = self.banks.at(target)
        assert bank is not None
        wanted = Rewriting(set(work.drops), work.additions, self.renumber)
        try:
            after = rewritten(bank, wanted, self.banks.settings)
        except BankError as error:
            named = ", ".join(str(record.line) for record in work.drops.values() if record.line)
            what = f" (of the records to go: lines {named})" if named else ""
            self.result.problems.append(f"{bank.path}: cannot be changed: {error}{what}")
            return
        self.result.done += [name_of(bank, self.banks.root, record) for record in work.drops.values()]
        if after != bank.data:
            self.result.changes.append(Change(bank.path, target, bank.data, after))
        if work.drops and len(work.drops) == len(bank.records):
            self.result.notes.append(f"{bank.path}: no record is left in it")

    def _accept(self, known: Path) -> None:
        """Put the findings that are accepted into the baseline."""
        wanted = {
            (entry.fingerprint, entry.path): entry for item in reversed(self.decisions) for entry in item.findings
        }
        if not wanted:
            return
        before = baseline.read(known) if os.path.lexists(known) else []
        merged = merged_entries(before, wanted.values())
        if merged != sorted(before):
            self.result.accepted = len(set(merged) - set(before))
            target = os.path.realpath(known)
            if not Path(target).is_relative_to(self.banks.root):
                raise BankError(f"{known}: lies outside {self.banks.root}")
            old = Path(target).read_bytes() if os.path.lexists(target) else None
            self.result.changes.append(Change(str(known), target, old, baseline.content(known, merged)))


def merged_entries(before: Iterable[baseline.Entry], more: Iterable[baseline.Entry]) -> list[baseline.Entry]:
    """Return a baseline with `more` entries; one that is there already gets the new reason."""
    found = {(entry.fingerprint, entry.path): entry for entry in before}
    for entry in more:
        old = found.get((entry.fingerprint, entry.path))
        found[entry.fingerprint, entry.path] = entry if old is None else old._replace(reason=entry.reason)
    return sorted(found.values())
