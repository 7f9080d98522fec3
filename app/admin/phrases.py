"""单位常用语, kept by administrators for everybody who holds a post at the unit or below it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.admin import reach
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.casework.administration.phrases import set_unit_phrases
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.work import phrases
from app.office.permissions import Permission
from app.web.access import requires
from app.web.schema_fields import field_views


class PhrasesSchema(OfficeSchema):
    """One phrase a line."""

    phrases = Text(
        "常用语", maximum=3000, widget="textarea", required=False,
        hint=f"每行一条，最多 {phrases.MOST} 条，每条不超过 {phrases.LONGEST} 字",
    )  # fmt: skip


@bp.route("/units/<row_id:unit_id>/phrases", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def edit_unit_phrases(unit_id: int) -> ResponseReturnValue:
    """The phrases of one unit."""
    unit, schema = reach.administered_unit(unit_id), PhrasesSchema()
    form = sent(lambda typed: run(set_unit_phrases, unit_id=unit_id, **load_schema(schema, typed)))
    back = url_for(".show_unit", unit_id=unit_id)
    if form.is_done:
        flash(f"{unit.name}的常用语已保存", "success")
        return redirect(back)
    fields = field_views(
        schema, form.values({"phrases": "\n".join(phrases.unit_phrases(unit_id))}), form.errors
    )
    fields[0].rows = 12
    return render_template(
        "admin/form.html", title="单位常用语", sub=unit.name, errors=form.errors, button_words="保存", back=back,
        crumbs=[("机构", url_for(".list_units")), (unit.short_name, back), ("常用语", None)], fields=fields,
        note="本单位及所属内设机构的人员填写意见时可以选用。",
    ), form.status  # fmt: skip
