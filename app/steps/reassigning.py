"""改派: the office gives a matter to another unit while it is being handled; the work goes over as it stands."""

from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.work import telling
from app.casework.work.recipients import hands_for
from app.database import db
from app.office import organs
from app.office.holders import holder_ids
from app.office.models import OrgUnit, Person
from app.office.people import find_person
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.steps.assignment import Assignment
from app.steps.finding import needed_step
from app.steps.in_hand import items_at_the_unit
from app.steps.manned import refuse_as_handling_unit

TITLE = "改派"


def schema_for(case: Case) -> Schema:
    """To which unit, to whom, and why. Raises CannotHappenNow while no unit has it in hand."""
    step, item = needed_step(case, Assignment, TITLE), items_at_the_unit(case)[0]
    units = {code: name for code, name in step.units(item).items() if code != case.handling_unit_code}
    hint = "写入办理记录，新的承办人可以看到"
    members: dict[str, Any] = {
        "unit": Choice("承办单位", units, widget="select"),
        "person": step.person_field(item, units),
        "reason": Text("改派理由", maximum=300, widget="textarea", argues=True, hint=hint),
    }
    return OfficeSchema(members)


@use_case("reassign_case", needs=Permission.REASSIGN_CASE)
def reassign(act: Act, data: dict[str, Any]) -> Result:
    """Raises CannotHappenNow, InvalidInput. No clock is touched; what the former unit had typed is handed over."""
    act.require_open()
    case = act.the_case
    values = load_schema(schema_for(case), data)
    items, former = items_at_the_unit(case), case.handling_unit
    step, unit = needed_step(case, Assignment, TITLE), organs.find_unit(values["unit"], act.today)
    refuse_as_handling_unit(case, unit.id, unit.name, act.today, "改派给它")
    before = [person for item in items for person in hands_for(item, act.today)]
    to = step.name_hand(act, unit, values["person"] or "")
    case.handling_unit_id = unit.id
    for item in items:
        _move(act, item, unit, find_person(values["person"]) if values["person"] else None)
    former_name = former.name if former else case.organ.name
    act.audit("case.reassigned", f"由{former_name}改派{unit.name}{to}：{values['reason']}", to=unit.code)
    telling.tell(act, before, f"{act.actor.name}已改派其他单位承办，您不再办理")
    for item in items:
        telling.tell_hands(act, item, f"{act.actor.name}改派给您所在单位")
    return {"number": case.number, "unit": unit.name}


def _move(act: Act, item: WorkItem, unit: OrgUnit, person: Person | None) -> None:
    """The task lies with the new unit: with the person named, else the only one who could do it, else in the pool."""
    holders = holder_ids(Role(item.role), unit, act.today)
    only = db.session.get(Person, holders[0]) if len(holders) == 1 else None
    item.unit, item.assignee, item.owner_id, item.claimed_at = unit, person or only, None, None
    item.version += 1
