"""Messages that nobody will get, and files that are gone: readiness and the monitor's figures tell of them."""

from datetime import timedelta

import pytest

from app import timekeeping
from app.casework.messages.outbox import TOO_LONG
from app.casework.models import OutboxMessage, StoredFile
from app.casework.models.documents import FileFault
from app.casework.models.outbox import OutboxState
from app.database import db
from tests.support.office import MORNING

pytestmark = pytest.mark.database
TOKEN = "0f5c9a7be4d2418896b1c3d7"


def message(state, *, since=MORNING, error=""):
    db.session.add(
        OutboxMessage(
            key=f"m{state}", kind="mail", payload={}, attempts=8, state=state, last_error=error,
            not_before=MORNING, created_at=since,
        )
    )  # fmt: skip
    db.session.commit()


def outbox_is_ready(client):
    with timekeeping.moved_to(MORNING):
        return client.get("/readyz").json["checks"]["outbox"]


@pytest.mark.parametrize("state", [OutboxState.DEAD, OutboxState.UNCERTAIN])
def test_what_waits_for_a_person_is_told(app, client, state):
    assert outbox_is_ready(client) is True
    message(state)
    assert outbox_is_ready(client) is False


@pytest.mark.parametrize(
    ("since", "error", "is_ready"),
    [
        (MORNING - TOO_LONG - timedelta(minutes=1), "421 try again later", False),
        (MORNING - TOO_LONG + timedelta(minutes=1), "421 try again later", True),
        (MORNING - TOO_LONG - timedelta(minutes=1), "", True),  # it has waited for its own hour
    ],
)
def test_what_has_tried_to_get_out_for_hours_is_told(app, client, since, error, is_ready):
    message(OutboxState.PENDING, since=since, error=error)
    assert outbox_is_ready(client) is is_ready


@pytest.mark.parametrize("state", [OutboxState.SENT, OutboxState.NO_ADDRESS])
def test_what_is_settled_is_no_fault(app, client, state):
    message(state)
    assert outbox_is_ready(client) is True


def test_the_monitor_gets_the_figures(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)
    message(OutboxState.DEAD)
    message(OutboxState.SENT)
    lost = {"hash": "0" * 64, "size": 1, "media_type": "application/pdf", "stored_at": MORNING}
    db.session.add(StoredFile(**lost, fault=FileFault.MISSING))
    db.session.commit()
    told = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text.splitlines()
    assert 'mingbai_outbox_messages{state="dead"} 1.0' in told
    assert 'mingbai_outbox_messages{state="sent"} 1.0' in told
    assert 'mingbai_outbox_messages{state="uncertain"} 0.0' in told
    assert "mingbai_faulty_files 1.0" in told
    [free] = [line for line in told if line.startswith("mingbai_disk_free_bytes ")]
    assert float(free.split()[1]) > 0
