"""What a corpus has more than once, whatever is compared: which one to keep, and what repeats it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from askew.duplicates.verdict import Kind, Member, Verdict


class Item(NamedTuple):
    """A record, a code block of a record or a whole file (which has no `member`): where it starts, and its bytes."""

    path: str
    line: int
    size: int
    member: Member | None

    @property
    def id(self) -> str | None:
        """The id of the record, None for a file."""
        return self.member.fact.id if self.member else None

    @property
    def question(self) -> str | None:
        """The question of the record, None for a file."""
        return self.member.fact.question if self.member else None


class Spare(NamedTuple):
    """An item that could go: how sure that is, how alike it is to the one to keep (0 to 1), and what the judge said."""

    item: Item
    kind: Kind
    score: float
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Repeated:
    """An item to keep and those that repeat it, by path and line."""

    keeper: Item
    spares: tuple[Spare, ...]

    @cached_property
    def kind(self) -> Kind:
        """That of the least certain spare."""
        kinds = {spare.kind for spare in self.spares}
        return "review" if "review" in kinds else "near" if "near" in kinds else "identical"

    @cached_property
    def score(self) -> float:
        """The lowest score of a spare, 0 to 1."""
        return min(spare.score for spare in self.spares)

    @cached_property
    def saves(self) -> int:
        """The bytes that would go with the spares."""
        return sum(spare.item.size for spare in self.spares)

    @cached_property
    def id(self) -> str:
        """A name of 12 hex digits that holds as long as the same records are together, wherever they stand."""
        items = (self.keeper, *(spare.item for spare in self.spares))
        names = sorted(f"{item.path}\0{item.id or ''}" for item in items)
        return hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @cached_property
    def order(self) -> tuple[bool, int, float, str, int]:
        """Sort key: what is to be reviewed last, then the biggest saving, the best score, path and line first."""
        return self.kind == "review", -self.saves, -self.score, self.keeper.path, self.keeper.line
