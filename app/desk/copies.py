"""抄送: telling somebody of a case, 抄送我的, and 已阅."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.office.permissions import Permission, check
from app.steps import copying
from app.web.access import current_standing, requires, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view
from app.web.page_number import page_number


@bp.get("/copies")
@requires(Permission.SIGN_IN_DESK)
def list_copies() -> str:
    """抄送我的: unread first."""
    page = copying.list_copies(current_standing(), page_number())
    return render_template("desk/copies.html", page=page)


@bp.get("/cases/<number>/copies/new")
@signed_in
def show_copying(number: str) -> ResponseReturnValue:
    """To whom."""
    return _page(_case(number), {}, {})


@bp.post("/cases/<number>/copies/new")
@signed_in
def copy_case(number: str) -> ResponseReturnValue:
    """抄送."""
    case, typed = _case(number), typed_values()
    if errors := attempt(copying.copy_case, case, data=typed):
        return _page(case, typed, errors), 422
    flash("已抄送，对方打开“抄送我的”可以看到", "success")
    return redirect(url_for("desk.show_case", number=number))


@bp.post("/cases/<number>/copies/read")
@signed_in
def read_copy(number: str) -> ResponseReturnValue:
    """已阅."""
    case = readable_case(number, current_standing())
    if errors := attempt(copying.read_copy, case):
        flash(next(iter(errors.values())), "warning")
    return redirect(url_for("desk.list_copies"))


def _case(number: str) -> Case:
    case = readable_case(number, current_standing())
    check(Permission.COPY_CASE, current_standing(), case, timekeeping.today())
    return case


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(copying.schema_for(case, timekeeping.today()), typed, errors)
    told = copying.copies_of(case)
    return render_template("desk/copying.html", case=case, fields=view.parts, errors=errors, told=told)
