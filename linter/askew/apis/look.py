"""Looking at a library in an environment that has it: running the probe, and the names of its own examples."""

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from askew.apis.environment import Environment, run
from askew.apis.examples import Example, examples
from askew.apis.recipe import Recipe

TRUSTED = 0.97
_FIND = """
import hashlib, importlib.metadata as m, json, platform, sys
name = sys.argv[1]
python = platform.python_version()
if name == "stdlib":
    source = {"kind": "interpreter", "file": "python-" + python, "sha256": ""}
    print(json.dumps({"version": "%d.%d" % sys.version_info[:2], "python": python, "source": source}))
    sys.exit()
d = m.distribution(name)
record = next((f for f in d.files or () if f.name == "RECORD"), None)
data = record.read_binary() if record else b""
top = sorted({f.parts[0].split(".")[0] for f in d.files or () if f.suffix in (".py", ".so") and ".." not in f.parts})
source = {"kind": "record", "file": record.as_posix() if record else "", "sha256": hashlib.sha256(data).hexdigest()}
print(json.dumps({"version": d.version, "python": python, "source": source,
                  "roots": [r for r in top if r.isidentifier() and r[0] != "_"]}))
"""
_TRY = """
import importlib, json, os, sys, warnings
warnings.simplefilter("ignore")
out = os.dup(1); os.dup2(2, 1)
there = []
for dotted in json.load(sys.stdin):
    parts = dotted.split(".")
    try:
        value = importlib.import_module(parts[0])
        for place, part in enumerate(parts[1:], 1):
            try:
                value = getattr(value, part)
            except AttributeError:
                value = importlib.import_module(".".join(parts[:place + 1]))
        there.append(dotted)
    except BaseException:
        pass
os.write(out, json.dumps(there).encode())
os._exit(0)
"""


class Look(NamedTuple):
    """What was found of one version: `source` is where it came from, for the manifest.

    `examples` are those of the library's own docstrings, `there` the names in them that can be had when it is run.
    """

    version: str
    roots: tuple[str, ...]
    source: Mapping[str, object]
    raw: Mapping[str, Any]
    examples: tuple[Example, ...] = ()
    there: frozenset[str] = frozenset()


def look(environment: Environment, recipe: Recipe, folder: Path) -> Look:
    """Run the probe in an environment, which must have the library, in `folder`; runs the library's code."""
    python = str(environment.python)
    name = "stdlib" if recipe.is_stdlib else recipe.distribution
    found = json.loads(run([python, "-c", _FIND, name], f"find {name}"))
    known = found.get("roots", ())
    roots = recipe.roots if recipe.is_stdlib or set(recipe.roots) & set(known) or not known else tuple(known)
    shutil.copytree(Path(__file__).parent / "probe", folder / "askew_probe", dirs_exist_ok=True)
    output = folder / "found.json"
    lists = {key: list(getattr(recipe, key)) for key in ("own", "skipped", "lean", "fillers")}
    task = {"roots": list(roots), "shallow": recipe.shallow, "output": str(output), **lists}
    run([python, "-m", "askew_probe"], f"look at {recipe.name}", json.dumps(task), folder)
    version = found["version"].partition("+")[0]
    source = {"version": version, "python": found["python"], **found["source"], "beside": []}
    raw = json.loads(output.read_text(encoding="utf-8"))
    raw["opened"] = distrust(raw)
    shown = examples(raw.pop("examples"), roots)
    wanted = json.dumps(sorted(frozenset().union(*(item.names for item in shown))))
    there = frozenset(json.loads(run([python, "-c", _TRY], f"run {recipe.name}", wanted, folder)))
    return Look(version, roots, source | environment.source(recipe.distribution), raw, shown, there)


def distrust(raw: Mapping[str, Any]) -> list[str]:
    """Open what no call has proven where too little is; return the classes that were opened so.

    Where too many classes take a keyword that reading their source says they reject, only calls are believed, of
    functions nothing. Where it is only that calls gave no verdict, the classes that were called in vain are opened.
    """
    calls = raw["calls"]
    counts = Counter(calls.values())
    if counts["rejected"] >= TRUSTED * len(calls):
        return []
    misread = counts["taken"] > (1 - TRUSTED) * (counts["taken"] + counts["rejected"])
    for record in raw["objects"]:
        words = record.get("words")
        if words and isinstance(words[-1], list):
            outcome = calls.get(record["qual"]) if record["kind"] == "class" else None
            if outcome == "unclear" or (misread and outcome != "rejected"):
                words.pop()
    return sorted(name for name, outcome in calls.items() if outcome != "rejected")
