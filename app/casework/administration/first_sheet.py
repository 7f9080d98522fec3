"""首次密码单: people who never had a password get one each in one act, shown on one sheet, once (decision 0126)."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.accounts import NewPassword, is_guarded, new_password
from app.casework.administration.proposing import SecondPersonNeeded
from app.casework.administration.scope import administered_ids, require_over_person
from app.database import db
from app.law.errors import RuleViolation
from app.office.models import Appointment, OrgUnit, Person
from app.office.organs import organ_of
from app.office.passwords import keep_password
from app.office.permissions import ANYWHERE, Permission
from app.office.standing import Standing
from app.office.vocabulary import SEPARATED_ROLES

MOST_ON_A_SHEET = 50  # making one password takes a tenth of a second and more


class HasPassword(RuleViolation):
    """A sheet replaces nobody's password."""

    code = "has_password"
    message = "名单上有人已经有了密码，没有生成任何密码，请刷新页面重新选择"


@dataclass(frozen=True)
class Slip:
    """One person of a sheet, with the unit of the first post."""

    person: Person
    unit: OrgUnit
    password: NewPassword


def without_password(standing: Standing) -> list[tuple[Person, OrgUnit]]:
    """Whom the administrator may give a first password alone, with the unit of their first post; by unit and name."""
    within, today = administered_ids(standing), standing.on
    query = select(Person).where(Person.is_active, Person.password_hash.is_(None))
    query = query.where(Person.id.in_(select(Appointment.person_id).where(Appointment.unit_id.in_(within))))
    loaded = query.options(selectinload(Person.appointments).joinedload(Appointment.unit))
    found = []
    for person in db.session.scalars(loaded.order_by(Person.name, Person.id)):
        held = [one for one in person.appointments if one.valid_until is None or one.valid_until > today]
        mine = all(one.unit_id in within and one.role not in SEPARATED_ROLES for one in held)
        if held and mine and person.id != standing.person_id:
            found.append((person, held[0].unit))
    return sorted(found, key=lambda one: (one[1].position, one[1].code))


def organs_of_sheets(waiting: Sequence[tuple[Person, OrgUnit]]) -> list[tuple[OrgUnit, int]]:
    """The organs at which somebody waits, with how many, in the order of the tree."""
    number = Counter(organ_of(unit) for _, unit in waiting)
    return sorted(number.items(), key=lambda one: (one[0].position, one[0].code))


def new_sheet(people: Sequence[tuple[Person, OrgUnit]], now: datetime) -> list[Slip]:
    """As many as one sheet holds, each with a made password. Slow, reads only: before the transaction."""
    return [Slip(person, unit, new_password(person, now)) for person, unit in people[:MOST_ON_A_SHEET]]


def fingerprint_of(passwords: Sequence[NewPassword]) -> str:
    """Tells whether a repeated command kept these passwords or earlier ones."""
    return hashlib.sha256("".join(one.fingerprint for one in passwords).encode()).hexdigest()[:16]


@use_case("give_first_passwords")
def give_first_passwords(act: Act, people: list[int], passwords: list[NewPassword]) -> Result:
    """发放首次密码, to be changed at the first sign-in; all of the sheet or none.

    Raises HasPassword, SecondPersonNeeded for one of the three administrators, OwnAccount, NotAllowed.
    """
    act.require(Permission.ADMINISTER_OFFICE, ANYWHERE)
    query = select(Person).where(Person.id.in_(people)).order_by(Person.id).with_for_update()
    known = {one.id: one for one in db.session.scalars(query.execution_options(populate_existing=True))}
    for person_id, password in zip(people, passwords, strict=True):
        person = known[person_id]
        require_over_person(act, person)
        if is_guarded(person, act.today):
            raise SecondPersonNeeded
        if person.password_hash is not None or not person.is_active:
            raise HasPassword
        keep_password(person, password.hash, act.now, must_change=True)
        words = f"发放首次密码（密码单，共 {len(people)} 人）：{person.name}（{person.login}）"
        act.audit("person.first_password", words, person=person.id)
    return {"people": len(people), "fingerprint": fingerprint_of(passwords)}
