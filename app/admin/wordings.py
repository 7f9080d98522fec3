"""Pages: texts of messages and of the public guide: looked at with samples, then written; the standard beside them."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.admin.blueprint import bp
from app.admin.sending import requires_system, run, sent
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.wordings.acts import write_wording
from app.casework.wordings.catalogue import GUIDE, MESSAGE, WORDINGS, Wording
from app.casework.wordings.filling import filled, problems_of
from app.casework.wordings.known import text_of, versions_of
from app.law.errors import InvalidInput
from app.web.schema_fields import field_views

GROUPS = {MESSAGE: "提醒邮件", GUIDE: "公开指南"}


class WordingSchema(OfficeSchema):
    """A heading and a text with fields."""

    heading = Text("标题", maximum=120, required=False)
    body = Text("正文", maximum=4000, widget="textarea", required=False, hint="每行一段；不填则恢复标准文字")


@bp.get("/wordings")
@requires_system
def list_wordings() -> str:
    """Every text, by what it is for, and who wrote it last."""
    rows = [(one, next(iter(versions_of(one.key)), None)) for one in WORDINGS.values()]
    return render_template("admin/wordings.html", rows=rows, groups=GROUPS)


@bp.route("/wordings/<key>", methods=["GET", "POST"])
@requires_system
def edit_wording(key: str) -> ResponseReturnValue:
    """One text: looked at as often as one likes, then kept."""
    wording = WORDINGS.get(key) or abort(404)
    form = sent(lambda typed: _keep_or_look(wording, typed))
    if form.is_done and form.result is None:
        flash(f"已保存“{wording.title}”", "success")
        return redirect(url_for(".list_wordings"))
    heading, body = text_of(key)
    fields = field_views(WordingSchema(), form.typed or {"heading": heading, "body": body}, form.errors)
    fields[1].rows = 10
    return render_template(
        "admin/wording.html", wording=wording, group=GROUPS[wording.group], fields=fields, errors=form.errors,
        preview=form.result, versions=versions_of(key),
    ), form.status  # fmt: skip


def _keep_or_look(wording: Wording, typed: dict[str, Any]) -> tuple[str, str] | None:
    """Keep the text; with the button `preview` only look at it, filled with the samples."""
    only_look = typed.pop("preview", None)
    values = load_schema(WordingSchema(), typed)
    if not only_look:
        run(write_wording, name=wording.key, **values)
        return None
    if problems := problems_of(wording, values["heading"], values["body"]):
        raise InvalidInput(fields=problems)
    return filled(values["heading"], wording.fields), filled(values["body"], wording.fields)
