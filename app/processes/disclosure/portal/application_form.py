"""The application form of the portal: fields by part, what was typed, what is wrong, how it reads back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast

from app.casework.contract.fields import Choice as Choices
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.law.errors import InvalidInput
from app.letters.printable import print_note
from app.office.organs import accepting_organ
from app.processes.disclosure.application import OnlineApplicationSchema, missing_authority
from app.processes.disclosure.application_drafts import Contents
from app.processes.disclosure.portal.guide import organ_choices
from app.processes.disclosure.vocabulary import ApplicantKind
from app.web.fields import Choice, FieldView
from app.web.schema_fields import field_view

READ_GUIDE = "has_read_guide"
TRAP = "remark2"  # hidden from people; a program that fills in everything falls into it
QUICKEST = timedelta(seconds=2)  # nobody reads, fills in and checks an application faster
ORGAN, APPLICANT, WANTED, WAY = (
    ("organ",),
    ("applicant_kind", "name", "representative", "contact_name", "agent_name", "identity_document", "identity_number",
     "telephone", "email", "address", "postcode"),
    ("document_title", "document_reference", "description"),
    ("reply_way", "reply_form"),
)  # fmt: skip
NAMES = (*ORGAN, *APPLICANT, *WANTED, *WAY)
PARTS = (
    ("受理机关", ORGAN), ("申请人信息", APPLICANT), ("所需政府信息", WANTED), ("获取方式", WAY),
)  # fmt: skip
WIDE = frozenset({"organ", "applicant_kind", "description", "address", "reply_way", "reply_form"})
DETAILS: dict[str, dict[str, Any]] = {
    "name": {"autocomplete": "name"},
    "identity_document": {"type": "select"},
    "identity_number": {"inputmode": "text"},
    "telephone": {"type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    "email": {"type": "email", "inputmode": "email", "autocomplete": "email"},
    "address": {"autocomplete": "street-address"},
    "postcode": {"inputmode": "numeric", "autocomplete": "postal-code"},
    "description": {"rows": 6},
    "document_reference": {"placeholder": "例：禄政发〔2025〕17号"},
}
NOTES = {
    "natural_person": "以个人名义申请",
    "portal": "凭查询码在本网站下载",
    "post": "寄到您填写的地址",
    "in_person": "到受理机关领取",
    "email": "发到您填写的邮箱",
}


def typed_in(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by field; unknown fields are left out."""
    return {name: form.get(name, "") for name in NAMES}


def too_long(typed: Mapping[str, str]) -> dict[str, str]:
    """What is too long to be kept even as a draft, by field: the lengths of the schema."""
    declared = OnlineApplicationSchema().fields
    faults = {name: cast(Text | Choices, declared[name]).too_long(typed[name]) for name in NAMES}
    return {name: fault for name, fault in faults.items() if fault}


def data_of(contents: Contents) -> dict[str, Any]:
    """The draft as data of the application."""
    return {**{name: contents.typed.get(name, "") for name in NAMES}, READ_GUIDE: True}


def problems_of(contents: Contents, today: date) -> dict[str, str]:
    """What is still wrong, by field, in the order of the form; empty when it can be submitted."""
    found = missing_authority(contents.typed, has_papers=bool(contents.files))
    try:
        values = load_schema(OnlineApplicationSchema(), data_of(contents))
        accepting_organ(values["organ"], today)
    except InvalidInput as error:
        found |= error.fields
    return {name: found[name] for name in (*NAMES, READ_GUIDE) if name in found}


def programs_problem(form: Mapping[str, str], begun_at: datetime, now: datetime) -> str:
    """A sentence when this looks like a program: the trap is filled, or it went too fast."""
    if form.get(TRAP):
        return "“请留空”一栏请不要填写"
    return "提交得太快了，请核对内容后再提交一次" if now - begun_at < QUICKEST else ""


def parts(typed: Mapping[str, str], errors: Mapping[str, str], today: date) -> dict[str, list[FieldView]]:
    """Part → its fields, ready for the page."""
    schema, organs = OnlineApplicationSchema(), organ_choices(today)
    return {title: [_field(schema, name, typed, errors, organs) for name in names] for title, names in PARTS}


def _field(
    schema: OnlineApplicationSchema,
    name: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    organs: list[Choice],
) -> FieldView:
    view = field_view(schema, name, typed, errors)
    view.wide = name in WIDE
    view.choices = [
        Choice(c.value, c.label, NOTES.get(c.value, "")) for c in view.choices if isinstance(c, Choice)
    ]
    for key, value in DETAILS.get(name, {}).items():
        setattr(view, key, value)
    if name == "organ":
        view.type, view.choices = "select", organs
        view.value = view.value or (organs[0].value if len(organs) == 1 else "")
        view.hint = "请选择制作或者保存这项信息的机关；拿不准的，可先电话咨询"
    return view


def as_kept(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, in the form in which it will be kept; unknown fields are left out."""
    declared = OnlineApplicationSchema().fields
    return {name: field.as_kept(typed[name]) if isinstance(field := declared[name], Text) else typed[name]
            for name in NAMES if name in typed}  # fmt: skip


def not_printed(typed: Mapping[str, str]) -> str:
    """What the letters will not be able to print of these words; empty when they can print all."""
    return print_note(as_kept(typed))


def read_back(typed: Mapping[str, str], today: date) -> list[dict[str, Any]]:
    """Every part with the words as they will be submitted."""
    typed = as_kept(typed)
    return [
        {"title": title, "rows": [_row(field) for field in fields if _is_worth_showing(field, typed)]}
        for title, fields in parts(typed, {}, today).items()
    ]


def _is_worth_showing(field: FieldView, typed: Mapping[str, str]) -> bool:
    is_person = typed.get("applicant_kind") == ApplicantKind.NATURAL_PERSON
    is_optional = (
        field.name in ("contact_name", "representative") and is_person
    ) or field.name == "agent_name"
    return not (is_optional and not field.value)


def _row(field: FieldView) -> dict[str, Any]:
    words = {str(c.value): c.label for c in field.choices if isinstance(c, Choice)}
    words |= {str(c[0]): c[1] for c in field.choices if isinstance(c, tuple)}
    return {"label": field.label, "value": words.get(str(field.value), field.value), "wide": field.wide,
            "kept": field.type == "textarea", "name": field.name}  # fmt: skip
