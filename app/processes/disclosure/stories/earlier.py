"""What the invented office does before a decision that rests on an earlier act (第三十、三十五、三十六条)."""

from app.casework.acts.actor import Actor, of_person
from app.casework.contract.scenes import Present
from app.casework.letters import by_clerk
from app.casework.letters.deliveries import record_delivery
from app.casework.letters.issuing import letters_of
from app.law.earlier_acts import Earlier, why_not
from app.law.excess import EXCESSIVE
from app.office.holders import holders_of
from app.office.vocabulary import Role
from app.processes.disclosure.excess import statement_of
from app.processes.disclosure.reason_period import reason_due_on
from app.processes.disclosure.record_facts import REASON_REQUEST, on_record, reason_asked_on
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.stories.story import Scene

INSTEAD = "petition"


def outcome_now(scene: Scene) -> str:
    """The story's outcome, or another where the act on which it rests never took place."""
    wanted = scene.story.outcome
    if wanted == EXCESSIVE and scene.item.form == "screening":
        return wanted  # the reason is asked for before the form is handed in
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
    if reason_asked_on(scene.case) is None:  # on paper: what only lies printed asks nobody
        _hand_over(scene, present)


def _hand_over(scene: Scene, present: Present) -> None:
    letter = next(one for one in reversed(letters_of(scene.case)) if one.kind == REASON_REQUEST)
    clerk = of_person(holders_of(Role.INTAKE_CLERK, scene.case.organ, present.today)[0])
    handed = {"method": "in_person", "delivered_on": present.today.isoformat(), "receiver": "本人"}
    present.run(record_delivery, clerk, case_id=scene.case.id, letter_id=letter.id, data=handed)


def awaits_reason(scene: Scene) -> bool:
    """Whether the applicant may still say why: 期限届满，未说明理由 is told after the period alone (第三十五条)."""
    request = request_of(scene.case)
    if request.outcome != EXCESSIVE or statement_of(scene.case) is not None:
        return False
    due_on = reason_due_on(scene.case)
    return due_on is None or scene.today <= due_on
