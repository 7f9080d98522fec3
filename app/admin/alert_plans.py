"""Pages: how an organ is reminded of its limits (期限提醒), as a whole and for single kinds."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.admin import reach
from app.admin.alert_plan_fields import AlertPlanSchema, in_words, ladder_from, typed_of
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.casework.administration import alert_plans
from app.casework.administration.alert_plans import EVERY_KIND, kinds_with_a_ladder, plan_of, title_of
from app.casework.contract.forms import load_schema
from app.casework.terms.ladders import ladder_for
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.web.access import requires
from app.web.schema_fields import field_views


@bp.get("/units/<row_id:unit_id>/alerts")
@requires(Permission.ADMINISTER_OFFICE)
def list_alert_plans(unit_id: int) -> str:
    """What holds for each kind, and whether the organ has set it itself."""
    unit = _organ(unit_id)
    kinds = {EVERY_KIND: title_of(EVERY_KIND), **kinds_with_a_ladder()}
    rows = [_row(unit, kind, title) for kind, title in kinds.items()]
    return render_template("admin/alert_plans.html", unit=unit, rows=rows)


@bp.route("/units/<row_id:unit_id>/alerts/edit", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def edit_alert_plan(unit_id: int) -> ResponseReturnValue:
    """The form; `kind` in the address, all limits without it."""
    unit, kind = _organ(unit_id), request.args.get("kind", EVERY_KIND)
    title, schema, back = title_of(kind), AlertPlanSchema(), url_for(".list_alert_plans", unit_id=unit_id)
    form = sent(
        lambda typed: run(
            alert_plans.set_alert_plan,
            unit_id=unit_id,
            kind=kind,
            ladder=ladder_from(load_schema(schema, typed)),
        )
    )
    if form.is_done:
        flash(f"{unit.name}的期限提醒已保存（{title}）", "success")
        return redirect(back)
    fields = field_views(schema, form.values(typed_of(ladder_for(unit.id, kind))), form.errors)
    return render_template(
        "admin/form.html", title=f"期限提醒：{title}", sub=unit.name, errors=form.errors, button_words="保存",
        back=back, crumbs=[("机构", url_for(".list_units")), (unit.short_name, back), ("期限提醒", None)],
        fields=fields, note="提醒自下一次检查起按新的设置发出；下级机关没有另行设置的，随本机关。",
    ), form.status  # fmt: skip


@bp.post("/units/<row_id:unit_id>/alerts/drop")
@requires(Permission.ADMINISTER_OFFICE)
def drop_alert_plan(unit_id: int) -> ResponseReturnValue:
    """取消单独设置."""
    unit, kind = _organ(unit_id), request.form.get("kind", EVERY_KIND)
    run(alert_plans.drop_alert_plan, unit_id=unit_id, kind=kind)
    flash(f"{unit.name}的期限提醒已恢复（{title_of(kind)}）", "success")
    return redirect(url_for(".list_alert_plans", unit_id=unit_id))


def _organ(unit_id: int) -> OrgUnit:
    unit = reach.administered_unit(unit_id)
    if not unit.may_act_in_its_own_name:
        abort(404)
    return unit


def _row(unit: OrgUnit, kind: str, title: str) -> dict[str, Any]:
    return {
        "kind": kind, "title": title, "words": _words(unit, kind), "is_own": plan_of(unit.id, kind) is not None,
        "href": url_for(".edit_alert_plan", unit_id=unit.id, kind=kind or None),
    }  # fmt: skip


def _words(unit: OrgUnit, kind: str) -> str:
    """What holds; of a single kind only where it differs."""
    ladder = ladder_for(unit.id, kind)
    return "同全部期限" if kind and ladder == ladder_for(unit.id, EVERY_KIND) else in_words(ladder)
