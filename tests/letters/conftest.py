"""The catalogue and the press are made once for all letter tests; both are read-only."""

import pytest

from app.letters import Catalogue
from app.letters.press import get_press


@pytest.fixture(scope="session")
def catalogue():
    return Catalogue()


@pytest.fixture(scope="session")
def press():
    return get_press()


@pytest.fixture
def granted(catalogue):
    return catalogue.kind("reply_granted")
