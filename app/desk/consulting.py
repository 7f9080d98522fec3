"""征求意见 on the case page: name a party, and go on with each of them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.models import Case, Consultation
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.desk.confirming import Attempt, attempt_shown
from app.desk.consultation_view import DOINGS, RUNS_ON, Doing, consultation_row, doings_of, note_of
from app.law.consulting import Asked
from app.letters import preview_html
from app.office.permissions import Permission, check
from app.steps import consultation_acts as acts
from app.steps import consultation_letters as letters
from app.steps.consultation_forms import party_schema
from app.steps.consultation_record import consultation_of
from app.steps.consultation_rule import check_may_ask, consulting_rule
from app.steps.consultation_units import units_of_the_house
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view

NOTE = ("申请公开的信息会损害第三方合法权益的，须书面征求第三方意见（第三十二条）；"
        "共同制作的，征求其他机关意见（第三十四条）。可以同时征求几方。")  # fmt: skip
ASKED_NOW = "已征求该单位意见；该单位在“来函征求意见”中回复，不制发文书"
STANDS_STILL = "停止计时的时间按各方的并集计算，不重复扣除。"


def _case(number: str, needed: Permission) -> Case:
    """The case, if it may be read and this may be done. Raises NotFound or NotAllowed."""
    case = readable_case(number, current_standing())
    check(needed, current_standing(), case, timekeeping.today())
    return case


@bp.get("/cases/<number>/consultations/new")
@signed_in
def prepare_consultation(number: str) -> ResponseReturnValue:
    """Who is asked what. Where the process's rule forbids it there is nothing to ask."""
    case = _case(number, Permission.CONSULT)
    check_may_ask(case)
    return _party_page(case, {}, {})


@bp.post("/cases/<number>/consultations/new")
@signed_in
def add_consultation(number: str) -> ResponseReturnValue:
    """Keep the party; its letter is issued by an act of its own."""
    case, typed = _case(number, Permission.CONSULT), typed_values()
    if errors := attempt(acts.prepare_consultation, case, data=typed):
        return _party_page(case, typed, errors), 422
    flash(ASKED_NOW if typed["party"] == Asked.HOUSE_UNIT else "已拟定征求意见，待制发文书", "success")
    return redirect(url_for("desk.show_case", number=number, _anchor="consultations"))


def _party_page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(party_schema(units_of_the_house(case, timekeeping.today())), typed, errors)
    action = url_for("desk.add_consultation", number=case.number)
    note = NOTE + (STANDS_STILL if consulting_rule(case).stands_still(case) else RUNS_ON)
    return render_template("desk/consultation.html", case=case, title="征求意见", note=note, fields=view.parts,
                           errors=errors, action=action, submit="拟定", row=None, letter=None)  # fmt: skip


@bp.get("/cases/<number>/consultations/<int:which>/<doing>")
@signed_in
def do_consultation(number: str, which: int, doing: str) -> ResponseReturnValue:
    """The form of one act with one party; before the letter is issued, the letter."""
    case, row, what = _found(number, which, doing)
    if doing not in doings_of(row):
        return redirect(url_for("desk.show_case", number=case.number, _anchor="consultations"))
    return _doing_page(row, doing, what, {}, {})


@bp.post("/cases/<number>/consultations/<int:which>/<doing>")
@signed_in
def go_on_with_consultation(number: str, which: int, doing: str) -> ResponseReturnValue:
    """Do it; a notice that is made of what was typed is shown first."""
    case, row, what = _found(number, which, doing)
    typed = typed_values()
    if "back" in request.args:
        return _doing_page(row, doing, what, typed, {})
    tried = _try(case, which, what, typed)
    if tried.errors:
        return _doing_page(row, doing, what, typed, tried.errors), 422
    if tried.page is not None:
        return tried.page
    flash(f"{what.words}：已办理", "success")
    return redirect(url_for("desk.show_case", number=number, _anchor="consultations"))


def _try(case: Case, which: int, what: Doing, typed: dict[str, Any]) -> Attempt:
    """The page of a letter shows it already: that is done at once."""
    given: dict[str, Any] = {"data": typed} if what.schema().fields else {}
    if given and what.permission is Permission.ISSUE_LETTER:
        return attempt_shown(what.use, case, what.words, number=which, **given)
    return Attempt(errors=attempt(what.use, case, number=which, **given))


def _found(number: str, which: int, doing: str) -> tuple[Case, Consultation, Doing]:
    what = DOINGS.get(doing)
    if what is None:
        raise NotFound()
    case = _case(number, what.permission)
    return case, consultation_of(case, which), what


def _doing_page(
    row: Consultation, doing: str, what: Doing, typed: dict[str, Any], errors: dict[str, str]
) -> str:
    case, today = row.case, timekeeping.today()
    view = form_view(what.schema(), typed, errors)
    letter = None
    if doing == "letter" and doing in doings_of(row):
        letter = preview_html(letters.letter_kind(row, today), letters.preview_facts(row, today))
    action = url_for("desk.go_on_with_consultation", number=case.number, which=row.number, doing=doing)
    shown = consultation_row(row, current_standing())
    note = note_of(what, case)
    return render_template("desk/consultation.html", case=case, title=what.words, note=note, fields=view.parts,
                           errors=errors, action=action, submit=what.words, row=shown, letter=letter)  # fmt: skip
