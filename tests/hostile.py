"""Reports of runs over banks that want to harm whoever reads the report; drawn from a seed."""

import random
from itertools import accumulate

from askew.checks import RULES
from askew.diagnostic import Diagnostic, Excerpt, Place, PlacedEdit, PlacedFix, PlacedRelated, Safety
from askew.document import Span
from askew.run import Report

PIECES = (
    *("\n", "\r", "\r\n", "\t", "\0", "\x07", "\x08", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b2J", "\ufeff"),
    *("\u2028", "\u200b", "\u202e", "\u2066", "\ufffe", "\uffff", "\ud800", "\udcff", "\udfff", "\ue000", "\U000e0041"),
    *("::error file=a,line=1::x", "\n::stop-commands::t", "%0A", "%25", "%", ",", ":", "::", "##[error]", ";"),
    *("</script>", "<script>alert(1)</script>", "]]>", "<![CDATA[", "<!--", "-->", "&amp;", "&#0;", "'", '"', "<b>"),
    *("[x](1)", "[x](http://h.example)", "![i](//h.example)", "[", "]", "](", "{0}", "{{", "}", "\\", "\\[", "\\("),
    *("|", "`", "``", "```", "*", "**", "_", "~~", "$x$", "@all", "#12", "GH-1", "http://h.example", "www.h.example"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0", "../", "/", "//", "~", "?", " ", "\u3000", "\xa0"),
    *("茶", "é", "e\u0301", "𐐀", "👩\u200d🔬", "question 4", "np", "a"),
)


def report(seed: int) -> Report:
    """Return a report in which every text is made of PIECES."""
    draw = random.Random(seed)
    paths = sorted({_text(draw) or "bank.md" for _ in range(draw.randint(1, 3))})
    found = [_diagnostic(draw, draw.choice(paths), number) for number in range(draw.randint(0, 8))]
    run = Report(sorted(found, key=lambda item: item.order), files=len(paths), records=draw.randint(0, 2_000))
    run.warnings += [_text(draw)]
    run.problems += [_text(draw)] * draw.randint(0, 1)
    return run


def _text(draw: random.Random, most: int = 6) -> str:
    return "".join(draw.choices(PIECES, k=draw.randint(1, most)))


def _diagnostic(draw: random.Random, path: str, number: int) -> Diagnostic:
    rule = draw.choice(RULES)
    related = tuple(
        PlacedRelated(draw.choice([path, _text(draw)]), draw.randint(1, 99), 1, _text(draw))
        for _ in range(draw.randint(0, 2))
    )
    message = _text(draw, 9) + "".join(f" {other.path}:{other.line} " for other in related if draw.random() < 0.7)
    edits = tuple(PlacedEdit(_place(draw), Span(0, 0), _text(draw)) for _ in range(draw.randint(1, 2)))
    fix = PlacedFix(_text(draw), draw.choice(list(Safety)), edits) if draw.random() < 0.5 else None
    line = _text(draw)
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        message,
        path,
        _place(draw),
        draw.choice([None, "0123456789abcdef-1"]),
        f"{number:016x}",
        fix,
        related,
        draw.choice([None, Excerpt(line, 0, len(line))]),
    )


def _place(draw: random.Random) -> Place:
    line, last = accumulate((draw.randint(1, 99), draw.randint(0, 1)))
    column = draw.randint(1, 9)
    end = column + draw.randint(0, 9)
    return Place(line, column, last, end, column, end)
