"""征求意见, act by act: prepare, issue, send, receipt, answer, silence, drop, notice of disclosure (第三十二条)."""

import uuid
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.forms import load_schema
from app.casework.letters import deliveries
from app.casework.models import Consultation
from app.casework.models.cases import CaseState
from app.casework.models.consultations import ConsultationState as State
from app.casework.models.letters import DeliveryMethod
from app.casework.terms import clocks
from app.database import db
from app.law import consulting
from app.law import recording as rules
from app.law.consulting import Answer, Asked
from app.law.errors import InvalidInput
from app.law.office_time import office_day
from app.law.stated_days import faults_of_days
from app.office.permissions import Permission
from app.steps import consultation_forms as forms
from app.steps import consultation_letters as letters
from app.steps.consultation_record import (
    address_of,
    clock_of,
    consultation_of,
    consultations_of,
    forget_consultations,
    parties_of,
    sealed_address,
)
from app.steps.consultation_rule import check_may_ask
from app.steps.consultation_units import unit_named
from app.steps.names import is_named, names_any


def prepare(act: Act, values: dict[str, Any]) -> Consultation:
    """A row for one party, inside any act. Raises what the process's rule forbids, InvalidInput."""
    check_may_ask(act.the_case)
    _check_party(act, values)
    known = consultations_of(act.the_case)
    unit = (
        unit_named(act.the_case, values["name"], act.today) if values["party"] == Asked.HOUSE_UNIT else None
    )
    row = Consultation(
        case_id=act.the_case.id, number=len(known) + 1, seal_id=str(uuid.uuid4()), party=values["party"],
        name=values["name"], kind=values["kind"] or "organisation", unit_id=unit.id if unit else None,
        information=values["information"], proposal=values["proposal"], asked_at=act.now,
        asked_by_id=act.actor.person_id, address_sealed="", answer="", reason="", answer_way="", is_late=False,
        dropped_why="",
    )  # fmt: skip
    row.address_sealed = sealed_address(row, values["address"])
    db.session.add(row)
    db.session.flush()
    forget_consultations(act.the_case)
    whom = consulting.ASKED_WORDS[row.party]
    act.audit("consultation.prepared", f"拟定征求意见（{row.key}）：{whom}", number=row.number)
    return row


def _check_party(act: Act, values: dict[str, Any]) -> None:
    name, own = values["name"], letters.names_of_applicants(act.the_case)
    if is_named(name, own):
        raise InvalidInput(fields={"name": "征求对象不能是当事人本人"})
    betrayed = [one for one in ("information", "proposal") if names_any(values[one], own)]
    if betrayed and values["party"] != Asked.HOUSE_UNIT:
        raise InvalidInput(fields=dict.fromkeys(betrayed, forms.BETRAYS))
    same = [one for one in parties_of(act.the_case) if is_named(one.name, [name])]
    if any(one.is_outstanding for one in same):
        raise InvalidInput(fields={"name": "正在征求这一方的意见，不必重复征求"})
    if any(is_named(one.information, [values["information"]]) for one in same):
        raise InvalidInput(fields={"information": "已就同一信息征求过这一方的意见，不能以再次征求延长期限"})


@use_case("prepare_consultation", needs=Permission.CONSULT)
def prepare_consultation(act: Act, data: dict[str, Any]) -> Result:
    """Name a party, at any time while the case runs; others may be out already."""
    act.require_open()
    row = prepare(act, load_schema(forms.PartySchema(), data))
    return {"number": row.number}


@use_case("issue_consultation_letter", needs=Permission.ISSUE_LETTER)
def issue_consultation_letter(act: Act, number: int) -> Result:
    """Number and seal the letter of a prepared consultation."""
    row = _due(act, number, State.PREPARED)
    if row.party == Asked.HOUSE_UNIT:
        raise CannotHappenNow("本机关的单位不发函，直接登记其意见")
    return {"number": number, "letter": issue(act, row)}


def issue(act: Act, row: Consultation) -> int:
    """The letter of a prepared row, inside any act. Raises what the process's rule forbids, LetterIncomplete."""
    check_may_ask(act.the_case)
    row.letter_id = letters.issue_letter(act, row).id
    act.audit("consultation.issued", f"制发征求意见文书（{row.key}）", number=row.number)
    return row.letter_id


@use_case("record_consultation_sent", needs=Permission.RECORD_DELIVERY)
def record_sent(act: Act, number: int, data: dict[str, Any]) -> Result:
    """The day of sending begins the pause (第三十三条第三款), the day of receipt the party's limit."""
    row = _due(act, number, State.ISSUED)
    check_may_ask(act.the_case)
    values = load_schema(forms.SendingSchema(), data)
    assert row.letter is not None  # issued
    deliveries.check_days(values, act.today, earliest=row.letter.issued_on)
    deliveries.record_handed_over(act, row.letter_id, values)
    by_hand = values["method"] == DeliveryMethod.IN_PERSON  # it is out when it is handed over, not before
    row.sent_on = values["delivered_on"] if by_hand else values["sent_on"]
    clocks.record(act, "consultation_sent", row.sent_on, id=row.key, party=row.party)
    words = f"征求意见文书（{row.key}）已于{row.sent_on}送出，其后的时间不计入期限"
    act.audit("consultation.sent", words, number=number)
    if values["delivered_on"]:
        _receipt(act, row, values["delivered_on"])
    return {"number": number}


@use_case("record_consultation_receipt", needs=Permission.RECORD_DELIVERY)
def record_receipt(act: Act, number: int, data: dict[str, Any]) -> Result:
    """A letter that was posted has arrived."""
    row = _due(act, number, State.OUT)
    if row.delivered_on is not None:
        raise CannotHappenNow("对方的签收日期已经登记，不能再改")
    values = load_schema(forms.ReceiptSchema(), data)
    _check_days({"delivered_on": values["delivered_on"]}, act, row, "寄出日期")
    sent = deliveries.delivery_of(row.letter_id)
    assert sent is not None  # made with the letter
    kept = {
        "method": sent.method,
        "sent_on": sent.sent_on,
        "tracking_number": sent.tracking_number,
        "note": sent.note,
    }
    deliveries.record_handed_over(act, row.letter_id, {**kept, **values})
    _receipt(act, row, values["delivered_on"])
    return {"number": number}


def _receipt(act: Act, row: Consultation, on: Any) -> None:
    row.delivered_on = on
    clocks.record(act, "consultation_received_by_party", on, id=row.key)
    act.audit("consultation.received", f"对方已于{on}签收（{row.key}），其期限开始计算", number=row.number)


def _check_days(days: dict[str, Any], act: Act, row: Consultation, of: str) -> None:
    since = row.delivered_on or row.sent_on or office_day(row.asked_at)
    if faults := faults_of_days(days, act.today, since=since, of=of):
        raise InvalidInput(fields=faults)


@use_case("record_consultation_answer", needs=Permission.CONSULT)
def record_answer(act: Act, number: int, data: dict[str, Any]) -> Result:
    """An opinion that came. One that came after the party's limit, or to a case that is done, changes nothing.

    Its own day counts: what lay in the post room in time is in time, though the silence is on record already.
    """
    row = consultation_of(act.the_case, number)
    _check_answerable(act, row)
    values = load_schema(forms.AnswerSchema(), data)
    since = "对方签收日期" if row.delivered_on else "送出日期" if row.sent_on else "征求日期"
    _check_days({"answered_on": values["answered_on"]}, act, row, since)
    is_open, limit = act.the_case.is_open, clock_of(row)
    row.is_late = not is_open or consulting.is_late(limit, values["answered_on"])
    if is_open and row.is_late and row.silent_on is None:
        _note_silence(act, row)
    row.answer, row.reason = values["answer"], values["reason"] if values["answer"] != Answer.AGREED else ""
    row.answered_on, row.answer_way = values["answered_on"], values["answer_way"]
    if Asked(row.party).stops_the_clock and not row.is_late:
        if row.silent_on is None:
            rules.check_can_receive_opinion(clocks.clocks_of(act.the_case), row.key, known=True)
        clocks.record(act, "opinion_received", row.answered_on, id=row.key)
    late = "，期满后收到，存卷" if row.is_late else ""
    said = consulting.ANSWER_WORDS[row.answer]
    act.audit("consultation.answered", f"收到意见（{row.key}）：{said}{late}", number=number)
    return {"number": number, "late": row.is_late}


def _check_answerable(act: Act, row: Consultation) -> None:
    if act.the_case.state == CaseState.ARCHIVED:
        act.require_open()
    if row.answer:
        raise rules.ConsultationAnswered
    asked = row.sent_on is not None or row.party == Asked.HOUSE_UNIT
    if row.dropped_on is not None or not asked:
        raise CannotHappenNow("这一份没有送出，或者已经撤回，没有意见可以登记")


@use_case("record_consultation_silence", needs=Permission.CONSULT)
def record_silence(act: Act, number: int) -> Result:
    """The limit has passed without an opinion: by the scheduler, or by the desk where the day is provisional."""
    row = _due(act, number, State.OUT)
    by_person = act.actor.person is not None
    consulting.check_can_record_silence(clocks.clocks_of(act.the_case), row.key, act.today, by_person)
    _note_silence(act, row)
    return {"number": number}


def _note_silence(act: Act, row: Consultation) -> None:
    row.silent_on = act.today
    clocks.record(act, "consultation_closed", act.today, id=row.key, closed_by="silence")
    act.audit("consultation.silent", f"{row.key}{consulting.SILENCE_WORDS[row.party]}", number=row.number)


@use_case("drop_consultation", needs=Permission.CONSULT)
def drop_consultation(act: Act, number: int, data: dict[str, Any]) -> Result:
    """The opinion is not needed any more; from today on nothing stands still for it."""
    row = _due(act, number, State.PREPARED, State.ISSUED, State.OUT)
    row.dropped_on, row.dropped_why = act.today, load_schema(forms.DropSchema(), data)["reason"]
    if row.sent_on is not None:
        clocks.record(act, "consultation_closed", act.today, id=row.key, closed_by="dropped")
    act.audit("consultation.dropped", f"撤回征求意见（{row.key}）：{row.dropped_why}", number=number)
    return {"number": number}


@use_case("tell_of_disclosure", needs=Permission.ISSUE_LETTER)
def tell_of_disclosure(act: Act, number: int, data: dict[str, Any]) -> Result:
    """第三十二条：an objecting third party is told before its information is disclosed."""
    row = _due(act, number, State.ANSWERED)
    if row.party != Asked.THIRD_PARTY or row.answer == Answer.AGREED or row.notice_letter_id is not None:
        raise CannotHappenNow("只向不同意公开的第三方告知，且只告知一次")
    consulting.check_is_disclosed(act.the_case.outcome or "")
    values = load_schema(forms.DisclosureNoticeSchema(), data)
    if values["disclosed_on"] <= act.today:
        raise InvalidInput(fields={"disclosed_on": "拟公开日期应在告知第三方之后，不能是今天或者以前"})
    row.notice_letter_id = letters.issue_disclosure_notice(act, row, values).id
    act.audit("consultation.overridden", f"书面告知第三方决定公开的内容和理由（{row.key}）", number=number)
    return {"number": number}


@use_case("reveal_consultation_address", needs=Permission.RECORD_DELIVERY)
def reveal_address(act: Act, number: int, data: dict[str, Any]) -> Result:
    """Keep who looks at the address and why; it is read after this is committed."""
    row, reason = consultation_of(act.the_case, number), load_schema(forms.RevealSchema(), data)["reason"]
    if not address_of(row):
        raise CannotHappenNow("没有登记送达地址")
    act.audit("personal_data.revealed", f"查看征求对象的地址（{row.key}），原因：{reason}", number=number)
    return {"number": number}


def _due(act: Act, number: int, *states: State) -> Consultation:
    """The row in an open case, if it stands where this act is in place. Raises NotFound, CannotHappenNow."""
    act.require_open()
    row = consultation_of(act.the_case, number)
    if row.state not in states:
        raise CannotHappenNow("这一份征求意见现在不能这样办理，请刷新后核对")
    return row
