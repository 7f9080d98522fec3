"""催办 at the desk of the urged: shown beside the inbox and on the case, until they take note of it (已阅)."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.models import Case, Urging
from app.casework.work.reading import readable_case
from app.casework.work.urgings import receive_urging
from app.desk import shell
from app.desk.blueprint import bp
from app.office.standing import Standing
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key
from app.web.filters import short_moment


def urging_rows(standing: Standing, case: Case | None = None) -> list[dict[str, Any]]:
    """What the person is urged about, in all cases or in this one."""
    return [_row(one) for one in shell.urged_of(standing) if case is None or one.case_id == case.id]


def _row(one: Urging) -> dict[str, Any]:
    return {
        "number": one.case.number, "title": one.case.title, "text": one.text, "at": short_moment(one.urged_at),
        "by": one.urged_by.name if one.urged_by else "", "action": url_for("desk.take_note", number=one.case.number),
    }  # fmt: skip


@bp.post("/cases/<number>/urging")
@signed_in
def take_note(number: str) -> ResponseReturnValue:
    """已阅: the supervisor sees that the 催办 has arrived."""
    case = readable_case(number, current_standing())
    perform(receive_urging, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id)
    flash(f"已阅催办，编号 {number}", "success")
    return redirect(url_for("desk.show_case", number=number))
