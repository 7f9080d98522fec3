"""The seals of an organ: their pictures and days, the upload of another one, the end of one."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from app import timekeeping
from app.admin import reach
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.casework.acts.errors import NotFound
from app.casework.administration import seals
from app.casework.administration.scope import administered_ids
from app.casework.contract.fields import Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.seals import seal_on, seals_of
from app.casework.models import IssuedLetter, OrganSeal
from app.casework.store.files import file_store
from app.database import db
from app.law.errors import InvalidInput
from app.letters.seals import SealRefused, prepare_seal
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.fields import FieldView
from app.web.schema_fields import field_views

HINT = "正方形 PNG，透明背景，边长至少 496 像素；启用后新制发的文书使用这枚印章，已制发的不变"


class StartSchema(OfficeSchema):
    """From which day on."""

    valid_from = Day("启用日期", required=False, hint="不填则从今天起；较早的印章同时停用")


class EndSchema(OfficeSchema):
    """From which day on it is no longer used, and why."""

    on = Day("停用日期", hint="从这一天起不再使用")
    reason = Text("停用原因", maximum=300, hint="如遗失、损坏、更换、机关撤销")


@bp.get("/units/<row_id:unit_id>/seal.png")
@requires(Permission.ADMINISTER_OFFICE)
def show_seal(unit_id: int) -> Response:
    """The picture in use today."""
    return _picture(seal_on(reach.administered_unit(unit_id), timekeeping.today()))


@bp.get("/seals/<row_id:seal_id>.png")
@requires(Permission.ADMINISTER_OFFICE)
def show_seal_picture(seal_id: int) -> Response:
    """The picture of one seal, in use or not."""
    return _picture(_seal(seal_id).file_hash)


@bp.route("/units/<row_id:unit_id>/seal", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def upload_seal(unit_id: int) -> ResponseReturnValue:
    """All seals; upload a picture: it is checked and made small before it is kept."""
    unit = reach.administered_unit(unit_id)
    form = sent(lambda typed: _upload(unit, typed))
    if form.is_done:
        flash(f"已上传{unit.name}的印章", "success")
        return redirect(url_for(".show_unit", unit_id=unit_id))
    chosen = FieldView("seal", "印章图片", error=form.errors.get("seal", ""), hint=HINT, required=True, type="file",
                       accept=".png", max_bytes=1024 * 1024)  # fmt: skip
    days = field_views(StartSchema(), form.values({"valid_from": timekeeping.today()}), form.errors)
    return render_template(
        "admin/seal.html", unit=unit, fields=[chosen, *days], errors=form.errors, seals=seals_of(unit),
        uses=_uses(unit), today=timekeeping.today(),
    ), form.status  # fmt: skip


@bp.route("/seals/<row_id:seal_id>/end", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def end_seal(seal_id: int) -> ResponseReturnValue:
    """No longer used from a day on."""
    seal, schema = _seal(seal_id), EndSchema()
    back = url_for(".upload_seal", unit_id=seal.organ_id)
    form = sent(lambda typed: run(seals.end_seal, seal_id=seal_id, **load_schema(schema, typed)))
    if form.is_done:
        flash(f"这枚印章自 {form.typed['on']} 起停用", "success")
        return redirect(back)
    unit = seal.organ
    return render_template(
        "admin/form.html", title="停用印章", sub=unit.name, errors=form.errors, button_words="停用", back=back,
        crumbs=[("机构", url_for(".list_units")), (unit.short_name, url_for(".show_unit", unit_id=unit.id)),
                ("停用印章", None)],
        fields=field_views(schema, form.values({"on": timekeeping.today()}), form.errors),
        note="停用后没有其他印章的，新制发的文书不盖章。已制发的文书不变。",
    ), form.status  # fmt: skip


def _upload(unit: OrgUnit, typed: dict[str, Any]) -> Any:
    values = load_schema(StartSchema(), {"valid_from": typed.get("valid_from", "")})
    return run(seals.set_seal, unit_id=unit.id, picture=_uploaded(), **values)


def _uploaded() -> seals.SealPicture:
    """The picture, fit for letters. Raises InvalidInput."""
    upload = request.files.get("seal")
    data = upload.read() if upload else b""
    if not data:
        raise InvalidInput(fields={"seal": "请选择印章图片"})
    try:
        return seals.SealPicture(prepare_seal(data))
    except SealRefused as refused:
        raise InvalidInput(fields={"seal": str(refused)}) from refused


def _picture(file_hash: str | None) -> Response:
    if not file_hash:
        raise NotFound
    return Response(file_store().get(file_hash), mimetype="image/png")


def _seal(seal_id: int) -> OrganSeal:
    seal = db.session.get(OrganSeal, seal_id)
    if seal is None or seal.organ_id not in administered_ids(current_standing()):
        raise NotFound
    return seal


def _uses(unit: OrgUnit) -> dict[str, int]:
    """How many letters each picture has sealed for this organ."""
    query = select(IssuedLetter.seal_hash, func.count()).where(
        IssuedLetter.organ_id == unit.id, IssuedLetter.seal_hash.is_not(None)
    )
    rows = db.session.execute(query.group_by(IssuedLetter.seal_hash)).tuples()
    return {picture: number for picture, number in rows if picture}
