"""The office with packages, its departments and reviewers."""

import pytest

from tests.support.packages import Packages


@pytest.fixture
def office(app, county):
    return Packages().staffed()
