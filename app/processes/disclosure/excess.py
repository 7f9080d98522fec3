"""第三十五条 on record: the notice that asked for a reason, the reason and its judgement, the deferral."""

from typing import Any

from sqlalchemy import bindparam, select

from app.casework.acts.once import once_in_reading
from app.casework.models import Case, IssuedLetter
from app.database import db
from app.law.excess import JUDGEMENT_WORDS, Judgement, check_may_be_excessive
from app.processes.disclosure.models import Deferral, DisclosureRequest, ReasonStatement
from app.processes.disclosure.rare import RARE
from app.processes.disclosure.registration import request_of

REASON_REQUEST, DEFERRED = "reason_request_notice", "deferred_reply_notice"
WAYS = {
    "in_person": "当面提交",
    "post": "邮寄",
    "email": "电子邮件",
    "fax": "传真",
    "telephone": "电话（已作记录）",
}
ON_PORTAL = "portal"
"""The applicant's own sending; a clerk enters what came in any other way."""
WAY_WORDS = {**WAYS, ON_PORTAL: "网上提交"}
_deferrals = (
    select(Deferral).where(Deferral.case_id == bindparam("of_case")).order_by(Deferral.id.desc()).limit(1)
)


def statement_of(case: Case) -> ReasonStatement | None:
    """The reason that the applicant gave; None before."""
    return request_of(case).reason


def latest_deferral(case: Case) -> Deferral | None:
    """The deferral that was asked for last."""
    return once_in_reading(f"deferral of case {case.id}", lambda: _read_deferral(case.id))


def _read_deferral(case_id: int) -> Deferral | None:
    if not RARE.may_have(Deferral, case_id):
        return None
    return db.session.scalars(_deferrals, {"of_case": case_id}).first()


def approved_deferral(case: Case) -> Deferral | None:
    """The approved one whose notice is still to be issued."""
    found = latest_deferral(case)
    return found if found is not None and found.decision == "approve" and found.letter_id is None else None


def judged(case: Case) -> str:
    """What the office made of the reason; empty before."""
    found = statement_of(case)
    return found.judged if found is not None else ""


def check_excessive(request: DisclosureRequest, outcome: str, field: str) -> None:
    """At the head of each act that leads to 不予处理. Raises ReasonNotJudged, ReasonIsReasonable."""
    has_statement = statement_of(request.case) is not None
    check_may_be_excessive(outcome, has_statement=has_statement, judged=judged(request.case), field=field)


def excessive_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter tells of the reason: the count as the notice had it, and what came; none of it is typed."""
    notice = db.session.scalars(
        select(IssuedLetter)
        .where(IssuedLetter.case_id == request.case_id, IssuedLetter.kind == REASON_REQUEST)
        .order_by(IssuedLetter.id)
    ).first()
    if notice is None:
        return {}
    found = statement_of(request.case)
    told: dict[str, Any] = {"statistics": notice.facts["statistics"], "reason_result": "none"}
    if found is not None:
        you = "您" if request.applicant.applicant_kind.for_letters == "natural_person" else "贵单位"
        given = f"{you}说明的理由是：{found.words.rstrip('。')}。经审查，{found.judgement}"
        told |= {"reason_result": "unreasonable", "reason_given": given}
    return told


def words_of(found: ReasonStatement) -> str:
    """The reason in a line, with its judgement."""
    said = f"{found.received_on}收到（{WAY_WORDS[found.way]}）：{found.words}"
    if not found.judged:
        return f"{said}（尚未判断）"
    return f"{said}。判断：{JUDGEMENT_WORDS[Judgement(found.judged)]}，{found.judgement}"
