"""The page of a report: one HTML file with everything in it, that runs nothing but its own script."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyromark

from askew import __version__
from askew.checks import RULES
from askew.manual import quotable
from askew.report.compact import compact
from askew.reporters.json import json_text
from askew.reporters.text import printable

ASSETS = Path(__file__).parent / "assets"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) (\w+|\{[^}]*\}))", re.MULTILINE)


def page(model: Mapping[str, Any], title: str, link: str) -> str:
    """Return the HTML of a report; `link` is the address of a place, with {path} and {line} in it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    data = {**compact(model), "link": link}
    text = embedded(data | {"hash": hashlib.sha256(embedded(data).encode()).hexdigest()[:16]})
    script, style = modules("main.js"), (ASSETS / "page.css").read_text(encoding="utf-8")
    environment = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html").render(
        title=printable(title),
        version=__version__,
        script=Markup(script),
        script_hash=_hashed(script),
        style=Markup(style),
        style_hash=_hashed(style),
        rules=[{"code": code, "page": Markup(html)} for code, html in _pages(model)],
        data=Markup(text),
    )


def embedded(data: object) -> str:
    """Return `data` as JSON that can stand in a script element: no tag, comment or line end of JavaScript is in it."""
    return (
        json_text(data, indent=None).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


def modules(name: str) -> str:
    """Return the module `name` of the assets as one script with the modules that it imports, each in its own scope."""
    return "".join(_scripts(name, {}))


def _scripts(name: str, seen: dict[str, None]) -> Iterator[str]:
    if name in seen:
        return
    seen[name] = None
    source = (ASSETS / name).read_text(encoding="utf-8")
    for other in _IMPORT.findall(source):
        yield from _scripts(other, seen)
    names = ", ".join(found.strip("{} ") for found in _EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    yield f"const {{ {names} }} = (() => {{\n{body}return {{ {names} }};\n}})();\n" if names else body


def _hashed(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _pages(model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The manual pages of the rules that found something, as HTML."""
    found = {item["code"] for item in model["rules"]}
    for rule in RULES:
        if rule.code in found:
            yield rule.code, pyromark.html(quotable(rule), options=pyromark.Options.ENABLE_TABLES)


def local_link(output: str) -> str:
    """Return the link template for files below the working directory, seen from the page at `output`."""
    folder = os.path.dirname(os.path.abspath(output))
    steps = quote(os.path.relpath(Path.cwd(), folder).replace(os.sep, "/"))
    return f"./{steps}/{{path}}" if steps != "." else "./{path}"
