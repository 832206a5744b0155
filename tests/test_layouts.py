"""Every layout that banks use in the wild, in our own words: which records come out."""

from dataclasses import dataclass

import pytest

from askew.extract import extract
from askew.markdown import parse
from askew.markers import markers
from askew.record import Record


def records(text: str) -> list[Record]:
    return extract(parse("bank.md", text.encode()), markers())


@dataclass(frozen=True)
class Case:
    text: str
    questions: list[str]
    answers: list[str]


CASES = {
    "numbered headings, numbered headings inside answers": Case(
        """# Tea

## 1. What makes _green tea_ green?

It is not oxidised.

### Steps

#### 1. Pick

By hand.

#### 2. Steam

Briefly.

## 2. How long should it steep?

Two minutes.

## 3. Why is water temperature important?

Too hot burns the leaf.
""",
        ["What makes green tea green?", "How long should it steep?", "Why is water temperature important?"],
        ["It is not oxidised.", "Two minutes.", "Too hot"],
    ),
    "zero-padded top-level headings that are topics": Case(
        "\n".join(
            f"# {n:02}. {topic}\n\nText about it.\n"
            for n, topic in enumerate(["Kettles", "Cups", "Pots", "Trays", "Leaves"], 1)
        ),
        ["Kettles", "Cups", "Pots", "Trays", "Leaves"],
        ["Text about it."] * 5,
    ),
    "number with parenthesis, link junk in the heading, no blank line": Case(
        """#### 1) What is a kettle? [[src](http://example.org/a)]
It heats water.

#### 2) Explain the whistle. [[src](http://example.org/b)]
[[Answer]](http://example.org/c)

#### 3) How is it cleaned? [[src]](http://example.org/d)
With vinegar.
""",
        ["What is a kettle?", "Explain the whistle.", "How is it cleaned?"],
        ["It heats", "[[Answer]]", "With vinegar."],
    ),
    "closed headings with Q numbers and plain Answer labels": Case(
        """### Q1: What is lime scale? ###

Answer:

A deposit.
### Q2: How does it form? ###

Answer:

By heating hard water.

### How is it removed? ###

With an acid.
""",
        ["What is lime scale?", "How does it form?", "How is it removed?"],
        ["A deposit.", "By heating", "With an acid."],
    ),
    "Q. headings with back-to-top blocks": Case(
        """## Q. What is oolong?

Half-oxidised tea.

<div align="right">
    <b><a href="#table-of-contents">↥ back to top</a></b>
</div>

## Q. What is pu-erh?

Fermented tea.

<div align="right">
    <b><a href="#table-of-contents">↥ back to top</a></b>
</div>
""",
        ["What is oolong?", "What is pu-erh?"],
        ["Half-oxidised tea.", "Fermented tea."],
    ),
    "headings inside list items": Case(
        """### Table of Contents

1. [What is a cup?](#a)
2. [What is a mug?](#b)

1.  ### What is a cup?

    A small vessel.

    ```python
    cup = 1
    ```

    **[⬆ back to top](#contents)**

2.  ### What is a mug?

    A bigger one.

    **[⬆ back to top](#contents)**

3.  ### How do they differ?

    In size.
""",
        ["What is a cup?", "What is a mug?", "How do they differ?"],
        ["A small vessel.\n\n```python\ncup = 1\n```", "A bigger one.", "In size."],
    ),
    "a heading of the wrong level between its neighbours": Case(
        "## 1. What is a tray?\n\nA board.\n\n#### 2. What is a cloth?\n\nA towel.\n\n## 3. What is a scoop?\n\nA spoon.\n",
        ["What is a tray?", "What is a cloth?", "What is a scoop?"],
        ["A board.", "A towel.", "A spoon."],
    ),
    "outline numbers, only some headings ask": Case(
        """## 3.1 茶叶基础

### 3.1.1 什么是绿茶？

不发酵的茶。

### 3.1.2 绿茶的产地

很多地方。

### 3.1.3 如何冲泡绿茶？

用八十度的水。

### 3.1.4 为什么绿茶会变黄？

因为氧化。
""",
        ["什么是绿茶？", "如何冲泡绿茶？", "为什么绿茶会变黄？"],
        ["不发酵的茶。", "用八十度的水。", "因为氧化。"],
    ),
    "an article with outline numbers is no bank": Case(
        """# 茶叶的历史

## 1. 背景介绍

很久以前。

### 1.1 起源

在山里。

### 1.2 传播

沿着河流。

## 2. 核心概念与联系

很多概念。

## 3. 总结

写完了。
""",
        [],
        [],
    ),
    "unnumbered topic headings with stubs": Case(
        """[TOC]

## 红茶的定义和特点？

- [ ] TODO

## 黑茶有哪些种类？

- [ ] TODO

## 白茶为什么要萎凋？

去掉水分。

**参考资料**

- [白茶](https://example.org)
""",
        ["红茶的定义和特点？", "黑茶有哪些种类？", "白茶为什么要萎凋？"],
        ["- [ ] TODO", "- [ ] TODO", "去掉水分。"],
    ),
    "ornaments before the title": Case(
        """# Odd kettles

## Section: Steam

### ▶ The silent whistle \\*

A story.

#### 💡 Explanation:

The lid was off.

### ▶ Boiling twice

Another story.

#### 💡 Explanation:

Nobody knows.

### ▶ Cold handles

A third story.

#### 💡 Explanation:

Insulation.

# Contributing
""",
        ["The silent whistle", "Boiling twice", "Cold handles"],
        ["A story.", "Another story.", "A third story."],
    ),
    "one question per file with front matter": Case(
        """---
title: "陈茶的保存"
difficulty: "⭐⭐"
tags: [tea]
---

## 题目描述

请说明陈茶应当怎样保存。

## 参考答案

放在干燥、避光的地方。
""",
        ["请说明陈茶应当怎样保存。"],
        ["放在干燥"],
    ),
    "label headings inside a numbered record": Case(
        """## 题目 1: 茶多酚

### 🎯 问题

**茶多酚有什么作用？**

### ✅ 参考答案

抗氧化。

## 题目 2: 咖啡碱

### 🎯 问题

**咖啡碱从哪里来？**

### ✅ 参考答案

茶叶自己合成。
""",
        ["**茶多酚有什么作用？**", "**咖啡碱从哪里来？**"],
        ["抗氧化。", "茶叶自己合成。"],
    ),
    "heading, question label, answer label, code label": Case(
        """### 茶园面试题

#### 1. 茶园的土壤

**面试题：** 茶园需要什么样的土壤？

**答案解析：**

酸性土壤。

- **排水：** 要好。

**代码实例：**（使用 Python）

```python
print("soil")
```

#### 2. 茶园的气候

**面试题：** 茶园需要什么样的气候？

**答案解析：**

温暖湿润。
""",
        ["茶园需要什么样的土壤？", "茶园需要什么样的气候？"],
        ["酸性土壤。", "温暖湿润。"],
    ),
    "numbered question labels, a label heading of the same level with stray bold": Case(
        """### 采茶

#### 题目 1：什么是明前茶？

**答案：**

清明之前采的茶。

#### 解析：**

产量很少。

#### 题目 2：什么是雨前茶？

**答案：**

谷雨之前采的茶。

#### 解析：**

滋味更浓。
""",
        ["什么是明前茶？", "什么是雨前茶？"],
        ["清明之前采的茶。", "谷雨之前采的茶。"],
    ),
    "heading is the question, only answer labels": Case(
        """##### 1. 茶的香气从何而来？

**答案：** 来自挥发物。

**解析：** 种类很多。

##### 2. 茶的滋味与水温

**答案：** 关系很大。
""",
        ["茶的香气从何而来？", "茶的滋味与水温"],
        ["来自挥发物。", "关系很大。"],
    ),
    "labels inside headings": Case(
        """### 1. 水质如何影响茶汤？

#### **面试题：** 请说明水质对茶汤的影响。

**答案：**

硬水使茶汤发暗。

#### **算法编程题：** 编写一个程序，计算水的硬度。

**答案：**

先读取数据。
""",
        ["请说明水质对茶汤的影响。", "编写一个程序，计算水的硬度。"],
        ["硬水使茶汤发暗。", "先读取数据。"],
    ),
    "labels as list items, answers outside the list": Case(
        """#### **一、茶馆经营面试题及解析**

1. **面试题：** 请简述茶馆的成本。

**答案解析：**

房租和茶叶。

2. **面试题：** 请举例说明茶馆的收入。

**答案解析：**

茶水和点心。
""",
        ["请简述茶馆的成本。", "请举例说明茶馆的收入。"],
        ["房租和茶叶。", "茶水和点心。"],
    ),
    "bold list items with labels below": Case(
        """#### 面试题库

1. **如何设计一间茶室？**

**答案：** 先看光线。

2. **如何挑选茶具？**

**答案：** 先看材质。
""",
        ["如何设计一间茶室？", "如何挑选茶具？"],
        ["先看光线。", "先看材质。"],
    ),
    "bold paragraphs, numbering restarts in each section": Case(
        """#### 面试题库

**1. 请解释什么是杀青。**

**答案：** 高温使酶失活。

**2. 请解释什么是揉捻。**

**答案：** 使茶叶成条。

#### 算法编程题库

**1. 估算一亩茶园的产量**

**题目描述：** 已知株数，估算产量。

**答案：** 相乘即可。
""",
        ["请解释什么是杀青。", "请解释什么是揉捻。", "已知株数，估算产量。"],
        ["高温使酶失活。", "使茶叶成条。", "相乘即可。"],
    ),
    "bold questions with emoji, split by breaks": Case(
        """## Kettles

**What is a gooseneck? 👶**

A narrow spout.

**Narrow** spouts pour slowly.

<br/>

**Why pour slowly? ⭐️**

To wet the leaves evenly.

<br/>

## Cups

**Which cups keep warm? 👶**

Thick ones.
""",
        ["What is a gooseneck?", "Why pour slowly?", "Which cups keep warm?"],
        ["A narrow spout.", "To wet", "Thick ones."],
    ),
    "bold questions with a blank behind them": Case(
        "**1. 什么是茶垢？** \n茶水留下的沉积。\n\n**2. 什么是茶渍？**\n布上的痕迹。\n\n**3. 怎样去掉它们？** \n用小苏打。\n",
        ["什么是茶垢？", "什么是茶渍？", "怎样去掉它们？"],
        ["茶水留下的沉积。", "布上的痕迹。", "用小苏打。"],
    ),
    "bold number, the question outside the bold": Case(
        """## SQL

**1)** The number of sold teas.

```sql
SELECT count(*) FROM teas;
```

<br/>

**2)** All teas from one garden.

```sql
SELECT * FROM teas;
```

**3) Sorting**. Sort the teas by price.

```sql
SELECT * FROM teas ORDER BY price;
```
""",
        ["The number of sold teas.", "All teas from one garden.", "Sorting . Sort the teas by price."],
        ["```sql", "```sql", "```sql"],
    ),
    "colon outside the bold, ASCII and full width mixed": Case(
        """## 题目 1

**问题**: 紫砂壶有哪些优点？

**参考答案**:

透气。

**延伸追问**:
1. 有什么缺点？

---

## 题目 2

**问题：** 白瓷有哪些优点？

**答案**：不吸味。

---
""",
        ["紫砂壶有哪些优点？", "白瓷有哪些优点？"],
        ["透气。", "不吸味。"],
    ),
    "FAQ appendix": Case(
        """# 一篇文章

## 1. 背景介绍

正文。

## 9. 附录：常见问题与解答

**Q1：新茶可以马上喝吗？**

A1：可以，但最好放几天。

**Q2：隔夜茶能喝吗？**

A2：不建议。
""",
        ["新茶可以马上喝吗？", "隔夜茶能喝吗？"],
        ["可以，", "不建议。"],
    ),
    "FAQ as headings": Case(
        "#### Q1. 茶垢怎么洗？\n\nA1. 用小苏打。\n\n#### Q2. 茶渍怎么洗？\n\nA2. 用盐。\n",
        ["茶垢怎么洗？", "茶渍怎么洗？"],
        ["用小苏打。", "用盐。"],
    ),
    "FAQ as bullets": Case(
        "- **Q：** 茶叶会过期吗？\n- **A：** 会。\n- **Q：** 过期能喝吗？\n- **A：** 不能。\n",
        ["茶叶会过期吗？", "过期能喝吗？"],
        ["会。", "不能。"],
    ),
    "FAQ with quoted answers": Case(
        "1. **Q: Is tea a herb?**\n\n> A: No.\n\n2. **Q: Is mint a tea?**\n\n> A: Not strictly.\n",
        ["Is tea a herb?", "Is mint a tea?"],
        ["No.", "Not strictly."],
    ),
    "several questions in one paragraph, answers later": Case(
        "##### 面试题：\n\n**题目1：** 什么是茶道？ **题目2：** 什么是茶艺？\n",
        ["什么是茶道？", "什么是茶艺？"],
        ["", ""],
    ),
    "answer before a second question in one record": Case(
        """##### 1. 茶会的礼仪有哪些？

**答案：** 有很多。以下是代表性的问题：

**面试题：** 请列举三种礼仪。

**答案：** 鞠躬、奉茶、谢茶。

##### 2. 茶会的器具有哪些？

**答案：** 壶、杯、盘。
""",
        ["茶会的礼仪有哪些？", "请列举三种礼仪。", "茶会的器具有哪些？"],
        ["有很多。", "鞠躬", "壶、杯"],
    ),
    "plain labels": Case(
        "问：茶有几种？\n\n答：六种。\n\n问：哪一种最香？\n\n答：看个人。\n",
        ["茶有几种？", "哪一种最香？"],
        ["六种。", "看个人。"],
    ),
    "details and summary": Case(
        """<details>
<summary>What is a tea whisk?</summary><br><b>

A bamboo tool.
</b></details>

<details>
<summary>Describe each of these:

  * Bowl
  * Scoop
</summary><br><b>

Both are for matcha.
</b></details>

<details>
<summary>Where is matcha grown?</summary><br><b>
</b></details>
""",
        ["What is a tea whisk?", "Describe each of these: * Bowl * Scoop", "Where is matcha grown?"],
        ["A bamboo tool.", "Both are for", ""],
    ),
    "nested bullets without answers": Case(
        """### [茶叶篇](https://example.org/a)

- 1 介绍一下绿茶的制作流程？
- 2 红茶为什么是红色？
  - 2.1 氧化的条件是什么？
- ...

- [点击查看答案](https://example.org/a)
""",
        ["介绍一下绿茶的制作流程？", "红茶为什么是红色？", "氧化的条件是什么？"],
        ["", "", "- ..."],
    ),
    "numbered bold list without answers": Case(
        "1. **茶则是做什么的？**\n2. **茶针是做什么的？**\n3. **茶夹怎么用？**\n",
        ["茶则是做什么的？", "茶针是做什么的？", "茶夹怎么用？"],
        ["", "", ""],
    ),
    "answers as bullets right under the heading": Case(
        "#### 1. How many cups fit in a pot?\n  - four\n#### 2. How many pots fit on a tray?\n  - two\n#### 3. Write a program to count cups.\n",
        ["How many cups fit in a pot?", "How many pots fit on a tray?", "Write a program to count cups."],
        ["  - four", "  - two", ""],
    ),
    "a layout shown in a fence is not a layout": Case(
        "# How to write\n\n```markdown\n## Q1: What?\n\nAnswer: this.\n\n## Q2: Why?\n```\n",
        [],
        [],
    ),
    "an index table and a list of links are no questions": Case(
        "# Index\n\n| 1 | [What is tea?](#a) |\n|---|---|\n| 2 | [What is milk?](#b) |\n\n- [What is tea?](#a)\n- [What is milk?](#b)\n- [What is sugar?](#c)\n",
        [],
        [],
    ),
    "a bank of one numbered question": Case(
        "# Trays\n\n## 1. What is a tray?\n\nA board with a rim.\n", ["What is a tray?"], ["A board with a rim."]
    ),
    "a numbered step is no bank of one": Case(
        "# Set up\n\n## 1. Install the kettle\n\n```sh\nmake tea\n```\n\nThen wait.\n", [], []
    ),
    "a section heading ends the last record": Case(
        "## 1. What is a tray?\n\nA board.\n\n## 2. What is a cloth?\n\nA towel.\n\n## References\n\n- a book\n",
        ["What is a tray?", "What is a cloth?"],
        ["A board.", "A towel."],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_records_of_a_layout(case: Case) -> None:
    found = records(case.text)
    assert [record.question for record in found] == case.questions
    for record, start in zip(found, case.answers, strict=True):
        assert record.answer.startswith(start)
        assert bool(record.answer) == bool(start)


def test_letters_that_match_a_label_only_without_case_are_text() -> None:
    found = records("## 1. What is tea?\n\n**ANALYSİS:** leaves.\n\n## 2. What is milk?\n\nA drink.\n")
    assert [len(record.sections) for record in found] == [0, 0]


ACCEPTED = "askew: ignore-file[D001] the same questions are asked in the bank of the other team, on purpose"
TINY = {
    "headings": "## Tea?\n\nHot.\n\n## What is milk\n\nWhite.\n",
    "a list": "- What is tea?\n- What is milk?\n- Why is rye dark?\n",
}


@pytest.mark.parametrize("text", TINY.values(), ids=TINY.keys())
@pytest.mark.parametrize(
    ("path", "comment"),
    [("bank.md", f"<!-- {ACCEPTED} -->"), ("bank.mdx", f"{{/* {ACCEPTED} */}}")],
    ids=["markdown", "mdx"],
)
def test_a_comment_changes_no_layout(path: str, comment: str, text: str) -> None:
    def questions(text: str) -> list[str]:
        return [record.question for record in extract(parse(path, text.encode()), markers())]

    assert questions(f"{comment}\n\n{text}") == questions(text) != []
