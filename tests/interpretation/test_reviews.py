"""定期评估 of a package: the day comes, the office is told, looks at it and says so; then it is told no more."""

from datetime import date

import pytest

from app.casework.models import AuditEntry
from app.casework.publications.errors import NotPublishable
from app.casework.publications.review import tell_of_reviews
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.interpretation.deployment import standing_of_package
from app.processes.interpretation.reviewing import NothingToReview, is_to_be_reviewed, review_package
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
REVIEW_ON, NEXT_ON = date(2026, 6, 1), date(2027, 6, 1)


def public(office, **terms):
    """A package in public whose day of review has come."""
    office.ready(co_signing="no").deployed(review_on=REVIEW_ON.isoformat(), **terms)
    return office.later(days=(REVIEW_ON - office.now.date()).days)


def review(office, login="reviewer", **data):
    return office.run(review_package, office.person(login), case_id=office.case.id,
                      data={"finding": "仍然有效，继续公开", **data})  # fmt: skip


def test_it_is_reviewed_and_told_of_again_on_the_next_day(office):
    public(office)
    assert tell_of_reviews(office.now) > 0
    assert is_to_be_reviewed(office.case, office.now.date())
    assert review(office, next_on=NEXT_ON.isoformat())["reviewed"] == 2
    assert {one.review_on for one in standing_of_package(office.case)} == {NEXT_ON}
    assert not is_to_be_reviewed(office.case, office.now.date())
    assert tell_of_reviews(office.later(days=1).now) == 0
    assert tell_of_reviews(office.later(days=365).now) > 0
    tags = db.session.query(AuditEntry).filter_by(tag="publication.reviewed").all()
    assert len(tags) == 2


def test_without_a_next_day_nobody_is_told_again(office):
    review(public(office))
    assert tell_of_reviews(office.later(days=400).now) == 0
    with pytest.raises(NothingToReview):
        review(office)


@pytest.mark.parametrize("data", [{"finding": ""}, {"finding": "同意"}])
def test_a_review_says_what_was_found(office, data):
    public(office)
    with pytest.raises(InvalidInput) as refused:
        review(office, **data)
    assert set(refused.value.fields) == {"finding"}


def test_the_next_one_lies_ahead(office):
    public(office)
    with pytest.raises(NotPublishable) as refused:
        review(office, next_on=office.now.date().isoformat())
    assert set(refused.value.fields) == {"next_on"}


def test_who_does_not_publish_does_not_review(office):
    public(office)
    with pytest.raises(NotAllowed):
        review(office, login="handler")


def test_on_its_page(app, office):
    public(office)
    reviewer = Browser(app.test_client(), office.now).sign_in("reviewer")
    address = f"/desk/interpretation/{office.number}/review"
    assert address in reviewer.get(f"/desk/cases/{office.number}").text
    assert "2026年6月1日" in reviewer.get(address).text
    assert reviewer.post(address, finding="").status == 422
    assert reviewer.post(address, finding="仍然有效，继续公开", next_on="2027-06-01").status in (200, 302)
    assert address not in reviewer.get(f"/desk/cases/{office.number}").text
    assert Browser(app.test_client(), office.now).sign_in("handler").get(address).status == 403


def test_what_was_found_and_when_next_stand_in_the_record(app, office):
    review(public(office), next_on=NEXT_ON.isoformat())
    page = Browser(app.test_client(), office.now).sign_in("reviewer").get(f"/desk/cases/{office.number}").text
    assert "仍然有效，继续公开；下次评估日期 2027-06-01" in page


def test_where_nothing_waits_for_a_review_its_page_leads_back_and_says_so(app, office):
    office.ready(co_signing="no").deployed()
    reviewer = Browser(app.test_client(), office.now).sign_in("reviewer")
    assert reviewer.get(f"/desk/interpretation/{office.number}/review").status == 302
    assert NothingToReview.message in reviewer.get(f"/desk/cases/{office.number}").text


def test_a_review_comes_after_the_day_on_which_all_appears(office):
    office.ready(co_signing="no")
    with pytest.raises(NotPublishable) as refused:
        office.deployed(planned_at="2026-05-04T08:00", review_on="2026-04-01")
    assert refused.value.fields == {"review_on": "评估日期应晚于公开之日"}
