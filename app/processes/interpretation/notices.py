"""季度通报: begun when a quarter is over, made of the record, signed as a text, issued word for word as signed."""

from datetime import date
from typing import Any

from markupsafe import Markup
from marshmallow import Schema
from sqlalchemy import select

from app import timekeeping
from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values, load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.facts_form import lines_of
from app.casework.models import Case, WorkItem
from app.casework.publications.signed import signed_version
from app.casework.run.workflow import workflow_of
from app.casework.texts import versions
from app.casework.texts.contents import body_content
from app.database import db
from app.law.errors import InvalidInput, RuleViolation
from app.law.policy_check import check_over
from app.law.policy_material import Quarter
from app.office.models import OrgUnit
from app.office.organs import accepting_organ
from app.office.permissions import AtOrgan, Permission
from app.processes.interpretation import letters
from app.processes.interpretation.models import CheckNotice
from app.processes.interpretation.notice_text import ASKED, notice_text, sections_of
from app.processes.interpretation.package import notice_of
from app.processes.interpretation.statistics import check_of
from app.processes.interpretation.vocabulary import NOTICE, PREFIX, PROCESS

USUAL = "各部门要将解读方案、解读材料与政策文件同步组织、同步审签、同步部署，提请审议的文件须随请示附齐方案和材料。"


class NoticeGiven(InvalidInput):
    """A quarter is told once: two notices with other numbers would contradict each other."""

    code = "notice_given"


class NoticeNotSigned(RuleViolation):
    """What goes out is what was signed."""

    code = "notice_not_signed"
    message = "签发的通报与统计的内容不一致，请退回重新拟写"


class QuarterSchema(OfficeSchema):
    """Which quarter of which organ."""

    organ = Text("机关", maximum=40)
    year = Whole("年度", minimum=2000, maximum=2200)
    quarter = Whole("季度", minimum=1, maximum=4)


class NoticeSchema(OfficeSchema):
    """What is asked of the departments; everything else is counted."""

    asked = Text("工作要求", maximum=1000, widget="textarea", hint="每段一行；数字和问题由系统按记录写入")


@use_case("begin_check_notice")
def begin_check_notice(act: Act, data: dict[str, Any]) -> Result:
    """The office begins the notice of a quarter that is over. Raises QuarterNotOver, NoticeGiven."""
    values = load_schema(QuarterSchema(), data)
    organ = accepting_organ(values["organ"], act.today)
    act.require(Permission.ISSUE_LETTER, AtOrgan(organ.id))
    quarter = Quarter(values["year"], values["quarter"])
    check_over(quarter, act.today)
    if given := notice_about(organ, quarter):
        raise NoticeGiven(fields={"quarter": f"{quarter.title}已有通报 {given.case.number}"})
    act.case = Case(
        number=numbering.case_number(organ, PREFIX, act.today.year), process=PROCESS, organ_id=organ.id,
        title=f"{quarter.title}政策解读工作情况通报", party=organ.short_name or organ.name,
        received_on=act.today, opened_at=act.now,
    )  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    db.session.add(
        CheckNotice(
            case_id=act.case.id, organ_id=organ.id, year=quarter.year, quarter=quarter.number, sections={}
        )
    )
    db.session.flush()
    workflow_of(act).start({"matter": "notice", "further": "no"})
    act.audit("notice.begun", f"拟写{quarter.title}通报")
    return {"number": act.case.number}


def notice_about(organ: OrgUnit, quarter: Quarter) -> CheckNotice | None:
    """The notice of a quarter, as soon as it is begun."""
    return db.session.scalar(
        select(CheckNotice).where(
            CheckNotice.organ_id == organ.id, CheckNotice.year == quarter.year, CheckNotice.quarter == quarter.number
        )
    )  # fmt: skip


def _schema(item: WorkItem) -> Schema:
    return NoticeSchema()


def _hand_in(act: Act, item: WorkItem, values: Values) -> Facts:
    notice = db.session.get_one(CheckNotice, act.the_case.id)
    found = check_of({notice.organ_id}, notice.about, act.now)
    notice.sections = sections_of(found, lines_of(values["asked"]))
    versions.revise(act, NOTICE, body_content(notice_text(notice.about, notice.sections)))
    act.audit("notice.written", f"拟写通报，列明问题 {len(found.findings)} 项")
    return {"is_notice_written": True}


def _initial(case: Case) -> Values:
    notice = notice_of(case)
    asked = notice.sections.get(ASKED) if notice else None
    return {"asked": "\n".join(asked) if asked else USUAL}


def _preview(case: Case, on: date, values: Values) -> Markup | None:
    """The letter as it would read with the figures of this moment."""
    notice = notice_of(case)
    if notice is None:
        return None
    found = check_of({notice.organ_id}, notice.about, timekeeping.now())
    return letters.notice_preview(
        case, notice.about, sections_of(found, lines_of(values.get("asked", ""))), on
    )


def signed_sections(act: Act) -> dict[str, list[str]]:
    """The sections, if the signed text says exactly them. Raises NotSigned, NoticeNotSigned."""
    notice = db.session.get_one(CheckNotice, act.the_case.id)
    version = signed_version(act.the_case, NOTICE, act.today)
    if version.content["text"] != notice_text(notice.about, notice.sections):
        raise NoticeNotSigned()
    return notice.sections


check_notice = TaskForm(
    "check_notice", "拟写季度通报", _schema, _hand_in, initial=_initial, submit="送负责人签发",
    preview=_preview,
    note="总体情况、各部门情况和问题由系统按记录统计，提交时写入；签发后按所签文本印发。",
)  # fmt: skip
