"""解读材料: the text that explains, and its four elements, each with its passage; then the package is sent in."""

from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.law.policy_material import ELEMENTS, NOT_CONCERNED
from app.processes.interpretation.checks import lacking
from app.processes.interpretation.package import material_title, missing, package_of
from app.processes.interpretation.texts import keep_plan, material_writing
from app.steps.writing import WHY

PASSAGE = f"从解读材料中摘录对应的一段；没有这方面内容的，写“{NOT_CONCERNED}”"


def element_fields() -> dict[str, Any]:
    """One field for each element."""
    return {
        one.key: Text(
            one.title, maximum=2000, widget="textarea", required=False, hint=f"{one.hint}。{PASSAGE}"
        )
        for one in ELEMENTS
    }


def _schema(item: WorkItem) -> Schema:
    members: dict[str, Any] = {
        "title": Text("解读标题", maximum=180),
        **material_writing.members(item.case),
        **element_fields(),
        "opinion": Text("送审说明", maximum=300, required=False),
    }  # fmt: skip
    return OfficeSchema(members)


def _send_in(act: Act, item: WorkItem, values: Values) -> Facts:
    package = package_of(act.the_case)
    package.elements = {one.key: values[one.key] for one in ELEMENTS}
    package.material_title = values["title"]
    material_writing.write(act, {**values, WHY: values["opinion"]})
    keep_plan(act, values["opinion"])
    open_points = missing(act.the_case, act.today)
    if package.sent_in_at is None:
        package.sent_in_at, package.missing_at_first = act.now, list(open_points.values())
        act.the_case.received_on = act.today
    act.audit("package.sent_in", "送政府办审核" + (f"，尚缺 {len(open_points)} 项" if open_points else ""))
    return {"is_sent_in": True}


def _initial(case: Case) -> Values:
    known = {one.key: package_of(case).elements.get(one.key, "") for one in ELEMENTS}
    return {**known, **material_writing.initial(case), "title": material_title(case)}


material = TaskForm(
    "material", "编写解读材料", _schema, _send_in, initial=_initial, submit="送政府办审核", checks=lacking,
    note="文字解读必备，与文件同时送审、同时发布；不得摘抄或者精简原文充当解读。四项要素逐项注明所在段落。",
)  # fmt: skip
