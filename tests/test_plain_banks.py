"""Shapes of banks with hardly any markup: lines that ask, choices, topics, and tables whose heads say nothing."""

import pytest

from tests.test_bank_shapes import Shape, shape

CASES = [
    pytest.param(
        "1. ### 红茶怎么发酵\n\n   放着。\n\n2. ### 茶壶\n\n   紫砂。\n\n   ### 茶杯\n\n   瓷的。\n\n3. ### 白茶的做法\n\n   晒。\n\n4. ### 怎么存茶\n\n   密封。\n",
        [(1, "1", "红茶怎么发酵", "放着。"), (5, "2", "茶壶", "紫砂。"), (13, "3", "白茶的做法", "晒。"), (17, "4", "怎么存茶", "密封。")],
        id="headings that open the items of a list, one with another one further down",
    ),
    pytest.param(
        "1. **Q**: 什么是茶？\n   **A**: 叶子。\n\n2. **Q**: 茶的用处？\n   **A**: 解渴。\n",
        [(1, "1", "什么是茶？", "叶子。"), (4, "2", "茶的用处？", "解渴。")],
        id="letters in bold with their colons outside",
    ),
    pytest.param(
        "**Q**: What is tea?\n\n**A**: A leaf.\n\n**Q**: What is mate?\n\n**A**: Another leaf.\n",
        [(1, None, "What is tea?", "A leaf."), (5, None, "What is mate?", "Another leaf.")],
        id="letters in bold at the margin",
    ),
    pytest.param(
        "茶艺考题\n\n1.茶叶放在哪里保存()\nA.罐 B.碗 C.盘\n\n2.水开的温度()\nA.90 B.100 C.80\n\n3.以下不发酵的茶是()\n\nA.绿茶\n\nB.红茶\n",
        [(3, "1", "茶叶放在哪里保存()", "A.罐 B.碗 C.盘"), (6, "2", "水开的温度()", "A.90 B.100 C.80"), (9, "3", "以下不发酵的茶是()", "A.绿茶")],
        id="empty brackets to fill in",
    ),
    pytest.param(
        "### **茶的产地是什么**\n\n### **Why drink tea**\n\n### **茶的种类有哪些**\n\n### **How to steep tea?**\n",
        [(1, None, "茶的产地是什么", ""), (3, None, "Why drink tea", ""), (5, None, "茶的种类有哪些", ""), (7, None, "How to steep tea?", "")],
        id="headings in two scripts without answers translate nothing",
    ),
    pytest.param(
        "## 什么是茶？\n\n## What is tea?\n\n叶子。\n\n## 茶是怎么做的？\n\n## How is tea made?\n\n晒。\n",
        [(1, None, "什么是茶？", "叶子。"), (7, None, "茶是怎么做的？", "晒。")],
        id="headings in two scripts with answers",
    ),
    pytest.param(
        "::: info 茶怎么泡？\n用水。\n:::\n\n::: info 茶是什么？\n叶子。\n:::\n\n::: info 。\n:::\n",
        [(1, None, "茶怎么泡？", "用水。"), (5, None, "茶是什么？", "叶子。")],
        id="boxes of another name that ask, and an empty one",
    ),
    pytest.param(
        "# 题库\n\n# 填空题\n\nA卷\n\n1. 绿茶是（不发酵）的茶。\n2. 红茶是全发酵的茶。\n3. 泡茶的水要烧开。\n\nB卷\n\n1. 紫砂壶产于宜兴。\n2. 龙井产于杭州。\n\n# 简答题\n\nA卷\n\n什么是茶？\n",
        [
            (7, "1", "绿茶是（不发酵）的茶。", ""),
            (8, "2", "红茶是全发酵的茶。", ""),
            (9, "3", "泡茶的水要烧开。", "B卷"),
            (13, "1", "紫砂壶产于宜兴。", ""),
            (14, "2", "龙井产于杭州。", ""),
            (20, None, "什么是茶？", ""),
        ],
        id="filled-in sentences of several papers below a part of an exam",
    ),
    pytest.param(
        "What is tea?\nHow do you dry it?\nWhy is water boiled?\nhow long to steep\n\nCups\n\nWhich cup is best for green tea?\n",
        [
            (1, None, "What is tea?", ""),
            (2, None, "How do you dry it?", ""),
            (3, None, "Why is water boiled?", ""),
            (4, None, "how long to steep", "Cups"),
            (8, None, "Which cup is best for green tea?", ""),
        ],
        id="lines that ask in one paragraph",
    ),
    pytest.param(
        "甲茶厂（一轮）\n1、什么是杀青？\n2、自己泡过茶吗？\n3、说说茶具\n4、茶怎么分类？\n",
        [
            (2, "1", "什么是杀青？", ""),
            (3, "2", "自己泡过茶吗？", ""),
            (4, "3", "说说茶具", ""),
            (5, "4", "茶怎么分类？", ""),
        ],
        id="numbered lines below a line of their paragraph",
    ),
    pytest.param(
        "Tell us about the time when the water\nwas cold, and what did you do?\n\nWhat is the name of the leaf that grows\nin Assam?\n\nWho pours when the host and the\noldest guest are the same?\n",
        [
            (1, None, "Tell us about the time when the water was cold, and what did you do?", ""),
            (4, None, "What is the name of the leaf that grows in Assam?", ""),
            (7, None, "Who pours when the host and the oldest guest are the same?", ""),
        ],
        id="questions that are wrapped",
    ),
    pytest.param(
        "| Card | Topic | Front | Back |\n|---|---|---|---|\n| T1 | Leaf | What is tea? | The dried leaf of a shrub |\n| T2 | Cup | What is a gaiwan? | A bowl with a lid and a saucer |\n"
        "| T3 | Cup | Explain the tea boat. | A tray that takes the water |\n",
        [
            (3, None, "What is tea?", "The dried leaf of a shrub"),
            (4, None, "What is a gaiwan?", "A bowl with a lid and a saucer"),
            (5, None, "Explain the tea boat.", "A tray that takes the water"),
        ],
        id="a table one of whose columns asks",
    ),
    pytest.param(
        "# 茶学\n\n## 常见题\n\n### 茶是什么？\n\n叶子。\n\n### 茶具\n\n### 怎么泡茶？\n\n### 水温\n\n高。\n",
        [(5, None, "茶是什么？", "叶子。"), (9, None, "茶具", ""), (11, None, "怎么泡茶？", ""), (13, None, "水温", "高。")],
        id="headings below one that says what they are",
    ),
    pytest.param(
        '---\ntitle: "茶艺常见面试题"\n---\n\n### 基础\n\n#### 杀青\n\n高温。\n\n#### 揉捻\n\n搓。\n\n#### 萎凋\n\n晾。\n\n#### 闷黄\n\n捂。\n',
        [(7, None, "杀青", "高温。"), (11, None, "揉捻", "搓。"), (15, None, "萎凋", "晾。"), (19, None, "闷黄", "捂。")],
        id="topics below a title that says that they are questions",
    ),
    pytest.param(
        "# 题\n\n- 要带的东西\n- 笔\n\n1. 茶产于\n   1. A、山\n   2. **B、海**\n2. 壶产于\n   1. **A、宜兴**\n   2. B、杭州\n3. 水取自\n   1. **A、泉**\n   2. B、河\n",
        [(6, "1", "茶产于", "1. A、山"), (9, "2", "壶产于", "1. **A、宜兴**"), (12, "3", "水取自", "1. **A、泉**")],
        id="choices in lists of their own",
    ),
    pytest.param(
        "# Questions\n\n1) What is tea?\n\n- A leaf.\n\n2) Is it hot?\n\n- Yes.\n- Mostly.\n\n3) Who drinks it?\n\n4) Why?\n\n- For its taste.\n",
        [(3, "1", "What is tea?", "- A leaf."), (7, "2", "Is it hot?", "- Yes."), (12, "3", "Who drinks it?", ""), (14, "4", "Why?", "- For its taste.")],
        id="answers in lists of their own",
    ),
    pytest.param(
        "# 茶艺面试题\n\n1、杀青的方式。\n\n2、揉捻的轻重\n\n3、茶怎么存？\n\n## 水\n\n1、水温\n\n2、水质。\n",
        [(3, "1", "杀青的方式。", ""), (5, "2", "揉捻的轻重", ""), (7, "3", "茶怎么存？", ""), (11, "1", "水温", ""), (13, "2", "水质。", "")],
        id="numbered topics below a title that says that they are questions",
    ),
    pytest.param(
        "# 茶艺入门\n\n### 练习1：温杯\n\n倒水。\n\n### 练习2：洗茶\n\n再倒。\n\n### 练习3：出汤\n\n三秒。\n",
        [(3, "1", "温杯", "倒水。"), (7, "2", "洗茶", "再倒。"), (11, "3", "出汤", "三秒。")],
        id="exercises",
    ),
    pytest.param(
        "__Type__\n\nChoice\n\n__Practice Question__\n\nWhich cup?\n\n__Suggested Answers__\n\n- A\n\n__Explain Your Answer__\n\nYes\n\n__Practice Question__\n\nWhich pot?\n\n__Suggested Answers__\n\n- B\n",
        [(5, None, "Which cup?", "- A"), (17, None, "Which pot?", "- B")],
        id="labels in bold for the parts of a question",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_records_of_plain_banks(text: str, expected: Shape) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "We came late. Where was the tea? The host\nsmiled. What could we say? Nobody knew\nwhat to do, and how it would end?\nThe pot was empty.\n",
            id="prose that is wrapped",
        ),
        pytest.param(
            "| Does it | Tea | Mate |\n|---|---|---|\n| Is it green? | yes | yes |\n| Is it hot? | no | yes |\n| Has it leaves? | yes | no |\n",
            id="a comparison whose first column asks",
        ),
        pytest.param(
            "| Severity | Place | Finding |\n|---|---|---|\n| error | <code>a.md:1</code> | there is no tea in the pot |\n"
            "| info | <code>b.md:7</code> | the water is cold again |\n| info | <code>c.md:9</code> | a cup has no handle |\n",
            id="a table of places in code",
        ),
        pytest.param(
            "::: tip\nWarm the cup.\n:::\n\n::: info Kettles\nUse iron.\n:::\n\n::: tip Water\nSoft.\n:::\n",
            id="boxes that do not ask",
        ),
        pytest.param(
            "# 茶艺师面试经验\n\n面试的时候要冷静，怎样回答都行。\n\n1. Describe the leaf\n2. Write down the water\n3. Explain the pot\n4. 一壶茶\n5. 别紧张\n",
            id="advice on interviews",
        ),
        pytest.param(
            "# 常见面试题\n\n## 说明\n\n茶。\n\n## 目录\n\n无。\n\n## 总结\n\n无。\n\n## 参考资料\n\n无。\n",
            id="the parts of a document below a title that promises questions",
        ),
        pytest.param(
            "# 茶艺\n\n## 洗茶\n\n快。\n\n### 练习\n\n洗。\n\n## 泡茶\n\n慢。\n\n### 练习\n\n泡。\n\n## 存茶\n\n干。\n",
            id="chapters with an exercise at their ends",
        ),
        pytest.param(
            "# 茶厂\n\n## 常见问题\n\n- [安装](a.md)\n- [清洗](b.md)\n- [保养](c.md)\n",
            id="links to what is often asked",
        ),
    ],
)
def test_what_is_no_plain_bank(text: str) -> None:
    assert shape(text) == []
