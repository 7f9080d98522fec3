"""Pages of 双人复核: what one administrator proposed, and the decision of another."""

from itertools import islice
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import timekeeping
from app.admin import diagram_views
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.casework.acts.errors import NotFound
from app.casework.administration import first_passwords, proposing, second_person
from app.casework.administration.accounts import NewPassword
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Proposal
from app.casework.models.proposals import ProposedAct, SecondState
from app.casework.run.diagram_versions import proposed_diagrams, versions_of
from app.casework.run.workflow import diagram_set
from app.database import db
from app.office.models import Person
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.schema_fields import field_views

STATES = {
    SecondState.WAITING: ("待复核", "warm"), SecondState.AGREED: ("已同意", "green"),
    SecondState.REFUSED: ("未同意或者已撤回", "plain"),
}  # fmt: skip
LATEST = 50
"""So many of what was decided are shown; all of it stands in the audit log."""


class DecisionSchema(OfficeSchema):
    """What the second person decides."""

    decision = Choice("复核意见", {"agree": "同意，立即生效", "refuse": "不同意"})
    reason = Text("复核情况", maximum=200, hint="例如：已与任职文件核对；不同意的，写明理由")


class WithdrawalSchema(OfficeSchema):
    """Why who proposed it does not want it any more."""

    reason = Text("撤回理由", maximum=200)


@bp.get("/proposals")
@requires(Permission.AGREE_TO_PROPOSAL)
def list_proposals() -> str:
    """What waits for a second person within reach, then what was decided last."""
    standing = current_standing()
    decided = (
        select(Proposal).where(Proposal.state != SecondState.WAITING).order_by(Proposal.decided_at.desc())
    )
    over = (one for one in db.session.scalars(decided) if proposing.is_shown(standing, one))
    rows = [*proposing.waiting(standing), *islice(over, LATEST)]
    return render_template(
        "admin/proposals.html", rows=rows, states=STATES, reader=standing.person_id, latest=LATEST
    )


@bp.route("/proposals/<row_id:proposal_id>", methods=["GET", "POST"])
@requires(Permission.AGREE_TO_PROPOSAL)
def show_proposed(proposal_id: int) -> ResponseReturnValue:
    """What would be done, and the decision; to who proposed it, the first half of the password and the way back."""
    proposal = _proposal(proposal_id)
    is_own = proposal.proposed_by_id == current_standing().person_id
    schema = WithdrawalSchema() if is_own else DecisionSchema()
    form = sent(lambda typed: _decide(proposal, is_own, load_schema(schema, typed)))
    if form.is_done and form.result is not None:
        return render_template("admin/half.html", half=form.result, proposal=proposal)
    if form.is_done:
        flash("已登记", "success")
        return redirect(url_for(".show_proposed", proposal_id=proposal_id))
    return render_template(
        "admin/proposal.html", proposal=proposal, is_own=is_own, state=STATES[SecondState(proposal.state)],
        half=first_passwords.halves(proposal.nonce)[0] if is_own and proposal.nonce else "",
        fields=field_views(schema, form.typed, form.errors), errors=form.errors, diagrams=_diagrams(proposal),
        is_waiting=proposal.state == SecondState.WAITING,
    ), form.status  # fmt: skip


def _proposal(proposal_id: int) -> Proposal:
    found = db.session.get(Proposal, proposal_id)
    if found is None or not proposing.is_shown(current_standing(), found):
        raise NotFound
    return found


def _decide(proposal: Proposal, is_own: bool, values: dict[str, Any]) -> str | None:
    """The act; the second half of a password, if there is one, for this answer alone."""
    if is_own or values["decision"] == "refuse":
        run(second_person.refuse, proposal_id=proposal.id, reason=values["reason"])
        return None
    half, password = _password_of(proposal)
    run(second_person.agree, proposal_id=proposal.id, reason=values["reason"], password=password)
    return half


def _password_of(proposal: Proposal) -> tuple[str | None, NewPassword | None]:
    if not proposal.nonce:
        return None, None
    person = proposal.person or Person(login=proposal.values["login"], name=proposal.values["name"])
    password = first_passwords.whole(proposal.nonce, person, timekeeping.now())
    return first_passwords.halves(proposal.nonce)[1], password


def _diagrams(proposal: Proposal) -> dict[str, Any] | None:
    """What differs from the version in force, and the drawings, where diagrams are proposed and still wait."""
    if proposal.act != ProposedAct.DEPLOY_DIAGRAMS or proposal.state != SecondState.WAITING:
        return None
    process, found = proposed_diagrams(proposal)
    current = versions_of(process.key)[0]
    comparison = diagram_views.compared(diagram_set(current), found)
    return {"process": process, "current": current, "found": comparison}
