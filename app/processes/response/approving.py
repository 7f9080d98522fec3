"""审批: by the signatures of office and leader; in an emergency by voice, with the paper within a day."""

from typing import Any

from marshmallow import Schema, fields
from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.moments import Moment
from app.casework.contract.pickers import PersonPicker
from app.casework.contract.schemas import OfficeSchema, ReturningSchema
from app.casework.models import Case, TextVersion, WorkItem
from app.casework.models.work import SEND_BACK
from app.casework.terms import clocks
from app.casework.texts.signatures import standing_signatures
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.concerns import check_approved, check_between
from app.law.errors import InvalidInput
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.processes.response.models import Statement
from app.processes.response.records import concern_of, statements_of, the_one_in_work
from app.processes.response.slots import drafters_of

APPROVED = "approved"
HOW = {"telephone": "电话", "in_person": "当面", "video": "视频"}
SIGNED_AT = ("T_sign_office", "T_sign_leader")
"""The steps whose signatures release a statement: 工作机构负责人 and 分管领导."""
CO_SIGNED_AT = "T_co_sign"


def version_in_work(case: Case, statement: Statement) -> TextVersion:
    """The newest version of a statement's text."""
    return current_versions(case)[statement.slot]


def refuse_unapproved(act: Act, statement: Statement) -> None:
    """All have signed this very text, or a leader has approved it by voice. Raises NotApprovedForPublication."""
    case = act.the_case
    version = version_in_work(case, statement)
    agreed = [
        one.opinion
        for one in standing_signatures(case, act.today)
        if one.agrees and version.id in {text.id for text in one.opinion.texts}
    ]
    by_voice = statement.oral_at is not None and statement.oral_hash == version.content_hash
    unsigned = _unsigned(case, {one.unit_id for one in agreed if one.node == CO_SIGNED_AT})
    check_approved({one.node for one in agreed}, SIGNED_AT, by_voice=by_voice, unsigned=unsigned)


def _unsigned(case: Case, agreed: set[int]) -> list[str]:
    """Co-organs that have not agreed to the text, by name."""
    lacking = [one for one in concern_of(case).co_unit_ids if one not in agreed]
    return [db.session.get_one(OrgUnit, one).name for one in lacking]


class OralSchema(ReturningSchema):
    """Who approved, when and how; or what the leader wants changed."""

    reason_missing = "领导要求修改的，请写明修改意见"


def _oral_schema(item: WorkItem) -> Schema:
    leaders = holders_of(Role.RESPONSIBLE_LEADER, item.case.organ, item.created_at.date())
    members: dict[str, fields.Field[Any]] = {
        "decision": Choice("批准情况", {APPROVED: "同意发布", SEND_BACK: "要求修改"}),
        "approver": PersonPicker("批准人", leaders),
        "approved_at": Moment("批准时间"),
        "how": Choice("批准方式", HOW),
        "opinion": Text(
            "批准内容记录", maximum=300, widget="textarea", required=False, hint="要求修改的必须写明"
        ),
    }
    return OralSchema(members)


def _oral(act: Act, item: WorkItem, values: Values) -> Facts:
    if values["decision"] == SEND_BACK:
        return {"oral": SEND_BACK}
    statement, approver = the_one_in_work(act.the_case), values["approver"]
    if approver.id in drafters_of(act.the_case):
        raise InvalidInput(fields={"approver": "批准人不能是拟稿人，请向其他分管领导报批"})
    if approver.id == act.actor.person_id:
        raise InvalidInput(fields={"approver": "口头批准由他人如实记录，不能由批准人自己登记"})
    version = version_in_work(act.the_case, statement)
    check_between("approved_at", values["approved_at"], version.made_at, act.now, "送审的时间")
    statement.oral_by_id, statement.oral_at, statement.oral_how = (
        approver.id,
        values["approved_at"],
        values["how"],
    )
    statement.oral_note, statement.oral_hash = values["opinion"], version.content_hash
    act.audit(
        "statement.approved_by_voice", f"{approver.name}于 {values['approved_at']:%m月%d日 %H:%M} "
        f"{HOW[values['how']]}批准发布第 {statement.number} 次发布稿", node=item.node, sha256=version.content_hash,
    )  # fmt: skip
    return {"oral": APPROVED}


def lacking_paper(case: Case) -> list[Statement]:
    """Published on a voice alone, the longest ago first."""
    return [one for one in statements_of(case) if one.published_at is not None and one.lacks_paper]


def _paper_schema(item: WorkItem) -> Schema:
    open_ = {str(one.number): f"第 {one.number} 次：{one.headline}" for one in lacking_paper(item.case)}
    members: dict[str, fields.Field[Any]] = {
        "number": Choice("补办哪一稿", open_, widget="select"),
        "signed_at": Moment("签批时间"),
        "paper": Files("签批件扫描件", maximum=3, hint="由口头批准的领导签字，所附文稿与发布稿逐字一致"),
        "opinion": Text("说明", maximum=300, required=False),
    }
    return OfficeSchema(members)


def _next_paper(case: Case) -> Values:
    return {"number": str(lacking_paper(case)[0].number)} if lacking_paper(case) else {}


def _file_paper(act: Act, item: WorkItem, values: Values) -> Facts:
    statement = db.session.scalars(
        select(Statement).where(
            Statement.case_id == act.the_case.id, Statement.number == int(values["number"])
        )
    ).one()
    assert statement.oral_at is not None  # the schema offers no other
    check_between("signed_at", values["signed_at"], statement.oral_at, act.now, "口头批准的时间")
    statement.paper_signed_at, statement.paper_document_id = values["signed_at"], values["paper"][0].id
    clocks.record(act, "approval_paper_filed", id=str(statement.number))
    act.audit("statement.papered", f"补齐第 {statement.number} 次发布稿的书面审批件", node=item.node,
              sha256=values["paper"][0].file_hash)  # fmt: skip
    return {"is_papered": True}


FORMS = (
    TaskForm("oral_approval", "登记口头批准", _oral_schema, _oral, submit="登记",
             initial=lambda case: {"decision": APPROVED, "how": "telephone"},
             note="先把全文念给或者发给分管领导，取得明确同意后再登记。"),
    TaskForm("approval_paper", "补办书面审批", _paper_schema, _file_paper, initial=_next_paper, submit="归入案卷",
             note="口头批准后一日内补齐，逾时会预警。"),
)  # fmt: skip
