"""Which articles a text cites, however they are written: 第十六条, 第 16 条, 条例第１６条, 《条例》第十四至十六条.

An article belongs to the law that is named before it in the same sentence; where none is named, to the 条例: a letter
of this office speaks of no other law without its name.
"""

import re
import unicodedata
from collections.abc import Iterator

REGULATION = "政府信息公开条例"
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰零○條", "一二三四五六七八九十百〇〇条")
DIGITS = "〇一二三四五六七八九"
NUMBER = r"(?:\d{1,3}|[〇一二三四五六七八九十百廿卅]{1,7})"
JOIN = r"(?:条?(?:、|,|和|及|与|或者?|以及|至|到|-|—|–|~)第?)"
LAW = r"《(?P<title>[^》]+)》|(?P<bare>[一-龥]{0,20}条例|[一-龥]{1,20}法)(?=的?第|[\d〇一二三四五六七八九十]|§|规定)"
ARTICLES = rf"(?:第|§|(?<=条例)|(?<=法)|(?<=》))(?P<articles>{NUMBER}(?:{JOIN}{NUMBER})*)条"
TOKEN = re.compile(rf"{LAW}|{ARTICLES}")
ASIDE = re.compile(r"\((?:以下简称|下称|国务院令|中华人民共和国国务院令)[^()]*\)")
LAW_TITLE = re.compile(r"《([^》]+)》")
SENTENCE = re.compile(r"[。;\n]")
SAME = re.compile(r"(?:^|[依按据照由本该的和与及是以根年])(?:中华人民共和国)?(?:政府)?(?:信息公开)?条例$")

NO_LAW = re.compile(r"(?:依|合|违|非|无|守|执|做|方|看)法$")


def articles_of_the_regulation(text: str) -> frozenset[int]:
    """The articles of the 条例 that the text cites."""
    return frozenset(number for law, number in citations(text) if law == REGULATION)


def articles_named(text: str) -> frozenset[int]:
    """The numbers of all articles in the text, of whatever law."""
    return frozenset(number for _, number in citations(text))


def citations(text: str) -> Iterator[tuple[str, int]]:
    """(law, article) of every citation, in the order of the text."""
    for sentence in SENTENCE.split(_plain(text)):
        law = REGULATION
        for found in TOKEN.finditer(sentence):
            if found["articles"] is None:
                law = _law(found["title"], found["bare"])
            else:
                yield from ((law, number) for number in _numbers(found["articles"]))


def _plain(text: str) -> str:
    """One way of writing: half-width, without blanks and invisible signs, plain numerals, asides left out."""
    lines = "\n".join(unicodedata.normalize("NFKC", line) for line in text.splitlines())
    seen = "".join(sign for sign in lines if unicodedata.category(sign) not in ("Cf", "Zs") and sign != "\t")
    return ASIDE.sub("", seen.translate(FORMAL))


def _law(title: str | None, bare: str | None) -> str:
    name = (title or "").removeprefix("中华人民共和国") if title else ""
    if name in (REGULATION, "条例", "信息公开条例") or (bare and SAME.search(bare)):
        return REGULATION
    return REGULATION if bare and NO_LAW.search(bare) else name or str(bare)


def _numbers(written: str) -> Iterator[int]:
    """14、15 and 14至16 as numbers; a span holds what lies between."""
    last, spans = 0, False
    for part in re.findall(rf"{NUMBER}|至|到|[-—–~]", written):
        if part in "至到-—–~":
            spans = True
            continue
        number = _number(part)
        yield from range(last + 1, number) if spans and last < number <= last + 100 else ()
        yield number
        last, spans = number, False


def _number(written: str) -> int:
    """16, 十六, 一六, 廿一 as a number."""
    if written.isascii():
        return int(written)
    written = written.replace("廿", "二十").replace("卅", "三十")
    if "十" not in written and "百" not in written:
        return int("".join(str(DIGITS.index(sign)) for sign in written))
    hundreds, _, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = (DIGITS.index(hundreds) if hundreds else 0) * 100
    value += (DIGITS.index(tens) if tens else 1) * 10 if ten else 0
    ones = ones.lstrip("〇")
    return value + (DIGITS.index(ones) if ones else 0)
