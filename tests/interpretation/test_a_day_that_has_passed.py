"""解读日期: a day that has passed is refused where it is typed, not by the office that receives it."""

from datetime import timedelta

import pytest

from app.law.errors import InvalidInput
from app.processes.interpretation.package import package_of

pytestmark = pytest.mark.database


def test_a_past_day_is_refused_to_the_drafter_and_today_is_not(office):
    office.begun().drafted()
    today = office.now.date()
    with pytest.raises(InvalidInput) as refused:
        office.planned(planned_on=(today - timedelta(days=1)).isoformat())
    assert refused.value.fields == {"planned_on": "解读方案所写的解读日期已过"}
    office.planned(planned_on=today.isoformat())
    assert package_of(office.case).planned_on == today
