"""What is looked past in a question, and what is kept of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from askew.duplicates.wording import Text, wording

WORDING = wording()


@pytest.mark.parametrize(
    ("question", "core"),
    [
        pytest.param("什么是梯度裁剪？", "梯度裁剪", id="frame before"),
        pytest.param("梯度裁剪是什么？", "梯度裁剪", id="frame behind"),
        pytest.param("请简要解释梯度裁剪的概念。", "梯度裁剪", id="frames before and behind"),
        pytest.param("请问，什么是闭包呢？", "闭包", id="a frame a clause"),
        pytest.param("谈谈你对事务的理解", "事务", id="frame around"),
        pytest.param("常见的缓存策略有哪些？", "缓存策略", id="fillers"),
        pytest.param("What is a closure?", "closure", id="frame and article"),
        pytest.param("Please briefly explain the concept of a closure.", "closure", id="English frames in a row"),
        pytest.param("What does idempotent mean?", "idempotent", id="English frame around"),
        pytest.param("Whatever a closure is", "whatever closure", id="a frame is a whole word"),
        pytest.param("什么是 idempotent？", "idempotent", id="Chinese frame, English term"),
        pytest.param("注意力（attention）是什么？", "注意力", id="gloss in Latin letters"),
        pytest.param("What is attention (注意力)?", "attention", id="gloss in Han"),
        pytest.param("什么是卷积（CNN 的核心）？", "卷积cnn核心", id="an aside is no gloss"),
        pytest.param("f(x) 是什么？", "f x", id="a call is no gloss"),
        pytest.param("C++ 的引用", "cᐩᐩ引用", id="c++"),
        pytest.param("C# 的引用", "cⵌ引用", id="c#"),
        pytest.param("C 的引用", "c引用", id="c"),
        pytest.param("为什么会死锁？", "会死锁原因", id="why behind"),
        pytest.param("死锁的原因是什么？", "死锁原因", id="a reason"),
        pytest.param("7、什么是指令重排？", "指令重排", id="a number"),
        pytest.param("（3）什么是逃逸分析？", "逃逸分析", id="a number in brackets"),
        pytest.param("①什么是即时编译？", "即时编译", id="a number in a circle"),
        pytest.param("第 5 题：什么是堆外内存？", "堆外内存", id="the number of a task"),
        pytest.param("Q3. What is a trie?", "trie", id="the number of a question"),
        pytest.param("问：什么是前缀树？", "前缀树", id="a label"),
        pytest.param("什么是幂等？ #后端 #面试", "幂等", id="hashtags"),
        pytest.param("2.0 版本有什么变化？", "2 0版本变化", id="a version is no number of a list"),
        pytest.param("404：未找到是什么意思？", "404未找到", id="a status is no number of a list"),
        pytest.param("3 ways to sort a list", "3方法to sort list", id="a number of things"),
        pytest.param("什麼是資料庫索引？", "数据库索引", id="traditional characters, and the words of Taiwan"),
        pytest.param("程序和进程", "程序进程", id="the words of the mainland stay"),
        pytest.param("Vue 3 的指令", "vue3指令", id="a version joined to its name"),
        pytest.param("OSI 7 层模型", "osi七层模型", id="a number of layers"),
        pytest.param("What are the three states?", "3 state", id="a number as a word"),
        pytest.param("Which caches and queries are slow?", "cache query slow", id="plurals"),
        pytest.param("What is `sorts`?", "sorts", id="a name in code is no plural"),
        pytest.param("Normalize the color of a center", "normalise colour centre", id="American spelling"),
        pytest.param("gRPC 的好处", "grpc优点", id="synonym in Han"),
        pytest.param("benefits of gRPC", "优点grpc", id="the same synonym in English"),
        pytest.param("怎样优化索引", "优化索引如何", id="synonym at the beginning, how behind"),
        pytest.param("ＢＥＲＴ　怎么微调？", "bert微调如何", id="full-width letters and blank"),
        pytest.param("ﬁne-tuning ①", "finetuning 1", id="ligature, hyphen and circled digit"),
        pytest.param("在  Linux 下 安装 CUDA", "在linux下安装cuda", id="blanks beside Han"),
        pytest.param("HTTP/2, gRPC & SSE", "http 2 grpc sse", id="punctuation between words"),
    ],
)
def test_core_is_what_a_question_is_about(question: str, core: str) -> None:
    assert WORDING.text(question).core == core


@pytest.mark.parametrize(
    "question",
    ["什么是？", "What is it?", "请解释", "介绍", "is a has a", "it"],
)
def test_a_text_of_nothing_but_frame_is_kept(question: str) -> None:
    text = WORDING.text(question)
    assert text.core == text.exact != ""


@pytest.mark.parametrize("question", ["", "？？？", " \n\t", "—…"])
def test_a_text_without_letters_is_nothing(question: str) -> None:
    assert WORDING.text(question) == Text("", "")


@pytest.mark.parametrize(
    ("question", "glosses"),
    [
        pytest.param("注意力（attention）是什么", {"attention"}, id="Latin behind Han"),
        pytest.param("What is attention (注意力)?", {"注意力"}, id="Han behind Latin"),
        pytest.param("键（key）与值（value）", {"key", "value"}, id="two"),
        pytest.param("torch.max(x) 返回什么", set(), id="a call"),
        pytest.param("注意力（自注意力）", set(), id="the same script"),
        pytest.param("注意力（）", set(), id="empty"),
        pytest.param("什么是死锁（mutual waiting）", {"mutual waiting"}, id="several words"),
        pytest.param("什么是卷积神经网络（CNN）", {"cnn"}, id="an acronym as long as the term"),
        pytest.param(
            "什么是多头潜在注意力（Multi-head Latent Attention, MLA）", {"multi head latent attention", "mla"}, id="two"
        ),
        pytest.param("什么是接口（Go）", set(), id="a name"),
        pytest.param("如何部署模型（PyTorch）", set(), id="a name in two parts"),
        pytest.param("什么是接口（API）", set(), id="an acronym longer than the term"),
        pytest.param("索引的原理（MySQL 8）", set(), id="a version"),
    ],
)
def test_glosses_say_a_term_in_the_other_script(question: str, glosses: set[str]) -> None:
    assert WORDING.text(question).glosses == glosses


def test_a_bank_adds_frames_and_synonyms_of_its_own() -> None:
    own = wording(frames=("面试题", "quiz"), synonyms=(("gpu", "显卡"),))
    assert own.text("显卡有多少显存？").core == own.text("GPU 有多少显存？").core
    assert own.text("面试题：什么是闭包？").core == "闭包"
    assert own.text("Quiz: what is a closure?").core == "closure"


@given(st.text(alphabet=st.sampled_from("什么是的梯度 abc ABC.,，。?()（）1２ⅣＡ\n+#"), max_size=30))
def test_the_exact_text_of_an_exact_text_is_itself(question: str) -> None:
    exact = WORDING.text(question).exact
    assert WORDING.text(exact).exact == exact


@given(st.text(max_size=30))
@example("\ud7fc")
def test_any_text_with_something_exact_has_a_core(question: str) -> None:
    text = WORDING.text(question)
    assert bool(text.exact) == bool(text.core)
