"""What a story tells while a request is handled: who helps, what is split, who is told against an objection."""

from datetime import timedelta

from app.casework.letters import deliveries
from app.casework.work import going_back
from app.law.consulting import Asked
from app.office.vocabulary import Role
from app.processes.disclosure import fee_acts, judging_acts, search_acts
from app.processes.disclosure.stories import writing
from app.processes.disclosure.stories.turns import Aside, Turn
from app.steps import asking, consultation_acts
from app.steps.consultation_desk import answer_at_desk
from app.steps.consultation_record import consultations_of

BACK = {"opinion": "该项材料由其他单位制作，本单位没有保存（演示）"}
HELD = {"clear": "clear", "nature": "information", "holder": "us", "existence": "held"}
GIVEN = {**HELD, "openness": "open", "giving": "provide", "outcome": "granted",
         "said": "经查，该信息由本机关制作并保存，可以公开（演示）"}  # fmt: skip
ABSENT = {**HELD, "existence": "none", "outcome": "not_existing",
          "said": "经向经办人员核实，办理时没有制作会议录像（演示）"}  # fmt: skip
REFUSED = {**HELD, "openness": "process", "giving": "whole", "outcome": "denied_process",
           "why_whole": "各发言互相承接，删去意见后没有可以单独提供的内容（演示）",
           "said": "经查，该信息为会议讨论记录，尚未形成结论（演示）"}  # fmt: skip
ITEMS = {
    "items_given": (GIVEN, GIVEN), "items_partly": (GIVEN, ABSENT), "items_partly_denied": (GIVEN, REFUSED),
    "items_denied": (REFUSED, REFUSED), "items_some_denied": (REFUSED, ABSENT), "items_unavailable": (ABSENT, ABSENT),
}  # fmt: skip
"""The outcome of a request that is answered item by item → what is judged of its two items."""
AFTER_TELLING = timedelta(days=1)


def _help(turn: Turn) -> None:
    """协办: the handling unit's own words are asked for beside the main line, and given at its own desk."""
    unit = turn.case.handling_unit
    if unit is None:
        return
    data = {"party": "house_unit", "unit": unit.code, "information": turn.information}
    done = turn.run(consultation_acts.prepare_consultation, turn.hand(Role.OFFICE_REVIEWER), data=data)
    said = {"answer": "agreed", "reason": "", "is_meant": True}
    turn.run(answer_at_desk, turn.holder, number=done["number"], data=said, uploads=[])


def _give_back(turn: Turn) -> None:
    """退回分办."""
    turn.run(going_back.send_back, turn.holder, item_id=turn.item.id, way="return_assignment", data=BACK)


def _split(turn: Turn) -> None:
    """按项判断: each of two items is given, refused, or was never made, as the story's outcome wants (第三十六条)."""
    searched = {**writing.search_record(turn.story, turn.case), "unit": turn.item.unit.code,
                "searched_on": turn.present.today.isoformat(), "finding": "partly"}  # fmt: skip
    turn.run(search_acts.record_search, turn.holder, data=searched, uploads=[])
    items = f"{turn.information}\n有关会议的录像"
    turn.run(judging_acts.split_request, turn.holder, data={"items": items})
    for number, answer in enumerate(ITEMS[turn.story.outcome], start=1):
        turn.run(judging_acts.conclude_judgement, turn.holder, number=number, data=answer)


def _ask_advice(turn: Turn) -> None:
    """加签 by who signs first: the legal post looks, and the signature waits for it."""
    lawyer = turn.hand(Role.LEGAL_REVIEWER).person
    if lawyer is not None:
        data = {"person": lawyer.login, "when": asking.BEFORE, "reason": "请核对依据的条、款、项（演示）"}
        turn.run(asking.ask_advice, turn.holder, item_id=turn.item.id, data=data)


def _override(turn: Turn) -> None:
    """第三十二条: the party objected, the public interest is greater, and the party is told before the disclosure."""
    row = next(
        (one for one in consultations_of(turn.case) if one.party == Asked.THIRD_PARTY and one.answer), None
    )
    if row is None:
        return
    reviewer, today = turn.hand(Role.OFFICE_REVIEWER), turn.present.today
    told = {"information": turn.information, "disclosed_on": (today + AFTER_TELLING).isoformat(),
            "reasoning": "该项目使用财政资金，不公开会对公共利益造成重大影响（演示）"}  # fmt: skip
    turn.run(consultation_acts.tell_of_disclosure, reviewer, number=row.number, data=told)
    handed = {"method": "in_person", "delivered_on": today.isoformat(), "receiver": "前台（演示）"}
    turn.run(
        deliveries.record_delivery,
        turn.hand(Role.INTAKE_CLERK),
        letter_id=row.notice_letter_id,
        data=handed,
    )


def _void(turn: Turn) -> None:
    """作废缴费登记: the bank took the payment back, and the request waits for it anew."""
    data = {"payment": 1, "reason": "款项已被银行退回（演示）"}
    turn.run(fee_acts.void_payment, turn.hand(Role.INTAKE_CLERK), data=data)


OF_HANDLING = {
    "helped": Aside("T_handle", "consultation.prepared", _help),
    "given_back": Aside("T_handle", "case.assignment_returned", _give_back),
    "itemised": Aside("T_handle", "judgement.split", _split),
    "advised": Aside("T_sign_unit_head", "item.asked", _ask_advice),
    "overridden": Aside("T_issue", "consultation.overridden", _override),
    "voided": Aside("T_draft", "fee.voided", _void),
}
