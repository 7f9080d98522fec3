"""征求意见: who is asked, the letter to each, and the notice of a disclosure all the same (第三十二条)."""

import uuid
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.forms import load_schema
from app.casework.models import Consultation
from app.casework.models.consultations import ConsultationState as State
from app.casework.terms.moments import owed_by
from app.casework.work import telling
from app.casework.work.flags import raise_flag
from app.database import db
from app.law import consulting
from app.law.consulting import Answer, Asked
from app.law.errors import InvalidInput
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.steps import consultation_forms as forms
from app.steps import consultation_letters as letters
from app.steps.consultation_due import due_row
from app.steps.consultation_record import (
    consultations_of,
    forget_consultations,
    parties_of,
    sealed_address,
)
from app.steps.consultation_rule import check_may_ask, consulting_rule
from app.steps.consultation_units import full_name, organ_named, people_told, unit_asked, units_of_the_house
from app.steps.names import is_named, names_any


def prepare(act: Act, values: dict[str, Any]) -> Consultation:
    """A row for one party, inside any act. Raises what the process's rule forbids, InvalidInput."""
    rule = check_may_ask(act.the_case)
    unit = _unit_asked(act, values)
    if unit is not None:
        values = {**values, "name": full_name(unit)}
    _check_party(act, values)
    known = consultations_of(act.the_case)
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
    if rule.flag and row.party == Asked.THIRD_PARTY:
        raise_flag(act.the_case, rule.flag)
    _tell_unit(act, row)
    whom = consulting.ASKED_WORDS[row.party]
    act.audit("consultation.prepared", f"拟定征求意见（{row.key}）：{whom}", number=row.number)
    return row


def _unit_asked(act: Act, values: dict[str, Any]) -> OrgUnit | None:
    """Who of the tree answers at a desk of its own; nobody where the letter is answered on paper or on the portal."""
    party, name = Asked(values["party"]), values["name"]
    if party is Asked.HOUSE_UNIT:
        return unit_asked(act.the_case, values.get("unit", ""), name, act.today)
    return organ_named(act.the_case, name, act.today) if party.is_organ else None


def _tell_unit(act: Act, row: Consultation) -> None:
    """A unit of the house has the question at once, in 来函征求意见; an organ gets a letter."""
    if row.party == Asked.HOUSE_UNIT and row.unit_id is not None:
        what = f"{act.actor.name}征求您所在单位的意见，请在“来函征求意见”中回复"
        telling.tell(act, people_told(row.unit_id, act.today), what)


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
    """Name a party, at any time while the case runs; others may be out already. A unit of the house is asked by it."""
    act.require_open()
    row = prepare(act, load_schema(forms.party_schema(units_of_the_house(act.the_case, act.today)), data))
    return {"number": row.number}


@use_case("issue_consultation_letter", needs=Permission.ISSUE_LETTER)
def issue_consultation_letter(act: Act, number: int) -> Result:
    """Number and seal the letter of a prepared consultation."""
    row = due_row(act, number, State.PREPARED)
    return {"number": number, "letter": issue(act, row)}


def issue(act: Act, row: Consultation) -> int:
    """The letter of a prepared row, inside any act. Raises what the process's rule forbids, LetterIncomplete."""
    check_may_ask(act.the_case)
    row.letter_id = letters.issue_letter(act, row).id
    act.audit("consultation.issued", f"制发征求意见文书（{row.key}）", number=row.number)
    return row.letter_id


@use_case("tell_of_disclosure", needs=Permission.ISSUE_LETTER)
def tell_of_disclosure(act: Act, number: int, data: dict[str, Any]) -> Result:
    """第三十二条：an objecting third party is told before its information is disclosed."""
    row = due_row(act, number, State.ANSWERED)
    if row.party != Asked.THIRD_PARTY or row.answer == Answer.AGREED or row.notice_letter_id is not None:
        raise CannotHappenNow("只向不同意公开的第三方告知，且只告知一次")
    consulting.check_is_disclosed(act.the_case.outcome or "")
    consulting_rule(act.the_case).may_tell(act.the_case)
    values = load_schema(forms.DisclosureNoticeSchema(), data)
    if fault := consulting.fault_of_disclosure_day(values["disclosed_on"], act.today, owed_by(act.the_case)):
        raise InvalidInput(fields={"disclosed_on": fault})
    row.notice_letter_id = letters.issue_disclosure_notice(act, row, values).id
    act.audit("consultation.overridden", f"书面告知第三方决定公开的内容和理由（{row.key}）", number=number)
    return {"number": number}
