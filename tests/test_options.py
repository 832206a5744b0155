"""Questions with the same stem that give other options to choose from, and those that only order them otherwise."""

import pytest

from tests.test_duplicates import said


def choice(stem: str, options: str, answer: str) -> str:
    return f"## 1. {stem}\n\n{options}\n\n{answer}\n\n## 2. 船漏了怎么补？\n\n用麻。\n"


def codes_of(one: tuple[str, str, str], other: tuple[str, str, str]) -> set[str]:
    found = said({"a.md": choice(*one), "b.md": choice(*other)})
    assert any(line > 1 for _, _, line, _ in found)  # both are banks: the question below is there twice
    return {code for code, _, line, _ in found if line == 1}


STEM = "下列关于绿茶的说法，正确的是（ ）"
GREEN = "A. 绿茶不发酵\nB. 绿茶要久煮\nC. 绿茶是红的\nD. 以上都不对"
BLACK = "A. 绿茶产于高山\nB. 绿茶不能泡两次\nC. 绿茶没有茶多酚\nD. 绿茶只有一种"
SHUFFLED = "A. 绿茶是红的\nB. 绿茶不发酵\nC. 绿茶要久煮\nD. 以上都不对"
ENGLISH = "Which of the following is true of green tea?"
LEAF = "- A) It is a leaf\n- B) It is a root"
SEED = "- A) It is a seed\n- B) It is a bean"
APART = {
    "lines": ((STEM, GREEN, "答案：A"), (STEM, BLACK, "答案：A")),
    "items and a bold label": ((ENGLISH, LEAF, "**Answer:** A"), (ENGLISH, SEED, "**Answer:** A")),
    "one line": ((STEM, GREEN.replace("\n", " "), "答案：A"), (STEM, BLACK.replace("\n", " "), "答案：A")),
    "no label": ((STEM, GREEN, ""), (STEM, BLACK, "")),
    "full width": ((STEM, "Ａ．绿茶\nＢ．红茶", "答案：A"), (STEM, "Ａ．白茶\nＢ．黑茶", "答案：A")),
    "a stem alone": ((STEM, "", "绿茶不发酵。"), (STEM, "", "绿茶产于高山。")),
}
SAME = {
    "the same options": ((STEM, GREEN, "答案：A"), (STEM, GREEN, "答案：第一项，因为绿茶不发酵。")),
    "the options in another order": ((STEM, GREEN, "答案：A"), (STEM, SHUFFLED, "答案：B")),
    "other letters": ((STEM, GREEN, "答案：A"), (STEM, GREEN.replace(". ", "、"), "答案：A")),
    "an answer in steps": (("怎样泡绿茶？", "A. 先温杯\nB. 再投茶", ""), ("怎样泡绿茶？", "A. 烧水\nB. 等凉", "")),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_other_options_make_another_question(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert codes_of(one, other).isdisjoint({"D001", "D002"})


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_the_same_options_make_none(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert "D001" in codes_of(one, other)
