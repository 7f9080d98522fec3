import pytest

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.models import JobHeartbeat, StoredFile
from app.database import db
from tests.casework.office_cases import at

pytestmark = pytest.mark.database


def test_the_first_row_is_kept_and_the_second_is_no_error(app):
    with transaction():
        assert insert_once(JobHeartbeat, name="alerts", detail="first") is True
        assert insert_once(JobHeartbeat, name="alerts", detail="second") is False
    assert db.session.get_one(JobHeartbeat, "alerts").detail == "first"


def test_columns_keep_their_defaults(app):
    with transaction():
        insert_once(StoredFile, hash="a" * 64, size=1, media_type="image/png", stored_at=at(2026, 3, 2))
    stored = db.session.get_one(StoredFile, "a" * 64)
    assert stored.has_active_content is False
    assert stored.stored_at == at(2026, 3, 2)
