"""What became of the requests of a simulation, as a table by outcome."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select

from app.casework.contract.stories import Reached
from app.casework.models import Case, Consultation
from app.casework.terms import clocks
from app.casework.terms.moments import Phase, of_clock
from app.database import db
from app.demo.reaching import times_told
from app.demo.summary import padded
from app.law.consulting import Asked
from app.law.office_time import end_of_day
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.models import CaseLink


@dataclass(frozen=True)
class Row:
    """One outcome: how many requests, how many of them overdue, extended."""

    title: str
    cases: int
    overdue: int
    extended: int


def lines_of(cases: Sequence[Case], today: date) -> list[str]:
    """The table in columns, the most frequent outcome first, the sum last."""
    rows = rows_of(cases, today)
    sums = [sum(getattr(row, name) for row in rows) for name in ("cases", "overdue", "extended")]
    head = f"{padded('处理结果', 40)}{'件数':>4}{'逾期':>6}{'延期':>6}"
    return [
        head,
        *(
            f"{padded(row.title, 40)}{row.cases:>6}{row.overdue:>8}{row.extended:>8}"
            for row in (*rows, Row("合计", *sums))
        ),
        _procedures(cases),
    ]


PROCEDURES = {
    "clarification.answered": "补正", "extension.requested": "延期", "excess.deferral_requested": "延迟答复",
    "fee.told": "收费", "fee.paid": "缴费", "fee.voided": "作废缴费", "request.passed_on": "转交",
    "case.assignment_returned": "退回分办", "item.asked": "加签", "judgement.split": "按项答复",
    "consultation.overridden": "告知第三方决定公开", "letter.recalled": "撤回文书", "case.withdrawn": "撤回申请",
    "request.reply_to_be_replaced": "更换答复", "request.correction_applied": "更正申请",
    "proceeding.ruled": "行政复议", "request.redo": "重新答复", "conversion.published": "转主动公开",
}  # fmt: skip
"""Line of the audit chain → the procedure of which it tells."""
ASKED = {
    Asked.THIRD_PARTY: "征求第三方意见",
    Asked.CO_AUTHOR_ORGAN: "征求共同制作机关意见",
    Asked.HOUSE_UNIT: "协办",
}
"""Who was asked → the procedure."""
TITLES = (*PROCEDURES.values(), *ASKED.values())


def _later_than(ids: Sequence[int]) -> Select[tuple[int]]:
    return select(CaseLink.later_id).where(CaseLink.earlier_id.in_(ids))


def procedures_of(case_ids: Iterable[int]) -> Counter[str]:
    """How often each happened to these cases, and to those that came of them."""
    ids = list(case_ids)
    found = times_told([*ids, *db.session.scalars(_later_than(ids))], PROCEDURES)
    asked = select(Consultation.party, func.count()).where(Consultation.case_id.in_(ids))
    parties = db.session.execute(asked.group_by(Consultation.party))
    return found + Counter({ASKED[party]: count for party, count in parties if party in ASKED})


def _procedures(cases: Sequence[Case]) -> str:
    met = procedures_of(case.id for case in cases)
    told = "，".join(f"{title} {met[title]}" for title in TITLES if met[title])
    return f"办理程序：{told or '无'}"


def reached(cases: Sequence[Case]) -> list[Reached]:
    """Every outcome, of these requests and of those that came of them, and every procedure."""
    ids = [case.id for case in cases]
    query = select(Case.outcome, func.count()).where(or_(Case.id.in_(ids), Case.id.in_(_later_than(ids))))
    ends = Counter(dict(db.session.execute(query.group_by(Case.outcome)).tuples().all()))
    met = procedures_of(ids)
    return [
        *(Reached("处理结果", one.title, ends[one.code]) for one in OUTCOMES.values()),
        *(Reached("办理程序", title, met[title]) for title in TITLES),
    ]


def rows_of(cases: Sequence[Case], today: date) -> list[Row]:
    """Count them by outcome."""
    counted: dict[str, Counter[str]] = {}
    for case in cases:
        row = counted.setdefault(_title(case), Counter())
        row.update(cases=1, overdue=is_overdue(case, today), extended=_is_extended(case))
    rows = [Row(title, row["cases"], row["overdue"], row["extended"]) for title, row in counted.items()]
    return sorted(rows, key=lambda row: (-row.cases, row.title))


def _title(case: Case) -> str:
    decided = OUTCOMES.get(case.outcome or "")
    return decided.title if decided else case.outcome or "尚未决定"


def is_overdue(case: Case, today: date) -> bool:
    """Whether the reply was late, or is late by today."""
    return any(
        of_clock(clock, end_of_day(today)) in (Phase.MISSED, Phase.OVERDUE)
        for clock in clocks.clocks_of(case).of_kind("reply")
    )


def _is_extended(case: Case) -> bool:
    return any(clock.extension_days for clock in clocks.clocks_of(case).of_kind("reply"))
