"""The guest process with a form that has a field of every kind, on the page and by the API alike."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.fields import Day, Text, Tick, Whole
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.moments import Moment
from app.casework.contract.pickers import PersonPicker, UnitPicker
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.several import Several
from app.casework.contract.tables import Rows
from app.casework.contract.work import Work
from app.casework.models import WorkItem
from app.casework.work import handing
from app.database import db
from app.office.models import OrgUnit
from tests.guest.visitor_pass import Visit, operations, visitor_pass

TOPICS = {"archives": "档案", "roads": "道路", "water": "水利"}


class CompanionSchema(OfficeSchema):
    name = Text("姓名", maximum=20)
    age = Whole("年龄", minimum=0, maximum=150, required=False)


def _schema(item: WorkItem) -> Any:
    units = db.session.scalars(
        select(OrgUnit).where(OrgUnit.code.in_(["LF-ZRZY", "LF"])).order_by(OrgUnit.id)
    )
    members: dict[str, Any] = {
        "reason": Text("来访事由", maximum=500, widget="textarea"),
        "at": Moment("来访时间"),
        "until": Moment("离开时间", required=False),
        "on": Day("预约日期", required=False),
        "topics": Several("商谈内容", TOPICS, maximum=2),
        "companions": Rows("同行人员", CompanionSchema(), minimum=0, maximum=3),
        "host": PersonPicker("接待人", handing.candidates(item, item.created_at.date())),
        "unit": UnitPicker("接待单位", units, required=False),
        "proof": Files("介绍信", minimum=0, maximum=2),
        "told": Tick("已告知来访须知", must="须先告知来访须知"),
    }
    return OfficeSchema(members)


def _fill(act: Act, item: WorkItem, values: Values) -> Facts:
    visit = db.session.get_one(Visit, act.the_case.id)
    names = "、".join(row["name"] for row in values["companions"])
    files = "、".join(f"{one.id > 0}{one.filename}" for one in values["proof"])
    unit = values["unit"].code if values["unit"] else "-"
    said = [values["at"].isoformat(), str(values["until"]), ",".join(values["topics"]), names]
    visit.reason = "|".join([*said, values["host"].name, unit, files])
    return {"is_filled": True}


every_field = replace(
    visitor_pass,
    work=Work(forms={"visit": TaskForm("visit", "填写来访事由", _schema, _fill)}, operations=operations),
)
