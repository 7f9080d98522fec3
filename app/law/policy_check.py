"""季度通报 of 政策解读: what a quarterly check looks at, and in which words it is told.

Source: quarterly notices of counties of Yunnan (应解读、已解读、多元化、是否同步送审、公开属性标识、
提请会议时是否附方案和材料);
云政办发〔2023〕13号第七条. A quarter has one to six documents: numbers are told, a rate only beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.law.errors import InvalidInput
from app.law.policy_material import Quarter, named


class FindingKind(StrEnum):
    """What real notices complain of, in the order in which it is told."""

    SENT_WITHOUT = "sent_without"
    NOT_MARKED = "not_marked"
    AFTER_REMINDER = "after_reminder"
    NOT_EXPLAINED = "not_explained"
    NOT_TOGETHER = "not_together"
    SINGLE_FORM = "single_form"


FINDINGS: dict[FindingKind, str] = {
    FindingKind.SENT_WITHOUT: "报送时解读方案、解读材料不齐",
    FindingKind.NOT_MARKED: "公开属性没有标识",
    FindingKind.AFTER_REMINDER: "经催办后才启动解读",
    FindingKind.NOT_EXPLAINED: "应当解读而没有发布解读",
    FindingKind.NOT_TOGETHER: "文件与解读没有同步发布",
    FindingKind.SINGLE_FORM: "解读形式单一，只有文字解读",
}


@dataclass(frozen=True)
class Finding:
    """One document about which something is found; `detail`: what exactly, where the kind does not say it."""

    kind: FindingKind
    document: str
    department: str
    detail: str = ""

    @property
    def words(self) -> str:
        """《……》（起草部门）：……"""
        return f"{named(self.document)}（{self.department}）{f'：{self.detail}' if self.detail else ''}"


class QuarterNotOver(InvalidInput):
    """A quarter is told when it is over; the running one is looked at on the board."""

    code = "quarter_not_over"
    message = "这个季度还没有结束，不能通报"


def check_over(quarter: Quarter, today: date) -> None:
    """Raises QuarterNotOver until the day after its last day."""
    if today <= quarter.last:
        raise QuarterNotOver(
            fields={"quarter": f"{quarter.title}还没有结束，{quarter.last:%Y-%m-%d} 之后才能通报"}
        )


def share(part: int, whole: int) -> str:
    """3/4（75%）: numbers first; of nothing there is no rate."""
    return f"{part}/{whole}（{round(100 * part / whole)}%）" if whole else "0/0"


def told(findings: Sequence[Finding]) -> Iterable[str]:
    """Each kind that was found, with how often and for which documents; or that nothing was."""
    if not findings:
        yield "本季度检查没有发现问题"
    for kind, title in FINDINGS.items():
        if mine := [one.words for one in findings if one.kind == kind]:
            yield f"{title}的 {len(mine)} 件：{'；'.join(mine)}"


def time_spent(spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """How long somebody had it: spans that overlap (several who sign at once) count once."""
    total, end = timedelta(), None
    for begins, ends in sorted(spans):
        start = begins if end is None else max(begins, end)
        total += max(ends - start, timedelta())
        end = ends if end is None else max(end, ends)
    return total


def days_on_average(spent: Sequence[timedelta]) -> float | None:
    """Days to one decimal, of 24 hours, days off included; None of nothing."""
    return round(sum(spent, timedelta()) / len(spent) / timedelta(days=1), 1) if spent else None
