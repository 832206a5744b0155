"""A report as data: all that its page, its tables and its JSON are made of."""

from collections.abc import Sequence

from askew import __version__
from askew.config import Settings
from askew.report.checked import Checked
from askew.report.clusters import clusters_data
from askew.report.findings import findings_data, rules_data
from askew.report.overview import overview_data
from askew.report.rereading import Rereading
from askew.report.signatures import Signatures

Data = dict[str, object]


def model(found: Checked, settings: Settings, history: Sequence[Data] = ()) -> Data:
    """Return the report in the shape of schemas/clean-up.schema.json."""
    reading = Rereading(settings)
    return {
        "version": 1,
        "askew": __version__,
        "overview": overview_data(found, history),
        "clusters": clusters_data(found.survey, reading),
        "findings": list(findings_data(found.run.diagnostics, Signatures(reading, settings))),
        "rules": list(rules_data(found.run.diagnostics)),
    }
