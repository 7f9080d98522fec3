"""How far an administrator's arm reaches: a unit and all below it; settings of the whole system only from the top."""

from datetime import date
from typing import TypeVar

from sqlalchemy import or_, select

from app.casework.acts.act import Act
from app.casework.acts.errors import NotFound
from app.database import db
from app.law.errors import RuleViolation
from app.office.models import Appointment, OrgUnit, Person
from app.office.organs import organ_of
from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import Standing
from app.office.vocabulary import Role

Row = TypeVar("Row", OrgUnit, Person)


class OwnAccount(RuleViolation):
    """Nobody changes their own posts, password or account here: another administrator does (三员分立)."""

    code = "own_account"
    message = "不能在这里变更本人的岗位、密码和账号状态，请由其他管理员办理"


def top_units(on: date) -> list[OrgUnit]:
    """The units above which nothing stands on that day."""
    query = select(OrgUnit).where(OrgUnit.parent_id.is_(None), OrgUnit.valid_on(on))
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


def require_system(act: Act) -> None:
    """Settings that hold for every organ: only an administrator of the top. Raises NotAllowed."""
    for top in top_units(act.today):
        act.require(Permission.ADMINISTER_OFFICE, AtOrgan(top.id))


def require_over(act: Act, unit: OrgUnit) -> None:
    """The unit lies at or below an organ that the acting person administers. Raises NotAllowed."""
    act.require(Permission.ADMINISTER_OFFICE, AtOrgan(organ_of(unit).id))


def require_over_person(act: Act, person: Person) -> None:
    """All lasting posts of the person lie within reach, and it is not oneself. Raises NotAllowed, OwnAccount."""
    if person.id == act.actor.person_id:
        raise OwnAccount
    for held in lasting_appointments(person, act.today):
        require_over(act, held.unit)


def lasting_appointments(person: Person, on: date) -> list[Appointment]:
    """The posts that the person holds on that day or will hold later, earliest first."""
    lasting = or_(Appointment.valid_until.is_(None), Appointment.valid_until > on)
    query = select(Appointment).where(Appointment.person_id == person.id, lasting)
    return list(db.session.scalars(query.order_by(Appointment.valid_from, Appointment.id)))


def administers_system(standing: Standing) -> bool:
    """Whether the person may change what holds for every organ."""
    tops = [AtOrgan(top.id) for top in top_units(standing.on)]
    return bool(tops) and all(
        allows(Permission.ADMINISTER_OFFICE, standing, top, standing.on) for top in tops
    )


def administered_ids(standing: Standing) -> frozenset[int]:
    """The ids of all units that the person administers, in whatever form."""
    posts = [post for post in standing.posts if post.role is Role.ADMINISTRATOR]
    return frozenset().union(*(post.below for post in posts))


def units_within(standing: Standing, on: date) -> list[OrgUnit]:
    """The units that the person administers, as they stand on that day, in the order of the tree's positions."""
    query = select(OrgUnit).where(OrgUnit.id.in_(administered_ids(standing)), OrgUnit.valid_on(on))
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


def lasting_units_within(standing: Standing, on: date) -> list[OrgUnit]:
    """The same with those that begin later: what was set up in advance can be found and manned in advance."""
    lasting = or_(OrgUnit.valid_until.is_(None), OrgUnit.valid_until > on)
    query = select(OrgUnit).where(OrgUnit.id.in_(administered_ids(standing)), lasting)
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code, OrgUnit.valid_from)))


def get_unit(unit_id: int) -> OrgUnit:
    """The unit with this id. Raises NotFound."""
    return _known(db.session.get(OrgUnit, unit_id))


def get_person(person_id: int) -> Person:
    """The person with this id. Raises NotFound."""
    return _known(db.session.get(Person, person_id))


def _known(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
