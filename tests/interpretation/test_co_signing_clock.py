"""会签期限: each round has its own; late is shown late, and silence is never consent."""

import pytest

from app.casework.models import Alert
from app.casework.models.work import SEND_BACK
from app.casework.terms import clocks
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.law.clock import Clock, ClockKind, ClockState
from app.processes.interpretation.co_signers import still_to_sign

pytestmark = pytest.mark.database


@pytest.fixture
def signing(office):
    """Two departments are asked on Monday 2026-03-02."""
    return office.organised().chosen("财政局、司法局")


def rounds(office) -> list[Clock]:
    return clocks.clocks_of(office.case).of_kind(ClockKind.CO_SIGNING)


def test_it_runs_from_the_sending_for_the_days_of_the_parameter(signing):
    (clock,) = rounds(signing)
    assert (clock.state, clock.due_on.isoformat()) == (ClockState.RUNNING, "2026-03-05")
    assert signing.case.due_on == clock.due_on
    signing.co_signed()
    (clock,) = rounds(signing)
    assert clock.state is ClockState.MET
    assert signing.case.due_on is None


def test_each_round_has_its_own(signing):
    signing.co_sign("财政局", SEND_BACK, "第二条须补充资金来源")
    signing.later(days=7).co_sign("司法局")
    signing.revised()
    first, second = rounds(signing)
    assert (first.state, second.state) == (ClockState.MISSED, ClockState.RUNNING)
    assert second.started_on == signing.now.date()


def test_the_late_one_is_told_to_whoever_has_not_signed_and_agrees_to_nothing(signing):
    signing.co_sign("司法局")
    signing.later(days=7)
    assert raise_alerts(signing.now) > 0
    told = db.session.query(Alert).filter_by(case_id=signing.case.id, kind=ClockKind.CO_SIGNING).all()
    assert "overdue" in {alert.stage for alert in told}
    assert len(still_to_sign(signing.case, signing.now.date())) == 1
    assert signing.open_nodes() == {"T_co_sign"}
