"""The manual: one page a rule, which `askew rule` prints and reports quote."""

import re

from askew.data import data_dir
from askew.rule import Rule

_PAGE_LINK = re.compile(r"\[([^\[\]\n]*)\]\((?![a-z]+:)[^)\s]*\)")


def page(rule: Rule) -> str:
    """Return the manual page of a rule, in Markdown."""
    return (data_dir("rules") / f"{rule.code}-{rule.name}.md").read_text(encoding="utf-8")


def quotable(rule: Rule) -> str:
    """Return the page of a rule for use elsewhere: links to other pages are only their text."""
    return _PAGE_LINK.sub(r"\1", page(rule))


def section(text: str, title: str) -> str:
    """Return what stands under the heading `title` in a page, "" where there is no such heading."""
    _, _, rest = text.partition(f"\n## {title}\n")
    return rest.split("\n## ", 1)[0].strip()
