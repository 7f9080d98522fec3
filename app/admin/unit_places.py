"""Pages: 并入 of a unit into another one, 更正上级 of a wrong one, 取回 of a change that has not come yet."""

from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin import reach, unit_forms
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.admin.units import form_page
from app.casework.administration import unit_changes, units
from app.casework.administration.going_over import GoingOver, going_over
from app.casework.contract.forms import load_schema
from app.office.errors import ChangeStands
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.office.planned_changes import Change, Planned, planned_change
from app.web.access import requires
from app.web.schema_fields import field_views

MERGED = "此前的办件仍归原机构，承接机构的人员可以查阅、办理。原机构的记录保留。"
MOVED = "只用于更正登记错误，从登记之日起都按新的上级。真实的隶属关系变动请用并入、更名，以保留历史。"
AS_BEFORE = "取回后视同没有登记；日期有误的，取回后重新登记。"
NEVER_OPENED = f"{AS_BEFORE}机构代码可以再用。"
NEVER_RENAMED = (
    f"{AS_BEFORE}下级机构和任职一并转回；只在新名称下填写的机构信息、常用语、期限提醒和印章不转回。"
)
NEVER_MERGED = (
    f"{AS_BEFORE}下级机构和延续的任职一并转回；管理员和督办人员的任职、在两处担任同一岗位的任职仍于该日结束，"
    "原定以后开始的任职留在承接机构：请在人员页面核对、另行登记。"
)


@bp.route("/units/<row_id:unit_id>/merge", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def merge_unit(unit_id: int) -> ResponseReturnValue:
    """From a day on another unit stands in its place."""
    unit = reach.administered_unit(unit_id)
    schema = unit_forms.merge_schema(_others(unit))

    def act(typed: dict[str, Any]) -> Any:
        values = load_schema(schema, typed)
        values["successor_id"] = int(values["successor_id"])
        return run(units.merge_unit, unit_id=unit_id, **values)

    form = sent(act)
    if form.is_done:
        flash(f"{unit.name}自 {form.typed['on']} 起并入", "success")
        return redirect(url_for(".show_unit", unit_id=form.result["unit"]))
    fields = field_views(schema, form.values({"on": timekeeping.today()}), form.errors)
    return form_page(unit, "并入其他机构", form, fields, "并入", _told(going_over(unit, timekeeping.today())))


@bp.route("/units/<row_id:unit_id>/move", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def move_unit(unit_id: int) -> ResponseReturnValue:
    """The superior that should have been entered."""
    unit = reach.administered_unit(unit_id)
    schema = unit_forms.move_schema(_others(unit))

    def act(typed: dict[str, Any]) -> Any:
        values = load_schema(schema, typed)
        return run(
            units.move_unit, unit_id=unit_id, parent_id=int(values["parent_id"]), reason=values["reason"]
        )

    form = sent(act)
    if form.is_done:
        flash(f"已更正{unit.name}的上级", "success")
        return redirect(url_for(".show_unit", unit_id=unit_id))
    fields = field_views(schema, form.values({"parent_id": str(unit.parent_id or "")}), form.errors)
    return form_page(unit, "更正上级", form, fields, "更正", MOVED)


@bp.route("/units/<row_id:unit_id>/take-back", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def take_back_change(unit_id: int) -> ResponseReturnValue:
    """A change entered for a day to come, before that day."""
    unit, today, schema = reach.administered_unit(unit_id), timekeeping.today(), unit_forms.TakeBackSchema()
    planned = planned_change(unit, today)
    form = sent(
        lambda typed: run(unit_changes.take_back_change, unit_id=unit_id, **load_schema(schema, typed))
    )
    if form.is_done:
        left = form.result["left"]
        flash(f"已取回：{form.result['words']}" + (f"。{left}的任职仍然结束" if left else ""), "success")
        return redirect(url_for(".show_unit", unit_id=form.result["unit"]))
    note = _told_of_taking_back(planned, today) if planned else ChangeStands.message
    fields = field_views(schema, form.values({}), form.errors)
    return form_page(unit, "取回尚未生效的变动", form, fields, "取回", note)


def _told_of_taking_back(planned: Planned, today: date) -> str:
    words = f"{planned.unit.name}{planned.words}。"
    if stands := unit_changes.in_the_way(planned, today):
        return f"{words}现在不能取回：{'；'.join(stands)}。"
    return words + {
        Change.OPENING: NEVER_OPENED, Change.MERGER: NEVER_MERGED, Change.CLOSING: AS_BEFORE,
    }.get(planned.change, NEVER_RENAMED)  # fmt: skip


def _told(what: GoingOver) -> str:
    """What goes along, before it is decided."""
    words = f"一并转入：{what.people} 人的任职、{what.sub_units} 个下级机构、{what.cases} 件没有办结的办件。{MERGED}"
    if not what.ending:
        return words
    ending = "、".join(what.ending)
    return f"{words}管理员和督办人员的任职不随并入转移，同日结束：{ending}；仍需要的，另行任命（管理员须双人复核）。"


def _others(unit: OrgUnit) -> list[OrgUnit]:
    return [one for one in reach.administered_units(timekeeping.today()) if one.id != unit.id]
