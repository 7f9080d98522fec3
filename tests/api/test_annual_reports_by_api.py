"""Annual reports by the API: supervisors see those of their organs, with what self-check finds."""

from datetime import datetime

import pytest

from app import timekeeping
from app.casework.acts.actor import of_person
from app.casework.acts.commands import perform
from app.casework.annual import acts
from tests.api.caller import Caller
from tests.support.year_of_cases import YEAR

pytestmark = pytest.mark.database
NOW = datetime(YEAR + 1, 4, 12, 9, tzinfo=timekeeping.OFFICE_TIME)


def test_reports_of_a_year_with_their_day_and_their_tables(client, county):
    head = of_person(county.people["officehead"])
    perform(acts.open_report, actor=head, now=NOW, organ="LF", year=YEAR, covers="own")
    program = Caller(client, NOW)
    (row,) = program.call("GET", "/reports/annual", login="officehead").json["reports"]
    assert (row["organ"], row["year"], row["state"]) == ("LF", YEAR, "collecting")
    assert (row["due_on"], row["published_on"]) == (f"{YEAR + 1}-03-31", None)
    assert "C20" in [one["code"] for one in row["findings"]]
    assert row["table3"]["new"]["total"] == 0
    assert program.call("GET", "/reports/annual?year=1999", login="officehead").status_code == 422
    assert program.call("GET", "/reports/annual").status_code == 401
    assert program.call("GET", "/reports/annual", login="clerk").status_code == 403
