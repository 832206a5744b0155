"""Write a large synthetic question bank: copies of real Markdown files in which the words are exchanged.

Every copy has its own seeded permutation of words, Chinese characters and Python names: copies of one file
look alike in layout but say different things. Markdown syntax, mathematics, links, HTML, numbers,
inline code, labels, question words and everything in fences but Python's own names stay as they are.
"""

import argparse
import builtins
import itertools
import keyword
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("latin", "cyrillic", "arabic", "han", "name")
FUNCTION_WORDS = """
about above after again against almost along already also although always among another anything around away
because become been before behind being below best better between both cannot come could does doing done
down during each either else enough even ever every everything from further gets give given gives goes good
have having help here however instead into itself just keep know known last least less like made make makes
many might more most much must need needs neither never next nothing often once only other others otherwise
over rather really said same several should show since some someone something still such sure take than that
their them themselves then there therefore these they thing things this those though through thus together
toward under unless until upon used uses using usually very want well were whether while will with within
without would your yours yourself first second third aren didn doesn hasn isn shouldn what when where which
whose compare contrast define describe difference differences discuss distinguish enumerate explain happen
happens list mean means mention name state suppose tell write
"""
LABELS = """
answer answers contents example examples explanation fixme hint introduction level links note notes output
overview problem question questions reference references result results snippet solution summary table todo
результат объяснение вывод خروجی توضیح
"""
KEPT_WORDS = frozenset(f"{FUNCTION_WORDS} {LABELS}".split())
KEPT_CHARACTERS = frozenset(
    "的是了在有吗呢吧啊和与或及以等请不没无个这那此该些么为何哪怎样谁几多少把被对从到由向于之其而且但并则"
    "就也都还又再很更最会能可要应让使将已当若因所着过得地我你您他她它们上下中内外前后里时"
    "一二三四五六七八九十百千万亿两第章节部分"
)
KEPT_PHRASES = (
    "参考答案|答案解析|答案|解析|解答|题目描述|题目|面试题库|面试题|问题|编程题|算法|代码实例|"
    "示例代码|参考代码|实例代码|源代码|代码|示例|实例|案例|总结|小结|注意事项|参考资料|"
    "参考文献|附录|常见问题|关键词|摘要|目录|作者|拓展阅读|返回目录|查看|点击|什么|如何|"
    "为什么|为何|怎么|哪些|哪个|多少|是否|简要|简述|解释|描述|说明|介绍|讨论|谈谈|列举|"
    "举例|例如|阐述|比较|区别|给出|编写|实现|写出|设计|因为|所以|如果|但是|以及|通过|需要|"
    "可以|进行|包括|以下|使用"
)

FENCE = re.compile(
    r"^(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)\n"
    r"(?P<body>.*?)(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
PROSE = re.compile(
    rf"""
    (?P<kept>
        \A---\n.*?\n---\n | <!--.*?--> | </?[A-Za-z][^<>]*> | &\#?\w+;  # front matter, HTML
      | (?P<tick>`+)(?!`)[^\n]*?(?<!`)(?P=tick)(?!`)  # inline code, then mathematics, then links
      | \$\$(?:(?!\n\s*\n).)*?\$\$ | \$[^\s$](?:[^$\n]*[^\s$])?\$ | \\begin\{{.*?\\end\{{[^}}]*\}}
      | \\\[(?:(?!\n\s*\n).)*?\\\] | \\\([^\n]*?\\\) | \\[A-Za-z]+
      | \]\((?!\#)[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\) | (?:https?://|www\.)[^\s)>\]，。）]+
      | \]\[[^]\n]+\] | ^[ ]*\[[^]\n]+\]:[^\n]+
      | {KEPT_PHRASES}
    )
    | (?<![0-9A-Za-zÀ-ɏ])
      (?:(?P<latin>[A-Za-z]{{4,}})|(?P<cyrillic>[А-Яа-яЁё]{{4,}})|(?P<arabic>[\u0620-\u06ff]{{3,}}))
      (?![0-9A-Za-zÀ-ɏ])
    | (?P<han>(?:(?!{KEPT_PHRASES})[\u4e00-\u9fff])+)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
STRING = r"""(?:\"{3}(?:\\.|.)*?\"{3}|'{3}(?:\\.|.)*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
PYTHON = re.compile(
    rf"""
    (?P<kept>[RrBbUu]{{0,2}}{STRING} | \#[^\n]*)
    | (?P<fixed>
        [FfRr]{{1,2}}{STRING}
      | \b(?:from\s+[\w.]+\s+)?import\s+(?:\([^)]*\)|[^\n]*)
      | \.[ ]*[A-Za-z_]\w* | \bdef\s+\w+\s*\(\s*(?:self|cls)\b
      | [(,]\s*[A-Za-z_]\w*\s*=(?!=) | [A-Za-z_]\w*=(?!=)
    )
    | (?P<name>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
PROMPT = re.compile(r"[ \t>]*(?:>>>|\.\.\.)")
PLAIN_NAME = re.compile(r"(?!__)[A-Za-z_]\w*", re.ASCII)
PYTHON_INFO = re.compile(r"(?:python\d?|py\d?|ipython|pycon)\b", re.IGNORECASE)
RESERVED = frozenset([*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "self", "cls", "Traceback"])

QUESTION_LINE = re.compile(
    r"^[ >]*(?:[-*+] +|\d+[.)] +)?(?:\#{1,6} +|\*\*(?=[^*\n]+\*\*\W*$))(?:\W*\d[\d.]*)?(.+)$", re.MULTILINE
)
QUESTION = re.compile(r"(?i)[?？]|什么|如何|怎么|哪些|请|\b(?:what|why|how|when|which|explain|describe)\b")
Vocabulary = dict[str, list[list[str]]]


class Piece(NamedTuple):
    """A stretch of text and what a copy does with it: `kept`, or exchanged as one of the KINDS."""

    kind: str
    text: str


class Source(NamedTuple):
    """A real file, cut into pieces once; `fixed` are the Python names that no copy may exchange."""

    name: str
    size: int
    pieces: list[Piece]
    fixed: frozenset[str]


def cut(pattern: re.Pattern[str], text: str) -> Iterator[Piece]:
    """Yield the matches of the pattern under the name of their group, and the text between them as kept."""
    end = 0
    for match in pattern.finditer(text):
        yield Piece("kept", text[end : match.start()])
        yield Piece(match.lastgroup or "kept", match[0])
        end = match.end()
    yield Piece("kept", text[end:])


def prose_pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of Markdown text outside fences; function words are kept."""
    for piece in cut(PROSE, text):
        yield Piece("kept", piece.text) if piece.text.lower() in KEPT_WORDS else piece


def python_pieces(code: str) -> Iterator[Piece]:
    """Yield the pieces of Python code; in a session, lines without a prompt are output and kept."""
    if ">>>" not in code:
        yield from cut(PYTHON, code)
        return
    for line in code.splitlines(keepends=True):
        yield from cut(PYTHON, line) if PROMPT.match(line) else [Piece("kept", line)]


def file_pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a Markdown file, in order and without a gap."""
    end = 0
    for fence in FENCE.finditer(text):
        yield from prose_pieces(text[end : fence.start()])
        yield Piece("kept", text[fence.start() : fence.start("body")])
        body = fence["body"]
        yield from python_pieces(body) if PYTHON_INFO.match(fence["info"]) else [Piece("kept", body)]
        yield Piece("kept", text[fence.end("body") : fence.end()])
        end = fence.end()
    yield from prose_pieces(text[end:])


def read_source(path: Path, corpora: Path) -> Source:
    """Return the file cut into pieces; what must not be exchanged anywhere in its code is kept."""
    data = path.read_bytes()
    pieces = list(file_pieces(data.decode()))
    fixed = {name for kind, text in pieces if kind == "fixed" for name in PLAIN_NAME.findall(text)}
    fixed |= {text for kind, text in pieces if kind == "name" and not PLAIN_NAME.fullmatch(text)} | RESERVED
    settled = [
        Piece("kept", text) if kind == "fixed" or (kind == "name" and text in fixed) else Piece(kind, text)
        for kind, text in pieces
    ]
    return Source("-".join(path.relative_to(corpora).parts), len(data), settled, frozenset(fixed))


def vocabulary(sources: Iterable[Source], rng: random.Random, size: int = 512) -> Vocabulary:
    """Return the words of each kind in shuffled bands of about the same frequency."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for source in sources:
        for kind, text in source.pieces:
            if kind == "han":
                counts[kind].update(text)
            elif kind != "kept":
                counts[kind][text if kind == "name" else text.lower()] += 1
    for character in KEPT_CHARACTERS:
        del counts["han"][character]
    bands: Vocabulary = {}
    for kind, counter in counts.items():
        ranked = sorted(counter, key=lambda unit: (-counter[unit], unit))
        slices = [ranked[start : start + size] for start in range(0, len(ranked), size)]
        bands[kind] = [rng.sample(words, len(words)) for words in slices]
    return bands


def permutation(bands: list[list[str]], rng: random.Random, number: int) -> dict[str, str]:
    """Return what each word becomes in one copy: every band is turned, by one step more than in the last."""
    exchanged: dict[str, str] = {}
    for words in bands:
        step = (rng.randrange(len(words)) + number) % len(words)
        exchanged |= zip(words, words[step:] + words[:step], strict=True)
    return exchanged


def recased(word: str, like: str) -> str:
    """Return the lower-case word with the capitalisation of the other one."""
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def render(source: Source, bands: Vocabulary, rng: random.Random, number: int) -> str:
    """Return a copy of the file in other words; a different one for each number, given the same rng."""
    exchanged = {kind: permutation(bands[kind], rng, number) for kind in KINDS}
    characters = str.maketrans(exchanged["han"])

    @cache
    def said(piece: Piece) -> str:
        """Return the piece in other words; stepping over the file's fixed names keeps names distinct."""
        if piece.kind == "kept":
            return piece.text
        if piece.kind == "han":
            return piece.text.translate(characters)
        if piece.kind != "name":
            return recased(exchanged[piece.kind][piece.text.lower()], piece.text)
        name = exchanged["name"][piece.text]
        while name in source.fixed:
            name = exchanged["name"][name]
        return name

    return "".join(map(said, source.pieces))


def weights(sizes: list[int], mean: float) -> list[float]:
    """Return `size ** e` for each file, with the `e` that gives drawn files this mean size."""
    low, high = -3.0, 3.0
    for _ in range(50):
        exponent = (low + high) / 2
        powers = [size**exponent for size in sizes]
        drawn = sum(size * power for size, power in zip(sizes, powers, strict=True)) / sum(powers)
        low, high = (exponent, high) if drawn < mean else (low, exponent)
    return powers


def copies(sources: list[Source], mean: float, seed: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of one copy after the other, without end; the folder numbers a file's copies."""
    rng = random.Random(seed)
    bands = vocabulary(sources, random.Random(f"{seed}:vocabulary"))
    chances = list(itertools.accumulate(weights([source.size for source in sources], mean)))
    drawn: Counter[str] = Counter()
    while True:
        (source,) = rng.choices(sources, cum_weights=chances)
        number = drawn[source.name]
        drawn[source.name] += 1
        text = render(source, bands, random.Random(f"{seed}:{source.name}"), number)
        yield f"{number:03}/{source.name}", text


def question_keys(text: str) -> Iterator[str]:
    """Yield the letters and digits of each heading or bold line outside fences that looks like a question."""
    for match in QUESTION_LINE.finditer(FENCE.sub("", text)):
        key = "".join(filter(str.isalnum, match[1].casefold()))
        if len(key) > 8 and QUESTION.search(match[1]):
            yield key


def write_bank(out: Path, texts: Iterator[tuple[str, str]], size: int) -> tuple[int, int, Counter[str]]:
    """Write texts until the size is reached; return files, bytes and how often each question occurs."""
    files = written = 0
    questions: Counter[str] = Counter()
    while written < size:
        path, text = next(texts)
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        written += (out / path).write_bytes(text.encode())
        files += 1
        questions.update(question_keys(text))
    return files, written, questions


def main() -> None:
    """Read the command line, write the bank, print what it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to, new or empty")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="default: ../shared")
    parser.add_argument("--megabytes", type=float, default=50, help="default: %(default)s")
    parser.add_argument("--files", type=int, default=2100, help="about how many, default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    corpora = options.shared / "corpora"
    paths = sorted(path for path in corpora.rglob("*.md") if path.name != "SOURCES.md")
    if not paths:
        parser.error(f"no Markdown files below {corpora}")
    sources = [read_source(path, corpora) for path in paths]
    size = round(options.megabytes * 1_000_000)
    texts = copies(sources, size / options.files, options.seed)
    files, written, questions = write_bank(options.out, texts, size)
    repeated = sum(times for times in questions.values() if times > 1)
    share = repeated / max(questions.total(), 1)
    print(f"{files} files, {written} bytes; {share:.1%} of {questions.total()} question lines are repeated")


if __name__ == "__main__":
    main()
