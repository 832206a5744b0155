"""Made-up questions with planted duplicates, to measure the finding of duplicates on.

Questions share their templates and half of their words, and some differ in one opposite only, so that most pairs that
look alike are different questions.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

PLANTED = 0.20  # share of the texts that ask again what another asks
OPPOSITE = 0.05  # share of the texts that ask the opposite of another
KINDS = ("typo", "frame", "reordered")


class Language(NamedTuple):
    """Words of one language: a question is a setting and an ask, two clauses that stand in either order.

    Clauses have the slots {a} for a thing in some manner, {b} for a thing, {p} for a place, {q} for a quality and {o} for
    one word of a pair of opposites.
    """

    manners: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    qualities: tuple[str, ...]
    opposites: tuple[tuple[str, str], ...]
    settings: tuple[str, ...]
    asks: tuple[str, ...]
    frames: tuple[str, ...]
    glue: str
    comma: str
    end: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _opposites(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.split("/") for pair in text.split())
    return tuple((one, other) for one, other in pairs)


CHINESE = Language(
    manners=_words("""
        稀疏 分层 增量 弹性 异构 离线 在线 自适应 并行 串行 可插拔 多租户 轻量 高可用 只读 临时 全局 局部 加密 压缩
        批量 实时 定时 双写 冷热 主从 旁路 预取 懒加载 带权
    """),
    things=_words("""
        缓存 索引 队列 调度器 日志 快照 分片 副本 网关 连接池 线程池 事务 锁 游标 触发器 视图 迭代器 生成器 装饰器 闭包
        协程 管道 令牌 会话 路由 代理 探针 熔断器 限流器 计数器 布隆过滤器 跳表 红黑树 堆 前缀树 哈希环 滑动窗口 状态机
        消息总线 编译器 解释器 垃圾回收器 内存池 文件句柄 套接字 中间件 模板引擎 序列化器 爬虫 词法分析器 推荐模型 嵌入层
        词表 采样器 优化器 损失函数 评估集 学习率 检查点 特征库
    """),
    places=_words("""
        电商后台 车载系统 校园网 银行核心 物流平台 游戏服务器 气象站 票务网站 医院病历 工厂产线 视频直播 地图导航 智能音箱
        广告投放 新闻门户 图书馆 快递柜 社区论坛 卫星链路 风电场
    """),
    qualities=_words("""
        吞吐量 延迟 内存占用 稳定性 可读性 命中率 一致性 安全性 启动时间 错误率 召回率 带宽 磁盘开销 可测试性 公平性 扩展性
    """),
    opposites=_opposites("""
        提高/降低 开启/关闭 扩容/缩容 优点/缺点 上限/下限 写入/读取 同步/异步 最大/最小 升级/回滚 之前/之后
    """),
    settings=_lines("""
        {p}重写{b}时
        {p}离不开{b}
        {b}在{p}超时
        接手{p}的{b}
        {p}搬迁{b}
        审查{p}的{b}
        压测{p}的{b}
        {p}停用{b}后
        {b}拖慢{p}
        {p}外包{b}
        拆分{p}的{b}
        {b}初到{p}
        {p}给{b}减配
        {p}审计{b}
        {b}塞满{p}硬盘
        {p}与{b}同机
        {p}突然压垮{b}
        替{p}测试{b}
        {p}的{b}抖动
        {p}租来{b}
    """),
    asks=_lines("""
        {a}怎样影响{o}{q}
        {a}值得{o}吗
        谁来决定{a}的{o}
        {a}对{o}{q}还有意义吗
        先动{a}还是先保{o}
        凭什么说{a}拖累{o}{q}
        {a}该让出多少{o}
        哪种{o}策略适合{a}
        能否拿{a}换{q}
        {a}由什么触发{o}
        {o}{q}为何要有{a}
        如何向用户解释{a}{o}
        多久检查{a}的{q}
        {a}失败时{o}算谁的
        几轮{o}才能稳住{a}
        有比{a}更省事的{o}吗
        {q}变差{a}要不要{o}
        {a}的手册怎么写{o}
        评审会质疑{a}的{q}吗
        {a}在{o}哪一步出错
    """),
    frames=_words("请简要解释： 请问， 想请教一下， 面试常考： 谈谈你的看法， 试说明， 有人问过我， 能否举例说明，"),
    glue="",
    comma="，",
    end="？",
)
ENGLISH = Language(
    manners=_words("""
        sparse layered incremental elastic offline adaptive parallel pluggable shared lightweight nested temporary global
        encrypted compressed batched streaming scheduled mirrored lazy weighted bounded hashed versioned sharded remote
        embedded cooperative speculative immutable
    """),
    things=_words("""
        cache index queue scheduler log snapshot partition replica gateway connection-pool thread-pool transaction lock
        cursor trigger view iterator generator decorator closure coroutine pipeline token session router proxy probe
        breaker limiter counter filter skip-list tree heap trie ring window automaton bus compiler interpreter collector
        allocator handle socket middleware template serializer crawler lexer recommender embedding vocabulary sampler
        optimizer loss checkpoint registry store ledger
    """),
    places=_words("""
        bakery airline hospital library stadium harbour brewery museum nursery farm bank cinema courthouse railway
        newsroom orchestra laboratory warehouse school ministry
    """),
    qualities=_words("""
        throughput latency memory stability readability consistency security startup accuracy recall bandwidth fairness
        portability freshness durability testability
    """),
    opposites=_opposites("""
        increase/decrease enable/disable import/export benefits/drawbacks upper/lower write/read attach/detach
        maximum/minimum upgrade/rollback before/after
    """),
    settings=_lines("""
        when a {p} splits its {b}
        if you inherit the {p} {b}
        while {b} calls time out
        before rewriting {b} code
        with one {b} in the {p}
        during {p} {b} moves
        as the {b} is new here
        reviewing a {p} {b}
        once the {p} sells its {b}
        after load hits the {b}
        given a tiny {b} budget
        without any {p} {b}
        supposing the {b} fails
        since {b} alarms went off
        where {p} and {b} meet
        testing somebody's {b}
        under sudden {p} traffic
        moving {b} data out
        because auditors read the {b}
        though the {b} fills up
    """),
    asks=_lines("""
        how does {a} change {o} {q}
        does {a} deserve {o}
        who decides on {o} for {a}
        is {a} still good for {o} {q}
        should {a} wait for {o}
        what shows that {a} hurts {q}
        how much {o} must {a} give up
        which {o} policy suits {a}
        can {a} buy us {q}
        what makes {a} {o}
        why would {o} {q} need {a}
        how do users learn of {a} {o}
        how often is {q} of {a} checked
        who pays if {a} cannot {o}
        how many {o} rounds settle {a}
        is {o} less work than {a}
        must {a} {o} as {q} drops
        where to document {a} {o}
        will reviewers accept {a} {q}
        at what point of {o} is {a} weak
    """),
    frames=_lines("""
        please explain briefly:
        could you tell me,
        quick question:
        they like to ask:
        in your own words,
        i would like to know,
        describe shortly,
        for an interview,
    """),
    glue=" ",
    comma=", ",
    end="?",
)


class Question(NamedTuple):
    """What a text asks: a setting and an ask of a language, by number, with their slots filled."""

    language: Language
    setting: int
    ask: int
    a: str
    b: str
    place: str
    quality: str
    opposites: int
    side: int

    def text(self, reordered: bool = False) -> str:
        """Return the question, its two clauses in the usual order or the other way round."""
        opposite = self.language.opposites[self.opposites][self.side]
        words = {"a": self.a, "b": self.b, "p": self.place, "q": self.quality, "o": opposite}
        first = self.language.settings[self.setting].format(**words)
        second = self.language.asks[self.ask].format(**words)
        if reordered:
            first, second = second, first
        text = f"{first}{self.language.comma}{second}{self.language.end}"
        return text[0].upper() + text[1:]


class Corpus(NamedTuple):
    """Texts, and the planted pairs by kind: the numbers of two texts that ask the same."""

    texts: list[str]
    planted: dict[str, list[tuple[int, int]]]


def corpus(size: int, seed: int) -> Corpus:
    """Return `size` texts in random order with their planted pairs; each text is in one pair at most."""
    rng = random.Random(seed)
    originals = round(size * (1 - PLANTED - OPPOSITE))
    asked = list(_distinct(rng, originals))
    texts = [question.text() for question in asked]
    copied = rng.sample(range(originals), round(size * PLANTED))
    pairs: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
    for number, original in enumerate(copied):
        kind = KINDS[number % len(KINDS)]
        pairs[kind].append((original, len(texts)))
        texts.append(_again(rng, asked[original], kind))
    asked_texts = set(texts)
    for question in rng.sample(asked, len(asked)):
        opposite = question._replace(side=1 - question.side).text()
        if len(texts) < size and opposite not in asked_texts:
            texts.append(opposite)
    order = rng.sample(range(size), size)
    place = {old: new for new, old in enumerate(order)}
    planted = {kind: [(place[one], place[other]) for one, other in found] for kind, found in pairs.items()}
    return Corpus([texts[old] for old in order], planted)


def _distinct(rng: random.Random, count: int) -> Iterator[Question]:
    seen: set[str] = set()
    while len(seen) < count:
        language = rng.choice((CHINESE, ENGLISH))
        question = Question(
            language=language,
            setting=rng.randrange(len(language.settings)),
            ask=rng.randrange(len(language.asks)),
            a=rng.choice(language.manners) + language.glue + rng.choice(language.things),
            b=rng.choice(language.things),
            place=rng.choice(language.places),
            quality=rng.choice(language.qualities),
            opposites=rng.randrange(len(language.opposites)),
            side=rng.randrange(2),
        )
        if (text := question.text()) not in seen:
            seen.add(text)
            yield question


def _again(rng: random.Random, question: Question, kind: str) -> str:
    if kind == "reordered":
        return question.text(reordered=True)
    text = question.text()
    if kind == "frame":
        return rng.choice(question.language.frames) + question.language.glue + text[0].lower() + text[1:]
    at = rng.randrange(1, len(text) - 2)
    edits = (
        text[:at] + text[at + 1 :],  # left out
        text[:at] + text[at] + text[at:],  # doubled
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],  # swapped
        text[:at] + rng.choice(text) + text[at + 1 :],  # another
    )
    return rng.choice([edit for edit in edits if edit != text])
