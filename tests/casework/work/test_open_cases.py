"""The figures of the board are counted in one statement: a case counts once for its organ, and once for each hand."""

import pytest

from app.board import figures
from app.casework.models.cases import CaseState
from app.casework.work import supervision
from app.database import db
from tests.casework.office_cases import add_case, add_item, at

pytestmark = pytest.mark.database
NOW = at(2026, 3, 9)


def test_a_case_counts_once_for_its_organ_and_once_for_each_who_has_it(app, county):
    organs = {county.units[code].id for code in ("LF", "YM")}
    clerk, reviewer = county.people["clerk"], county.people["reviewer"]
    plain, twice, both, waiting, elsewhere, closed = (
        add_case(county, f"N-{number}", organ="YM" if number == 4 else "LF", due_on=at(2026, 3, day).date())
        for number, day in enumerate((2, 9, 10, 31, 2, 2))
    )
    closed.state = CaseState.CLOSED
    for case, person in ((plain, clerk), (twice, clerk), (twice, clerk), (both, clerk), (both, reviewer),
                         (elsewhere, None), (closed, clerk)):  # fmt: skip
        add_item(case, person)
    db.session.flush()
    counted = supervision.open_cases(organs, NOW)
    found = supervision.summary(counted, NOW.date())
    shown = [(one.code, one.open, one.overdue, one.today, one.soon) for one in found.organs]
    assert shown == [("LF", 4, 1, 1, 1), ("YM", 1, 1, 0, 0)]
    assert (found.total.open, found.total.overdue, waiting.state) == (5, 2, CaseState.OPEN)
    loads = [(one.person_id, one.open, one.overdue, one.upcoming) for one in figures.load(counted)]
    assert loads == [(clerk.id, 3, 1, 2), (reviewer.id, 1, 0, 1), (None, 1, 1, 0)]
    assert supervision.open_cases(organs, NOW, "response") == []
