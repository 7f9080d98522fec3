"""Page: a notice that lets due days come earlier, and the second person's decision on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.admin.blueprint import bp
from app.admin.holiday_reading import Understood, from_toml
from app.admin.sending import run, sent
from app.casework.acts.errors import NotFound
from app.casework.administration.effects import moves_of_open_cases
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import HolidayProposal
from app.casework.models.notices import ProposalState
from app.casework.terms import clocks, second_person
from app.database import db
from app.law.calendar_year import CalendarYear
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.schema_fields import field_views

STATES = {
    ProposalState.WAITING: "待另一人同意", ProposalState.AGREED: "已同意，已导入", ProposalState.REFUSED: "未采用",
}  # fmt: skip


class DecisionSchema(OfficeSchema):
    """What the second person decides."""

    decision = Choice("处理", {"agree": "同意导入", "refuse": "不同意"})
    reason = Text("理由", maximum=200, hint="例如：已与国务院办公厅通知原文逐日核对")


def requires_second_person(view: Callable[..., Any]) -> Callable[..., Any]:
    """Only for those who may agree for every organ."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not second_person.may_agree(current_standing()):
            abort(403)
        return view(*args, **kwargs)

    return requires(Permission.AGREE_TO_CALENDAR)(guarded)


@bp.route("/holidays/proposals/<row_id:proposal_id>", methods=["GET", "POST"])
@requires_second_person
def show_proposal(proposal_id: int) -> ResponseReturnValue:
    """What would change and what would move, beside the text; then the decision."""
    proposal = db.session.get(HolidayProposal, proposal_id)
    if proposal is None:
        raise NotFound
    form = sent(lambda typed: _decide(proposal_id, typed))
    if form.is_done:
        flash(f"{proposal.year} 年放假安排已登记处理", "success")
        return redirect(url_for(".show_proposal", proposal_id=proposal_id))
    is_waiting = proposal.state == ProposalState.WAITING
    found = _understood(proposal)
    moves = (
        moves_of_open_cases(clocks.calendar().with_years(found.years), clocks.parameters())
        if is_waiting
        else []
    )
    return render_template(
        "admin/holiday_proposal.html", proposal=proposal, found=found, moves=moves, errors=form.errors,
        state=STATES[ProposalState(proposal.state)], is_waiting=is_waiting,
        is_own=proposal.person_id == current_standing().person_id,
        fields=field_views(DecisionSchema(), form.typed, form.errors),
    ), form.status  # fmt: skip


def _understood(proposal: HolidayProposal) -> Understood:
    found = from_toml(proposal.source, clocks.calendar(), is_agreed=True)
    before = CalendarYear.from_toml(proposal.before) if proposal.before else None
    return Understood(found.year, before, proposal.text, found.changes)


def _decide(proposal_id: int, typed: dict[str, Any]) -> dict[str, Any]:
    values = load_schema(DecisionSchema(), typed)
    agrees = values["decision"] == "agree"
    return run(second_person.decide, proposal_id=proposal_id, agrees=agrees, reason=values["reason"])
