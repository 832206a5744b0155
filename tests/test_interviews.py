"""Shapes of banks as people write them down after interviews and in exams, in haste and by hand."""

import pytest

from tests.test_bank_shapes import Shape, shape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# 某茶厂-泡茶师\n\n### 一面（5.1）\n\n1. 自我介绍\n\n2. 选茶\n\n   ```text\n   龙井\n   ```\n\n3. 水温看什么\n\n4. 讲讲盖碗\n\n   1. 碗\n   2. 盖\n",
            [
                (5, "1", "自我介绍", ""),
                (7, "2", "选茶", "```text"),
                (13, "3", "水温看什么", ""),
                (15, "4", "讲讲盖碗", "1. 碗"),
            ],
            id="a round of interviews",
        ),
        pytest.param(
            "# 我的面试\n\n## 1. 甲茶厂\n\n### 一面\n\n- 洗茶要几秒\n- 茶针的用处\n\n## 2. 乙茶厂\n\n人很好。\n\n### 1. 一面 (电话)\n\n- 闻香杯\n- 为什么分茶\n\n### 2. HR 面\n\n- 哪里人\n",
            [
                (7, None, "洗茶要几秒", ""),
                (8, None, "茶针的用处", ""),
                (16, None, "闻香杯", ""),
                (17, None, "为什么分茶", ""),
                (21, None, "哪里人", ""),
            ],
            id="rounds below numbered companies",
        ),
        pytest.param(
            "# 面经\n\n### 一面\n\n**开场（2题）**\n1. 自我介绍\n2. 为什么学茶？\n\n**茶具（2题）**\n3. 紫砂壶\n4. 公道杯有什么用？\n",
            [
                (6, "1", "自我介绍", ""),
                (7, "2", "为什么学茶？", "**茶具（2题）**"),
                (10, "3", "紫砂壶", ""),
                (11, "4", "公道杯有什么用？", ""),
            ],
            id="a list that goes on below a bold line",
        ),
        pytest.param(
            "* Explain blooming.\n* What is a tea pet?\n  * Have you fed one?\n  * Would you?\n* Describe gongfu.\n* What is umami?\n* Name two whites.\n",
            [
                (1, None, "Explain blooming.", ""),
                (2, None, "What is a tea pet?", ""),
                (3, None, "Have you fed one?", ""),
                (4, None, "Would you?", ""),
                (5, None, "Describe gongfu.", ""),
                (6, None, "What is umami?", ""),
                (7, None, "Name two whites.", ""),
            ],
            id="items with others below",
        ),
        pytest.param(
            "Questions:\n\n- (from a tea house)\n   - What is first flush?\n   - How long is a session?\n   - Why rinse?\n- (from a friend)\n   - What is cold brew?\n",
            [
                (4, None, "What is first flush?", ""),
                (5, None, "How long is a session?", ""),
                (6, None, "Why rinse?", "- (from a friend)"),
                (8, None, "What is cold brew?", ""),
            ],
            id="items below where they are from",
        ),
        pytest.param(
            "# 泡茶面试题与详解\n\n- 茶有几类？\n  答：六类。\n\n- 什么是兰香？\n  答：一种香气。\n\n- 怎样醒茶？\n  答：静置。\n\n## 器具详解\n\n- 壶，多用紫砂。\n- 杯，多用白瓷。\n- 罐\n- 盘\n",
            [(3, None, "茶有几类？", "六类。"), (6, None, "什么是兰香？", "一种香气。"), (9, None, "怎样醒茶？", "静置。")],
            id="answered items, and points beside them",
        ),
        pytest.param(
            "# 茶面试题\n\n1、什么是砖茶？【[链接](a.md)】\n\n2、饼茶。\n\n* 为什么压饼？\n* 怎么撬？\n\n3、沱茶有什么特点？\n\n4、龙珠怎么泡？\n",
            [
                (3, "1", "什么是砖茶？【链接】", ""),
                (5, "2", "饼茶。", "* 为什么压饼？"),
                (10, "3", "沱茶有什么特点？", ""),
                (12, "4", "龙珠怎么泡？", ""),
            ],
            id="points below numbered lines",
        ),
        pytest.param(
            "1\tWhat is keemun?\n2\tWhat is yunnan gold?\n3\tWhere does ceylon grow?\n",
            [(1, "1", "What is keemun?", ""), (2, "2", "What is yunnan gold?", ""), (3, "3", "Where does ceylon grow?", "")],
            id="numbers before tabs",
        ),
        pytest.param(
            "# 茶艺真题\n\n## 一、单选题\n\n1. 哪个是红茶？\n\n{{ select(1) }}\n\n- A. 祁红\n- B. 龙井\n\n---\n\n2. 哪个是白茶？\n\n{{ select(2) }}\n\n- A. 毛尖\n- B. 寿眉\n\n---\n\n5. 存白茶，\n\n- A. 常温\n- B. 冷冻\n\n6. 哪个是青茶？\n\n- A. 水仙\n- B. 毛峰\n",
            [(5, "1", "哪个是红茶？", "{{ select(1) }}"), (14, "2", "哪个是白茶？", "{{ select(2) }}"), (23, "5", "存白茶，", "- A. 常温"), (28, "6", "哪个是青茶？", "- A. 水仙")],
            id="options in lists, and numbers left out",
        ),
        pytest.param(
            "# 茶测试\n\n## 测试题\n\n### 一、单选题\n\n1. 哪个发酵？\n   A. 红茶\n   B. 绿茶\n\n2. 哪个不发酵？\n   A. 红茶\n   B. 绿茶\n\n### 二、简答题\n\n3. 简述炒青。\n\n"
            "# ✅ 答案与解析（做完再看）\n\n### 一、单选题\n\n1. A，全发酵。\n2. B，杀青了。\n\n### 二、简答题\n\n3. 用锅。\n",
            [(7, "1", "哪个发酵？", "A. 红茶"), (11, "2", "哪个不发酵？", "A. 红茶"), (17, "3", "简述炒青。", "")],
            id="chapters of answers at the end",
        ),
        pytest.param(
            "## 一、选择题\n\n### 第1题\n\n哪个是青茶？\n\n**答案：** 水仙\n\n### 第2题\n\n哪个是黑茶？\n\n**答案：** 六堡\n",
            [(3, "1", "哪个是青茶？", "水仙"), (9, "2", "哪个是黑茶？", "六堡")],
            id="nothing but 第 and a number",
        ),
        pytest.param(
            "### Q1 (选择题 · 5分) [绿茶]\n哪个是炒青？\n\n**答案**: 龙井\n\n### Q2 (简答题 · 5分) [红茶]\n讲讲萎凋。\n\n**参考答案**: 失水。\n",
            [(1, "1", "哪个是炒青？", "龙井"), (6, "2", "讲讲萎凋。", "失水。")],
            id="points and topics behind the number",
        ),
        pytest.param(
            "## 1. 绿茶与杀青\n\n❓ **题目：** 什么是杀青？\n\n💡 **答案：**\n\n停止氧化。\n\n📌 **加分项：**\n- 蒸青\n\n## 2. 红茶与萎凋\n\n❓ **题目：** 什么是萎凋？\n\n💡 **答案：**\n\n失水。\n",
            [(1, "1", "什么是杀青？", "停止氧化。"), (12, "2", "什么是萎凋？", "失水。")],
            id="labels behind an emoji",
        ),
        pytest.param(
            "## 1、什么是龙井？\n\n绿茶。\n\n##2、什么是寿眉？\n\n白茶。\n\n## 3、什么是水仙？\n\n青茶。\n",
            [(1, "1", "什么是龙井？", "绿茶。"), (5, "2", "什么是寿眉？", "白茶。"), (9, "3", "什么是水仙？", "青茶。")],
            id="a heading without its blank",
        ),
        pytest.param(
            "<h1>Unit 1</h1>\n\n<h3>Q1 : What is bloom?</h3>\n- Foam.\n\n<h3>Q2 : What is <b>crust</b>?</h3>\n- Grounds on top.\n",
            [(3, "1", "What is bloom?", "- Foam."), (6, "2", "What is crust ?", "- Grounds on top.")],
            id="headings in HTML",
        ),
        pytest.param(
            "# 📙 F.A.Q.\n\n<details>\n<summary>My tea is cold!</summary>\n\nHeat it.\n\n</details>\n\n<details>\n<summary>The pot leaks ...</summary>\n\nMend it.\n\n</details>\n\n<details>\n<summary>No cups</summary>\n\nBuy some.\n\n</details>\n",
            [(3, None, "My tea is cold!", "Heat it."), (10, None, "The pot leaks ...", "Mend it."), (17, None, "No cups", "Buy some.")],
            id="boxes of a FAQ that do not ask",
        ),
        pytest.param(
            "What is a deck?\n\n???\n\nCards.\n\n---\n\nIs it **mine**?\n\n???\n\nYes!\n",
            [(1, None, "What is a deck?", "Cards."), (9, None, "Is it **mine**?", "Yes!")],
            id="cards whose sides three question marks part",
        ),
        pytest.param(
            "#### Leaves\n\n* **What is a bud?** - [Read](https://example.org/a)\n\n* **Explain the flush.** - [Read](https://example.org/b)\n\n* **Uses of stems** - [Read](https://example.org/c)\n\n* **What is fannings?**\n",
            [
                (3, None, "What is a bud?", "- [Read](https://example.org/a)"),
                (5, None, "Explain the flush.", "- [Read](https://example.org/b)"),
                (7, None, "Uses of stems", "- [Read](https://example.org/c)"),
                (9, None, "What is fannings?", ""),
            ],
            id="links behind bold items",
        ),
        pytest.param(
            "***1、什么是茶毫？***\n\n细毛。\n\n***2、毫香怎么来***\n\n芽。\n\n***3、什么茶多毫？***\n\n白茶。\n",
            [(1, "1", "什么是茶毫？", "细毛。"), (5, "2", "毫香怎么来", "芽。"), (9, "3", "什么茶多毫？", "白茶。")],
            id="bold in italics",
        ),
        pytest.param(
            "## 先看模板\n\n1. 是什么？\n\n## A. 绿茶\n\n### 面试官：什么是杀青？\n\n停止氧化。\n\n### 面试官：什么是揉捻？\n\n搓成条。\n\n## B. 红茶\n\n> 全发酵。\n\n### 面试官：什么是萎凋？\n\n失水。\n\n### 面试官：什么是渥红？\n\n发酵。\n\n### 面试官：什么是金圈？\n\n杯沿。\n",
            [
                (7, None, "什么是杀青？", "停止氧化。"),
                (11, None, "什么是揉捻？", "搓成条。"),
                (19, None, "什么是萎凋？", "失水。"),
                (23, None, "什么是渥红？", "发酵。"),
                (27, None, "什么是金圈？", "杯沿。"),
            ],
            id="chapters above labelled headings",
        ),
        pytest.param(
            "### 1.1 绿茶\n\n**题目1**：什么是烘青？\n\n**答案**：烘干的。\n\n**题目2**：什么是晒青？\n\n**答案**：晒干的。\n\n### 1.2 红茶\n\n**题目3**：什么是小种？\n\n**答案**：红茶的一种。\n",
            [(3, "1", "什么是烘青？", "烘干的。"), (7, "2", "什么是晒青？", "晒干的。"), (13, "3", "什么是小种？", "红茶的一种。")],
            id="outline chapters above numbered labels",
        ),
        pytest.param(
            "A. Leaves\n\nWhat is a bud?\n\nA young leaf.\n\nWhy pluck two leaves?\n\nThey are soft.\n\nWhat is a flush?\n\nA harvest.\n\nWhen is the first?\n\nIn spring.\n\nHow many are there?\n\nFour.\n",
            [
                (3, None, "What is a bud?", "A young leaf."),
                (7, None, "Why pluck two leaves?", "They are soft."),
                (11, None, "What is a flush?", "A harvest."),
                (15, None, "When is the first?", "In spring."),
                (19, None, "How many are there?", "Four."),
            ],
            id="paragraphs in turn",
        ),
        pytest.param(
            "## **A. Leaves**\n1. What is a bud?\n2. Explain the flush.\n\n## **B. Water**\n1. What is hard water?\n2. Why boil it?\n",
            [
                (2, "1", "What is a bud?", ""),
                (3, "2", "Explain the flush.", ""),
                (6, "1", "What is hard water?", ""),
                (7, "2", "Why boil it?", ""),
            ],
            id="chapters with letters",
        ),
        pytest.param(
            "# Tea\n\n1- What is oolong?<br>\n2 - What is puer?<br>\n3- Where is it stored?\n",
            [(3, "1", "What is oolong?", ""), (4, "2", "What is puer?", ""), (5, "3", "Where is it stored?", "")],
            id="dashes behind numbers",
        ),
        pytest.param(
            "| Scenario Question | Best Answer (host) |\n|---|---|\n| **1. The pot is cold. What now?** | Warm it. |\n| **2. A cup is missing.** | Share. |\n",
            [(3, "1", "The pot is cold. What now?", "Warm it."), (4, "2", "A cup is missing.", "Share.")],
            id="columns headed by more than a word",
        ),
        pytest.param(
            "---\ntitle: 茶面试题\n---\n\n## 水温\n\n看茶。\n\n## 为什么润茶\n\n醒茶。\n\n## 盖碗怎么拿\n\n三指。\n\n## 投茶量\n\n看壶。\n",
            [
                (5, None, "水温", "看茶。"),
                (9, None, "为什么润茶", "醒茶。"),
                (13, None, "盖碗怎么拿", "三指。"),
                (17, None, "投茶量", "看壶。"),
            ],
            id="a bank by its front matter",
        ),
        pytest.param(
            "# 前置\n\n1. 烧水\n2. 温杯\n\n# 面试题\n\n1. 萎凋流程\n2. 渥堆流程\n3. 茶的一生\n",
            [(8, "1", "萎凋流程", ""), (9, "2", "渥堆流程", ""), (10, "3", "茶的一生", "")],
            id="a list that is said to be of questions",
        ),
        pytest.param(
            "# Tea Interview Questions\n\n1. [x] What is bloom?\n2. [ ] Explain crema.\n3. [x] Why rest it?\n",
            [(3, "1", "What is bloom?", ""), (4, "2", "Explain crema.", ""), (5, "3", "Why rest it?", "")],
            id="a checklist of questions",
        ),
        pytest.param(
            "# Tea cards\n\n## Part one — leaves\n\n**Q:** What is **white** tea?\n\n**A:** Withered.\n\n---\n\n**Q:** What is **green** tea?\n\n**A:** Steamed.\n\n## Part two — water\n\n**Q:** How hot is it?\n\n**A:** Hot.\n\n---\n\n**Q:** How hard is it?\n\n**A:** Soft.\n",
            [(5, None, "What is **white** tea?", "Withered."), (11, None, "What is **green** tea?", "Steamed."), (17, None, "How hot is it?", "Hot."), (23, None, "How hard is it?", "Soft.")],
            id="flash cards told by a label, below chapters",
        ),
        pytest.param(
            "# Kettle crash course\n\n## 1. Boiling over\n\nTurn it down.\n\n## 2. Scale\n\nVinegar.\n\n## 3. Questions\n\n**Q1: Why does it whistle?**\n* **Ans:** Steam.\n\n**Q2: Why is it loud?**\n* **Ans:** More steam.\n\n## 4. Summary of it all\n\nTea.\n",
            [(13, "1", "Why does it whistle?", "Steam."), (16, "2", "Why is it loud?", "More steam.")],
            id="chapters around a few labelled questions",
        ),
        pytest.param(
            "绿茶要洗吗？ #anki\n- 不用。\n\n红茶为什么红？ #anki #tea\n- 发酵。\n\n黑茶放多久？ #anki\n- 很久。\n\n白茶怎么煮？ #anki\n- 小火。\n\n岩茶香在哪？ #anki\n- 火功。\n",
            [(1, None, "绿茶要洗吗？", "- 不用。"), (4, None, "红茶为什么红？", "- 发酵。"), (7, None, "黑茶放多久？", "- 很久。"), (10, None, "白茶怎么煮？", "- 小火。"), (13, None, "岩茶香在哪？", "- 火功。")],
            id="questions with tags behind them",
        ),
        pytest.param(
            "What is Tea?\nA drink.\n\nDiff b/w oolong and sencha?\nOxidation.\n\nWhat is a gaiwan?\nA bowl.\n\nWhat's a pu-erh?\nDark tea.\n\nWhere is Uji?\nIn Japan.\n",
            [(1, None, "What is Tea?", "A drink."), (4, None, "Diff b/w oolong and sencha?", "Oxidation."), (7, None, "What is a gaiwan?", "A bowl."), (10, None, "What's a pu-erh?", "Dark tea."), (13, None, "Where is Uji?", "In Japan.")],
            id="questions whose answers are the next line",
        ),
        pytest.param(
            "# 茶艺面试题\n\n## 壶篇\n\n* **说说紫砂壶的优点**\n\n\t* 透气。\n\n* **盖碗有什么用**\n\n\t* 冲泡。\n\n* **公道杯为什么叫公道**\n\n\t均分。\n\n* **闻香杯**\n\n\t闻香。\n",
            [(5, None, "说说紫砂壶的优点", "\t* 透气。"), (9, None, "盖碗有什么用", "\t* 冲泡。"), (13, None, "公道杯为什么叫公道", "\t均分。"), (17, None, "闻香杯", "\t闻香。")],
            id="bold items in a bank",
        ),
        pytest.param(
            "# 期末卷\n\n### 填空题\n\n1. 绿茶属于不发酵茶。\n2. 红茶属于全发酵茶。\n3. 乌龙属于半发酵茶。\n\n### 简答题\n\n4. 怎样醒茶？\n\n   - 静置。\n\n5. 怎样存茶？\n\n- 干燥。\n\n- 避光。\n",
            [(5, "1", "绿茶属于不发酵茶。", ""), (6, "2", "红茶属于全发酵茶。", ""), (7, "3", "乌龙属于半发酵茶。", ""), (11, "4", "怎样醒茶？", "- 静置。"), (15, "5", "怎样存茶？", "- 干燥。")],
            id="lists below the parts of an exam",
        ),
        pytest.param(
            "# 茶题库\n\n## 一、单选题\n\n### 1. 下列属于绿茶的是（）。\n\nA. 龙井\nB. 普洱\n\n### 2. 下列属于红茶的是（）。\n\nA. 正山小种\nB. 龙井\n\n### 3. 下列属于白茶的是（）。\n\nA. 银针\nB. 毛峰\n\n## 二、判断题\n\n1. 茶都要洗。（）\n2. 水越热越好。（）\n3. 壶要养。（）\n\n## 三、简答题\n\n1. 简述杀青。\n2. 简述萎凋。\n3. 简述做青。\n4. 简述渥堆。\n5. 简述闷黄。\n6. 简述烘焙。\n7. 简述审评。\n",
            [(5, "1", "下列属于绿茶的是（）。", "A. 龙井"), (10, "2", "下列属于红茶的是（）。", "A. 正山小种"), (15, "3", "下列属于白茶的是（）。", "A. 银针"), (22, "1", "茶都要洗。（）", ""), (23, "2", "水越热越好。（）", ""), (24, "3", "壶要养。（）", ""), (28, "1", "简述杀青。", ""), (29, "2", "简述萎凋。", ""), (30, "3", "简述做青。", ""), (31, "4", "简述渥堆。", ""), (32, "5", "简述闷黄。", ""), (33, "6", "简述烘焙。", ""), (34, "7", "简述审评。", "")],
            id="parts of an exam beside headings",
        ),
        pytest.param(
            "---\ntitle: 常见问题\n---\n\n## 水烧不开\n\n换插座。\n\n## 壶嘴滴水\n\n换壶。\n\n## 茶太苦\n\n少放些。\n\n## 杯子烫手\n\n加杯垫。\n",
            [(5, None, "水烧不开", "换插座。"), (9, None, "壶嘴滴水", "换壶。"), (13, None, "茶太苦", "少放些。"), (17, None, "杯子烫手", "加杯垫。")],
            id="a FAQ whose headings name what goes wrong",
        ),
        pytest.param(
            "# Tea\n\n| **Scenario** | **Answer** |\n| --- | --- |\n| **1\\. The water is cold. What now?** | Boil it. |\n| **2\\. The cup is cracked.** | Take another. |\n",
            [(5, "1", "The water is cold. What now?", "Boil it."), (6, "2", "The cup is cracked.", "Take another.")],
            id="a table of scenarios with answers",
        ),
        pytest.param(
            "# Notes\n\nQ. What is tea?\n\nQ. Explain the wilting of leaves.\n\nQ. Is water a must?\n\nQ. Write down a recipe.\n",
            [(3, None, "What is tea?", ""), (5, None, "Explain the wilting of leaves.", ""), (7, None, "Is water a must?", ""), (9, None, "Write down a recipe.", "")],
            id="Q. without a number",
        ),
        pytest.param(
            "# Mock exam\n\n### Essay Question 1\n\nDescribe a tea house.\n\n### Essay Question 2\n\nDescribe a kettle.\n\n### Essay Question 3\n\nDescribe a cup.\n",
            [(3, "1", "Describe a tea house.", ""), (7, "2", "Describe a kettle.", ""), (11, "3", "Describe a cup.", "")],
            id="essay questions",
        ),
    ],
)  # fmt: skip
def test_records_as_people_write_them(text: str, expected: Shape) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# 茶桌\n\n**1、什么是茶桌**\n\n一张桌。\n\n**2、准备木板**\n\n三块。\n\n**3、装桌腿**\n\n四条。\n\n**4、上漆**\n\n两遍。\n",
            id="bold steps of which one asks",
        ),
        pytest.param(
            "# Kettle\n\n## What is this?\n\nA kettle.\n\n## Where can I find this?\n\nHere.\n\n## Why should you use this?\n\nFor tea.\n\n## Licence\n\nMIT.\n",
            id="a project that introduces itself",
        ),
        pytest.param(
            "茶的另一面\n\n## 事情的另一面\n\n- 苦\n- 涩\n- 甘\n",
            id="another side of things",
        ),
        pytest.param(
            "# Change\n\n- [ ] Have you tested it?\n- [ ] Is it documented?\n- [ ] Did you sign it?\n", id="a checklist"
        ),
        pytest.param(
            "Why tea?\n\nIt began with rain.\n\nWe sat there.\n\nAnd then?\n\nNothing.\n\nThe pot was full.\n\nWho poured?\n\nShe did.\n\nIt rained on.\n\nWas it good?\n\nIt was.\n\nWe left.\n",
            id="a story that asks now and then",
        ),
        pytest.param("#茶 #水 #壶\n\n今天喝了茶。\n\n#include <tea.h>\n", id="tags and directives"),
        pytest.param(
            "# FAQ\n\nSee the site.\n\n## Contact\n\nMail us.\n",
            id="a FAQ of two headings",
        ),
        pytest.param(
            "# Form\n\n| Field | Answer |\n|---|---|\n| Name | Li |\n| Town | Uji |\n| Tea | Sencha |\n",
            id="a table of what somebody filled in",
        ),
        pytest.param(
            "| Status | Response |\n|---|---|\n| 200 | ok |\n| 404 | no tea |\n",
            id="a table of responses",
        ),
        pytest.param(
            "It was made by Q.\n\nQ. came from Uji.\n\nQ. left again.\n",
            id="a letter that is a name",
        ),
    ],
)
def test_what_people_write_besides(text: str) -> None:
    assert shape(text) == []
