"""满意度评价: given once after the reply, its words looked at before anybody reads them, counted by organ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text
from app.casework.contract.figures import NumberRow
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.work.paging import Page, paged
from app.database import columns_of, db
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.processes.disclosure.models import DisclosureRequest, ReplyEvaluation
from app.processes.disclosure.queries import is_reply_out
from app.processes.disclosure.registration import request_of

SCORES = {"5": "非常满意", "4": "满意", "3": "基本满意", "2": "不满意", "1": "非常不满意"}
SHOW, HIDE = "show", "hide"
DECISIONS = {SHOW: "可以查看", HIDE: "不予显示（含个人信息、侮辱或者与办理无关的内容）"}


class EvaluationSchema(OfficeSchema):
    """Five steps and, if one likes, words."""

    score = Choice("您对这次办理是否满意", SCORES)
    words = Text("意见和建议", maximum=500, widget="textarea", required=False)


class DecisionSchema(OfficeSchema):
    """Whether others of the office read the words."""

    decision = Choice("处理", DECISIONS)


def may_evaluate(request: DisclosureRequest) -> bool:
    """The reply is out, and nobody has judged it yet."""
    if not is_reply_out(request):
        return False
    return db.session.get(ReplyEvaluation, request.case_id) is None


@use_case("evaluate_reply")
def evaluate(act: Act, data: dict[str, Any]) -> Result:
    """The applicant judges the handling. Raises CannotHappenNow before the reply is out, and a second time."""
    if not may_evaluate(request_of(act.the_case)):
        raise CannotHappenNow("答复送达后可以评价一次，本件现在不能评价")
    values = load_schema(EvaluationSchema(), data)
    db.session.add(
        ReplyEvaluation(
            case_id=act.the_case.id, score=int(values["score"]), words=values["words"], given_at=act.now
        )
    )
    act.audit("evaluation.given", "申请人提交满意度评价")
    return {"score": int(values["score"])}


@use_case("decide_on_evaluation", needs=Permission.PUBLISH)
def decide(act: Act, data: dict[str, Any]) -> Result:
    """Whether the words may be read. The score counts in any case. Raises CannotHappenNow when it is decided."""
    found = db.session.get(ReplyEvaluation, act.the_case.id)
    if found is None or found.decision or not found.words:
        raise CannotHappenNow("没有待处理的评价意见")
    found.decision = load_schema(DecisionSchema(), data)["decision"]
    found.decided_by_id, found.decided_at = act.actor.person_id, act.now
    act.audit("evaluation.decided", f"评价意见：{DECISIONS[found.decision]}")
    return {"decision": found.decision}


@dataclass(frozen=True)
class Said:
    """One evaluation without number and name: who handled the case learns what was said, not who said it."""

    case_id: int
    organ: str
    month: str
    score: str
    words: str


def waiting(organs: set[int], page: int) -> Page:
    """Words that somebody has to look at (rows of Said), the longest waiting first."""
    return _said(organs, "", page, ReplyEvaluation.given_at)


def shown(organs: set[int], page: int) -> Page:
    """Words that may be read (rows of Said), the latest first."""
    return _said(organs, SHOW, page, ReplyEvaluation.given_at.desc())


def _said(organs: set[int], decision: str, page: int, order: Any) -> Page:
    query = select(ReplyEvaluation).join(Case, Case.id == ReplyEvaluation.case_id)
    said = ReplyEvaluation.words != "", ReplyEvaluation.decision == decision
    found = paged(query.where(Case.organ_id.in_(organs), *said), page, order, ReplyEvaluation.case_id)
    of_case = select(Case.id, OrgUnit.name).join(OrgUnit, OrgUnit.id == Case.organ_id)
    ids = [one.case_id for one in found.rows]
    names = dict(columns_of(of_case.where(Case.id.in_(ids))).tuples().all())
    return replace(found, rows=[_told(one, names[one.case_id]) for one in found.rows])


def _told(one: ReplyEvaluation, organ: str) -> Said:
    return Said(one.case_id, organ, f"{one.given_at:%Y-%m}", SCORES[str(one.score)], one.words)


def evaluated(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """How often each step was chosen, and how many were content (three and more)."""
    # the organ of each evaluation, of which there are few: never by way of all cases of the organs
    organ = select(Case.organ_id).where(Case.id == ReplyEvaluation.case_id).scalar_subquery()
    query = (
        select(ReplyEvaluation.score, func.count()).where(organ.in_(organs)).group_by(ReplyEvaluation.score)
    )
    found = {str(score): number for score, number in (row._tuple() for row in db.session.execute(query))}
    total = sum(found.values())
    content = sum(number for score, number in found.items() if int(score) >= 3)
    rate = f"{100 * content / total:.0f}%" if total else "—"
    return [
        NumberRow("评价件数", total), NumberRow("满意率（基本满意以上）", rate),
        *(NumberRow(words, found.get(score, 0)) for score, words in SCORES.items()),
    ]  # fmt: skip
