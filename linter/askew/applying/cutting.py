"""Cutting records out of a bank, with the blank lines and separators that belong to them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from askew.applying.bank import Bank, BankError
from askew.diagnostic import Edit
from askew.document import Span
from askew.extract import separates

_BEFORE = re.compile(r"(?:[\s>*+\-#]|\d{1,9}[.)]|<[^<>]*>)*")  # what may stand before a record on its first line


def cuts(bank: Bank, drops: set[int]) -> list[Edit]:
    """Return the edits that take the records with the numbers `drops` out; raises BankError where one is no whole lines."""
    if bank.path.endswith(".jsonl"):
        lines: Iterable[tuple[int, int]] = (
            (bank.records[index].line, bank.records[index].line + 1) for index in sorted(drops)
        )
    else:
        lines = _Cutter(bank).lines(drops)
    return [Edit(_span(bank, *part), "") for part in lines]


def _span(bank: Bank, first: int, end: int) -> Span:
    starts = bank.document.line_starts
    return Span(starts[first - 1], starts[end - 1] if end <= len(starts) else len(bank.document.source))


class _Cutter:
    """Knows the lines of a Markdown bank: which are records, and which stand between them."""

    def __init__(self, bank: Bank) -> None:
        self.bank, self.records = bank, bank.records
        self.count = len(bank.document.line_starts)
        self.ends = [self._end(index) for index in range(len(self.records))]

    def text(self, line: int) -> str:
        return self.bank.document.slice(*self.bank.document.line_span(line))

    def lines(self, drops: set[int]) -> Iterator[tuple[int, int]]:
        """Yield the ranges of lines, half-open, that go.

        What separates two records goes with the first of them; with the second where no record follows that.
        """
        for run in self._runs(sorted(drops)):
            start, stop = self._start(run[0]), self.ends[run[-1]]
            self._check(run)
            after = self._past(stop)
            before = self._back(start, self.ends[run[0] - 1] if run[0] else 1)
            follows = run[-1] + 1 < len(self.records) and self.records[run[-1] + 1].line == after
            if not follows and run[0] and self.ends[run[0] - 1] == before:
                yield before, stop
            elif after > self.count:
                yield self._blank_back(start), stop
            else:
                yield start, after

    def _runs(self, drops: Sequence[int]) -> Iterator[list[int]]:
        """The records to drop, those together that have nothing but separators between them."""
        run: list[int] = []
        for index in drops:
            if run and not (run[-1] + 1 == index and self._past(self.ends[run[-1]]) >= self.records[index].line):
                yield run
                run = []
            run.append(index)
        if run:
            yield run

    def _start(self, index: int) -> int:
        """The line that a record starts on; the title of the document, under which it may stand at once, is not its own."""
        line = self.records[index].line
        titles = {
            block.start: block.end
            for block in self.bank.document.blocks
            if block.kind == "heading" and block.level == 1
        }
        titled = [record.heading.start in titles for record in self.records]
        if index or not titled[0] or any(titled[1:]) or len(titled) == 1:
            return line
        line = self.bank.document.line(titles[self.records[0].heading.start] - 1) + 1
        while line < self.ends[0] and not self.text(line).strip():
            line += 1
        return line

    def _end(self, index: int) -> int:
        """The line after a record, with the tags that close what it opens."""
        record = self.records[index]
        text = self.bank.raw(index).lower()
        opened = text.count(b"<details") - text.count(b"</details")
        line = end = record.end_line + 1
        while opened > 0 and line <= self.count and separates(self.text(line)):
            closing = self.text(line).lower().count("</details")
            opened, line = opened - closing, line + 1
            end = line if closing else end
        return end

    def _check(self, run: Sequence[int]) -> None:
        for index in run:
            record = self.records[index]
            start = self.bank.document.line_starts[record.line - 1]
            beside = self.bank.document.slice(start, record.span.start)
            shared = (index and self.ends[index - 1] > record.line) or (
                index + 1 < len(self.records) and self.records[index + 1].line < self.ends[index]
            )
            if shared or not _BEFORE.fullmatch(beside):
                raise BankError(f"the record on line {record.line} shares a line with other text")

    def _past(self, line: int) -> int:
        """The first line from `line` on that separates nothing."""
        while line <= self.count and self._separates(line):
            line += 1
        return line

    def _back(self, line: int, least: int) -> int:
        """The line after the last one before `line` that separates nothing, at least `least`."""
        while line > least and self._separates(line - 1):
            line -= 1
        return line

    def _blank_back(self, line: int) -> int:
        while line > 1 and not self.text(line - 1).strip():
            line -= 1
        return line

    def _separates(self, line: int) -> bool:
        text = self.text(line)
        return "<!--" not in text and separates(text)
