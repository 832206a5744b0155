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
            "## 1️⃣ 什么是白茶\n\n甲\n\n## 2️⃣ 什么是黄茶\n\n乙\n\n## 3️⃣ 黑茶的工艺\n\n丙\n",
            [(1, "1", "什么是白茶", "甲"), (5, "2", "什么是黄茶", "乙"), (9, "3", "黑茶的工艺", "丙")],
            id="keycaps",
        ),
        pytest.param(
            "## No.1 什么是白茶\n\n甲\n\n## No.2 什么是黄茶\n\n乙\n\n## No.3 黑茶的工艺\n\n丙\n",
            [(1, "1", "什么是白茶", "甲"), (5, "2", "什么是黄茶", "乙"), (9, "3", "黑茶的工艺", "丙")],
            id="No. in front of the number",
        ),
        pytest.param(
            "## １．什么是白茶\n\n甲\n\n## ２．什么是黄茶\n\n乙\n\n## ３．黑茶的工艺\n\n丙\n",
            [(1, "1", "什么是白茶", "甲"), (5, "2", "什么是黄茶", "乙"), (9, "3", "黑茶的工艺", "丙")],
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
        pytest.param(
            "## 1. What is matcha?\n\nGround leaves.\n\n### Question: and sencha?\n\nSteamed.\n\n## 2. What is oolong?\n\nHalf oxidised.\n",
            [(1, "1", "What is matcha?", "Ground leaves."), (5, None, "and sencha?", "Steamed."), (9, "2", "What is oolong?", "Half oxidised.")],
            id="a label far below a title that asks is not its question",
        ),
        pytest.param(
            "## Q. What is matcha?\n\nGround leaves.\n\n#### Q. What is sencha?\n\nSteamed leaves.\n\n## Q. What is oolong?\n\nHalf oxidised.\n",
            [(1, None, "What is matcha?", "Ground leaves."), (5, None, "What is sencha?", "Steamed leaves."), (9, None, "What is oolong?", "Half oxidised.")],
            id="labels on two levels",
        ),
        pytest.param(
            "**Q:** Is it hot? **A:** Very.\n\n**Q:** Is it green? **A:** Mostly.\n\n**Q:** Is it sweet? **A:** Never.\n",
            [(1, None, "Is it hot?", "Very."), (3, None, "Is it green?", "Mostly."), (5, None, "Is it sweet?", "Never.")],
            id="answers in bold beside their questions",
        ),
        pytest.param(
            "问：茶烫吗？答：烫。\n\n问：茶甜吗？答：不甜。\n\n问：茶绿吗？答：绿。\n",
            [(1, None, "茶烫吗？", "烫。"), (3, None, "茶甜吗？", "不甜。"), (5, None, "茶绿吗？", "绿。")],
            id="answers beside their questions",
        ),
        pytest.param(
            "# Tea FAQ\n\n## How hot is it?\n\nVery.\n\n### What if it cools?\n\nDrink it cold.\n\n### Is it bitter then?\n\nA little.\n\n## Is it green?\n\nMostly.\n\n### Always?\n\nNo.\n",
            [
                (3, None, "How hot is it?", "Very."),
                (7, None, "What if it cools?", "Drink it cold."),
                (11, None, "Is it bitter then?", "A little."),
                (15, None, "Is it green?", "Mostly."),
                (19, None, "Always?", "No."),
            ],
            id="questions below questions",
        ),
        pytest.param(
            "# 茶\n\n### 1.1.1 什么是杀青？\n\n停止氧化。\n\n### 1.1.2 各步的目的\n\n成形。\n\n### 1.1.3 为什么要揉捻？\n\n出汁。\n\n### 1.1.4 怎么干燥？\n\n烘。\n\n### 1.1.5 怎么存放？\n\n密封。\n",
            [
                (3, "1.1.1", "什么是杀青？", "停止氧化。"),
                (7, "1.1.2", "各步的目的", "成形。"),
                (11, "1.1.3", "为什么要揉捻？", "出汁。"),
                (15, "1.1.4", "怎么干燥？", "烘。"), (19, "1.1.5", "怎么存放？", "密封。"),
            ],
            id="a topic among questions with outline numbers",
        ),
        pytest.param(
            "1. Guests come at a rate of ten.\n   How many cups are needed?\n\n   **Answer:** Ten.\n\n2. A kettle holds a litre.\n   How many bowls does it fill?\n\n   **Answer:** Five.\n\n"
            "3. Which tea wakes you up?\n\n   **Answer:** Matcha.\n",
            [
                (1, "1", "Guests come at a rate of ten. How many cups are needed?", "Ten."),
                (6, "2", "A kettle holds a litre. How many bowls does it fill?", "Five."),
                (11, "3", "Which tea wakes you up?", "Matcha."),
            ],
            id="questions of several lines",
        ),
        pytest.param(
            "1. Show that a cup cools.\n\n   *Solution.* It loses heat.\n\n2. Show that a pot cools.\n\n   *Solution.* It does, too.\n\n3. Find the warmest cup.\n\n   *Solution.* The full one.\n",
            [
                (1, "1", "Show that a cup cools.", "It loses heat."),
                (5, "2", "Show that a pot cools.", "It does, too."),
                (9, "3", "Find the warmest cup.", "The full one."),
            ],
            id="labels in italics",
        ),
        pytest.param(
            "【1】什么是煎茶？\n\n【答案】蒸的。\n\n【2】什么是抹茶？\n\n【答案】磨的。\n\n【3】什么是玉露？\n\n【答案】遮的。\n",
            [(1, "1", "什么是煎茶？", "蒸的。"), (5, "2", "什么是抹茶？", "磨的。"), (9, "3", "什么是玉露？", "遮的。")],
            id="numbers in lenticular brackets",
        ),
        pytest.param(
            "Q1、什么是煎茶？\nA1、蒸的。\n\nQ2、什么是抹茶？\nA2、磨的。\n\nQ3、什么是玉露？\nA3、遮的。\n",
            [(1, "1", "什么是煎茶？", "蒸的。"), (4, "2", "什么是抹茶？", "磨的。"), (7, "3", "什么是玉露？", "遮的。")],
            id="labels with an enumeration comma",
        ),
        pytest.param(
            "# Tea\n\n### ⭐⭐⭐ What is matcha?\n\nGround.\n\n### ⭐ Sencha and gyokuro\n\nSteamed.\n\n### ⭐⭐ What is oolong?\n\nHalf oxidised.\n",
            [(3, None, "What is matcha?", "Ground."), (7, None, "Sencha and gyokuro", "Steamed."), (11, None, "What is oolong?", "Half oxidised.")],
            id="ratings in stars",
        ),
        pytest.param(
            "**1. What is the difference between a bowl and a\ncup?**\n\nThe handle.\n\n**2. What is a kettle?**\n\nIt boils.\n\n**3. What is a pot?**\n\nIt pours.\n",
            [(1, "1", "What is the difference between a bowl and a cup?", "The handle."), (6, "2", "What is a kettle?", "It boils."), (10, "3", "What is a pot?", "It pours.")],
            id="a question in bold that goes on in the next line",
        ),
        pytest.param(
            "**1. Tell me about your tea.** *(Core)*\n\nGreen.\n\n**2. How do you brew?** *(Core)*\n\nSlowly.\n\n**3. Where do you drink?** *(Optional)*\n\nAt home.\n",
            [(1, "1", "Tell me about your tea.", "Green."), (5, "2", "How do you brew?", "Slowly."), (9, "3", "Where do you drink?", "At home.")],
            id="an aside behind a question in bold",
        ),
        pytest.param(
            "**1. Green tea is oxidised.**\n\n*False.* It is steamed.\n\n**2. Tea is a leaf.**\n\n*True.* Mostly.\n\n**3. A kettle is a pot.**\n\n*False.* It boils.\n",
            [(1, "1", "Green tea is oxidised.", "*False.* It is steamed."), (5, "2", "Tea is a leaf.", "*True.* Mostly."), (9, "3", "A kettle is a pot.", "*False.* It boils.")],
            id="true or false",
        ),
        pytest.param(
            "# How do you store green tea?\n\nCold and dark.\n",
            [(1, None, "How do you store green tea?", "Cold and dark.")],
            id="a page that is one question",
        ),
        pytest.param(
            "# 茶馆面经\n\n## 一面\n\n1. 自我介绍\n2. 为什么来我们茶馆？\n3. 盖碗放在哪里\n\n## 二面\n\n1. 介绍一下泡茶的步骤\n2. 水温怎么控制\n3. 期望薪资\n",
            [
                (5, "1", "自我介绍", ""),
                (6, "2", "为什么来我们茶馆？", ""),
                (7, "3", "盖碗放在哪里", ""),
                (11, "1", "介绍一下泡茶的步骤", ""),
                (12, "2", "水温怎么控制", ""),
                (13, "3", "期望薪资", ""),
            ],
            id="the questions of an interview, of which some do not ask",
        ),
        pytest.param(
            "## 1. 什么茶不发酵？\n\nA. 绿茶\nB. 红茶\n\n## 2. 什么茶全发酵？\n\nA. 绿茶\nB. 红茶\n\n## 参考答案\n\n1. A\n2. B\n",
            [(1, "1", "什么茶不发酵？", "A. 绿茶"), (6, "2", "什么茶全发酵？", "A. 绿茶")],
            id="the key at the end",
        ),
        pytest.param(
            "## 1. 怎么泡茶？\n\n## 答案\n\n1. 先烧水。\n2. 再投茶。\n\n## 2. 怎么存茶？\n\n不见光。\n\n## 3. 怎么喝茶？\n\n慢慢喝。\n",
            [(1, "1", "怎么泡茶？", "1. 先烧水。"), (8, "2", "怎么存茶？", "不见光。"), (12, "3", "怎么喝茶？", "慢慢喝。")],
            id="an answer in a list is no key",
        ),
        pytest.param(
            "1. What is matcha?\nA) Powder\nB) Leaves\n\n2. Pick the coldest.\nA) Ice\nB) Steam\n\n3. What is sencha?\nA) Powder\nB) Leaves\n\n4. What is oolong?\nA) Powder\nB) Leaves\n\nANSWER KEY\n1. A\n2. A\n3. B\n4. B\n",
            [(1, "1", "What is matcha?", "A) Powder"), (5, "2", "Pick the coldest.", "A) Ice"), (9, "3", "What is sencha?", "A) Powder"), (13, "4", "What is oolong?", "A) Powder")],
            id="plain lines with the key at the end",
        ),
        pytest.param(
            "# 试卷\n\n1. 什么是抹茶？\n\n2. 什么是煎茶？\n\n3. 简述泡茶的步骤。\n\n## 参考答案\n\n1. 磨的\n2. 蒸的\n3. 烧水、投茶、出汤\n",
            [(3, "1", "什么是抹茶？", ""), (5, "2", "什么是煎茶？", ""), (7, "3", "简述泡茶的步骤。", "")],
            id="questions without answers, and the answers to all below",
        ),
        pytest.param(
            "# 面经\n\n1、什么是抹茶？\n2、为什么要蒸青？\n3、泡一壶茶\n4、水温怎么控制\n",
            [(3, "1", "什么是抹茶？", ""), (4, "2", "为什么要蒸青？", ""), (5, "3", "泡一壶茶", ""), (6, "4", "水温怎么控制", "")],
            id="numbered lines without answers",
        ),
        pytest.param(
            "What is matcha?::Ground leaves.\n\nDescribe sencha\n?\nSteamed leaves.\n\nWhat is oolong?::Half oxidised.\n",
            [(1, None, "What is matcha?", "Ground leaves."), (3, None, "Describe sencha", "Steamed leaves."), (7, None, "What is oolong?", "Half oxidised.")],
            id="a flash card that does not ask",
        ),
        pytest.param(
            "| Q | A |\n|---|---|\n| What is matcha? | Ground. |\n| What is sencha? | Steamed. |\n",
            [(3, None, "What is matcha?", "Ground."), (4, None, "What is sencha?", "Steamed.")],
            id="a table with letters at its head",
        ),
        pytest.param(
            "| 考点 | 题目 | 要点 |\n|---|---|---|\n| 茶 | 什么是抹茶？ | 磨的。 |\n| 茶 | 什么是煎茶？ | 蒸的。 |\n",
            [(3, None, "什么是抹茶？", "磨的。"), (4, None, "什么是煎茶？", "蒸的。")],
            id="a table of questions with what counts",
        ),
        pytest.param(
            "> [!question]- What is matcha?\n> Ground leaves.\n\n> [!question]- What is sencha?\n> > [!success]- Answer\n> > Steamed leaves.\n\n> [!QUESTION] What is oolong?\n> Half oxidised.\n",
            [(1, None, "What is matcha?", "Ground leaves."), (4, None, "What is sencha?", "Steamed leaves."), (8, None, "What is oolong?", "Half oxidised.")],
            id="callouts",
        ),
        pytest.param(
            "::: details 什么是抹茶？\n磨的。\n:::\n\n::: details 什么是煎茶？\n蒸的。\n:::\n",
            [(1, None, "什么是抹茶？", "磨的。"), (5, None, "什么是煎茶？", "蒸的。")],
            id="boxes that fold",
        ),
        pytest.param(
            '??? question "What is matcha?"\n\n    Ground leaves.\n\n??? question "What is sencha?"\n\n    Steamed leaves.\n',
            [(1, None, "What is matcha?", "Ground leaves."), (5, None, "What is sencha?", "Steamed leaves.")],
            id="admonitions that fold",
        ),
        pytest.param(
            '{{< details "What is matcha?" >}}\nGround.\n{{< /details >}}\n\n{{< details "What is sencha?" >}}\nSteamed.\n{{< /details >}}\n',
            [(1, None, "What is matcha?", "Ground."), (5, None, "What is sencha?", "Steamed.")],
            id="shortcodes",
        ),
        pytest.param(
            "What is matcha?::Ground leaves.\nWhat is sencha?::Steamed leaves.\n\nWhat is oolong?\n?\nHalf oxidised.\n<!--SR:!2024-06-01,12,250-->\n",
            [(1, None, "What is matcha?", "Ground leaves."), (2, None, "What is sencha?", "Steamed leaves."), (4, None, "What is oolong?", "Half oxidised.")],
            id="flash cards",
        ),
        pytest.param(
            "#separator:tab\nWhat is matcha?\tGround leaves.\nWhat is sencha?\tSteamed leaves.\nWhat is oolong?\tHalf oxidised.\n",
            [(2, None, "What is matcha?", "Ground leaves."), (3, None, "What is sencha?", "Steamed leaves."), (4, None, "What is oolong?", "Half oxidised.")],
            id="flash cards between tabs",
        ),
        pytest.param(
            "# Tea\n\nWhat is matcha?\n:   Ground leaves.\n\n    In water.\n\nWhat is sencha?\n: Steamed leaves.\n",
            [(3, None, "What is matcha?", "Ground leaves."), (8, None, "What is sencha?", "Steamed leaves.")],
            id="definitions",
        ),
        pytest.param(
            "### Q1. What is matcha?\n\n### 什么是抹茶？\n\nGround leaves.\n\n### Q2. What is sencha?\n\n### 什么是煎茶？\n\nSteamed leaves.\n",
            [(1, "1", "What is matcha?", "Ground leaves."), (7, "2", "What is sencha?", "Steamed leaves.")],
            id="headings that translate those above",
        ),
        pytest.param(
            "# Tea\n\n- [Question 1](#question-1)\n- [Question 2](#question-2)\n\n## Question 1\n\nWhat is matcha?\n\n**Answer:** Ground.\n\n## Question 2\n\nWhat is sencha?\n\n**Answer:** Steamed.\n",
            [(6, "1", "What is matcha?", "Ground."), (12, "2", "What is sencha?", "Steamed.")],
            id="a table of contents with labels",
        ),
        pytest.param(
            "# Tea FAQ\n\n## Is it hot? {#hot}\n\nVery.\n\n## Is it green? {: #green .faq}\n\nMostly.\n\n## Is it sweet?\n\nNo.\n\n## Still have questions?\n\nAsk the owner.\n",
            [(3, None, "Is it hot?", "Very."), (7, None, "Is it green?", "Mostly."), (11, None, "Is it sweet?", "No.")],
            id="attributes of headings, and where to ask more",
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
        pytest.param(
            "# Travel policy\n\n## 1. Purpose\n\nRules.\n\n## 2. Who is covered?\n\nAll.\n\n## 3. Equipment\n\nBags.\n\n## 4. Review\n\nYearly.\n",
            id="a numbered policy of which one heading asks",
        ),
        pytest.param(
            "# Build a kettle\n\n## 1. Set up the stove\n\n```sh\nlight\n```\n\n## 2. Write the label\n\n```sh\nlabel\n```\n\n## 3. Boil\n\n```sh\nboil\n```\n\n## 4. Pour\n\n```sh\npour\n```\n",
            id="the steps of a tutorial",
        ),
        pytest.param(
            "# Privacy\n\n## 1. What we collect\n\nNames.\n\n## 2. How long we keep it\n\nA year.\n\n## 3. With whom do we share it?\n\nNobody.\n\n## 4. Contact\n\nWrite.\n",
            id="a privacy policy",
        ),
        pytest.param(
            "# Tea rules\n\n## 1. Scope\n\n“All” teas.\n\n## 2. Who pours?\n\n• The host.\n\n## 3. Cups\n\n— Small.\n\n## 4. Review\n\n• Yearly.\n",
            id="sections that begin with signs are no verdicts",
        ),
        pytest.param(
            "# 茶产\n\n福建茶产\t一万吨\n云南茶产\t两万吨\n浙江茶产\t三万吨\n",
            id="columns between tabs",
        ),
        pytest.param(
            "# Runbook\n\n## How to heat the stove\n\nSlowly.\n\n## How to fill the kettle\n\nHalf.\n\n## How to clean it\n\nDaily.\n\n## Whom to call\n\nThe owner.\n",
            id="a guide",
        ),
        pytest.param(
            "# 泡茶入门\n\n## 一、为什么喝茶？\n\n提神。\n\n## 二、准备茶具\n\n盖碗。\n\n## 三、怎么泡？\n\n慢慢来。\n\n## 四、小结\n\n多练。\n",
            id="chapters with rhetorical headings",
        ),
    ],
)  # fmt: skip
def test_what_is_no_bank(text: str) -> None:
    assert shape(text) == []
