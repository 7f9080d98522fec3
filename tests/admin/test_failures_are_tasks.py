"""What the outbox could not bring out is an administrator's task: counted, given to somebody, settled by a person."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, OutboxMessage, OutboxTask
from app.casework.models.outbox import OutboxState
from app.database import db
from app.office.people import find_person
from app.office.vocabulary import Role
from tests.admin.conftest import appointed
from tests.support.browsing import Browser
from tests.support.office import MORNING

pytestmark = pytest.mark.database


@pytest.fixture
def failed(app):
    """One that was given up, and one of which nobody knows."""
    for key, state in (("m1", OutboxState.DEAD), ("m2", OutboxState.UNCERTAIN)):
        payload = {"person_id": find_person("clerk").id, "subject": "催办", "text": "…"}
        db.session.add(
            OutboxMessage(
                key=key, kind="sms", payload=payload, attempts=8, state=state, last_error="x", not_before=MORNING,
                created_at=MORNING,
            )
        )  # fmt: skip
    db.session.commit()
    return list(db.session.scalars(select(OutboxMessage.id).order_by(OutboxMessage.id)))


def counted(page) -> str:
    """What the menu says beside 待发消息."""
    link = page.tree.xpath("//nav//a[contains(@href, '/admin/outbox')]")[0]
    return "".join(link.xpath(".//*[contains(@class, 'side-count')]/text()")).strip()


def test_a_failure_is_counted_given_to_somebody_and_settled_with_a_reason(admin, failed):
    assert counted(admin.get("/admin")) == "2"
    address = f"/admin/outbox/{failed[0]}"
    assert "未指定" in admin.get("/admin/outbox").words
    person = find_person("admin")
    assert admin.post(address, assign="1", assignee=str(person.id)).status == 302
    assert person.name in admin.get(address).words
    assert db.session.scalars(select(OutboxTask.message_id)).all() == [failed[0]]
    line = db.session.scalar(select(AuditEntry).where(AuditEntry.tag == "outbox.assigned"))
    assert line.summary == f"外发消息 {failed[0]} 由{person.name}处理"
    assert admin.post(address, decision="sent", reason="").status == 422
    assert admin.post(address, decision="sent", reason="电话核实").status == 302
    assert counted(admin.get("/admin")) == "1"
    assert admin.post(address, assign="1", assignee=str(person.id)).status == 409


@pytest.mark.parametrize("typed", ["", "0", "999999", "x"])
def test_only_an_administrator_of_the_system_can_have_it(admin, failed, typed):
    assert admin.post(f"/admin/outbox/{failed[0]}", assign="1", assignee=typed).status == 422
    clerk = str(find_person("clerk").id)
    assert admin.post(f"/admin/outbox/{failed[0]}", assign="1", assignee=clerk).status == 422
    assert db.session.scalars(select(OutboxTask)).all() == []


def test_an_administrator_of_one_county_neither_sees_nor_assigns(app, failed):
    appointed("countyadmin", "县管午", "LF", Role.ADMINISTRATOR)
    county = Browser(app.test_client()).sign_in("countyadmin")
    assert county.get("/admin/outbox").status == 403
    assert county.post(f"/admin/outbox/{failed[0]}", assign="1", assignee="1").status == 403


def test_nothing_is_counted_where_nothing_failed(admin):
    assert counted(admin.get("/admin")) == ""
