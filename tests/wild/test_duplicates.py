"""The duplicates of real banks, where what they are is known."""

from collections import Counter
from pathlib import Path

import pytest

from askew.checks import duplicates
from askew.config import Settings
from askew.duplicates.corpus import Corpus
from askew.duplicates.shelf import Shelf
from askew.engine import lint

SETTINGS = Settings()


@pytest.fixture(scope="module")
def seeds(corpora: Path) -> Corpus:
    """The five articles that ask many questions twice."""
    contents = {path.name: path.read_bytes() for path in sorted((corpora / "seeds").glob("*.md"))}
    facts = (lint(name, data, duplicates.RULES, SETTINGS).facts for name, data in contents.items())
    return Corpus([item for item in facts if item is not None], SETTINGS, Shelf(SETTINGS, contents))


def test_all_pairs_of_identical_questions_are_together(seeds: Corpus) -> None:
    sizes = Counter(len(group.members) for group in seeds.groups)
    assert sum(count * size * (size - 1) // 2 for size, count in sizes.items()) == 26
    same = [(group.members[0], other) for group in seeds.groups for other in group.members[1:]]
    assert all(seeds.same_question(*pair) for pair in same)


# In one article, the questions that are one: the lines of their headings.
GROUPS = [(63, 234, 294), (73, 244), (83, 194, 254), (93, 204, 264), (124, 214, 274), (134, 224, 284)]


@pytest.mark.parametrize("lines", GROUPS, ids=str)
def test_the_questions_of_one_article_that_are_one_are_in_one_cluster(lines: tuple[int, ...], seeds: Corpus) -> None:
    first, *others = [member for member in seeds.members if member.path[:3] == "000" and member.fact.line in lines]
    assert len(others) == len(lines) - 1
    assert all(seeds.same_question(first, other) for other in others)


def test_within_the_articles_at_least_18_groups_are_reported(seeds: Corpus) -> None:
    found = {
        (number, path)
        for number, cluster in enumerate(seeds.clusters)
        for path, count in Counter(
            member.path for member in (cluster.keeper, *(item.member for item in cluster.duplicates))
        ).items()
        if count > 1
    }
    assert len(found) >= 18


def test_what_only_looks_alike_is_not_merged(seeds: Corpus) -> None:
    """Deep reinforcement learning is not reinforcement learning, however many characters they share."""
    asked = {cluster.keeper.fact.question for cluster in seeds.clusters}
    asked |= {item.member.fact.question for cluster in seeds.clusters for item in cluster.duplicates}
    assert not any("强化学习" in question or "卷积" in question for question in asked)
