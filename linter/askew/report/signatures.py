"""What the indexes know of the names that wrong APIs are about."""

from collections.abc import Iterator

from askew.checks.apis import judge_of, subjects
from askew.config import Settings
from askew.diagnostic import Diagnostic
from askew.report.rereading import Rereading

_SUFFIX = " (in `"  # what a message on a field of a JSONL line ends in


class Signatures:
    """Finds the signatures behind findings of the A family."""

    def __init__(self, reading: Rereading, settings: Settings) -> None:
        self._reading, self._settings = reading, settings
        self._subjects: dict[str, dict[str, str]] = {}

    def of(self, item: Diagnostic) -> list[dict[str, object]]:
        """Return the signatures of what a finding is about, newest first, each with its versions; [] for none."""
        if not item.code.startswith("A"):
            return []
        name = self._named(item.path).get(item.message.rpartition(_SUFFIX)[0] or item.message)
        return list(self._known(name)) if name else []

    def _named(self, path: str) -> dict[str, str]:
        """The dotted names that findings in a file are about, by message."""
        if path not in self._subjects:
            texts = self._reading.texts(path)
            self._subjects[path] = {message: name for text in texts for message, name in subjects(text).items()}
        return self._subjects[path]

    def _known(self, name: str) -> Iterator[dict[str, object]]:
        found = judge_of(self._settings.apis).resolve(name)
        if found.entry is None or found.library is None:
            return
        for signature in reversed(found.entry.signatures):
            here = signature.versions & found.entry.versions
            if here:
                text = f"{name.rpartition('.')[2]}({signature.text})"
                yield {"versions": [f"{found.library.name} {v}" for v in found.library.names(here)], "text": text}
