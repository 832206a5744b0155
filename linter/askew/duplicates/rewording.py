"""Turns of phrase that ask the same: a comparison whichever way round, "how to" and "how do I", 为什么 and 的原因, 和 and 与."""

import re

_AND = r"(?<![求饱总之验共温缓调])和(?![谐值平])|(?<![参位辑赋授])与(?![门非否或运])|跟(?![踪随进])|以及|(?<![涉普以])及(?![时格])|、"
_COMPARED = r"区别|不同点?|不同之处|差别|差异|异同|对比|比较|关系|联系|\bdifferences?|\bvs\b|\bversus\b|\bcompare\b|\bdistinguish\b|\bdifferentiate\b|\bdiffer"
_HAN_COMPARISON = r"(?:(?P<where>(?:在[^和与跟及、]{1,12}?|[a-z0-9.ᐩⵌ ]+)[中里下])[, ]*)?(?P<things>.+?) *(?:之间)?(?:的|有何|有什么|有哪些|有|是|主要|本质|核心)*(?:区别|不同点?|不同之处|差别|差异|异同|对比|比较)"
_HAN_RELATION = r"(?P<where>)(?P<things>.+?) *(?:之间)?(?:的|有何|有什么|有哪些|有|是)*(?P<word>关系|联系)"
_HAN_COMPARE = r"(?P<where>)(?:比较|对比|区分)(?:一下|下)? *(?P<things>.+?)(?: *(?:之间)?的(?:异同|区别|不同点?|不同之处|差别|差异))?"
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
_NOUNS = r"(?:features?|differences?|advantages?|benefits?|disadvantages?|drawbacks?|components?|characteristics?|challenges?|limitations?)"
_EXAMPLES = r"(?:an? |some )?(?:simple |real[- ]world |real[- ]life |code )*examples?"
_SHOW = r"(?:give|provide|show|explain|describe|illustrate|demonstrate)"
_TURNS = (
    ("how to ", r"\bhow to (?!\w*ly\b)", "how "),
    ("how would", r"\bhow would you (?:explain|define|describe)\b", "what is"),
    ("'s", r"\bwhat's\b", "what is"),
    ("’s", r"\bwhat’s\b", "what is"),
    ("ly ", r"\bwhat (?:exactly|really|actually) (?=is\b|are\b|does\b)", "what "),
    ("used for", r"\bwhat (?:is|are|can) (.+?) (?:be )?used for\b", r"purpose of \1"),
    ("what does", r"\bwhat does (.+?) do(?=\W*$)", r"purpose of \1"),
    (" of", r"(?<=\bthe )(?:uses?|role|function|aim|goal|objective) of\b", "purpose of"),
    (
        "to ",
        r"\bwhat are (?:some |the |different |common |possible )*(?:ways|methods|techniques|strategies) to ",
        "how ",
    ),
    ("ways to ", r"\b(?:some |the |different |common )*ways to (?=avoid|prevent|handle|deal|reduce|fix|solve)", "how "),
    ("deal", r"\bdeal with\b", "handle"),
    ("missing data", r"\bmissing data\b", "missing values"),
    ("why", r"\bwhy (?:do|would|should|must) (?:we|you|one|i) (?:need|use)(?: to use)?\b", "why"),
    ("why", r"\bwhy use\b", "why"),
    ("why", r"\bwhy (?:is|are) (.+?) (?:needed|required|necessary|used)(?=\W*$)", r"why \1"),
    (" of using", rf"\b({_NOUNS}|pros|cons) of using\b", r"\1 of"),
    ("working of", r"\b(?:the )?working of (.+)", r"how does \1 work"),
    ("example", rf"[,.;?]? *(?:and |please )*(?:{_SHOW} )?(?:it |this )?(?:with|using) {_EXAMPLES}(?=\W*$)", ""),
    ("example", rf"(?:[,.;?]| and) *(?:please )?{_SHOW} (?:me |us )?{_EXAMPLES}(?=\W*$)", ""),
    *(
        (f"{word} ", rf"\b{word} (?!components? analysis)(?={_NOUNS}\b)", "")
        for word in ("key", "major", "primary", "principal", "basic")
    ),
    ("vs.", r"\bvs\.", "vs"),
    (
        " and ",
        r"\b(?:advantages and disadvantages|pros and cons|benefits and (?:drawbacks|limitations)|strengths and weaknesses)\b",
        "优缺点",
    ),
    ("优", r"优[点势](?:和|与|及|以及|、)?(?:缺点|劣势|不足)", "优缺点"),
    ("有", r"有[何啥](?=[^一-鿿]|区别|不同|差|作用|优|缺|特|好处|意义)", "有什么"),
    ("用", r"有(?:什么|啥)用(?=[^一-鿿]|$)", "作用"),
    (
        "为",
        r"为(?:什么|何|啥)(?:需要|要(?![求点素件]))?(?:使用(?![者率权])|采用|进行|引入|用(?![户例于途语法])|做(?![到出好大法]))?",
        "为什么",
    ),
    ("作", r"是?(?:如何|怎[么样]|怎么样)(?:工作|运作)的?(?=\W*$)", "的原理"),
    ("是", r"是(?=如何|怎[么样])(?!怎样的)", ""),
    ("做", r"(?<=如何|怎么|怎样)做(?![到出好大法])", ""),
    (" context of", r"\bin the context of\b", "in"),
    ("differ", r"[:,;.?]* *(?:and )?how do they differ(?=\W*$)", ""),
    ("apart", r"[:,;.?]* *what sets them apart(?=\W*$)", ""),
    ("的", r"是?(?:如何|怎[么样])(?:产生|形成|造成|引起|出现|发生)的(?=\W*$)", "的原因"),
    ("目的", r"目的(?=[^一-鿿]|是什么|$)", "作用"),
    ("相", r"相(?:比|较)于? ?(?=[^,;。?？!]{1,20}?(?:区别|不同|差别|差异))", "和"),
    (
        "什么",
        r"会?(?:(?:导致|造成|带来|产生|引起|引发)什么样?的?问题|(?:导致|造成|带来|产生|引起|引发|有)什么样?的?(?:后果|影响|结果))(?=\W*$)",
        "的后果",
    ),
    ("语言", r"(?<=[a-z+#]) ?(?:编程)?语言(?=[的中里]|$|\W)", ""),
    ("该", r"(?:应该|该)(?=如何|怎[么样])", ""),
    ("应当", r"应当(?=如何|怎[么样])", ""),
    ("之间", r"之间的?(?=通信|通讯|共享|同步|调用)", "间"),
    ("2", r"(?<![\d.a-z])2 ?(?=[个种条项步次])", "两"),
    ("阶段", r"[2二] ?(?=阶段)", "两"),
    ("in ", r"^in ([\w .+#-]{2,30}), (.+?)(?=[?.!]*$)", r"\2 in \1"),
    ("defined", r"^how (?:is|are) (.+?) defined\b", r"what is \1"),
    ("stand for", r"^what does (.+?) stand for\b", r"full form of \1"),
    ("difference", r" ?[-–—,:;]+ *(?:please )?(?:explain|what is|what are|describe) (?:the )?differences?(?=\W*$)", ""),
)
_COUNTED = "[个大种层类步条项级次阶]"
_DIGIT = rf"(?<![\d.a-z])([3-9]) ?(?={_COUNTED})"
_DIGITS = dict(zip("3456789", "三四五六七八九", strict=True))
_WITHIN = r"(?:在 ?)?(?<![a-z0-9+#])([a-z][a-z0-9+#. ]{0,40}?) ?(?:中的?(?![间文断心继值位英日])|里面?的?(?![程式氏]))"
_VERSION = (
    rf"\b(?!(?:List|Name|Give|State|Write|What|Which|The|Top|Any|All)\b)([A-Z][A-Za-z]+) (?=\d+(?!\w| ?{_COUNTED}))"
)
_REMEDY = "(?P<verb>解决|应对|防止|避免|缓解|预防)"
_MEANS = "(?:方法|办法|手段|措施|策略|方案|方式|技巧)"
_REMEDIES = (  # ways to ask how to get rid of something
    rf"(?P<what>.{{2,20}}?) ?(?:的|有哪些|有什么|有)*(?:常见|常用|主要)?的?{_REMEDY}{_MEANS}",
    rf"(?:有哪些|有什么|哪些)?{_MEANS}(?:可以|能够|能|来|用来|用于)+{_REMEDY}(?P<what>.{{2,20}})",
    rf"(?:如何|怎样|怎么){_REMEDY}(?P<what>.{{2,20}}?)的?问题",
    r"(?:.{0,8}?(?:存在|出现|发生|遇到)(?:了)?)?(?P<what>.{2,20}?)(?P<verb>)(?:该|应该)?(?:怎么|如何)办",
)
_ENDS = (  # what a clause asks for, and what says so behind its subject
    (r"(?:如何|怎样|怎么)(?!的)", "如何"),
    (r"为[什何啥]么?", "原因"),
)


def numbered_names(text: str) -> str:
    """Return a text with the number of a version or standard joined to its name, as in Vue3."""
    return re.sub(_VERSION, r"\1", text) if re.search(r" \d", text) else text


def reworded(folded: str) -> str:
    """Return a folded text with some turns of phrase in their usual form."""
    for sign, turn, usual in _TURNS:
        if sign in folded:
            folded = re.sub(turn, usual, folded)
    if not folded.isascii():
        folded = re.sub(_DIGIT, lambda match: _DIGITS[match[1]], folded)
    return folded


def in_order(clause: str) -> str:
    """Return a clause with what it compares in alphabetical order, and 如何 and 为什么 behind their subject; 和 and the like are left out."""
    if re.search(_COMPARED, clause):
        clause = _compared(clause)
    if clause.isascii():
        return clause
    if remedy := next(filter(None, (re.fullmatch(pattern, clause) for pattern in _REMEDIES)), None):
        clause = f"如何{remedy['verb'] or '解决'}{remedy['what']}"
    if "中" in clause or "里" in clause:
        clause = re.sub(_WITHIN, r"\1 ", clause)
    return re.sub(_AND, " ", _at_the_end(clause))


def _at_the_end(clause: str) -> str:
    """A clause with what it asks for behind its subject, wherever that stood: 如何避免死锁, 为什么会死锁."""
    for word, name in _ENDS:
        without, count = re.subn(word, " ", clause)
        if count:
            clause = without if name in without else f"{without} {name}"
    return clause


def _compared(clause: str) -> str:
    for pattern in _LATIN_COMPARISONS:
        if match := re.fullmatch(pattern, clause):
            words = {word for name in ("one", "other") for word in re.sub(_ARTICLE, "", match[name]).split()}
            return f"{' '.join(sorted(words))} difference{match['where'] or ''}"
    for pattern in (_HAN_COMPARE, _HAN_COMPARISON, _HAN_RELATION):
        if match := re.fullmatch(pattern, clause):
            things = [thing.strip() for thing in re.split(rf"{_AND}| vs |/", match["things"])]
            if len(things) > 1 and all(things):
                word = match.groupdict().get("word") or "区别"
                return f"{match['where'] or ''} {' '.join(sorted(things))} {word}"
    return clause
