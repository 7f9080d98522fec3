"""What came of a consultation: an answer, silence, or the office asks no longer (第三十二条、第三十四条)."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, CaseIsClosed
from app.casework.contract.forms import load_schema
from app.casework.models import Consultation
from app.casework.models.cases import CaseState
from app.casework.models.consultations import ConsultationState as State
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document
from app.casework.papers.uploads import CheckedUpload
from app.casework.terms import clocks
from app.casework.work import telling
from app.casework.work.recipients import people_at_work
from app.database import db
from app.law import consulting
from app.law import recording as rules
from app.law.consulting import Answer, Asked
from app.office.models import Person
from app.office.permissions import Permission
from app.steps import consultation_forms as forms
from app.steps import copying
from app.steps.consultation_codes import WrongAnswerCode, fits
from app.steps.consultation_due import check_days, due_row
from app.steps.consultation_record import clock_of, consultation_of
from app.steps.contribution import give_up

OPINION = "opinion"
"""What papers are for that an asked party sends along."""


@use_case("record_consultation_answer", needs=Permission.CONSULT)
def record_answer(act: Act, number: int, data: dict[str, Any]) -> Result:
    """An opinion that came. One that came after the party's limit, or to a case that is done, changes nothing.

    Its own day counts: what lay in the post room in time is in time, though the silence is on record already.
    """
    row = consultation_of(act.the_case, number)
    check_answerable(row)
    values = load_schema(forms.AnswerSchema(), data)
    since = "对方签收日期" if row.delivered_on else "送出日期" if row.sent_on else "征求日期"
    check_days({"answered_on": values["answered_on"]}, act, row, since)
    keep_answer(act, row, values)
    return {"number": number, "late": row.is_late}


@use_case("answer_consultation_online")
def answer_online(
    act: Act, number: int, code: str, data: dict[str, Any], uploads: list[CheckedUpload]
) -> Result:
    """The party answers itself with the code of its letter, once; today is the day. Raises WrongAnswerCode."""
    row = consultation_of(act.the_case, number)
    if not fits(row, code):
        raise WrongAnswerCode
    keep_own_answer(act, row, data, uploads, forms.ON_PORTAL)
    return {"number": number, "late": row.is_late}


def keep_own_answer(
    act: Act, row: Consultation, data: dict[str, Any], uploads: list[CheckedUpload], way: str
) -> None:
    """Inside any act: what the party itself says, today, with its papers. Raises what forbids it, InvalidInput."""
    check_answerable(row)
    values = load_schema(forms.OnlineAnswerSchema(), data)
    for upload in uploads:
        add_document(
            act, upload, origin=DocumentOrigin.ASKED, purpose=OPINION, title=f"{upload.filename}（{row.key}）"
        )
    keep_answer(act, row, {**values, "answered_on": act.today, "answer_way": way})


def keep_answer(act: Act, row: Consultation, values: dict[str, Any]) -> None:
    """Inside any act, of a row that may be answered: what was said, on which day, in which way."""
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
    give_up(act, row)
    said, way = consulting.ANSWER_WORDS[row.answer], forms.WAY_WORDS[row.answer_way]
    act.audit("consultation.answered", f"收到意见（{row.key}，{way}）：{said}{late}", number=row.number)
    _tell_asker(act, row)


def _tell_asker(act: Act, row: Consultation) -> None:
    """Who asked waits for it, and so does, where that person has left, whoever has the case in hand. No mail names a
    third party."""
    asker = db.session.get(Person, row.asked_by_id) if row.asked_by_id else None
    waits = [asker] if asker is not None and asker.is_active else people_at_work(act.the_case, act.today)
    what = f"征求意见已有回复：{row.called if row.unit_id else row.key}"
    telling.tell(act, waits, what)
    for person in waits:
        copying.put_on_desk(act, person, what)


def check_answerable(row: Consultation) -> None:
    """Asked, unanswered, the file not put away. Raises CaseIsClosed, ConsultationAnswered, CannotHappenNow."""
    if row.case.state == CaseState.ARCHIVED:
        raise CaseIsClosed
    if row.answer:
        raise rules.ConsultationAnswered
    asked = row.sent_on is not None or row.party == Asked.HOUSE_UNIT
    if row.dropped_on is not None or not asked:
        raise CannotHappenNow("这一份没有送出，或者已经撤回，没有意见可以登记")


@use_case("record_consultation_silence", needs=Permission.CONSULT)
def record_silence(act: Act, number: int) -> Result:
    """The limit has passed without an opinion: by the scheduler, or by the desk where the day is provisional."""
    row = due_row(act, number, State.OUT)
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
    row = due_row(act, number, State.PREPARED, State.ISSUED, State.OUT)
    set_aside(act, row, load_schema(forms.DropSchema(), data)["reason"])
    return {"number": number}


def set_aside(act: Act, row: Consultation, why: str) -> None:
    """Inside any act: this party was not asked in the end, answered or not; what stood still for it goes on."""
    was_out = row.state is State.OUT and Asked(row.party).stops_the_clock
    row.dropped_on, row.dropped_why = act.today, why
    give_up(act, row)
    if was_out:
        clocks.record(act, "consultation_closed", act.today, id=row.key, closed_by="dropped")
    act.audit("consultation.dropped", f"撤回征求意见（{row.key}）：{why}", number=row.number)
