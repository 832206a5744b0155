"""The data of a report as its page gets it: paths by number, nothing empty, long texts cut, differences marked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from askew.report.budget import cut, level
from askew.reporters.duplicates.sides import marks

Data = dict[str, Any]

_TEXTS = ("question", "answer")


def compact(model: Mapping[str, Any]) -> Data:
    """Return the data of a page: `paths`, then the model with numbers of them in the place of paths."""
    paths: dict[str, int] = {}

    def path(name: str) -> int:
        return paths.setdefault(name, len(paths))

    most = level(_sizes(model["clusters"]))
    files = [{**file, "path": path(file["path"])} for file in model["overview"]["files"]]
    clusters = [_cluster(cluster, most) for cluster in model["clusters"]]
    for cluster in clusters:
        for member in cluster["members"]:
            member["path"] = path(member["path"])
    findings = []
    for item in model["findings"]:
        related = [[path(other["path"]), other["line"], other["message"]] for other in item["related"]]
        excerpt = item["excerpt"] and [item["excerpt"][key] for key in ("text", "start", "end")]
        own = {**item, "path": path(item["path"]), "related": related, "excerpt": excerpt, "column": None}
        findings.append(_filled({**own, "hint": None if item["hint"] == item["message"] else item["hint"]}))
    overview = {**model["overview"], "files": files}
    return {**model, "overview": overview, "clusters": clusters, "findings": findings, "paths": list(paths)}


def _filled(data: Mapping[str, Any]) -> Data:
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _sizes(clusters: Iterable[Data]) -> Iterable[int]:
    for cluster in clusters:
        for member in cluster["members"]:
            texts = [*(member[name] for name in _TEXTS), *(code["text"] for code in member["code"])]
            yield from (len(text.encode("utf-8", "surrogatepass")) for text in texts)


def _cluster(cluster: Data, most: int) -> Data:
    members = [_member(member, most) for member in cluster["members"]]
    for member in members[1:]:
        member["marks"] = _marks(members[0], member)
    return {**cluster, "members": [_filled(member) for member in members]}


def _member(member: Data, most: int) -> Data:
    texts = {name: cut(member[name], most) for name in _TEXTS}
    code = [[block["lang"], cut(block["text"], most)] for block in member["code"]]
    shorter = [name for name in _TEXTS if texts[name] != member[name]]
    shorter += [
        f"code{at}"
        for at, (block, (_, text)) in enumerate(zip(member["code"], code, strict=True))
        if block["text"] != text
    ]
    return {**member, **texts, "code": code, "cut": shorter, "differs": None, "size": None}


def _marks(keeper: Data, member: Data) -> Data:
    """The ranges that only the member and only the keeper has, by text: starts and ends in turn."""
    pairs = [(name, member[name], keeper[name]) for name in _TEXTS]
    blocks = zip(member["code"], keeper["code"], strict=False)
    pairs += [(f"code{at}", mine[1], theirs[1]) for at, (mine, theirs) in enumerate(blocks)]
    return {name: _flat(marks(mine, theirs)) for name, mine, theirs in pairs if mine and theirs and mine != theirs}


def _flat(sides: tuple[Sequence[tuple[int, int]], ...]) -> list[list[int]]:
    return [[place for span in side for place in span] for side in sides]
