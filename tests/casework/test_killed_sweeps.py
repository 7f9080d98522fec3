"""Sweeps, three at once, that die at any statement: in the end every alert is there once, everybody written to once.

Small in the suite; the long form: `MINGBAI_KILLS=200 MINGBAI_CLOCKS=10000 pytest tests/casework/test_killed_sweeps.py`.
"""

import os
import signal
from datetime import date
from functools import partial

import pytest
from sqlalchemy import func, select

from app.casework.messages.mail import MAIL
from app.casework.models import Alert, AlertNotice, OutboxMessage
from app.casework.terms import sweep
from app.database import db
from tests.casework.office_cases import add_case, add_clock, add_item, at
from tests.support.crashes import FINISHED, die_at_statement, start_child, wait_for

pytestmark = pytest.mark.database
KILLS, CLOCKS = int(os.environ.get("MINGBAI_KILLS", "12")), int(os.environ.get("MINGBAI_CLOCKS", "9"))
SCHEDULERS = 3  # at once, as on three hosts
STEP = 3  # statements between two deaths
LATE = at(2026, 3, 9)


def test_nothing_is_lost_and_nothing_is_doubled(county, monkeypatch):
    monkeypatch.setattr(sweep, "PORTIONS", dict.fromkeys(sweep.PORTIONS, max(2, CLOCKS // 4)))
    for number in range(CLOCKS):
        case = add_case(county, f"LF-2026-{number:05}")
        add_clock(case, date(2026, 3, 6))
        add_item(case, county.people["reviewer"])
    db.session.commit()
    statuses = [status for first in range(0, KILLS, SCHEDULERS) for status in at_once(first)]
    assert set(statuses) <= {-signal.SIGKILL, FINISHED}
    assert -signal.SIGKILL in statuses
    sweep.raise_alerts(LATE)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Alert)) == 3 * CLOCKS
    assert db.session.scalar(select(func.count()).where(Alert.is_untold)) == 0
    assert db.session.scalar(select(func.count()).select_from(AlertNotice)) == 4 * CLOCKS
    mails = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.kind == MAIL)
    assert db.session.scalar(mails) == 4 * CLOCKS, "clerk, head, leader and supervisor, of the last stage"


def at_once(first: int) -> list[int]:
    """How some schedulers end, each of which dies at a statement of its own."""
    started = [start_child(partial(swept, 2 + STEP * (first + place))) for place in range(SCHEDULERS)]
    return [wait_for(pid) for pid in started]


def swept(die_at: int) -> int:
    die_at_statement(die_at)
    sweep.raise_alerts(LATE)
    return FINISHED
