"""What the invented office does before a decision that rests on an earlier act (第三十、三十五、三十六条)."""

from app.casework.acts.actor import Actor
from app.casework.contract.scenes import Present
from app.casework.letters import by_clerk
from app.law.earlier_acts import Earlier, why_not
from app.law.excess import EXCESSIVE
from app.processes.disclosure.excess import statement_of
from app.processes.disclosure.reason_period import reason_due_on
from app.processes.disclosure.record_facts import REASON_REQUEST, on_record
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.stories.story import Scene

INSTEAD = "petition"


def outcome_now(scene: Scene) -> str:
    """The story's outcome, or another where the act on which it rests never took place."""
    wanted = scene.story.outcome
    return INSTEAD if why_not(wanted, on_record(request_of(scene.case))) else wanted


def ask_reason(scene: Scene, present: Present, actor: Actor) -> None:
    """The applicant of very many requests is asked why, once, before anything is refused (第三十五条)."""
    if Earlier.REASON_ASKED in on_record(request_of(scene.case)):
        return
    sheet = by_clerk.sheet_of(scene.case, REASON_REQUEST, present.today)
    facts = {name: field.sample for name, field in sheet.asked.items() if field.sample is not None}
    present.run(
        by_clerk.issue_case_letter, actor, case_id=scene.case.id, kind=REASON_REQUEST, facts=facts, seen=sheet.mark,
    )  # fmt: skip


def awaits_reason(scene: Scene) -> bool:
    """Whether the applicant may still say why: 期限届满，未说明理由 is told after the period alone (第三十五条)."""
    request = request_of(scene.case)
    if request.outcome != EXCESSIVE or statement_of(scene.case) is not None:
        return False
    due_on = reason_due_on(scene.case)
    return due_on is None or scene.today <= due_on
