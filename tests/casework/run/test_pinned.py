"""The version of its diagrams on which a case is run."""

import pytest

from app.casework.models import CaseRun
from app.casework.run.pinned import pinned_version, tell_pinned
from app.database import db
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def test_it_is_known_once_it_is_written():
    assert pinned_version(1) is None
    office = Office()
    office.apply()
    assert pinned_version(office.case.id) == db.session.get_one(CaseRun, office.case.id).diagram_hash


def test_what_came_along_is_believed_and_nothing_is_not():
    tell_pinned(1, None)
    assert pinned_version(1) is None
    tell_pinned(1, "abc")
    assert pinned_version(1) == "abc"
