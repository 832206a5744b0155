"""Which records of a corpus repeat others, which copy is kept, and what a scope changes."""

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest

from askew.checks import duplicates
from askew.comparing import compare
from askew.config import DuplicatesSettings, Settings
from askew.diagnostic import Diagnostic
from askew.duplicates.corpus import Corpus
from askew.duplicates.facts import DocumentFact
from askew.duplicates.shelf import Shelf
from askew.engine import lint
from askew.rule import Rule
from tests.conftest import Askew

SETTINGS = Settings()
RULES: tuple[Rule, ...] = duplicates.RULES


OTHERS = ("煮茶", "修船", "织布", "种树", "磨刀", "养蜂", "烧炭", "酿酒")


def padded(contents: Mapping[str, str]) -> dict[str, str]:
    """The banks with one more question each, all different: one heading alone is no bank."""
    tails = (f"\n## 古人怎样{other}？\n\n{other * 9}。\n" for other in OTHERS)
    return {path: text and text + tail for (path, text), tail in zip(contents.items(), tails, strict=False)}


def facts(contents: Mapping[str, str], settings: Settings = SETTINGS) -> list[DocumentFact]:
    results = (lint(path, text.encode(), RULES, settings) for path, text in contents.items())
    return [result.facts for result in results if result.facts is not None]


def corpus(banks: Mapping[str, str], *scope: str, settings: Settings = SETTINGS) -> Corpus:
    contents = padded(banks)
    shelf = Shelf(settings, {path: text.encode() for path, text in contents.items()})
    return Corpus(facts(contents, settings), settings, shelf, frozenset(scope) or None)


def found(contents: Mapping[str, str], *scope: str, settings: Settings = SETTINGS) -> list[Diagnostic]:
    result = compare(corpus(contents, *scope, settings=settings), RULES)
    assert result.crashes == []
    return list(result.diagnostics)


def said(contents: Mapping[str, str], *scope: str, settings: Settings = SETTINGS) -> list[tuple[str, str, int, str]]:
    """Code, path, line, and the place that is named."""
    diagnostics = found(contents, *scope, settings=settings)
    return [
        (item.code, item.path, item.place.line, f"{item.related[0].path}:{item.related[0].line}")
        for item in diagnostics
    ]


def bank(*questions: str, answer: str = "") -> str:
    """A bank of questions with answers that have nothing in common but what `answer` gives them."""
    return "\n".join(
        f"## {question}\n\n{answer or f'{chr(0x4E00 + 40 * i % 9973)}{chr(0x4E07 + 77 * i % 9973)}' * 6}。\n"
        for i, question in enumerate(questions)
    )


SAME = {
    "the same words": ("什么是梯度下降？", "什么是梯度下降？"),
    "other punctuation and full width": ("What is ＳＧＤ?", "what is SGD"),
    "blanks": ("什么是 梯度 下降？", "什么是梯度下降？"),
}
NEAR = {
    "a frame": ("请简要解释梯度下降。", "什么是梯度下降？"),
    "an English frame": ("Explain gradient clipping.", "What is gradient clipping?"),
    "a gloss": ("什么是梯度下降（Gradient Descent）？", "什么是梯度下降？"),
    "another name": ("什么是循环神经网络（RNN）？", "RNN 是什么？"),
    "one of two names": ("什么是思维链（Chain of Thought, CoT）？", "什么是 CoT？"),
    "an English abbreviation": ("Explain retrieval-augmented generation (RAG).", "What is RAG?"),
    "the other order of words": ("What are Python decorators?", "What are decorators in Python?"),
    "traditional characters": ("什麼是資料庫索引？", "什么是数据库索引？"),
    "a synonym": ("梯度裁剪的优势有哪些？", "梯度裁剪有什么好处？"),
    "the order": ("What is the difference between BatchNorm and LayerNorm?", "Compare LayerNorm and BatchNorm."),
    "an ending": ("How do embedding layers work?", "How does an embedding layer work?"),
    "ways to get rid of something": ("死锁有哪些解决方法？", "如何解决死锁问题？"),
    "means that can": ("有哪些手段可以缓解数据倾斜？", "如何缓解数据倾斜？"),
    "what to do about it": ("数据倾斜怎么办？", "如何解决数据倾斜？"),
    "what it is for": ("分层抽样的目的是什么？", "分层抽样有什么作用？"),
    "a comparison by 相比": ("GRU 相比 LSTM 有哪些不同？", "LSTM 和 GRU 的区别是什么？"),
    "to compare what differs": ("请比较 LSTM 与 GRU 的异同", "GRU 和 LSTM 有什么区别？"),
    "what it leads to": ("学习率过大会导致什么问题？", "学习率过大会有什么后果？"),
    "the full name in Chinese": ("批归一化的作用是什么？", "BatchNorm 有什么用？"),
    "how it comes about": ("数据倾斜是怎么产生的？", "数据倾斜的原因是什么？"),
    "a name written out": ("What is a Support Vector Machine?", "What is an SVM?"),
    "a name with dashes": ("What is cross-origin resource sharing?", "What is CORS?"),
    "a long name": ("What is root-mean-squared error?", "Explain RMSE."),
    "names written out": ("请解释支持向量机与主成分分析的区别", "What is the difference between PCA and SVM?"),
    "they, behind a colon": (
        "Bagging vs boosting: how do they differ?",
        "What is the difference between boosting and bagging?",
    ),
    "ways to": ("What are some ways to deal with missing data?", "How do you handle missing values?"),
    "the goal of": ("What is the goal of stratified sampling?", "What is the purpose of stratified sampling?"),
    "an algorithm": ("Describe the simulated annealing algorithm.", "What is simulated annealing?"),
    "a slip of the pen": ("How does dropout regularization help?", "How does dropout regularisation help?"),
}
APART = {
    "优点 and 缺点": ("梯度裁剪的优点有哪些？", "梯度裁剪的缺点有哪些？"),
    "L1 and L2": ("What is L1 regularization?", "What is L2 regularization?"),
    "with and without": ("带 KV cache 的推理有多快？", "不带 KV cache 的推理有多快？"),
    "RNN and LSTM": ("什么是 RNN 网络？", "什么是 LSTM 网络？"),
    "append and extend": ("How does list.append work?", "How does list.extend work?"),
    "supervised and not": ("什么是监督学习？", "什么是无监督学习？"),
    "a specialisation": ("什么是强化学习？", "什么是深度强化学习？"),
    "a version": ("What is new in Python 3.12?", "What is new in Python 3.13?"),
    "the other way round": ("How do you get from a list to a tuple?", "How do you get from a tuple to a list?"),
    "C and C++": ("What is a pointer in C?", "What is a pointer in C++?"),
    "a name in brackets": ("什么是茶会（Kyoto）？", "什么是茶会？"),
    "names in brackets": ("如何泡茶（Assam）？", "如何泡茶（Darjeeling）？"),
    "why, and another name": ("为什么需要循环神经网络（RNN）？", "什么是 RNN？"),
    "a task, and another name": ("手写循环神经网络（RNN）", "请解释 RNN"),
    "half of an abbreviation": (
        "What is CI/CD (Continuous Integration / Continuous Delivery)?",
        "What is continuous delivery?",
    ),
    "an abbreviation in a longer name": ("What is a recurrent neural network?", "What is a recursive neural network?"),
    "a longer name with another in it": ("What is root mean squared error?", "What is mean squared error?"),
    "a remedy and a precaution": ("如何解决死锁？", "如何预防死锁？"),
    "a thing and what is wrong with it": ("RNN 存在什么问题？", "什么是 RNN？"),
    "what a problem is": ("What is the problem with eager loading?", "What is eager loading?"),
    "which has the advantage": ("GRU 相比 LSTM 的优势", "LSTM 相比 GRU 的优势"),
    "a cause and what it leads to": ("学习率过大的原因是什么？", "学习率过大会有什么后果？"),
    "glosses that differ": ("什么是激活函数（ReLU）？", "什么是激活函数（Sigmoid）？"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_the_same_question_is_told_whatever_it_looks_like(one: str, other: str) -> None:
    codes = {code for code, *_ in said({"a.md": bank(one), "b.md": bank(other)})}
    assert "D001" in codes
    assert "D002" not in codes


@pytest.mark.parametrize(("one", "other"), NEAR.values(), ids=NEAR.keys())
def test_the_same_question_is_told_in_other_words(one: str, other: str) -> None:
    codes = {code for code, *_ in said({"a.md": bank(one), "b.md": bank(other)})}
    assert "D002" in codes
    assert "D001" not in codes


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_one_word_of_content_makes_another_question(one: str, other: str) -> None:
    assert said({"a.md": bank(one, answer="第一"), "b.md": bank(other, answer="其二")}) == []


BETWEEN = {
    "brackets": ("什么是发酵绿茶叶（wilting）？", "什么是发酵绿茶叶（rolling）？", "什么是发酵绿茶叶？"),
    "aims": ("什么是采茶方法？", "采茶方法有哪些？", "采茶方法"),
}


@pytest.mark.parametrize(("one", "other", "between"), BETWEEN.values(), ids=BETWEEN.keys())
def test_two_questions_are_not_one_because_of_a_third(one: str, other: str, between: str) -> None:
    made = corpus({"a.md": bank(between, one, other)})
    assert made.clusters
    for cluster in made.clusters:
        asked = {cluster.keeper.fact.question, *(item.member.fact.question for item in cluster.duplicates)}
        assert not asked >= {one, other}


REASONS = {
    "frames": ("Explain green tea.", "What is green tea?", "the same once “what is” / “explain” is dropped"),
    "synonyms": ("绿茶的优势有哪些？", "绿茶有哪些好处？", "the same in other words: 好处 / 优势"),
    "frames and synonyms": (
        "请简要解释绿茶的优势。",
        "绿茶有哪些好处？",
        "the same once “请简要解释” is dropped; in other words: 好处 / 优势",
    ),
    "an ending": (
        "What are green teas?",
        "What is green tea?",
        "the same once “what is” / “what are” is dropped; in other words: tea / teas",
    ),
}


@pytest.mark.parametrize(("one", "other", "words"), REASONS.values(), ids=REASONS.keys())
def test_a_finding_says_what_is_looked_past_and_what_is_left(one: str, other: str, words: str) -> None:
    messages = [item.message for item in found({"a.md": bank(one), "b.md": bank(other)}) if item.code == "D002"]
    assert len(messages) == 1
    assert messages[0].endswith(f": {words})")


def test_titles_with_other_signs_are_not_the_same() -> None:
    contents = {
        "a.md": bank("What does `7 / 2` yield?", answer="煮" * 30),
        "b.md": bank("What does `7 // 2` yield?", answer="煮" * 30),
    }
    (message,) = [item.message for item in found(contents) if item.code == "D003"]
    assert "the same" not in message.removeprefix("perhaps the same question")
    assert "//" in message


KEPT = {
    "the complete answer": ("## 什么是锁？\n\n待补充\n", "## 什么是锁？\n\n互斥的手段。\n", "b.md"),
    "the longer answer": ("## 什么是锁？\n\n互斥。\n", "## 什么是锁？\n\n保证互斥访问的一种手段。\n", "b.md"),
    "the first path": ("## 什么是锁？\n\n互斥。\n", "## 什么是锁？\n\n互斥。\n\n---\n", "a.md"),
}


@pytest.mark.parametrize(("one", "other", "kept"), KEPT.values(), ids=KEPT.keys())
def test_the_copy_to_keep_has(one: str, other: str, kept: str) -> None:
    contents = {"a.md": one, "b.md": other}
    assert [item[3].split(":")[0] for item in said(contents) if item[0] == "D001"] == [kept]


def test_the_order_of_the_files_does_not_matter() -> None:
    contents = {
        "a.md": bank("什么是锁？", "锁的优点有哪些？"),
        "b.md": bank("请解释锁。", "锁的缺点有哪些？"),
        "c.md": bank("什么是锁", "What is a lock?"),
    }
    outcomes = {tuple(said(dict(order))) for order in permutations(contents.items())}
    assert len(outcomes) == 1
    assert any(outcomes)


def test_a_chain_is_no_cluster() -> None:
    """Each is like the next, the first is not like the last: nobody is measured by somebody it is not like."""
    made = corpus({"a.md": bank(*("".join(chr(0x5000 + 7 * i + j) for i in range(8)) for j in range(3)))})
    for cluster in made.clusters:
        for item in cluster.duplicates:
            assert item.verdict.score >= SETTINGS.duplicates.review


def test_in_a_scope_every_copy_is_reported_even_the_best() -> None:
    old, new = "## 什么是锁？\n\n互斥。\n", "## 什么是锁？\n\n保证互斥访问的一种手段。\n"
    contents = {"old.md": old, "new.md": new}
    assert [item[:2] for item in said(contents) if item[0] == "D001"] == [("D001", "old.md")]
    assert ("D001", "new.md", 1, "old.md:1") in said(contents, "new.md")
    assert {path for _, path, *_ in said(contents, "new.md")} == {"new.md"}


def test_in_a_scope_the_copy_outside_is_named() -> None:
    text = "## 什么是锁？\n\n互斥。\n"
    contents = {"a.md": text, "b.md": text + "\n尾\n", "z.md": text}
    named = {path: of for code, path, _, of in said(contents, "a.md", "b.md") if code == "D001"}
    assert named == {"a.md": "z.md:1", "b.md": "z.md:1"}


def test_chunks_give_the_findings_of_one_call() -> None:
    contents = {f"{i}.md": bank("什么是锁？", f"第{i}个问题？") for i in range(6)}
    at_once = {item[:3] for item in said(contents, *contents)}
    apart = {item[:3] for path in contents for item in said(contents, path)}
    assert at_once == apart


@pytest.mark.parametrize("count", [2, 500], ids=["a pair", "a crowd"])
def test_many_equal_questions_make_one_cluster(count: int) -> None:
    made = corpus({"a.md": bank(*["什么是锁？"] * count)})
    (cluster,) = made.clusters
    assert {item.verdict.kind for item in cluster.duplicates} == {"identical"}
    assert len(cluster.duplicates) == count - 1
    assert len(made.verdicts) == 0


NOTHING = {
    "a topic without an answer, and the question about it": "## 一致性哈希\n\n## 什么是一致性哈希？\n\n一种分布数据的方法。\n",
    "an empty file": "",
    "headings that stand over anything": "## 引言\n\n甲。\n\n## 引言\n\n乙。\n\n## Summary\n\na\n\n## Summary\n\nb\n",
    "titles of punctuation": "## ？？\n\n甲。\n\n## ？？\n\n乙。\n",
    "one character": "## 甲？\n\n一。\n\n## 乙？\n\n二。\n",
    "emoji": "## 🙂？\n\n一。\n\n## 🙃？\n\n二。\n",
    "right to left": "## מהו מנעול?\n\nאחד.\n\n## מהו תור?\n\nשניים.\n",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_said_of(text: str) -> None:
    assert said({"a.md": text}) == []


def test_frames_and_synonyms_of_a_bank_count() -> None:
    contents = {"a.md": bank("考官发问大模型为何幻觉"), "b.md": bank("LLM 为何幻觉")}
    own = Settings(duplicates=DuplicatesSettings(frames=("考官发问",), synonyms=(("大模型", "llm"),)))
    assert said(contents) == []
    assert [item[0] for item in said(contents, settings=own)][:1] == ["D002"]


SUPPRESSED = {
    "by code": "<!-- askew: ignore[D001] kept for the appendix -->",
    "by family": "<!-- askew: ignore-record[D] kept for the appendix -->",
    "altogether": "<!-- askew: ignore-file kept for the appendix -->",
}


LONG = "## 什么是锁？\n\n保证互斥访问的手段。\n\n## 怎样煮茶？\n\n先烧水。\n"
SHORT = "## 什么是锁？\n\n互斥。\n\n## 如何修船？\n\n补漏。\n"


@pytest.mark.parametrize("comment", SUPPRESSED.values(), ids=SUPPRESSED.keys())
def test_a_copy_can_be_accepted(comment: str, askew: Askew) -> None:
    Path("a.md").write_text(LONG, encoding="utf-8")
    Path("b.md").write_text(f"## 如何织布？\n\n先纺线。\n\n{comment}\n\n{SHORT}", encoding="utf-8")
    result = askew("check", "--select", "D001,X010")
    assert (result.out, result.code) == ("", 0)
    assert "1 suppressed" in result.err


def test_a_jsonl_record_is_compared_with_markdown(askew: Askew) -> None:
    Path("a.md").write_text(LONG, encoding="utf-8")
    lines = ('{"question": "What?", "answer": "So."}', '{"question": "什么是锁", "answer": "互斥"}')
    Path("b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert askew("check", "--select", "D001").out == "b.jsonl:2:1: D001 the same question as a.md:1\n"


def test_what_was_fixed_is_compared(askew: Askew) -> None:
    Path("a.md").write_text(f"\n\n{LONG}", encoding="utf-8")
    Path("b.md").write_text(SHORT, encoding="utf-8")
    assert askew("check", "--fix", "--select", "M,D001").out == "b.md:1:1: D001 the same question as a.md:1\n"
