"""常用语: one's own, and those that an administrator keeps for a unit; offered under every opinion."""

from sqlalchemy import ColumnElement, bindparam, delete, or_, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.models import Phrase
from app.database import db
from app.law.errors import InvalidInput
from app.office.permissions import ANYWHERE, Permission
from app.office.standing import Standing

MOST, LONGEST = 20, 100
_offered = (
    select(Phrase.text)
    .where(
        or_(
            Phrase.person_id == bindparam("of_person"), Phrase.unit_id.in_(bindparam("units", expanding=True))
        )
    )
    .order_by(Phrase.unit_id.is_not(None), Phrase.position)
)


def offered_to(standing: Standing) -> list[str]:
    """The person's own first, then those of the units in which the person holds a post, up to the organ."""
    units = {unit for post in standing.posts for unit in post.within | post.organ_ids}
    asked = {"of_person": standing.person_id, "units": sorted(units)}
    return list(dict.fromkeys(db.session.scalars(_offered, asked)))


def own_phrases(person_id: int) -> list[str]:
    """One's own, in their order."""
    return _texts(Phrase.person_id == person_id)


def unit_phrases(unit_id: int) -> list[str]:
    """Those of a unit, in their order."""
    return _texts(Phrase.unit_id == unit_id)


@use_case("set_own_phrases")
def set_own_phrases(act: Act, phrases: str) -> Result:
    """个人常用语 anew, one a line. Raises InvalidInput for too many or too long ones."""
    act.require(Permission.SIGN_IN_DESK, ANYWHERE)
    lines, person_id = lines_of(phrases), act.actor.person_id
    replace(
        Phrase.person_id == person_id,
        [Phrase(person_id=person_id, position=n, text=t) for n, t in enumerate(lines)],
    )
    act.audit("phrase.own_set", f"修改个人常用语，共 {len(lines)} 条")
    return {"phrases": len(lines)}


def lines_of(phrases: str) -> list[str]:
    """One phrase a line, each once. Raises InvalidInput beside the field."""
    lines = list(dict.fromkeys(line.strip() for line in phrases.splitlines() if line.strip()))
    if len(lines) > MOST:
        raise InvalidInput(fields={"phrases": f"常用语最多 {MOST} 条，现为 {len(lines)} 条"})
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            words = f"第 {number} 条有 {len(line)} 字，每条最多 {LONGEST} 字"
            raise InvalidInput(fields={"phrases": words})
    return lines


def _texts(whose: ColumnElement[bool]) -> list[str]:
    return list(db.session.scalars(select(Phrase.text).where(whose).order_by(Phrase.position)))


def replace(whose: ColumnElement[bool], rows: list[Phrase]) -> None:
    """These instead of those, inside an act."""
    db.session.execute(delete(Phrase).where(whose))
    db.session.add_all(rows)
