"""The fourteen steps as a process of ours: a card, and a use case that begins a case; all else is the house's."""

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.drawing import Drawing, Lane
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import Case
from app.casework.run.workflow import workflow_of
from app.database import db
from app.office.models import OrgUnit
from app.office.permissions import AtOrgan, Permission
from app.office.vocabulary import Role
from tests.bench.peers.model import FILE, KEY, LANES, TITLE

ROLES = (Role.INTAKE_CLERK, Role.OFFICE_REVIEWER, Role.RESPONSIBLE_LEADER)


@use_case("open_fourteen_steps")
def open_fourteen_steps(act: Act, organ_id: int, title: str = TITLE) -> Result:
    """A case that waits at its first step; `item_id` is that step."""
    organ = db.session.get_one(OrgUnit, organ_id)
    act.require(Permission.REGISTER_CASE, AtOrgan(organ.id))
    number = numbering.case_number(organ, platform().process(KEY).prefix, act.today.year)
    act.case = Case(
        number=number, process=KEY, organ_id=organ.id, title=title, party="测试", opened_at=act.now
    )
    db.session.add(act.case)
    db.session.flush()
    workflow_of(act).start({})
    act.audit("steps.opened", "登记十四步事项")
    return {"number": number, "id": act.case.id}


fourteen_steps = Process(
    key=KEY,
    title=TITLE,
    package="tests.bench.peers",
    prefix="S",
    drawing=Drawing(KEY, FILE.parent, {lane: Lane(role) for lane, role in zip(LANES, ROLES, strict=True)}),
    audit_tags={"steps": "事项"},
)
