"""What a story tells beside the main line: a unit helps, a matter comes back, goes to another organ, is contested.

Each happens once, on the first working day on which the case is at its task, by people of the organ or the applicant.
"""

import logging

from sqlalchemy import select

from app.casework.contract.scenes import Present
from app.casework.letters import by_clerk, recalls
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry, Case, WorkItem
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.errors import RuleViolation
from app.office.organs import find_unit
from app.office.vocabulary import Role
from app.processes.disclosure import (
    conversion_acts,
    correction_application_acts,
    excess_acts,
    passing_on,
    proceeding_acts,
    redo,
)
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.linked import links_of
from app.processes.disclosure.record_facts import REASON_REQUEST
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.responsible import choices
from app.processes.disclosure.stories.asides_of_handling import OF_HANDLING
from app.processes.disclosure.stories.attachments import invented_table
from app.processes.disclosure.stories.organs_at_work import can_work
from app.processes.disclosure.stories.story import Story
from app.processes.disclosure.stories.turns import Aside, Turn

logger = logging.getLogger(__name__)
CORRECTION = {"information": "发放明细中本人的承包地面积", "recorded": "2.3亩", "wanted": "3.2亩",
              "evidence": "土地承包经营权证复印件，载明3.2亩（演示）"}  # fmt: skip
BODY = "楚雄彝族自治州人民政府（演示）"


def tell_aside(item: WorkItem, story: Story, present: Present, calendar: WorkCalendar) -> None:
    """What the story wants at this task today; what a rule refuses does not happen."""
    aside = ASIDES.get(story.aside)
    if aside is None or item.node != aside.node or not calendar.is_working_day(present.today):
        return
    if _has_happened(item.case, aside.tag):
        return
    try:
        aside.happens(Turn(item, story, present))
    except RuleViolation as refused:
        logger.info("%s was refused: %s", story.aside, refused.code)


def _has_happened(case: Case, tag: str) -> bool:
    said = select(AuditEntry.sequence).where(AuditEntry.case_id == case.id, AuditEntry.tag == tag).limit(1)
    return bool(links_of(case)) or db.session.scalar(said) is not None


def _defer(turn: Turn) -> None:
    """第三十五条: the reason is asked for, given and good; more time is needed all the same."""
    clerk, reviewer = turn.hand(Role.INTAKE_CLERK), turn.hand(Role.OFFICE_REVIEWER)
    sheet = by_clerk.sheet_of(turn.case, REASON_REQUEST, turn.present.today)
    facts = {name: field.sample for name, field in sheet.asked.items() if field.sample is not None}
    turn.run(by_clerk.issue_case_letter, clerk, kind=REASON_REQUEST, facts=facts, seen=sheet.mark)
    given = {"words": "用于课题研究（演示）", "received_on": turn.present.today.isoformat(), "way": "post"}
    turn.run(excess_acts.record_reason, clerk, data=given)
    good = {"judged": "reasonable", "judgement": "申请与其研究有关，各件内容不同（演示）"}
    turn.run(excess_acts.judge_reason, reviewer, data=good)
    later = {"working_days": 30, "reason": "涉及多件，须逐件查找和区分处理（演示）"}
    turn.run(excess_acts.request_deferral, reviewer, data=later)


def _pass_on(turn: Turn) -> None:
    """经同意转交 to an organ of the county that can bring it to its end."""
    today = turn.present.today
    named = sorted(choices(request_of(turn.case), today))
    organs = [code for code in named if can_work(find_unit(code, today), today)]
    if organs:
        consent = {"consented_on": turn.present.today.isoformat(), "consented_by": "telephone",
                   "consent_note": "电话征得申请人同意，已作记录（演示）", "has_consented": True}  # fmt: skip
        data = {"organ": turn.story.luck("organ").choice(organs), **consent}
        turn.run(passing_on.pass_on, turn.hand(Role.OFFICE_REVIEWER), data=data)


def _recall(turn: Turn) -> None:
    """撤回文书: the receipt had a wrong word."""
    receipts = [one for one in letters_of(turn.case) if one.kind == "registration_receipt"]
    if receipts:
        data = {"reason": "回执中申请事项的名称有误（演示）"}
        turn.run(recalls.recall_letter, turn.hand(Role.OFFICE_REVIEWER), letter_id=receipts[0].id, data=data)


def _correct(turn: Turn) -> None:
    """更正申请 by the applicant of an answered request."""
    proof = invented_table("土地承包经营权登记簿摘录")
    turn.run(correction_application_acts.apply_for_correction, APPLICANT, data=CORRECTION, uploads=[proof])


def _convert(turn: Turn) -> None:
    """转主动公开: suggested by the applicant, proposed, decided by another, published."""
    clerk, reviewer = turn.hand(Role.INTAKE_CLERK), turn.hand(Role.OFFICE_REVIEWER)
    turn.run(conversion_acts.suggest_conversion, APPLICANT, data={"suggestion": "涉及众多农户（演示）"})
    named = turn.information
    content = {"reason": "suggested", "headline": named, "text": f"{named}（演示，内容虚构）。"}
    turn.run(conversion_acts.propose_conversion, clerk, data=content, uploads=[])
    agreed = {"decision": "agree", "opinion": "属于应当主动公开的信息（演示）"}
    turn.run(conversion_acts.decide_conversion, reviewer, data=agreed)
    turn.run(conversion_acts.publish_conversion, reviewer)


def _contest(turn: Turn) -> None:
    """行政复议 that orders another reply, and the case in which it is given."""
    clerk, today = turn.hand(Role.INTAKE_CLERK), turn.present.today.isoformat()
    begun = {
        "kind": "reconsideration",
        "body": BODY,
        "docket": "楚政复（演示）",
        "applied_on": today,
        "told_on": today,
    }
    turn.run(proceeding_acts.record_proceeding, clerk, data=begun, uploads=[])
    ruled = {"ruling": "redo_ordered", "ruling_number": "楚政复决（演示）", "ruled_on": today, "got_on": today,
             "party_got_on": today}  # fmt: skip
    number = turn.run(proceeding_acts.record_ruling, clerk, number=1, data=ruled, uploads=[])["number"]
    turn.run(redo.open_redo, clerk, number=number)


def _replace(turn: Turn) -> None:
    """更换答复: the organ itself finds a fault."""
    turn.run(redo.replace_reply, turn.hand(Role.OFFICE_REVIEWER), data={"reason": "附件漏列一份（演示）"})


ANSWERED = "T_archive"
ASIDES = {
    **OF_HANDLING,
    "deferred": Aside("T_screening", "excess.deferral_requested", _defer),
    "passed_on": Aside("T_draft", "request.passed_on", _pass_on),
    "recalled": Aside(ANSWERED, "letter.recalled", _recall),
    "corrected": Aside(ANSWERED, "request.correction_applied", _correct),
    "converted": Aside(ANSWERED, "conversion.published", _convert),
    "contested": Aside(ANSWERED, "proceeding.redo_opened", _contest),
    "replaced": Aside(ANSWERED, "request.reply_to_be_replaced", _replace),
}
