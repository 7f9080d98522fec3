"""Alerts (预警) that a clock which ran ahead has raised are taken back, so that each comes again on its true day."""

from datetime import datetime

from sqlalchemy import Select, String, cast, delete, func, or_, select, update

from app.casework.models import Alert, AlertNotice, CaseClock, OutboxMessage, SupervisionOrder
from app.casework.models.outbox import OutboxState
from app.casework.terms.alert_stages import LIVE_STATES
from app.database import db
from app.law.office_time import office_day

_NOT_LOADED = {"synchronize_session": False}


def take_back_alerts_ahead(now: datetime) -> int:
    """Inside an act: what was raised on a day to come, and what was to be told of it. How many alerts it was.

    A mail that is out stays on record under a name of its own: it keeps that of the true day from nobody.
    """
    ahead = Alert.raised_on > office_day(now)
    number = db.session.scalar(select(func.count()).select_from(Alert).where(ahead)) or 0
    if number:
        _look_anew(select(Alert.case_id).where(ahead), now)
        of_them = AlertNotice.alert_id.in_(select(Alert.id).where(ahead))
        db.session.execute(delete(AlertNotice).where(of_them), execution_options=_NOT_LOADED)
        db.session.execute(delete(Alert).where(ahead), execution_options=_NOT_LOADED)
    _free_words(now)
    return number


def _look_anew(cases: Select[tuple[int]], now: datetime) -> None:
    """The sweep looks at these clocks and orders again from now on."""
    live = CaseClock.state.in_(LIVE_STATES), CaseClock.case_id.in_(cases)
    db.session.execute(update(CaseClock).where(*live).values(look_at=now), execution_options=_NOT_LOADED)
    waiting = SupervisionOrder.answered_at.is_(None), SupervisionOrder.case_id.in_(cases)
    db.session.execute(
        update(SupervisionOrder).where(*waiting).values(look_at=now), execution_options=_NOT_LOADED
    )


def _free_words(now: datetime) -> None:
    """Of alerts and of the daily mail: what waits is not sent, what was sent makes room for the true one."""
    key = OutboxMessage.key
    early = OutboxMessage.created_at > now, or_(key.like("%alert:%"), key.like("digest:%"))
    waits = OutboxMessage.state == OutboxState.PENDING
    db.session.execute(delete(OutboxMessage).where(*early, waits), execution_options=_NOT_LOADED)
    own = func.concat("ahead:", cast(OutboxMessage.id, String))
    db.session.execute(update(OutboxMessage).where(*early).values(key=own), execution_options=_NOT_LOADED)
