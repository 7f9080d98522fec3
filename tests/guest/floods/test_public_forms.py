"""Public forms of the guest: counted, checked, and refused in one sentence once the bulletin stands no more."""

import pytest

from app.casework.models import AuditEntry
from app.database import db
from app.web.limits import MARK, MOST, Sending
from tests.guest.flood_watch.bulletin import STANDS_FOR
from tests.guest.flood_watch.models import FloodView
from tests.guest.floods.conftest import TOLD
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
WITHDRAWN = "这项公开内容已经撤回，不再接受提交"
ENDED = "这项公开内容的公开期限已满，不再接受提交"
DONE = "这件事项已经办结，不再接受提交"


@pytest.fixture
def visitor(app, office):
    return Browser(app.test_client(), office.now)


def views() -> list[str]:
    return [one.words for one in db.session.query(FloodView).order_by(FloodView.id)]


@pytest.fixture
def form(office, visitor) -> str:
    """The address of the form under a bulletin that stands."""
    entry = office.published()
    visitor.now = office.now
    return f"/flood/bulletins/{entry.id}/views"


def withdraw(app, office, reason="水位有误") -> None:
    office.later(hours=1)
    leader = Browser(app.test_client(), office.now).sign_in("leader")
    page = leader.get(f"/desk/cases/{office.number}")
    [href] = page.hrefs("/withdrawal")
    sent = leader.post(href, form_key=leader.get(href).form_key(), reason=reason)
    assert (sent.status, sent.location) == (302, f"/desk/cases/{office.number}")


def test_a_view_is_sent_from_the_bulletins_own_page_and_read_at_the_desk(app, office, visitor, form):
    entry = visitor.get(f"/publications/{office.publication.id}")
    assert entry.hrefs("/flood/") == [form]
    assert "提出意见" in entry.words
    sent = visitor.post(form, words="请公布避险地点")
    assert "意见已收到" in visitor.get(sent.location).words
    clerk = Browser(app.test_client(), office.now).sign_in("clerk")
    assert "请公布避险地点" in clerk.get(f"/desk/cases/{office.number}").words
    audited = db.session.query(AuditEntry).filter_by(tag="flood.view_sent").one()
    assert "避险" not in f"{audited.summary}{audited.detail}"


def test_an_empty_view_is_named_beside_its_field(visitor, form):
    refused = visitor.post(form, words="")
    assert (refused.status, refused.error("words")) == (422, "请填写意见")
    assert views() == []


def test_a_withdrawn_bulletin_takes_no_more_views(app, office, visitor, form):
    visitor.post(form, words="先说的")
    withdraw(app, office)
    visitor.now = office.now
    refused = visitor.post(form, words="请公布避险地点")
    assert (refused.status, refused.tree.xpath("//h1")[0].text_content().strip()) == (409, WITHDRAWN)
    assert views() == ["先说的"]
    gone = visitor.get(f"/publications/{office.publication.id}")
    assert (gone.status, gone.hrefs("/flood/bulletins")) == (410, [])
    assert "水位有误" in gone.words


def test_a_bulletin_whose_time_is_over_takes_no_more_views(office, visitor, form):
    visitor.now = office.publication.until_at
    refused = visitor.post(form, words="请公布避险地点")
    assert (refused.status, refused.tree.xpath("//h1")[0].text_content().strip()) == (409, ENDED)
    visitor.now -= STANDS_FOR / 2
    assert visitor.post(form, words="还在").status == 302
    assert views() == ["还在"]


def test_a_case_that_is_done_takes_no_more_views(office, visitor, form):
    office.do("clerk", "T_collect", opinion="没有收到意见")
    refused = visitor.post(form, words="请公布避险地点")
    assert (refused.status, refused.tree.xpath("//h1")[0].text_content().strip()) == (409, DONE)


def test_what_never_stood_in_public_has_no_form(visitor, form):
    assert visitor.get("/flood/bulletins/999/views").status == 404
    assert visitor.post("/flood/bulletins/999/views", words="?").status == 404


def test_only_who_publishes_withdraws_and_says_why(app, office, form):
    path = f"/desk/flood/{office.number}/withdrawal"
    for login, status in (("clerk", 403), ("handler", 403), ("foreignreviewer", 404)):
        browser = Browser(app.test_client(), office.now).sign_in(login)
        assert (browser.get(path).status, browser.post(path, reason="x").status) == (status, status), login
    leader = Browser(app.test_client(), office.now).sign_in("leader")
    refused = leader.post(path, reason="")
    assert (refused.status, refused.error("reason")) == (422, "请填写撤回原因")
    assert office.publication.withdrawn_at is None


def test_nothing_is_withdrawn_twice(app, office, form):
    withdraw(app, office)
    leader = Browser(app.test_client(), office.now).sign_in("leader")
    assert leader.get(f"/desk/cases/{office.number}").hrefs("/desk/flood") == []
    again = leader.post(f"/desk/flood/{office.number}/withdrawal", reason="再撤一次")
    assert (again.status, "这件没有公开的通报，不需要撤回" in again.words) == (409, True)


def test_both_forms_are_counted(app, visitor, form):
    marks = {
        name: getattr(app.view_functions[f"flood_portal.{name}"], MARK) for name in ("tell", "tell_view")
    }
    assert marks == {"tell": Sending.APPLICATION, "tell_view": Sending.ANSWER}
    answers = [visitor.post(form, words="一样的").status for _ in range(MOST[Sending.ANSWER] + 1)]
    assert answers == [302] * MOST[Sending.ANSWER] + [429]
    assert visitor.post("/flood/", **TOLD).status == 302  # another counter


def test_what_is_told_of_a_flood_is_checked_and_kept(visitor):
    refused = visitor.post("/flood/", **{**TOLD, "reporter": ""})
    assert (refused.status, refused.error("reporter")) == (422, "请填写反映人")
    assert refused.value("place") == TOLD["place"]
