"""What the disclosure process adds to the desk's case page: the reply as it stands, further acts, similar requests."""

from datetime import date
from typing import Any

from flask import url_for
from markupsafe import Markup

from app.casework.contract.enclosures import Enclosure, Enclosures
from app.casework.contract.forms import Values
from app.casework.contract.rows import CaseAct
from app.casework.contract.texts import Draft
from app.casework.models import Case
from app.casework.terms import clocks
from app.law.clock import ClockKind
from app.law.outcomes import gives_information
from app.letters import preview_html
from app.office.permissions import Permission, allows
from app.office.standing import Standing
from app.processes.disclosure import conversion_acts as conversion
from app.processes.disclosure import excess_acts as excess
from app.processes.disclosure import fee_acts as fees_beside
from app.processes.disclosure.draft_check import facts_as_typed
from app.processes.disclosure.fee_text import fee_draft
from app.processes.disclosure.fees import is_being_drafted
from app.processes.disclosure.judging import judgements_of
from app.processes.disclosure.judging_acts import judging_item
from app.processes.disclosure.letters import preview_facts, reply_text
from app.processes.disclosure.models import ReplyFile
from app.processes.disclosure.passing_on import may_be_passed_on
from app.processes.disclosure.queries import latest_extension
from app.processes.disclosure.redo import may_be_replaced
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import drafting_item, files_of
from app.processes.disclosure.searches import is_reply_out, standing_searches
from app.processes.disclosure.similar import similar_requests


def draft_of(case: Case, on: date, typed: Values | None = None) -> Draft | None:
    """Kind and facts of the reply as it stands, or with what is typed.

    None without an outcome, once it is issued, and for a closed case, as one from an old ledger.

    What went out is the PDF: a draft beside it would bear no number and another day. While a fee is written, it is
    the notice of that.
    """
    if is_being_drafted(case):
        return fee_draft(case, on)
    is_written = case.is_open and request_of(case).reply_letter_id is None
    return _reply(case, on, typed) if is_written else None


def _reply(case: Case, on: date, typed: Values | None = None) -> Draft | None:
    request = request_of(case)
    if not request.outcome or request.outcome == "withdrawn":
        return None
    kind = reply_text(request, on)
    return kind, preview_facts(case, on) if typed is None else facts_as_typed(case, kind, on, typed)[0]


def shown_reply(case: Case, on: date) -> Markup | None:
    """The reply whole, blanks visible."""
    draft = _reply(case, on)
    return preview_html(*draft) if draft else None


def panel_of(case: Case, on: date) -> dict[str, Any]:
    """Similar earlier requests: a hint, never a decision."""
    return {"similar": similar_requests(case, on)}


def enclosures_of(case: Case, standing: Standing) -> Enclosures | None:
    """What is handed over with the reply; the drafter gets the way to change it. None when there is nothing to say."""
    rows = tuple(Enclosure(one.name, one.document, one.pages, _found_in(one)) for one in files_of(case))
    href = _where_to_change(case, standing)
    decided = request_of(case).outcome
    if not rows and not gives_information(decided) and (decided or not href):
        return None
    return Enclosures(rows, _what_becomes_of_them(decided), href, title="答复附件")


def _found_in(file: ReplyFile) -> str:
    """What was found in it, and what the drafter says to that: every signer reads both."""
    if not file.findings:
        return ""
    return (
        f"核对提示：{'、'.join(file.findings)}；{f'承办人：{file.kept_why}' if file.kept_why else '尚未核对'}"
    )


def _where_to_change(case: Case, standing: Standing) -> str:
    item = drafting_item(case) if case.is_open else None
    wanted = (
        Permission.CLAIM_ITEM if item is not None and item.assignee_id is None else Permission.WORK_ON_ITEM
    )
    if item is None or not allows(wanted, standing, item, standing.on):
        return ""
    return url_for("disclosure.show_reply_files", number=case.number)


def _what_becomes_of_them(decided: str) -> str:
    if gives_information(decided):
        return "随答复书提供给申请人，列入附件说明，与答复书一并审签"
    if not decided:
        return "处理决定为予以公开、部分公开的，随答复书提供给申请人；其他决定的，只留案卷"
    return "处理决定不提供信息：只留案卷，不列入答复书，申请人看不到"


def _may_be_extended(case: Case, today: date) -> bool:
    """Once, up to the due day, and not while an extension is being decided."""
    asked, clock = latest_extension(case), clocks.clocks_of(case).running(ClockKind.REPLY)
    is_pending = asked is not None and not asked.decision
    return (
        case.is_open
        and not is_pending
        and clock is not None
        and not clock.extension_days
        and today <= clock.due_on
    )


def _always(case: Case, today: date) -> bool:
    """A closed case is followed with its code as well."""
    return True


def _was_searched_or_may_be(case: Case, today: date) -> bool:
    """Read at any time; entered until the reply is out."""
    return (case.is_open and not is_reply_out(case)) or bool(standing_searches(case))


def _may_be_contested(case: Case, today: date) -> bool:
    """A reply is out, or one is overdue: both may be contested; closed and archived cases as well."""
    found = clocks.clocks_of(case).running(ClockKind.REPLY)
    return is_reply_out(case) or (found is not None and today > found.due_on)


def _is_judged_or_may_be(case: Case, today: date) -> bool:
    """Read at any time; judged while the request is looked at."""
    return judging_item(case) is not None or bool(judgements_of(case))


ACTS = (
    CaseAct(
        "检索记录", "disclosure.show_searches", "search", Permission.RECORD_SEARCH, _was_searched_or_may_be
    ),
    CaseAct(
        "逐步判断", "disclosure.show_judging", "question-circle", Permission.READ_CASE, _is_judged_or_may_be
    ),
    CaseAct(
        "申请延期",
        "disclosure.ask_extension",
        "calendar-event",
        Permission.REQUEST_EXTENSION,
        _may_be_extended,
    ),
    CaseAct(
        "登记理由说明", "disclosure.ask_reason", "person-check", Permission.RECORD_REASON, excess.may_record
    ),
    CaseAct(
        "判断理由", "disclosure.ask_judgement", "question-circle", Permission.JUDGE_REASON, excess.may_judge
    ),
    CaseAct(
        "申请延迟答复",
        "disclosure.ask_deferral",
        "hourglass-split",
        Permission.JUDGE_REASON,
        excess.may_defer,
    ),
    CaseAct("与以前的申请对照", "disclosure.show_comparison", "files", Permission.READ_CASE),
    CaseAct("转交其他机关", "disclosure.ask_passing_on", "send", Permission.PASS_ON, may_be_passed_on),
    CaseAct(
        "转主动公开",
        "disclosure.ask_proposal",
        "megaphone",
        Permission.PROPOSE_PUBLICATION,
        conversion.may_be_proposed,
    ),
    CaseAct(
        "审核转主动公开",
        "disclosure.ask_decision",
        "question-circle",
        Permission.PUBLISH,
        conversion.may_be_decided,
    ),
    CaseAct(
        "公开发布", "disclosure.ask_publication", "megaphone", Permission.PUBLISH, conversion.may_be_published
    ),
    CaseAct(
        "更换答复",
        "disclosure.ask_replacement",
        "arrow-counterclockwise",
        Permission.RECALL_LETTER,
        may_be_replaced,
    ),
    CaseAct(
        "复议诉讼",
        "disclosure.show_proceedings",
        "shield-check",
        Permission.RECORD_PROCEEDING,
        _may_be_contested,
    ),
    CaseAct("作废缴费登记", "disclosure.ask_void", "x-circle", Permission.CORRECT_CASE, fees_beside.may_void),
    CaseAct(
        "登记退付",
        "disclosure.ask_refund",
        "arrow-counterclockwise",
        Permission.CORRECT_CASE,
        fees_beside.may_refund,
    ),
    CaseAct("更正登记事项", "disclosure.corrections_page", "pencil-square", Permission.CORRECT_CASE),
    CaseAct("补发查询码", "disclosure.ask_code", "key", Permission.CORRECT_CASE, _always),
)
"""What may be done beside the task."""
