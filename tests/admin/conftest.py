"""An administrator of the top at a browser."""

import pytest

from tests.support.browsing import Browser


@pytest.fixture
def admin(client, app):
    return Browser(client).sign_in("admin")
