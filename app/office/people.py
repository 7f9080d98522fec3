"""People and what they are appointed to; also the door to standing, holders and deputies."""

from datetime import date, timedelta

from sqlalchemy import or_, select

from app.database import db
from app.law.errors import InvalidInput
from app.office.absences import deputy_for, record_absence
from app.office.errors import (
    AlreadyAppointed,
    AppointmentOver,
    DatesReversed,
    LoginTaken,
    SeparatedDuties,
    UnitNotValid,
)
from app.office.holders import holders_of, unit_holding
from app.office.models import Appointment, OrgUnit, Person
from app.office.reorganisation import go_along
from app.office.standing import roles_of
from app.office.vocabulary import SEPARATED_ROLES, Role

__all__ = [
    "add_person",
    "appoint",
    "deputy_for",
    "end_appointment",
    "find_person",
    "holders_of",
    "is_login",
    "normal_login",
    "record_absence",
    "roles_of",
    "unit_holding",
]

LOGIN_LENGTH = range(2, 61)


def normal_login(login: str) -> str:
    """A login as it is kept and compared: without blanks around it, in lower case."""
    return login.strip().lower()


def is_login(login: str) -> bool:
    """Whether a login, as it is kept, can be one."""
    return len(login) in LOGIN_LENGTH and all(sign.isalnum() or sign in "._-@" for sign in login)


def add_person(*, login: str, name: str, telephone: str = "", email: str = "") -> Person:
    """A new person, as yet without a password (app.office.passwords). Raises LoginTaken, InvalidInput."""
    login = refuse_bad_login(login)
    if not name.strip():
        raise InvalidInput(fields={"name": "请填写姓名"})
    person = Person(login=login, name=name.strip(), telephone=telephone, email=email)
    db.session.add(person)
    db.session.flush()
    return person


def refuse_bad_login(login: str) -> str:
    """The login as it is kept, if it can be used. Raises LoginTaken, InvalidInput."""
    login = normal_login(login)
    if not is_login(login):
        raise InvalidInput(fields={"login": "登录名为2至60个字母、数字或者 . _ - @"})
    if find_person(login):
        raise LoginTaken(fields={"login": f"登录名“{login}”已被使用"})
    return login


def find_person(login: str) -> Person | None:
    """The person with this login, whether active or not."""
    return db.session.scalar(select(Person).where(Person.login == normal_login(login)))


def appoint(
    person: Person, unit: OrgUnit, role: Role, valid_from: date, valid_until: date | None = None
) -> Appointment:
    """Give a person a role at a unit, and at what the unit will be; `valid_until` is the first day without it.

    Raises UnitNotValid, DatesReversed, AlreadyAppointed, SeparatedDuties (三员分立).
    """
    role = Role(role)
    refuse_impossible(person, unit, role, valid_from, valid_until)
    appointment = Appointment(
        person=person, unit=unit, role=role, valid_from=valid_from, valid_until=valid_until
    )
    db.session.add(appointment)
    db.session.flush()
    go_along(appointment)
    db.session.flush()
    return appointment


def refuse_impossible(
    person: Person, unit: OrgUnit, role: Role, valid_from: date, valid_until: date | None = None
) -> None:
    """Raises UnitNotValid, DatesReversed, AlreadyAppointed, SeparatedDuties (三员分立)."""
    if valid_until is not None and valid_until <= valid_from:
        raise DatesReversed(fields={"valid_until": DatesReversed.message})
    if not unit.is_valid_on(valid_from):
        raise UnitNotValid
    meanwhile = _appointments_between(person, valid_from, valid_until)
    if any(held.unit_id == unit.id and held.role == role for held in meanwhile):
        raise AlreadyAppointed
    if role in SEPARATED_ROLES and any(held.role in SEPARATED_ROLES - {role} for held in meanwhile):
        raise SeparatedDuties


def end_appointment(appointment: Appointment, on: date) -> None:
    """The role ends: `on` is the first day without it. Ending before the beginning cancels it.

    Raises AppointmentOver for a day behind the end that it has.
    """
    until = appointment.valid_until
    if until is not None and on > until:
        last_day = until - timedelta(days=1)
        raise AppointmentOver(f"这一任职的最后一天是 {last_day}，不能延长；需要继续任职的，请新增任职")
    appointment.valid_until = max(on, appointment.valid_from)


def _appointments_between(person: Person, valid_from: date, valid_until: date | None) -> list[Appointment]:
    query = select(Appointment).where(
        Appointment.person_id == person.id,
        or_(Appointment.valid_until.is_(None), Appointment.valid_until > valid_from),
    )
    if valid_until is not None:
        query = query.where(Appointment.valid_from < valid_until)
    return list(db.session.scalars(query))
