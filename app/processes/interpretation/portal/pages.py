"""政策与解读 on one page: the document, its explaining texts and further forms, as they stand in public."""

from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.actor import APPLICANT
from app.casework.acts.commands import perform
from app.casework.publications import lists
from app.casework.publications.standing import SHOWN
from app.law.errors import InvalidInput
from app.processes.interpretation.public_view import parts_of
from app.processes.interpretation.questions import QuestionSchema, answers_about, ask, part_of_package
from app.web.access import public
from app.web.acting import typed_values
from app.web.form_fields import form_view
from app.web.limits import Sending, limited
from app.web.public_cache import shortly_kept

bp = Blueprint("interpretation_portal", __name__, url_prefix="/policies", template_folder="../templates")


@bp.get("/<int:publication_id>")
@public
def package(publication_id: int) -> Response:
    """Everything of the package that can be read now; what belongs to no package is unknown here."""
    now = timekeeping.now()
    found = part_of_package(publication_id, now)
    if found is None:
        abort(404)
    if not (parts := parts_of(found.publication, now)):
        gone = {"entry": found.publication, "standing": found.standing}
        return shortly_kept(make_response(render_template("interpretation/portal/gone.html", **gone), 410))
    page = render_template(
        "interpretation/portal/package.html",
        parts=parts,
        entry=parts[0].entry,
        answers=answers_about(parts[0].entry.case_id, now),
        standing_words=SHOWN[found.standing],
    )
    return shortly_kept(make_response(page))


@bp.get("/<int:publication_id>/questions")
@public
def ask_page(publication_id: int) -> str:
    """The question box of what stands in public."""
    return _box(publication_id, {}, {})


@bp.post("/<int:publication_id>/questions")
@public
@limited(Sending.ANSWER)
def ask_now(publication_id: int) -> ResponseReturnValue:
    """A question is sent; it becomes a task of the department."""
    typed = typed_values()
    try:
        perform(ask, actor=APPLICANT, now=timekeeping.now(), publication_id=publication_id,
                data={"question": typed.get("question", "")})  # fmt: skip
    except InvalidInput as refused:
        return _box(publication_id, typed, dict(refused.fields) or {"question": refused.message}), 422
    flash("问题已收到。答复后将在本页公开", "success")
    return redirect(url_for(".package", publication_id=publication_id))


def _box(publication_id: int, typed: dict[str, Any], errors: dict[str, str]) -> str:
    found = part_of_package(publication_id, timekeeping.now())
    if found is None or found.standing in lists.GONE:
        abort(404)
    fields = form_view(QuestionSchema(), typed, errors).parts
    return render_template(
        "interpretation/portal/ask.html", entry=found.publication, fields=fields, errors=errors
    )
