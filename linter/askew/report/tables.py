"""A report for spreadsheets and for machines: one row a redundant record or a finding, and the data as they are."""

from collections.abc import Iterator, Mapping
from typing import Any

from askew.reporters.csv import row
from askew.reporters.duplicates import one_line
from askew.reporters.json import json_text

Data = Mapping[str, Any]

COLUMNS = ("what", "kind", "weight", "score", "rule", "path", "line", "record", "text", "why",
           "cluster", "keeper_path", "keeper_line", "keeper_record", "fingerprint")  # fmt: skip


def csv(model: Data) -> Iterator[str]:
    """Yield the names of the columns, a row for every record that repeats another, then one for every finding."""
    yield ",".join(COLUMNS)
    for cluster in model["clusters"]:
        keeper, *others = cluster["members"]
        for item in others:
            kept = keeper["path"], keeper["line"], keeper["id"] or ""
            own = item["path"], item["line"], item["id"] or "", one_line(item["question"]), item["why"]
            yield row(("duplicate", item["kind"], cluster["weight"], f"{item['score']:.4f}", "", *own, cluster["id"], *kept, ""))  # fmt: skip
    for item in model["findings"]:
        own = item["code"], item["path"], item["line"], item["record"] or "", one_line(item["message"])
        yield row(("finding", item["severity"], "", "", *own, "", "", "", "", "", item["fingerprint"]))


def json(model: Data) -> Iterator[str]:
    """Yield the report as one JSON text, in the shape of schemas/clean-up.schema.json."""
    yield json_text(model)
