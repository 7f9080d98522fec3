"""The general steps (app/steps) as disclosure has them: its rules and its words."""

from datetime import date

from sqlalchemy import bindparam, select

from app.casework.acts.act import Act
from app.casework.models import Case
from app.casework.terms import clocks
from app.casework.work.inbox import open_items_of
from app.database import db
from app.law.consulting import check_is_signed
from app.law.recording import check_can_consult, check_can_consult_anew
from app.processes.disclosure import draft_check, serving
from app.processes.disclosure.decisions import undivided_words
from app.processes.disclosure.fee_text import FEE
from app.processes.disclosure.fees import is_being_drafted
from app.processes.disclosure.flags import THIRD_PARTY
from app.processes.disclosure.judging import summary_for_signers
from app.processes.disclosure.letters import REPLY, advice_on_reply
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.searches import summary_of
from app.processes.disclosure.standing_replies import take_decision
from app.processes.disclosure.vocabulary import Matter
from app.processes.disclosure.withdrawal import ended_on, withdrawal
from app.steps.asking import Asking
from app.steps.assignment import Assignment
from app.steps.closing import Archiving, Closing
from app.steps.consultation import Consulting
from app.steps.delivery import Delivering
from app.steps.issue import Issuing
from app.steps.papers import USUAL, Papers
from app.steps.returning import Returning
from app.steps.revealing import Revealing
from app.steps.signoff import SignOff

ISSUE = "T_issue"
_reply_letter_id = select(DisclosureRequest.reply_letter_id).where(
    DisclosureRequest.case_id == bindparam("of_case")
)
SECRETS = {"identity_number": "证件号码", "telephone": "联系电话", "address": "通信地址", "email": "电子邮箱"}


def _reply_letter(case: Case) -> int | None:
    return request_of(case).reply_letter_id


def _filed_letter(case: Case) -> int | None:
    """The same by its column, for the archive, which looks at nothing else of the request."""
    return db.session.scalar(_reply_letter_id, {"of_case": case.id})


def _wanted_way(case: Case) -> str:
    return request_of(case).reply_way


def _secret(case: Case, field: str) -> str:
    return str(request_of(case).applicant.reveal(field) or "")


def _keep_late_reason(act: Act, reason: str) -> None:
    request_of(act.the_case).late_reason = reason


def _advice_to_signers(case: Case, on: date) -> str:
    """What the law asks of the letter, how it was judged, why nothing was divided off, which searches were made."""
    undivided = undivided_words(request_of(case))
    said = f"区分处理：{undivided}" if undivided else ""
    judged = summary_for_signers(case, request_of(case).outcome)
    return "\n".join(filter(None, (advice_on_reply(case, on), *judged, said, summary_of(case))))


def _texts_signed_now(case: Case) -> tuple[str, ...]:
    """The notice of a fee while that is written; else the reply."""
    return (FEE,) if is_being_drafted(case) else (REPLY,)


def _decision_is_signed(case: Case) -> None:
    """第三十二条：a third party is told of a decision, not of a draft. Raises DisclosureNotSigned."""
    check_is_signed({item.node for item in open_items_of(case)}, ISSUE)


def _may_ask(case: Case) -> None:
    """第三十二条: also by who replies anew, whose reply may have fallen because nobody was asked."""
    found = clocks.clocks_of(case)
    check_can_consult_anew(found) if _replies_anew(case) else check_can_consult(found)


def _replies_anew(case: Case) -> bool:
    return request_of(case).matter == Matter.REDO


def _stands_still(case: Case) -> bool:
    """第三十三条第三款 is about the limit of an application, not about that of an order."""
    return not _replies_anew(case) and clocks.clocks_of(case).progress.redo is None


STEPS = (
    Assignment(note="确定一个承办单位。跨部门的信息，由制作或最初获取的单位承办（条例第十条）。"),
    Returning({"return_screening": "退回受理审查"}),
    Asking(),
    SignOff(
        slots_of=_texts_signed_now,
        doubts_of=draft_check.doubts_of, advice_of=_advice_to_signers,
        phrases=("请核对名称、页数", "请补充依据", "请规范表述"),
    ),
    # Whoever sends a reply back is asked again with the next text; a decision that was given up binds nobody's term.
    Issuing(
        slots=(REPLY,),
        keep_late_reason=_keep_late_reason, objections_bar=False,
        note="制发后文书取得文号和核验码，内容不能再改。选择网上领取的，文书生成后进入申请人账户，以该日为送达日。",
    ),
    Delivering(
        letter_of=_reply_letter, wanted_way=_wanted_way, why_late=serving.why_late, keep_late_reason=_keep_late_reason,
        take_decision=take_decision,
        note="邮寄须通过邮政企业（含 EMS），以交邮当日为答复时点；直接送达以申请人签收当日为准；"
        "电子邮件和网上领取由系统送达并登记：网上领取的，文书生成之日为送达日；没有送出的见“文书送达”。",
    ),
    Consulting(
        check=_may_ask, flag=THIRD_PARTY, may_tell=_decision_is_signed, notice="consultation_notice_to_applicant",
        stands_still=_stands_still,
    ),
    Closing(ended_on=ended_on),
    Archiving(letter_of=_filed_letter, without_proof=frozenset({"registration_receipt"})),
    Papers(purposes={**USUAL, "clarification": ("申请人的补正材料", "收到之日起作为补正答复处理")}),
    withdrawal,
    Revealing(fields=SECRETS, value_of=_secret, whose="申请人"),
)  # fmt: skip
