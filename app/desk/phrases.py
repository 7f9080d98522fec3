"""常用语 on the desk: the page of one's own, and what every opinion field offers."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.work import phrases
from app.desk.blueprint import bp
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.office.standing import Standing
from app.web.access import current_standing, requires
from app.web.acting import acting, sending_key, typed_values
from app.web.fields import FieldView
from app.web.form_fields import FormPart
from app.web.schema_fields import field_views

OPINION = "opinion"


class PhrasesSchema(OfficeSchema):
    """One phrase a line."""

    phrases = Text(
        "常用语", maximum=3000, widget="textarea", required=False,
        hint=f"每行一条，最多 {phrases.MOST} 条，每条不超过 {phrases.LONGEST} 字。请勿写当事人的个人信息",
    )  # fmt: skip


@bp.route("/phrases", methods=["GET", "POST"])
@requires(Permission.SIGN_IN_DESK)
def edit_phrases() -> ResponseReturnValue:
    """个人常用语, and below it those of one's units."""
    if request.method == "GET":
        return _page({"phrases": "\n".join(phrases.own_phrases(current_standing().person_id))}, {})
    typed = typed_values()
    try:
        values = load_schema(PhrasesSchema(), typed)
        perform(phrases.set_own_phrases, actor=acting(), now=timekeeping.now(), key=sending_key(), **values)
    except InvalidInput as refused:
        return _page(typed, refused.fields), refused.status
    flash("常用语已保存，填写意见时可以直接选用", "success")
    return redirect(url_for("desk.edit_phrases"))


def _page(typed: dict[str, str], errors: dict[str, str]) -> str:
    standing = current_standing()
    own = phrases.own_phrases(standing.person_id)
    fields = field_views(PhrasesSchema(), typed, errors)
    fields[0].rows = 12
    return render_template(
        "desk/phrases.html", fields=fields, errors=errors,
        of_units=[text for text in phrases.offered_to(standing) if text not in own],
    )  # fmt: skip


def offer_phrases(parts: Iterable[FormPart], standing: Standing) -> None:
    """Under each opinion: one's own, those of the units, then what the form itself suggests."""
    for view in _opinions(parts):
        view.phrases = tuple(dict.fromkeys([*phrases.offered_to(standing), *view.phrases]))
        view.phrases_href = url_for("desk.edit_phrases")


def _opinions(parts: Iterable[FormPart]) -> list[FieldView]:
    return [part.view for part in parts if part.view.name == OPINION and part.view.type == "textarea"]
