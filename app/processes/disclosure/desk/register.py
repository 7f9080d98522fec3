"""申请登记: what came on paper, by word of mouth or by fax. The channel comes first: it decides the day of receipt."""

from typing import Any

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.fields import is_row_id
from app.casework.incoming.acts import facts_of
from app.law.errors import RuleViolation
from app.office.models import OrgUnit
from app.office.organs import numbering_organs
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.processes.disclosure import query_codes, use_cases
from app.processes.disclosure.application import PaperRegistrationSchema
from app.processes.disclosure.desk.blueprint import bp
from app.web.access import current_standing, requires
from app.web.acting import acting, errors_of, faults_beside, sending_key, typed_values
from app.web.chosen_files import ACCEPT, KEPT, ChosenFiles, chosen_files
from app.web.fields import FieldView, new_form_key
from app.web.form_fields import FormPart, form_view

SESSION_KEY = "registered"
OLD_RECEIPT = "receipt_checked"
PAPERS = "申请书、身份证明、信封和签收单；PDF、OFD、DOCX、XLSX、JPG、PNG，合计不超过 30 MB"
MAIL, TO_CONFIRM = "channel=registered_mail", "channel=ordinary_mail|fax|email"
SHOWN_WHEN = {
    "signed_on": MAIL, "signed_by": MAIL, "tracking_number": MAIL, "misdirected": MAIL, "reached_office_on": MAIL,
    "confirmed_on": TO_CONFIRM,
    "confirmation_note": TO_CONFIRM, "read_back": "channel=oral",
}  # fmt: skip
TILES = ("applicant_kind", "identity_document", "reply_form", "reply_way", "channel")
SECTIONS = (
    (
        "收件渠道",
        "渠道决定收到之日，答复期限自收到之日的次一工作日起算",
        (
            "channel",
            "read_back",
            "arrived_on",
            "signed_on",
            "signed_by",
            "misdirected",
            "reached_office_on",
            "tracking_number",
            "confirmed_on",
            "confirmation_note",
            "receipt_checked",
        ),
    ),
    (
        "申请人",
        "条例第二十九条：姓名或者名称、身份证明、联系方式",
        (
            "applicant_kind",
            "name",
            "contact_name",
            "representative",
            "agent_name",
            "has_authority",
            "identity_document",
            "identity_number",
            "telephone",
            "email",
            "as_written",
            "address",
            "postcode",
        ),
    ),
    (
        "所需政府信息",
        "一份申请写一项；不要求说明用途",
        ("description", "document_title", "document_reference"),
    ),
    ("提供方式", "", ("reply_form", "reply_way")),
)


def own_organs() -> list[OrgUnit]:
    """The organs at which the person registers requests today."""
    return numbering_organs(current_standing().organs_as({Role.INTAKE_CLERK}), timekeeping.today())


@bp.route("/register", methods=["GET", "POST"])
@requires(Permission.REGISTER_CASE)
def register() -> ResponseReturnValue:
    """The page, and what is sent from it."""
    if request.method == "POST":
        return _register(chosen_files())
    start = {"arrived_on": timekeeping.today().isoformat(), "applicant_kind": "natural_person",
             "identity_document": "resident_id", "reply_form": "paper", "reply_way": "post"}  # fmt: skip
    post = _post()
    return _page({**start, **(facts_of(post) if post is not None else {})}, {}, ChosenFiles())


def _post() -> int | None:
    """The entry of the mail room that is being registered."""
    named = request.values.get("post", "")
    return int(named) if is_row_id(named) else None


def _register(chosen: ChosenFiles) -> ResponseReturnValue:
    typed = {name: value for name, value in typed_values().items() if name != KEPT}
    organ = typed.pop("organ", "")
    typed.pop("post", None)
    key = sending_key() or f"desk:{g.person.id}:{new_form_key()}"
    sent = {"organ_code": organ, "data": typed, "uploads": chosen.uploads, "post_id": _post(),
            "query_code": query_codes.hashed(query_codes.code_for(key))}  # fmt: skip
    if chosen.problem:
        errors = faults_beside({"files": chosen.problem}, use_cases.register_request, **sent)
        return _page({**typed, "organ": organ}, errors, chosen), 422
    try:
        result = perform(use_cases.register_request, actor=acting(), now=timekeeping.now(), key=key, **sent)
    except RuleViolation as refused:
        return _page({**typed, "organ": organ}, errors_of(refused), chosen), 422
    return to_code(result["number"], key)


def to_code(number: str, key: str) -> ResponseReturnValue:
    """To the page that shows number and query code once."""
    session[SESSION_KEY] = {
        "number": number,
        "key": key,
        "by": g.person.id,
        "at": timekeeping.now().isoformat(),
    }
    return redirect(url_for("disclosure.registered", number=number))


def _page(typed: dict[str, Any], errors: dict[str, str], chosen: ChosenFiles) -> str:
    organs, today = own_organs(), timekeeping.today()
    schema = PaperRegistrationSchema()
    parts = parts_of(schema, typed, errors)
    sections = [(title, note, laid_out(schema, names, parts)) for title, note, names in SECTIONS]
    return render_template(
        "disclosure/desk/register.html",
        sections=sections,
        organ=organ_field(organs, typed, errors),
        organs=organs,
        files=files_field(errors, PAPERS),
        notes=chosen.notes,
        errors=errors,
        today=today,
        post=_post(),
    )


def parts_of(schema: Schema, typed: dict[str, Any], errors: dict[str, str]) -> dict[str, FormPart]:
    """The fields by name; whether an old day of receipt is right is a question for whoever was asked it."""
    parts = {part.view.name: part for part in form_view(schema, typed, errors, SHOWN_WHEN).parts}
    if not (typed.get(OLD_RECEIPT) or OLD_RECEIPT in errors):
        del parts[OLD_RECEIPT]
    return parts


def organ_field(organs: list[OrgUnit], typed: dict[str, Any], errors: dict[str, str]) -> FieldView:
    """Which organ was asked: preset where the person registers for one alone."""
    only = organs[0].code if len(organs) == 1 else ""
    return FieldView(
        "organ", "受理机关", typed.get("organ") or only, errors.get("organ", ""), required=True, type="select",
        choices=[(one.code, one.name) for one in organs],
    )  # fmt: skip


def files_field(errors: dict[str, str], hint: str) -> FieldView:
    """The scans."""
    return FieldView(
        "files", "扫描件、照片", error=errors.get("files", ""), type="file", accept=ACCEPT, multiple=True, wide=True,
        hint=hint,
    )  # fmt: skip


def laid_out(schema: Schema, names: tuple[str, ...], parts: dict[str, FormPart]) -> list[FormPart]:
    shown = [name for name in names if name in parts]
    for name in shown:
        view = parts[name].view
        view.wide = view.type in ("radio", "textarea") or name in ("document_title", "address")
        if name in TILES:
            view.type, view.choices = "radio", list(schema.fields[name].metadata["options"].items())
            view.wide = True
    with_nothing_said(schema, [parts[name].view for name in shown])
    return [parts[name] for name in shown]


def with_nothing_said(schema: Schema, views: list[FieldView]) -> None:
    """A choice that an application may leave open gets a tile that says so."""
    for view in views:
        if view.type == "radio" and not schema.fields[view.name].required:
            view.choices = [*view.choices, ("", "申请书未写明")]
