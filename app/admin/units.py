"""Pages: the tree of units, one unit, and its changes."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin import reach, unit_forms, unit_tree
from app.admin.blueprint import bp
from app.admin.sending import Sent, run, sent
from app.admin.unit_checks import lacking, remedy_court, remedy_organ, unmanned, vacancies
from app.casework.administration import units
from app.casework.contract.forms import load_schema
from app.casework.letters.seals import seal_on
from app.casework.work.phrases import unit_phrases
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.office.planned_changes import planned_change
from app.web.access import requires
from app.web.page_number import page_number
from app.web.schema_fields import field_views


@bp.get("/units")
@requires(Permission.ADMINISTER_OFFICE)
def list_units() -> str:
    """The tree, with what each unit lacks; of a search, the units found."""
    today, words = timekeeping.today(), request.args.get("q", "").strip()
    if words:
        return _units_found(words, today)
    found = reach.lasting_units(today)
    bare = vacancies(found, today)
    return render_template(
        "admin/units.html", tree=unit_tree.tree_of(found, today), today=today,
        number=sum(unit.is_valid_on(today) for unit in found),
        bare=[(one, bare[one.id]) for one in found if one.id in bare],
    )  # fmt: skip


def _units_found(words: str, today: date) -> str:
    page = reach.administered_units_like(words, today, page_number())
    return render_template(
        "admin/units_found.html", page=page, words=words, today=today, found=unit_tree.told_of(page.rows, today),
        address=lambda number: url_for(".list_units", q=words, page=number),
    )  # fmt: skip


@bp.get("/units/<row_id:unit_id>")
@requires(Permission.ADMINISTER_OFFICE)
def show_unit(unit_id: int) -> str:
    """One unit: its details, seal, sub-units and people."""
    unit, today = reach.administered_unit(unit_id), timekeeping.today()
    is_over = _is_over(unit, today)
    return render_template(
        "admin/unit.html", unit=unit, today=today, seal=seal_on(unit, today), titles=units.DETAILS, is_over=is_over,
        gaps=[] if is_over else [*lacking(unit, today), *unmanned(unit, today)], phrases=unit_phrases(unit.id),
        came_before=unit_tree.predecessors_of(unit), remedy_organ=remedy_organ(unit, today),
        remedy_court=remedy_court(unit, today),
        posts=unit_tree.posts_at(unit, today), children=[one for one in unit.children if not _is_over(one, today)],
        planned=planned_change(unit, today),
    )  # fmt: skip


@bp.route("/units/<row_id:unit_id>/edit", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def edit_unit(unit_id: int) -> ResponseReturnValue:
    """Telephone, address, 机关代字, courts."""
    unit, schema = reach.administered_unit(unit_id), unit_forms.details_schema()
    known = {name: getattr(unit, name) for name in units.DETAILS}
    form = sent(lambda typed: run(units.change_unit, unit_id=unit_id, details=load_schema(schema, typed)))
    if form.is_done:
        flash(f"已保存{unit.name}的信息", "success")
        return redirect(url_for(".show_unit", unit_id=unit_id))
    return form_page(unit, "修改机构信息", form, field_views(schema, form.values(known), form.errors), "保存")


@bp.route("/units/<row_id:unit_id>/new", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def new_unit(unit_id: int) -> ResponseReturnValue:
    """A new unit below this one."""
    unit = reach.administered_unit(unit_id)
    schema = unit_forms.new_unit_schema(unit)
    form = sent(lambda typed: run(units.open_unit, parent_id=unit_id, **load_schema(schema, typed)))
    if form.is_done:
        flash(f"已设立{form.typed['name']}", "success")
        return redirect(url_for(".show_unit", unit_id=form.result["unit"]))
    fields = field_views(schema, form.values({"valid_from": timekeeping.today()}), form.errors)
    return form_page(unit, f"在{unit.short_name}之下新增机构", form, fields, "设立")


@bp.route("/units/<row_id:unit_id>/rename", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def rename_unit(unit_id: int) -> ResponseReturnValue:
    """A new name from a day on."""
    unit, schema = reach.administered_unit(unit_id), unit_forms.RenameSchema()
    form = sent(lambda typed: run(units.rename_unit, unit_id=unit_id, **load_schema(schema, typed)))
    if form.is_done:
        flash(f"自 {form.typed['on']} 起更名为{form.typed['name']}", "success")
        return redirect(url_for(".show_unit", unit_id=form.result["unit"]))
    known = {"name": unit.name, "short_name": unit.short_name, "on": timekeeping.today()}
    note = "更名后下级机构和任职一并延续；此前的办件仍归原名称，原有人员可以继续办理。印章须另行上传。"
    return form_page(
        unit, "机构更名", form, field_views(schema, form.values(known), form.errors), "更名", note
    )


@bp.route("/units/<row_id:unit_id>/close", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def close_unit(unit_id: int) -> ResponseReturnValue:
    """The end of a unit without sub-units and people."""
    unit, schema = reach.administered_unit(unit_id), unit_forms.CloseSchema()
    form = sent(lambda typed: run(units.close_unit, unit_id=unit_id, **load_schema(schema, typed)))
    if form.is_done:
        flash(f"{unit.name}自 {form.typed['on']} 起撤销", "success")
        return redirect(url_for(".show_unit", unit_id=unit_id))
    fields = field_views(schema, form.values({"on": timekeeping.today()}), form.errors)
    note = "机构记录和以前的办件保留。还有下级机构或者在任人员的，不能撤销。"
    return form_page(unit, "撤销机构", form, fields, "撤销", note)


def form_page(
    unit: OrgUnit, title: str, form: Sent, fields: list[Any], button: str, note: str = ""
) -> ResponseReturnValue:
    """The page of one change of a unit, with its fields."""
    back = url_for(".show_unit", unit_id=unit.id)
    crumbs = [("机构", url_for(".list_units")), (unit.short_name, back), (title, None)]
    return render_template(
        "admin/form.html", title=title, sub=unit.name, crumbs=crumbs, fields=fields, errors=form.errors,
        button_words=button, back=back, note=note,
    ), form.status  # fmt: skip


def _is_over(unit: OrgUnit, today: Any) -> bool:
    return unit.valid_until is not None and unit.valid_until <= today
