"""What was said and signed in a case, in one reading."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from app.casework.acts.once import once_in_reading
from app.casework.models import Case, Opinion, TextVersion
from app.database import db

_of_case = (
    select(Opinion)
    .where(Opinion.case_id == bindparam("of_case"))
    .options(
        # joined, SQLite would put all signatures of the office together first
        selectinload(Opinion.texts).load_only(TextVersion.slot, TextVersion.number),
        joinedload(Opinion.person),
        joinedload(Opinion.on_behalf_of),
        joinedload(Opinion.unit),
    )
    .order_by(Opinion.id)
)


def opinions_of(case: Case) -> list[Opinion]:
    """Opinions and signatures, oldest first, each with the versions of texts on which it was given."""
    return once_in_reading(f"opinions of case {case.id}", lambda: _read(case.id))


def _read(case_id: int) -> list[Opinion]:
    return list(db.session.scalars(_of_case, {"of_case": case_id}).unique())
