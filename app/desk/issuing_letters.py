"""制发文书 on the case page: choose a kind that fits, fill what the record does not know, look at it, confirm."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.fields import Choice
from app.casework.contract.forms import load_schema
from app.casework.contract.platform import words_of
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters import by_clerk, delivery_proof, facts_form, fitting
from app.casework.letters.by_clerk import Sheet
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.law.errors import InvalidInput, RuleViolation
from app.letters import preview_html
from app.letters.letter_check import State
from app.office.permissions import Permission, check
from app.web.access import current_standing, requires
from app.web.acting import acting, attempt, sending_key, typed_values
from app.web.form_fields import form_view

PREFIX = "fact_"
SENT_TO = {"third_party": "给第三方", "organ": "给其他机关", "internal": "存入案卷"}


@bp.get("/cases/<number>/letters/new")
@requires(Permission.ISSUE_LETTER)
def choose_letter_kind(number: str) -> ResponseReturnValue:
    """The kinds that fit this case, and why another one must wait."""
    case = _case(number)
    sent_to = {"applicant": f"给{words_of(case).party}", **SENT_TO}
    return render_template(
        "desk/letter_kinds.html", case=case, offers=fitting.offers(case), sent_to=sent_to,
        to_prove=delivery_proof.to_prove(case),
    )  # fmt: skip


@bp.post("/cases/<number>/letters/<int:letter_id>/proof")
@requires(Permission.RECORD_DELIVERY)
def issue_delivery_proof(number: str, letter_id: int) -> ResponseReturnValue:
    """送达回证, filled by the record; it lies among the papers of the case."""
    case = readable_case(number, current_standing())
    errors = attempt(delivery_proof.issue_proof, case, letter_id=letter_id)
    flash(
        next(iter(errors.values()), "送达回证已生成，在办件的文书中打印"), "warning" if errors else "success"
    )
    return redirect(url_for("desk.show_case", number=number))


@bp.get("/cases/<number>/letters/new/<kind>")
@requires(Permission.ISSUE_LETTER)
def fill_letter(number: str, kind: str) -> ResponseReturnValue:
    """The form of what the record does not know."""
    case = _case(number)
    return _form(case, by_clerk.sheet_of(case, kind, timekeeping.today()), {}, {})


@bp.post("/cases/<number>/letters/new/<kind>")
@requires(Permission.ISSUE_LETTER)
def look_at_letter(number: str, kind: str) -> ResponseReturnValue:
    """The letter with what was typed, and the letter check; only a good one can be confirmed."""
    case, typed = _case(number), _typed()
    sheet = by_clerk.sheet_of(case, kind, timekeeping.today())
    if request.args.get("back"):
        return _form(case, sheet, typed, {})
    try:
        facts, method = _filled(sheet, typed)
        by_clerk.recipient_of(sheet, {**facts, **sheet.known}, method)
    except InvalidInput as refused:
        return _form(case, sheet, typed, refused.fields), refused.status
    return _look(case, sheet, typed, facts)


@bp.post("/cases/<number>/letters/new/<kind>/issue")
@requires(Permission.ISSUE_LETTER)
def issue_filled_letter(number: str, kind: str) -> ResponseReturnValue:
    """Issue what was looked at; what has changed since is shown anew."""
    case, sent = _case(number), typed_values()
    try:
        facts, method = _filled(by_clerk.sheet_of(case, kind, timekeeping.today()), _typed())
        done = perform(by_clerk.issue_case_letter, actor=acting(), now=timekeeping.now(), key=sending_key(),
                       case_id=case.id, kind=kind, facts=facts, method=method, seen=sent.get("seen", ""))  # fmt: skip
    except (by_clerk.LetterChanged, InvalidInput) as refused:
        return _again(number, kind, refused), refused.status
    flash(f"已制发《{done['title']}》，编号 {done['number']}", "success")
    return redirect(url_for("desk.show_case", number=number))


def _case(number: str) -> Case:
    """The case, if it may be read and letters may be issued in it. Raises NotFound or NotAllowed."""
    case = readable_case(number, current_standing())
    check(Permission.ISSUE_LETTER, current_standing(), case, timekeeping.today())
    return case


def _typed() -> dict[str, Any]:
    return {name: value for name, value in typed_values().items() if name != "seen"}


def _schema(sheet: Sheet) -> Schema:
    members = {PREFIX + name: facts_form.form_field(field, PREFIX) for name, field in sheet.asked.items()}
    if sheet.asks_way:
        members["method"] = Choice("送达方式", by_clerk.OUTWARD_WAYS)
    return OfficeSchema(members)


def _filled(sheet: Sheet, typed: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The facts and the way of delivery. Raises InvalidInput, beside each field."""
    values = load_schema(_schema(sheet), typed)
    return facts_form.facts_from(sheet.asked, values, PREFIX), values.get("method", "")


def _form(case: Case, sheet: Sheet, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(_schema(sheet), typed, errors)
    return render_template("desk/letter_form.html", case=case, sheet=sheet, fields=view.parts, errors=errors,
                           known=_known(sheet))  # fmt: skip


def _known(sheet: Sheet) -> list[dict[str, Any]]:
    """What is taken from the record, for reading."""
    shown = {name: sheet.kind.facts[name] for name in sheet.known}
    return [{"label": field.title, "value": field.options.get(sheet.known[name], sheet.known[name])}
            for name, field in shown.items()]  # fmt: skip


def _look(case: Case, sheet: Sheet, typed: dict[str, Any], facts: dict[str, Any]) -> ResponseReturnValue:
    found = by_clerk.checks_of(sheet, facts)
    rows = [{"words": one.title, "ok": one.state is State.OK, "must": one.state is State.REFUSED,
             "note": "；".join(problem.message for problem in one.problems)} for one in found]  # fmt: skip
    is_good = not any(one.state is State.REFUSED for one in found)
    page = render_template("desk/letter_look.html", case=case, sheet=sheet, typed=typed, checks=rows, is_good=is_good,
                           letter=preview_html(sheet.kind, {**facts, **sheet.known}))  # fmt: skip
    return page, 200 if is_good else 422


def _again(number: str, kind: str, refused: RuleViolation) -> str:
    """The form as it stands now, with what was typed and why it was refused."""
    case, typed = _case(number), _typed()
    sheet = by_clerk.sheet_of(case, kind, timekeeping.today())
    asked = {PREFIX + name: words for name, words in refused.fields.items() if name in sheet.asked}
    return _form(case, sheet, typed, {**refused.fields, **asked} or {"": refused.message})
