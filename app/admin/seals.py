"""The seal of an organ: its picture, and the upload of another one."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.admin import reach
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.casework.administration import units
from app.casework.errors import NotFound
from app.casework.files import file_store
from app.law.errors import InvalidInput
from app.letters.seals import SealRefused, prepare_seal
from app.office.permissions import Permission
from app.web.access import requires
from app.web.fields import FieldView

HINT = "正方形 PNG，透明背景，边长至少 496 像素；上传后新制发的文书使用这枚印章，已制发的不变"


@bp.get("/units/<row_id:unit_id>/seal.png")
@requires(Permission.ADMINISTER_OFFICE)
def show_seal(unit_id: int) -> Response:
    """The picture in use."""
    unit = reach.administered_unit(unit_id)
    if not unit.seal_hash:
        raise NotFound
    return Response(file_store().get(unit.seal_hash), mimetype="image/png")


@bp.route("/units/<row_id:unit_id>/seal", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def upload_seal(unit_id: int) -> ResponseReturnValue:
    """Upload a picture; it is checked and made small before it is kept."""
    unit = reach.administered_unit(unit_id)
    form = sent(lambda typed: run(units.set_seal, unit_id=unit_id, picture=_uploaded()))
    if form.is_done:
        flash(f"已更换{unit.name}的印章", "success")
        return redirect(url_for(".show_unit", unit_id=unit_id))
    chosen = FieldView("seal", "印章图片", error=form.errors.get("seal", ""), hint=HINT, required=True, type="file",
                       accept=".png", max_bytes=1024 * 1024)  # fmt: skip
    return render_template("admin/seal.html", unit=unit, fields=[chosen], errors=form.errors), form.status


def _uploaded() -> Any:
    """The picture, fit for letters, in the file store. Raises InvalidInput."""
    upload = request.files.get("seal")
    data = upload.read() if upload else b""
    if not data:
        raise InvalidInput(fields={"seal": "请选择印章图片"})
    try:
        return units.keep_seal(prepare_seal(data))
    except SealRefused as refused:
        raise InvalidInput(fields={"seal": str(refused)}) from refused
