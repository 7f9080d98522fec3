"""E6 and E7: every number that a text gives of what the tables count, and every sum that it breaks down.

All matches are looked at, not the first one; thousands separators and Chinese numerals are numbers too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.law.annual_report.cells import kept
from app.law.annual_report.form import HANDLED, PARTS, words_of
from app.law.annual_report.numerals import NUMERAL, narrow, value_of
from app.law.annual_report.said import Finding, Said, figure

UNIT = r"(?:件次|件|宗|起|例)"
_GAP = r"[^，,。；;、：:\n]{0,18}?"
_COUNT = rf"{_GAP}(?P<number>{NUMERAL})\s*{UNIT}"
_SPOKEN_OF: tuple[tuple[str, str], ...] = (
    ("received", r"(?:新收|收到|接收|受理)[^，,。；;、：:\n]{0,12}?申请"),
    ("carried_in", r"上(?:一)?年(?:度)?结转"),
    ("carried_out", r"结转(?:至|到)?(?:下(?:一)?年(?:度)?|次年)"),
    ("handled", r"(?:办结|共答复|已答复|办理完毕)"),
    ("granted_and_partly", r"(?:予以公开和部分公开|予以公开[（(]含部分公开[）)])"),
    ("granted", r"(?<!不)予以公开(?!和部分|[（(]含)"),
    ("partly_granted", r"(?<!和)部分公开(?![）)])"),
    ("denied", r"不予公开"),
    ("unavailable", r"无法提供"),
    ("refused", r"不予处理"),
    ("other", r"其他处理"),
    ("reconsideration", r"行政复议(?!后)"),
    ("litigation", r"行政诉讼"),
    ("table4.litigation_after_reconsideration.total", r"复议后(?:提起)?(?:起诉|诉讼)"),
    ("table2.normative_documents.issued", r"制发[^，,。；;、：:\n]{0,6}?规范性文件"),
    ("table2.normative_documents.repealed", r"废止[^，,。；;、：:\n]{0,6}?规范性文件"),
    ("table2.normative_documents.in_force", r"现行有效[^，,。；;、：:\n]{0,6}?规范性文件"),
    ("table2.licences.decisions", r"行政许可"),
    ("table2.penalties.decisions", r"行政处罚"),
    ("table2.coercions.decisions", r"行政强制"),
)
_COUNTS = tuple((name, re.compile(words + _COUNT)) for name, words in _SPOKEN_OF)
_SHARES = tuple(
    (name, re.compile(rf"{words}{_GAP}(?:{NUMERAL}\s*{UNIT}[，,]?)?占{_GAP}(?P<number>\d+(?:\.\d+)?)%"))
    for name, words in _SPOKEN_OF if "." not in name
)  # fmt: skip
_FEE = re.compile(rf"行政事业性收费{_GAP}(?P<number>{NUMERAL})\s*万元")
_OF_ANOTHER_YEAR = re.compile(r"去年|上年(?!度?结转)|上一年(?!度?结转)|同比|较上|比上")
_BROKEN_DOWN = re.compile(
    rf"(?P<total>{NUMERAL})\s*(?P<unit>[件条宗次篇个起例])[^。；;\n]{{0,8}}?其中[:：，,]?(?P<parts>[^。；;\n]+)"
)
_AMONG = 2  # fewer parts name an example, no division of the whole
PERCENT = "_percent"


@dataclass(frozen=True)
class Claim:
    """A number of a text: what it speaks of, the number, and the words around it. `is_share`: in per cent."""

    name: str
    number: Decimal
    quote: str
    is_share: bool = False


def claims_in(text: str) -> Iterator[Claim]:
    """Every number of the text that speaks of this year's tables."""
    plain = narrow(text)
    for patterns, is_share in ((_COUNTS, False), (_SHARES, True), ((("table2.fees.amount", _FEE),), False)):
        for name, pattern in patterns:
            for found in pattern.finditer(plain):
                if not _OF_ANOTHER_YEAR.search(_clause_before(plain, found.start()) + found.group()):
                    yield Claim(name, value_of(found["number"]), found.group(), is_share)


def _clause_before(text: str, place: int) -> str:
    return re.split(r"[，,。；;\n]", text[:place])[-1]


def is_true(said: Said, claim: Claim) -> bool | None:
    """Whether the tables say the same; None where they do not speak of it."""
    stated = _share(said, claim.name) if claim.is_share else figure(said, claim.name)
    if stated is None:
        return None
    if claim.is_share:
        return rounded_like(stated, claim.number) == claim.number
    return claim.number == stated or (
        claim.name == "received" and claim.number == _with_carried(said, stated)
    )


def _with_carried(said: Said, new: Decimal) -> Decimal:
    """收到 may mean what was carried over as well: authors write both."""
    return new + (figure(said, "carried_in") or 0)


def _share(said: Said, name: str) -> Decimal | None:
    part, whole = figure(said, name), figure(said, HANDLED)
    return part * 100 / whole if part is not None and whole else None


def rounded_like(value: Decimal, other: Decimal) -> Decimal:
    """The value with as many places as the other number was written with."""
    return value.quantize(Decimal(1).scaleb(int(other.as_tuple().exponent)), rounding=ROUND_HALF_UP)


def text_equals_tables(said: Said) -> list[Finding] | None:
    """E6: what the text says of the tables is what they say."""
    claims = [
        (PARTS.get(part, part), claim) for part, text in said.texts.items() for claim in claims_in(text)
    ]
    claims += [("正文", _known(name, stated)) for name, stated in said.claims.items()]
    judged = [(place, claim, verdict) for place, claim in claims
              if (verdict := is_true(said, claim)) is not None]  # fmt: skip
    if not judged:
        return None
    return [
        Finding("E6", place, _contradiction(said, claim)) for place, claim, verdict in judged if not verdict
    ]


def _known(name: str, stated: Decimal) -> Claim:
    what = name.removesuffix(PERCENT)
    return Claim(what, stated, f"{what} {stated}", is_share=name.endswith(PERCENT))


def _contradiction(said: Said, claim: Claim) -> str:
    stated = _share(said, claim.name) if claim.is_share else figure(said, claim.name)
    in_table = f"{stated:.2f}%" if claim.is_share else kept(stated)
    where = f"（{words_of(claim.name)}）" if "." in claim.name else ""
    return f"正文写“{claim.quote}”，表中{where}是 {in_table}"


def table_values(said: Said) -> Mapping[str, Decimal | None]:
    """For each number that the text is known to give: what the tables say, a share to two places."""
    return {name: _table_value(said, name) for name in said.claims}


def _table_value(said: Said, name: str) -> Decimal | None:
    if not name.endswith(PERCENT):
        return figure(said, name)
    share = _share(said, name.removesuffix(PERCENT))
    return None if share is None else rounded_like(share, Decimal("0.01"))


def parts_are_sums(said: Said) -> list[Finding] | None:
    """E7: the parts that a text names after 其中 add up to the number before it."""
    broken_down = [("正文", total, list(parts)) for total, parts in said.sums]
    broken_down += [
        (PARTS.get(part, part), *one) for part, text in said.texts.items() for one in divisions(text)
    ]
    if not broken_down:
        return None
    return [
        Finding("E7", place, f"正文的总数是 {total}，分项 {'＋'.join(map(str, parts))} 之和是 {sum(parts)}")
        for place, total, parts in broken_down
        if not _adds_up(total, parts)
    ]


def divisions(text: str) -> Iterator[tuple[Decimal, list[Decimal]]]:
    """Totals with the parts that follow 其中, in the same measure."""
    for found in _BROKEN_DOWN.finditer(narrow(text)):
        parts = re.findall(rf"({NUMERAL})\s*{found['unit']}", found["parts"])
        if len(parts) >= _AMONG:
            yield value_of(found["total"]), [value_of(part) for part in parts]


def _adds_up(total: Decimal, parts: list[Decimal]) -> bool:
    """Whether they, or the first ones of them, make the total: the sentence may go on to something else."""
    return (
        any(sum(parts[:length]) == total for length in range(_AMONG, len(parts) + 1)) or sum(parts) == total
    )
