"""People (人员): accounts, posts with dates, absence and deputies. Nobody is deleted."""

from datetime import date, timedelta

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.administration.accounts import NewPassword
from app.casework.administration.proposing import refuse_alone
from app.casework.administration.scope import (
    OwnAccount,
    get_person,
    get_unit,
    require_over,
    require_over_person,
)
from app.database import db
from app.office import absences
from app.office import people as office_people
from app.office.models import Absence, Appointment, Person
from app.office.passwords import keep_password
from app.office.vocabulary import Role


@use_case("add_person")
def add_person(
    act: Act, login: str, name: str, telephone: str, email: str, unit_id: int, role: str, valid_from: date,
    password: NewPassword,
) -> Result:  # fmt: skip
    """新增人员: an account with its first post and a password to be changed at first sign-in.

    Raises SecondPersonNeeded for one of the three administrators.
    """
    require_over(act, get_unit(unit_id))
    refuse_alone(Role(role))
    return enter_person(act, login, name, telephone, email, unit_id, role, valid_from, password)


def enter_person(
    act: Act, login: str, name: str, telephone: str, email: str, unit_id: int, role: str, valid_from: date,
    password: NewPassword,
) -> Result:  # fmt: skip
    """The same for whoever may: one administrator, or two. Raises what people refuse."""
    unit = get_unit(unit_id)
    person = office_people.add_person(login=login, name=name, telephone=telephone, email=email)
    office_people.appoint(person, unit, Role(role), valid_from)
    keep_password(person, password.hash, act.now, must_change=True)
    words = f"新增人员：{name}（{person.login}），{unit.short_name}{Role(role).title_zh}，自 {valid_from}"
    act.audit("person.added", words, person=person.id, unit=unit.id, role=role)
    return {"person": person.id, "fingerprint": password.fingerprint}


@use_case("change_person")
def change_person(act: Act, person_id: int, name: str, telephone: str, email: str) -> Result:
    """修改人员信息."""
    person = get_person(person_id)
    if person.id != act.actor.person_id:
        require_over_person(act, person)
    person.name, person.telephone, person.email = name, telephone, email
    act.audit("person.changed", f"修改人员信息：{name}（{person.login}）", person=person.id)
    return {"person": person.id}


@use_case("appoint_person")
def appoint_person(
    act: Act, person_id: int, unit_id: int, role: str, valid_from: date, last_day: date | None = None
) -> Result:
    """任职: a role at a unit from a day on, up to and including the last day. Raises SecondPersonNeeded."""
    person = get_person(person_id)
    if person.id == act.actor.person_id:
        raise OwnAccount
    require_over(act, get_unit(unit_id))
    refuse_alone(Role(role))
    return enter_appointment(act, person, unit_id, role, valid_from, last_day)


def enter_appointment(
    act: Act, person: Person, unit_id: int, role: str, valid_from: date, last_day: date | None = None
) -> Result:
    """The same for whoever may: one administrator, or two. Raises what people refuse."""
    unit = get_unit(unit_id)
    until = last_day + timedelta(days=1) if last_day else None
    held = office_people.appoint(person, unit, Role(role), valid_from, until)
    act.audit(
        "person.appointed", f"任职：{person.name}任{unit.short_name}{Role(role).title_zh}，自 {valid_from}",
        person=person.id, unit=unit.id, role=role, appointment=held.id,
    )  # fmt: skip
    return {"appointment": held.id}


@use_case("end_appointment")
def end_appointment(act: Act, appointment_id: int, last_day: date) -> Result:
    """免职: the post ends after its last day. Raises StandsInForAnother while somebody there needs its holder."""
    held = db.session.get(Appointment, appointment_id)
    if held is None:
        raise NotFound
    if held.person_id == act.actor.person_id:
        raise OwnAccount
    require_over(act, held.unit)
    until = last_day + timedelta(days=1)
    office_people.end_appointment(held, until)
    absences.refuse_leaving_absent(held.person, max(until, act.today))
    role = Role(held.role).title_zh
    words = f"结束任职：{held.person.name}不再任{held.unit.short_name}{role}，最后一天 {last_day}"
    act.audit(
        "person.appointment_ended", words, person=held.person_id, unit=held.unit_id, appointment=held.id
    )
    return {"appointment": held.id}


@use_case("record_absence_of")
def record_absence_of(
    act: Act, person_id: int, deputy_id: int | None, first_day: date, last_day: date, reason: str
) -> Result:
    """登记请假: for somebody who cannot do it themselves."""
    person = get_person(person_id)
    require_over_person(act, person)
    absences.refuse_over(last_day, act.today)
    deputy = get_person(deputy_id) if deputy_id is not None else None
    absence = absences.record_absence(person, deputy, first_day, last_day, reason)
    words = f"登记请假：{person.name} {first_day} 至 {last_day}，代理人{deputy.name if deputy else '未指定'}"
    act.audit("person.absence_recorded", words, person=person.id, absence=absence.id)
    return {"absence": absence.id}


@use_case("change_deputy_of")
def change_deputy_of(act: Act, absence_id: int, deputy_id: int | None) -> Result:
    """改派代理人: another deputy, or none, for an absence that is not over."""
    absence = db.session.get(Absence, absence_id)
    if absence is None or absence.last_day < act.today:
        raise NotFound
    require_over_person(act, absence.person)
    deputy = get_person(deputy_id) if deputy_id is not None else None
    absences.change_deputy(absence, deputy)
    words = f"改派代理人：{absence.person.name} → {deputy.name if deputy else '未指定'}"
    act.audit("person.deputy_changed", words, person=absence.person_id, absence=absence_id)
    return {"absence": absence_id}


@use_case("end_absence_of")
def end_absence_of(act: Act, absence_id: int) -> Result:
    """销假: back today; before the first day the absence is cancelled."""
    absence = db.session.get(Absence, absence_id)
    if absence is None:
        raise NotFound
    require_over_person(act, absence.person)
    name = absence.person.name
    absences.end_absence(absence, act.today - timedelta(days=1))
    act.audit("person.absence_ended", f"销假：{name}", person=absence.person_id)
    return {"absence": absence_id}
