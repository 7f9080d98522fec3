"""How an open task of a play is answered: as it usually is, in this or another way; what a rule refuses is no move."""

from datetime import date
from typing import Any

from app.casework.models import WorkItem
from app.processes.disclosure import draft_form
from app.processes.disclosure.fees import charge_of
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.registration import request_of
from tests.support.office import GRANTED, search_for

Answer = dict[str, Any]
CLARIFY = {"screening": "clarify", "clarification_items": "年度", "clarification_guidance": "写明年度",
           "clarification_period": 3}  # fmt: skip
OUTCOMES = ("granted", "not_existing", "denied_internal_affairs", "partly_granted", "denied_third_party")
CHARGE = {"charge": "charge", "charged_by": "items", "items": 11, "why_items": "十一个年度各一项",
          "payment_way": "凭缴款码在银行柜台缴入国库", "opinion": "数量明显超过合理范围"}  # fmt: skip
PROPOSED = {"items": "请写明所需信息的年度", "guidance": "可以写明文件名称、文号"}
WHY = "经核对，另有情况需要处理"


def back_of(way: str) -> Answer:
    """What is said on a way back."""
    return {**(PROPOSED if way == "propose_clarification" else {}), "opinion": WHY}


def answer_of(item: WorkItem, choice: int, today: date, turn: int) -> Answer:
    """For the form of this task."""
    day = today.isoformat()
    post = {"method": "post", "sent_on": day, "tracking_number": str(10**12 + turn)}
    by_hand = {"method": "in_person", "delivered_on": day, "receiver": "本人"}
    match item.form:
        case "registration":
            return {"title": "申请公开补贴明细"}
        case "screening":
            return ({"screening": "accept"}, CLARIFY, {"screening": "fee", "opinion": "数量较多"}, CLARIFY)[
                choice % 4
            ]
        case "notice_delivery" | "fee_delivery":
            return (by_hand, post, {**post, "delivered_on": day})[choice % 3]
        case "clarification":
            return ({"answer": "2024年度"}, {"goes_on": True})[choice % 2]
        case "lapse":
            return _lapse(choice)
        case "assignment":
            return {"unit": ("LF-ZRZY", "LF-ZRZY", "LF-JS")[choice % 3]}
        case "handling":
            sensitive = {"sensitivity": "sensitive"} if choice % 6 == 5 else {}
            return {**search_for(OUTCOMES[choice % 5]), "outcome": OUTCOMES[choice % 5], **sensitive}
        case "draft":
            return _draft(item, choice)
        case "issue":
            late = {"checked": True, "late_reason": "查找耗时"}
            return late if choice % 4 else {"decision": "send_back", "opinion": WHY}
        case "delivery":
            failed = {**post, "delivery": "failed", "note": "查无此人"}
            sent = {**post, "delivery": "delivered", "late_reason": "收发室延误"}
            return failed if choice % 4 == 3 else sent
        case "archive":
            return {"retention_years": 10, **({"delivered_on": day} if choice % 2 else {})}
    return _beside_the_line(item, choice, day)


def _beside_the_line(item: WorkItem, choice: int, day: str) -> Answer:
    """Decisions of heads, fees, reviews and opinions; whatever else is asked is a signature."""
    match item.form:
        case "extension_approval":
            return {"extension_decision": "approve" if choice % 3 else "refuse"}
        case "deferral_approval":
            return {"deferral_decision": "approve" if choice % 3 else "refuse"}
        case "secrecy_review":
            found = {"source": "made", "conclusion": ("disclose", "withhold", "part")[choice % 3]}
            return {"decision": "approve" if choice % 4 else "send_back", "opinion": WHY, **found}
        case "fee" | "payment" | "fee_lapse":
            return _fee(item, choice, day)
        case "verification":
            return {
                "findings": "登记簿载明3.2亩，明细误记",
                "result": "corrected",
                "correction": "更正为3.2亩",
            }
        case "advice":
            return {"opinion": "第三列已经公开过，可以提供"}
    return {"decision": "approve" if choice % 4 else "send_back", "opinion": "意见"}


def _lapse(choice: int) -> Answer:
    lapsed = {"lapse": "lapsed", "opinion": "查过各收件渠道", "papers_judged": True}
    received = {"lapse": "received", "opinion": "理由正当"}
    return (lapsed, {**lapsed, "why_not_accepted": "未说明迟延的原因"}, received)[choice % 3]


def _draft(item: WorkItem, choice: int) -> Answer:
    kind = reply_kind(request_of(item.case))
    ways = list(draft_form.ways_of(kind, may_charge=True))
    if choice % 5 == 4:
        return {"decision": ways[choice // 5 % len(ways)], "opinion": "重新核对"}
    return GRANTED if kind.kind == "reply_granted" else draft_form.values_from(kind, kind.sample_facts())


def _fee(item: WorkItem, choice: int, day: str) -> Answer:
    if item.form == "fee":
        return CHARGE if choice % 3 else {"charge": "none", "opinion": "在免费范围内"}
    paid = {"paid_on": day, "receipt_number": f"2026-{choice}"}
    charge = charge_of(item.case)
    rest = max(1, (charge.amount or 1) if charge else 1)
    if item.form == "payment":
        return {"amount": rest if choice % 2 else max(1, rest // 2), **paid}
    accepted = {"fee_lapse": "paid", "amount": rest, **paid, "why_accepted": "银行入账迟延"}
    return (accepted, {"fee_lapse": "lapsed", "opinion": "已与国库对账，没有到账"})[choice % 2]
