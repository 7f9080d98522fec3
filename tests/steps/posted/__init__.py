"""A guest process that does nothing but post a notice on channels."""

from datetime import timedelta
from pathlib import Path

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.drawing import Copies, Drawing, Lane
from app.casework.contract.process import Process
from app.casework.contract.work import Work
from app.casework.models import Case
from app.casework.run.workflow import workflow_of
from app.database import db
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.steps.channels import PostingOnChannels
from app.steps.closing import Closing

HERE = Path(__file__).parent


@use_case("open_posted_notice")
def open_notice(act: Act, organ_id: int, number: str = "LFN-2026-0001") -> Result:
    """A notice is to be posted."""
    organ = db.session.get_one(OrgUnit, organ_id)
    act.case = Case(
        number=number, process="posted_notice", organ_id=organ.id, title="停水通知", opened_at=act.now
    )
    db.session.add(act.case)
    db.session.flush()
    workflow_of(act).start({})
    act.audit("notice.opened", "登记通知")
    return {"number": number}


posted_notice = Process(
    key="posted_notice",
    title="通知发布",
    package=__name__,
    prefix="N",
    drawing=Drawing(
        "posted_notice", HERE,
        {"公开工作机构": Lane(Role.OFFICE_REVIEWER), "各渠道": Lane(Role.OFFICE_REVIEWER, copies=Copies.NAMED)},
    ),
    work=Work(steps=(PostingOnChannels(due=lambda act: act.now + timedelta(hours=2)), Closing())),
    audit_tags={"notice": "通知"},
)  # fmt: skip
