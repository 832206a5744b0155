"""`askew dups --explain`: every number of one pair."""

from collections.abc import Iterator

from askew.duplicates.corpus import Corpus
from askew.duplicates.explanation import Comparison, Explanation
from askew.duplicates.verdict import Member
from askew.reporters.duplicates import one_line
from askew.reporters.style import Style

_SHOWN = 12  # shared shingles that are listed
_LONGEST = 400  # characters of a text that are shown


def lines(found: Explanation, corpus: Corpus, style: Style) -> Iterator[str]:
    """Yield the explanation of a pair of records of `corpus`."""
    for member in found.members:
        yield f"{style.bold(one_line(member.path))}:{member.fact.line}: {_short(member.fact.question)}"
    for comparison in found.comparisons:
        yield ""
        yield from _comparison(comparison, found.members, style)
    yield ""
    alike = "one is missing" if found.answers is None else f"{found.answers:.4f} alike"
    yield _row("answers", alike)
    yield _row("code", f"{found.code} block{'s' * (found.code != 1)} in common")
    limits, texts = corpus.judge.thresholds, corpus.judge.frequencies.texts
    yield _row("thresholds", f"merge {limits.merge:g}, review {limits.review:g}, among {texts:,} texts")
    verdict = style.kind(f"{found.kind} {found.score:.2f}", found.kind) if found.kind else "not alike"
    yield _row("verdict", f"{verdict}: {found.why}")
    yield _row("cluster", _clusters(corpus, *found.members))


def _comparison(item: Comparison, members: tuple[Member, Member], style: Style) -> Iterator[str]:
    for member, text in zip(members, item.texts, strict=True):
        title = "question" if member.fact.texts[:1] == (text,) else "title or another copy's question"
        yield style.dim(f"the {title} at {one_line(member.path)}:{member.fact.line}")
        yield _row("exact", _short(text.exact))
        yield _row("core", _short(text.core))
        if text.signs:
            yield _row("signs", _short(", ".join(text.signs)))
        yield _row("glosses", _short(", ".join(sorted(text.glosses))) or "none")
    yield style.dim("compared")
    yield _row("weighted", f"{item.weighted:.4f}")
    yield _row("plain", f"{item.plain:.4f}")
    heavy = ", ".join(f"{shingle!r} {weight:.2f}" for shingle, weight in item.shared[:_SHOWN])
    more = ", …" * (len(item.shared) > _SHOWN)
    yield _row("shared", f"{len(item.shared)} of {item.shingles} shingles{': ' * bool(heavy)}{one_line(heavy)}{more}")
    yield _row("contrast", _contrast(item))


def _contrast(item: Comparison) -> str:
    if item.contrast.turned:
        return "the same words the other way round"
    if not item.contrast:
        return "none"
    left, right = (", ".join(words) or "—" for words in item.contrast[:2])
    return f"{_short(left)} / {_short(right)}"


def _clusters(corpus: Corpus, one: Member, other: Member) -> str:
    keepers = [_keeper(corpus, member) for member in (one, other)]
    if keepers[0] is not None and keepers[0] == keepers[1]:
        return f"both are in that of {keepers[0]}"
    said = []
    for member, keeper in zip((one, other), keepers, strict=True):
        place = f"{one_line(member.path)}:{member.fact.line}"
        if keeper is not None:
            said.append(f"{place} is {'the keeper of one' if place == keeper else f'in that of {keeper}'}")
    return ", ".join(said) or "neither is in one"


def _keeper(corpus: Corpus, member: Member) -> str | None:
    """Where the keeper of the cluster that a record is in stands; one that is only to review comes last."""
    found = [
        cluster.keeper
        for cluster in corpus.clusters
        if cluster.keeper is member or any(item.member is member for item in cluster.duplicates)
    ]
    return f"{one_line(found[0].path)}:{found[0].fact.line}" if found else None


def _row(name: str, text: str) -> str:
    return f"  {name:11}{text}"


def _short(text: str) -> str:
    text = one_line(text[: 2 * _LONGEST])
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
