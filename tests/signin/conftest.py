"""The clock stands on a working morning, within the life of the sample passwords."""

from pathlib import Path

import pytest
import time_machine

from app import timekeeping


@pytest.fixture(autouse=True)
def working_morning(monkeypatch):
    """On a machine whose kernel does not tell when it was started: its clock is not taken for one that went back."""
    monkeypatch.setattr(timekeeping, "BOOT_ID", Path("/nowhere"))
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as clock:
        yield clock
