"""After a rename or a merger the same people hear of what was open before: reminders of a limit find somebody."""

from datetime import timedelta

import pytest

from app.casework.work import recipients
from app.database import db
from app.office.reorganisation import merge_into, reorganise
from tests.support.office import Office

pytestmark = pytest.mark.database
LEVELS = (recipients.people_at_work, recipients.heads_of, recipients.leaders_of, recipients.supervisors_of)


def renamed(county, day):
    reorganise(county.units["LF"], day, name="禄丰新市人民政府")


def department_merged(county, day):
    merge_into([county.units["LF-ZRZY"]], county.units["LF-JS"], day)


@pytest.mark.parametrize("reform", [renamed, department_merged])
@pytest.mark.parametrize("reached", ["assigned", "accepted"])
def test_nobody_is_lost(app, county, reform, reached):
    office = Office()
    office.apply()
    getattr(office, reached)()
    day = office.now.date() + timedelta(days=3)
    before = [{person.login for person in hear(office.case, day)} for hear in LEVELS]
    assert all(before)
    reform(county, day)
    db.session.commit()
    assert [{person.login for person in hear(office.case, day)} for hear in LEVELS] == before
