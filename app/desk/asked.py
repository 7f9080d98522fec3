"""来函征求意见: what an organ is asked by letter or a unit inside the house, and the answer to it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound
from app.casework.models import Consultation
from app.desk.blueprint import bp
from app.law.consulting import ASKED_WORDS, is_late
from app.law.errors import RuleViolation
from app.office.permissions import Permission
from app.steps.consultation_desk import answer_at_desk, asked_by_letter, asked_of
from app.steps.consultation_forms import OnlineAnswerSchema
from app.steps.consultation_record import clock_of
from app.web.access import current_standing, requires
from app.web.acting import acting, faults_beside, sending_key
from app.web.chosen_files import ACCEPT, ChosenFiles, chosen_files
from app.web.downloads import download
from app.web.fields import FieldView
from app.web.form_fields import form_view
from app.web.page_number import page_number

FIELDS = ("answer", "reason", "is_meant")


@bp.get("/asked")
@requires(Permission.ANSWER_CONSULTATION)
def list_asked() -> str:
    """What waits for an answer of one's organs and units, with the day until which it is in time."""
    page = asked_of(current_standing(), page_number())
    rows = [(row, clock_of(row)) for row in page.rows]
    return render_template(
        "desk/asked_list.html", page=page, rows=rows, words=ASKED_WORDS, today=timekeeping.today()
    )


@bp.get("/asked/<int:consultation_id>/letter")
@requires(Permission.ANSWER_CONSULTATION)
def read_asking_letter(consultation_id: int) -> ResponseReturnValue:
    """The letter itself; nothing else of that file is opened by being asked."""
    row = asked_by_letter(consultation_id, current_standing())
    if row.letter is None or row.letter.document is None:
        raise NotFound()
    return download(row.letter.document)


@bp.route("/asked/<int:consultation_id>", methods=["GET", "POST"])
@requires(Permission.ANSWER_CONSULTATION)
def answer_asked(consultation_id: int) -> ResponseReturnValue:
    """Read what is asked, and answer it."""
    row = asked_by_letter(consultation_id, current_standing())
    if request.method == "GET":
        return _page(row, {}, {}, ChosenFiles())
    return _answer(row, chosen_files())


def _answer(row: Consultation, chosen: ChosenFiles) -> ResponseReturnValue:
    typed = {name: request.form[name] for name in FIELDS if name in request.form}
    sent: dict[str, Any] = {
        "case_id": row.case_id,
        "number": row.number,
        "data": typed,
        "uploads": chosen.uploads,
    }
    if chosen.problem:
        return _page(
            row, typed, faults_beside({"files": chosen.problem}, answer_at_desk, **sent), chosen
        ), 422
    try:
        done = perform(answer_at_desk, actor=acting(), now=timekeeping.now(), key=sending_key(), **sent)
    except RuleViolation as refused:
        return _page(row, typed, dict(refused.fields) or {"": refused.message}, chosen), refused.status
    flash("意见已回复" + ("；期限已满，存入案卷" if done["late"] else ""), "success")
    return redirect(url_for("desk.list_asked"))


def _page(row: Consultation, typed: dict[str, Any], errors: dict[str, str], chosen: ChosenFiles) -> str:
    clock, view = clock_of(row), form_view(OnlineAnswerSchema(), typed, errors)
    files = FieldView(
        "files", "附件", error=errors.get("files", ""), hint="如盖章的复函；PDF、OFD、DOCX、XLSX、JPG、PNG",
        type="file", accept=ACCEPT, multiple=True,
    )  # fmt: skip
    return render_template(
        "desk/asked.html", row=row, clock=clock, is_late=is_late(clock, timekeeping.today()), words=ASKED_WORDS,
        fields=view.parts, errors=errors, chooser=files, notes=chosen.notes,
    )  # fmt: skip
