"""Turns of phrase that ask the same: a comparison whichever way round, "how to" and "how do I", 和 and 与."""

import re

_AND = r"(?<![求饱总之验共温缓调])和(?![谐值平])|(?<![参位辑赋授])与(?![门非否或运])|跟(?![踪随进])|以及|(?<![涉普以])及(?![时格])|、"
_COMPARED = r"区别|不同点?|不同之处|差别|差异|异同|对比|比较|关系|联系|\bdifferences?|\bvs\b|\bversus\b|\bcompare\b|\bdistinguish\b|\bdifferentiate\b|\bdiffer"
_HAN_COMPARISON = r"(?:(?P<where>(?:在[^和与跟及、]{1,12}?|[a-z0-9.ᐩⵌ ]+)[中里下])[, ]*)?(?P<things>.+?) *(?:之间)?(?:的|有何|有什么|有哪些|有|是|主要|本质|核心)*(?:区别|不同点?|不同之处|差别|差异|异同|对比|比较)"
_HAN_RELATION = r"(?P<where>)(?P<things>.+?) *(?:之间)?(?:的|有何|有什么|有哪些|有|是)*(?P<word>关系|联系)"
_HAN_COMPARE = r"(?P<where>)(?:比较|对比|区分)(?:一下|下)? *(?P<things>.+)"
_THINGS = r"(?P<one>.+?)"
_OTHERS = r"(?P<other>.+?)(?P<where> (?:in|for|when|within|using|under) .+)?"
_LATIN_COMPARISONS = (
    rf"how (?:do|does|is|are) {_THINGS} (?:differ|different|distinct) from {_OTHERS}",
    rf"how (?:do|does|are) {_THINGS} and {_OTHERS} (?:differ|different)",
    rf"(?:distinguish|differentiate)(?: between)? {_THINGS} (?:and|from) {_OTHERS}",
    rf"(?:the |key |main |major )*differences? between {_THINGS} (?:and|vs) {_OTHERS}",
    rf"compare {_THINGS} (?:and|with|to) {_OTHERS}",
    rf"{_THINGS} (?:vs|versus) {_OTHERS}",
)
_ARTICLE = r"^(?:an?|the) "
_TURNS = (
    ("how to ", r"\bhow to (?!\w*ly\b)", "how "),
    ("what", r"\bwhat['’]s\b", "what is"),
    ("vs.", r"\bvs\.", "vs"),
    ("有何", r"有何", "有什么"),
    ("用", r"有(?:什么|啥)用(?=[^一-鿿]|$)", "作用"),
)
_TRADITIONAL = str.maketrans("麼請問解釋為簡說區別談講紹舉闡論", "么请问解释为简说区别谈讲绍举阐论")
_FRAMES = "[什甚怎]麼|請問?|解釋|為(?:什麼|何)|簡[述要單]|說[明說]|區別|談|講|介紹|列舉|舉例|闡述|論述"


def reworded(folded: str) -> str:
    """Return a folded text with some turns of phrase, and frames in traditional characters, in their usual form."""
    if not folded.isascii():
        folded = re.sub(_FRAMES, lambda match: match[0].translate(_TRADITIONAL), folded)
    for sign, turn, usual in _TURNS:
        if sign in folded:
            folded = re.sub(turn, usual, folded)
    return folded


def in_order(clause: str) -> str:
    """Return a clause with what it compares in alphabetical order; 和 and the like are left out."""
    if re.search(_COMPARED, clause):
        clause = _compared(clause)
    return clause if clause.isascii() else re.sub(_AND, " ", clause)


def _compared(clause: str) -> str:
    for pattern in _LATIN_COMPARISONS:
        if match := re.fullmatch(pattern, clause):
            things = sorted((re.sub(_ARTICLE, "", match["one"]), re.sub(_ARTICLE, "", match["other"])))
            return f"{things[0]} {things[1]} difference{match['where'] or ''}"
    for pattern in (_HAN_COMPARE, _HAN_COMPARISON, _HAN_RELATION):
        if match := re.fullmatch(pattern, clause):
            things = [thing.strip() for thing in re.split(rf"{_AND}| vs |/", match["things"])]
            if len(things) > 1 and all(things):
                word = match.groupdict().get("word") or "区别"
                return f"{match['where'] or ''} {' '.join(sorted(things))} {word}"
    return clause
