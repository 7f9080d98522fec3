"""会签: who is to co-sign, as units or by name. The list goes into the diagram; each on it gets a copy of the task."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.pickers import named
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.several import Several, SeveralNamed
from app.casework.contract.steps import Step
from app.casework.models import WorkItem
from app.casework.texts.versions import drafters_of
from app.law.errors import InvalidInput
from app.office import organs
from app.office.holders import people_among
from app.office.models import OrgUnit, Person
from app.office.vocabulary import Role
from app.steps.assignment import units_under
from app.steps.manned import refuse_unmanned

MOST = 30


def kept_by_the_diagram(act: Act, units: Sequence[OrgUnit]) -> None:
    """For a process whose list is the diagram's alone."""


@dataclass(frozen=True)
class CoSigning(Step):
    """`list_name`: the fact that a multi-instance task goes through; `role`: who signs at each unit.

    `candidates(item)`: the units that may be asked, code → name; by default those under the organ. `keep(act, units)`:
    for a process that keeps the list in its own record.
    """

    list_name: str = "co_signers"
    role: Role = Role.UNIT_HEAD
    candidates: Callable[[WorkItem], Mapping[str, str]] = units_under
    title: str = field(default="选定会签单位")
    keep: Callable[[Act, Sequence[OrgUnit]], None] = kept_by_the_diagram

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(
                key=self.list_name, title=self.title, schema=self._schema, apply=self._choose, submit="送会签",
                note="各会签单位同时收到会签任务，分别签署意见。",
            ),
        )  # fmt: skip

    def lists(self) -> frozenset[str]:
        return frozenset({self.list_name})

    def _schema(self, item: WorkItem) -> Schema:
        units = self.candidates(item)
        members: dict[str, fields.Field] = {
            "units": SeveralNamed("会签单位", units, maximum=min(MOST, len(units)),
                                  hint=f"最多 {MOST} 个，同时收到会签任务"),
            "opinion": Text("说明", maximum=1000, widget="textarea", required=False, hint="供会签单位参考"),
        }  # fmt: skip
        return OfficeSchema(members)

    def _choose(self, act: Act, item: WorkItem, values: Values) -> Facts:
        units = [organs.find_unit(code, act.today) for code in values["units"]]
        refuse_unmanned(self.role, units, act.today, "units", "会签")
        self.keep(act, units)
        act.audit(
            "case.co_signers_chosen", f"送会签：{'、'.join(unit.name for unit in units)}", node=item.node
        )
        return {self.list_name: [unit.id for unit in units]}

    def unit_named(self, act: Act, item: WorkItem, name: str) -> OrgUnit:
        """A unit by name or code that can co-sign. Raises InvalidInput beside `units`."""
        codes = [code for code, title in self.candidates(item).items() if name in (code, title)]
        if not codes:
            raise InvalidInput(fields={"units": f"“{name}”不在可以会签的单位之内，请核对名称"})
        unit = organs.find_unit(codes[0], act.today)
        refuse_unmanned(self.role, [unit], act.today, "units", "会签")
        return unit


def people_under(role: Role, item: WorkItem) -> list[Person]:
    """Who holds the role at the organ or at a unit that may be given the matter."""
    return people_among((role,), tuple(units_under(item)), item.created_at.date())


@dataclass(frozen=True)
class CoSigningByName(Step):
    """The same with people: a copy for each, in their own hands, whatever their unit (`Copies.PEOPLE`).

    `role`: the role that they hold, which is that of the lane; `candidates(role, item)`: who may be asked;
    whoever wrote the texts is not offered.
    """

    list_name: str = "co_signing_people"
    role: Role = Role.HANDLER
    candidates: Callable[[Role, WorkItem], Sequence[Person]] = people_under
    title: str = field(default="选定会签人员")

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(
                key=self.list_name, title=self.title, schema=self._schema, apply=self._choose, submit="送会签",
                note="各会签人员同时收到会签任务，分别签署意见。",
            ),
        )  # fmt: skip

    def lists(self) -> frozenset[str]:
        return frozenset({self.list_name})

    def _people(self, item: WorkItem) -> dict[str, Person]:
        barred = drafters_of(item.case)
        return {one.login: one for one in self.candidates(self.role, item) if one.id not in barred}

    def _schema(self, item: WorkItem) -> Schema:
        options = {login: named(person) for login, person in self._people(item).items()}
        members: dict[str, fields.Field] = {
            "people": Several("会签人员", options, maximum=MOST),
            "opinion": Text("说明", maximum=1000, widget="textarea", required=False, hint="供会签人员参考"),
        }
        return OfficeSchema(members)

    def _choose(self, act: Act, item: WorkItem, values: Values) -> Facts:
        known = self._people(item)
        people = [known[login] for login in values["people"]]
        names = "、".join(person.name for person in people)
        act.audit("case.co_signers_chosen", f"送会签：{names}", node=item.node)
        return {self.list_name: [person.id for person in people]}
