"""Many files in, diagnostics out: run the rules that compare files and place what they find."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from askew.diagnostic import Diagnostic, PlacedRelated
from askew.engine import Crash
from askew.place import at_anchor, with_ordinals
from askew.rule import Match, Rule
from askew.suppress import Suppressed

if TYPE_CHECKING:
    from askew.duplicates.corpus import Corpus
    from askew.duplicates.facts import Accepted, DocumentFact
    from askew.duplicates.shelf import Shelf


class Scope(NamedTuple):
    """The files that findings are wanted for, by path: facts, digests of their bytes, and the bytes of unsaved ones."""

    facts: "Mapping[str, DocumentFact]"
    digests: Mapping[str, bytes]
    unsaved: Mapping[str, bytes]


class Compared(NamedTuple):
    """What comparing files gave: diagnostics, what is suppressed, and the rules that raised.

    `spared` are diagnostics about the copy to keep, which count where its file is looked at by itself; `warning` says why
    the index could not be used, or is "". `corpus` is what was compared, where it was compared just now and nothing else.
    """

    diagnostics: Sequence[Diagnostic] = ()
    suppressed: Sequence[Suppressed] = ()
    crashes: Sequence[Crash] = ()
    spared: Sequence[Diagnostic] = ()
    warning: str = ""
    corpus: "Corpus | None" = None


def compare(corpus: "Corpus", rules: Sequence[Rule]) -> Compared:
    """Return what the corpus rules among `rules` say."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    suppressed: list[Suppressed] = []
    crashes: list[Crash] = []
    accepted = {document.path: document.accepted for document in corpus.documents}
    for rule in rules:
        if rule.scope != "corpus":
            continue
        try:
            for match in rule.check(corpus):
                diagnostic = _placed(rule, match, corpus.shelf)
                reason = _reason(rule.code, match, accepted.get(match.path, ()))
                if reason is None:
                    found[match.path].append(diagnostic)
                else:
                    line, message = diagnostic.place.line, diagnostic.message
                    suppressed.append(Suppressed(rule.code, match.path, line, message, reason))
        except Exception:  # a rule must not take the run down
            import traceback

            crashes.append(Crash(rule.code, "the corpus", traceback.format_exc()))
    return Compared([item for path in sorted(found) for item in with_ordinals(found[path])], suppressed, crashes)


def _placed(rule: Rule, match: Match, shelf: "Shelf") -> Diagnostic:
    related = []
    for other in match.related:
        place = shelf.place(other.path, other.span)
        related.append(PlacedRelated(other.path, place.line, place.column, other.message))
    return at_anchor(rule, match.path, shelf.anchor(match.path, match.span, match.record), match.message, related)


def _reason(code: str, match: Match, accepted: "Iterable[Accepted]") -> str | None:
    """The reason of the suppression that a match falls under, or None."""
    for item in accepted:
        named = not item.codes or any(code.startswith(name) for name in item.codes)
        if named and item.covers.start <= match.span.start < item.covers.end:
            return item.reason
    return None
