"""征求意见 as it stands on record: who was asked, who owes an answer, what letters and replies may say of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select

from app.casework.acts.errors import NotFound
from app.casework.acts.keys import sealer
from app.casework.acts.locked import consultations_of_case
from app.casework.acts.once import forget_one, once_in_act
from app.casework.contract.rows import Secret
from app.casework.models import Case, Consultation, IssuedLetter
from app.casework.models.consultations import NATURAL_PERSON
from app.casework.models.consultations import ConsultationState as State
from app.casework.rare import RARE
from app.casework.terms import clocks
from app.database import db
from app.law.clock import Clock, ClockKind
from app.law.consulting import ANSWER_WORDS, SILENCE_WORDS, Asked

STATE_WORDS = {
    State.PREPARED: "已拟定，待制发", State.ISSUED: "已制发，待送出", State.OUT: "征求中", State.ANSWERED: "已回复",
    State.SILENT: "逾期未复", State.DROPPED: "已撤回",
}  # fmt: skip

_of_case = (
    select(Consultation).where(Consultation.case_id == bindparam("of_case")).order_by(Consultation.number)
)


def consultations_of(case: Case) -> list[Consultation]:
    """All of them, in the order in which they were prepared; read once in a transaction."""
    return list(once_in_act(consultations_of_case(case.id), lambda: _read(case.id)))


def _read(case_id: int) -> Sequence[Consultation]:
    if not RARE.may_have(Consultation, case_id):
        return ()
    return db.session.scalars(_of_case, {"of_case": case_id}).all()


def forget_consultations(case: Case) -> None:
    """After one was added."""
    forget_one(consultations_of_case(case.id))


def consultation_of(case: Case, number: int) -> Consultation:
    """One by its number in the case. Raises NotFound."""
    found = next((one for one in consultations_of(case) if one.number == number), None)
    if found is None:
        raise NotFound()
    return found


def parties_of(case: Case) -> list[Consultation]:
    """Those that count: what the office dropped was not asked in the end."""
    return [one for one in consultations_of(case) if one.dropped_on is None]


def limits_of(case: Case) -> dict[str, Clock]:
    """The limits of all parties by the key of their rows, reckoned once; none before a receipt is on record."""
    own = clocks.clocks_of(case).of_kind(ClockKind.CONSULTATION)
    return {clock.label: clock for clock in own if clock.label}


def clock_of(row: Consultation) -> Clock | None:
    """The party's own limit; None until its receipt is on record."""
    return limits_of(row.case).get(row.key)


def sealed_address(row: Consultation, address: str) -> str:
    """As it is kept, bound to the row."""
    return sealer().seal(address, "consultation", row.seal_id, "address") if address else ""


def address_of(row: Consultation) -> str:
    """Opened. Showing it to a person is an act with its own audit line."""
    if not row.address_sealed:
        return ""
    return sealer().open(row.address_sealed, "consultation", row.seal_id, "address")


def secrets_of(row: Consultation) -> dict[str, Secret]:
    """What is masked of a party, by the name under which it may be looked at."""
    whose, found = f"征求对象（{row.key}）", {}
    if row.kind == NATURAL_PERSON:
        found[f"consultation_{row.number}_name"] = Secret("姓名", whose, lambda: row.name)
    if row.address_sealed:
        found[f"consultation_{row.number}_address"] = Secret("送达地址", whose, partial(address_of, row))
    return found


def answer_words(row: Consultation) -> str:
    """What came of it, in a sentence; a late answer is told beside the silence that stands."""
    said = _said(row.answer, row.reason)
    if row.is_silent:
        late = f"；期满后于{row.answered_on}收到意见（存卷，不改变期限）：{said}" if said else ""
        return SILENCE_WORDS.get(row.party, "逾期未提出意见") + late
    if row.dropped_on is not None:
        return f"{row.dropped_on}终止征求：{row.dropped_why}"
    if said and row.is_late:
        return f"{said}（期满后收到，存卷）"
    return said + "".join(f"；{_former(one)}" for one in reversed(row.former_opinions))


def _said(answer: str, reason: str) -> str:
    return ANSWER_WORDS.get(answer, "") + (f"：{reason}" if reason else "")


def _former(one: Mapping[str, str]) -> str:
    """What stood on record before, and why it does not any more."""
    return f"原登记{one['answered_on']}的意见为{_said(one['answer'], one['reason'])}（{one['why']}）"


def sent_to(case: Case, *, third_party: bool) -> list[Consultation]:
    """Parties outside the house whose letter is out: third parties, or other organs."""
    outside = [one for one in parties_of(case) if one.sent_on and one.party != Asked.HOUSE_UNIT]
    return [one for one in outside if (one.party == Asked.THIRD_PARTY) is third_party]


def consulted(case: Case, on: date) -> str | None:
    """Whom a notice to the applicant names: third_party, organ or both; never who they are."""
    third, organs = sent_to(case, third_party=True), sent_to(case, third_party=False)
    if third and organs:
        return "both"
    if third:
        return "third_party"
    return "organ" if organs else None


def consulted_on(case: Case, on: date) -> date | None:
    """The first day on which a letter went out: of third parties where there are any."""
    rows = sent_to(case, third_party=True) or sent_to(case, third_party=False)
    return min((one.sent_on for one in rows if one.sent_on), default=None)


def notice_owed(case: Case, kind: str) -> bool:
    """Whether who applied was not told of this kind of letter while somebody outside is asked (第三十三条第三款)."""
    asked = [one for one in parties_of(case) if one.state is State.OUT and Asked(one.party).stops_the_clock]
    told = select(IssuedLetter.id).where(IssuedLetter.case_id == case.id, IssuedLetter.kind == kind).limit(1)
    return bool(kind and asked) and db.session.scalar(told) is None


def disclosed_from(case: Case) -> date | None:
    """The last day that third parties were told as that of the disclosure: nothing is given out before."""
    ids = [one.notice_letter_id for one in parties_of(case) if one.notice_letter_id is not None]
    told = db.session.scalars(select(IssuedLetter).where(IssuedLetter.id.in_(ids))) if ids else ()
    return max((date.fromisoformat(one.facts["disclosed_on"]) for one in told), default=None)


def rows_for_programs(case: Case) -> list[dict[str, Any]]:
    """All of them: no address, no name of a person."""
    limits = limits_of(case)
    return [_row_of(one, limits.get(one.key)) for one in consultations_of(case)]


def _row_of(row: Consultation, clock: Clock | None) -> dict[str, Any]:
    return {
        "number": row.number, "party": row.party, "name": row.shown_name, "information": row.information,
        "state": str(row.state), "letter_id": row.letter_id, "sent_on": _iso(row.sent_on),
        "delivered_on": _iso(row.delivered_on), "due_on": _iso(clock.due_on if clock else None),
        "answer": row.answer or None, "reason": row.reason, "answered_on": _iso(row.answered_on),
        "late": row.is_late, "silent_on": _iso(row.silent_on), "dropped_on": _iso(row.dropped_on),
        "former_opinions": row.former_opinions,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
