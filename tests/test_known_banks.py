"""Shapes of banks that grew large: parts of an exam, sections that repeat, contents, notes to readers, links to answers."""

import pytest

from tests.test_bank_shapes import Shape, shape

CASES = [
    pytest.param(
        "# Tea quiz\n\n### Question 1 — Easy\n\n**What is a gaiwan?**\n\n- A) A cup\n- B) A kettle\n\n<details>\n<summary>Reveal answer</summary>\n\nA, a cup.\n\n</details>\n\n### Question 2 — Hard\n\n**What is a tea pet?**\n\n- A) A cat\n- B) Clay\n\n<details>\n<summary>Click to see the solution</summary>\n\nB, clay.\n\n</details>\n",
        [(3, "1", "**What is a gaiwan?**\n\n- A) A cup\n- B) A kettle", "A, a cup."), (17, "2", "**What is a tea pet?**\n\n- A) A cat\n- B) Clay", "B, clay.")],
        id="how hard a question is behind its number, and answers that fold",
    ),
    pytest.param(
        "# 茶馆问答\n\n**Q1：茶怎么存？**\n\n密封。\n\n**Q2：茶怎么泡？**\n\n热水。\n\n**Q3：怎么选茶，又怎么验？**\n\n**怎么选茶？**\n\n看。\n\n**怎么验茶？**\n\n闻。\n\n**Q4：茶怎么卖？**\n\n按斤。\n",
        [(3, "1", "茶怎么存？", "密封。"), (7, "2", "茶怎么泡？", "热水。"), (11, "3", "怎么选茶，又怎么验？", "**怎么选茶？**"), (21, "4", "茶怎么卖？", "按斤。")],
        id="parts of one question in bold below its label",
    ),
    pytest.param(
        "# 茶店\n\n> 面试记录\n\n### 面试题\n\n#### **1.生茶与熟茶**\n\n**①为什么要发酵？**\n\n去涩。\n\n**②发酵要多久？**\n\n一月。\n\n#### **2.茶饼**\n\n压紧的茶。\n\n#### **3.茶刀**\n\n撬茶饼。\n",
        [(7, "1", "生茶与熟茶", "**①为什么要发酵？**"), (17, "2", "茶饼", "压紧的茶。"), (21, "3", "茶刀", "撬茶饼。")],
        id="numbered topics below a heading that says there are questions, with questions inside one of them",
    ),
    pytest.param(
        "## 茶艺综合题\n\n### 1. 简答题（每题5分，共10分）\n\n1）茶的作用？- (5分)\n\n解渴。\n\n2）茶的产地（5分）\n\n南方。\n\n### 2. 操作（每题 5 分）\n\n1）烧一壶水（5分）\n\n```text\n点火\n```\n\n2）洗一次茶（5分）\n\n```text\n倒掉\n```\n",
        [(5, "1", "茶的作用？- (5分)", "解渴。"), (9, "2", "茶的产地（5分）", "南方。"), (15, "1", "烧一壶水（5分）", "```text"), (21, "2", "洗一次茶（5分）", "```text")],
        id="parts of an exam by what each question counts",
    ),
    pytest.param(
        "# 茶叶基础\n\n## 问题1: 什么是涩？\n\n### 🎯 白话 (便于记忆)\n\n发紧。\n\n### 📝 标准说法\n\n收敛感。\n\n## 问题2: 解释回甘\n\n### 🎯 白话 (便于记忆)\n\n后甜。\n\n### 📝 标准说法\n\n余味。\n\n## 问题3: 白茶的优势\n\n### 🎯 白话 (便于记忆)\n\n耐存。\n\n### 📝 标准说法\n\n陈化。\n",
        [(3, "1", "什么是涩？", "### 🎯 白话 (便于记忆)"), (13, "2", "解释回甘", "### 🎯 白话 (便于记忆)"), (23, "3", "白茶的优势", "### 🎯 白话 (便于记忆)")],
        id="sections with the same titles in every record",
    ),
    pytest.param(
        "# Tea Interview Questions\n\n## Any doubts ?\n\n## 1. What is sencha?\nGreen.\n\n## Any doubts ?\n\n## 2. What is hojicha?\nRoasted.\n\n## Any doubts ?\n\n## 3. What is matcha?\nGround.\n\n## Any doubts ?\n\n### 4. What is bancha?\nLate.\n\n## Any doubts ?\n\n#### 5. What is kukicha?\nTwigs.\n",
        [(5, "1", "What is sencha?", "Green."), (10, "2", "What is hojicha?", "Roasted."), (15, "3", "What is matcha?", "Ground."), (20, "4", "What is bancha?", "Late."), (25, "5", "What is kukicha?", "Twigs.")],
        id="a heading that asks again and again, and numbers that go on a level below",
    ),
    pytest.param(
        "# 每日一茶\n\n### Day1:请写出下面的茶名\n\n龙井\n\n### Day2:写出产地\n\n杭州\n\n### Day3:写出水温,并解释原因\n\n八十\n",
        [(3, "1", "请写出下面的茶名", "龙井"), (7, "2", "写出产地", "杭州"), (11, "3", "写出水温,并解释原因", "八十")],
        id="a question a day",
    ),
    pytest.param(
        "# Tea in short\n\n## Contents\n\n### Leaves\n\n* [What is oolong?](#o)\n\n### Water\n\n* [How hot is it?](#h)\n\n## Leaves\n\n### What is oolong?\n\n#### Answer\n\nHalf.\n\n### What is pu-erh?\n\n#### Answer\n\nAged.\n\n## Water\n\n### How hot is it?\n\n#### Answer\n\nHot.\n",
        [
            (15, None, "What is oolong?", "Half."),
            (21, None, "What is pu-erh?", "Aged."),
            (29, None, "How hot is it?", "Hot."),
        ],
        id="contents by chapters with the titles of the chapters",
    ),
    pytest.param(
        "# 茶的面试题\n\n### 绿茶\n\n- [绿茶怎么杀青？](https://example.org/1)\n- [绿茶有哪些？](https://example.org/2)\n\n### 红茶\n\n- [红茶为什么红？](https://example.org/3)\n- [红茶能冷泡吗？](https://example.org/4)\n",
        [(5, None, "绿茶怎么杀青？", ""), (6, None, "绿茶有哪些？", ""), (10, None, "红茶为什么红？", ""), (11, None, "红茶能冷泡吗？", "")],
        id="questions that link to where they are answered",
    ),
    pytest.param(
        "# Tea Questions And Answers\n\n* **What is a caddy?**<br/>\nA) A tin.\n\n* **What is a cosy?** <br/>\nA) A coat.\n\n* **How do you warm a pot?**\n<br/>\nA) With water.\n",
        [(3, None, "What is a caddy?", "<br/>"), (6, None, "What is a cosy?", "<br/>"), (9, None, "How do you warm a pot?", "<br/>")],
        id="bold questions in items with a break behind",
    ),
    pytest.param(
        "---\ntitle: 茶艺笔试题\n---\n\n## 常识\n\n1. 下图的茶是：\n\n```text\n=\n```\n\n<details>\n<summary>答案</summary>\n\n龙井\n\n</details>\n\n2. 下图的壶是：\n\n```text\n-\n```\n\n<details>\n<summary>答案</summary>\n\n紫砂\n\n</details>\n\n## 用具\n\n1. 下图的杯是：\n\n```text\n+\n```\n\n<details>\n<summary>答案</summary>\n\n公道杯\n\n</details>\n\n2. 下图的针是：\n\n<details>\n<summary>答案</summary>\n\n茶针\n\n</details>\n",
        [(7, "1", "下图的茶是：", "```text"), (20, "2", "下图的壶是：", "```text"), (35, "1", "下图的杯是：", "```text"), (48, "2", "下图的针是：", "茶针")],
        id="chapters with several answers each",
    ),
    pytest.param(
        "Tea Interview Questions\n=======================\n\n## Contents\n\n  1. [Thanks](#thanks)\n  1. [Leaves](#leaves)\n\n## Thanks\n\n* [ann](https://example.org/a)\n* [ben](https://example.org/b)\n* carl\n\n## How to use this\n\n- **Read:** all of it.\n- **Ask:** somebody else.\n\n## Leaves\n\n* What is a flush?\n* Describe a garden.\n* Tell me about the last tea you had.\n* What does the following do?\n * `rinse`\n\n## See also\n\n* https://example.org/c\n",
        [(22, None, "What is a flush?", ""), (23, None, "Describe a garden.", ""), (24, None, "Tell me about the last tea you had.", ""), (25, None, "What does the following do?", " * `rinse`")],
        id="what a bank says about itself in lists",
    ),
    pytest.param(
        "## Brewing\n\n* Rinse first.\n\n## Possible questions\n(1)Q: what is a rinse\n* A: A first pour.\n\n(2)Q: what is a steep\n* A: A second.\n\n（3）问：为什么倒掉\n\n答：有灰。\n",
        [(6, "1", "what is a rinse", "A first pour."), (9, "2", "what is a steep", "A second."), (12, "3", "为什么倒掉", "有灰。")],
        id="numbers before labels in plain text",
    ),
    pytest.param(
        "## 面试题\n\n讲讲茶马古道？为什么衰落？\n\n## 面试官心理分析\n\n看你读没读过书。\n\n## 面试题剖析\n\n### 起点\n\n普洱。\n\n### 终点\n\n拉萨。\n",
        [(1, None, "讲讲茶马古道？为什么衰落？", "## 面试官心理分析")],
        id="one question a file, with what the interviewer has in mind",
    ),
    pytest.param(
        "## 什么是茶？\n\n" * 3,
        [(line, None, "什么是茶？", "") for line in (1, 3, 5)],
        id="nothing but one question again and again",
    ),
    pytest.param(
        "Leaves\n------\n\nHow do you judge a leaf?:\n\nProvide an example of a good one. How does it smell?:\n\nWhat is a bud?:\n",
        [(4, None, "How do you judge a leaf?:", ""), (6, None, "Provide an example of a good one. How does it smell?:", ""), (8, None, "What is a bud?:", "")],
        id="a colon behind every question mark",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_records_of_known_shapes(text: str, expected: Shape) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# 茶的资料\n\n- [绿茶怎么杀青？](https://example.org/1)\n- [绿茶有哪些？](https://example.org/2)\n- [红茶为什么红？](https://example.org/3)\n",
            id="links to articles whose titles ask",
        ),
        pytest.param(
            "# Interview\n\n## Before\n\n1. Sleep.\n2. Eat.\n3. Walk there.\n\n## Then\n\n1. Listen to what they say.\n2. Explain the plan.\n3. Pour the tea while talking.\n4. Step back.\n5. Mention the price.\n",
            id="steps of how to go about an interview",
        ),
        pytest.param(
            "# 茶日记\n\n## Day 1: 买茶\n\n买了。\n\n## Day 2: 喝茶\n\n喝了。\n\n## Day 3: 送茶\n\n送了。\n",
            id="a diary by days",
        ),
    ],
)
def test_what_is_no_bank_though_it_looks_like_a_known_one(text: str) -> None:
    assert shape(text) == []


@pytest.mark.parametrize("heading", ["TODO", "附：题目来源", "附录 A", "待补充"])
def test_what_stands_at_the_end_of_a_bank(heading: str) -> None:
    asked = "".join(f"## {number}号茶怎么泡？\n\n热水。\n\n" for number in "一二三四")
    assert [question for _, _, question, _ in shape(f"{asked}## {heading}\n\n以后再写。\n")] == [
        f"{number}号茶怎么泡？" for number in "一二三四"
    ]
