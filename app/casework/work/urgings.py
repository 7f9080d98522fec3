"""催办 on the desk: who is urged about what, and the receipt (已阅) that the supervisor sees."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.models import Case, Urging
from app.casework.models.cases import CaseState
from app.casework.work.flags import SUPERVISED, drop_flag, raise_flag
from app.casework.work.orders import waiting_order
from app.database import db
from app.office.models import Person
from app.office.standing import Standing


def urges(person: int | BindParameter[int]) -> tuple[ColumnElement[bool], ...]:
    """Of `Urging` joined with its case: this person is urged, has not taken note of it, and the case is open."""
    return Urging.person_id == person, Urging.read_at.is_(None), Case.state == CaseState.OPEN


_unread = (
    select(Urging)
    .join(Urging.case)
    .where(*urges(bindparam("of_person", type_=Integer)))
    .options(contains_eager(Urging.case), joinedload(Urging.urged_by))
    .order_by(Urging.id)
)


def put_on_desks(act: Act, receivers: Sequence[Person], text: str) -> None:
    """Inside the act of 催办: a row for each of the urged, and the flag 督办 on the case."""
    db.session.add_all(
        Urging(
            case_id=act.the_case.id,
            person_id=one.id,
            urged_by_id=act.actor.person_id,
            urged_at=act.now,
            text=text,
        )
        for one in receivers
    )
    raise_flag(act.the_case, SUPERVISED)


def unread_of(standing: Standing) -> list[Urging]:
    """What the person was urged about and has not taken note of, of open cases, the oldest first."""
    return list(db.session.scalars(_unread, {"of_person": standing.person_id}))


def urgings_of(case: Case) -> list[Urging]:
    """Everybody who was urged about the case, the newest first."""
    query = select(Urging).where(Urging.case_id == case.id).options(joinedload(Urging.person))
    return list(db.session.scalars(query.order_by(Urging.id.desc())))


def settle_supervised(case: Case) -> None:
    """The flag 督办 stays until everybody urged has taken note and no order waits for its answer."""
    if waiting_order(case) is None and all(one.read_at for one in urgings_of(case)):
        drop_flag(case, SUPERVISED)


@use_case("receive_urging")
def receive_urging(act: Act) -> Result:
    """已阅: the urged person takes note of every 催办 of this case. Raises NotFound when there is none."""
    mine = [
        one
        for one in urgings_of(act.the_case)
        if one.person_id == act.actor.person_id and one.read_at is None
    ]
    if not mine:
        raise NotFound()
    for one in mine:
        one.read_at = act.now
    db.session.flush()
    settle_supervised(act.the_case)
    act.audit("case.urging_received", "已阅催办", urgings=[one.id for one in mine])
    return {"case": act.the_case.number}
