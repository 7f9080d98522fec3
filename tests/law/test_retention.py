"""How long a case file is kept."""

from datetime import date

import pytest

from app.law.events import EventType
from app.law.parameters import Parameters
from app.law.retention import is_contested, retention

PARAMETERS = Parameters.load()


def test_an_ordinary_file_is_kept_ten_years():
    kept = retention(date(2026, 3, 30), PARAMETERS)
    assert (kept.title, kept.until, kept.archive_by) == ("10年", date(2036, 12, 31), date(2027, 6, 30))


def test_a_contested_file_is_kept_thirty_years():
    assert retention(date(2026, 3, 30), PARAMETERS, contested=True).until == date(2056, 12, 31)


def test_the_offices_own_schedule_overrides():
    parameters = PARAMETERS.with_overrides({"retention_ordinary_years": 30})
    assert retention(date(2026, 3, 30), parameters).years == 30


@pytest.mark.parametrize(("happened", "contested"), [
    ([], False), (["received", "reply_posted"], False), (["received", "reconsideration_applied"], True),
    (["litigation_filed"], True), (["redo_ordered"], True),
])  # fmt: skip
def test_what_makes_a_case_contested(happened, contested):
    assert is_contested(map(EventType, happened)) is contested
