"""The filter of the register offers the steps at which cases of one's organs and units are now."""

import pytest

from app.casework.models.work import WorkItemStatus
from app.casework.work.steps_now import titles_of_open
from app.database import db
from app.office.reach import Reach
from tests.casework.office_cases import add_case, add_item

pytestmark = pytest.mark.database


def test_titles_of_open_tasks_at_ones_organs_and_units(app, county):
    own, other = (add_case(county, f"N-{organ}", organ=organ) for organ in ("LF", "YM"))
    other.handling_unit_id = county.units["LF-ZRZY"].id
    for case, title in ((own, "审核"), (own, "审核"), (own, "拟稿"), (other, "归档"), (other, "审核")):
        add_item(case, title=title)
    add_item(own, title="登记").status = WorkItemStatus.DONE
    db.session.flush()
    organ, unit = county.units["LF"].id, county.units["LF-ZRZY"].id
    assert titles_of_open(Reach(frozenset({organ}), frozenset())) == ["审核", "拟稿"]
    assert titles_of_open(Reach(frozenset({organ}), frozenset({unit}))) == ["审核", "归档", "拟稿"]
    assert titles_of_open(Reach(frozenset(), frozenset({unit}))) == ["审核", "归档"]
    assert titles_of_open(Reach(frozenset(), frozenset())) == []
