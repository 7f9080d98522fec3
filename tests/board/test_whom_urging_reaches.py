"""催办 promises what is done: mail goes to whom has an address, and whoever has no post any more is told nothing."""

import pytest
from sqlalchemy import select

from app.casework.models import OutboxMessage, Urging
from app.casework.work import work_items
from app.database import db
from app.office.models import Appointment, Person
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database


@pytest.fixture
def office(app):
    """A late case in the hands of 承办丁."""
    office = Office()
    office.register()
    office.assigned()
    item = office.item("T_handle")
    office.run(work_items.claim, office.person("handler"), case_id=item.case_id, item_id=item.id)
    office.later(days=25)
    return office


@pytest.fixture
def address(office):
    return f"/board/cases/{office.number}/urge"


@pytest.fixture
def supervisor(client, office):
    return Browser(client, office.now).sign_in("supervisor")


def person(login="handler") -> Person:
    return db.session.scalars(select(Person).where(Person.login == login)).one()


def end_post(office, login="handler"):
    held = db.session.scalars(select(Appointment).where(Appointment.person_id == person(login).id)).one()
    held.valid_until = office.now.date()
    db.session.commit()


def mails() -> int:
    db.session.expire_all()
    return len(db.session.scalars(select(OutboxMessage).where(OutboxMessage.key.startswith("urge:"))).all())


def test_without_an_address_no_mail_is_promised_and_none_is_queued(supervisor, address):
    person().email = ""
    db.session.commit()
    assert "显示在经办人的待办和消息中；没有登记邮箱，不发邮件" in supervisor.get(address).words
    assert supervisor.post(address, text="请今天答复", form_key="u").status == 302
    assert mails() == 0
    assert "没有登记邮箱，未发邮件" in supervisor.get(address).words


def test_with_an_address_mail_goes_out(supervisor, address):
    assert "显示在经办人的待办和消息中，并发送邮件" in supervisor.get(address).words
    supervisor.post(address, text="请今天答复", form_key="u")
    assert mails() == 1


def test_whose_post_has_ended_is_not_urged_and_the_page_says_where_to_mend_it(supervisor, office, address):
    end_post(office)
    page = supervisor.get(address)
    assert "没有能够办理的人" in page.words
    assert "由承办丁经办，本人现在没有岗位，不能办理：请转办给在岗的人员" in page.words
    assert page.hrefs(f"/board/cases/{office.number}/intervene")
    refused = supervisor.post(address, text="请今天答复", form_key="u")
    assert refused.status == 409
    assert "目前没有可以催办的经办人" in refused.words
    assert db.session.scalars(select(Urging)).all() == []


def test_a_step_that_nobody_may_claim_names_the_post(client, app):
    office = Office()
    office.register()
    office.assigned()
    for login in ("handler", "handler2"):
        end_post(office, login)
    page = Browser(client, office.now).sign_in("supervisor").get(f"/board/cases/{office.number}/urge")
    assert "待禄丰市自然资源局的承办人认领，现在没有人担任：请由系统管理员在机构与人员中配齐" in page.words
