"""When two similar questions ask something else, and when they only say it otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.duplicates.contrast import contrast
from askew.duplicates.shingles import shingles
from askew.duplicates.weights import Frequencies, frequencies
from askew.duplicates.wording import wording

WORDING = wording()

APART = {
    "opposites": """
        梯度裁剪有什么优点？ | 梯度裁剪有什么缺点？
        索引的优势 | 索引的劣势
        如何提高召回率？ | 如何降低召回率？
        如何开启缓存？ | 如何关闭缓存？
        如何加密文件？ | 如何解密文件？
        如何升序排列？ | 如何降序排列？
        什么是过拟合？ | 什么是欠拟合？
        什么是上采样？ | 什么是下采样？
        编码器的作用是什么？ | 解码器的作用是什么？
        正向传播怎么算？ | 反向传播怎么算？
        在训练前做归一化 | 在训练后做归一化
        显存不足怎么办？ | 显存充足怎么办？
        How do I increase the timeout? | How do I decrease the timeout?
        How do I import a table? | How do I export a table?
        What are the advantages of gRPC? | What are the disadvantages of gRPC?
        What is an inner join? | What is an outer join?
        What is overfitting? | What is underfitting?
        What happens before commit? | What happens after commit?
        How do I encode a URL? | How do I decode a URL?
        What is the maximum depth? | What is the minimum depth?
        How do I migrate to Postgres? | How do I migrate from Postgres?
    """,
    "negations": """
        什么是监督学习？ | 什么是无监督学习？
        带 KV cache 的解码有多快？ | 不带 KV cache 的解码有多快？
        有锁编程是什么？ | 无锁编程是什么？
        可变对象有哪些？ | 不可变对象有哪些？
        什么时候应该使用索引？ | 什么时候不应该使用索引？
        同步复制有什么好处？ | 异步复制有什么好处？
        What is supervised learning? | What is unsupervised learning?
        What is a controlled component? | What is an uncontrolled component?
        How does decoding work with a KV cache? | How does decoding work without a KV cache?
        What are mutable types? | What are immutable types?
        When should you use a mutex? | When should you not use a mutex?
        What is a symmetric cipher? | What is an asymmetric cipher?
        How do I install numpy? | How do I uninstall numpy?
        What is normalization? | What is denormalization?
    """,
    "special cases": """
        什么是强化学习？ | 什么是深度强化学习？
        什么是卷积？ | 什么是空洞卷积？
        单机训练 | 多机训练
        一对一映射 | 一对多映射
        线性回归的假设 | 逻辑回归的假设
        注意力（self-attention）怎么算？ | 注意力（cross-attention）怎么算？
        What is reinforcement learning? | What is deep reinforcement learning?
        Which hyperparameter matters? | Which parameter matters?
        Train a model | Training a model with labels
    """,
    "siblings": """
        RNN 为什么会梯度消失？ | LSTM 为什么会梯度消失？
        列表的 append 做什么？ | 列表的 extend 做什么？
        进程与线程的区别 | 进程与协程的区别
        最大池化的作用 | 平均池化的作用
        Java 的接口是什么？ | JavaScript 的接口是什么？
        What does list.append do? | What does list.extend do?
        What is precision? | What is recall?
        What is a string? | What is a str?
        What is a feed? | What is a fee?
    """,
    "versions and numbers": """
        什么是 L1 正则化？ | 什么是 L2 正则化？
        React 18 有哪些新特性？ | React 19 有哪些新特性？
        Python 2 的整除 | Python 3 的整除
        GPT-3 的参数量 | GPT-4 的参数量
        C 的指针 | C++ 的指针
        C# 的委托 | C 的委托
        Is HTTP/2 faster? | Is HTTP/3 faster?
        What is SHA-1? | What is SHA-2?
        C pointers | C++ pointers
    """,
    "questions of another kind": """
        为什么要归一化？ | 如何归一化？
        Why does a hash join spill? | How does a hash join spill?
        When does a hash join spill? | Why does a hash join spill?
    """,
    "what it is and which there are": """
        什么是炒茶算法？ | 炒茶算法有哪些？
        什么叫缓存策略？ | 缓存策略有哪几种？
        What is a brewing method? | What are the brewing methods?
        What is a brewing method? | What are the types of brewing methods?
        What are brewing methods? | What are the types of brewing methods?
        What's a kettle? | What are the different kinds of kettles?
    """,
    "turned around": """
        为什么用 BERT 而不用 GPT？ | 为什么用 GPT 而不用 BERT？
        如何把 JSON 转换为 YAML？ | 如何把 YAML 转换为 JSON？
        用 Redis 代替 MySQL | 用 MySQL 代替 Redis
        线程池比连接池快吗？ | 连接池比线程池快吗？
        温度对采样的影响 | 采样对温度的影响
        函数 A1 被函数 B1 调用吗？ | 函数 B1 被函数 A1 调用吗？
        Why prefer BERT over GPT? | Why prefer GPT over BERT?
        How do I convert bytes to text? | How do I convert text to bytes?
        Use a list instead of a tuple | Use a tuple instead of a list
        Is a thread cheaper than a process? | Is a process cheaper than a thread?
        How does the cache refresh the database? | How does the database refresh the cache?
        生产者怎样通知消费者？ | 消费者怎样通知生产者？
        Does the client authenticate the server? | Does the server authenticate the client?
    """,
    "what is in brackets": """
        How do you pour (left)? | How do you pour?
        What is a pot (Yixing)? | What is a pot?
        What is a tea ceremony (TX)? | What is a tea ceremony?
    """,
    "two things": """
        绿茶和红茶的区别 | 绿茶和白茶的区别
        绿茶和红茶的区别 | 绿茶和红茶的联系
        求和的步骤 | 求差的步骤
        绿茶和红茶的优点 | 绿茶和红茶的缺点
        How does oolong differ from sencha? | How does oolong differ from matcha?
        茶筅有什么用？ | 茶筅有什么用法？
    """,
    "ways and reasons": """
        如何泡茶？ | 泡茶的方法有哪些？
        为什么泡茶？ | 如何泡茶？
        为什么用户要泡茶？ | 为什么要泡茶？
        为什么不用茶筅？ | 为什么用茶筅？
        Why is a tea whisk important? | Why is a tea whisk needed?
        What is the loss function of a kettle? | What is the purpose of a kettle?
        What is the key of a kettle? | What is the lid of a kettle?
    """,
    "numbers of things": """
        三级缓存 | 二级缓存
        泡茶的三个步骤 | 泡茶的四个步骤
        Vue 3 的新特性 | Vue 2 的新特性
        2.0 版本的变化 | 3.0 版本的变化
        404：是什么意思？ | 403：是什么意思？
    """,
    "operators": """
        What does the / operator do? | What does the ** operator do?
        What does the in operator check? | What does the is operator check?
    """,
    "names in code": """
        What does `brew` return? | What does `brews` return?
        What does `sort` do? | What does `sorted` do?
        What is tea_leaf? | What is tea_leaves?
        What does kettle.cup hold? | What does kettle.cups hold?
        What does pour() do? | What does pours() do?
        What is the cup method? | What is the cups method?
        throws 的作用是什么？ | throw 的作用是什么？
    """,
    "one letter apart": """
        How does data sharing work? | How does data sharding work?
        How do I configure connection pooling? | How do I configure connection polling?
        How do I insert a matrix? | How do I invert a matrix?
        What is parsing? | What is passing?
        What is a compiler? | What is a compile?
        What is a classifier? | What is classified?
    """,
}
SAME = {
    "tags": """
        什么是绿茶？（高频） | 什么是绿茶？
        【重点】什么是绿茶？ | 什么是绿茶？
        什么是绿茶（5分）？ | 什么是绿茶？
        请简述绿茶的特点。【简答题，中等】 | 请简述绿茶的特点。
        [Easy] What is green tea? | What is green tea?
        What is green tea? (2 marks) | What is green tea?
        Pour from two kettles [LeetCode 206] | Pour from two kettles
    """,
    "how to": """
        How to brew green tea? | How do you brew green tea?
        How to brew green tea | How can I brew green tea?
        How can we brew green tea? | How do I brew green tea?
    """,
    "abbreviations": """
        What is TCS (Tea Ceremony School)? | What is TCS?
        What is a tea ceremony school (TCS)? | What is a tea ceremony school?
        What is Tea as a Service (TaaS)? | What is tea as a service?
        什么是 TCS（Tea Ceremony School）？ | 什么是 TCS？
        什么是 TCS（Tea Ceremony School，茶道学校）？ | 什么是 TCS？
        什么是日本茶道学校（TCS）？ | 什么是日本茶道学校（Tea Ceremony School）？
        What is Kubernetes (K8s)? | What is Kubernetes?
    """,
    "more tags": """
        【字节】什么是绿茶？ | 什么是绿茶？
        什么是绿茶？（腾讯二面） | 什么是绿茶？
        什么是绿茶（HR 面）？ | 什么是绿茶？
        [简答] 什么是绿茶？ | 什么是绿茶？
        什么是绿茶（算法岗）？ | 什么是绿茶？
        What is green tea? — asked at Google | What is green tea?
        什么是绿茶？ #面试 | 什么是绿茶？
    """,
    "frames of speech": """
        你对绿茶了解多少？ | 什么是绿茶？
        能解释一下绿茶吗？ | 什么是绿茶？
        名词解释：绿茶 | 什么是绿茶？
        绿茶到底是什么？ | 什么是绿茶？
        请用通俗的语言解释绿茶 | 什么是绿茶？
        面试官问：你怎么理解绿茶？ | 什么是绿茶？
        What exactly is green tea? | What is green tea?
        How would you define green tea? | What is green tea?
        Write a short note on green tea. | What is green tea?
        What is green tea? Give an example. | What is green tea?
        Explain green tea with a simple example | What is green tea?
        List the advantages of green tea. | What are the advantages of green tea?
        What are the key benefits of green tea? | What are the benefits of green tea?
    """,
    "what for and why": """
        What is a tea whisk used for? | What is the purpose of a tea whisk?
        What is the role of a tea whisk? | What does a tea whisk do?
        Why do we need a tea whisk? | Why is a tea whisk needed?
        Why use a tea whisk? | Why would you use a tea whisk?
        What are the benefits of using a kettle? | What are the advantages of a kettle?
        为什么要使用茶筅？ | 为什么需要茶筅？
        茶为什么会苦？ | 茶会苦的原因是什么？
        茶筅是如何工作的？ | 茶筅的工作原理
    """,
    "numbers": """
        泡茶的三个步骤 | 泡茶的 3 个步骤
        泡茶的两个阶段 | 泡茶的 2 个阶段
        What are the three steps of brewing? | What are the 3 steps of brewing?
        Vue 3 的新特性 | Vue3 的新特性
    """,
    "compounds": """
        What is fine-tuning? | What is finetuning?
        What is pre-training? | What is pretraining?
        What is the bias–variance trade-off? | What is the bias-variance tradeoff?
    """,
    "traditional characters": """
        什麼是資料庫索引？ | 什么是数据库索引？
        軟體測試的流程是什麼？ | 软件测试的流程是什么？
        內核態和用戶態有什麼區別？ | 内核态和用户态的区别
    """,
    "scopes": """
        Java 中的接口 | Java 里的接口
        Go 语言的接口 | Go 的接口
        在 Java 里如何创建线程？ | Java 中怎样创建线程？
        In Kubernetes, how would you roll back? | How would you roll back in Kubernetes?
    """,
    "whichever way round": """
        Unsupervised vs supervised learning | Compare supervised learning and unsupervised learning.
        The difference between a tea cup and a tea bowl | How do tea bowls differ from tea cups?
        绿茶和红茶的区别 | 红茶与绿茶有什么区别？
        绿茶、红茶、白茶的区别 | 比较白茶、绿茶和红茶
        请说明绿茶与红茶之间的差异。 | 红茶跟绿茶有何不同？
        煎茶以及抹茶的关系 | 抹茶和煎茶的关系
        在日本，绿茶和红茶的区别 | 在日本，红茶和绿茶的区别
        Java 中接口和抽象类的区别 | Java 中抽象类和接口有什么不同？
        How does oolong differ from sencha? | What is the difference between sencha and oolong?
        How is oolong different from sencha? | oolong vs. sencha
        Distinguish a kettle from a pot. | Compare a pot with a kettle.
        Differentiate between oolong and sencha. | How do sencha and oolong differ?
        Oolong vs sencha in China | What is the difference between sencha and oolong in China?
    """,
    "traditional frames": """
        什麼是茶道？ | 什么是茶道？
        請問，如何泡茶？ | 请问，如何泡茶？
        請解釋茶道 | 请解释茶道
        為什麼要泡茶？ | 为什么要泡茶？
        請簡述泡茶的步骤 | 请简述泡茶的步骤
        茶和酒的區別 | 酒和茶的区别
    """,
    "what it is for": """
        茶筅有什么用？ | 茶筅的作用是什么？
        茶筅有何作用？ | 茶筅有什么作用？
    """,
    "frames": """
        什么是梯度裁剪？ | 请简要解释梯度裁剪。
        简述事务的四个特性。 | 事务的四个特性是什么？
        请列举常用的激活函数 | 常用的激活函数有哪些？
        What is gradient clipping? | Explain the concept of gradient clipping briefly.
        What is a KV-cache? | Explain KV cache.
        Tell me about closures in Python | What are closures in Python?
    """,
    "synonyms": """
        如何优化索引？ | 怎么优化索引？
        为什么要分片？ | 为何要分片？
        进程和线程的区别 | 进程与线程之间有哪些不同？
        索引的缺点有哪些？ | 索引有哪些不足？
        What are the advantages of gRPC? | What are the benefits of gRPC?
        Difference between a list and a tuple | Compare a list and a tuple.
    """,
    "what it is, said otherwise": """
        什么是事务的特性？ | 事务的特性有哪些？
        事务的特性是什么？ | 事务的特性有哪些？
        What is a kettle? | What are kettles?
        What are advantages of kettles? | What are the advantages of kettles?
        What are SOLID principles? | What are the SOLID principles?
    """,
    "particles, width and glosses": """
        ＢＥＲＴ 在分类中怎么用？ | BERT怎么用于分类？
        什么是注意力机制（attention）？ | 什么是注意力机制？
        什么是注意力（attention）？ | 什么是注意力（attention）呢？
    """,
    "order": """
        进程和线程有什么区别？ | 线程与进程的区别是什么？
        如何减少显存，在推理时？ | 在推理时，如何减少显存？
        In Python, what is a closure? | What is a closure in Python?
        What is the difference between lists and tuples? | What are the differences between tuples and lists?
        How to fix memory errors when training? | When training, how to fix memory errors?
        When training, how do I write to disk? | How do I write to disk when training?
        Precision vs. recall | Recall vs. precision
        缓存与数据库的关系 | 数据库与缓存的关系
        进程池与线程池的关系 | 线程池与进程池的关系
        梯度裁剪和权重衰减的联系 | 权重衰减和梯度裁剪的联系
    """,
    "forms of a word": """
        What are nodes? | What is a node?
        How are caches used? | How is a cache used?
        How are classes loaded? | How is a class loaded?
        How can queries be tuned? | How can a query be tuned?
        How is a model tuned? | How do you tune models?
        How do `brew` nodes work? | How does a `brew` node work?
        Redis 的 keys 怎么过期？ | Redis 的 key 怎么过期？
        How do I stop a stopped job? | How do I stop stopping jobs?
        What do processes share? | What does a process share?
    """,
    "spelling": """
        How do you optimize an index? | How do you optimise an index?
        How do I analyze logs? | How do I analyse logs?
        How does backpropogation work? | How does backpropagation work?
        How does backpropagtaion work? | How does backpropagation work?
    """,
}


def cases(table: dict[str, str]) -> list[object]:
    return [
        pytest.param(*line.strip().split(" | "), id=f"{kind}: {line.strip()}")
        for kind, lines in table.items()
        for line in lines.strip().splitlines()
    ]


def differ(one: str, other: str, known: Frequencies | None = None) -> bool:
    return bool(contrast(WORDING.text(one), WORDING.text(other), WORDING, known or Frequencies()))


@pytest.mark.parametrize(("one", "other"), cases(APART))
def test_another_question_has_a_contrast(one: str, other: str) -> None:
    assert differ(one, other)
    assert differ(other, one)


@pytest.mark.parametrize(("one", "other"), cases(SAME))
def test_a_rewording_has_none(one: str, other: str) -> None:
    assert not differ(one, other)
    assert not differ(other, one)


def test_a_contrast_names_phrases_as_they_stand() -> None:
    found = contrast(WORDING.text("什么是强化学习？"), WORDING.text("什么是深度强化学习？"), WORDING, Frequencies())
    assert found == ((), ("深度",), False)


def test_what_the_whole_bank_is_about_makes_no_difference() -> None:
    bank = [
        f"Redis 的{topic}有哪些"
        for topic in "键 值 锁 集合 列表 散列 位图 流 脚本 管道 事务 哨兵 集群 快照 日志 复制 淘汰 过期 订阅".split()
    ]
    known = frequencies(shingles(WORDING.text(text).core) for text in [*bank, "淘汰策略"])
    assert not differ("Redis 的淘汰策略", "淘汰策略", known)
    assert differ("Redis 的淘汰策略", "Kafka 的淘汰策略", known)
    assert differ("Redis 的淘汰策略", "淘汰策略", Frequencies())


@given(
    st.text(alphabet=st.sampled_from("比到 abc的缓存"), max_size=12),
    st.text(alphabet=st.sampled_from("比到 abc的缓存"), max_size=12),
)
def test_contrast_looks_the_same_from_both_sides(one: str, other: str) -> None:
    there = contrast(WORDING.text(one), WORDING.text(other), WORDING, Frequencies())
    back = contrast(WORDING.text(other), WORDING.text(one), WORDING, Frequencies())
    assert there == (back.right, back.left, back.turned)
