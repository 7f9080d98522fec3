"""What 逐步判断 came to at 受理审查: three questions (补不补、是不是、谁负责), carried to whoever searches."""

from app.casework.acts.act import Act
from app.casework.contract.forms import Values
from app.casework.models import Case
from app.law.errors import InvalidInput
from app.law.judging import SCREENED, going_on, next_question
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.decisions import ACCEPT, CLARIFY, FEE, ON_SCREENING
from app.processes.disclosure.judging import judgements_of, words_of
from app.processes.disclosure.models import Judgement

ACCEPTED = "受理，转分办"


def suggestion(case: Case) -> str:
    """What the answers suggest: an outcome that needs no unit, or 受理; empty before all three are answered."""
    return _suggested(_whole(case))


def suggestion_words(case: Case) -> str:
    """The same for readers."""
    return _named(suggestion(case))


def _suggested(one: Judgement | None) -> str:
    if one is None or next_question(one.answers, SCREENED) is not None:
        return ""
    return one.proposed if one.proposed in ON_SCREENING else ACCEPT


def _named(code: str) -> str:
    return ACCEPTED if code == ACCEPT else OUTCOMES[code].title if code else ""


def answers_so_far(case: Case) -> str:
    """Beside the form: what was answered, in a sentence."""
    one = _whole(case)
    return words_of(one) if one is not None and one.answers else ""


def settle_judgement(act: Act, values: Values) -> None:
    """受理审查 is concluded: the judgement with it. Raises InvalidInput for a departure without a reason.

    What is accepted keeps the answers that lead on; what is sent for 补正 is asked anew when the answer is there.
    """
    one, chosen = _whole(act.the_case), values["screening"]
    if one is None or chosen == FEE:
        return
    suggested = _suggested(one)
    departs = bool(suggested) and suggested != chosen
    if departs and not values["opinion"]:
        words = f"逐步判断的建议为“{_named(suggested)}”，不采用的请在审查意见中写明理由"
        raise InvalidInput(fields={"opinion": words})
    if chosen in (ACCEPT, CLARIFY):
        one.answers = going_on(one.answers) if chosen == ACCEPT else {}
        one.proposed = one.outcome = one.why_departed = ""
        return
    if suggested:
        one.outcome, one.judged_by_id, one.judged_at = chosen, act.actor.person_id, act.now
        one.judged_by = act.actor.person
        one.why_departed = values["opinion"] if departs else ""
        act.audit("judgement.concluded", words_of(one), number=one.number, answers=dict(one.answers),
                  proposed=one.proposed, outcome=chosen, why_departed=one.why_departed)  # fmt: skip


def reopen_judgement(case: Case) -> None:
    """受理审查 is taken back: its answers stay, its conclusion does not."""
    if (one := _whole(case)) is not None:
        one.outcome = one.why_departed = ""


def _whole(case: Case) -> Judgement | None:
    known = judgements_of(case)
    return known[0] if known and not known[0].is_item else None
