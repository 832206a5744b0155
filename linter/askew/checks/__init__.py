"""The rules, one module per family; every rule is listed here explicitly."""

from collections.abc import Iterable, Sequence

from askew.checks import apis, bold, duplicates, markup, names, opinions, python, questions, series, slips
from askew.checks import input as input_checks
from askew.config import Settings
from askew.configvalues import ConfigError
from askew.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *questions.RULES,
            *series.RULES,
            *bold.RULES,
            *markup.RULES,
            *python.RULES,
            *names.RULES,
            *opinions.RULES,
            *apis.RULES,
            *duplicates.RULES,
            *slips.RULES,
            *input_checks.RULES,
        ),
        key=lambda rule: rule.code,
    )
)


def selected(settings: Settings) -> tuple[Rule, ...]:
    """Return the rules that `settings` switch on.

    A prefix selects the rules below it that are on by default, a full code or ALL any rule. The more specific
    selector wins; of equally specific ones `ignore` wins. Raises ConfigError for a selector that names no rule.
    """
    wanted = settings.select or ("",)
    by_path = [selector for selectors in settings.per_path_ignores.values() for selector in selectors]
    demand_known((*settings.select, *settings.extend_select, *settings.ignore, *by_path))
    return tuple(rule for rule in RULES if _is_on(rule, (*wanted, *settings.extend_select), settings.ignore))


def demand_known(selectors: Iterable[str]) -> None:
    """Raise ConfigError where one of `selectors` names no rule."""
    for selector in selectors:
        if selector != "ALL" and not any(rule.code.startswith(selector) for rule in RULES):
            raise ConfigError(f"unknown rule or family `{selector}`; `askew rule` lists them")


def _is_on(rule: Rule, selecting: Iterable[str], ignoring: Iterable[str]) -> bool:
    chosen = max((_specificity(rule, selector) for selector in selecting), default=-1)
    dropped = max((_specificity(rule, selector, prefix=True) for selector in ignoring), default=-1)
    return chosen > dropped


def _specificity(rule: Rule, selector: str, *, prefix: bool = False) -> int:
    """How closely a selector names a rule, -1 for not at all."""
    if selector == "ALL":
        return 0
    if selector == rule.code or (rule.code.startswith(selector) and (rule.default or prefix)):
        return len(selector)
    return -1


def ignored(rules: Sequence[Rule], selectors: Iterable[str]) -> list[Rule]:
    """Return `rules` without those that `selectors` name."""
    unwanted = tuple("" if selector == "ALL" else selector for selector in selectors)
    return [rule for rule in rules if not rule.code.startswith(unwanted)] if unwanted else list(rules)
