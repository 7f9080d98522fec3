"""PostgreSQL was started anew beneath a running office: nobody notices whose page begins afterwards."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from app.database import db, is_sqlite
from app.web.outage import AWAY, words_of_outage
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
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
