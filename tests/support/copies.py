"""More cases like one that is there, as rows, for lists: they show nothing else. No act can work on a copy."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from app.casework.models import Case, CaseClock, WorkItem
from app.database import db
from app.processes.disclosure.models import DisclosureRequest


def copy_case(number: str, times: int) -> None:
    """Case, request, steps and clocks of this number, so many times over, under numbers that follow it."""
    case = db.session.scalars(sa.select(Case.id).where(Case.number == number)).one()
    numbers = [f"{number}{place:03}" for place in range(times)]
    one = _rows(Case, Case.id == case)[0]
    db.session.execute(sa.insert(Case), [{**one, "number": each} for each in numbers])
    ids = db.session.scalars(sa.select(Case.id).where(Case.number.in_(numbers))).all()
    for model in (DisclosureRequest, WorkItem, CaseClock):
        rows = [{**row, "case_id": new} for new in ids for row in _rows(model, model.case_id == case)]
        for row in rows if model is WorkItem else ():
            row["id"] = str(uuid4())
        if rows:
            db.session.execute(sa.insert(model), rows)
    db.session.commit()


def _rows(model: Any, condition: Any) -> list[dict[str, Any]]:
    """Rows without the number that the database gives."""
    table = model.__table__
    found = db.session.execute(sa.select(table).where(condition)).mappings()
    return [{name: value for name, value in row.items() if name != "id"} for row in found]
