"""登记评估 on a page of its own: what the mail about the day of review asks for."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.processes.interpretation.desk.blueprint import bp
from app.processes.interpretation.desk.pages import nothing_to_do, publishable
from app.processes.interpretation.reviewing import (
    NothingToReview,
    ReviewSchema,
    review_package,
    to_be_reviewed,
)
from app.web.access import signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view


@bp.get("/<number>/review")
@signed_in
def ask_review(number: str) -> ResponseReturnValue:
    """What was found, and when next; on its case page, where nothing waits for a review."""
    case = publishable(number)
    if not to_be_reviewed(case, timekeeping.now()):
        return nothing_to_do(case, NothingToReview.message)
    return _page(case, {}, {})


@bp.post("/<number>/review")
@signed_in
def review(number: str) -> ResponseReturnValue:
    """Enter it for all that stands."""
    case, typed = publishable(number), typed_values()
    if errors := attempt(review_package, case, data=typed):
        return _page(case, typed, errors), 422
    flash("已登记评估，继续公开", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, typed: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    parts = form_view(ReviewSchema(), typed, errors).parts
    waiting = to_be_reviewed(case, timekeeping.now())
    return render_template(
        "interpretation/desk/review.html", case=case, fields=parts, errors=errors, waiting=waiting
    )
