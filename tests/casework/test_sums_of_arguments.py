"""What an act was told is kept as a sum under the installation's key: nobody with a backup finds it by trying."""

import hashlib
import importlib.util
import json
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import func, select, update

from app.casework.acts import audit
from app.casework.acts.commands import UNKNOWN
from app.casework.acts.errors import KeyReused
from app.casework.models import CommandRecord
from app.database import db
from app.processes.disclosure.corrections import correct_request
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
MIGRATION = Path(__file__).resolve().parents[2] / "migrations/versions/0143_no_plain_sums_of_arguments.py"
TELEPHONE, REASON, KEY = "13900000042", "登记时录入有误，与申请书第一页不一致", "desk:1:abc"


def corrected(office, telephone=TELEPHONE):
    told = {"field": "telephone", "data": {"telephone": telephone, "reason": REASON}}
    office.run(correct_request, office.person("clerk"), key=KEY, case_id=office.case.id, **told)
    return json.dumps(["correct_request", office.case.id, told], sort_keys=True, default=str)


@pytest.fixture
def office():
    made = Office()
    made.register()
    return made


def kept():
    return db.session.scalars(select(CommandRecord.fingerprint).where(CommandRecord.key == KEY)).one()


def test_a_telephone_is_not_found_by_trying_the_plain_sum(office):
    text = corrected(office)
    assert len(kept()) == len(hashlib.sha256().hexdigest())
    assert kept() != hashlib.sha256(text.encode()).hexdigest()
    assert kept() != hashlib.sha256(b"command:" + text.encode()).hexdigest()


def test_an_emptied_sum_counts_as_the_same_arguments_and_nothing_is_done_twice(office):
    corrected(office)
    with pytest.raises(KeyReused):
        corrected(office, "13900000043")
    db.session.execute(update(CommandRecord).values(fingerprint=UNKNOWN))
    db.session.commit()
    head = audit.head()
    corrected(office)
    corrected(office, "13900000043")
    assert audit.head() == head


def test_the_upgrade_empties_the_plain_sums_of_before(office):
    corrected(office)
    spec = importlib.util.spec_from_file_location("emptied", MIGRATION)
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    db.session.rollback()
    with db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        with Operations.context(MigrationContext.configure(connection)):
            migration.upgrade()
        known = select(func.count()).where(CommandRecord.fingerprint != UNKNOWN)
        assert connection.scalar(known) == 0
        assert connection.scalar(select(func.count(CommandRecord.key))) > 0
