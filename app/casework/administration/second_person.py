"""复核: the second person agrees to what another proposed, and it is done; or it is not."""

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration import guarded
from app.casework.administration.accounts import NewPassword
from app.casework.administration.proposing import locked, record, refuse_lapsed, require_second
from app.casework.models import Proposal
from app.casework.models.proposals import ProposedAct, SecondState
from app.casework.run import diagram_versions
from app.law.errors import InvalidInput


@use_case("agree_to_proposal")
def agree(act: Act, proposal_id: int, reason: str, password: NewPassword | None = None) -> Result:
    """同意: what was proposed is done now, by the rules of today.

    Raises ProposalOver, SamePerson, OwnAccount, NotAllowed, and whatever the act itself refuses.
    """
    proposal = locked(proposal_id)
    require_second(act, proposal)
    refuse_lapsed(proposal, act.today)
    _decide(act, proposal, SecondState.AGREED, reason)
    record(act, proposal, "agreed", f"复核同意（提出人 {proposal.proposed_by.name}）")
    if proposal.act == ProposedAct.DEPLOY_DIAGRAMS:
        diagram_versions.carry_out(act, proposal)
    else:
        guarded.carry_out(act, proposal, password)
    return {"proposal": proposal.id}


@use_case("refuse_proposal")
def refuse(act: Act, proposal_id: int, reason: str) -> Result:
    """不同意, or withdrawn by who proposed it. With the reason."""
    proposal = locked(proposal_id)
    if not reason.strip():
        raise InvalidInput(fields={"reason": "请写明理由"})
    if proposal.proposed_by_id != act.actor.person_id:
        require_second(act, proposal)
    _decide(act, proposal, SecondState.REFUSED, reason)
    record(act, proposal, "refused", "复核未同意或者撤回")
    return {"proposal": proposal.id}


def _decide(act: Act, proposal: Proposal, state: SecondState, reason: str) -> None:
    """No half of a password follows from it any more."""
    proposal.state, proposal.reason, proposal.nonce = state, reason.strip(), ""
    proposal.decided_by_id, proposal.decided_at = act.actor.person_id, act.now
