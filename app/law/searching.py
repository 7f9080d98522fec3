"""The search (检索) before an answer: what it must say, and when it carries 信息不存在 (条例第三十六条第四项).

The organ must prove that it looked with reasonable care (最高人民法院指导案例101号): where, how, by which words, with
what result. A record is never overwritten; a later entry corrects it, and only what is not corrected stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.law.errors import DayOutOfRange, RuleViolation
from app.law.stated_days import faults_of_days

NOT_EXISTING = "not_existing"


class Finding(StrEnum):
    """What a search came to."""

    NOTHING = "nothing"  # 未查到
    PARTLY = "partly"  # 查到部分
    FOUND = "found"  # 查到


FINDING_WORDS = {Finding.NOTHING: "未查到", Finding.PARTLY: "查到部分信息", Finding.FOUND: "查到所申请的信息"}


TOLD_AS_FOUND = re.compile(r"查到|查得|查获|找到|检索到|搜索到|发现")
LONGEST_QUOTE = 40  # signs of a result in a refusal: it stands whole in the record
TOLD_OTHERWISE = re.compile(r"未|没|无|不|非|除|另|其他|其它|别的|仅|只")


@dataclass(frozen=True)
class Search:
    """One search that stands. `finding` is empty where an earlier release did not ask for it; `result`: its words."""

    number: int
    unit: str
    finding: str
    result: str = ""

    @property
    def told(self) -> str:
        """What it says that it found, as the letter would recite it; empty where it found nothing."""
        if self.finding in (Finding.FOUND, Finding.PARTLY):
            return FINDING_WORDS[Finding(self.finding)]
        found = TOLD_AS_FOUND.search(self.result) and not TOLD_OTHERWISE.search(self.result)
        return self.result if found else ""


class NotSearched(RuleViolation):
    """Nothing on record shows that anybody looked."""

    code = "not_searched"
    message = "没有检索记录，不能答复信息不存在（第三十六条第四项）"


class SearchFoundIt(RuleViolation):
    """A search that stands says that something was found."""

    code = "search_found_it"
    message = "检索记录与信息不存在的答复矛盾"


def _quoted(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"


def check_absence_is_searched(outcome: str, searches: Sequence[Search], field: str = "outcome") -> None:
    """Raises NotSearched, SearchFoundIt beside `field`; says nothing of any other outcome."""
    if outcome != NOT_EXISTING:
        return
    if not searches:
        raise NotSearched(fields={field: NotSearched.message})
    if found := [one for one in searches if one.told]:
        said = "、".join(f"第 {one.number} 条（{one.unit}）为“{_quoted(one.told)}”" for one in found)
        words = f"检索记录{said}，不能答复信息不存在；记录有误的，请先更正检索记录"
        raise SearchFoundIt(words, fields={field: words})


def check_days_of_search(began_on: date | None, ended_on: date, *, arrived_on: date, today: date) -> None:
    """A search for a request lies between its arrival and today, and ends when or after it began.

    Raises DayOutOfRange beside each day.
    """
    days = {"began_on": began_on, "searched_on": ended_on}
    faults = faults_of_days(days, today, since=arrived_on, of="收到申请的日期")
    if began_on is not None and began_on > ended_on and not faults:
        faults = {"searched_on": "检索结束日期不应早于开始日期"}
    if faults:
        raise DayOutOfRange(fields=faults)
