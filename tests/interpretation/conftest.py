"""The office with packages, its departments and reviewers."""

import pytest

from tests.support.packages import Packages, staff


@pytest.fixture
def office(app, county):
    staff(county)
    return Packages()
