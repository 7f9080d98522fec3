"""Pages: a unit goes into another one (并入), and a wrong superior is put right (更正上级)."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin import reach, unit_forms
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.admin.units import form_page
from app.casework.administration import units
from app.casework.administration.going_over import GoingOver, going_over
from app.casework.contract.forms import load_schema
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.web.access import requires
from app.web.schema_fields import field_views

MERGED = "此前的办件仍归原机构，承接机构的人员可以查阅、办理。原机构的记录保留。"
MOVED = "只用于更正登记错误，从登记之日起都按新的上级。真实的隶属关系变动请用并入、更名，以保留历史。"


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


def _told(what: GoingOver) -> str:
    """What goes along, before it is decided."""
    words = f"一并转入：{what.people} 人的任职、{what.sub_units} 个下级机构、{what.cases} 件没有办结的办件。{MERGED}"
    if not what.ending:
        return words
    ending = "、".join(what.ending)
    return f"{words}管理员和督办人员的任职不随并入转移，同日结束：{ending}；仍需要的，另行任命（管理员须双人复核）。"


def _others(unit: OrgUnit) -> list[OrgUnit]:
    return [one for one in reach.administered_units(timekeeping.today()) if one.id != unit.id]
