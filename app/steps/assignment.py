"""分办 assignment to a handling unit, and 退回分办: the unit says why the matter is not its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.rows import CaseAct
from app.casework.contract.schemas import OfficeSchema, ReturningSchema
from app.casework.contract.steps import Step
from app.casework.models import WorkItem
from app.casework.run.workflow import workflow_of
from app.casework.work.ways import onward
from app.law.errors import InvalidInput
from app.office import organs
from app.office.holders import holder_ids, logins_among, units_of_logins
from app.office.models import OrgUnit
from app.office.people import find_person
from app.office.permissions import Permission
from app.office.stretches import kept_while_unchanged
from app.office.vocabulary import Role
from app.steps.in_hand import may_go_elsewhere
from app.steps.manned import refuse_as_handling_unit

ACCEPT, RETURN = "accept", "return"
RETURN_ASSIGNMENT = "return_assignment"


def units_under(item: WorkItem) -> dict[str, str]:
    """Units that may be given a matter of this organ: itself, its sections and, for a government, its departments."""
    case, on = item.case, item.created_at.date()
    return dict(
        kept_while_unchanged(("units under", case.organ_id), on, lambda: _units_under(case.organ_on(on), on))
    )


def _units_under(organ: OrgUnit, on: date) -> dict[str, str]:
    below = (unit for unit in organs.descendants(organ, on) if unit.parent_id == organ.id)
    return {unit.code: unit.name for unit in (organ, *below)}


def _known_unit(code: str, on: date) -> tuple[int, str]:
    """Id and name of the unit that has this code on that day. Raises UnknownUnit."""
    return kept_while_unchanged(("unit of code", code), on, lambda: _read_unit(code, on))


def _read_unit(code: str, on: date) -> tuple[int, str]:
    unit = organs.find_unit(code, on)
    return unit.id, unit.name


@dataclass(frozen=True)
class Assignment(Step):
    """`units(item)`: who may be given the matter, code → name; `role`: the post that does the work there; `note`: what
    the office is told of choosing.

    Where the diagram draws an arrow `… == "return_assignment"` behind the task of the unit, the unit gives back what
    is not its own at any time before it has decided.
    """

    units: Callable[[WorkItem], Mapping[str, str]] = units_under
    role: Role = Role.HANDLER
    note: str = "确定一个承办单位。"

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm("assignment", "分办", self._schema, self._assign, submit="分办", note=self.note, undo=_unassign),
            TaskForm(
                "acceptance", "承办单位签收", always(AcceptanceSchema), _accept,
                initial=lambda case: {"acceptance": ACCEPT},
                note="属于本单位职责的，签收办理；不属于的，写明理由退回分办。",
            ),
        )  # fmt: skip

    def acts(self) -> tuple[CaseAct, ...]:
        return (
            CaseAct(
                "改派",
                "desk.show_reassigning",
                "arrow-left-right",
                Permission.REASSIGN_CASE,
                may_go_elsewhere,
            ),
        )

    def ways(self) -> Mapping[str, TaskForm]:
        return {
            RETURN_ASSIGNMENT: TaskForm(
                RETURN_ASSIGNMENT, "退回分办", always(ReturnedSchema), _give_back, submit="退回分办",
                note="不属于本单位职责的，写明应由哪个单位承办。退回后由公开工作机构重新分办，办理期限不停止。",
            )
        }  # fmt: skip

    def _schema(self, item: WorkItem) -> Schema:
        hint = "办理重点、内部时限等"
        units = self.units(item)
        members: dict[str, Any] = {
            "unit": Choice("承办单位", units, widget="select"),
            "person": self.person_field(item, units),
            "opinion": Text("分办意见", maximum=1000, widget="textarea", required=False, hint=hint),
        }
        return OfficeSchema(members)

    def person_field(self, item: WorkItem, units: Mapping[str, str]) -> Choice:
        """Whom the matter may be given to by name (login): who holds the post at one of the units."""
        asked = (self.role,), tuple(units), item.created_at.date()
        hint = "可以指定到人；不选的，由该单位认领"
        return Choice(
            "承办人", logins_among(*asked), widget="select", required=False, hint=hint,
            narrowed_by="unit", belongs=units_of_logins(*asked),
        )  # fmt: skip

    def name_hand(self, act: Act, unit: OrgUnit, login: str) -> str:
        """What the unit gets is this person's. Raises InvalidInput for who does not do such work there today."""
        person = find_person(login) if login else None
        if person is None:
            return ""
        if person.id not in holder_ids(self.role, unit, act.today):
            words = f"{person.name}现在不在{unit.short_name or unit.name}承办此类事项，请另选承办人或者不指定"
            raise InvalidInput(fields={"person": words})
        workflow_of(act).hand_to(self.role, unit.id, person.id)
        return f"，承办人{person.name}"

    def _assign(self, act: Act, item: WorkItem, values: Values) -> Facts:
        code, login = values["unit"], values.get("person")
        unit_id, name = _known_unit(code, act.today)
        refuse_as_handling_unit(act.the_case, unit_id, name, act.today, "分办给它")
        act.the_case.handling_unit_id = unit_id
        to = self.name_hand(act, organs.find_unit(code, act.today), login) if login else ""
        act.audit("case.assigned", f"分办给{name}{to}")
        return {"is_assigned": True, **onward(item)}


def _unassign(act: Act, item: WorkItem) -> None:
    act.the_case.handling_unit_id = None


class AcceptanceSchema(ReturningSchema):
    """The unit takes the matter over, or gives it back with the reason."""

    returning = ("acceptance", RETURN)
    reason_missing = "退回分办的，请写明理由"

    acceptance = Choice("签收", {ACCEPT: "签收办理", RETURN: "退回分办"})
    opinion = Text(
        "意见", maximum=1000, widget="textarea", required=False, hint="退回分办的，写明应由哪个单位承办及依据"
    )


def _accept(act: Act, item: WorkItem, values: Values) -> Facts:
    if values["acceptance"] == RETURN:
        return_to_office(act, values["opinion"], item.node)
    return {"acceptance": values["acceptance"]}


class ReturnedSchema(OfficeSchema):
    """Why the matter is not the unit's."""

    opinion = Text(
        "退回理由",
        maximum=1000,
        widget="textarea",
        argues=True,
        hint="写明应由哪个单位承办及依据，写入办理记录",
    )


def _give_back(act: Act, item: WorkItem, values: Values) -> Facts:
    return_to_office(act, values["opinion"], item.node)
    return {}


def return_to_office(act: Act, reason: str, node: str = "") -> None:
    """退回分办: the case has no handling unit until it is assigned anew. The reason stands in its history."""
    case = act.the_case
    if case.handling_unit is None:
        raise CannotHappenNow("这件还没有分办，没有承办单位可以退回")
    if not reason:
        raise InvalidInput(fields={"opinion": AcceptanceSchema.reason_missing})
    act.audit("case.assignment_returned", f"{case.handling_unit.name}退回分办：{reason}", node=node)
    case.handling_unit_id = None
