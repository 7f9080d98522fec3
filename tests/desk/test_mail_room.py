"""收发室: what was signed for waits, turns red, becomes a case with the day of its signature, or is put aside."""

from datetime import date

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, IncomingPost
from app.database import db
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from app.processes.disclosure.registration import request_of
from tests.support.county import LONG_AGO
from tests.support.office import PAPER

pytestmark = pytest.mark.database
EMS = {
    "organ": "LF", "way": "registered_mail", "arrived_on": "2026-02-28", "tracking_number": "1099000000001",
    "signed_by": "收发室甲", "sender": "申请人甲", "note": "信封注明政府信息公开申请",
}  # fmt: skip


@pytest.fixture
def clerk(browser):
    return browser("clerk")


def logged(person, **changes):
    assert person.post("/desk/post", {**EMS, **changes}).status_code == 302
    return db.session.scalars(select(IncomingPost).order_by(IncomingPost.id.desc())).first()


def application(post, **changes):
    data = {name: value for name, value in PAPER.items() if name not in ("channel", "arrived_on")}
    return {
        **data,
        "organ": "LF",
        "channel": "in_person",
        "arrived_on": "2026-03-02",
        "post": post.id,
        **changes,
    }


def test_a_signature_of_saturday_is_recorded_as_what_it_is_and_turns_red_after_a_working_day(
    office, clerk, browser
):
    assert office.now.date() == date(2026, 3, 2)
    post = logged(clerk)  # signed for on Saturday, 28 February
    page = clerk.get("/desk/post").text
    assert "2026年2月28日（周六）" in page
    assert "待登记" in page
    assert "超时未登记" not in page
    office.later(days=1)
    assert "超时未登记" in browser("clerk").get("/desk/post").text
    assert post.settled_at is None


def test_the_registration_takes_way_days_and_number_from_the_mail_room(office, clerk):
    post = logged(clerk)
    page = clerk.get(f"/desk/disclosure/register?post={post.id}").text
    assert "取自收发室的来件登记" in page
    assert "1099000000001" in page
    answer = clerk.post("/desk/disclosure/register", application(post))
    assert answer.status_code == 302, answer.text
    post = db.session.get_one(IncomingPost, post.id)
    request = request_of(post.case)
    known = (request.channel, request.signed_on, request.signed_by, request.tracking_number)
    assert known == ("registered_mail", date(2026, 2, 28), "收发室甲", "1099000000001")
    assert post.case.received_on == date(2026, 2, 28)
    assert "登记为" in clerk.get("/desk/post").text
    again = clerk.post("/desk/disclosure/register", application(post, form_key="again"))
    assert (again.status_code, "已经处理过" in again.text) == (422, True)


def test_the_same_letter_is_taken_in_once_until_the_first_entry_is_put_aside(clerk):
    post = logged(clerk)
    again = clerk.post("/desk/post", EMS)
    assert (again.status_code, "已经登记过" in again.text) == (422, True)
    assert clerk.post(f"/desk/post/{post.id}/aside", {"reason": ""}).status_code == 422
    assert clerk.post(f"/desk/post/{post.id}/aside", {"reason": "日期录错，重新登记"}).status_code == 302
    assert logged(clerk).id != post.id
    assert "日期录错，重新登记" in clerk.get("/desk/post").text
    tags = db.session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.like("post.%"))).all()
    assert sorted(tags) == ["post.logged", "post.logged", "post.set_aside"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"arrived_on": "2026-03-03"}, "不应晚于"),
        ({"tracking_number": ""}, "请填写邮件号码"),
        ({"way": "online"}, "来件方式"),
        ({"organ": "ZZ"}, ""),
    ],
)
def test_what_cannot_be_is_refused_at_its_place_and_nothing_is_lost(clerk, changes, words):
    answer = clerk.post("/desk/post", {**EMS, **changes})
    assert (answer.status_code, words in answer.text, "收发室甲" in answer.text) == (422, True, True)
    assert db.session.query(IncomingPost).count() == 0


def test_letters_without_a_number_are_told_apart_by_nobody(clerk):
    for _ in range(2):
        logged(clerk, way="ordinary_mail", tracking_number="")
    assert db.session.query(IncomingPost).count() == 2


def test_a_case_whose_receipt_is_not_confirmed_stands_there_with_its_earliest_day(office, clerk, browser):
    office.register(channel="ordinary_mail", arrived_on="2026-02-27")
    page = clerk.get("/desk/post").text
    assert office.number in page
    assert "2026年2月27日（周五）" in page
    for who, address in (("clerk", "/desk/cases"), ("supervisor", "/board/list")):
        assert office.number in browser(who).get(f"{address}?list=disclosure.unconfirmed").text, who


def test_who_only_takes_in_post_makes_no_case_of_it_and_others_see_no_mail_room(office, browser, county):
    appoint(county.people["leader"], county.units["LF"], Role.MAIL_ROOM, LONG_AGO)
    db.session.commit()
    mail = browser("leader")
    logged(mail)
    assert "登记为" not in mail.get("/desk/post").text
    assert browser("handler").get("/desk/post").status_code == 403
    assert find_person("handler") is not None


def test_nobody_puts_aside_what_came_to_another_organ(office, browser, clerk, county):
    post = logged(clerk)
    appoint(county.people["handler"], county.units["LF-ZRZY"], Role.MAIL_ROOM, LONG_AGO)
    db.session.commit()
    other = browser("handler")
    assert other.get(f"/desk/post/{post.id}/aside").status_code == 404
    assert other.post(f"/desk/post/{post.id}/aside", {"reason": "不是我的"}).status_code in (403, 404)
    assert db.session.get_one(IncomingPost, post.id).settled_at is None


def test_the_mail_room_links_only_the_cases_whose_page_opens(office, browser, county):
    appoint(county.people["handler"], county.units["LF"], Role.MAIL_ROOM, LONG_AGO)
    db.session.commit()
    office.register(channel="ordinary_mail", arrived_on="2026-02-27")
    link = f'href="/desk/cases/{office.number}"'
    for who, opens in (("handler", False), ("clerk", True)):
        person = browser(who)
        page = person.get("/desk/post").text
        assert (office.number in page, link in page) == (True, opens), who
        assert (person.get(f"/desk/cases/{office.number}").status_code == 200) is opens
