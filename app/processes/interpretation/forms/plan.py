"""解读方案: who explains, when, on which channels and in which forms. What lacks is named by the gate."""

from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Day, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.several import Several
from app.casework.models import Case, WorkItem
from app.law.policy_material import FORMS, check_planned
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.package import package_of
from app.processes.interpretation.posting import posting
from app.processes.interpretation.texts import keep_plan


def plan_members() -> dict[str, Any]:
    """云政办发〔2023〕13号 附《政策解读方案（模板）》: outline, forms, channels, time, responsible head, contact."""
    return {
        "first_interpreter": Text(
            "第一解读人", maximum=60, required=False, hint="部门主要负责人是第一解读人和责任人"
        ),
        "interpreter_post": Text("职务", maximum=60, required=False),
        "planned_on": Day("解读日期", required=False, hint="文字解读与文件同时发布"),
        "outline": Text("解读提纲", maximum=2000, widget="textarea", required=False),
        "channels": posting.field(minimum=0),
        "forms": Several("文字以外的解读形式", FORMS, minimum=0, hint="在文字解读发布后另有期限"),
        "contact": Text("联系人", maximum=60, required=False),
        "contact_telephone": Text("联系电话", maximum=40, required=False),
    }


NAMES = tuple(plan_members())


def _schema(item: WorkItem) -> Schema:
    return OfficeSchema(plan_members())


def set_plan(package: PolicyPackage, values: Values) -> Facts:
    """The plan as it is typed. Answers whether further forms follow, as the diagram asks."""
    for name in NAMES:
        setattr(package, name, values[name])
    return {"further": "yes" if package.forms else "no"}


def plan_initial(package: PolicyPackage) -> Values:
    """The plan as it stands."""
    known: dict[str, Any] = {name: getattr(package, name) for name in NAMES}
    day = package.planned_on
    return {**known, "planned_on": day.isoformat() if day else ""}


def _keep(act: Act, item: WorkItem, values: Values) -> Facts:
    check_planned(values["planned_on"], act.today)
    facts = set_plan(package_of(act.the_case), values)
    keep_plan(act)
    return facts


def _initial(case: Case) -> Values:
    return plan_initial(package_of(case))


plan = TaskForm(
    "plan", "编写解读方案", _schema, _keep, initial=_initial, submit="保存，下一步",
    note="与文件同步组织。没有负责人、日期、渠道的，政府办不予收文。",
)  # fmt: skip
