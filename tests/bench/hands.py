"""The people of a county that has worked for years: of each is kept how long it took for its steps, month by month.

The bench's own people are a dozen; what is reckoned by hands (预计逾期, 环节用时) would meet nearly empty tables.
"""

from datetime import datetime
from itertools import islice, product

import sqlalchemy as sa

from app.board.wanted import MONTHS
from app.casework.acts.commands import transaction
from app.casework.models import StepInMonth
from app.database import db
from app.law.office_time import office_day
from app.law.periods import months_until
from app.office.models import Person

HANDS = 500
STEPS_OF_A_HAND = 3
DONE = {"number": 5, "seconds": 5 * 2 * 86400, "late": 0}  # of one step in one month: five, two days each


def add_hands(now: datetime) -> int:
    """Write people, and for twelve months what each did of three steps that somebody did already. How many months.

    Inside an application context.
    """
    step = StepInMonth.organ_id, StepInMonth.process, StepInMonth.node
    title = sa.func.max(StepInMonth.title).label("title")
    with transaction():
        known = [dict(row) for row in db.session.execute(sa.select(*step, title).group_by(*step)).mappings()]
        people = [Person(login=f"hand{number}", name=f"经办人{number}") for number in range(HANDS)]
        db.session.add_all(people)
        db.session.flush()
        rows = [
            {**one, **DONE, "person_id": person.id, "month": month}
            for first, person in enumerate(people)
            for one, month in product(_some_of(known, first), months_until(office_day(now), MONTHS))
        ]
        db.session.execute(sa.insert(StepInMonth), rows)
    return len(rows)


def _some_of(known: list[dict[str, object]], first: int) -> list[dict[str, object]]:
    return list(islice(known[first % len(known) :] + known, min(STEPS_OF_A_HAND, len(known))))
