"""The demo tells of the guest through its card alone: the facet Stories."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.models import Case, Opinion, Publication
from app.casework.models.cases import CaseState
from app.database import db
from app.demo.county import arrival_days
from app.demo.living import Office as LivingOffice
from app.demo.plan import Plan
from app.demo.summary import lines_of
from app.law.calendar import load_builtin_calendar
from tests.guest.flood_watch import flood_watch
from tests.support.office import MORNING

pytestmark = pytest.mark.database


@pytest.fixture
def lived(office):
    """The told stories, lived day by day until yesterday."""
    today, calendar = MORNING.date() + timedelta(days=10), load_builtin_calendar()
    stories = list(flood_watch.stories.told())
    arrivals = arrival_days(stories, today, calendar)
    living = LivingOffice(min(arrivals), Plan(calendar))
    day = min(arrivals)
    while day < today:
        living.live(day, arrivals.get(day, ()))
        day += timedelta(days=1)
    return living


def test_both_floods_are_walked_as_they_are_told(lived):
    assert (lived.outside.refused, lived.desk.troubles) == ([], {})
    cases = {case.title: case for case in db.session.scalars(select(Case))}
    assert {title: case.state for title, case in cases.items()} == {
        "星宿江金山段汛情": CaseState.ARCHIVED, "东河水库下游汛情": CaseState.OPEN,
    }  # fmt: skip
    assert db.session.query(Publication).count() == 2
    signed = db.session.query(Opinion).filter_by(node="T_co_sign").all()
    assert {one.unit.short_name for one in signed} == {"自然资源局", "财政局", "金山镇"}


def test_a_visitor_of_the_demo_is_shown_them_and_the_summary_counts_them(lived):
    shown = lived.outside.shown(list(flood_watch.stories.told()))
    assert {row["shows"] for row in shown} == {"处置完毕的汛情", "正在征集意见的汛情"}
    assert "汛情 2 件" in lines_of(lived.outside.case_ids, lived.present.today)
