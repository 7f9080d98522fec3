"""What the pages of administration ask of the database: a few statements, however large the county and its backlog."""

import pytest

from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxState
from app.database import db
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.support.county import LONG_AGO, County
from tests.support.office import MORNING, Office
from tests.support.statements import counted

pytestmark = pytest.mark.database

MOST = {"/admin": 22, "/admin/people": 20, "/admin/units": 20, "/admin/outbox": 20, "/admin/status": 20,
        "/admin/parameters": 20, "/admin/letters": 20, "/admin/holidays": 20}  # fmt: skip


def asked(admin, path: str) -> int:
    admin.get(path)
    with counted() as statements:
        assert admin.get(path).status == 200
    return len(statements)


def grown() -> None:
    """Requests that wait, people, messages that were given up."""
    office, county = Office(), County.load()
    for number in range(8):
        office.apply(description=f"禄丰市第{number}号道路工程验收报告")
        appoint(
            add_person(login=f"more{number}", name=f"承办{number}号"),
            county.units["LF-ZRZY"],
            Role.HANDLER,
            LONG_AGO,
        )
        db.session.add(OutboxMessage(key=f"x{number}", kind="mail", payload={"party_of": 1, "subject": "主题"},
                                     not_before=MORNING, created_at=MORNING, state=OutboxState.DEAD,
                                     last_error="对方拒收"))  # fmt: skip
    db.session.commit()


def test_no_page_asks_more_where_more_lies(admin):
    few = {path: asked(admin, path) for path in MOST}
    grown()
    lots = {path: asked(admin, path) for path in MOST}
    assert {path: (few[path], lots[path]) for path in MOST if lots[path] > few[path] + 2} == {}
    assert {path: number for path, number in lots.items() if number > MOST[path]} == {}
