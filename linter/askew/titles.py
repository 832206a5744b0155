"""What the words of a title or a line say by themselves: that it asks, names a bank, a round, a section."""

import re
from functools import cache, lru_cache

from askew.vocabulary import GRADES, QUESTION_OPENERS, QUESTION_TYPES, QUESTION_WORDS, SECTION_TITLES, TASK_OPENERS

_LONGEST_SECTION_TITLE = max(map(len, SECTION_TITLES)) + 2
_APPENDICES = ("附：", "附:", "附录")
_FILLED_IN = r"[（(]\s*(?:[A-H]{1,6}|[√×✓✗✔✘对错])\s*[）)]\s*[。.]?$"
_BLANK = rf"[（(][\s　]+[）)]|（）|(?<=[^\x00-\x7f])\(\)[。.]?$|_{{3}}|{_FILLED_IN}"
_OPTION = r"\s*(?:[-*+]\s+)?[A-Da-d]\s*[.、．)）:：]"
_OPTION_STARTS = frozenset("ABCDabcd-*+ \t\n")
_KEY = r"(?:[A-H]{1,8}|[√×✓✗✔✘对错TF]|正确|错误|[Tt]rue|[Ff]alse)[.。;；]?"
_ASIDE = r"(?<!\s)\s*+[（(][^（）()]{0,40}[）)]$"
_FAQ = r"(?i)常见问题|\bfaqs?\b|\bf\.a\.q|frequently asked"
_BANK_TITLE = r"(?i)面试(?!经验|技巧|心得|感想|攻略|准备)|面经|题库|题集|试题|考题|习题|问答|八股|常见问题|\bq ?& ?a\b|\bfaqs?\b|\bf\.a\.q|\bquiz|\bquestions\b|\binterview\b"

_ROUND = (
    r"(?i)(?<![另每])第?[一二三四五六七123456] ?[面轮](?=$|[\s（(：:，,、/·|—【\[-]|[面试]|经)"
    r"|^(?:hr|主管|交叉|技术|终|电话|视频|现场|群) ?面|^笔试|^round \d\b|^(?:phone|onsite|technical|hr) (?:screen|round|interview)"
)
_LIST = r"(?i)(?:面试题目?|面试问题|面试真题|笔试题|(?:常见|高频|常考|经典)(?:面试)?(?:题|考点)|(?:高频|常考|经典)问题|面试常[见问考]|(?:interview|coding|technical|behaviou?ral) questions)\s*(?:汇总|列表|整理|总结|合集|大全|集锦)?(?:\s*[（(][^（）()]*[）)])?$"
_EACH = r"(?i)每(?:小?题|空) ?\d{1,3} ?分|\d (?:points?|marks?) each\b"
_OF_ITSELF = r"(?i)(?:what|where|why|how|who|when)\b.{0,24}\bthis(?: (?:project|repo|repository|package|library|tool|app|plugin))?\s*\??"
_FIRST_WORD = re.compile(r"[\W_]*([A-Za-z]+(?:['’][a-z]+)?)(?![-_\w])")


def asks(title: str) -> bool:
    """Tell whether a title reads like a question or a task."""
    if ("（" in title or "(" in title or "__" in title) and re.search(_BLANK, title):
        return True
    if title.endswith(("?", "?:")) or "? " in title or (not title.isascii() and _question_word().search(title)):
        return True
    if not title[:1].isascii():
        return title.startswith(TASK_OPENERS)
    word = _FIRST_WORD.match(title)
    return word is not None and word[1].casefold() in QUESTION_OPENERS


@cache
def _question_word() -> re.Pattern[str]:
    return re.compile("|".join(("？", *QUESTION_WORDS)))


def is_filled_in(question: str) -> bool:
    """Tell whether a question has its answer in brackets at its end: 绿茶不发酵。（√）."""
    return re.search(_FILLED_IN, question.rstrip()) is not None


def names_a_bank(title: str) -> bool:
    """Tell whether the title of a document says that it asks questions (面试题, Interview Questions, FAQ)."""
    return re.search(_BANK_TITLE, title) is not None


def names_a_faq(title: str) -> bool:
    """Tell whether a title is that of frequently asked questions: its headings may name what goes wrong, and not ask."""
    return re.search(_FAQ, title) is not None


@lru_cache(maxsize=10_000)
def names_a_round(title: str) -> bool:
    """Tell whether a heading names a round of interviews (一面, HR 面, Round 2): what is listed below it was asked there."""
    return re.search(_ROUND, title) is not None


def names_a_list(title: str) -> bool:
    """Tell whether a heading says that there are interview questions below it (常见面试题, Coding Questions)."""
    return re.search(_LIST, title) is not None


def names_a_part(title: str) -> bool:
    """Tell whether a heading names a part of an exam, by its type or by what each question below it counts (每题 5 分)."""
    return is_question_type(title) or re.search(_EACH, title) is not None


def asks_about_itself(title: str) -> bool:
    """Tell whether a heading asks about the project that a document describes (What is this?), as many a README does."""
    return re.fullmatch(_OF_ITSELF, title) is not None


def is_key(text: str) -> bool:
    """Tell whether a text only says which option of a question is right, as the key to a test does behind each number."""
    return re.fullmatch(_KEY, text.strip()) is not None


def is_option(text: str) -> bool:
    """Tell whether a text begins like an option to choose (A. Tea, - b) Milk)."""
    return text[:1] in _OPTION_STARTS and re.match(_OPTION, text) is not None


def is_question_type(title: str) -> bool:
    """Tell whether a title names a part of an exam (判断题, 简答题（共 20 分）), whose questions stand below."""
    return title.endswith(("题", "）", ")", "目")) and re.sub(_ASIDE, "", title) in QUESTION_TYPES


def is_grade(title: str) -> bool:
    """Tell whether what stands behind the number of a question only says how hard it is, or of what type (Easy, 单选题)."""
    return title.strip(" ()（）[]【】").casefold() in GRADES or is_question_type(title)


def is_section_title(title: str) -> bool:
    """Tell whether a heading names a part of a document (总结, References, 附：来源), never a question."""
    if title.startswith(_APPENDICES):
        return True
    return len(title) <= _LONGEST_SECTION_TITLE and title.casefold().strip(" 　:：.。?？") in SECTION_TITLES
