"""会签: who is to co-sign. The list goes into the diagram, and each of its units or people gets a copy of the task."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step
from app.casework.models import WorkItem
from app.law.errors import InvalidInput
from app.office import organs
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.steps.assignment import units_under

MOST = 30


def names_of_lines(typed: str) -> list[str]:
    """One entry a line, or parted by 、or commas; each once, in the order in which they stand."""
    parts = typed.replace("、", "\n").replace("，", "\n").replace(",", "\n").splitlines()
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


@dataclass(frozen=True)
class CoSigning(Step):
    """`list_name`: the fact that a multi-instance task goes through; `role`: who signs at each unit.

    `candidates(item)`: the units that may be asked, code → name; by default those under the organ.
    """

    list_name: str = "co_signers"
    role: Role = Role.UNIT_HEAD
    candidates: Callable[[WorkItem], Mapping[str, str]] = units_under
    title: str = field(default="选定会签单位")

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
        known = "、".join(self.candidates(item).values())
        members: dict[str, fields.Field] = {
            "units": Text("会签单位", maximum=2000, widget="textarea",
                          hint=f"每行一个单位，写名称或者代码。可以选择：{known}"),
            "opinion": Text("说明", maximum=1000, widget="textarea", required=False, hint="供会签单位参考"),
        }  # fmt: skip
        return OfficeSchema.from_dict(members, name="CoSignersSchema")()

    def _choose(self, act: Act, item: WorkItem, values: Values) -> Facts:
        chosen = [self._unit(act, item, name) for name in names_of_lines(values["units"])]
        units = list({unit.id: unit for unit in chosen}.values())
        if not units or len(units) > MOST:
            raise InvalidInput(fields={"units": f"请选定 1 至 {MOST} 个会签单位"})
        act.audit(
            "case.co_signers_chosen", f"送会签：{'、'.join(unit.name for unit in units)}", node=item.node
        )
        return {self.list_name: [unit.id for unit in units]}

    def _unit(self, act: Act, item: WorkItem, name: str) -> OrgUnit:
        codes = [code for code, title in self.candidates(item).items() if name in (code, title)]
        if not codes:
            raise InvalidInput(fields={"units": f"“{name}”不在可以会签的单位之内，请核对名称"})
        unit = organs.find_unit(codes[0], act.today)
        if not holders_of(self.role, unit, act.today):
            title = self.role.title_zh
            raise InvalidInput(
                fields={
                    "units": f"{unit.name}没有担任{title}的人员，不能会签；请管理员先任命，或者改选其他单位"
                }
            )
        return unit
