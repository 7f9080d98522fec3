"""What the record says of a concern: its row, its statements, the one that is being worked on."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from app.casework.acts.errors import CannotHappenNow
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.database import db
from app.office.standing import Standing
from app.processes.response.models import Concern, Statement

PROCESS, PREFIX = "response", "R"
MOST_STATEMENTS = 30
_statements = select(Statement).where(Statement.case_id == bindparam("of_case")).order_by(Statement.number)


def own_case(number: str, standing: Standing) -> Case:
    """The case of this number. Raises NotFound when there is none of this process that the person may read."""
    return readable_case(number, standing, PROCESS)


def concern_of(case: Case) -> Concern:
    """The concern that a case is about."""
    return db.session.get_one(Concern, case.id)


def statements_of(case: Case) -> Sequence[Statement]:
    """All statements of a case, the first one first."""
    return db.session.scalars(_statements, {"of_case": case.id}).all()


def published_of(case: Case) -> list[Statement]:
    """Those that the public has read."""
    return [one for one in statements_of(case) if one.published_at is not None]


def correctable_of(case: Case) -> list[Statement]:
    """What still stands as it was said: neither withdrawn nor put right by a later one that stands."""
    standing = [one for one in published_of(case) if one.stands]
    put_right = {one.corrects_id for one in standing}
    return [one for one in standing if one.id not in put_right]


def in_work(case: Case) -> Statement | None:
    """The statement that is being drafted, signed or published."""
    return next((one for one in statements_of(case) if one.published_at is None), None)


def the_one_in_work(case: Case) -> Statement:
    """The same. Raises CannotHappenNow where none is."""
    found = in_work(case)
    if found is None:
        raise CannotHappenNow("没有正在办理的发布稿，请刷新后核对")
    return found
