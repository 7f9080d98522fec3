"""An error of the database reaches the log without a single value."""

import pytest
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.database import db
from app.office.models import Person
from tests.support.settings import settings_for

pytestmark = pytest.mark.database
SECRET = "绝密姓名张三丰"


@pytest.fixture
def broken(app, prepared, capsys, caplog):
    """Asks a page that writes a row which the database refuses; what stands on the error stream afterwards."""
    house = create_app({**settings_for(prepared.instance, prepared.url), "TESTING": False})

    def ask(**row):
        @house.get("/broken/<path:rest>", endpoint="broken")
        def view(rest):
            db.session.execute(
                Person.__table__.insert().values(name=SECRET, must_change_password=True, **row)
            )

        answer = house.test_client().get("/broken/LF-2026-0001")
        assert answer.status_code == 500
        return caplog.text + capsys.readouterr().err

    yield ask
    with house.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    "row",
    [
        {"login": "clerk", "is_active": True, "telephone": "13800138000", "email": ""},  # taken
        {"login": "zhangsanfeng", "is_active": None, "telephone": "13800138000", "email": ""},  # not null
    ],
)
def test_a_refused_row_is_logged_by_place_and_kind_alone(broken, row):
    log = broken(**row)
    assert "IntegrityError" in log
    assert "test_quiet_errors.py" in log
    for value in (SECRET, "13800138000", row["login"], "LF-2026-0001"):
        assert value not in log, value


def test_the_text_of_an_error_quotes_nothing_that_was_bound(app):
    with pytest.raises(IntegrityError) as refused:
        db.session.execute(
            Person.__table__.insert().values(
                login="clerk", name=SECRET, is_active=True, must_change_password=True, telephone="", email=""
            )
        )
    assert SECRET not in str(refused.value)
    assert "hidden due to hide_parameters" in str(refused.value)
