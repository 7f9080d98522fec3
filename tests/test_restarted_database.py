"""PostgreSQL was started anew beneath a running office: nobody notices whose page begins afterwards."""

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app import timekeeping
from app.casework.acts.audit import verify
from app.casework.models import AuditEntry, WorkItem
from app.casework.texts.seen import known_mark
from app.casework.work.work_items import form_of
from app.database import db, is_sqlite
from app.web.outage import AWAY, words_of_outage
from tests.support.browsing import Browser
from tests.support.county import PASSWORD
from tests.support.office import Office

pytestmark = pytest.mark.database
FEWEST_STATEMENTS, MOST_STATEMENTS = 10, 60
END_THE_OTHERS = sa.text(
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@pytest.fixture
def restart(app):
    """Ends every connection but its own, as a restart does, and waits until they are gone."""
    if is_sqlite():
        pytest.skip("SQLite has no server")
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    beside = sa.create_engine(url, poolclass=sa.NullPool)

    def ended() -> int:
        with beside.connect() as connection:
            return connection.scalar(END_THE_OTHERS)

    return ended


def test_who_comes_after_the_restart_signs_in_and_works(app, client, restart):
    reviewer = Browser(client).sign_in("reviewer")
    db.session.remove()
    assert restart() > 0
    assert "待办任务" in reviewer.get("/desk").words
    db.session.remove()
    assert restart() > 0
    assert "待办任务" in reviewer.get("/desk").words


def test_what_was_cut_off_is_told_as_an_outage_and_the_next_transaction_goes_on(app, restart):
    db.session.execute(sa.select(1))
    assert restart() > 0
    with pytest.raises(OperationalError) as cut_off:
        db.session.execute(sa.select(1))
    assert words_of_outage(cut_off.value) == AWAY
    db.session.remove()
    assert db.session.scalar(sa.select(1)) == 1


@pytest.fixture
def ending(restart):
    """Ends the connection of the office before its n-th statement from now on (its COMMIT counts)."""
    left = [0]

    def count_down(*_statement):
        left[0] -= 1
        if left[0] == 0:
            restart()

    for moment in ("before_cursor_execute", "commit"):
        event.listen(db.engine, moment, count_down)
    yield left
    for moment in ("before_cursor_execute", "commit"):
        event.remove(db.engine, moment, count_down)


def test_an_act_that_is_cut_off_anywhere_is_told_so_and_can_be_sent_again(app, client, ending):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    office = Office()
    office.apply()
    office.registered()
    item = office.item("T_screening")
    body = {"screening": "accept", **known_mark(form_of(item).texts(item.case))}
    case_id, address = item.case_id, f"/api/v1/tasks/{item.id}/complete"
    db.session.remove()
    with timekeeping.moved_to(office.now):
        token = client.post("/api/v1/tokens", json={"login": "reviewer", "password": PASSWORD}).json["token"]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "one-key-for-all-of-them"}
        answers: list[int] = []
        while 200 not in answers and len(answers) < MOST_STATEMENTS:
            ending[0] = len(answers) + 1
            answers.append(client.post(address, json=body, headers=headers).status_code)
            db.session.remove()  # as at the end of a request that has a context of its own
    ending[0] = 0
    assert set(answers[:-1]) == {503}
    assert answers[-1] == 200
    assert len(answers) > FEWEST_STATEMENTS
    said = db.session.scalars(sa.select(AuditEntry.tag).where(AuditEntry.case_id == case_id)).all()
    assert said.count("item.completed") == len(["T_register", "T_screening"])
    done = sa.select(WorkItem.status).where(WorkItem.case_id == case_id, WorkItem.node == "T_screening")
    assert db.session.scalars(done).all() == ["done"]
    assert verify() is None
