"""Shapes of banks that are easily mistaken: the question, its number and the beginning of its answer."""

import pytest

from askew.extract import extract
from askew.markdown import parse
from askew.markers import markers

Shape = list[tuple[int, str | None, str, str]]


def shape(text: str) -> Shape:
    """Line, number, question and first line of the answer of every record."""
    found = extract(parse("bank.md", text.encode()), markers())
    return [(item.line, item.number, item.question, item.answer.split("\n")[0]) for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## 题目1\n\n什么是白茶？\n\n**答案：不揉捻的茶**\n\n## 题目2\n\n什么是黄茶？\n\n**答案：闷黄的茶**\n",
            [(1, "1", "什么是白茶？", "不揉捻的茶"), (7, "2", "什么是黄茶？", "闷黄的茶")],
            id="an answer in bold with its label",
        ),
        pytest.param(
            "# Teas\n\n**Q1:** What is white tea?\n**A1:** Dried leaves.\n\n**Q2:** What is black tea?\n**A2:** Oxidised leaves.\n",
            [(3, "1", "What is white tea?", "Dried leaves."), (6, "2", "What is black tea?", "Oxidised leaves.")],
            id="labelled questions below the title of the file",
        ),
        pytest.param(
            "## 一、绿茶\n\n### 问题1：什么是杀青？\n\n**回答：** 停止氧化。\n\n### 问题2：什么是揉捻？\n\n**回答：** 搓成条。\n\n"
            "## 二、红茶\n\n### 问题3：什么是萎凋？\n\n**回答：** 让水分散失。\n",
            [(3, "1", "什么是杀青？", "停止氧化。"), (7, "2", "什么是揉捻？", "搓成条。"), (13, "3", "什么是萎凋？", "让水分散失。")],
            id="labelled questions below numbered chapters",
        ),
        pytest.param(
            "## 一、选择题\n\n### 1. 下列哪个是绿茶？\n\n- A. 龙井\n- B. 祁红\n\n**答案：A**\n\n## 二、简答题\n\n### 2. 怎样存放白茶？\n\n阴凉干燥。\n",
            [(3, "1", "下列哪个是绿茶？", "- A. 龙井"), (12, "2", "怎样存放白茶？", "阴凉干燥。")],
            id="chapters of an exam",
        ),
        pytest.param(
            "# 茶艺面试题\n\n## 基础\n\n### 什么是盖碗\n\n三件一套。\n\n### 水温\n\n看茶。\n\n### 投茶量\n\n看壶。\n\n## 进阶\n\n### 怎么看叶底\n\n看颜色。\n",
            [(5, None, "什么是盖碗", "三件一套。"), (9, None, "水温", "看茶。"), (13, None, "投茶量", "看壶。"), (19, None, "怎么看叶底", "看颜色。")],
            id="topics in a bank that calls itself one",
        ),
        pytest.param(
            "# 茶\n\n## 前言\n\n写在前面。\n\n## 什么是茶多酚？\n\n一类物质。\n\n## 什么是茶氨酸？\n\n氨基酸。\n\n## 总结\n\n多喝。\n",
            [(7, None, "什么是茶多酚？", "一类物质。"), (11, None, "什么是茶氨酸？", "氨基酸。")],
            id="a preface and a summary",
        ),
        pytest.param(
            "# 茶\n\n## 入门\n\n### 什么是红茶？\n\n甲。\n\n### 什么是绿茶？\n\n乙。\n\n### 什么是白茶？\n\n丙。\n\n## 茶怎么存？\n\n丁。\n\n## 茶怎么泡？\n\n戊。\n",
            [
                (5, None, "什么是红茶？", "甲。"),
                (9, None, "什么是绿茶？", "乙。"),
                (13, None, "什么是白茶？", "丙。"),
                (17, None, "茶怎么存？", "丁。"),
                (21, None, "茶怎么泡？", "戊。"),
            ],
            id="questions at two levels",
        ),
        pytest.param(
            "1. **What is matcha?** It is a powder.\n2. **What is sencha?** It is a leaf tea.\n3. **What is hojicha?** It is roasted.\n",
            [
                (1, "1", "What is matcha?", "It is a powder."),
                (2, "2", "What is sencha?", "It is a leaf tea."),
                (3, "3", "What is hojicha?", "It is roasted."),
            ],
            id="an answer beside its bold question",
        ),
        pytest.param(
            "## 1. 讲一次失败的冲泡？\n\n- 问题：水太烫\n- 解决：放凉\n\n## 2. 什么是公道杯？\n\n分茶的杯。\n",
            [(1, "1", "讲一次失败的冲泡？", "- 问题：水太烫"), (6, "2", "什么是公道杯？", "分茶的杯。")],
            id="a trouble that a story tells of",
        ),
        pytest.param(
            "### 1. What is poured?\n\n- A: `tea`\n- B: `milk`\n\n### 2. What is stirred?\n\n- A: `milk`\n- B: `sugar`\n",
            [(1, "1", "What is poured?", "- A: `tea`"), (6, "2", "What is stirred?", "- A: `milk`")],
            id="options that begin like answers",
        ),
        pytest.param(
            "**【题目1】** 什么是岩茶？\n\n【答案】武夷山的乌龙茶。\n\n**【题目2】** 什么是单丛？\n\n【答案】凤凰山的乌龙茶。\n",
            [(1, "1", "什么是岩茶？", "武夷山的乌龙茶。"), (5, "2", "什么是单丛？", "凤凰山的乌龙茶。")],
            id="labels in brackets",
        ),
        pytest.param(
            "**Question 1.** Which is green?\n\n**Correct Answer:** Sencha.\n\n**Question 2.** Which is black?\n\n**Correct Answer:** Assam.\n",
            [(1, "1", "Which is green?", "Sencha."), (5, "2", "Which is black?", "Assam.")],
            id="a full stop behind the number of a label",
        ),
        pytest.param(
            "1. 什么是茶则？\n答：取茶的勺。\n\n2. 什么是茶荷？\n答：放干茶的碟。\n\n3. 什么是茶针？\n答：疏通壶嘴的针。\n",
            [(1, "1", "什么是茶则？", "取茶的勺。"), (4, "2", "什么是茶荷？", "放干茶的碟。"), (7, "3", "什么是茶针？", "疏通壶嘴的针。")],
            id="items with an answer on their second line",
        ),
        pytest.param(
            "# Tea\n\n1. What is a gaiwan?\n\n   A bowl with a lid.\n\n2. What is a chasen?\n\n   ```text\n   a whisk\n   ```\n\n3. What is a kyusu?\n\n   - a pot\n   - with a handle\n",
            [(3, "1", "What is a gaiwan?", "A bowl with a lid."), (7, "2", "What is a chasen?", "```text"), (13, "3", "What is a kyusu?", "- a pot")],
            id="items with answers in their own paragraphs",
        ),
        pytest.param(
            "# 茶\n\n1、什么是回甘？\n\n先苦后甜。\n\n2、简述发酵\n\n酶在起作用。\n\n第二段。\n\n3、茶怎么分类？\n\n按发酵程度。\n",
            [(3, "1", "什么是回甘？", "先苦后甜。"), (7, "2", "简述发酵", "酶在起作用。"), (13, "3", "茶怎么分类？", "按发酵程度。")],
            id="paragraphs with a number",
        ),
        pytest.param(
            "# 面试\n\n## 茶\n\n（1）什么是明前茶？\n\n清明前采的。\n\n（2）什么是雨前茶？\n\n谷雨前采的。\n\n## 水\n\n（1）什么水最好？\n\n山泉水。\n",
            [(5, "1", "什么是明前茶？", "清明前采的。"), (9, "2", "什么是雨前茶？", "谷雨前采的。"), (15, "1", "什么水最好？", "山泉水。")],
            id="numbers in brackets that begin anew",
        ),
        pytest.param(
            "第1题 称出三克茶。\n\n答案：用茶秤。\n\n第2题 烧开一壶水。\n\n答案：用水壶。\n\n第3题 温杯。\n\n答案：用开水。\n",
            [(1, "1", "称出三克茶。", "用茶秤。"), (5, "2", "烧开一壶水。", "用水壶。"), (9, "3", "温杯。", "用开水。")],
            id="tasks with a label for their answers",
        ),
        pytest.param(
            "# 茶\n\n- 红茶\n  - 什么是正山小种？\n    - 烟熏的红茶。\n  - 什么是金骏眉？\n    - 只用芽。\n- 绿茶\n  - 什么是碧螺春？\n    - 卷曲的绿茶。\n",
            [(4, None, "什么是正山小种？", "- 烟熏的红茶。"), (6, None, "什么是金骏眉？", "- 只用芽。"), (9, None, "什么是碧螺春？", "- 卷曲的绿茶。")],
            id="items below topics",
        ),
        pytest.param(
            "# 试卷\n\n## 一、单选题（每题 2 分）\n\n1. 绿茶是（ ）\n   A. 不发酵茶\n   B. 全发酵茶\n\n   答案：A\n\n2. 红茶是（ ）\n   A. 不发酵茶\n   B. 全发酵茶\n\n   答案：B\n\n## 二、填空题\n\n1. 茶圣是____。\n\n   答案：陆羽\n",
            [(5, "1", "绿茶是（ ）", "A. 不发酵茶"), (11, "2", "红茶是（ ）", "A. 不发酵茶"), (19, "1", "茶圣是____。", "陆羽")],
            id="an exam",
        ),
        pytest.param(
            "###### 1. What is poured?\n\n- A: `tea`\n- B: `milk`\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: A\n\nTea.\n\n</p>\n</details>\n\n---\n\n"
            "###### 2. What is stirred?\n\n- A: `tea`\n- B: `milk`\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: B\n\nMilk.\n\n</p>\n</details>\n",
            [(1, "1", "What is poured?", "- A: `tea`"), (18, "2", "What is stirred?", "- A: `tea`")],
            id="answers in headings above the level of the questions",
        ),
        pytest.param(
            "# 茶\n\n| 序号 | 问题 | 答案 | 难度 |\n|---|---|---|---|\n| 1 | 什么是茶多酚？ | **一类**物质 | 低 |\n| 2 | 甲 \\| 乙 | | 高 |\n\n完。\n",
            [(5, "1", "什么是茶多酚？", "**一类**物质"), (6, "2", "甲 | 乙", "")],
            id="a table with more columns",
        ),
        pytest.param(
            "Question | Answer\n--- | ---\nWhat is oolong? | Half oxidised.\nWhat is pu-erh? | Aged.\n",
            [(3, None, "What is oolong?", "Half oxidised."), (4, None, "What is pu-erh?", "Aged.")],
            id="a table without outer pipes",
        ),
        pytest.param(
            "### Question 1 of 2\n\nWhich is green?\n\nCorrect Answer: Sencha\n\n### Question 2 of 2\n\nWhich is black?\n\nCorrect Answer: Assam\n",
            [(1, "1", "Which is green?", "Sencha"), (7, "2", "Which is black?", "Assam")],
            id="a question of so many",
        ),
        pytest.param(
            "### Q1 - Basics of matcha\n\na\n\n### [Q2] Basics of sencha\n\nb\n\n### Q3) Basics of hojicha\n\nc\n",
            [(1, "1", "Basics of matcha", "a"), (5, "2", "Basics of sencha", "b"), (9, "3", "Basics of hojicha", "c")],
            id="signs behind a label",
        ),
        pytest.param(
            "## 1️⃣ 什么是白茶\n\n甲\n\n## 2️⃣ 黄茶的工艺\n\n乙\n\n## 3️⃣ 黑茶的工艺\n\n丙\n",
            [(1, "1", "什么是白茶", "甲"), (5, "2", "黄茶的工艺", "乙"), (9, "3", "黑茶的工艺", "丙")],
            id="keycaps",
        ),
        pytest.param(
            "## No.1 什么是白茶\n\n甲\n\n## No.2 黄茶的工艺\n\n乙\n\n## No.3 黑茶的工艺\n\n丙\n",
            [(1, "1", "什么是白茶", "甲"), (5, "2", "黄茶的工艺", "乙"), (9, "3", "黑茶的工艺", "丙")],
            id="No. in front of the number",
        ),
        pytest.param(
            "## １．什么是白茶\n\n甲\n\n## ２．黄茶的工艺\n\n乙\n\n## ３．黑茶的工艺\n\n丙\n",
            [(1, "1", "什么是白茶", "甲"), (5, "2", "黄茶的工艺", "乙"), (9, "3", "黑茶的工艺", "丙")],
            id="full-width digits",
        ),
        pytest.param(
            "# 测验\n\n## 一、选择题\n\n1. 绿茶是（ ）\n   A. 不发酵茶 B. 全发酵茶\n\n2. 红茶是（ ）\n   A. 不发酵茶 B. 全发酵茶\n\n3. 黑茶是（ ）\n   A. 后发酵茶 B. 全发酵茶\n\n## 参考答案\n\n1. A\n2. B\n3. A\n",
            [(5, "1", "绿茶是（ ）", "A. 不发酵茶 B. 全发酵茶"), (8, "2", "红茶是（ ）", "A. 不发酵茶 B. 全发酵茶"), (11, "3", "黑茶是（ ）", "A. 后发酵茶 B. 全发酵茶")],
            id="answers at the end",
        ),
        pytest.param(
            "## 1. 什么是白茶？\n\n甲\n\n## 2. 【面试题】什么是黄茶？\n\n乙\n\n## 3. 什么是黑茶？\n\n丙\n\n## 4. Interviewer: Tell of oolong.\n\n丁\n",
            [(1, "1", "什么是白茶？", "甲"), (5, "2", "什么是黄茶？", "乙"), (9, "3", "什么是黑茶？", "丙"), (13, "4", "Tell of oolong.", "丁")],
            id="a label behind the number of some",
        ),
        pytest.param(
            "**面试官：** 说说白茶？\n\n**我：** 只萎凋和干燥。\n\n**面试官：** 黄茶呢？\n\n**我：** 多一道闷黄。\n",
            [(1, None, "说说白茶？", "只萎凋和干燥。"), (5, None, "黄茶呢？", "多一道闷黄。")],
            id="a conversation",
        ),
    ],
)  # fmt: skip
def test_records_of_a_shape(text: str, expected: Shape) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        pytest.param("== 和 equals 有什么区别？", "== 和 equals 有什么区别？", id="equals signs in front"),
        pytest.param("++i 和 i++ 有什么区别？", "++i 和 i++ 有什么区别？", id="plus signs in front"),
        pytest.param("2**3 等于多少？", "2**3 等于多少？", id="a power"),
        pytest.param("什么是 **kwargs？", "什么是 **kwargs？", id="keyword arguments"),
        pytest.param("什么是白茶？**", "什么是白茶？", id="stars that close nothing"),
        pytest.param("**什么是白茶？**怎么泡？", "什么是白茶？怎么泡？", id="bold that does not render"),
        pytest.param("🍵 什么是白茶？", "什么是白茶？", id="an ornament"),
    ],
)
def test_what_belongs_to_a_question(heading: str, question: str) -> None:
    text = f"## 1. {heading}\n\n甲。\n\n## 2. 什么是黑茶？\n\n乙。\n"
    assert [found for _, _, found, _ in shape(text)] == [question, "什么是黑茶？"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# 茶叶指南\n\n## 背景\n\n甲。\n\n## 什么是茶\n\n乙。\n\n## 产地\n\n丙。\n\n## 工艺\n\n丁。\n\n## 总结\n\n戊。\n", id="an article with one question"),
        pytest.param("# Tea shop\n\n## Installation\n\na\n\n## Usage\n\nb\n\n## Need help?\n\nc\n\n## License\n\nd\n", id="a manual that asks at its end"),
        pytest.param("# How to brew\n\n1. Boil the water.\n\n   Use a kettle.\n\n2. Warm the pot.\n\n   Swirl it.\n\n3. Ready?\n\n   Pour.\n", id="steps"),
        pytest.param("# Tea\n\n" + "Tea is a drink. " * 40 + "\n\n1. What is it?\n\n   A leaf.\n\n2. Who grows it?\n\n   Farmers.\n\n3. Why?\n\n   Taste.\n", id="a few questions in a long text"),
        pytest.param("# Teas\n\n| Name | Answer |\n|---|---|\n| Oolong | yes |\n| Assam | no |\n", id="a table without questions"),
        pytest.param("# Teas\n\n| Question | Answer |\n|---|---|\n", id="a table without rows"),
        pytest.param("# Changes\n\n## 1.2.0\n\n- a\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n\n- c\n", id="a list of changes"),
    ],
)  # fmt: skip
def test_what_is_no_bank(text: str) -> None:
    assert shape(text) == []
