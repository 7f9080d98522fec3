"""The clock stands on a working morning, within the life of the sample passwords."""

import pytest
import time_machine


@pytest.fixture(autouse=True)
def working_morning():
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as clock:
        yield clock
