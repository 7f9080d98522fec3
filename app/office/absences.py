"""Absence and standing in (请假与代理): one deputy at a time, never a chain."""

from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.law.errors import InvalidInput
from app.office.errors import (
    AbsenceOverlaps,
    DatesReversed,
    DeputyCannotActThere,
    DeputyIsAway,
    DeputyIsOneself,
    StandsInForAnother,
)
from app.office.models import Absence, Appointment, OrgUnit, Person
from app.office.organs import organ_of, units_of


def record_absence(
    person: Person, deputy: Person | None, first_day: date, last_day: date, reason: str = ""
) -> Absence:
    """The person is away from the first to the last day, both included; the deputy acts in their roles.

    Raises DatesReversed, AbsenceOverlaps, StandsInForAnother and, for the deputy, DeputyIsOneself,
    DeputyCannotActThere, DeputyIsAway.
    """
    if last_day < first_day:
        raise DatesReversed(fields={"last_day": DatesReversed.message})
    if _absences(Absence.person_id == person.id, first_day, last_day):
        raise AbsenceOverlaps
    if others := _absences(Absence.deputy_id == person.id, first_day, last_day):
        raise StandsInForAnother(f"在此期间正代理{others[0].person.name}的职责，请先为其另行指定代理人")
    if deputy is not None:
        check_deputy(person, deputy, first_day, last_day)
    absence = Absence(person=person, deputy=deputy, first_day=first_day, last_day=last_day, reason=reason)
    db.session.add(absence)
    db.session.flush()
    return absence


def refuse_over(last_day: date, today: date) -> None:
    """Raises InvalidInput for an absence that is over already: nobody can stand in for what has passed."""
    if last_day < today:
        raise InvalidInput(fields={"last_day": f"这段请假已经过去（今天是 {today}），不再登记"})


def change_deputy(absence: Absence, deputy: Person | None) -> None:
    """Name another deputy, or none. Raises like record_absence."""
    if deputy is not None:
        check_deputy(absence.person, deputy, absence.first_day, absence.last_day)
    absence.deputy = deputy
    db.session.flush()


def end_absence(absence: Absence, last_day: date) -> None:
    """The person is back after `last_day`; before the first day this cancels the absence."""
    if last_day < absence.first_day:
        db.session.delete(absence)
    else:
        absence.last_day = min(last_day, absence.last_day)
    db.session.flush()


def check_deputy(person: Person, deputy: Person, first_day: date, last_day: date) -> None:
    """Raises when the deputy cannot stand in for the person in that time."""
    if deputy.id == person.id:
        raise DeputyIsOneself(fields={"deputy": DeputyIsOneself.message})
    if not deputy.is_active or not organ_ids_of(deputy, first_day) & organ_ids_of(person, first_day):
        raise DeputyCannotActThere
    if _absences(Absence.person_id == deputy.id, first_day, last_day):
        raise DeputyIsAway


def refuse_leaving_absent(deputy: Person, on: date) -> None:
    """Raises StandsInForAnother where, from that day on, the deputy of somebody absent holds no post at their organ."""
    db.session.flush()  # the end that was just entered
    for absence in deputised_by(deputy, on):
        first = max(on, absence.first_day)
        if not organ_ids_of(deputy, first) & organ_ids_of(absence.person, first):
            raise StandsInForAnother(
                f"正代理{absence.person.name}的职责（至 {absence.last_day}），请先为其另行指定代理人"
            )


def deputised_by(deputy: Person, on: date) -> list[Absence]:
    """Absences that are not over on that day in which this person stands in, earliest first."""
    query = select(Absence).where(Absence.deputy_id == deputy.id, Absence.last_day >= on)
    return list(db.session.scalars(query.order_by(Absence.first_day, Absence.id)))


def absence_on(person: Person, on: date) -> Absence | None:
    """The absence that covers the day, if any."""
    return next(iter(_absences(Absence.person_id == person.id, on, on)), None)


def deputy_for(person: Person, on: date) -> Person | None:
    """Who stands in for the person on that day; None when they are there, or named nobody."""
    absence = absence_on(person, on)
    return absence.deputy if absence else None


def deputies_for(people: list[Person], on: date) -> dict[int, Person]:
    """Who stands in on that day, by the id of who is away; in one query."""
    query = (
        select(Absence)
        .where(Absence.person_id.in_([person.id for person in people]), Absence.touching(on, on))
        .order_by(Absence.first_day.desc())
        .options(joinedload(Absence.deputy))
    )
    return {away.person_id: away.deputy for away in db.session.scalars(query) if away.deputy is not None}


def ids_of_absent(person: Person, on: date) -> Select[tuple[int]]:
    """The ids of the absent people for whom this person stands in on that day, as a part of a query."""
    away = select(Absence.person_id).join(Absence.person)
    return away.where(Absence.deputy_id == person.id, Absence.touching(on, on), Person.is_active)


def possible_deputies(person: Person, on: date) -> list[Person]:
    """Colleagues who hold a role at one of the person's organs on that day, by name."""
    organs = [db.session.get_one(OrgUnit, organ_id) for organ_id in organ_ids_of(person, on)]
    unit_ids = {unit.id for organ in organs for unit in (organ, *units_of(organ, on))}
    query = (
        select(Person)
        .join(Appointment)
        .where(Person.is_active, Person.id != person.id, Appointment.unit_id.in_(unit_ids))
        .where(Appointment.valid_on(on))
        .distinct()
    )
    return list(db.session.scalars(query.order_by(Person.name, Person.id)))


def absences_from(person: Person, on: date) -> list[Absence]:
    """The person's absences that are not over on that day, earliest first."""
    query = select(Absence).where(Absence.person_id == person.id, Absence.last_day >= on)
    return list(db.session.scalars(query.order_by(Absence.first_day)))


def organ_ids_of(person: Person, on: date) -> set[int]:
    """The organs at which the person holds any role on that day."""
    query = select(Appointment).where(Appointment.person_id == person.id, Appointment.valid_on(on))
    return {organ_of(held.unit).id for held in db.session.scalars(query)}


def _absences(of_whom: ColumnElement[bool], first_day: date, last_day: date) -> list[Absence]:
    query = select(Absence).where(of_whom, Absence.touching(first_day, last_day))
    return list(db.session.scalars(query.order_by(Absence.first_day)))
