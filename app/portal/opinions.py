"""征求意见的网上回复: whoever was asked by letter answers with the number and the code that stand in it, once.

Number and code travel in the form, never in an address; nothing of who applied is shown (条例第三十二条).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app import timekeeping
from app.casework.acts.actor import Actor, ActorKind
from app.casework.acts.commands import perform
from app.casework.models import Consultation
from app.law.consulting import is_late
from app.law.errors import RuleViolation
from app.portal.blueprint import bp
from app.portal.limits import LARGEST_FILE, LARGEST_UPLOAD, MOST_FILES
from app.portal.uploads import ACCEPT, chosen_files
from app.steps.consultation_answers import answer_online, check_answerable
from app.steps.consultation_codes import LONGEST, about, answer_number, open_for_answer
from app.steps.consultation_forms import OnlineAnswerSchema
from app.steps.consultation_record import clock_of
from app.web import known_browser
from app.web.access import public
from app.web.acting import faults_beside
from app.web.addresses import client_address
from app.web.errors import waiting_header
from app.web.form_fields import form_view
from app.web.limits import Sending, limited
from app.web.well_formed import MULTIPART

ASKED = Actor(ActorKind.APPLICANT, "被征求意见的一方")
FIELDS = ("answer", "reason", "is_meant")


@dataclass(frozen=True)
class Given:
    """What the letter says and the party types in."""

    number: str
    code: str

    @classmethod
    def sent(cls) -> "Given":
        return cls(*(request.form.get(name, "").strip()[:LONGEST] for name in ("number", "code")))

    def blanks(self) -> dict[str, str]:
        asked = {"number": (self.number, "请填写征求意见编号"), "code": (self.code, "请填写提交码")}
        return {name: words for name, (typed, words) in asked.items() if not typed}


@bp.get("/opinions")
@public
def opinions() -> str:
    """Ask for number and code."""
    return _ask("", {})


@bp.post("/opinions")
@public
@limited(Sending.ANSWER)
def open_opinion() -> Any:
    """The form, if the code fits."""
    return _with_row(lambda row, given: _form(row, given, {}, {}))


@bp.post("/opinions/answer")
@public
@limited(Sending.ANSWER)
def send_opinion() -> Any:
    """Keep the opinion and its papers; the code is looked at again."""
    return _with_row(_send)


def _with_row(go_on: Any) -> Any:
    given = Given.sent()
    if errors := given.blanks():
        return _ask(given.number, errors), 422
    try:
        device = known_browser.mark_for(about(given.number))
        row = open_for_answer(given.number, given.code, client_address(), device, timekeeping.now())
    except RuleViolation as refused:
        return _ask(given.number, {"code": refused.message}), refused.status, waiting_header(refused)
    known_browser.remember(about(given.number))
    try:
        check_answerable(row)
    except RuleViolation as refused:
        return _ask(given.number, {"": _closed_words(row, refused)}), refused.status
    return go_on(row, given)


def _send(row: Consultation, given: Given) -> Any:
    typed = {name: request.form[name] for name in FIELDS if name in request.form}
    uploads, problem = chosen_files() if request.mimetype == MULTIPART else ([], "")
    sent: dict[str, Any] = {"actor": ASKED, "case_id": row.case_id, "number": row.number, "code": given.code,
                            "data": typed, "uploads": uploads}  # fmt: skip
    if problem:
        return _form(row, given, typed, faults_beside({"files": problem}, answer_online, **sent)), 422
    try:
        done = perform(answer_online, now=timekeeping.now(), key=_key(row), **sent)
    except RuleViolation as refused:
        return _form(row, given, typed, refused.fields or {"": refused.message}), refused.status
    late = "。期限已满，您的意见存入案卷" if done["late"] else ""
    flash(f"已收到您对征求意见 {answer_number(row)} 的回复，共收到材料 {len(uploads)} 份{late}", "success")
    return redirect(url_for(".opinions"))


def _key(row: Consultation) -> str | None:
    """One effect per sending of the form."""
    form_key = request.form.get("form_key", "")[:64]
    return f"opinion:{row.id}:{form_key}" if form_key else None


def _closed_words(row: Consultation, refused: RuleViolation) -> str:
    if row.answered_on is not None:
        return f"您的意见已于{row.answered_on}收到，不能再次提交；需要补充、变更的，请按来函联系本机关"
    return refused.message


def _ask(number: str, errors: Mapping[str, str]) -> str:
    return render_template("portal/opinion_ask.html", number=number, errors=errors)


def _form(row: Consultation, given: Given, typed: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    clock = clock_of(row)
    return render_template(
        "portal/opinion.html", row=row, given=given, party=row.shown_name, due_on=clock.due_on if clock else None,
        is_provisional=clock is not None and clock.provisional, is_late=is_late(clock, timekeeping.today()),
        fields=form_view(OnlineAnswerSchema(), typed, errors).parts, errors=errors, accept=ACCEPT, largest=LARGEST_FILE,
        most=MOST_FILES, total=LARGEST_UPLOAD,
    )  # fmt: skip
