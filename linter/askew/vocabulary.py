"""The words by which banks mark questions, answers and sections: data."""

from typing import Literal

SectionKind = Literal["question", "answer", "analysis", "code", "follow-up", "reference", "other"]

LABELS: dict[SectionKind, tuple[str, ...]] = {
    "question": (
        "题目", "面试题", "面试题目", "面试问题", "问题", "问", "题干", "题目描述", "问题描述", "编程题", "算法题",
        "算法编程题", "编程题目", "简答题", "选择题", "判断题", "填空题", "典型面试题", "提问", "思考题",
        "练习", "练习题", "习题", "exercise", "question", "q", "que", "ques", "problem", "problem statement", "interview question", "practice question", "sample question", "essay question",
        "bonus question", "review question", "discussion question", "multiple choice question", "prompt",
        "面试官", "interviewer",
    ),
    "answer": (
        "答案", "参考答案", "标准答案", "答案解析", "参考答案及解析", "答案与解析", "答案及解析", "满分答案", "完整答案",
        "答", "解答", "回答", "参考回答", "答复", "详细解答", "点击查看答案", "查看答案", "正确答案", "示例答案", "示例回答",
        "参考解答", "答案要点", "答案详解", "正确选项", "标准回答", "其他答案", "其它答案", "另一种答案",
        "answer", "a", "ans", "solution", "sample answer", "reference answer", "model answer", "show answer",
        "suggested answer", "suggested answers", "response", "short answer", "view answer", "correct answer", "right answer", "expected answer",
        "ideal answer", "strong answer", "good answer", "example answer", "best answer", "detailed answer", "correct option", "sol", "候选人", "求职者", "应聘者", "candidate", "interviewee", "我",
    ),
    "analysis": (
        "解析", "分析", "详解", "解释", "说明", "详细解析", "答案说明", "思路", "解题思路", "原理", "题目解析", "解析说明",
        "答案分析", "试题解析", "题解", "考点", "考察点", "剖析", "题目剖析", "面试题剖析", "面试官心理分析", "考查点", "考察要点", "explanation", "analysis", "rationale", "detailed explanation", "discussion",
        "why", "reasoning",
    ),
    "code": (
        "代码", "代码实例", "代码示例", "示例代码", "实例代码", "参考代码", "源代码", "源代码实例", "源代码示例",
        "代码实现", "代码解析", "python代码", "python 代码", "实现代码", "完整代码", "代码如下", "代码案例",
        "code", "code example", "code examples", "example code", "sample code", "implementation", "code sample",
        "source code",
    ),
    "follow-up": (
        "延伸追问", "追问", "进阶", "扩展", "拓展", "延伸", "进阶问题", "扩展问题", "扩展阅读问题", "面试官追问",
        "follow-up", "follow up", "follow-up questions", "follow-ups",
    ),
    "reference": (
        "参考资料", "参考文献", "参考链接", "参考", "延伸阅读", "扩展阅读", "相关链接", "资料",
        "references", "reference", "further reading", "see also", "resources", "sources", "source",
    ),
    "other": (
        "应用场景", "案例", "实际案例", "案例分析", "优化策略", "关键词", "难度", "分类", "标签", "提示", "输入", "输出",
        "示例", "举例", "注意", "注意事项", "备注", "总结", "小结", "要求", "输入格式", "输出格式", "输入描述", "输出描述",
        "样例", "复杂度分析", "优点", "缺点", "优缺点",
        "hint", "hints", "output", "input", "note", "notes", "example", "examples", "tip", "tips", "difficulty",
        "tags", "category", "level", "summary", "key points", "complexity",
    ),
}  # fmt: skip

QUESTION_TYPES = frozenset(
    """
    编程题 算法题 算法编程题 编程题目 简答题 选择题 判断题 填空题 思考题 典型面试题 单选题 多选题 单项选择题 多项选择题 不定项选择题 问答题
    论述题 计算题 应用题 综合题 分析题 案例分析题 程序设计题 名词解释题
    """.split()
)
"""What names a part of an exam where it stands alone, and some of it a question where one follows."""

GRADES = frozenset(
    "easy medium hard basic beginner intermediate advanced 简单 容易 基础 中等 进阶 困难 较难 初级 中级 高级".split()
)
"""What says how hard a question is, and not what it asks, where nothing else stands behind its number."""

SECTION_TITLES = frozenset(
    """
    总结 结论 小结 结语 写在最后 写在前面 后记 结束语 引言 前言 背景 背景介绍 概述 简介 介绍 目录 大纲 导读 摘要 附录 致谢 作者 参考资料 参考文献 参考 声明 免责声明 更新日志
    常见问题 常见问题与解答 常见问题解答 附录：常见问题与解答 常见问题和解答 面试题 面试题库 典型问题 典型面试题 算法编程题 算法编程题库 题库 面试题及解析
    实际应用场景 应用场景 工具和资源推荐 工具与资源推荐 未来发展趋势与挑战 总结：未来发展趋势与挑战 核心概念与联系 扩展阅读 延伸阅读 答案解析说明 答案 问题
    题目列表 开发环境搭建 项目实战 贡献 许可 许可证 summary conclusion conclusions introduction overview
    background contents references resources preface appendix abstract acknowledgements
    acknowledgments contributing contribution contributors contribute license licence
    disclaimer faq faqs questions answers solutions installation usage credits changelog
    links about author authors note notes prerequisites sponsors sponsor support donate
    roadmap index toc todo 待补充 待完善 待更新 未完待续
    """.split()
) | {
    "table of contents", "frequently asked questions", "interview questions", "further reading", "see also",
    "key takeaways", "next steps", "still have questions", "any questions", "more questions", "have questions", "have a question",
    "need help", "need more help", "还有问题", "还有疑问", "back to top", "table of content", "getting started",
}  # fmt: skip

QUESTION_WORDS = (
    "什么", "如何", "为什么", "为何", "怎么", "怎样", "哪些", "哪个", "哪种", "哪几", "哪里", "哪儿", "区别", "吗", "多少", "几种", "是否", "能否",
    "可否", "有何", "何时", "何谓", "谈谈", "说说", "讲讲", "聊聊", "简述", "介绍一下", "写一个", "写一下", "异同", "是啥",
    "说一说", "说一下", "讲一讲", "讲一下", "谈一谈", "谈一下", "聊一聊", "聊一下",
)  # fmt: skip
TASK_OPENERS = (
    "请", "简要", "介绍", "解释", "描述", "列举", "举例", "举出", "比较", "对比", "阐述", "说明", "编写", "写出", "手写", "手撕", "实现",
    "推导", "给定", "假设", "谁",
)  # fmt: skip
QUESTION_OPENERS = frozenset(
    """
    what what's what’s whats why how when where which who whose whom is are am was were
    do does did can could should would will have has had may might explain describe
    define discuss compare contrast differentiate distinguish list name give write
    implement design find calculate compute derive prove show state outline tell walk
    mention elaborate identify illustrate suppose imagine consider given create build
    code predict estimate print return check determine
    """.split()
)
