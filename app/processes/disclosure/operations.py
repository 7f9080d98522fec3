"""What the disclosure diagram may have done by the system: its service tasks. Each runs inside the command."""

from typing import Any

from flask import current_app

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import mailing
from app.casework.letters.by_clerk import LETTER_OPERATIONS
from app.casework.models import IssuedLetter
from app.casework.terms import clocks
from app.casework.terms.moments import owed_by
from app.database import db
from app.engine.operations import Operations, Telling
from app.law import recording as rules
from app.law.awaiting import check_may_be_disclosed
from app.law.clock import ClockKind
from app.law.clocks import Clocks
from app.law.consulting import check_is_consulted
from app.law.searching import NOT_EXISTING
from app.processes.disclosure import excess_operations, fee_operations, fees, letter_acts
from app.processes.disclosure import letters as disclosure_letters
from app.processes.disclosure.excess import check_excessive
from app.processes.disclosure.item_answers import check_items_are_searched
from app.processes.disclosure.judging import item_codes
from app.processes.disclosure.lapse import LAPSED, check_is_judged
from app.processes.disclosure.letter_acts import issue_notice, told_of
from app.processes.disclosure.letters import recipient_of
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.queries import approved_extension, longest_extension
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import check_is_decided
from app.processes.disclosure.search_rows import keep_sheet
from app.processes.disclosure.searches import check_absence
from app.processes.disclosure.vocabulary import Matter
from app.steps.consultation_record import disclosed_from, parties_of

operations = Operations(LETTER_OPERATIONS, fee_operations.operations, excess_operations.operations)
Facts = dict[str, Any]


def _reply_days(act: Act) -> int:
    """As the law has it on the day of receipt."""
    on = act.the_case.received_on or act.today
    return int(clocks.parameters_on(on).value("reply_working_days"))


@operations.register("issue_receipt", title="出具登记回执")
def issue_receipt(act: Act) -> Facts:
    """条例第三十一条: the day of receipt and why, and the day of registration, as they are on record."""
    request = request_of(act.the_case)
    if request.matter != Matter.APPLICATION:  # 第三十一条 is about applications; a redo was received long ago
        act.audit("request.no_receipt", f"{Matter(request.matter).title_zh}不出具登记回执")
        return {"letter_id": None}
    letter = issue_notice(
        act, "registration_receipt",
        {
            "registered_on": request.registered_on,
            "receipt_basis": request.receipt_basis,
            "reply_working_days": _reply_days(act),
            "query_url": f"{current_app.config['PUBLIC_URL']}/progress",
        },
    )  # fmt: skip
    return {"letter_id": letter.id}


@operations.register("issue_clarification_notice", title="制发补正告知书")
def issue_clarification_notice(act: Act) -> Telling:
    """条例第三十条: one notice naming everything. What it does to the clock begins with its sending."""
    found = clocks.clocks_of(act.the_case)
    rules.check_can_request_clarification(found)
    clarification = db.session.get_one(Clarification, act.the_case.id)
    clarification.notified_on = act.today
    clocks.record(act, "clarification_notice_made")
    return told_of(clarification_notice(act))


def clarification_notice(act: Act) -> IssuedLetter:
    """The notice as it reads today; the step of its sending waits for this one."""
    found, clarification = clocks.clocks_of(act.the_case), db.session.get_one(Clarification, act.the_case.id)
    letter = issue_notice(
        act, "clarification_notice",
        {
            "unclear_points": clarification.items,
            "guidance": clarification.guidance,
            "clarification_working_days": clarification.period_working_days,
            "submit_to": submit_to(act),
            **days_of_notice(act, found),
        },
        has_own_task=True,
    )  # fmt: skip
    clarification.letter_id = letter.id
    return letter


def days_of_notice(act: Act, found: Clocks) -> Facts:
    """Whether the notice moves the due day of the reply: it does not after seven working days.

    The day of sending decides, on the portal that on which its PDF is there. The letter cannot know it: it names the
    last one.
    """
    clock = found.running(ClockKind.REPLY)
    if clock is not None and (stays := rules.day_that_stays(found, act.today)):
        return {"reply_stays_due_on": stays, "may_move": clock.may_move or None}
    return {"to_be_sent_by": found.progress.notice_due_on}


def submit_to(act: Act) -> str:
    """Where the applicant brings the clarification."""
    organ = act.the_case.organ_on(act.today)
    address = organ.address or organ.name
    return f"凭申请编号和查询码登录政府信息公开网上平台提交，或者寄送、当面提交至本机关（地址：{address}）"


@operations.register("receive_clarification", title="收到补正、重新起算")
def receive_clarification(act: Act) -> Facts:
    """条例第三十条: the reply clock starts anew on the day after the clarification arrived."""
    clarification = db.session.get_one(Clarification, act.the_case.id)
    if clarification.answered_on is None:  # a late notice stopped nothing, and is not waited for any longer
        act.audit("clarification.given_up", "不再等待补正，按原申请继续办理，答复期限未曾停止")
        return {"is_clarified": False}
    accepted: Facts = {"accepted_late": True} if clarification.is_late_answer_accepted else {}
    clocks.record(act, "clarification_received", clarification.answered_on, **accepted)
    runs_beside = clocks.clocks_of(act.the_case).progress.clarification_runs_beside
    words = "补正通知逾期送出，答复期限不重新起算" if runs_beside else "答复期限重新起算"
    act.audit("clarification.received", f"收到补正，{words}")
    return {"is_clarified": True}


@operations.register("issue_lapse_notice", title="按逾期不补正结案")
def issue_lapse_notice(act: Act) -> Telling:
    """Of diagrams before 2026-11 only, for cases that run on one: there the confirmation itself issues the letter."""
    request = request_of(act.the_case)
    request.outcome = act.the_case.outcome = LAPSED
    return _issue_lapse(act)


def _issue_lapse(act: Act) -> Telling:
    """条例第三十条, 109号第六条: not clarified or not paid in time, the request is no longer handled."""
    letter = letter_acts.issue_reply(act, due_on=owed_by(act.the_case))
    clocks.record(act, "lapse_confirmed")
    return _send_reply(act, letter.id)


@operations.register("issue_extension_notice", title="制发延期告知书")
def issue_extension_notice(act: Act) -> Facts:
    """条例第三十三条第二款: approved by the head of the office, told on or before the original due day, once."""
    extension = approved_extension(act.the_case)
    if extension is None or extension.decided_at is None:
        raise CannotHappenNow("没有已同意的延期申请")
    now = clocks.clocks_of(act.the_case)
    before = now.running("reply")
    longest = longest_extension(act.the_case, act.today)
    rules.check_can_extend(now, extension.working_days, act.today, longest)
    then = clocks.clocks_if(act.the_case, "extension_notice_sent", act.today, days=extension.working_days)
    after = then.running("reply")
    letter = issue_notice(
        act, "extension_notice",
        {
            "extension_reason": extension.reason,
            "approved_on": extension.decided_at.date(),
            "extension_working_days": extension.working_days,
            "original_due_on": before.due_on if before else None,
            "new_due_on": after.due_on if after else None,
            "may_move": (after.may_move or None) if after else None,
        },
    )  # fmt: skip
    extension.letter_id = letter.id
    return {"letter_id": letter.id}


@operations.register("issue_reply", title="制发答复书")
def issue_reply(act: Act) -> Telling:
    """The reply with its number; everything the law wants is checked once more at this moment."""
    if request_of(act.the_case).outcome == LAPSED:
        check_is_judged(request_of(act.the_case))
        return _issue_lapse(act)
    if request_of(act.the_case).outcome == fees.LAPSED:
        return _issue_lapse(act)
    _check_opinions(act)
    check_is_decided(request_of(act.the_case))
    check_absence(request_of(act.the_case), "issue")
    check_items_are_searched(request_of(act.the_case), "issue")
    check_excessive(request_of(act.the_case), request_of(act.the_case).outcome, "issue")
    if NOT_EXISTING in (request_of(act.the_case).outcome, *item_codes(request_of(act.the_case))):
        keep_sheet(act)
    letter = letter_acts.issue_reply(act, due_on=owed_by(act.the_case))
    return _send_reply(act, letter.id)


def _check_opinions(act: Act) -> None:
    """第三十二条、第三十四条, as the record stands at this moment: an opinion may have come after the decision."""
    request, parties = request_of(act.the_case), parties_of(act.the_case)
    grounds = disclosure_letters.withheld_grounds(request)
    check_is_consulted(request.outcome or "", parties, grounds)
    check_may_be_disclosed(
        request.outcome or "", parties, grounds, today=act.today, told_for=disclosed_from(act.the_case)
    )


def _send_reply(act: Act, letter_id: int) -> Telling:
    request = request_of(act.the_case)
    request.reply_letter_id = letter_id
    letter = db.session.get_one(IssuedLetter, letter_id)
    mailing.send_or_await(act, letter, recipient_of(request).method, has_own_task=True)
    return told_of(letter)
